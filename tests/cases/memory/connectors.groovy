// OmegaT's own connector classes, asked in a project as its pane asks them. Their addresses are built in, so
// every https URL is sent to the server whose address comes in the property "server".
import javax.swing.JMenu
import org.omegat.core.Core
import org.omegat.gui.main.IMainMenu
import org.omegat.gui.main.IMainWindow
import org.omegat.util.Language
import org.omegat.core.machinetranslators.*

if (eventType.toString() == "LOAD") {
  def server = System.getProperty("server")
  URL.setURLStreamHandlerFactory({ protocol ->
    protocol != "https" ? null : new URLStreamHandler() {
      protected URLConnection openConnection(URL url) {
        def file = url.file.replaceFirst("^/(api|apy)/", "/")
        new URL(server + file).openConnection()
      }
      protected int getDefaultPort() { 443 }
    }
  } as URLStreamHandlerFactory)
  // Without a window there is no menu for them to enter themselves into.
  def menu = [getMachineTranslationMenu: { new JMenu() }] as IMainMenu
  def window = Core.mainWindow
  Core.@mainWindow = [getMainMenu: { menu }] as IMainWindow
  def (source, target) = System.getProperty("pair").split("\\|").collect { new Language(it) }
  def text = new String(System.getProperty("text").decodeBase64(), "UTF-8")
  [new MyMemoryHumanTranslate(), new ApertiumTranslate()].each {
    def answer = it.translate(source, target, text) ?: ""
    println("ANSWER " + it.class.simpleName + " " + answer.getBytes("UTF-8").encodeBase64())
  }
  Core.@mainWindow = window
}

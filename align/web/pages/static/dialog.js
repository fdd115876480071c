// The dialog: it opens when something is put into it, closes when what it asks is sent, and is then emptied.
import { begin, end } from "./busy.js";
import { say, tell } from "./messages.js";

export function watchDialog() {
  const dialog = document.getElementById("dialog");
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "dialog-body" && !dialog.open) dialog.showModal();
  });
  document.body.addEventListener("submit", (event) => {
    if (!event.target.matches("[action][data-closes]")) return;
    waitForFile(event.target.elements.asked);
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    for (const asking of dialog.querySelectorAll(".htmx-request")) asking.dispatchEvent(new Event("htmx:abort"));
    document.getElementById("dialog-body").replaceChildren();
  });
  // The button that downloads is never drawn anew: a click on it might fall between.
  for (const event of ["change", "htmx:afterSettle"]) document.body.addEventListener(event, offer);
}

// Say that a file is being made until it is: a page hears nothing of a download but a cookie that comes with it.
function waitForFile(field) {
  const asked = String(Date.now());
  field.value = asked;
  const note = tell(say("making_file"), "info", `file ${asked}`);
  begin("later");
  const looking = setInterval(() => {
    if (note.isConnected && !document.cookie.split("; ").includes(`made=${asked}`)) return;
    note.remove();
    clearInterval(looking);
    end("later");
  }, 250);
}

function offer() {
  const chosen = document.querySelector("#dialog [name=only]:checked");
  if (chosen) document.getElementById("download").disabled = chosen.parentElement.querySelector("output").dataset.rows === "0";
}

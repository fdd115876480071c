"""Lokalize, the CAT tool of KDE, run without a screen and asked over D-Bus what it reads of a file."""

import os
import re
import shutil
import signal
import subprocess
import time

TAG = "￼"
"""Stands where Lokalize shows a tag."""

_SETTINGS = """[Identity]
authorName=A
authorLocalizedName=A
authorEmail=a@example.org
defaultLangCode=zh_CN
"""
_EDITOR = ("/ThisIsWhatYouWant/Editor/0", "org.kde.Lokalize.Editor")


def is_installed():
    return all(map(shutil.which, ("lokalize", "dbus-daemon", "dbus-send")))


def entries(folder, path):
    """Return the source and the target of each entry that Lokalize shows of a file."""
    home = folder / "home"
    (home / ".config").mkdir(parents=True)
    (home / ".config/lokalizerc").write_text(_SETTINGS)  # without them it asks who one is
    known = os.environ | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "QT_QPA_PLATFORM": "offscreen"}
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=known,
    )  # fmt: skip
    known["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
    tool = subprocess.Popen(
        ["lokalize", str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=known
    )
    try:
        ask = _asking(f"org.kde.lokalize-{tool.pid}", known)
        for _ in range(100):
            if count := int(ask("entryCount") or 0):
                break
            time.sleep(0.2)
        else:
            raise TimeoutError(f"Lokalize does not open {path}")
        places = range(count)
        return [
            (ask("entrySource", f"int32:{n}", "int32:0"), ask("entryTarget", f"int32:{n}", "int32:0"))
            for n in places
        ]
    finally:
        for process in (tool, bus):
            process.send_signal(signal.SIGKILL)
            process.wait()


def _asking(name, known):
    place, interface = _EDITOR

    def ask(method, *arguments):
        command = ["dbus-send", "--session", "--print-reply=literal", f"--dest={name}", place]
        done = subprocess.run(
            [*command, f"{interface}.{method}", *arguments], capture_output=True, text=True, env=known
        )
        return re.sub(r"^ {3}(?:int32 )?", "", done.stdout).removesuffix("\n") if not done.returncode else ""

    return ask

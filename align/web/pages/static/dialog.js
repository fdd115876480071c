// The dialog: it opens when something is put into it, closes when what it asks is sent, and is then emptied.
import { say, tell } from "./messages.js";

export function watchDialog() {
  const dialog = document.getElementById("dialog");
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "dialog-body" && !dialog.open) dialog.showModal();
  });
  document.body.addEventListener("submit", (event) => {
    if (!event.target.matches("[action][data-closes]")) return;
    dialog.close();
    tell(say("making_file"), "info", "done");
  });
  dialog.addEventListener("close", () => {
    for (const asking of dialog.querySelectorAll(".htmx-request")) asking.dispatchEvent(new Event("htmx:abort"));
    document.getElementById("dialog-body").replaceChildren();
  });
  // The button that downloads is never drawn anew: a click on it might fall between.
  for (const event of ["change", "htmx:afterSettle"]) document.body.addEventListener(event, offer);
}

function offer() {
  const chosen = document.querySelector("#dialog [name=only]:checked");
  if (chosen) document.getElementById("download").disabled = chosen.parentElement.querySelector("output").dataset.rows === "0";
}

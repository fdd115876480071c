// The dialog: it opens when something is put into it, closes when what it asks is sent, and is then emptied.

export function watchDialog() {
  const dialog = document.getElementById("dialog");
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "dialog-body" && !dialog.open) dialog.showModal();
  });
  document.body.addEventListener("submit", (event) => {
    if (event.target.matches("[action][data-closes]")) dialog.close();
  });
  dialog.addEventListener("close", () => document.getElementById("dialog-body").replaceChildren());
}

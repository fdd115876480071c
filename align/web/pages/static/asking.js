// What the page asks a person before it does something.
"use strict";

// Ask for a note; null: nothing is to be done.
export function askNote(before) {
  const note = document.getElementById("note");
  const field = note.querySelector("textarea");
  field.value = before;
  note.returnValue = "";
  note.showModal();
  field.onkeydown = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    note.close("flag");
  };
  return new Promise((resolve) => {
    note.addEventListener("close", () => resolve(note.returnValue === "flag" ? field.value.trim() : null), { once: true });
  });
}

// Ask for the name of a person; null: nothing is to be done.
export function askName(before) {
  const dialog = document.getElementById("give");
  const field = dialog.querySelector("input");
  field.value = before;
  dialog.returnValue = "";
  dialog.showModal();
  field.select();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "give" ? field.value.trim() : null), { once: true });
  });
}

// Ask whether to do something to so many rows; true: it is to be done.
export function areYouSure(question) {
  const dialog = document.getElementById("sure");
  dialog.querySelector("h2").textContent = question;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

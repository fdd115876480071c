// What the page asks a person before it does something.
"use strict";

import { isComposed } from "./keys.js";

// Open a dialog, and tell by which of its buttons it was closed; empty: by none. Told once it is shut: its own event
// comes later, and until then the page would look as if nothing were to be done.
function answerOf(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    const shut = new MutationObserver(() => {
      shut.disconnect();
      resolve(dialog.returnValue);
    });
    shut.observe(dialog, { attributeFilter: ["open"] });
  });
}

let last = {}; // what was noted of which row: not saved, or taken back, it is offered again

// Ask for a note of a row; null: nothing is to be done.
export async function askNote(before, of) {
  const note = document.getElementById("note");
  const field = note.querySelector("textarea");
  field.value = last.of === of ? last.note : before;
  field.onkeydown = (event) => {
    if (event.key !== "Enter" || event.shiftKey || isComposed(event)) return;
    event.preventDefault();
    note.close("flag");
  };
  if ((await answerOf(note)) !== "flag") return null;
  last = { of, note: field.value.trim() };
  return last.note;
}

// Ask for the name of a person; null: nothing is to be done.
export async function askName(before) {
  const dialog = document.getElementById("give");
  const field = dialog.querySelector("input");
  field.value = before;
  const answer = answerOf(dialog);
  field.select();
  return (await answer) === "give" ? field.value.trim() : null;
}

// Ask whether to do something to so many rows; true: it is to be done.
export async function areYouSure(question) {
  const dialog = document.getElementById("sure");
  dialog.querySelector("h2").textContent = question;
  return (await answerOf(dialog)) === "yes";
}

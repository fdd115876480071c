// Which key does what: the names are those of the actions in `review.js`.
"use strict";

const keys = {
  j: "next", ArrowDown: "next", k: "previous", ArrowUp: "previous", PageDown: "page_down", PageUp: "page_up",
  g: "first", Home: "first", G: "last", End: "last", ArrowLeft: "source", ArrowRight: "target", n: "next_alarm", p: "previous_alarm",
  Enter: "confirm", c: "clear", Backspace: "clear", f: "flag", C: "talk", D: "difference", b: "assign", M: "mine", x: "choose", m: "merge", s: "split", d: "delete", Delete: "delete",
  e: "edit_text", F2: "edit_text", l: "join_nulls", a: "realign", A: "realign_around", o: "lock", u: "undo", U: "redo", r: "redo",
  R: "replace", T: "terms", v: "row_terms", V: "matches", "/": "search", q: "worklist", w: "findings", "]": "next_finding", "[": "previous_finding", t: "take", y: "accept", i: "waive",
  h: "history", "?": "help", Escape: "escape",
};
const withShift = { ArrowUp: "up", ArrowDown: "down", Enter: "confirm_all" };
const withControl = { z: "undo", y: "redo", x: "cut", v: "paste" };

// Whether a key is still the input method's: where one commits characters, Safari no longer calls that composing.
export const isComposed = ({ isComposing, keyCode }) => isComposing || keyCode === 229;

// The action that a key press asks for; null: none.
export function actionOf(event) {
  const { altKey, ctrlKey, metaKey, shiftKey } = event;
  const letter = event.key.toLowerCase();
  const isCaps = event.key.length === 1 && event.getModifierState("CapsLock");
  const key = !isCaps ? event.key : shiftKey ? letter.toUpperCase() : letter;
  if (altKey) return null;
  if (ctrlKey || metaKey) return letter === "z" && shiftKey ? "redo" : (withControl[letter] ?? null);
  return (shiftKey && withShift[key]) || (keys[key] ?? null);
}

// Keys pressed while a field is being saved, or has yet to open: kept, and played in their order once that is done.
// A letter then goes where it would have gone, had one waited: into the field that opened, or to the row one stands on.
"use strict";

import { begin, end } from "./busy.js";
import { actionOf, isComposed } from "./keys.js";

export class Ahead {
  constructor(isAwaited, done) {
    this.isAwaited = isAwaited;
    this.done = done; // a promise of the end of all that was asked for
    this.kept = [];
    this.isPlaying = false;
    addEventListener("keydown", (event) => this.hear(event), true); // before any field does
  }

  hear(event) {
    if (!event.isTrusted || !(this.isPlaying || this.isAwaited()) || isComposed(event) || !isMeant(event)) return;
    if (event.key === "Escape" && !this.isPlaying) return; // out of the field that is being saved, at once
    event.preventDefault();
    event.stopImmediatePropagation();
    this.kept.push(event);
    if (!this.isPlaying) this.play();
  }

  // What is still kept will not be done: it was meant for what did not come about.
  drop() {
    this.kept = [];
  }

  async play() {
    this.isPlaying = true;
    begin();
    await this.done();
    while (this.kept.length) {
      press(this.kept.shift());
      await this.done();
    }
    this.isPlaying = false;
    end();
  }
}

// A key that writes, moves the caret, or does something on the page.
function isMeant(event) {
  const isLetter = event.key.length === 1 && (event.getModifierState("AltGraph") || !(event.altKey || event.ctrlKey || event.metaKey));
  return isLetter || actionOf(event) !== null;
}

const MOVES = {
  ArrowLeft: ["left", "character"], ArrowRight: ["right", "character"], ArrowUp: ["backward", "line"], ArrowDown: ["forward", "line"],
  Home: ["backward", "lineboundary"], End: ["forward", "lineboundary"],
};
const ERASES = { Backspace: "delete", Delete: "forwardDelete" };

// Press a key again, where the focus is now. What a browser does of itself for a key, it does for a person's only.
function press({ key, code, keyCode, shiftKey, ctrlKey, metaKey, altKey }) {
  const at = document.activeElement ?? document.body;
  const again = { key, code, keyCode, shiftKey, ctrlKey, metaKey, altKey, bubbles: true, cancelable: true };
  if (!at.dispatchEvent(new KeyboardEvent("keydown", again)) || !isField(at)) return;
  if (key.length === 1 && !ctrlKey && !metaKey) document.execCommand("insertText", false, key);
  else if (ERASES[key]) document.execCommand(ERASES[key]);
  else if (MOVES[key]) getSelection().modify(shiftKey ? "extend" : "move", ...MOVES[key]);
}

export const isField = (element) => element.matches("textarea, input:not([type=checkbox], [type=radio])");

// A sentence on its way to another row: cut, go there, paste. Nothing is changed before it is pasted.
"use strict";

import { caretIn } from "./carets.js";
import { say, tellWay, untell } from "./messages.js";

export class Moving {
  constructor(rows) {
    this.rows = rows;
    this.cut = null; // row, side and place of the sentence
  }

  // Cut the sentence with the caret, else the last of the side one is on; once more, the one before.
  take(side) {
    const caret = caretIn(this.rows.here);
    const here = caret ? { side: caret.side, index: caret.index } : { side, index: null };
    const count = this.rows.row.querySelectorAll(`.text.${here.side} .seg`).length;
    if (!count) return;
    const again = !caret && this.cut?.key === this.rows.here && this.cut.side === here.side;
    const last = again ? this.cut.index : count;
    this.cut = { key: this.rows.here, side: here.side, index: here.index ?? (last - 1 + count) % count };
    this.show();
    untell("cut");
    tellWay(say("is_cut"), "paste", "⌃V", "cut");
  }

  // Hold a sentence that is dragged.
  hold(place) {
    this.cut = place;
    this.show();
  }

  // The edit that puts it into the row one stands on; null: nothing is cut, or its row is gone.
  get edit() {
    if (!this.cut) return null;
    const { key, side, index } = this.cut;
    const i = this.rows.index(key);
    return i < 0 ? null : { i, side, segment: index, j: this.rows.index() };
  }

  drop() {
    this.cut = null;
    this.show();
    untell("cut");
  }

  // Mark what is cut, in rows that were drawn anew too.
  show() {
    for (const old of this.rows.container.querySelectorAll(".seg.cut")) old.classList.remove("cut");
    const { key, side, index } = this.cut ?? {};
    if (key !== undefined) this.rows.element(key)?.querySelectorAll(`.text.${side} .seg`)[index]?.classList.add("cut");
  }
}

// What a split would move into a row of its own, marked in both texts while the caret is moved.
"use strict";

import { begin, end } from "./busy.js";

export class Halves {
  constructor(server, rows) {
    this.server = server;
    this.rows = rows;
    this.asked = 0; // the last question: earlier answers come too late
  }

  // Mark what stands behind a caret, and what goes with it on the other side; without one, nothing.
  async show(place, unlocked) {
    const asked = ++this.asked;
    const upper = place && (await this.ask(place, unlocked));
    if (asked !== this.asked || !CSS.highlights) return;
    CSS.highlights.delete("below");
    if (!upper || !place.segment.isConnected) return;
    const row = this.rows.element(place.key);
    const other = place.side === "source" ? "target" : "source";
    const behind = new Range();
    const caret = getSelection();
    behind.setStart(caret.focusNode, caret.focusOffset);
    behind.setEndAfter(row.querySelector(`.text.${place.side}`).lastChild);
    const along = [...row.querySelectorAll(`.text.${other} .seg`)].slice(upper[other]).map(all);
    CSS.highlights.set("below", new Highlight(behind, ...along));
  }

  async ask({ key, side, index, offset }, unlocked) {
    const query = new URLSearchParams({ key, side, segment: index, offset, unlocked });
    begin("later");
    try {
      const answer = await this.server.ask(`${this.server.address("halves")}?${query}`);
      return answer?.ok ? await answer.json() : null; // nothing can be split off there
    } finally {
      end("later");
    }
  }
}

function all(segment) {
  const range = new Range();
  range.selectNodeContents(segment);
  return range;
}

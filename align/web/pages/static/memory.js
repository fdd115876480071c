// The memory beside the rows: what it has like the row one stands on, or where the words stand that are selected. A match is
// put into the field of the translation, for a person to look through before they keep it.
"use strict";

import { paused } from "./busy.js";
import { say, tell } from "./messages.js";

const REST = 250; // milliseconds for which one stands on a row before its matches are looked up

export class Memory {
  constructor(panel, rows) {
    Object.assign(this, { panel, rows });
    this.key = null; // of the row whose matches were asked for last
    this.look = paused(() => this.lookAgain(), "later");
  }

  // The matches of the row one stands on; what was looked for is left alone.
  get isFollowing() {
    return this.panel.view === "matches" && !this.panel.box.querySelector("[name=q]")?.value && !this.panel.isAtWork;
  }

  toggle() {
    const q = getSelection().toString().trim();
    if (this.panel.view === "matches" && !q) return this.panel.show("");
    if (this.rows.here === null) return tell(say("no_row"), "error");
    return this.show({ key: this.rows.here, ...(q && { q }) });
  }

  show(asked) {
    this.key = asked.key;
    return this.panel.show("matches", asked);
  }

  follow(key) {
    if (this.isFollowing && key !== this.key) this.look(REST);
  }

  // Only now it counts on which row one stands: since it was asked for, one may have gone on and asked by key.
  lookAgain() {
    const { here } = this.rows;
    if (this.isFollowing && here !== null && here !== this.key) return this.show({ key: here });
  }

  // Put in the match of the current card, or the best.
  take() {
    const { box, card } = this.panel;
    const offered = (card ?? box).querySelector("[data-do=fill]");
    if (offered) offered.click();
    else tell(say("nothing_offered"));
  }
}

// The worklist: what is to be looked at, the weightiest first, as the server lists it; `n` and `p` walk it. From a row
// that is not on it one goes on where one left it.
"use strict";

import { say, tell } from "./messages.js";

export class Worklist {
  constructor(server, rows) {
    this.server = server;
    this.rows = rows;
    this.alarms = []; // as one last saw them, each the keys of its rows
    this.at = -1; // where one stood in them
    this.all = []; // as the server listed them, and when that was
    this.when = null;
  }

  async step(by) {
    if (!(await this.list())) return;
    const shown = new Set(this.rows.shown);
    const alarms = this.all.map((keys) => keys.filter((key) => shown.has(key))).filter((keys) => keys.length);
    if (!alarms.length) return tell(say("worklist_done"));
    const found = this.next(alarms, by);
    if (found === undefined) tell(say("worklist_again"));
    this.at = found ?? (by > 0 ? 0 : alarms.length - 1);
    this.alarms = alarms;
    await this.rows.go(alarms[this.at][0], "center");
  }

  // Have them listed, where anything has changed since; false: nobody answers.
  async list() {
    const { version, stamp, said } = this.server;
    const now = `${version} ${stamp} ${said}`;
    if (now === this.when) return true;
    const answer = await this.server.ask(this.server.address("alarms"));
    if (!answer?.ok) return false;
    this.all = await answer.json();
    this.when = now;
    return true;
  }

  // Which alarm comes next; none: one is through.
  next(alarms, by) {
    const at = alarms.findIndex((keys) => keys.includes(this.rows.here));
    if (at >= 0) return at + by in alarms ? at + by : undefined;
    if (this.at < 0) return by > 0 ? 0 : alarms.length - 1;
    const left = by > 0 ? this.alarms.slice(this.at + 1) : this.alarms.slice(0, this.at).reverse();
    const places = new Map(alarms.flatMap((keys, place) => keys.map((key) => [key, place])));
    return left.flat().map((key) => places.get(key)).find((place) => place !== undefined);
  }
}

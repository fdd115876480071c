// Several rows chosen at once, by `x`, or by a click with Ctrl or Shift: then some keys and buttons act on all of them,
// in one step. And the rows that are shown, confirmed together.
"use strict";

import { say, sayOf, tell, tellDone } from "./messages.js";

const MOST = 5; // rows that are named

export class Chosen {
  constructor(server, rows, ask, askName) {
    this.server = server;
    this.rows = rows;
    this.keys = new Set();
    this.last = null; // the row chosen last: a click with Shift chooses from there
    this.bar = document.getElementById("chosen");
    this.acts = {
      confirm: () => this.each("confirm"),
      clear: () => this.each("unconfirm"),
      flag: async () => {
        const note = await ask();
        if (note !== null) await server.queue(() => this.each("flag", { note }));
      },
      assign: async () => {
        const to = await askName("");
        if (to !== null) await server.queue(() => this.assign(to));
      },
      merge: () => this.merge(),
      escape: () => this.none(),
    };
  }

  get isOn() {
    return this.keys.size > 0;
  }

  // The chosen rows from the top; rows that are gone are chosen no more.
  get inOrder() {
    return this.rows.order.filter((key) => this.keys.has(key));
  }

  toggle(key) {
    if (!this.keys.delete(key)) this.keys.add(key);
    this.last = key;
    this.show();
  }

  // Choose all rows that are shown from the one chosen last, or where one stands, to another.
  through(key) {
    const { shown, here } = this.rows;
    const ends = [this.keys.has(this.last) ? this.last : here, key].map((each) => shown.indexOf(each)).sort((a, b) => a - b);
    for (const each of shown.slice(Math.max(ends[0], 0), ends[1] + 1)) this.keys.add(each);
    this.last = key;
    this.show();
  }

  none() {
    this.keys.clear();
    this.show();
  }

  show() {
    this.keys = new Set(this.inOrder);
    for (const row of this.rows.container.querySelectorAll(".row[data-key]")) {
      const isChosen = this.keys.has(Number(row.dataset.key));
      row.classList.toggle("chosen", isChosen);
      if (isChosen) row.setAttribute("aria-selected", "true");
      else row.removeAttribute("aria-selected");
    }
    this.bar.hidden = !this.isOn;
    this.bar.previousElementSibling.hidden = this.isOn;
    this.bar.querySelector("output").textContent = this.isOn ? sayOf(this.keys.size, "rows_chosen") : "";
  }

  // Do one thing to each of the chosen rows, or of others.
  async each(name, more = {}, keys = this.inOrder) {
    const changes = await this.server.send("edit-each", { name, keys, arguments: more });
    if (!changes) return;
    this.none();
    const { count, left } = changes;
    const named = `${left.slice(0, MOST).join(", ")}${left.length > MOST ? " …" : ""}`;
    const kept = left.length ? sayOf(left.length, "each_left", named) : "";
    if (kept && !count) tell(kept, "error");
    else tellDone([sayOf(count, `each_${name}`), kept].filter(Boolean).join(" · "));
  }

  // Give the chosen rows, or others, to somebody; to nobody, where no name is given.
  async assign(to, keys = this.inOrder) {
    const changes = await this.server.send("assign", { keys, to });
    if (!changes) return;
    this.none();
    tell(to ? sayOf(changes.count, "each_assigned", to) : sayOf(changes.count, "each_taken_back"));
  }

  async merge() {
    const places = this.inOrder.map((key) => this.rows.index(key));
    const [i, j] = [places[0], places.at(-1)];
    if (places.length < 2 || j - i !== places.length - 1) return tell(say("not_side_by_side"), "error");
    const changes = await this.server.send("edit", { name: "merge", arguments: { i, j } });
    if (!changes) return;
    this.none();
    await this.rows.go(changes.at);
    tellDone(say("done", say("did_merge"), i + 1, this.rows.row.dataset.type.replace("-", "–")));
  }
}

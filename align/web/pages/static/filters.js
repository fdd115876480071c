// Which rows are shown: the filters and the search; what was searched for is lit up.
"use strict";

import { paused } from "./busy.js";
import { isComposed } from "./keys.js";
import { inTab } from "./storage.js";
import { say } from "./messages.js";

const PAUSE = 120; // milliseconds after the last key
const MOST_LIT = 1000;

export class Filters {
  constructor(server, rows) {
    this.server = server;
    this.rows = rows;
    this.form = document.getElementById("filters");
    this.query = document.getElementById("query");
    this.place = `filters:${server.name}`;
    this.isOwed = false; // what is chosen was asked for in vain
    this.refusal = ""; // why a search cannot be
    this.forms = []; // of what was searched for, as the rows write it
    this.onChange = () => {};
    const apply = paused(() => server.queue(() => this.apply()));
    this.form.addEventListener("input", ({ target, isComposing }) => {
      if (target.name && !isComposing) apply(target.matches("input") ? PAUSE : 0);
    });
    this.form.addEventListener("compositionend", () => apply(PAUSE)); // letters on the way to characters find nothing
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("keydown", (event) => {
      if (isComposed(event) || (event.key !== "Escape" && !(event.key === "Enter" && event.target.matches("input")))) return;
      event.preventDefault();
      event.stopPropagation();
      event.target.blur(); // the rows that are still to come take the focus
      rows.row?.focus();
    });
  }

  get chosen() {
    return new URLSearchParams([...new FormData(this.form)].filter(([, value]) => value.trim()));
  }

  get isOn() {
    return this.rows.shown !== this.rows.order;
  }

  // Whether somebody is at one of the fields, and is to stay there.
  get isUsed() {
    return this.form.contains(document.activeElement) && Boolean(document.activeElement.name);
  }

  // Set the form as it was left in this tab; true where something is chosen.
  recall() {
    const kept = new URLSearchParams(inTab.get(this.place) ?? "");
    for (const [name, value] of kept) if (this.form.elements[name]) this.form.elements[name].value = value;
    return kept.size > 0;
  }

  async apply() {
    const wanted = this.chosen;
    inTab.set(this.place, wanted);
    const found = { keys: null, forms: [] };
    if (wanted.size) {
      const answer = await this.server.ask(`${this.server.address("find")}?${wanted}`);
      this.isOwed = !answer;
      if (this.isOwed) return;
      const told = await answer.json();
      if (!answer.ok) return this.refuse(told.message);
      Object.assign(found, told);
    }
    this.query.removeAttribute("aria-invalid");
    this.refusal = "";
    this.forms = found.forms;
    await this.rows.show(found.keys, () => !this.isUsed);
    this.count();
    this.light();
  }

  // Say why a search finds nothing, where else stands how much it finds; the rows stay.
  refuse(message) {
    this.query.setAttribute("aria-invalid", "true");
    this.refusal = message;
    this.count();
  }

  // Show all rows again.
  clear() {
    for (const field of this.form.elements) if (field.name) field.value = "";
    return this.apply();
  }

  // Show what is assigned to a person, and nothing else; or all again.
  mine(name) {
    const field = this.form.elements.assigned;
    const isOn = field.value === name;
    for (const each of this.form.elements) if (each.name) each.value = "";
    field.value = isOn ? "" : name;
    return this.apply();
  }

  search() {
    this.query.focus();
    this.query.select();
  }

  count() {
    const shown = document.getElementById("shown");
    const language = document.documentElement.lang;
    const numbers = [this.rows.shown, this.rows.order].map((rows) => rows.length.toLocaleString(language));
    shown.textContent = this.refusal || (this.isOn ? say("rows_of", ...numbers) : "");
    document.getElementById("everything").hidden = !this.isOn;
    document.getElementById("all").hidden = !this.isOn || !this.rows.shown.length;
    document.getElementById("nothing").hidden = this.rows.shown.length > 0;
    this.onChange();
  }

  // Light up what was searched for, in the rows that are in the page.
  light() {
    if (!CSS.highlights) return;
    const found = [];
    const walker = document.createTreeWalker(this.rows.container, NodeFilter.SHOW_TEXT);
    while (this.forms.length && found.length < MOST_LIT && walker.nextNode()) {
      if (walker.currentNode.parentElement.closest(".seg")) found.push(...this.ranges(walker.currentNode));
    }
    CSS.highlights.set("found", new Highlight(...found));
  }

  *ranges(node) {
    for (const form of this.forms) {
      for (let at = node.data.indexOf(form); at >= 0; at = node.data.indexOf(form, at + form.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + form.length);
        yield range;
      }
    }
  }
}

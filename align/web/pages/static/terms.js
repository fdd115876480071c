// Known terms: marked softly in the rows that are in the page, with what renders them where one points. A key turns
// the marks off and on; another lists the terms of the row one stands on.
"use strict";

import { paused } from "./busy.js";
import { rangeOf } from "./text.js";
import { inBrowser } from "./storage.js";

const PAUSE = 120; // milliseconds after the last rows came
const REST = 80; // milliseconds a pointer rests
const MOST = 400; // rows asked for at a time, as many as the server tells

export class Terms {
  constructor(server, rows) {
    Object.assign(this, { server, rows });
    this.tip = document.getElementById("term");
    this.button = document.querySelector(".tools [data-do=terms]");
    if (!this.button || !CSS.highlights) return; // no base, or a browser that cannot mark
    this.known = new WeakMap(); // the terms of each row in the page
    this.isOn = inBrowser.get("terms") !== "off";
    const mark = paused(() => this.isOn && this.mark(), "later");
    new MutationObserver(() => mark(PAUSE)).observe(rows.container, { childList: true, subtree: true });
    const point = paused((event) => this.point(event), "later");
    document.addEventListener("pointermove", (event) => this.isOn && point(REST, event));
    document.addEventListener("keydown", () => this.hide());
    document.addEventListener("scroll", () => this.hide(), { passive: true });
    this.show();
    mark(0);
  }

  toggle() {
    if (!this.known) return;
    this.isOn = !this.isOn;
    inBrowser.set("terms", this.isOn ? "on" : "off");
    this.show();
    return this.isOn ? this.mark() : this.hide();
  }

  show() {
    this.button.setAttribute("aria-pressed", String(this.isOn));
    if (!this.isOn) CSS.highlights.delete("term");
  }

  list() {
    if (this.button) return htmx.ajax("GET", `${this.server.address("terms-of")}?key=${this.rows.here}`, { target: "#dialog-body" });
  }

  // Ask for the terms of the rows that are new in the page, and mark those of all.
  async mark() {
    const drawn = [...this.rows.container.querySelectorAll(".row[data-key]")];
    const fresh = drawn.filter((row) => !this.known.has(row)).slice(0, MOST);
    if (fresh.length) {
      const keys = fresh.map((row) => row.dataset.key);
      const answer = await this.server.ask(`${this.server.address("terms")}?keys=${keys}`);
      if (!answer?.ok) return;
      const told = await answer.json();
      for (const row of fresh) this.known.set(row, (told[row.dataset.key] ?? []).flatMap((term) => termIn(row, term)));
    }
    const terms = drawn.filter((row) => row.isConnected).flatMap((row) => this.known.get(row) ?? []);
    const lit = new Highlight(...terms.map(({ range }) => range));
    lit.priority = -1; // what is pointed at or searched for shows above it
    if (this.isOn) CSS.highlights.set("term", lit);
  }

  // Show what renders the term under the pointer; it stays while one points at it.
  point({ target, clientX, clientY }) {
    if (target === this.tip) return;
    const row = target.closest?.(".row[data-key]");
    const isHere = (box) => box.left <= clientX && clientX <= box.right && box.top <= clientY && clientY <= box.bottom;
    const boxIn = ({ range }) => [...range.getClientRects()].find(isHere);
    const term = (this.known.get(row) ?? []).find(boxIn);
    if (!term) return this.hide();
    const box = boxIn(term);
    this.tip.textContent = term.text;
    Object.assign(this.tip, { lang: term.lang, dir: term.dir });
    this.tip.showPopover();
    const { width, height } = this.tip.getBoundingClientRect();
    this.tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
    this.tip.style.top = `${box.bottom + height > innerHeight ? box.top - height : box.bottom}px`;
  }

  hide() {
    if (this.tip.matches(":popover-open")) this.tip.hidePopover();
  }
}

// A term as it stands in its row; nothing where the row has no such segment any more.
function termIn(row, [side, index, start, end, text]) {
  const segment = row.querySelectorAll(`.text.${side} .seg`)[index];
  if (!segment) return [];
  const other = row.querySelector(`.text.${side === "source" ? "target" : "source"}`);
  return [{ range: rangeOf(segment, start, end), text, lang: other?.lang ?? "", dir: other?.dir ?? "auto" }];
}

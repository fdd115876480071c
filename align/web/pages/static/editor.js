// The text of one side of a row as fields. One side at most is edited; whatever a person does next saves first
// what was typed, and is not done where that is refused. Escape alone drops it, and `e` brings it back.
"use strict";

import { say, tell } from "./messages.js";

export class Editor {
  constructor(server, rows) {
    this.server = server;
    this.rows = rows;
    this.key = null;
    this.fields = [];
    this.drafts = new Map(); // what was typed and not saved, by row and side
    server.isHeld = () => this.isOpen; // nothing is redrawn under the hands
    server.onLeave = () => this.leave();
    addEventListener("beforeunload", (event) => this.isChanged && event.preventDefault());
    document.body.addEventListener("htmx:confirm", (event) => {
      if (!this.isOpen || !event.detail.triggeringEvent?.isTrusted) return;
      event.preventDefault();
      server.queue(() => void event.detail.issueRequest());
    });
  }

  get isOpen() {
    return this.key !== null;
  }

  get isChanged() {
    return this.fields.some(({ area, before }) => area.value !== before);
  }

  get place() {
    return `${this.key} ${this.side}`;
  }

  // Edit a side of the row one stands on, from where the caret stood in it.
  open(side, caret, unlocked) {
    const { row, here } = this.rows;
    const cell = row.querySelector(`.text.${side}`);
    const segments = [...cell.querySelectorAll(".seg")];
    if (!segments.length) return;
    Object.assign(this, { key: here, row, side, unlocked });
    row.classList.add("editing");
    this.fields = segments.map((segment, i) => field(cell, segment, i, segments.length));
    const draft = this.drafts.get(this.place) ?? [];
    if (draft.length === segments.length) this.fields.forEach(({ area }, i) => (area.value = draft[i]));
    this.watch(cell);
    this.stand(caret?.side === side ? caret : { index: 0, offset: 0 });
  }

  watch(cell) {
    this.watching = new AbortController();
    const { signal } = this.watching;
    cell.addEventListener("keydown", (event) => this.press(event), { signal });
    cell.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !cell.contains(relatedTarget)) this.server.queue(() => {});
    }, { signal });
  }

  stand({ index, offset }) {
    const { area, text } = this.fields[index];
    const at = [...text].slice(0, offset).join("").length; // the page counts code points, a field UTF-16
    area.focus();
    area.setSelectionRange(at, at);
  }

  press(event) {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return; // the key is the input method's
    if (event.key === "Escape") this.drop();
    else if (event.key === "Enter") this.server.queue(() => this.rows.go(this.rows.here));
    else return;
    event.preventDefault();
  }

  // Save what was typed, and close; false where it is refused, and stays.
  async leave() {
    if (this.isOpen && this.isChanged && !(await this.save())) return false;
    if (this.isOpen) this.close();
    return true;
  }

  async save() {
    const i = this.rows.index(this.key);
    const above = this.rows.order.slice(0, i);
    const texts = this.fields.map(({ area, before }) => (area.value === before ? null : area.value.replace(/\s*\n\s*/g, " ")));
    for (const { area } of this.fields) area.readOnly = true;
    const { side, unlocked } = this;
    const changes = await this.server.send("edit", { name: "edit_texts", arguments: { i, side, texts, unlocked } });
    for (const { area } of this.fields) area.readOnly = false;
    if (changes) this.drafts.delete(this.place);
    else if (this.isOpen && this.row.isConnected) this.resume(); // Escape may have closed it meanwhile
    else if (this.isOpen) this.lose(above);
    return Boolean(changes);
  }

  // Refused: go on where it is to be mended.
  resume() {
    this.rows.here = this.key;
    this.rows.mark();
    const { area } = this.fields.find((each) => !each.area.value.trim()) ?? this.fields[0];
    if (!this.fields.some((each) => each.area === document.activeElement)) area.focus();
  }

  // Somebody else changed the row: what was typed is kept for the one that stands there now.
  lose(above) {
    const { order } = this.rows;
    const now = new Set(order);
    const successor = order[order.indexOf(above.findLast((key) => now.has(key))) + 1];
    this.putAside(`${successor} ${this.side}`, "error");
    this.close();
  }

  drop() {
    const kept = this.drafts.get(this.place);
    const isNew = kept?.some((text, i) => text !== this.fields[i]?.area.value) ?? true;
    if (this.isChanged && isNew) this.putAside(this.place, "info");
    else this.drafts.delete(this.place);
    const { row } = this;
    this.close();
    row.focus({ preventScroll: true });
    this.server.poll(true);
  }

  putAside(place, kind) {
    const texts = this.fields.map(({ area }) => area.value);
    this.drafts.set(place, texts);
    tell(say("put_aside", texts.join(" ")), kind, kind === "error" ? "read" : "act");
  }

  close() {
    this.watching.abort();
    const areas = this.fields.map(({ area }) => area);
    // With its field the caret would go to some text near, and the next cut be made there.
    if ([document.body, ...areas].includes(document.activeElement)) getSelection().removeAllRanges();
    this.row.classList.remove("editing");
    for (const { area, segment } of this.fields) {
      area.remove();
      segment.hidden = false;
    }
    this.key = null;
    this.fields = [];
  }
}

function field(cell, segment, i, count) {
  const area = document.createElement("textarea");
  const text = sourceOf(segment);
  area.value = text;
  area.dir = segment.dir;
  const columns = text.replace(/\p{Script=Han}/gu, "  ").length; // a Chinese character is as wide as two letters
  area.rows = Math.min(12, Math.max(2, Math.ceil(columns / 52)));
  const label = say(`what_${cell.dataset.side}`);
  area.setAttribute("aria-label", count > 1 ? `${label} ${i + 1} / ${count}` : label);
  segment.hidden = true;
  cell.append(area);
  return { area, segment, text, before: area.value }; // a field writes line breaks its own way
}

// The text of a segment as it is, unseen characters too.
function sourceOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.matches("sup")) return "";
  if (node.matches("i.x")) return String.fromCodePoint(parseInt(node.textContent.slice(2), 16));
  return [...node.childNodes].map(sourceOf).join("");
}

// The text of one side of a row as fields. One side at most is edited; whatever a person does next saves first
// what was typed, and is not done where that is refused. Escape alone drops it, and `e` brings it back. What others do
// meanwhile is drawn around the field; where they change its very row, it goes on in the one that stands there now.
"use strict";

import { paused } from "./busy.js";
import { isComposed } from "./keys.js";
import { say, tell, untell } from "./messages.js";

const STARTLED = 1500; // milliseconds in which somebody whose field is gone may still be typing

export class Editor {
  constructor(server, rows) {
    this.server = server;
    this.rows = rows;
    this.key = null;
    this.fields = [];
    this.drafts = new Map(); // what was typed and not saved, by row and side
    this.isSaving = false;
    this.isLeaving = false; // Enter was pressed: keys are no longer meant for the field
    this.onRefused = () => {};
    this.isDeaf = false; // the field is gone for a moment: a key that is pressed was meant for it
    this.hear = paused(() => (this.isDeaf = false));
    server.isHeld = () => this.isOpen;
    server.drawRows = (draw, keys) => this.around(draw, keys);
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

  // The field is gone with its row, and comes back in a moment.
  get isAway() {
    return this.isDeaf && this.isOpen && !this.row.isConnected;
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
    this.bringBack(this.drafts.get(this.place) ?? []);
    untell(asideOf(this.place));
    this.watch(cell);
    this.stand(caret?.side === side ? caret : { index: 0, offset: 0 });
  }

  // Put what was put aside into the field of the text that it was typed over; where that stands no longer, into the one
  // in its place, behind what was typed there.
  bringBack(draft) {
    const filled = new Set();
    draft.forEach(({ typed, text, before }, i) => {
      if (typed === before) return;
      const isIts = (each) => each.text === text && !filled.has(each);
      const near = this.fields[Math.min(i, this.fields.length - 1)];
      const field = isIts(near) ? near : (this.fields.find(isIts) ?? near);
      field.area.value = filled.has(field) ? `${field.area.value} ${typed}` : typed;
      filled.add(field);
    });
  }

  // What the fields hold, and what they held.
  get typing() {
    return this.fields.map(({ area, text, before }) => ({ typed: area.value, text, before }));
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
    if (isComposed(event)) return;
    if (event.key === "Escape") this.drop();
    else if (event.key === "Enter" && !event.shiftKey) this.enter(); // with Shift a line breaks, which is saved as a blank
    else return;
    event.preventDefault();
  }

  async enter() {
    this.isLeaving = true;
    await this.server.queue(() => this.rows.go(this.rows.here));
    this.isLeaving = false;
    if (this.isOpen) this.onRefused();
  }

  // Put a text into the field, as if it had been typed.
  fill(text) {
    const [{ area }] = this.fields;
    area.focus();
    area.value = text;
  }

  // Save what was typed, and close; false where it is refused, and stays.
  async leave() {
    if (this.isOpen && this.isChanged && !(await this.save())) return false;
    if (this.isOpen) this.close();
    return true;
  }

  // Draw what others changed. The field stays, or comes back where its text stands now, with its caret.
  async around(draw, keys) {
    if (!this.isOpen || this.isSaving) return draw();
    const { key, side, unlocked } = this;
    const before = this.rows.order;
    let at = Math.max(0, this.fields.findIndex(({ area }) => area === document.activeElement));
    this.isDeaf = true;
    await draw();
    this.isDeaf = false;
    if (!this.isOpen || (this.row.isConnected && this.rows.order.includes(key))) return;
    let had = this.typing; // only now: one may have typed until the field went
    const caret = [this.fields[at].area.selectionStart, this.fields[at].area.selectionEnd];
    let place = this.placeOf(had, [key, ...keys], before);
    if (!place) {
      // They stand apart now: go on with those that were typed in, where these stand side by side.
      const its = had[at];
      had = this.isChanged ? had.filter(({ typed, before }) => typed !== before) : [its];
      at = Math.max(0, had.indexOf(its));
      place = this.placeOf(had, [key, ...keys], before);
    }
    if (!place) return this.startle(before);
    this.close();
    await this.rows.go(place.key, "nearest", () => false);
    this.open(side, null, unlocked);
    this.resumeTyping(had, place.first);
    this.fields[place.first + at].area.focus({ preventScroll: true });
    this.fields[place.first + at].area.setSelectionRange(...caret);
  }

  // Where the text that was edited stands now, a row and the first of its segments; changed, it is that of the row in
  // its place. None: it was cut or joined otherwise.
  placeOf(had, keys, before) {
    for (const key of keys) {
      const now = this.textsOf(key);
      const first = now.findIndex((_, i) => had.every(({ text }, k) => now[i + k] === text));
      if (first >= 0) return { key, first };
    }
    const key = this.successor(before);
    const isOneForOne = before.length === this.rows.order.length && this.textsOf(key).length === had.length;
    return isOneForOne ? { key, first: 0 } : null;
  }

  textsOf(key) {
    return [...(this.rows.element(key)?.querySelectorAll(`.text.${this.side} .seg`) ?? [])].map(sourceOf);
  }

  resumeTyping(had, first) {
    const now = this.fields.slice(first, first + had.length);
    const theirs = now.map(({ before }) => before);
    if (had.every(({ typed, before }) => typed === before)) return;
    now.forEach(({ area }, i) => (area.value = had[i].typed));
    // Where they are the same, it is one's own edit, whose answer was lost.
    const isOther = ({ typed, before }, i) => before !== theirs[i] && flat(typed) !== theirs[i];
    if (had.some(isOther)) tell(say("changed_under", theirs.join(" ")), "error", "under");
  }

  // The row is another one now: what was typed is put aside, and the keys still being pressed do nothing.
  startle(before) {
    this.isDeaf = true;
    this.hear(STARTLED);
    this.lose(before);
    this.onRefused();
  }

  async save() {
    this.isSaving = true;
    try {
      return await this.send();
    } finally {
      this.isSaving = false;
    }
  }

  async send() {
    const i = this.rows.index(this.key);
    const before = this.rows.order;
    const texts = this.fields.map(({ area, before }) => (area.value === before ? null : flat(area.value)));
    for (const { area } of this.fields) area.readOnly = true;
    const { side, unlocked } = this;
    const changes = await this.server.send("edit", { name: "edit_texts", arguments: { i, side, texts, unlocked } });
    for (const { area } of this.fields) area.readOnly = false;
    if (changes) this.forget(this.place);
    else if (this.isOpen && this.row.isConnected) this.resume(); // Escape may have closed it meanwhile
    else if (this.isOpen) this.lose(before);
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
  lose(before) {
    this.putAside(`${this.successor(before)} ${this.side}`, "error");
    this.close();
  }

  // The row that now stands where one edits, below those that were above it.
  successor(before) {
    const { order } = this.rows;
    const now = new Set(order);
    const above = before.slice(0, before.indexOf(this.key));
    return order[order.indexOf(above.findLast((key) => now.has(key))) + 1];
  }

  drop() {
    const kept = this.drafts.get(this.place);
    const isNew = kept?.some(({ typed }, i) => typed !== this.fields[i]?.area.value) ?? true;
    // While it is being saved, an answer may say more: what was typed must be read all the same.
    if (this.isChanged && isNew) this.putAside(this.place, this.isSaving ? "error" : "info");
    else this.forget(this.place);
    const { key } = this;
    this.close();
    this.rows.element(key)?.focus({ preventScroll: true });
    this.server.poll(true);
  }

  putAside(place, kind) {
    const { typing } = this;
    this.drafts.set(place, typing);
    tell(say("put_aside", typing.map(({ typed }) => typed).join(" ")), kind, kind === "error" ? asideOf(place) : "act");
  }

  forget(place) {
    this.drafts.delete(place);
    untell(asideOf(place));
  }

  close() {
    this.watching.abort();
    const areas = this.fields.map(({ area }) => area);
    // With its field the caret would go to some text near, and the next cut be made there.
    if ([document.body, ...areas].includes(document.activeElement)) getSelection().removeAllRanges();
    this.rows.release(this.row);
    for (const { area, segment } of this.fields) {
      area.remove();
      segment.hidden = false;
    }
    this.key = null;
    this.fields = [];
    untell("under");
  }
}

// A text as it is saved: in one line.
const flat = (text) => text.replace(/\s*\n\s*/g, " ");

// The cause of a message of what was put aside: it goes once that is in its field again.
const asideOf = (place) => `aside ${place}`;

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

// The rows as one scrolls: chunks of them come when they near the screen and go when they are far, so that the
// page stays small however long the bitext is. A row is known by its key, which stays while the row does.
"use strict";

import { begin, end } from "./busy.js";
import { say, tell } from "./messages.js";

const CHUNK = 40;
const KEPT = 10; // chunks that stay in the page
const NEAR = 1200; // pixels from the screen at which a chunk comes
const MANY = 120; // rows in a chunk beyond which all are cut anew

export class Rows {
  constructor(container, name, keys) {
    this.container = container;
    this.name = name;
    this.headers = {}; // of every request: the review that the page shows
    this.ask = fetch; // null where nobody answers
    this.order = keys;
    this.shown = keys;
    this.here = null;
    this.left = null; // where one stood before rows were hidden
    this.height = 90; // of a row, on average; measured as rows come
    this.draws = 0; // how often what changed was drawn
    this.onLoad = () => {};
    this.onStand = () => {};
    this.frame = 0;
    const first = container.querySelector(".chunk");
    this.chunks = [];
    this.cut(first);
    const look = () => this.look();
    addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look);
    new ResizeObserver(look).observe(container); // what came or went moves the rest
  }

  // Let the chunks come that are near the screen, once a frame. (An observer would look at each of thousands.)
  look() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      for (let i = this.chunkAt(-NEAR); i < this.chunks.length; i++) {
        if (this.chunks[i].element.getBoundingClientRect().top > innerHeight + NEAR) break;
        this.load(this.chunks[i]); // where the server is away, one looks again once it is back
      }
    });
  }

  // The place of the first chunk that ends below a height of the screen.
  chunkAt(height) {
    let [low, high] = [0, this.chunks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.chunks[middle].element.getBoundingClientRect().bottom > height) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  // Cut what is shown into chunks; the element of the first may hold its rows already.
  cut(first = null) {
    for (const chunk of this.chunks) if (chunk.element !== first) chunk.element.remove();
    this.chunks = [];
    for (let at = 0; at < this.shown.length; at += CHUNK) {
      const isFirst = first && at === 0;
      const element = isFirst ? first : document.createElement("div");
      const chunk = { keys: this.shown.slice(at, at + CHUNK), element, loaded: Boolean(isFirst), loading: null };
      this.chunks.push(chunk);
      if (!isFirst) this.empty(chunk);
    }
    this.container.append(...this.chunks.map((chunk) => chunk.element));
    this.look();
  }

  empty(chunk) {
    const height = chunk.loaded ? chunk.element.offsetHeight : chunk.keys.length * this.height;
    chunk.loaded = false;
    chunk.element.replaceChildren();
    chunk.element.className = "chunk";
    chunk.element.setAttribute("role", "presentation");
    chunk.element.style.height = `${height}px`;
  }

  load(chunk) {
    if (chunk.loaded || !this.chunks.includes(chunk)) return Promise.resolve();
    chunk.loading ??= this.fetch(chunk).finally(() => (chunk.loading = null));
    return chunk.loading;
  }

  address(chunk) {
    return `/rows/${encodeURIComponent(this.name)}?keys=${ranges(chunk.keys)}`;
  }

  async fetch(chunk) {
    begin();
    try {
      const { draws } = this;
      const answer = await this.ask(this.address(chunk));
      if (!answer?.ok) return;
      const html = await answer.text();
      if (!this.chunks.includes(chunk)) return;
      if (draws !== this.draws) return await this.fetch(chunk); // what was drawn meanwhile, the answer may not know
      this.fill(chunk, html);
      this.prune();
    } finally {
      end();
    }
  }

  put(chunk, html) {
    chunk.element.innerHTML = html;
    chunk.element.setAttribute("role", "rowgroup");
    chunk.element.style.height = "";
    chunk.loaded = true;
  }

  fill(chunk, html) {
    this.put(chunk, html);
    this.height = (3 * this.height + chunk.element.offsetHeight / Math.max(chunk.keys.length, 1)) / 4;
    this.mark();
    this.number();
    this.onLoad(chunk.element);
  }

  // Let go of the chunks that are farthest from the screen.
  prune() {
    const loaded = this.chunks.filter((chunk) => chunk.loaded);
    if (loaded.length <= KEPT) return;
    const middle = innerHeight / 2;
    const far = (chunk) => {
      const box = chunk.element.getBoundingClientRect();
      return Math.max(box.top - middle, middle - box.bottom, 0);
    };
    const ranked = loaded.map((chunk) => [far(chunk), chunk]).sort((a, b) => b[0] - a[0]);
    for (const [distance, chunk] of ranked.slice(0, loaded.length - KEPT)) {
      if (distance > NEAR + innerHeight && !chunk.element.querySelector(".editing")) this.empty(chunk);
    }
  }

  element(key) {
    return document.getElementById(`r${key}`);
  }

  get row() {
    return this.here === null ? null : this.element(this.here);
  }

  index(key = this.here) {
    return this.order.indexOf(key);
  }

  chunkOf(key) {
    return this.chunks.find((chunk) => chunk.keys.includes(key));
  }

  // Stand on a row, wherever it is, and bring it to the screen; the focus goes along, unless somebody filters.
  async go(key, block = "nearest", takesFocus = () => !isFiltering()) {
    const chunk = this.chunkOf(key);
    if (!chunk) return false;
    if (!chunk.loaded) {
      chunk.element.scrollIntoView({ block: "start" });
      await this.load(chunk);
      block = "center";
    }
    this.here = key;
    this.mark();
    const row = this.row;
    if (!row) return false;
    if (takesFocus()) row.focus({ preventScroll: true });
    row.scrollIntoView({ block });
    return true;
  }

  // Do what moves the rows, and keep the one in view on which one stands.
  keepInView(change) {
    const box = this.row?.getBoundingClientRect();
    change();
    if (box && box.bottom > 0 && box.top < innerHeight) this.row.scrollIntoView({ block: "nearest" });
  }

  mark() {
    for (const old of this.container.querySelectorAll(".row.here")) {
      if (old !== this.row) {
        old.classList.remove("here");
        old.removeAttribute("aria-current");
        old.tabIndex = -1;
      }
    }
    if (!this.row) return;
    this.row.classList.add("here");
    this.row.setAttribute("aria-current", "true");
    this.row.tabIndex = 0; // the one row that Tab leads to
    this.onStand(this.here);
  }

  step(by) {
    const at = this.shown.indexOf(this.here);
    const to = Math.min(Math.max(at + by, 0), this.shown.length - 1);
    return this.shown.length ? this.go(this.shown[to]) : Promise.resolve(false);
  }

  // Show only some rows; null: all.
  async show(keys, takesFocus) {
    if (this.shown === this.order) this.left = this.here;
    this.shown = keys ?? this.order;
    this.cut();
    const stood = this.here ?? this.left;
    if (this.shown.length) return this.go(this.shown.includes(stood) ? stood : this.shown[0], "center", takesFocus);
    this.here = null; // what cannot be seen is not edited
    return this.mark();
  }

  // Draw what changed: `first`, `removed`, `keys` tell the stretch, `rows` has the new rows, `fresh` all to redraw.
  async draw(changes) {
    this.draws += 1;
    const old = this.order.slice(changes.first, changes.first + changes.removed);
    const kept = new Set(old);
    const now = new Set(changes.keys);
    const gone = old.filter((key) => !now.has(key));
    const came = changes.keys.filter((key) => !kept.has(key));
    const all = this.shown === this.order;
    if (gone.length || came.length) {
      this.order = this.order.toSpliced(changes.first, changes.removed, ...changes.keys);
      await this.splice(old, changes.keys, gone, came, all, changes);
    }
    const unsent = new Set(changes.fresh.filter((key) => !this.redraw(key, changes.rows[key])).map((key) => this.chunkOf(key)));
    await Promise.all([...unsent].map((chunk) => chunk && this.fetch(chunk)));
    await Promise.allSettled(this.chunks.map((chunk) => chunk.loading));
    this.mark();
    this.number();
  }

  // Tell the rows in the page where they stand among all.
  number() {
    const drawn = [...this.container.querySelectorAll(".row[data-key]")];
    const wanted = new Set(drawn.map((row) => Number(row.dataset.key)));
    const places = new Map();
    this.order.forEach((key, i) => wanted.has(key) && places.set(key, i + 1)); // not all of 100,000 into a map
    for (const row of drawn) {
      const place = places.get(Number(row.dataset.key));
      row.setAttribute("aria-rowindex", place + 1);
      row.querySelector(".number").dataset.place = place;
    }
  }

  async splice(old, keys, gone, came, all, changes) {
    const wasShown = new Set(all ? [] : this.shown);
    const before = all ? old : old.filter((key) => wasShown.has(key));
    const lost = new Set(gone);
    const isOpen = all || before.some((key) => lost.has(key));
    const isNew = new Set(came);
    const after = keys.filter((key) => all || wasShown.has(key) || (isOpen && isNew.has(key)));
    const start = all ? changes.first : this.shown.indexOf(before[0]);
    if (!all && start < 0) return;
    const stood = this.shown.indexOf(this.here);
    this.shown = all ? this.order : this.shown.toSpliced(start, before.length, ...after);
    if (lost.has(this.here)) this.here = this.shown[Math.min(stood, start + after.length - 1, this.shown.length - 1)] ?? null;
    if (!this.patch(start, before, after, changes.rows)) await this.recut();
  }

  // Put the new rows where the old ones were; false: too much changed for that.
  patch(start, before, after, rows) {
    let at = 0;
    const first = this.chunks.findIndex((chunk) => (at += chunk.keys.length) > start || (before.length === 0 && at === start));
    if (first < 0 || after.length > MANY) return false;
    const chunk = this.chunks[first];
    const offset = start - (at - chunk.keys.length);
    let rest = before.length - (chunk.keys.length - offset);
    chunk.keys.splice(offset, before.length, ...after);
    for (let i = first + 1; rest > 0 && i < this.chunks.length; i++) {
      rest -= this.chunks[i].keys.splice(0, rest).length;
    }
    const wanted = new Set(after);
    for (const key of before) if (!wanted.has(key) || !chunk.loaded) this.element(key)?.remove();
    if (chunk.loaded) this.refill(chunk, offset, after, rows);
    this.drop();
    return chunk.keys.length <= MANY;
  }

  refill(chunk, offset, after, rows) {
    const elements = after.map((key) => this.element(key) ?? (rows[key] ? made(rows[key]) : null));
    if (elements.includes(null)) {
      this.empty(chunk);
      this.load(chunk);
    } else {
      // What stands there already is not moved: in one of them somebody may be typing.
      const last = this.element(chunk.keys[offset - 1]);
      let next = last ? last.nextElementSibling : chunk.element.firstElementChild;
      for (const element of elements) {
        if (element === next) next = element.nextElementSibling;
        else chunk.element.insertBefore(element, next);
      }
    }
  }

  drop() {
    for (const chunk of this.chunks) if (!chunk.keys.length) chunk.element.remove();
    this.chunks = this.chunks.filter((each) => each.keys.length);
  }

  async recut() {
    const top = this.row?.getBoundingClientRect().top;
    this.cut();
    if (this.here === null) return;
    await this.go(this.here, "center");
    if (top !== undefined && this.row) scrollBy(0, this.row.getBoundingClientRect().top - top);
  }

  // Draw one row anew, once nobody types in it any more; false: it has to be fetched.
  redraw(key, html) {
    const row = this.element(key);
    if (!row) return true;
    if (!html) return false;
    if (row.classList.contains("editing")) return Boolean((row.fresh = html));
    const had = row.contains(document.activeElement);
    const fresh = made(html);
    row.replaceWith(fresh);
    this.onLoad(fresh);
    if (had) fresh.focus({ preventScroll: true });
    return true;
  }

  // Nobody types in a row any more: draw it as it has become meanwhile.
  release(row) {
    row.classList.remove("editing");
    if (!row.fresh || !row.isConnected) return;
    this.redraw(Number(row.dataset.key), row.fresh);
    this.mark();
    this.number();
  }

  // Show below a row what the machine had made of it, or show it no more.
  async compare(key) {
    const shown = this.element(key).querySelector(".difference");
    if (shown) return shown.remove();
    const answer = await this.ask(`/difference/${encodeURIComponent(this.name)}?key=${key}`);
    if (!answer) return;
    const html = await answer.text();
    if (!answer.ok || !html.trim()) return void tell(say("as_machine"));
    return this.element(key)?.append(made(html));
  }

  // The row at a height of the screen, counted from the first that is shown.
  rowAt(height) {
    const at = this.chunkAt(height);
    const above = this.chunks.slice(0, at).reduce((sum, chunk) => sum + chunk.keys.length, 0);
    if (at === this.chunks.length) return above;
    const box = this.chunks[at].element.getBoundingClientRect();
    return above + this.chunks[at].keys.length * Math.max(0, (height - box.top) / Math.max(box.height, 1));
  }
}

// Whether the next key goes into a filter or the search.
const isFiltering = () => Boolean(document.activeElement?.name) && document.activeElement.form?.id === "filters";

function made(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

// 7,8,9,12 as 7-9,12
function ranges(keys) {
  const runs = [];
  for (const key of keys) {
    const last = runs.at(-1);
    if (last && key === last[1] + 1) last[1] = key;
    else runs.push([key, key]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}

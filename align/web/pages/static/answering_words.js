// Words that answer each other: point at one, or select some, and their partners light up.
"use strict";

import { paused } from "./busy.js";
import { offsetOf, placeIn, rangeOf, textOf, wordAt } from "./text.js";

const PAUSE = 60; // milliseconds a pointer rests before the server is asked
const asked = new Map();
let last = "";

export function watchAnsweringWords(name) {
  if (!CSS.highlights) return;
  const look = (place, span) => {
    const id = place && span ? `${place.key} ${place.side} ${place.index} ${span}` : "";
    if (id === last) return;
    last = id;
    clear();
    return id && ask(name, id, place, span);
  };
  const lookLater = paused((find) => look(...find()), "later");
  document.getElementById("rows").addEventListener("pointermove", ({ clientX, clientY }) => {
    lookLater(PAUSE, () => (isSelecting() ? selected() : pointedAt(clientX, clientY)));
  });
  document.addEventListener("selectionchange", () => lookLater(PAUSE, selected));
}

const isSelecting = () => !getSelection().isCollapsed;

function clear() {
  CSS.highlights.delete("pointed");
  CSS.highlights.delete("answer");
}

function pointedAt(x, y) {
  const at = document.caretPositionFromPoint?.(x, y) ?? fromRange(document.caretRangeFromPoint?.(x, y));
  const place = at && placeIn(at.offsetNode);
  if (!place) return [null, null];
  const offset = offsetOf(place.segment, at.offsetNode, at.offset);
  return [place, wordAt(textOf(place.segment), offset, place.segment.closest("[lang]").lang)];
}

const fromRange = (range) => range && { offsetNode: range.startContainer, offset: range.startOffset };

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount) return [null, null];
  const range = selection.getRangeAt(0);
  const place = placeIn(range.startContainer);
  const end = placeIn(range.endContainer);
  if (!place || !end || end.segment !== place.segment) return [null, null];
  const start = offsetOf(place.segment, range.startContainer, range.startOffset);
  if (!range.collapsed) return [place, [start, offsetOf(place.segment, range.endContainer, range.endOffset)]];
  if (!place.segment.isContentEditable) return [null, null];
  return [place, wordAt(textOf(place.segment), start, place.segment.closest("[lang]").lang)];
}

async function ask(name, id, place, [start, end]) {
  if (!asked.has(id)) {
    if (asked.size > 500) asked.clear();
    const query = new URLSearchParams({ key: place.key, side: place.side, segment: place.index, start, end });
    asked.set(id, fetch(`/answering-words/${encodeURIComponent(name)}?${query}`).then((answer) => (answer.ok ? answer.json() : []), () => asked.delete(id) && []));
  }
  const found = await asked.get(id);
  if (id !== last || !found.length || !place.segment.isConnected) return;
  const other = place.side === "source" ? "target" : "source";
  const segments = place.segment.closest(".row").querySelectorAll(`.text.${other} .seg`);
  const ranges = found.filter(([i]) => segments[i]).map(([i, a, b]) => rangeOf(segments[i], a, b));
  CSS.highlights.set("pointed", new Highlight(rangeOf(place.segment, start, end)));
  CSS.highlights.set("answer", new Highlight(...ranges));
}

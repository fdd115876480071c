// Characters on the page and characters of the text: the page shows unseen characters by their code
// (<i class="x">, one character) and note marks (<sup>, none), and counts UTF-16 where the server counts
// code points.
"use strict";

function* pieces(segment) {
  const walker = document.createTreeWalker(segment, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest("sup")) continue;
    const isCode = Boolean(node.parentElement.closest("i.x"));
    yield { node, isCode, length: isCode ? 1 : [...node.data].length };
  }
}

// The text of a segment, an unseen character as one private one.
export function textOf(segment) {
  let text = "";
  for (const { node, isCode } of pieces(segment)) text += isCode ? "\ufffc" : node.data;
  return text;
}

// How many characters of the segment's text stand before a place in the page.
export function offsetOf(segment, node, offset) {
  const place = document.createRange();
  place.setStart(node, offset);
  let count = 0;
  for (const piece of pieces(segment)) {
    if (piece.node === node) return count + (piece.isCode ? Number(offset > 0) : [...node.data.slice(0, offset)].length);
    if (place.comparePoint(piece.node, 0) > 0) return count;
    count += piece.length;
  }
  return count;
}

function placeOf(segment, offset) {
  let rest = offset;
  let last = [segment, 0];
  for (const { node, isCode, length } of pieces(segment)) {
    if (rest <= length) return [node, isCode ? (rest ? node.data.length : 0) : [...node.data].slice(0, rest).join("").length];
    rest -= length;
    last = [node, node.data.length];
  }
  return last;
}

export function rangeOf(segment, start, end) {
  const range = document.createRange();
  range.setStart(...placeOf(segment, start));
  range.setEnd(...placeOf(segment, end));
  return range;
}

// The word around a character, as [start, end]; Chinese words too.
export function wordAt(text, offset, language) {
  const before = [...text].slice(0, offset).join("").length;
  const near = Math.max(0, before - 60); // a word is found without cutting the whole of a long text
  const segmenter = new Intl.Segmenter(language || undefined, { granularity: "word" });
  const found = segmenter.segment(text.slice(near, before + 60)).containing(before - near);
  if (!found || !found.isWordLike) return null;
  const start = [...text.slice(0, near + found.index)].length;
  return [start, start + [...found.segment].length];
}

// The segment, side and row that a node of the page stands in.
export function placeIn(node) {
  const element = node && (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
  const segment = element && element.closest(".seg");
  if (!segment) return null;
  return {
    segment,
    index: Number(segment.dataset.seg),
    side: segment.closest(".text").dataset.side,
    key: Number(segment.closest(".row").dataset.key),
  };
}

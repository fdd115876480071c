// The caret in the text: where it stands, and where a row is to be cut; what a cut would move is shown before.
"use strict";

import { isComposed } from "./keys.js";
import { offsetOf, placeIn, rangeOf, textOf } from "./text.js";
import { say, tell, untell } from "./messages.js";

const AROUND = 100; // characters around the middle of a text in which words are looked for

// Where the caret or the selection's end stands in a row; null: nowhere.
export function caretIn(key) {
  const selection = getSelection();
  const place = selection.rangeCount ? placeIn(selection.focusNode) : null;
  if (!place || place.key !== key || !place.segment.isConnected) return null;
  return { ...place, offset: offsetOf(place.segment, selection.focusNode, selection.focusOffset) };
}

let taking = null; // takes the place that is asked for

export const isAsking = () => taking !== null;
export const takeCaret = () => taking();

// Show a caret in a row, where it stands or where a cut is likeliest, to be moved with the arrows; resolves to its place,
// or null when the person leaves. `show` is told of each place.
export function askCaret(row, side, caret, show) {
  const segments = [...row.querySelectorAll(".seg")];
  const own = [...row.querySelectorAll(`.text.${side} .seg`)];
  const first = own[seamOf(own)] ?? segments[0];
  if (!first) return Promise.resolve(null);
  tell(say("place_caret"), "info", "caret");
  return new Promise((resolve) => {
    const look = () => show(caretIn(Number(row.dataset.key)));
    const leave = (answer) => {
      for (const segment of segments) {
        segment.removeAttribute("contenteditable");
        segment.removeEventListener("beforeinput", refuse);
        segment.removeEventListener("keydown", press);
      }
      untell("caret");
      document.removeEventListener("selectionchange", look);
      taking = null;
      show(null);
      row.removeEventListener("focusout", away);
      row.classList.remove("cutting");
      row.focus({ preventScroll: true });
      resolve(answer);
    };
    const refuse = (event) => event.preventDefault();
    const away = (event) => {
      if (!row.contains(event.relatedTarget) && document.hasFocus() && event.relatedTarget) leave(null);
    };
    const press = (event) => {
      event.stopPropagation();
      if (isComposed(event)) return;
      if (event.key === "Escape") leave(null);
      else if (event.key === "Enter" || event.key === "s") taking();
      else if (event.key === "Tab") stand(segments[(segments.indexOf(event.currentTarget) + (event.shiftKey ? -1 : 1) + segments.length) % segments.length]);
      else return;
      event.preventDefault();
    };
    for (const segment of segments) {
      segment.setAttribute("contenteditable", "true");
      segment.addEventListener("beforeinput", refuse);
      segment.addEventListener("keydown", press);
    }
    taking = () => leave(caretIn(Number(row.dataset.key)));
    row.classList.add("cutting");
    row.addEventListener("focusout", away);
    document.addEventListener("selectionchange", look);
    stand(caret?.segment ?? first, caret?.offset);
  });
}

// The sentence before which a side is cut in two halves as long as can be; 0: it is a single one.
function seamOf(segments) {
  const ends = segments.map((_, k) => segments.slice(0, k).reduce((sum, each) => sum + textOf(each).length, 0));
  const half = segments.reduce((sum, each) => sum + textOf(each).length, 0) / 2;
  return ends.reduce((best, end, k) => (k && (!best || Math.abs(end - half) < Math.abs(ends[best] - half)) ? k : best), 0);
}

// Put the caret where a cut is likeliest: before a sentence that was joined to others, else after the clause mark
// nearest the middle, else before a word there; in a single word, before all of it.
function stand(segment, offset = likeliestIn(segment)) {
  segment.focus();
  const { startContainer, startOffset } = rangeOf(segment, offset, offset);
  getSelection().collapse(startContainer, startOffset);
}

function likeliestIn(segment) {
  if (segment.previousElementSibling?.matches(".seg")) return 0;
  const text = textOf(segment);
  const clauses = [...text.matchAll(/[。！？；.!?;，,:：؟؛،]\s*/g)].map((mark) => mark.index + mark[0].length);
  const best = middleOf(clauses, text) ?? middleOf(wordsIn(text, segment.closest("[lang]").lang), text) ?? 0;
  return [...text.slice(0, best)].length; // rows are cut by code points, a text has UTF-16
}

// Of some places, that nearest the middle of a text; none at its ends.
function middleOf(places, text) {
  const far = (at) => Math.abs(at - text.length / 2);
  return places.filter((at) => at > 0 && at < text.length).sort((a, b) => far(a) - far(b))[0];
}

// Where words begin near the middle of a text.
function wordsIn(text, language) {
  const first = Math.max(0, Math.floor(text.length / 2) - AROUND);
  const words = new Intl.Segmenter(language || undefined, { granularity: "word" }).segment(text.slice(first, first + 2 * AROUND));
  return [...words].filter(({ isWordLike, index }) => isWordLike && (index || !first)).map(({ index }) => first + index);
}

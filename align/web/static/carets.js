// Inside the text: the caret at which a row is cut, and the text that is edited.
"use strict";

import { offsetOf, placeIn, textOf } from "./text.js";
import { say, tell } from "./server.js";

// Where the caret or the selection's end stands in a row; null: nowhere.
export function caretIn(key) {
  const selection = getSelection();
  const place = selection.rangeCount ? placeIn(selection.focusNode) : null;
  if (!place || place.key !== key || !place.segment.isConnected) return null;
  return { ...place, offset: offsetOf(place.segment, selection.focusNode, selection.focusOffset) };
}

// Show a caret in a row, to be moved with the arrows; resolves to its place, or null when the person leaves.
export function askCaret(row, side) {
  const segments = [...row.querySelectorAll(".seg")];
  const first = row.querySelector(`.text.${side} .seg`) ?? segments[0];
  if (!first) return Promise.resolve(null);
  tell(say("place_caret"));
  return new Promise((resolve) => {
    const leave = (answer) => {
      for (const segment of segments) {
        segment.removeAttribute("contenteditable");
        segment.removeEventListener("beforeinput", refuse);
        segment.removeEventListener("keydown", press);
      }
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
      if (event.key === "Escape") leave(null);
      else if (event.key === "Enter" || event.key === "s") leave(caretIn(Number(row.dataset.key)));
      else if (event.key === "Tab") stand(segments[(segments.indexOf(event.currentTarget) + (event.shiftKey ? -1 : 1) + segments.length) % segments.length]);
      else return;
      event.preventDefault();
    };
    for (const segment of segments) {
      segment.setAttribute("contenteditable", "true");
      segment.addEventListener("beforeinput", refuse);
      segment.addEventListener("keydown", press);
    }
    row.classList.add("cutting");
    row.addEventListener("focusout", away);
    stand(first);
  });
}

// Put the caret where a cut is likeliest: after the clause mark nearest the middle.
function stand(segment) {
  segment.focus();
  const text = textOf(segment);
  const marks = [...text.matchAll(/[。！？；.!?;，,:：]\s*/g)].map((mark) => mark.index + mark[0].length);
  const middle = text.length / 2;
  const best = marks.filter((at) => at < text.length).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  const selection = getSelection();
  selection.selectAllChildren(segment);
  selection.collapseToStart();
  const steps = [...text.slice(0, best ?? middle)].length;
  for (let i = 0; i < steps; i++) selection.modify("move", "forward", "character");
}

// Turn a side of a row into fields; resolves to [segment, text] of those that changed, or null.
export function askText(row, side) {
  const cell = row.querySelector(`.text.${side}`);
  const segments = [...cell.querySelectorAll(".seg")];
  if (!segments.length) return Promise.resolve(null);
  const kept = segments.map((segment) => segment.textContent && sourceOf(segment));
  return new Promise((resolve) => {
    row.classList.add("editing");
    const fields = segments.map((segment, i) => field(cell, kept[i], segments.length));
    for (const segment of segments) segment.hidden = true;
    const leave = (answer) => {
      row.classList.remove("editing");
      for (const each of fields) each.remove();
      for (const segment of segments) segment.hidden = false;
      if (row.isConnected) row.focus({ preventScroll: true });
      resolve(answer);
    };
    const changed = () => fields.map((each, i) => [i, each.value.replace(/\s*\n\s*/g, " ")]).filter(([i, text]) => text !== kept[i]);
    cell.onkeydown = (event) => {
      event.stopPropagation();
      if (event.key === "Escape") leave(null);
      else if (event.key === "Enter" && !event.isComposing) leave(changed());
      else return;
      event.preventDefault();
    };
    row.addEventListener("save-text", () => leave(changed()), { once: true });
    fields[0].focus();
    fields[0].setSelectionRange(0, 0);
  });
}

function field(cell, text, count) {
  const area = document.createElement("textarea");
  area.value = text;
  area.lang = cell.lang;
  area.dir = "auto";
  area.rows = Math.min(12, Math.max(2, Math.ceil(text.length / (cell.lang.startsWith("zh") ? 26 : 52))));
  area.setAttribute("aria-label", cell.dataset.side + (count > 1 ? ` ${count}` : ""));
  cell.append(area);
  return area;
}

// The text of a segment as it is, unseen characters too.
function sourceOf(segment) {
  let text = "";
  for (const node of segment.childNodes) text += sourceOfNode(node);
  return text;
}

function sourceOfNode(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.matches("sup")) return "";
  if (node.matches("i.x")) return String.fromCodePoint(parseInt(node.textContent.slice(2), 16));
  return [...node.childNodes].map(sourceOfNode).join("");
}

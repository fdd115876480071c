// What the page still has to do, told by marks of its body: `data-busy` while an action or a request is under way,
// `data-later` while something waits to be drawn anew, `data-ready` once it stands on a row and hears keys.
"use strict";

const counts = { busy: 0, later: 0 };

export function begin(what = "busy") {
  counts[what] += 1;
  document.body.dataset[what] = counts[what];
}

export function end(what = "busy") {
  counts[what] -= 1;
  if (!counts[what]) delete document.body.dataset[what];
}

export const ready = () => (document.body.dataset.ready = "");

// htmx draws an answer before it tells that the request is over. The overview is asked for before this runs.
const sent = new Set();
document.body.addEventListener("htmx:beforeSend", ({ detail }) => {
  sent.add(detail.xhr);
  begin();
});
document.body.addEventListener("htmx:afterRequest", ({ detail }) => sent.delete(detail.xhr) && end());

// What the page still has to do, told by marks of its body: `data-busy` while an action, a request or a timer of
// either is under way, `data-later` while something waits to be drawn anew, `data-ready` once it stands on a row and
// hears keys. Whatever is done later than at once begins here, so that no moment between looks like the end.
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

// What is to be done for the last of many calls only, a while after it; under way from the first one on.
export function paused(act, what = "busy") {
  let timer = 0;
  return (pause, ...given) => {
    if (!timer) begin(what);
    clearTimeout(timer);
    timer = setTimeout(async () => {
      timer = 0;
      try {
        await act(...given);
      } finally {
        end(what);
      }
    }, pause);
  };
}

// Load the page anew; what is asked of it until then is asked of the old one, which stays busy.
export function reload() {
  begin();
  location.reload();
}

export const ready = () => (document.body.dataset.ready = "");

// htmx draws an answer before the request ends. It tells nobody of the end where a dialog was closed meanwhile: the
// request itself does.
document.body.addEventListener("htmx:beforeSend", ({ detail }) => {
  begin();
  detail.xhr.addEventListener("loadend", () => end());
});

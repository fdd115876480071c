// On paper all rows stand: what is not in the page is fetched as one prints, and let go of behind it.
"use strict";

import { say } from "./messages.js";

export function watchPrinting(rows) {
  addEventListener("beforeprint", () => fetchAll(rows));
  addEventListener("afterprint", () => letGo(rows));
}

// Here and now: who prints waits for nothing that comes later.
function fetchAll(rows) {
  for (const chunk of rows.chunks.filter((each) => !each.loaded)) {
    const asked = new XMLHttpRequest();
    asked.open("GET", rows.address(chunk), false);
    for (const [name, value] of Object.entries(rows.headers)) asked.setRequestHeader(name, value);
    try {
      asked.send();
    } catch {} // nobody answers: told on paper, where the rows would stand
    if (asked.status === 200) rows.put(chunk, asked.responseText);
    else tellGap(rows, chunk);
  }
  rows.number();
}

function tellGap(rows, chunk) {
  const gap = document.createElement("p");
  const [first, last] = [chunk.keys[0], chunk.keys.at(-1)].map((key) => rows.index(key) + 1);
  gap.textContent = say("not_printed", first, last);
  chunk.element.replaceChildren(gap);
  chunk.element.style.height = "";
}

function letGo(rows) {
  for (const chunk of rows.chunks) if (!chunk.loaded) rows.empty(chunk);
  rows.prune();
}

// The overview at the side: the path of the alignment, and the window on it that the screen shows.
"use strict";

import { begin, end } from "./busy.js";

export class Overview {
  constructor(server, rows) {
    this.rows = rows;
    this.box = document.getElementById("overview");
    this.frame = 0;
    this.box.addEventListener("click", (event) => {
      const key = this.keyAt(event.clientY);
      if (key !== undefined) server.queue(() => rows.go(key, "center"));
    });
    const soon = () => this.follow();
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon);
    this.box.addEventListener("htmx:afterSwap", soon);
  }

  // The row that is drawn at a height, or the next one that is shown.
  keyAt(height) {
    const { order, shown } = this.rows;
    const box = this.box.getBoundingClientRect();
    const at = Math.min(Math.max(Math.floor(((height - box.top) / box.height) * order.length), 0), order.length - 1);
    return shown.includes(order[at]) ? order[at] : shown.find((each) => this.rows.index(each) >= at) ?? shown.at(-1);
  }

  redraw() {
    htmx.trigger(this.box, "redraw");
  }

  // Move the window to what the screen shows, once a frame.
  follow() {
    if (this.frame) return;
    begin("later");
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      end("later");
      const pane = this.box.querySelector(".window");
      if (!pane) return;
      const heights = [this.rows.container.getBoundingClientRect().top > 0 ? 0 : 100, innerHeight - 56];
      const [top, bottom] = heights.map((height) => this.rows.rowAt(height) / Math.max(this.rows.shown.length, 1));
      pane.style.top = `${100 * top}%`;
      pane.style.height = `${Math.max(100 * (bottom - top), 0.6)}%`;
    });
  }
}

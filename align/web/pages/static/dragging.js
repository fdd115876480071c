// A sentence dragged to another row, by mouse or finger: by a grip beside it, so that its text can still be selected.
// Near the upper and the lower edge of the screen the rows scroll, so that a far row is reached too.
"use strict";

import { placeIn } from "./text.js";

const EDGE = 90; // pixels from an edge at which the rows scroll
const SPEED = 14; // pixels a frame

export class Dragging {
  constructor(rows, moving, drop) {
    Object.assign(this, { rows, moving, drop });
    this.grip = document.getElementById("grip");
    this.segment = null; // the one beside which the grip stands
    this.held = null; // the pointer that drags it
    this.over = null; // the row below the pointer
    document.addEventListener("pointerover", ({ target }) => this.held ?? this.offer(target));
    document.addEventListener("scroll", () => this.held ?? this.hide(), { passive: true });
    document.addEventListener("keydown", (event) => (this.held === null ? this.hide() : this.press(event)), { capture: true });
    this.grip.addEventListener("pointerdown", (event) => this.take(event));
    this.grip.addEventListener("pointermove", (event) => this.held && this.move(event));
    this.grip.addEventListener("pointerup", () => this.leave(this.over));
    this.grip.addEventListener("pointercancel", () => this.leave(null));
  }

  // Put the grip beside the sentence one points at.
  offer(target) {
    if (target === this.grip) return;
    const segment = target.closest?.(".row[data-key]:not(.editing, .cutting) .seg");
    if (!segment) return target.closest?.(".row[data-key]") ?? this.hide();
    this.segment = segment;
    this.grip.hidden = false;
    const { left, right, top } = segment.getBoundingClientRect();
    const { width } = this.grip.getBoundingClientRect();
    const isFromRight = getComputedStyle(segment).direction === "rtl";
    this.grip.style.left = `${isFromRight ? Math.min(right, innerWidth - width) : Math.max(left - width, 0)}px`;
    this.grip.style.top = `${top}px`;
  }

  hide() {
    this.grip.hidden = true;
  }

  take(event) {
    if (event.button || !this.segment.isConnected) return;
    event.preventDefault(); // what is selected stays so
    const { key, side, index } = placeIn(this.segment);
    this.grip.setPointerCapture(event.pointerId);
    this.held = event.pointerId;
    this.from = key;
    this.moving.hold({ key, side, index });
    document.body.classList.add("dragging");
  }

  move({ clientX, clientY }) {
    this.grip.style.left = `${clientX - this.grip.offsetWidth / 2}px`;
    this.grip.style.top = `${clientY - this.grip.offsetHeight / 2}px`;
    const row = document.elementsFromPoint(clientX, clientY).find((each) => each.matches(".row[data-key]"));
    const key = row ? Number(row.dataset.key) : null;
    this.mark(key === this.from ? null : key);
    this.pull = clientY < EDGE ? -SPEED : clientY > innerHeight - EDGE ? SPEED : 0;
    this.scroll(clientX, clientY);
  }

  // Scroll while the pointer is at an edge; the row below it changes though it rests.
  scroll(clientX, clientY) {
    cancelAnimationFrame(this.frame);
    if (!this.pull) return;
    this.frame = requestAnimationFrame(() => {
      scrollBy(0, this.pull);
      if (this.held !== null) this.move({ clientX, clientY });
    });
  }

  mark(key) {
    for (const old of this.rows.container.querySelectorAll(".row.drop")) old.classList.remove("drop");
    this.over = key;
    if (key !== null) this.rows.element(key)?.classList.add("drop");
  }

  press(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.leave(null);
  }

  // Let go: over another row the sentence goes there.
  leave(key) {
    if (this.held === null) return;
    this.held = null;
    cancelAnimationFrame(this.frame);
    document.body.classList.remove("dragging");
    this.mark(null);
    this.hide();
    if (key === null) this.moving.drop();
    else this.drop(key);
  }
}

// The panel at the side: the findings, or the history of the edits.
"use strict";

export class Panel {
  constructor(server) {
    this.server = server;
    this.box = document.getElementById("panel");
    this.view = "";
    this.onChange = () => {};
    this.at = -1;
    this.box.addEventListener("htmx:beforeSwap", () => this.hold());
    this.box.addEventListener("htmx:afterSwap", () => this.giveBack());
  }

  // Remember the entry that has the focus: it goes to the one that takes its place.
  hold() {
    if (this.box.contains(document.activeElement)) this.at = this.entries.indexOf(document.activeElement.closest(".entry"));
  }

  giveBack() {
    if (this.at < 0) return;
    const entry = this.entries[Math.min(this.at, this.entries.length - 1)] ?? this.box;
    (entry.querySelector("button:enabled") ?? entry.querySelector("a"))?.focus({ preventScroll: true });
    this.at = -1;
  }

  get entries() {
    return [...this.box.querySelectorAll(".entry")];
  }

  get isOpen() {
    return this.view !== "";
  }

  toggle(view) {
    return this.show(this.view === view ? "" : view);
  }

  // Open a view, or none; resolves when it is drawn.
  async show(view) {
    this.view = view;
    this.box.hidden = !view;
    document.body.classList.toggle("with-panel", this.isOpen);
    for (const each of ["findings", "history"]) {
      document.querySelector(`.tools [data-do=${each}]`).setAttribute("aria-pressed", String(view === each));
    }
    if (view) await htmx.ajax("GET", this.server.address(view), { target: "#panel" });
    this.onChange();
  }

  // Draw anew what has changed, but not while a person is at work in it.
  refresh() {
    if (this.isOpen && !this.box.contains(document.activeElement)) this.show(this.view);
  }

  async showFinding(key, fingerprint) {
    await this.show("findings");
    const entry = document.getElementById(`f-${key}-${fingerprint}`);
    entry?.scrollIntoView({ block: "center" });
    entry?.classList.add("here");
  }
}

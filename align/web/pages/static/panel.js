// The panel at the side: the worklist, the findings and what became of them, or the history of the edits. One of its cards
// is the current one, which keys act on; settled, it gives way to the next.
"use strict";

import { isComposed } from "./keys.js";
import { say, tell } from "./messages.js";

const LASTING = 12000; // milliseconds for which a waiver can be taken back at once
const nameOf = (card) => card.id || card.dataset.version || ""; // a match of the memory has none
const controlOf = (card) => card?.querySelector("textarea") ?? card?.querySelector("button:enabled") ?? card?.querySelector("a");
const findingOf = (name) => name.split("-").at(-1);

export class Panel {
  constructor(server) {
    this.server = server;
    this.box = document.getElementById("panel");
    this.view = "";
    this.onChange = () => {};
    this.resize = (change) => change(); // what else has to be done where the rows get another width
    this.onCard = () => {}; // goes to the row of a card
    this.left = []; // names of the current card and of those below it, while the panel is drawn anew
    this.hadFocus = false;
    this.isSettling = false;
    this.isGoing = false; // to the row of the card that was next
    this.asked = null; // the request whose answer is to be shown: the last
    this.isRefreshing = this.isUnasked = false; // it was sent by the page itself
    this.listen();
  }

  listen() {
    document.body.addEventListener("htmx:beforeSend", (event) => {
      if (event.detail.target !== this.box) return;
      this.asked = event.detail.xhr;
      this.isUnasked = this.isRefreshing;
    });
    document.body.addEventListener("htmx:afterRequest", (event) => {
      if (event.detail.xhr === this.asked) this.asked = null;
    });
    this.box.addEventListener("htmx:beforeSwap", (event) => {
      if (event.detail.target !== this.box) return; // a part of it has an answer of its own
      // Of two answers that cross, the later question's is shown; what nobody asked for draws over nobody's work.
      // A refusal is never drawn: it would take away the card that it has to be told of.
      const isLast = event.detail.xhr === this.asked;
      event.detail.shouldSwap &&= isLast && !(this.isUnasked && this.isAtWork);
      if (event.detail.shouldSwap) this.hold();
    });
    this.box.addEventListener("htmx:afterSettle", () => this.giveBack()); // htmx sets the classes anew before it
    this.box.addEventListener("submit", ({ target }) => (this.isSettling = !target.matches("[role=search]")));
    this.box.addEventListener("htmx:responseError", (event) => {
      this.isSettling = false;
      if (/"(Edit|Conflict)Error"/.test(event.detail.xhr.responseText)) this.redraw(); // it is settled already
    });
    for (const what of ["focusin", "pointerdown"]) {
      this.box.addEventListener(what, (event) => this.stand(event.target.closest(".entry")));
    }
    this.box.addEventListener("keydown", (event) => {
      if (event.target.matches("textarea")) return this.write(event);
      const form = event.key === "Escape" && event.target.closest("details");
      if (!form) return;
      event.stopPropagation();
      form.open = false;
      document.querySelector(".row.here")?.focus({ preventScroll: true });
    });
    document.body.addEventListener("waived", (event) => this.offer(event.detail.value));
  }

  // In a comment Enter says it, with Shift it begins a line; Escape leads back to the rows.
  write(event) {
    if (isComposed(event) || event.shiftKey || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "Enter") event.target.form.requestSubmit();
    else document.querySelector(".row.here")?.focus({ preventScroll: true });
  }

  get cards() {
    return [...this.box.querySelectorAll(".entry")];
  }

  get card() {
    return this.box.querySelector(".entry.here");
  }

  // Show what was said of a row, with the field for more; or close that again.
  async talkOf(key) {
    if (this.view === "talk" && Number(this.card?.dataset.key) === key) return this.show("");
    await this.show("talk", { key });
    this.card?.querySelector("textarea")?.focus();
  }

  get isOpen() {
    return this.view !== "";
  }

  toggle(view) {
    return this.show(this.view === view ? "" : view);
  }

  // Open a view, or none; resolves when it is drawn.
  async show(view, asked = {}) {
    this.view = view;
    this.address = `${this.server.address(view)}?${new URLSearchParams(asked)}`;
    this.resize(() => {
      this.box.hidden = !view;
      document.body.classList.toggle("with-panel", this.isOpen);
    });
    this.mark();
    if (view) await this.draw(this.address);
    if ("key" in asked) this.follow(asked.key);
    this.onChange();
  }

  // Press the button of the view that is shown.
  mark() {
    for (const view of ["worklist", "talk", "matches", "findings", "history"]) {
      document.querySelector(`.bar [data-do=${view}]`)?.setAttribute("aria-pressed", String(this.view === view));
    }
  }

  draw(address) {
    return htmx.ajax("GET", address, { target: "#panel" }).catch(() => {}); // that nobody answers is told already
  }

  // Draw anew what is shown: the chip that is pressed knows its address.
  redraw() {
    const chip = this.box.querySelector(".codes [aria-pressed=true]");
    return this.draw(chip?.getAttribute("hx-get") ?? this.address);
  }

  // Draw anew what has changed, but not while a person is at work in it, nor before it shows what was asked for.
  refresh() {
    if (this.asked) return this.asked.addEventListener("loadend", () => this.refresh());
    if (!this.isOpen || this.isAtWork) return;
    this.isRefreshing = true; // while the request is sent
    this.redraw();
    this.isRefreshing = false;
  }

  get isAtWork() {
    const isWritten = [...this.box.querySelectorAll("[name=reason], [name=text]")].some((field) => field.value);
    return isWritten || this.box.contains(document.activeElement);
  }

  // Remember which card is the current one, and which come after it, while the panel is drawn anew.
  hold() {
    const names = this.cards.map(nameOf);
    this.left = this.card ? names.slice(names.indexOf(nameOf(this.card))) : [];
    this.hadFocus ||= this.box.contains(document.activeElement);
  }

  giveBack() {
    const found = this.left.map((name) => this.named(name)).find(Boolean);
    const card = found ?? (this.isSettling ? this.cards.at(-1) : undefined);
    this.stand(card);
    if (this.hadFocus) {
      (controlOf(card) ?? this.box.querySelector("[aria-pressed=true]"))?.focus({ preventScroll: true });
    }
    if (this.isSettling && card) {
      this.isGoing = true;
      this.server.queue(() => this.card && this.go(this.card)).finally(() => (this.isGoing = false));
    }
    this.hadFocus = this.isSettling = false;
  }

  // The card of a name; where its row was changed and has another key, the new one of the same finding.
  named(name) {
    const isNew = (card) => findingOf(nameOf(card)) === findingOf(name) && !this.left.includes(nameOf(card));
    return this.cards.find((card) => nameOf(card) === name) ?? this.cards.find(isNew);
  }

  // Make a card the current one.
  stand(card) {
    if (!card || card === this.card) return;
    this.card?.removeAttribute("aria-current");
    this.card?.classList.remove("here");
    card.classList.add("here");
    card.setAttribute("aria-current", "true");
  }

  // Make the card of a row the current one, if there is one. What was settled gave way to the next already, though
  // its own row, drawn anew, may have another card.
  follow(key) {
    if (this.isGoing) return;
    if (Number(this.card?.dataset.key) === key) return;
    const card = this.cards.find((each) => Number(each.dataset.key) === key);
    this.stand(card);
    card?.scrollIntoView({ block: "nearest" });
  }

  // Go to a card and to its row. The focus stays in the panel, if it is there; within a card, it goes along: one
  // that stayed would make its own card the current one again.
  async go(card) {
    const held = this.box.contains(document.activeElement) ? document.activeElement : null;
    const focused = held?.closest(".entry") ? controlOf(card) : held;
    this.stand(card);
    card.scrollIntoView({ block: "nearest" });
    if (card.dataset.key) await this.onCard(Number(card.dataset.key));
    if (focused?.isConnected) focused.focus({ preventScroll: true });
  }

  // Go to the next card or the one before; from nowhere, to that of the row one stands on.
  async step(by, key) {
    if (this.view !== "findings") await this.show("findings");
    const at = this.cards.indexOf(this.card);
    const own = this.cards.findIndex((card) => Number(card.dataset.key) === key);
    const card = this.cards[at < 0 ? Math.max(own, 0) : at + by];
    if (card) await this.go(card);
    else tell(say("no_more_findings"));
  }

  // Do to the current card what its buttons do; where one stands on another row than its own, go there first.
  async settle(what, key) {
    if (this.view !== "findings" || Number(this.card?.dataset.key) !== key) return this.step(0, key);
    if (what === "waive") return this.askReason();
    if (what === "accept") return this.submit(this.card.querySelector("form[hx-post^='/accept/']"));
    const offered = this.card.querySelector("[data-do=replace]");
    if (offered) offered.click();
    else tell(say("nothing_offered"));
  }

  askReason() {
    const form = this.card.querySelector("details");
    if (!form) return;
    form.open = true;
    form.querySelector("[name=reason]").focus();
    form.addEventListener("submit", () => document.activeElement.blur()); // back to the rows
  }

  async submit(form) {
    if (!form) return;
    const done = new Promise((resolve) => this.box.addEventListener("htmx:afterRequest", resolve, { once: true }));
    form.requestSubmit();
    await done;
  }

  // Say that something is waived, with the way back.
  offer(mark) {
    const way = document.createElement("button");
    way.type = "button";
    way.textContent = say("take_back");
    way.addEventListener("click", () => this.unwaive(mark));
    this.offered?.remove();
    this.offered = tell(say("waived"), "info", "read");
    this.offered.append(" · ", way);
    setTimeout((note) => note.remove(), LASTING, this.offered);
  }

  // Of the requests of one element htmx forgets all that wait but the last: this one is not the panel's own.
  unwaive(mark) {
    const more = { source: "#messages", values: { mark }, target: "#panel", swap: "none" };
    return this.server.queue(async () => {
      await htmx.ajax("POST", this.server.address("unwaive"), more);
      if (this.isOpen) await this.redraw();
    });
  }

  async showFinding(key, fingerprint) {
    await this.show("findings");
    const card = document.getElementById(`f-${key}-${fingerprint}`);
    this.stand(card);
    card?.scrollIntoView({ block: "center" });
  }
}

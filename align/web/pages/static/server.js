// Talking with the server: one action at a time, each answered with what has to be drawn; and a poll every
// other second at what others did.
"use strict";

import { begin, end, reload } from "./busy.js";
import { say, tell, toldToRead, untell } from "./messages.js";
import { inTab } from "./storage.js";

const EVERY = 2000; // milliseconds between polls

export class Server {
  constructor(name, state, rows) {
    this.name = name;
    this.version = state.version;
    this.stamp = state.stamp;
    this.said = state.said; // how much of what was said of rows
    this.headers = { "Align-Review": state.review };
    this.rows = rows;
    rows.headers = this.headers;
    rows.ask = (address) => this.ask(address);
    document.body.addEventListener("htmx:configRequest", (event) => Object.assign(event.detail.headers, this.headers));
    this.saved = document.getElementById("saved");
    this.line = Promise.resolve();
    this.waiting = 0;
    this.isOff = false;
    this.isUnsaved = false; // something was to be saved while nobody answered
    this.trouble = "";
    this.onChanges = () => {};
    this.onPeople = () => {};
    this.onBack = () => {}; // it answers again: what it was asked in vain is asked once more
    this.onLeave = async () => true; // saves what is being typed; false where that is refused
    this.isHeld = () => false; // true while somebody types: the page is not to be loaded anew
    this.drawRows = (draw) => draw(); // what keeps the field in which one types while rows are drawn
    this.timer = setInterval(() => this.poll(), EVERY);
    document.addEventListener("visibilitychange", () => document.hidden || this.poll());
    document.body.addEventListener("htmx:sendError", () => this.lose());
    document.body.addEventListener("htmx:afterRequest", ({ detail }) => detail.xhr.status && this.find());
  }

  // Do a thing after all that was asked for before, what was typed saved; not at all where that is refused.
  queue(act) {
    return this.enlist(async () => {
      if (!(await this.onLeave())) return false;
      untell("act"); // what the last action brought
      return act();
    });
  }

  // One after the other: a key pressed before the last one's answer acts on what that one left.
  enlist(act) {
    this.waiting += 1;
    begin();
    const done = this.line.then(act).finally(() => {
      this.waiting -= 1;
      end();
    });
    this.line = done.catch((error) => error && tell(String(error), "error")); // htmx has told its own
    return this.line;
  }

  // All is done that was asked for, what was asked for meanwhile too.
  async done() {
    for (let line = null; line !== this.line; ) await (line = this.line);
  }

  address(what) {
    return `/${what}/${encodeURIComponent(this.name)}`;
  }

  poll(force = false) {
    if (!force && (document.hidden || this.waiting)) return Promise.resolve();
    return this.enlist(() => this.catchUp());
  }

  async catchUp() {
    const from = this.version;
    const answer = await this.ask(`${this.address("changes")}?version=${from}&stamp=${this.stamp}&said=${this.said}&here=${this.rows.here ?? -1}`);
    if (answer?.ok) await this.draw(await answer.json(), from);
    else if (answer?.status === 409) this.renew((await answer.json()).message);
  }

  // The server holds another review than the page shows: load that, but not under the hands of a person.
  renew(message) {
    if (this.isHeld() || document.querySelector("dialog[open]")) return tell(message, "error", "read");
    inTab.set(`told:${this.name}`, JSON.stringify(toldToRead().filter((each) => each !== message)));
    reload();
  }

  // Tell again what was told when the page was loaded anew: it may hold what somebody had typed.
  recall() {
    const told = JSON.parse(inTab.get(`told:${this.name}`) ?? "null");
    if (!told) return;
    for (const message of told) tell(message, "error", "read");
    tell(say("renewed"), "error", "renewed"); // until one goes on
    inTab.set(`told:${this.name}`, "null");
  }

  // Send an edit; true where it was made.
  async send(what, body) {
    this.show("saving");
    untell("done");
    untell("renewed");
    const from = this.version;
    const answer = await this.ask(this.address(what), {
      method: "POST",
      headers: { ...this.headers, "Content-Type": "application/json" },
      body: JSON.stringify({ ...body, version: from, stamp: this.stamp, said: this.said }),
    });
    if (!answer) {
      this.refuse();
      return null;
    }
    this.show("saved");
    const said = await answer.text();
    const changes = answer.headers.get("Content-Type")?.includes("json") ? JSON.parse(said) : { message: said }; // the guard's words are plain
    if (answer.ok) {
      untell("unsaved");
      await this.draw(changes, from);
      return changes;
    }
    tell(changes.message ?? answer.statusText, "error");
    if (answer.status === 409) await this.catchUp();
    return null;
  }

  // Fetch; null where nobody answers.
  async ask(address, options = { headers: this.headers }) {
    try {
      const answer = await fetch(address, options);
      this.find();
      return answer;
    } catch {
      this.lose();
      return null;
    }
  }

  // The server does not answer.
  lose() {
    this.isOff = true;
    this.show("offline");
  }

  // Nobody answered what was to be saved.
  refuse() {
    this.isUnsaved = true;
    tell(say("not_saved"), "error", "offline");
  }

  // It answers, again. What was not saved is not told away: it stays until something is.
  find() {
    if (this.isOff) {
      this.isOff = false;
      untell("offline");
      if (this.isUnsaved) tell(say("back_unsaved"), "info", "unsaved");
      else tell(say("back_again"), "info", "news");
      this.isUnsaved = false;
      this.rows.look();
      this.onBack();
      this.show("saved");
    }
  }

  show(state) {
    this.saved.textContent = say(state);
    this.saved.dataset.state = state;
  }

  // Draw changes. They tell of all since one version: if others were drawn meanwhile, ask for the rest.
  async draw(changes, from) {
    if (from !== this.version) return this.catchUp();
    const isNew = changes.version !== this.version || changes.stamp !== this.stamp || changes.said !== this.said;
    this.version = changes.version;
    this.stamp = changes.stamp;
    this.said = changes.said;
    if (changes.removed || changes.keys.length || changes.fresh.length) {
      await this.drawRows(() => this.rows.draw(changes), changes.keys);
    }
    if (changes.trouble !== this.trouble) untell("trouble");
    if (changes.trouble && changes.trouble !== this.trouble) tell(changes.trouble, "error", "trouble");
    this.trouble = changes.trouble;
    if (changes.others.length) tell(say("others_edit", changes.others.join(", ")), "info", "others");
    if (isNew) this.onChanges(changes);
    this.onPeople(changes.people, changes.names);
  }
}

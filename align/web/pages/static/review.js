// The review page: keys and buttons, each of which does one thing to the row one stands on.
"use strict";

import { paused, ready, reload } from "./busy.js";
import { Ahead, isField } from "./ahead.js";
import { watchAnsweringWords } from "./answering_words.js";
import { askCaret, caretIn, isAsking, takeCaret } from "./carets.js";
import { areYouSure, askName, askNote } from "./asking.js";
import { Chosen } from "./chosen.js";
import { watchDialog } from "./dialog.js";
import { Dragging } from "./dragging.js";
import { Editor } from "./editor.js";
import { Filters } from "./filters.js";
import { Halves } from "./halves.js";
import { actionOf, isComposed } from "./keys.js";
import { inBrowser, inTab } from "./storage.js";
import { Memory } from "./memory.js";
import { Moving } from "./moving.js";
import { Overview } from "./overview.js";
import { Panel } from "./panel.js";
import { People } from "./people.js";
import { watchPointer } from "./pointing.js";
import { watchPrinting } from "./printing.js";
import { watchRefusals } from "./refusals.js";
import { Rows } from "./rows.js";
import { watchBar } from "./sticking.js";
import { Terms } from "./terms.js";
import { say, sayOf, tell, tellDone } from "./messages.js";
import { Server } from "./server.js";
import { Worklist } from "./worklist.js";

const name = document.body.dataset.name;
const state = JSON.parse(document.getElementById("state").textContent);
const table = document.getElementById("rows");
const keys = state.keys.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, k) => first + k));
const rows = new Rows(table, name, keys);
const server = new Server(name, state, rows);
const editor = new Editor(server, rows);
const filters = new Filters(server, rows);
const overview = new Overview(server, rows);
const panel = new Panel(server);
const chosen = new Chosen(server, rows, () => askNote("", chosen.inOrder.join()), askName);
const people = new People(rows);
const halves = new Halves(server, rows);
const moving = new Moving(rows);
const worklist = new Worklist(server, rows);
const terms = new Terms(server, rows);
const memory = new Memory(panel, rows);
const NEAR = 60; // rows in which a partner is looked for
let unlocked = false;

const active = () => table.dataset.active;
const edit = (name, more = {}) => server.send("edit", { name, arguments: { i: rows.index(), ...more } });
const is = (mark) => rows.row?.classList.contains(mark);

// After an edit, stand where it was made.
async function stay(changes) {
  if (changes && changes.at !== null) await rows.go(rows.shown.includes(changes.at) ? changes.at : rows.here);
  return changes;
}

// An edit that a key may have asked for by mistake: say what it did, and how it is taken back.
async function told(name, more = {}, hint = "") {
  const changes = await stay(await edit(name, more));
  if (changes?.count && rows.row) {
    const { type, key } = rows.row.dataset;
    tellDone(`${say("done", say(`did_${name}`), rows.index(Number(key)) + 1, type.replace("-", "–"))} ${hint}`.trim());
  }
}

// An edit that waited for a person: in its turn now, unless one stands elsewhere.
function answered(key, act) {
  return server.queue(async () => rows.here === key && act());
}

const acts = {
  async confirm() {
    const next = rows.shown[rows.shown.indexOf(rows.here) + 1];
    const isRight = is("confirmed") || (await edit("confirm"));
    if (isRight && next !== undefined) await rows.go(next);
  },
  choose: () => chosen.toggle(rows.here),
  async confirm_all() {
    const keys = rows.shown;
    if (!keys.length || !(await areYouSure(sayOf(keys.length, "confirm_these")))) return;
    await server.queue(() => chosen.each("confirm", {}, keys));
  },
  toggle: async () => stay(await edit(is("confirmed") ? "unconfirm" : "confirm")),
  clear: () => told("unconfirm"),
  next_alarm: () => worklist.step(1),
  previous_alarm: () => worklist.step(-1),
  merge: () => withNext("merge"),
  async split() {
    if (isAsking()) return takeCaret();
    const key = rows.here;
    const place = await askCaret(rows.row, active(), caretIn(key), (caret) => halves.show(caret, unlocked));
    if (!place) return;
    getSelection().removeAllRanges();
    await answered(key, () => told("split", { side: place.side, segment: place.index, offset: place.offset, unlocked }));
  },
  up: () => withNext("move_boundary", { side: active(), by: -1 }),
  down: () => withNext("move_boundary", { side: active(), by: 1 }),
  delete: () => told("delete"),
  cut: () => moving.take(active()),
  async paste() {
    const wanted = moving.edit;
    if (!wanted) return moving.cut ? tell(say("row_is_gone"), "error") : tell(say("nothing_is_cut"));
    const count = rows.order.length;
    const changes = await edit("move_segment", wanted);
    if (!changes) return;
    moving.drop();
    const isFewer = rows.order.length < count && wanted.i < wanted.j;
    await rows.go(rows.order[wanted.j - Number(isFewer)]);
    tellDone(say("done", say("did_move_segment"), rows.index() + 1, rows.row.dataset.type.replace("-", "–")));
  },
  async join_nulls() {
    const wanted = rows.row?.dataset.type.startsWith("0-") ? /-0$/ : /^0-/;
    const at = rows.index();
    const ahead = rows.row?.dataset.type.startsWith("0-") ? -1 : 1; // unlinked, the original stands above
    const near = [...Array(NEAR).keys()].flatMap((far) => [at + ahead * (far + 1), at - ahead * (far + 1)]);
    const partner = near.find((i) => i >= 0 && wanted.test(rows.element(rows.order[i])?.dataset.type ?? ""));
    if (!is("unmatched") || partner === undefined) return tell(say("no_partner_near"));
    await told("join_nulls", { j: partner });
  },
  async flag() {
    const key = rows.here;
    const note = await askNote(rows.row?.querySelector(".note")?.textContent ?? "", key);
    if (note !== null) await answered(key, async () => stay(await edit("flag", { note })));
  },
  talk: () => panel.talkOf(rows.here),
  async assign() {
    const key = rows.here;
    const to = await askName(rows.row?.querySelector(".assigned bdi")?.textContent ?? "");
    if (to !== null) await answered(key, () => chosen.assign(to, [key]));
  },
  mine: () => filters.mine(state.person),
  async edit_text() {
    const caret = caretIn(rows.here);
    const side = caret?.side ?? active();
    if (side === "source" && !unlocked) return tell(say("is_locked"), "error");
    if (await rows.go(rows.here)) editor.open(side, caret, unlocked);
  },
  realign: () => realign("from"),
  realign_around: () => realign("around"),
  undo: () => back("undo"),
  redo: () => back("redo"),
  lock() {
    unlocked = !unlocked;
    const lock = document.getElementById("lock");
    lock.setAttribute("aria-pressed", String(!unlocked));
    lock.lastElementChild.textContent = say(unlocked ? "unlocked" : "locked");
    tell(say(unlocked ? "is_unlocked" : "is_locked"));
  },
  next: () => rows.step(1),
  previous: () => rows.step(-1),
  page_down: () => rows.step(10),
  page_up: () => rows.step(-10),
  async first() {
    await rows.go(rows.shown[0]);
    scrollTo(0, 0); // the filters above it too
  },
  last: () => rows.go(rows.shown.at(-1), "center"),
  source: () => stand("source"),
  target: () => stand("target"),
  search: () => filters.search(),
  async worklist() {
    await panel.toggle("worklist");
    panel.follow(rows.here);
  },
  terms: () => terms.toggle(),
  row_terms: () => terms.list(),
  replace: () => document.getElementById("replace").click(),
  findings: () => panel.toggle("findings"),
  next_finding: () => panel.step(1, rows.here),
  previous_finding: () => panel.step(-1, rows.here),
  matches: () => memory.toggle(),
  take: () => (panel.view === "matches" ? memory.take() : panel.settle("take", rows.here)),
  accept: () => panel.settle("accept", rows.here),
  waive: () => panel.settle("waive", rows.here),
  history: () => panel.toggle("history"),
  difference: () => rows.compare(rows.here),
  help: () => document.getElementById("help").click(),
  async escape() {
    if (moving.cut) return moving.drop();
    if (panel.isOpen) return panel.show("");
    if (filters.isOn) await filters.clear();
  },
  show_all: () => filters.clear(),
};

// Edit the row and the next one, and say so where a filter hides that.
async function withNext(name, more = {}) {
  const hidden = filters.isOn && !rows.shown.includes(rows.order[rows.index() + 1]);
  await told(name, more, hidden ? say("next_is_hidden") : "");
}

// Put what a finding expects in the place of what stands there.
async function replace(key, text) {
  panel.hold();
  if (!(await reach(key))) return;
  panel.isSettling = Boolean(await stay(await edit("edit_text", { side: "target", text })));
  await panel.redraw();
}

// Put a match of the memory into the field of the translation; one that is cut into sentences takes it whole, and at once.
async function fill(key, text) {
  if (!(await reach(key))) return;
  stand("target");
  if (rows.row.querySelectorAll(".text.target .seg").length !== 1) return told("edit_text", { side: "target", text });
  editor.open("target", null, unlocked);
  editor.fill(text);
}

async function turn(step, version) {
  panel.hold();
  await stay(await server.send("step", { step, of: version }));
  await panel.show("history");
}

const waits = new Set(["split", "flag", "assign", "confirm_all"]); // for a person: others must not wait for these
const ofRow = new Set([
  "difference", "cut", "paste", "confirm", "choose", "toggle", "clear", "merge", "split", "up", "down", "delete", "join_nulls", "flag", "assign", "edit_text", "realign",
  "realign_around", "talk", "row_terms",
]);
// What puts a field under the hands: keys that come before it is there are meant for it; where none opens, they do nothing.
const opens = new Set(["edit_text", "flag", "assign", "talk", "waive"]);
let opening = 0;
const ahead = new Ahead(() => opening > 0 || editor.isLeaving || editor.isAway, () => server.done());
editor.onRefused = () => ahead.drop();

// What a guest is refused who was invited to look on; what offers it is hidden by the style (`.looking-on`).
const changing = new Set([
  "confirm", "choose", "confirm_all", "toggle", "clear", "merge", "split", "up", "down", "delete", "cut", "paste", "join_nulls", "flag", "assign", "edit_text",
  "realign", "realign_around", "undo", "redo", "lock", "replace", "fix", "fill", "turn", "take", "accept", "waive",
]);
const isRefused = (name) => !state.may_edit && changing.has(name);

async function act(name) {
  if (isRefused(name)) return tell(say("looks_on"), "error");
  if (name === "search") return filters.search(); // at once: the next key is a letter to be looked for
  opening += Number(opens.has(name));
  await server.queue(() => (waits.has(name) ? void perform(name) : perform(name)));
  opening -= Number(opens.has(name));
  if (opens.has(name) && !isField(document.activeElement)) ahead.drop();
}

// What is done to a row is done to one that can be seen.
async function perform(name) {
  if (ofRow.has(name) && !rows.row && !(await rows.go(rows.here, "center"))) return tell(say("no_row"), "error");
  return (chosen.isOn && chosen.acts[name] ? chosen.acts : acts)[name]();
}

document.addEventListener("keydown", (event) => {
  if (isComposed(event) || editor.isDeaf || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  const isControl = event.target.closest("button, a, summary");
  if (isControl && (event.key === "Enter" || event.key === " ")) return;
  const wanted = actionOf(event);
  if (!wanted) return;
  event.preventDefault();
  act(wanted);
});

document.addEventListener("click", (event) => {
  const control = event.target.closest("[data-do]");
  if (!control || event.target.closest(".editing textarea")) return;
  const what = control.dataset.do;
  if (isRefused(what)) return tell(say("looks_on"), "error");
  const row = control.closest(".row[data-key]");
  if (what === "close") return control.closest("dialog").close();
  if (what === "go" || what === "fix") {
    event.preventDefault();
    const key = Number(control.dataset.key);
    return server.queue(async () => (await reach(key)) && stand("target")).then(() => what === "fix" && rows.here === key && act("edit_text"));
  }
  if (what === "fill") return server.queue(() => fill(Number(control.dataset.key), control.dataset.text));
  if (what === "replace") return server.queue(() => replace(Number(control.dataset.key), control.dataset.text));
  if (what === "turn") return server.queue(() => turn(control.dataset.step, Number(control.dataset.version)));
  if (row) server.queue(() => rows.go(Number(row.dataset.key)));
  if (what === "finding") return panel.showFinding(Number(row.dataset.key), control.dataset.finding);
  if (acts[what]) return act(what);
});

function stand(side) {
  table.dataset.active = side;
}

async function back(step) {
  const before = server.version;
  const changes = await server.send("step", { step });
  if (changes && changes.version === before) tell(say(step === "undo" ? "nothing_to_undo" : "nothing_to_redo"));
  else if (await stay(changes)) {
    const what = say(step === "undo" ? "taken_back" : "made_again", say(`did_${changes.did}`));
    const where = changes.edits > 1 ? sayOf(changes.edits, "so_many_rows") : changes.at !== null && `№ ${rows.index(changes.at) + 1}`;
    tell(where ? `${what} · ${where}` : what, "info", "done");
  }
}

async function realign(how) {
  const changes = await server.send("realign", { i: rows.index(), how });
  await stay(changes);
  if (changes?.count) tellDone(sayOf(changes.count, "realigned"));
  else if (changes) tell(sayOf(0, "realigned"));
}

// Go to a row, even where a filter hides it.
async function reach(key) {
  if (rows.shown.includes(key)) return rows.go(key, "center");
  if (!rows.order.includes(key)) return tell(say("row_is_gone"));
  rows.here = key;
  await filters.clear();
  return true;
}

document.getElementById("headings")?.addEventListener("change", (event) => {
  const key = event.target.value;
  event.target.selectedIndex = 0;
  if (key) server.queue(() => reach(Number(key)));
});

// What the server tells, drawn.
const redraw = paused(() => {
  overview.redraw();
  if (panel.view !== "matches") panel.refresh(); // no edit changes the memory
}, "later");

function offerSteps(left) {
  for (const step of ["undo", "redo"]) document.querySelector(`.tools [data-do=${step}]`).disabled = !left[step];
}

server.onChanges = (changes) => {
  if (changes.figures) document.getElementById("figures").innerHTML = changes.figures;
  panel.mark();
  if (chosen.isOn) chosen.show();
  offerSteps(changes);
  redraw(600);
  if (filters.isOn) filters.count();
};

// Told in another language; what is being typed is saved first.
document.addEventListener("retell", (event) => {
  event.preventDefault();
  server.queue(reload);
});
document.body.addEventListener("changes", () => server.poll(true));
document.body.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.target.matches("form[hx-post='/person']")) reload();
});

server.onBack = () => {
  if (filters.isOwed) server.queue(() => filters.apply());
  panel.refresh();
};
server.onPeople = (here, names) => people.draw(here, names);
if (state.may_edit) new Dragging(rows, moving, (key) => server.queue(async () => {
  if (await rows.go(key)) await acts.paste();
  moving.drop();
}));
rows.onLoad = () => {
  people.mark();
  filters.light();
  if (chosen.isOn) chosen.show();
  if (moving.cut) moving.show();
  overview.follow();
};
filters.onChange = () => overview.box.classList.toggle("filtered", filters.isOn);
panel.onChange = () => overview.follow();
panel.resize = (change) => rows.keepInView(change);
panel.onCard = reach;
offerSteps(state);
watchBar();
watchAnsweringWords(name);
watchDialog();
watchPointer({ server, rows, chosen, stand, edit: () => act("edit_text") });
watchPrinting(rows);
watchRefusals(server);
server.recall();
if (!state.may_edit) tell(say("looks_on"), "info", "news");
if (state.notice && inTab.get(`notice:${name}`) !== state.notice) {
  tell(state.notice, "info", "read").addEventListener("click", () => inTab.set(`notice:${name}`, state.notice));
}

// Stand where one stood last: in this tab, or when the bitext was last open.
const place = `place:${name}`;
const asked = Number(location.hash.match(/^#r(\d+)$/)?.[1] ?? inBrowser.get(place) ?? NaN);
history.scrollRestoration = "manual";
rows.number();
server.queue(async () => {
  rows.here = rows.order.includes(asked) ? asked : rows.order[0];
  if (filters.recall()) await filters.apply();
  else await rows.go(rows.here, rows.here === rows.order[0] ? "nearest" : "center");
  // Only now: a browser goes by itself to a place that the address has while the page loads.
  rows.onStand = (key) => {
    history.replaceState(null, "", `#r${key}`);
    inBrowser.set(place, key);
    panel.follow(key);
    memory.follow(key);
  };
  ready();
});

// What the page tells: a line above the bar, never over the row one stands on. A message goes when its cause is gone:
// what an action brought, with the next action; what an edit did, with the next edit, or after a while, since keys that were
// pressed by mistake come in numbers; what is told of the server, when that is over; anything by a click.
"use strict";

const words = JSON.parse(document.getElementById("words").textContent);
const box = document.getElementById("messages");
const NEWS = 8000; // milliseconds for what others did, and for what one did oneself
const PASSING = ["news", "others", "done"];
const MOST = 3;

export const say = (key, ...values) => values.reduce((text, value) => text.replace("{}", () => value), words[key]);

// Tell the person something. Its cause is an action (`act`), an edit (`done`), others (`others`), something new (`news`), or
// `read`, which stays until it is clicked away; any other is a name, for `untell`. Of an action, of others, and of the text
// under an open field, the last is told.
export function tell(message, kind = "info", cause = "act") {
  const note = document.createElement("p");
  note.className = kind;
  note.dataset.cause = cause;
  note.textContent = message;
  note.addEventListener("click", () => getSelection().isCollapsed && note.remove()); // it may be copied
  if (["act", "others", "under"].includes(cause)) untell(cause);
  for (const each of [...box.children]) if (each.textContent === message) each.remove();
  while (box.childElementCount >= MOST) box.firstElementChild.remove();
  box.append(note);
  lift();
  if (PASSING.includes(cause)) setTimeout(() => note.remove(), NEWS);
  return note;
}

// Tell something, with a button for what a key does too.
export function tellWay(message, action, key, cause = "act") {
  const way = document.createElement("button");
  way.type = "button";
  way.dataset.do = action;
  way.textContent = say(action);
  const cap = document.createElement("kbd");
  cap.textContent = key;
  tell(message, "info", cause).append(" ", way, " ", cap);
}

// Tell what was done, with the way back.
export const tellDone = (message) => tellWay(message, "undo", "u", "done");

// What is said of a number of things; of one there are words of its own.
export function sayOf(number, key, ...values) {
  if (number === 1) return say(`${key}_1`, ...values);
  return say(key, number.toLocaleString(document.documentElement.lang), ...values);
}

// Take back what was told for a cause.
export function untell(cause) {
  for (const note of box.querySelectorAll(`[data-cause="${cause}"]`)) note.remove();
}

// What a person should still read when the page is loaded anew.
export const toldToRead = () => [...box.children].filter(isToRead).map((note) => note.textContent);
const isToRead = (note) => !note.querySelector("button") && ![...PASSING, "renewed"].includes(note.dataset.cause);

// Put the messages above all else, a dialog that opened since too, and the row one stands on above them.
function lift() {
  box.style.bottom = `${document.querySelector(".acts:not([hidden])").offsetHeight}px`;
  if (box.matches(":popover-open")) box.hidePopover();
  box.showPopover();
  const row = document.querySelector(".row.here")?.getBoundingClientRect();
  const over = row ? row.bottom - box.getBoundingClientRect().top : 0;
  const room = row ? row.top - document.querySelector(".labels").getBoundingClientRect().bottom : 0;
  if (over > 0 && over < row.height && room > 0) scrollBy(0, Math.min(over, room));
}

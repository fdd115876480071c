// Find and replace: what is found is shown anew as one writes; Enter shows it too, and changes nothing.
"use strict";

import { paused } from "./busy.js";
import { isComposed } from "./keys.js";

const PAUSE = 250; // milliseconds after the last key
const look = paused(() => document.getElementById("found") && htmx.trigger("#found", "look")); // it may be closed again
const isAsked = ({ form, name }) => form?.id === "replacing" && name !== "chosen" && Boolean(name);

document.addEventListener("input", ({ target, isComposing }) => {
  if (isAsked(target) && !isComposing) look(target.matches("[type=text]") ? PAUSE : 0);
});
document.addEventListener("compositionend", ({ target }) => isAsked(target) && look(PAUSE));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || isComposed(event) || !isAsked(event.target)) return;
  event.preventDefault();
  look(0);
});
document.addEventListener("click", ({ target }) => {
  if (target.closest("#dialog [data-do=undo]")) document.getElementById("dialog").close(); // its rows are to be seen
});

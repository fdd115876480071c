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
// What was asked last is asked again when the dialog opens the next time, unless something else is searched for meanwhile.
let last = null;
const searched = () => document.getElementById("query").value;
document.getElementById("dialog").addEventListener("close", () => {
  const form = document.getElementById("replacing");
  if (form) last = { searched: searched(), fields: [...new FormData(form)].filter(([name]) => !["chosen", "shown"].includes(name)) };
}, { capture: true }); // before it is emptied
document.body.addEventListener("htmx:configRequest", ({ target, detail }) => {
  if (target.id === "replace" && last?.searched === searched()) for (const [name, value] of last.fields) detail.formData.set(name, value);
});
document.addEventListener("click", ({ target }) => {
  if (target.closest("#dialog [data-do=undo]")) document.getElementById("dialog").close(); // its rows are to be seen
});

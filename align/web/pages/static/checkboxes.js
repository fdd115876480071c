// A tick for a group of changes: it ticks all of them, and shows whether all, some or none are.
"use strict";

const all = (group) => [...group.querySelectorAll("[name=chosen]")];

function follow(group) {
  const ticks = all(group);
  const head = group.querySelector("[data-ticks]");
  head.checked = ticks.every((each) => each.checked);
  head.indeterminate = !head.checked && ticks.some((each) => each.checked);
}

document.addEventListener("change", ({ target }) => {
  const group = target.closest(".group");
  if (!group) return;
  if (target.matches("[data-ticks]")) for (const each of all(group)) each.checked = target.checked;
  follow(group);
});

const show = () => document.querySelectorAll(".group:has([data-ticks])").forEach(follow);
document.body.addEventListener("htmx:afterSwap", show);
show();

// How high the bar is that sticks at the top, told to the style: with large type, or in a narrow window, it takes more lines.
"use strict";

export function watchBar() {
  const bar = document.querySelector(".bar");
  const tools = bar.querySelector(".tools"); // on a telephone they alone stick, and the bar is no box of its own
  const measure = () => document.documentElement.style.setProperty("--bar", `${bar.offsetHeight || tools.offsetHeight}px`);
  const watching = new ResizeObserver(measure);
  for (const each of [bar, tools]) watching.observe(each);
}

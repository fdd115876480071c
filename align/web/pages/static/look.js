// Light or dark, on every page.
"use strict";

const root = document.documentElement;

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-do=theme]")) return;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
});

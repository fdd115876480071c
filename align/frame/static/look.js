"use strict";
// What a reader chooses on every page: light or dark, and the language. A served page keeps it in cookies and
// is told anew; a static one has its words in all languages, and keeps the choice where the browser lets it.
const root = document.documentElement;
const YEAR = 31536000;

function keep(name, value) {
  try {
    if (location.protocol.startsWith("http")) document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
    localStorage.setItem(`align-${name}`, value);
  } catch { /* the browser keeps nothing of this page */ }
}

function kept(name) {
  try {
    return localStorage.getItem(`align-${name}`);
  } catch {
    return null;
  }
}

document.getElementById("theme").addEventListener("click", () => {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  keep("theme", root.dataset.theme);
});

const chooser = document.getElementById("language");
const told = document.getElementById("told"); // of a static page: each text in each language
const words = told && JSON.parse(told.textContent);
const languages = [...chooser.options].map((option) => option.value);

// Return one of the static page's texts in the language of the page, its blanks filled with figures.
function word(number, figures = {}) {
  const text = words[number][languages.indexOf(root.lang)];
  return text.replace(/\{(\w+)\}/g, (blank, name) => figures[name]?.toLocaleString(root.lang) ?? blank);
}

function speak(language) {
  root.lang = chooser.value = language;
  for (const each of document.querySelectorAll("[data-w]")) each.textContent = word(each.dataset.w);
  for (const each of document.querySelectorAll("[data-wa]")) {
    for (const pair of each.dataset.wa.split(" ")) {
      const [name, number] = pair.split(":");
      each.setAttribute(name, word(number));
    }
  }
  document.dispatchEvent(new Event("spoken"));
}

chooser.addEventListener("change", () => {
  keep(chooser.dataset.cookie, chooser.value);
  if (words) speak(chooser.value);
  else if (document.dispatchEvent(new Event("retell", { cancelable: true }))) location.reload();
});

if (words) {
  const theme = kept("theme");
  if (theme) root.dataset.theme = theme;
  const asked = [kept("language"), ...navigator.languages].map((code) => code?.split("-")[0]);
  const wanted = asked.find((code) => languages.includes(code));
  if (wanted && wanted !== root.lang) speak(wanted);
}

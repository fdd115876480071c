// What the browser keeps of where one was; some browsers forbid it, and then nothing is kept.
"use strict";

const trying = (act) => {
  try {
    return act();
  } catch {
    return null;
  }
};

// In this tab: until it is closed.
export const inTab = {
  get: (key) => trying(() => sessionStorage.getItem(key)),
  set: (key, value) => trying(() => sessionStorage.setItem(key, value)),
};

// In this browser: until it is cleared.
export const inBrowser = {
  get: (key) => trying(() => localStorage.getItem(key)),
  set: (key, value) => trying(() => localStorage.setItem(key, value)),
};

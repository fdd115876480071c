// Filter, search and keys over rows that are all in the page; each pass looks at a row once.
const rows = [...document.querySelectorAll(".row[id]")];
const groups = [...document.querySelectorAll(".group")];
const form = document.querySelector(".filters");
const query = document.getElementById("query");
const shown = document.getElementById("shown");
const nothing = document.getElementById("nothing");
const picture = document.querySelector(".path svg");
let texts = null; // folded once, at the first search
let here = -1; // the row the keys stand on

const fold = (text) => text.normalize("NFKC").toLowerCase();
const textOf = (row) => [...row.querySelectorAll(".text")].map((cell) => cell.textContent).join("\n");

function show() {
  const words = fold(query.value.trim());
  const want = form.elements.show.value;
  if (words && !texts) texts = rows.map((row) => fold(textOf(row)));
  let count = 0;
  rows.forEach((row, i) => {
    const fits = (want === "all" || row.classList.contains(want)) && (!words || texts[i].includes(words));
    row.hidden = !fits;
    count += fits;
  });
  for (const group of groups) group.hidden = !group.querySelector(".row:not([hidden])");
  shown.textContent = count === rows.length ? "" : word(shown.dataset.of, { n: count, most: rows.length });
  nothing.hidden = count > 0;
  highlight(words);
}

// Marks without touching the document, where the browser can; a thousand are more than anybody reads.
function highlight(words) {
  if (!CSS.highlights) return;
  const ranges = [];
  for (const row of words ? rows : []) {
    if (ranges.length > 1000) break;
    if (row.hidden) continue;
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const text = node.data.toLowerCase();
      if (!node.parentElement.closest(".text") || text.length !== node.data.length) continue;
      for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + words.length);
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

function go(row) {
  here = rows.indexOf(row);
  row.hidden = row.parentElement.hidden = false;
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "center" });
}

function step(by, wanted) {
  for (let i = here + by; i >= 0 && i < rows.length; i += by) {
    if (!rows[i].hidden && wanted(rows[i])) return go(rows[i]);
  }
}

const anyRow = () => true;
const needsEyes = (row) => row.matches(".doubtful, .unmatched");
const keys = { j: () => step(1, anyRow), k: () => step(-1, anyRow), n: () => step(1, needsEyes), p: () => step(-1, needsEyes) };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    query.value = "";
    show();
    query.blur();
  } else if (event.target.matches("input[type=search]")) {
    return;
  } else if (event.key === "/") {
    event.preventDefault();
    query.focus();
  } else if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest(".row[id]");
  if (row) here = rows.indexOf(row);
});

// A click anywhere in the picture goes to the nearest mark.
picture?.addEventListener("click", (event) => {
  event.preventDefault();
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
  let best = null;
  for (const mark of picture.querySelectorAll(".mark")) {
    const [x, y] = mark.dataset.at.split(",").map(Number);
    const far = (x - point.x) ** 2 + (y - point.y) ** 2;
    if (!best || far < best.far) best = { far, mark };
  }
  const row = best && document.getElementById(best.mark.dataset.row);
  if (row) go(row);
});

let waiting = 0;
query.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 120);
});
form.addEventListener("change", show);
form.addEventListener("submit", (event) => event.preventDefault());
nothing.querySelector("button").addEventListener("click", () => {
  form.reset();
  show();
});
document.addEventListener("spoken", show);
form.hidden = false;

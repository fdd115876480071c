// Filter and keys over findings that are all in the page; each pass looks at a finding once.
const findings = [...document.querySelectorAll(".finding")];
const groups = [...document.querySelectorAll(".group")];
const folds = [...document.querySelectorAll(".alike")]; // findings of one cause
const form = document.querySelector(".filters");
const count = form.querySelector("output");
const fold = (text) => text.normalize("NFKC").toLowerCase();
let texts = null; // folded once, at the first search
let here = -1;

function show() {
  const { code, severity, term, text } = form.elements;
  const wanted = fold(text.value.trim());
  const named = fold(term.value.trim());
  if (wanted && !texts) texts = findings.map((finding) => fold(finding.textContent));
  const hasTerm = new Map(groups.map((group) => [group, fold(group.firstElementChild.textContent).includes(named)]));
  let shown = 0;
  findings.forEach((finding, i) => {
    const fits = (!code.value || finding.dataset.code === code.value)
      && (!severity.value || finding.classList.contains(severity.value))
      && hasTerm.get(finding.closest(".group"))
      && (!wanted || texts[i].includes(wanted));
    finding.hidden = !fits;
    shown += fits;
  });
  for (const fold of folds) {
    fold.hidden = !fold.querySelector(".finding:not([hidden])");
    if (wanted) fold.open = true;
  }
  for (const group of groups) group.hidden = !group.querySelector(".finding:not([hidden])");
  const said = shown === findings.length ? count.dataset.all : count.dataset.of;
  count.textContent = word(said, { n: shown, most: findings.length });
  document.getElementById("nothing").hidden = shown > 0 || !findings.length;
}

function step(by) {
  for (let i = here + by; i >= 0 && i < findings.length; i += by) {
    if (findings[i].hidden) continue;
    here = i;
    const fold = findings[i].closest(".alike");
    if (fold) fold.open = true;
    findings[i].focus({ preventScroll: true });
    findings[i].scrollIntoView({ block: "center" });
    return;
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input, select");
  if (event.key === "Escape" && typing) {
    form.reset();
    show();
    event.target.blur();
  } else if (!typing && event.key === "/") {
    event.preventDefault();
    form.elements.text.focus();
  } else if (!typing && (event.key === "j" || event.key === "k")) {
    event.preventDefault();
    step(event.key === "j" ? 1 : -1);
  }
});
document.addEventListener("focusin", (event) => {
  const finding = event.target.closest(".finding");
  if (finding) here = findings.indexOf(finding);
});
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("spoken", show);
form.hidden = !findings.length;
show();

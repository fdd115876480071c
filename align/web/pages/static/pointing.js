// What a pointer does to the rows: one stands on what was clicked, chooses it, or edits its text. Buttons are not its matter.
"use strict";

export function watchPointer({ server, rows, chosen, stand, edit }) {
  document.addEventListener("click", (event) => {
    const row = event.target.closest(".row[data-key]");
    if (!row || (event.target.closest("[data-do]") && !event.target.closest(".editing textarea"))) return;
    const key = Number(row.dataset.key);
    if (choosesBy(event, row)) {
      server.queue(() => (event.shiftKey ? chosen.through(key) : chosen.toggle(key)));
    } else if (!row.classList.contains("editing")) {
      const side = event.target.closest("[data-side]")?.dataset.side;
      const isText = event.target.closest(".seg") !== null;
      server.queue(() => standOn(key, side, isText)); // not while a text is refused elsewhere
    }
  });

  document.addEventListener("dblclick", (event) => {
    const row = event.target.closest(".row[data-key]:not(.editing)");
    if (row && event.target.closest(".seg")) edit();
  });

  // A button must not take the caret away that it is to cut at.
  document.addEventListener("mousedown", (event) => {
    const row = event.target.closest(".row[data-key]");
    if (event.target.closest(".acts button") || (row && event.shiftKey && choosesBy(event, row))) event.preventDefault();
  });

  // Whether a click chooses a row; with Shift in the text of the row one stands on it selects that, as everywhere.
  function choosesBy({ target, ctrlKey, metaKey, shiftKey }, row) {
    return !target.closest("textarea") && (ctrlKey || metaKey || (shiftKey && !(row === rows.row && target.closest(".seg"))));
  }

  // Stand on a row that was pointed at; the caret that a click in a text has set stays there.
  function standOn(key, side, isText) {
    if (!rows.element(key)) return;
    rows.here = key;
    rows.mark();
    if (side) stand(side);
    if (getSelection().isCollapsed && !isText) rows.row.focus({ preventScroll: true });
  }
}

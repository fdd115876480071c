"""Words of the review page that its templates do not spell out: its script says them, or a value decides.

By their keys: English here, other languages in the catalogues.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from align.errors import AlignError
from align.terms.checks import CHECKS
from align.terms.findings import Finding
from align.web.review.history import SOMEBODY, BuiltOnError, ConflictError
from align.web.review.people import same
from align.words import meaning, say, told

WORDS: dict[str, str] = {
    # what the script says of saving
    "saved": say("Saved"),
    "saving": say("Saving …"),
    "offline": say("The server does not answer"),
    # statuses of rows
    "is_listed": say("To look at"),
    "is_discussed": say("Open comment"),
    "is_error": say("With errors"),
    "is_unmatched": say("Unmatched"),
    "is_wrong": say("Probably wrong"),
    "is_doubtful": say("Doubtful"),
    "is_left": say("Changed along"),
    "is_moved": say("Moved"),
    "is_auto": say("Unconfirmed"),
    "is_confirmed": say("Confirmed"),
    "is_flagged": say("Flagged"),
    "is_differs": say("Changed by people"),
    "rows_of": say("{} of {} rows"),
    # rows
    "by_number": say("number"),
    "by_structure": say("structure"),
    "by_embedding": say("embedding"),
    "by_hand": say("by hand"),
    "by_edit": say("edited"),
    # why a row is on the worklist, and how many are there for it
    "because_discussed": say("open comment"),
    "because_unmatched": say("unmatched"),
    "because_wrong": say("probably wrong"),
    "because_doubtful": say("doubtful"),
    "because_left": say("changed along with another row"),
    "because_moved": say("stands elsewhere in the translation"),
    "n_flagged": say("flagged"),
    "n_discussed": say("with open comments"),
    "n_error": say("with errors"),
    "n_unmatched": say("unmatched"),
    "n_wrong": say("probably wrong"),
    "n_doubtful": say("doubtful"),
    "n_left": say("changed along"),
    "n_moved": say("moved"),
    "locked": say("locked"),
    "unlocked": say("unlocked"),
    # actions
    "confirm": say("Confirm"),
    "previous_alarm": say("Worklist ↑"),
    "next_alarm": say("Worklist ↓"),
    "clear": say("Take back the mark"),
    "merge": say("Merge"),
    "split": say("Split"),
    "up": say("Boundary ↑"),
    "down": say("Boundary ↓"),
    "cut": say("Cut"),
    "paste": say("Paste here"),
    "delete": say("Unlink"),
    "flag": say("Flag"),
    "talk": say("Comment"),
    "assign": say("Assign"),
    "edit_text": say("Edit"),
    "join_nulls": say("Link"),
    "realign": say("Re-align"),
    "realign_around": say("Around"),
    "undo": say("Undo"),
    "redo": say("Redo"),
    "escape": say("Leave"),
    # help
    "keys_move": say("Moving"),
    "keys_judge": say("Judging"),
    "keys_mend": say("Mending"),
    "keys_findings": say("Findings"),
    "keys_page": say("The page"),
    "help_move": say("Next, previous row"),
    "help_ends": say("First, last row"),
    "help_previous_alarm": say("Back in the worklist"),
    "help_next_alarm": say("On, back in the worklist: what is to be looked at, the weightiest first"),
    "help_sides": say("Original or translation: the side that keys act on"),
    "help_confirm": say("Confirm and go to the next row"),
    "help_clear": say("Take back a confirmation or a flag"),
    "help_choose": say("Choose the row: with several, keys act on all; so does a click with Ctrl or Shift"),
    "help_confirm_all": say("Confirm all rows that are shown"),
    "help_talk": say("Comments: what was said of the row, and a field to say something"),
    "help_assign": say("Assign the row, or all that are chosen, to somebody"),
    "help_mine": say("Show the rows that are assigned to you; again: all"),
    "help_flag": say("Flag with a note"),
    "help_merge": say("Merge with the next row"),
    "help_split": say("Split at the caret: what would go into a row of its own is marked; Enter does it"),
    "help_up": say("Boundary up: the last segment goes to the next row"),
    "help_down": say("Boundary down: takes the first segment of the next row"),
    "help_boundary": say("Move the boundary to the next row up or down"),
    "help_cut": say("Cut the sentence with the caret, or the last one; pasted, it stands in another row"),
    "help_move_segment": say("Cut a sentence, paste it into another row"),
    "help_delete": say("Unlink: both sides stand alone; nothing is lost"),
    "help_edit_text": say("Edit the text; Enter, or whatever is done next, keeps it; Esc does not"),
    "help_join_nulls": say("Link with the nearest unmatched row of the other side"),
    "help_realign": say("Re-align from here; confirmed rows stay"),
    "help_realign_around": say("Re-align around this row"),
    "help_lock": say("Lock, unlock the original: its text and its segmentation"),
    "help_undo": say("Undo, redo, without end"),
    "help_search": say("Search; “…” finds just so, /…/ is a regular expression"),
    "help_worklist": say("Worklist: what is to be looked at, and why"),
    "help_terms": say("Mark known terms, or not; point at one for its rendering"),
    "help_row_terms": say("Known terms of the row, and what renders them"),
    "help_matches": say("Memory: what is most like the row, or where selected words stand; t puts it in"),
    "help_replace": say("Find and replace, each change shown before it is made"),
    "help_difference": say("What the machine had made of the row, in red and green; again: not"),
    "help_history": say("History: what was done, by whom; take it back"),
    "help_findings": say("Findings side by side"),
    "help_next_finding": say("Next, previous finding and its row"),
    "help_take": say("Put in what the finding offers"),
    "help_accept": say("Accept: an error, flag the row with it"),
    "help_waive": say("Waive: no error; say where and why"),
    "help_escape": say("Close, leave, show all"),
    "help_help": say("This sheet"),
    # export and import
    "only_all": say("All"),
    "not_printed": say("Rows {} to {} are not printed: the server does not answer."),
    "making_file": say("The file is being made; the browser keeps it when it is ready."),
    "only_shown": say("What is shown"),
    "only_confirmed": say("Confirmed only"),
    "only_score": say("Confirmed, or score at least"),
    "f_tmx": say("for CAT tools"),
    "f_xlf": say("XLIFF 2.1"),
    "f_xlsx": say("to review in Excel and bring back"),
    "f_tsv": say("plain table"),
    "f_html": say("page to read and print"),
    "f_jsonl": say("the bitext, without loss"),
    "f_v12": say("XLIFF 1.2, for older tools"),
    "f_po": say("gettext PO, for programs"),
    "f_ts": say("Qt Linguist, for programs"),
    "f_wf": say("memory of Wordfast"),
    "group_target": say("Translations"),
    "group_source": say("Originals"),
    "group_status": say("Statuses"),
    "group_note": say("Notes"),
    "group_row": say("Cannot be taken"),
    "what_source": say("original"),
    "what_target": say("translation"),
    "what_status": say("status"),
    "what_note": say("note"),
    "taken": say("{} changes taken"),
    # what one is invited to
    "role_read": say("may look on"),
    "role_write": say("may edit"),
    "role_admin": say("may edit and invite"),
    # findings
    "waived": say("Waived"),
    "occurrence": say("This occurrence"),
    "document": say("This document"),
    "everywhere": say("Everywhere"),
    "error": say("error"),
    "warning": say("warning"),
    "suggestion": say("suggestion"),
    # find and replace
    "in_target": say("translation"),
    "in_source": say("original"),
    "in_both": say("both texts"),
    # history
    "take_back": say("Take back"),
    "did_merge": say("Merged"),
    "did_split": say("Split"),
    "did_move_boundary": say("Moved the boundary"),
    "did_move_segment": say("Moved a sentence"),
    "did_delete": say("Unlinked"),
    "did_join_nulls": say("Linked"),
    "did_edit_text": say("Changed the text"),
    "did_edit_texts": say("Changed the text"),
    "did_confirm": meaning("an edit in the history", "Confirmed"),
    "did_unconfirm": say("Took a mark back"),
    "did_flag": meaning("an edit in the history", "Flagged"),
    "did_annotate": say("Changed the note"),
    "did_realign": say("Re-aligned"),
    # messages
    "done": say("{} · row {} is now {}"),
    "conflict_own": say("You changed this row meanwhile, in another window; it is shown as it is now."),
    "built_on_own": say(
        "Nothing was done: you changed these rows since ({}). Take that back first, in the history (h)."
    ),
    "conflict": say("{} changed this row meanwhile; it is shown as it is now."),
    "built_on_by": say(
        "Nothing was done: {} changed these rows since ({}). Take that back first, in the history (h)."
    ),
    "not_saved": say("Not saved: the server does not answer. Try again when it is back."),
    "back_again": say("The server is back; nothing was lost."),
    "back_unsaved": say(
        "The server is back. What you did last may not be saved: look, and do it again if need be."
    ),
    "renewed": say("Another review of this file has begun: the page was loaded anew."),
    "people_here": say("Also here: {}"),
    "others_edit": say("{} edited here"),
    "worklist_done": say("Nothing is left to look at."),
    "worklist_again": say("You are through: the worklist begins again."),
    "no_more_findings": say("No more findings."),
    "nothing_offered": say("This finding offers nothing to put in."),
    "taken_back": say("Taken back: {}"),
    "made_again": say("Made again: {}"),
    "so_many_rows": say("{} rows"),
    "nothing_to_undo": say("Nothing to undo."),
    "nothing_to_redo": say("Nothing to redo."),
    "no_partner_near": say("No unmatched row of the other side stands near."),
    "place_caret": say(
        "Enter splits: what is marked goes into a row of its own. Arrows move the caret, Esc leaves."
    ),
    "is_unlocked": say("The original may be changed now."),
    "is_locked": say("The original is locked; o unlocks it."),
    "looks_on": say("Your invitation is to look on; ask for one to edit."),
    "next_is_hidden": say("The next row, which the filter hides, was changed too."),
    "realigned": say("{} rows re-aligned"),
    "realigned_1": say("1 row re-aligned"),
    "rows_chosen": say("{} rows chosen"),
    "rows_chosen_1": say("1 row chosen"),
    "confirm_these": say("Confirm all {} rows that are shown?"),
    "confirm_these_1": say("Confirm the only row that is shown?"),
    "each_confirm": say("{} rows confirmed"),
    "each_confirm_1": say("1 row confirmed"),
    "each_unconfirm": say("{} marks taken back"),
    "each_unconfirm_1": say("1 mark taken back"),
    "each_flag": say("{} rows flagged"),
    "each_flag_1": say("1 row flagged"),
    "each_assigned": say("{} rows assigned to {}"),
    "each_assigned_1": say("1 row assigned to {}"),
    "each_taken_back": say("{} rows assigned to nobody"),
    "each_taken_back_1": say("1 row assigned to nobody"),
    "each_left": say("{} rows changed meanwhile and were left: № {}"),
    "each_left_1": say("1 row changed meanwhile and was left: № {}"),
    "as_machine": say("This row is as the machine made it."),
    "not_side_by_side": say("Only rows that stand side by side can be merged."),
    "is_cut": say("Cut: go to the row it belongs to, and paste. Esc leaves it where it is."),
    "nothing_is_cut": say("Nothing is cut."),
    "no_row": say("No row is shown: nothing was done."),
    "put_aside": say("Not saved; e brings it back: “{}”"),
    "changed_under": say(
        "Changed meanwhile to: “{}”. What you typed is still in the field; keeping it takes that one's place."
    ),
    "row_is_gone": say("This row has changed since, or is gone."),
}

SCRIPT = (
    "saved", "saving", "making_file", "not_printed", "offline", "rows_of", "locked", "unlocked",
    "not_saved", "back_again", "back_unsaved", "others_edit", "people_here", "renewed", "waived", "take_back",
    "no_more_findings", "nothing_offered",
    "worklist_done", "worklist_again", "nothing_to_undo", "nothing_to_redo", "no_partner_near", "place_caret",
    "is_unlocked", "is_locked", "looks_on", "next_is_hidden", "realigned", "row_is_gone",
    "rows_chosen", "confirm_these", "each_confirm", "each_unconfirm", "each_flag", "each_assigned",
    "each_taken_back", "realigned_1", "rows_chosen_1", "confirm_these_1", "each_confirm_1",
    "each_unconfirm_1", "each_flag_1", "each_assigned_1", "each_taken_back_1", "each_left", "each_left_1",
    "not_side_by_side",
    "done", "undo", "did_merge", "did_split", "did_move_boundary", "did_delete", "did_join_nulls",
    "did_unconfirm", "did_move_segment", "did_edit_text", "did_edit_texts", "did_confirm", "did_flag",
    "did_annotate", "did_realign", "taken_back", "made_again", "so_many_rows", "is_cut", "nothing_is_cut",
    "paste", "no_row", "as_machine", "put_aside", "changed_under", "what_source", "what_target",
)  # fmt: skip
"""The words that the page's own script says."""


def translator(language: str) -> Callable[[str], str]:
    """Return a function from the keys of `WORDS` to the words, in a language of the interface."""
    return lambda key: told(WORDS[key], language)


def reason(error: AlignError | str, language: str, person: str | None = None) -> str:
    """Return what went wrong, for a person; who it is: nobody is told of themselves as of somebody else.

    Files are told by their names alone: a guest learns nothing of the folders of this machine.
    """
    word = translator(language)
    is_own = (
        isinstance(error, ConflictError)
        and bool(error.at)
        and person is not None
        and same(error.person, person)
    )
    if isinstance(error, BuiltOnError):
        what = word(error.name if error.name in ("undo", "redo") else f"did_{error.name}")
        if is_own:
            return word("built_on_own").format(what)
        return word("built_on_by").format(told(error.person or SOMEBODY, language), what)
    if is_own:
        return word("conflict_own")
    if isinstance(error, ConflictError) and error.person:
        return word("conflict").format(error.person)
    if isinstance(error, str):
        return told(error, language)
    where, whole = Path(error.where), error.told(language)
    return whole.replace(str(where), where.name) if where.is_absolute() else whole


def remark(found: Finding, language: str) -> str:
    """Return what a finding says, for a person."""
    return told(found.message, language)


def check_title(code: str, language: str) -> str:
    """Return what a check is called."""
    return told(CHECKS[code].short, language) if code in CHECKS else code

"""The words of the review page by their keys: English here, other languages in the catalogues."""

from __future__ import annotations

from collections.abc import Callable

from align import languages
from align.errors import AlignError
from align.terms.checks import CHECKS
from align.terms.findings import Finding
from align.web.review.history import SOMEBODY, BuiltOnError, ConflictError
from align.words import meaning, say, told

WORDS: dict[str, str] = {
    # the frame
    "review": say("Review"),
    "skip": say("Skip to the text"),
    "needs_script": say("This page needs JavaScript: allow it for this address, and load the page again."),
    "folder": say("All bitexts of the folder"),
    "theme": say("Light or dark"),
    "help": say("Keys and help"),
    "close": say("Close"),
    "cancel": say("Cancel"),
    "keep": say("Keep"),
    "your_name": say("Your name"),
    "your_name_hint": say("It is written beside every edit you make."),
    "aligned_text": say("Aligned text"),
    "overview": say("Overview"),
    "overview_label": say("The path of the alignment from top to bottom, findings at its right edge"),
    "actions": say("What can be done to the row"),
    "not_found": say("This cannot be shown"),
    "back_home": say("Back to the beginning"),
    # figures
    "n_confirmed": say("confirmed"),
    "n_doubtful": say("doubtful"),
    "n_flagged": say("flagged"),
    "n_findings": say("findings"),
    "n_finding": say("finding"),
    "saved": say("Saved"),
    "saving": say("Saving …"),
    "offline": say("The server does not answer"),
    # filters
    "filter": say("Filter and search"),
    "search": say("Search both texts"),
    "status": say("Status"),
    "all": say("All"),
    "is_doubtful": say("Doubtful"),
    "is_unmatched": say("Unmatched"),
    "is_auto": say("Unconfirmed"),
    "is_confirmed": say("Confirmed"),
    "is_flagged": say("Flagged"),
    "score_at_most": say("Score ≤"),
    "finding": say("Finding"),
    "any_finding": say("Any"),
    "paragraph": say("Paragraph"),
    "heading": say("Go to"),
    "show_all": say("Show all"),
    "nothing": say("No row fits."),
    "rows_of": say("{} of {} rows"),
    # rows
    "confidence": say("Confidence"),
    "no_partner": say("no partner"),
    "unmatched": say("unmatched"),
    "page": say("p."),
    "by_number": say("number"),
    "by_structure": say("structure"),
    "by_embedding": say("embedding"),
    "by_hand": say("by hand"),
    "by_edit": say("edited"),
    "confirmed": say("Confirmed"),
    "flagged": say("Flagged"),
    "edited": say("Edited by a person"),
    "long_text": say("Long text, scrolls"),
    "locked": say("locked"),
    "unlocked": say("unlocked"),
    "lock_title": say("The original keeps its text and its segmentation; unlock to change them"),
    # actions
    "confirm": say("Confirm"),
    "previous_doubtful": say("Doubtful ↑"),
    "next_doubtful": say("Doubtful ↓"),
    "merge": say("Merge"),
    "split": say("Split"),
    "up": say("Boundary ↑"),
    "down": say("Boundary ↓"),
    "delete": say("Unlink"),
    "flag": say("Flag"),
    "edit_text": say("Edit"),
    "join_nulls": say("Link"),
    "realign": say("Re-align"),
    "realign_around": say("Around"),
    "undo": say("Undo"),
    "redo": say("Redo"),
    "note_label": say("Note for whoever looks next"),
    # help
    "keys_move": say("Moving"),
    "keys_judge": say("Judging"),
    "keys_mend": say("Mending"),
    "keys_findings": say("Findings"),
    "keys_page": say("The page"),
    "help_move": say("Next, previous row"),
    "help_ends": say("First, last row"),
    "help_previous_doubtful": say("Previous doubtful row"),
    "help_next_doubtful": say("Next, previous doubtful row"),
    "help_sides": say("Original or translation: the side that keys act on"),
    "help_confirm": say("Confirm and go to the next row"),
    "help_clear": say("Take back a confirmation or a flag"),
    "help_flag": say("Flag with a note"),
    "help_merge": say("Merge with the next row"),
    "help_split": say(
        "Split at the caret: click into the text, or move the caret with the arrows and press Enter"
    ),
    "help_up": say("Boundary up: the last segment goes to the next row"),
    "help_down": say("Boundary down: takes the first segment of the next row"),
    "help_boundary": say("Move the boundary to the next row up or down"),
    "help_delete": say("Unlink: both sides stand alone; nothing is lost"),
    "help_edit_text": say("Edit the text; Enter, or whatever is done next, keeps it; Esc does not"),
    "help_join_nulls": say("Link with the nearest unmatched row of the other side"),
    "help_realign": say("Re-align from here; confirmed rows stay"),
    "help_realign_around": say("Re-align around this row"),
    "help_lock": say("Lock, unlock the original: its text and its segmentation"),
    "help_undo": say("Undo, redo, without end"),
    "help_search": say("Search"),
    "help_history": say("History: what was done, by whom; take it back"),
    "help_findings": say("Findings side by side"),
    "help_next_finding": say("Next, previous finding and its row"),
    "help_take": say("Put in what the finding offers"),
    "help_accept": say("Accept: an error, flag the row with it"),
    "help_waive": say("Waive: no error; say where and why"),
    "help_escape": say("Close, leave, show all"),
    "help_help": say("This sheet"),
    "help_answers": say(
        "Point at a word, or select some: the words that answer to them light up on the other side."
    ),
    # export and import
    "export": say("Export"),
    "format": say("Format"),
    "which_rows": say("Rows"),
    "only_all": say("All"),
    "only_confirmed": say("Confirmed only"),
    "only_score": say("Confirmed, or score at least"),
    "gives": say("rows: {}"),
    "gives_flagged": say("rows: {}; flagged and left out: {}"),
    "gives_none": say("no rows"),
    "download": say("Download"),
    "f_tmx": say("for CAT tools"),
    "f_xlf": say("XLIFF 2.1"),
    "f_xlsx": say("to review in Excel and bring back"),
    "f_tsv": say("plain table"),
    "f_html": say("page to read and print"),
    "import_title": say("Bring a reviewed workbook back"),
    "import_hint": say("You see what was changed in Excel before anything is taken."),
    "workbook": say("Workbook"),
    "compare": say("Compare"),
    "changes_found": say("Changes in the workbook"),
    "no_changes": say("The workbook changes nothing."),
    "missing_rows": say("Rows that are not in the workbook stay as they are: {}."),
    "sheet_row": say("row {} of the sheet"),
    "group_target": say("Translations"),
    "group_source": say("Originals"),
    "group_status": say("Statuses"),
    "group_note": say("Notes"),
    "group_row": say("Cannot be taken"),
    "taken_away": say("taken away:"),
    "put_in": say("put in:"),
    "take_changes": say("Take the chosen changes"),
    "before": say("Here"),
    "after": say("Workbook"),
    "row": say("Row"),
    "what_source": say("original"),
    "what_target": say("translation"),
    "what_status": say("status"),
    "what_note": say("note"),
    "taken": say("{} changes taken"),
    # findings
    "findings": say("Findings"),
    "no_findings": say("Nothing to settle."),
    "checking": say("Checking …"),
    "go_to": say("Go to the row"),
    "fix": say("Fix the translation"),
    "accept": say("Accept"),
    "accept_hint": say("It is an error: flag the row with it"),
    "waive": say("Waive"),
    "waive_hint": say("No error: say where and why"),
    "waived": say("Waived"),
    "none_waived": say("Nothing is waived."),
    "not_here": say("not in this document"),
    "accepted": say("Accepted"),
    "none_accepted": say("Nothing is accepted."),
    "reopen": say("Open again"),
    "reopen_hint": say("Take this finding out of the row's flag"),
    "reach": say("Where"),
    "occurrence": say("This occurrence"),
    "document": say("This document"),
    "everywhere": say("Everywhere"),
    "reason": say("Reason"),
    "expected": say("expected"),
    "found": say("found"),
    "error": say("error"),
    "warning": say("warning"),
    "suggestion": say("suggestion"),
    # history
    "history": say("History"),
    "no_history": say("Nothing was edited yet."),
    "older_edits": say("Older edits are in the journal beside the file."),
    "take_back": say("Take back"),
    "make_again": say("Make again"),
    "taken_back": say("taken back"),
    "built_on": say("Later edits changed its rows: take those back first"),
    "did_merge": say("Merged"),
    "did_split": say("Split"),
    "did_move_boundary": say("Moved the boundary"),
    "did_delete": say("Unlinked"),
    "did_join_nulls": say("Linked"),
    "did_edit_text": say("Changed the text"),
    "did_edit_texts": say("Changed the text"),
    "did_confirm": meaning("an edit in the history", "Confirmed"),
    "did_unconfirm": say("Took a mark back"),
    "did_flag": meaning("an edit in the history", "Flagged"),
    "did_annotate": say("Changed the note"),
    "did_realign": say("Re-aligned"),
    # folder
    "bitexts": say("bitexts"),
    "worst_first": say("worst first"),
    "name": say("Bitext"),
    "rows": meaning("how many rows a bitext has", "Rows"),
    "mean_confidence": say("Mean confidence"),
    "share_confirmed": say("Confirmed"),
    "last_edited": say("Last edited"),
    "empty_folder": say("There are no bitexts (.bitext.jsonl) in this folder."),
    # messages
    "conflict": say("{} changed this row meanwhile; it is shown as it is now."),
    "built_on_by": say(
        "Nothing was done: {} changed these rows since ({}). Take that back first, in the history (h)."
    ),
    "not_saved": say("Not saved: the server does not answer. Try again when it is back."),
    "back_again": say("The server is back; nothing was lost."),
    "renewed": say("Another review of this file has begun: the page was loaded anew."),
    "others_edit": say("{} edited here"),
    "no_more_doubtful": say("No more doubtful rows."),
    "no_more_findings": say("No more findings."),
    "nothing_offered": say("This finding offers nothing to put in."),
    "nothing_to_undo": say("Nothing to undo."),
    "nothing_to_redo": say("Nothing to redo."),
    "no_partner_near": say("No unmatched row of the other side stands near."),
    "place_caret": say("Move the caret with the arrows; Enter splits, Esc leaves."),
    "is_unlocked": say("The original may be changed now."),
    "is_locked": say("The original is locked; o unlocks it."),
    "next_is_hidden": say("The next row, which the filter hides, was changed too."),
    "realigned": say("{} rows re-aligned"),
    "no_row": say("No row is shown: nothing was done."),
    "put_aside": say("Not saved; e brings it back: {}"),
    "row_is_gone": say("Somebody else changed this row."),
}

SCRIPT = (
    "saved", "saving", "offline", "rows_of", "locked", "unlocked", "not_saved", "back_again",
    "others_edit", "renewed", "waived", "take_back", "no_more_findings", "nothing_offered",
    "no_more_doubtful", "nothing_to_undo", "nothing_to_redo", "no_partner_near", "place_caret",
    "is_unlocked", "is_locked", "next_is_hidden", "realigned", "row_is_gone",
    "no_row", "put_aside", "what_source", "what_target",
)  # fmt: skip
"""The words that the page's own script says."""


def translator(language: str) -> Callable[[str], str]:
    """Return what gives the words of the page by their keys, in a language of the interface."""
    return lambda key: told(WORDS[key], language)


def reason(error: AlignError | str, language: str) -> str:
    """Return what went wrong, for a person."""
    word = translator(language)
    if isinstance(error, BuiltOnError):
        what = word(error.name if error.name in ("undo", "redo") else f"did_{error.name}")
        return word("built_on_by").format(told(error.person or SOMEBODY, language), what)
    if isinstance(error, ConflictError) and error.person:
        return word("conflict").format(error.person)
    return told(error, language) if isinstance(error, str) else error.told(language)


def remark(found: Finding, language: str) -> str:
    """Return what a finding says, for a person."""
    return told(found.message, language)


def check_title(code: str, language: str) -> str:
    """Return what a check is called."""
    return told(CHECKS[code].short, language) if code in CHECKS else code


def language_name(code: str) -> str:
    """Return the name of a language in itself."""
    return languages.language(code).own_name or code

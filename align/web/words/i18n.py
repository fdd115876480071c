"""The words of the interface, in English and Chinese."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from align import languages
from align.errors import AlignError
from align.terms.checks import CHECKS
from align.terms.findings import Finding
from align.web.review.history import BuiltOnError, ConflictError
from align.web.words import reasons_zh
from align.words import LANGUAGES, told

WORDS: dict[str, tuple[str, str]] = {
    # the frame
    "review": ("Review", "审校"),
    "skip": ("Skip to the text", "跳到正文"),
    "needs_script": (
        "This page needs JavaScript: allow it for this address, and load the page again.",
        "本页需要 JavaScript：请允许此地址使用脚本，然后重新载入。",
    ),
    "folder": ("All bitexts of the folder", "文件夹中的全部双语文件"),
    "theme": ("Light or dark", "浅色或深色"),
    "help": ("Keys and help", "快捷键与帮助"),
    "close": ("Close", "关闭"),
    "cancel": ("Cancel", "取消"),
    "keep": ("Keep", "保存"),
    "your_name": ("Your name", "您的姓名"),
    "your_name_hint": ("It is written beside every edit you make.", "您的每次修改都会记下这个名字。"),
    "aligned_text": ("Aligned text", "对齐文本"),
    "overview": ("Overview", "总览"),
    "overview_label": (
        "The path of the alignment from top to bottom, findings at its right edge",
        "自上而下的对齐路径，右侧短线为检查结果",
    ),
    "actions": ("What can be done to the row", "对本行的操作"),
    "not_found": ("This cannot be shown", "无法显示"),
    "back_home": ("Back to the beginning", "回到首页"),
    # figures
    "n_confirmed": ("confirmed", "已确认"),
    "n_doubtful": ("doubtful", "存疑"),
    "n_flagged": ("flagged", "已标记"),
    "n_findings": ("findings", "检查结果"),
    "n_finding": ("finding", "检查结果"),
    "saved": ("Saved", "已保存"),
    "saving": ("Saving …", "正在保存……"),
    "offline": ("The server does not answer", "服务器没有响应"),
    # filters
    "filter": ("Filter and search", "筛选与查找"),
    "search": ("Search both texts", "查找原文和译文"),
    "status": ("Status", "状态"),
    "all": ("All", "全部"),
    "is_doubtful": ("Doubtful", "存疑"),
    "is_unmatched": ("Unmatched", "无对应"),
    "is_auto": ("Unconfirmed", "未确认"),
    "is_confirmed": ("Confirmed", "已确认"),
    "is_flagged": ("Flagged", "已标记"),
    "score_at_most": ("Score ≤", "分值 ≤"),
    "finding": ("Finding", "检查结果"),
    "any_finding": ("Any", "任何一项"),
    "paragraph": ("Paragraph", "段号"),
    "heading": ("Go to", "转到"),
    "show_all": ("Show all", "显示全部"),
    "nothing": ("No row fits.", "没有符合条件的行。"),
    "rows_of": ("{} of {} rows", "{} / {} 行"),
    # rows
    "confidence": ("Confidence", "可信度"),
    "no_partner": ("no partner", "无对应"),
    "unmatched": ("unmatched", "无对应"),
    "page": ("p.", "页"),
    "by_number": ("number", "编号"),
    "by_structure": ("structure", "结构"),
    "by_embedding": ("embedding", "语义"),
    "by_hand": ("by hand", "人工"),
    "by_edit": ("edited", "已修改"),
    "confirmed": ("Confirmed", "已确认"),
    "flagged": ("Flagged", "已标记"),
    "edited": ("Edited by a person", "经人工修改"),
    "long_text": ("Long text, scrolls", "长文本，可滚动"),
    "locked": ("locked", "锁定"),
    "unlocked": ("unlocked", "未锁定"),
    "lock_title": (
        "The original keeps its text and its segmentation; unlock to change them",
        "原文已锁定；解锁后可修改、切分原文",
    ),
    # actions
    "confirm": ("Confirm", "确认"),
    "previous_doubtful": ("Doubtful ↑", "存疑 ↑"),
    "next_doubtful": ("Doubtful ↓", "存疑 ↓"),
    "merge": ("Merge", "合并"),
    "split": ("Split", "拆分"),
    "up": ("Boundary ↑", "边界 ↑"),
    "down": ("Boundary ↓", "边界 ↓"),
    "delete": ("Unlink", "解除"),
    "flag": ("Flag", "标记"),
    "edit_text": ("Edit", "修改"),
    "join_nulls": ("Link", "连接"),
    "realign": ("Re-align", "重新对齐"),
    "realign_around": ("Around", "前后对齐"),
    "undo": ("Undo", "撤销"),
    "redo": ("Redo", "重做"),
    "note_label": ("Note for whoever looks next", "给下一位审校者的说明"),
    # help
    "keys_move": ("Moving", "移动"),
    "keys_judge": ("Judging", "判断"),
    "keys_mend": ("Mending", "修改"),
    "keys_findings": ("Findings", "检查结果"),
    "keys_page": ("The page", "页面"),
    "help_move": ("Next, previous row", "下一行、上一行"),
    "help_ends": ("First, last row", "首行、末行"),
    "help_previous_doubtful": ("Previous doubtful row", "上一处存疑"),
    "help_next_doubtful": ("Next, previous doubtful row", "下一处、上一处存疑"),
    "help_sides": ("Original or translation: the side that keys act on", "原文或译文：快捷键作用的一侧"),
    "help_confirm": ("Confirm and go to the next row", "确认并到下一行"),
    "help_clear": ("Take back a confirmation or a flag", "取消确认或标记"),
    "help_flag": ("Flag with a note", "标记并附说明"),
    "help_merge": ("Merge with the next row", "与下一行合并"),
    "help_split": (
        "Split at the caret: click into the text, or move the caret with the arrows and press Enter",
        "在光标处拆分：点击文本定位，或用方向键移动光标后按回车",
    ),
    "help_up": ("Boundary up: the last segment goes to the next row", "边界上移：末句段归入下一行"),
    "help_down": ("Boundary down: takes the first segment of the next row", "边界下移：取入下一行首句段"),
    "help_boundary": ("Move the boundary to the next row up or down", "上移或下移与下一行的边界"),
    "help_delete": ("Unlink: both sides stand alone; nothing is lost", "解除连接：两侧各自独立，文本不丢失"),
    "help_edit_text": (
        "Edit the text; Enter, or whatever is done next, keeps it; Esc does not",
        "修改文本；按回车或进行其他操作即保存，Esc 放弃",
    ),
    "help_join_nulls": (
        "Link with the nearest unmatched row of the other side",
        "与另一侧最近的无对应行连接",
    ),
    "help_realign": ("Re-align from here; confirmed rows stay", "从此处重新对齐；已确认的行不变"),
    "help_realign_around": ("Re-align around this row", "重新对齐本行前后"),
    "help_lock": ("Lock, unlock the original: its text and its segmentation", "锁定、解锁原文（文字和切分）"),
    "help_undo": ("Undo, redo, without end", "撤销、重做，次数不限"),
    "help_search": ("Search", "查找"),
    "help_history": ("History: what was done, by whom; take it back", "修改历史：查看或撤销各项修改"),
    "help_findings": ("Findings side by side", "检查结果对照"),
    "help_next_finding": ("Next, previous finding and its row", "下一项、上一项检查结果及其所在行"),
    "help_take": ("Put in what the finding offers", "按检查结果所示替换"),
    "help_accept": ("Accept: an error, flag the row with it", "接受：确属错误，标记该行"),
    "help_waive": ("Waive: no error; say where and why", "免查：并非错误，说明范围和理由"),
    "help_escape": ("Close, leave, show all", "关闭、退出、显示全部"),
    "help_help": ("This sheet", "本帮助"),
    "help_answers": (
        "Point at a word, or select some: the words that answer to them light up on the other side.",
        "指向一个词或选中几个词，另一侧与之对应的词会突出显示。",
    ),
    # export and import
    "export": ("Export", "导出"),
    "format": ("Format", "格式"),
    "which_rows": ("Rows", "范围"),
    "only_all": ("All", "全部"),
    "only_confirmed": ("Confirmed only", "仅已确认"),
    "only_score": ("Confirmed, or score at least", "已确认，或分值不低于"),
    "gives": ("rows: {}", "{} 行"),
    "gives_flagged": ("rows: {}; flagged and left out: {}", "{} 行；已标记的 {} 行除外"),
    "gives_none": ("no rows", "没有符合的行"),
    "download": ("Download", "下载"),
    "f_tmx": ("for CAT tools", "供翻译软件使用"),
    "f_xlf": ("XLIFF 2.1", "XLIFF 2.1"),
    "f_xlsx": ("to review in Excel and bring back", "在 Excel 中审校后可导回"),
    "f_tsv": ("plain table", "纯文本表格"),
    "f_html": ("page to read and print", "供阅读和打印"),
    "import_title": ("Bring a reviewed workbook back", "导回审校过的工作簿"),
    "import_hint": (
        "You see what was changed in Excel before anything is taken.",
        "导入前会先列出在 Excel 中所做的修改。",
    ),
    "workbook": ("Workbook", "工作簿"),
    "compare": ("Compare", "比较"),
    "changes_found": ("Changes in the workbook", "工作簿中的修改"),
    "no_changes": ("The workbook changes nothing.", "工作簿中没有修改。"),
    "missing_rows": (
        "Rows that are not in the workbook stay as they are: {}.",
        "工作簿中没有的行保持不变：{} 行。",
    ),
    "sheet_row": ("row {} of the sheet", "工作表第 {} 行"),
    "group_target": ("Translations", "译文"),
    "group_source": ("Originals", "原文"),
    "group_status": ("Statuses", "状态"),
    "group_note": ("Notes", "说明"),
    "group_row": ("Cannot be taken", "不能采用"),
    "taken_away": ("taken away:", "删去："),
    "put_in": ("put in:", "增加："),
    "take_changes": ("Take the chosen changes", "采用所选修改"),
    "before": ("Here", "现有"),
    "after": ("Workbook", "工作簿"),
    "row": ("Row", "行"),
    "what_source": ("original", "原文"),
    "what_target": ("translation", "译文"),
    "what_status": ("status", "状态"),
    "what_note": ("note", "说明"),
    "taken": ("{} changes taken", "已采用 {} 处修改"),
    # findings
    "findings": ("Findings", "检查结果"),
    "no_findings": ("Nothing to settle.", "没有待处理的结果。"),
    "checking": ("Checking …", "正在检查……"),
    "go_to": ("Go to the row", "转到该行"),
    "fix": ("Fix the translation", "修改译文"),
    "accept": ("Accept", "接受"),
    "accept_hint": ("It is an error: flag the row with it", "确属错误：标记该行并附说明"),
    "waive": ("Waive", "免查"),
    "waive_hint": ("No error: say where and why", "并非错误：请说明范围和理由"),
    "waived": ("Waived", "已免查"),
    "none_waived": ("Nothing is waived.", "没有免查记录。"),
    "not_here": ("not in this document", "本文件中没有"),
    "accepted": ("Accepted", "已接受"),
    "none_accepted": ("Nothing is accepted.", "没有已接受的结果。"),
    "reopen": ("Open again", "恢复待处理"),
    "reopen_hint": ("Take this finding out of the row's flag", "从该行的标记中去掉此项"),
    "reach": ("Where", "范围"),
    "occurrence": ("This occurrence", "仅此一处"),
    "document": ("This document", "本文件"),
    "everywhere": ("Everywhere", "所有文件"),
    "reason": ("Reason", "理由"),
    "expected": ("expected", "应为"),
    "found": ("found", "现为"),
    "error": ("error", "错误"),
    "warning": ("warning", "警告"),
    "suggestion": ("suggestion", "建议"),
    # history
    "history": ("History", "修改历史"),
    "no_history": ("Nothing was edited yet.", "尚无修改。"),
    "older_edits": ("Older edits are in the journal beside the file.", "更早的修改见文件旁的日志。"),
    "take_back": ("Take back", "撤销此项"),
    "make_again": ("Make again", "重做此项"),
    "taken_back": ("taken back", "已撤销"),
    "built_on": ("Later edits changed its rows: take those back first", "其后又有修改：请先撤销后来的修改"),
    "did_merge": ("Merged", "合并"),
    "did_split": ("Split", "拆分"),
    "did_move_boundary": ("Moved the boundary", "移动边界"),
    "did_delete": ("Unlinked", "解除连接"),
    "did_join_nulls": ("Linked", "连接"),
    "did_edit_text": ("Changed the text", "修改文本"),
    "did_edit_texts": ("Changed the text", "修改文本"),
    "did_confirm": ("Confirmed", "确认"),
    "did_unconfirm": ("Took a mark back", "取消标记"),
    "did_flag": ("Flagged", "标记"),
    "did_annotate": ("Changed the note", "修改说明"),
    "did_realign": ("Re-aligned", "重新对齐"),
    # folder
    "bitexts": ("bitexts", "个双语文件"),
    "worst_first": ("worst first", "问题多者在前"),
    "name": ("Bitext", "双语文件"),
    "rows": ("Rows", "行数"),
    "mean_confidence": ("Mean confidence", "平均可信度"),
    "share_confirmed": ("Confirmed", "已确认"),
    "last_edited": ("Last edited", "最近修改"),
    "empty_folder": (
        "There are no bitexts (.bitext.jsonl) in this folder.",
        "此文件夹中没有双语文件（.bitext.jsonl）。",
    ),
    # messages
    "conflict": (
        "{} changed this row meanwhile; it is shown as it is now.",
        "{} 刚刚修改了此行，现已显示最新内容。",
    ),
    "built_on_by": (
        "Nothing was done: {} changed these rows since ({}). Take that back first, in the history (h).",
        "未作更改：{} 其后修改了这些行（{}）。请先在历史记录（h）中撤销该修改。",
    ),
    "not_saved": (
        "Not saved: the server does not answer. Try again when it is back.",
        "未保存：服务器没有响应，请稍后再试。",
    ),
    "back_again": ("The server is back; nothing was lost.", "服务器已恢复，内容没有丢失。"),
    "renewed": (
        "Another review of this file has begun: the page was loaded anew.",
        "此文件已开始另一次审校，页面已重新载入。",
    ),
    "others_edit": ("{} edited here", "{} 修改了此处"),
    "no_more_doubtful": ("No more doubtful rows.", "没有更多存疑的行。"),
    "no_more_findings": ("No more findings.", "没有更多检查结果。"),
    "nothing_offered": ("This finding offers nothing to put in.", "此项没有可供替换的内容。"),
    "nothing_to_undo": ("Nothing to undo.", "没有可撤销的操作。"),
    "nothing_to_redo": ("Nothing to redo.", "没有可重做的操作。"),
    "no_partner_near": ("No unmatched row of the other side stands near.", "附近没有另一侧的无对应行。"),
    "place_caret": (
        "Move the caret with the arrows; Enter splits, Esc leaves.",
        "用方向键移动光标；回车拆分，Esc 退出。",
    ),
    "is_unlocked": ("The original may be changed now.", "现在可以修改原文。"),
    "is_locked": ("The original is locked; o unlocks it.", "原文已锁定；按 o 解锁。"),
    "next_is_hidden": (
        "The next row, which the filter hides, was changed too.",
        "筛选未显示的下一行也已改动。",
    ),
    "realigned": ("{} rows re-aligned", "已重新对齐 {} 行"),
    "no_row": ("No row is shown: nothing was done.", "没有显示任何行，未作任何操作。"),
    "put_aside": ("Not saved; e brings it back: {}", "未保存，按 e 可恢复：{}"),
    "row_is_gone": ("Somebody else changed this row.", "此行已被其他人修改。"),
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
    """Return what gives the words of an interface language by their keys."""
    return partial(_say, column=LANGUAGES.index(language))


def _say(key: str, column: int) -> str:
    return WORDS[key][column]


def reason(error: AlignError | str, language: str) -> str:
    """Return what went wrong, for a person."""
    if isinstance(error, BuiltOnError):
        word = partial(_say, column=LANGUAGES.index(language))
        what = word(error.name if error.name in ("undo", "redo") else f"did_{error.name}")
        return word("built_on_by").format(error.person or reason("somebody", language), what)
    if isinstance(error, ConflictError) and error.person:
        return _say("conflict", LANGUAGES.index(language)).format(error.person)
    if language == languages.INTERFACE:
        return str(error)
    return reasons_zh.told(error) if isinstance(error, str) else reasons_zh.in_chinese(error)


def remark(found: Finding, language: str) -> str:
    """Return what a finding says, for a person."""
    return told(found.message, language)


def check_title(code: str, language: str) -> str:
    """Return what a check is called."""
    return told(CHECKS[code].short, language) if code in CHECKS else code


def language_name(code: str) -> str:
    """Return the name of a language in itself."""
    return languages.language(code).own_name or code

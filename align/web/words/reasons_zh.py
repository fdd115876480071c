"""Why something cannot be done, in Chinese: the reasons of the library that a person meets on the page.

A blank `{}` stands for a value, which is told in Chinese itself where it is a reason or a word of one:

>>> told("the edit is not saved: No space left on device")
'修改未保存：磁盘已满'
"""

from __future__ import annotations

import errno
import os
import re
from functools import cache

from align.errors import AlignError

REASONS = {
    # edits
    "there is no such row": "没有这一行",
    "there are no such rows": "没有这些行",
    "there is no such segment in this row": "本行没有这一句段",
    "there is no row below": "下面没有行了",
    "there is no row below to merge with": "下面没有可合并的行",
    "the original is locked": "原文已锁定",
    "unlock it, or change the translation": "请先解锁，或改动译文",
    "there is nothing to split off at the caret": "光标处无法拆分",
    "put it inside the text": "请将光标放在文本中间",
    "this row has no segment there to give away": "本行该侧没有可移出的句段",
    "no segment follows on this side": "该侧后面没有句段",
    "this row links nothing: one side is empty": "本行有一侧为空，没有可解除的连接",
    "only a row without translation and one without original can be joined":
        "只能连接一行缺译文、一行缺原文的两行",
    "the text between them is linked already": "两行之间的文本已有对应",
    "unlink it, or move the boundaries": "请先解除连接，或移动边界",
    "there is no text to edit on this side": "该侧没有可修改的文本",
    "link the row with a segment first": "请先将本行与句段连接",
    "the text would leave a segment empty": "修改后会有句段为空",
    "undo the link instead, or split the row": "请改为解除连接，或拆分本行",
    "all these rows were fixed by hand": "这些行均已人工确定",
    "take back a confirmation to align them anew": "如需重新对齐，请先取消确认",
    "all rows from here on were fixed by hand": "此后各行均已人工确定",
    "a boundary moves by 1 or -1, not {}": "边界每次只移动一个句段，不能移动 {}",
    "there is no side {}": "没有 {} 这一侧",
    "take source or target": "请用 source 或 target",
    "there is no edit {}": "没有 {} 这项操作",
    "the edits are {}": "可用操作：{}",
    "{} is no row": "{} 不是行号",
    "this edit is not as you see it any more": "此项修改已有变动，与所见不同",
    # several people, and the file
    "{} changed this row at {} ({})": "{}于 {} 修改了此行（{}）",
    "somebody": "有人",
    "look at it as it is now, and edit it again if need be": "请查看现有内容，必要时再作修改",
    "the page shows another review of the file": "页面显示的是此文件的另一次审校",
    "load the page again": "请重新载入页面",
    "nobody knows who edits here": "尚不知由谁修改",
    "give your name first": "请先填写姓名",
    "{} changed its rows since, at {} ({})": "{}其后于 {} 修改了这些行（{}）",
    "take that back first: the history has it": "请先在历史记录中撤销该修改",
    "the file was changed by another program; your review of it is kept in {}":
        "文件被其他程序改动；您的审校保存在 {}",
    "the file was changed by another program, and your review cannot be kept: {}":
        "文件被其他程序改动，且您的审校无法保存：{}",
    "an error of the program: {}": "程序出错：{}",
    "every edit is in the journal all the same; please report this": "每次修改仍已写入审校日志；请报告此问题",
    "the journal is a link to another file": "审校日志是指向其他文件的链接",
    "move it away: nothing is written elsewhere": "请将其移走：不会写入别处",
    "no journal can be kept: it is no file": "无法写审校日志：它不是普通文件",
    "the file was changed by another program during the review": "审校期间文件被其他程序改动",
    "your review is kept in {}; {}": "您的审校保存在 {}；{}",
    "open it again": "请重新打开",
    "the review is closed": "审校已结束",
    "the file is another one than was reviewed before; that review is kept in {}":
        "此文件与上次审校的文件不同；上次的审校保存在 {}",
    "the bitext is open in another review": "双语文件正在另一处审校",
    "use that window, or close the other `align review`": "请使用那个窗口，或关闭另一个 align review",
    "no journal can be kept: {}": "无法写审校日志：{}",
    "allow writing beside the bitext: every edit is saved there":
        "请允许在双语文件旁写入文件：每次修改都保存在那里",
    "the edit is not saved: {}": "修改未保存：{}",
    "make room on the disk; nothing else is lost": "请腾出磁盘空间；其他内容没有丢失",
    "the journal of the review is damaged": "审校日志已损坏",
    "this bitext is not under review here": "此双语文件不在本次审校之列",
    "there is no such bitext in the folder": "文件夹中没有此双语文件",
    "choose one of the list": "请从列表中选择",
    "its name cannot stand in an address": "文件名不能用于网址",
    "rename it": "请重新命名",
    "cannot be read: {}": "无法读取：{}",
    "there is no such folder": "没有这个文件夹",
    "check the spelling of its path": "请检查路径",
    "a name needs a letter": "姓名不能为空",
    "write it as colleagues know it": "请填写同事熟知的姓名",
    "no interface in {}": "没有 {} 界面",
    # findings
    "this finding is settled already, or its row has changed": "该结果已处理，或所在行已改变",
    "the row of this finding has changed": "该结果所在行已改变",
    "this finding is open again already, or its row has changed": "该结果已恢复待处理，或所在行已改变",
    "this waiver was taken back already": "此免查记录已撤销",
    "a waiver needs a reason": "免查须说明理由",
    "say why the finding is no error": "请说明为何不是错误",
    "the reason has {} characters": "理由有 {} 个字符",
    "say it in {}": "请用 {} 个以内说明",
    "there is no reach {}": "没有 {} 这一范围",
    "this is no file of waivers": "这不是免查文件",
    "its first line is {}": "首行应为 {}",
    "this line is no waiver": "此行不是免查记录",
    "mend or remove it": "请改正或删除",
    # files out
    "no export to {}": "不能导出为 {}",
    "no choice of rows {}": "没有 {} 这一范围",
    "there are no such rows to export": "没有可导出的行",
    "confirm rows first, or export all": "请先确认，或导出全部",
    "the score is no number from 0 to 1": "分值不是 0 至 1 之间的数",
    "write it as 0.9": "请写作 0.9",
    "this cannot be understood: {}": "无法识别：{}",
    "take {}": "请用 {}",
    "the languages are {} and {}": "语言为 {} 和 {}",
    "unknown": "未知",
    "name both with --from and --to": "请用 --from 和 --to 指明两种语言",
    "{} is no language code": "{} 不是语言代码",
    "write it as en, zh-CN or zh-Hant-TW": "请写作 en、zh-CN 或 zh-Hant-TW",
    "the bitext holds no units, and XLIFF needs one": "双语文件没有句段，XLIFF 至少须有一个",
    "align documents with text": "请对齐有文本的文件",
    "cannot be written: {}": "无法写入：{}",
    "name a folder that exists and has room": "请指定已有且有空间的文件夹",
    # files in
    "this is no workbook": "这不是工作簿",
    "give the .xlsx or .tsv back": "请导回 .xlsx 或 .tsv 文件",
    "the workbook is of {} and {}, not of {} and {}": "工作簿的语言为 {} 和 {}，而非 {} 和 {}",
    "this workbook is of {}, not of {}": "这是 {} 的工作簿，不是 {} 的",
    "this workbook is from {} into {}, not the other way round": "此工作簿由 {} 译为 {}，方向与本审校相反",
    "this workbook is of another alignment": "此工作簿属于另一次对齐",
    "the workbook has no column of ids, and its originals are not those here, row by row":
        "工作簿没有 id 列，各行原文也与此处不一致",
    "bring back the workbook that was downloaded here": "请导回从此处下载的工作簿",
    "a new row cannot be taken: there is no segment for it": "新增的行不能采用：没有与之相应的句段",
    "its id is none of this review": "此行的 id 不属于本次审校",
    "the row stands twice, and here otherwise": "此行出现两次，且内容不同",
    "the row was changed here since, or is gone": "此行在此期间已有改动，或已不存在",
    "the row was changed here since": "此行在此期间已有改动",
    "compare the workbook again": "请重新比较工作簿",
    "the text was taken away: undo the link on the page instead": "文本被删除：请改为在页面上解除连接",
    "there is no segment on this side: link the row with one on the page":
        "该侧没有句段：请在页面上与句段连接",
    "the text is too long for a cell: change it on the page": "文本超出单元格的长度：请在页面上修改",
    "the cell holds a formula: write its text instead": "单元格中是公式：请改为文本",
    "there is no status {}: write {}": "没有 {} 这一状态：请填 {}",
    "both texts of the row are others: is it still the same row?": "此行原文、译文都已不同：是否仍为同一行？",
    "the original is locked: choose this only if it has to change": "原文已锁定：确需修改时才选择此项",
    "nothing is chosen": "没有选择任何修改",
    "tick what is to be taken": "请勾选要采用的修改",
    "these changes were taken already, or forgotten": "这些修改已采用，或已失效",
    "bring the workbook again": "请重新导回工作簿",
    "no Excel workbook, or locked with a password": "不是 Excel 工作簿，或有密码保护",
    "save it again as .xlsx": "请另存为 .xlsx",
    "the workbook swells beyond all bounds": "工作簿解压后过大",
    "the workbook is hostile": "工作簿含有危险内容",
    "save it in Excel": "请用 Excel 重新保存",
    "the table holds no text": "表中没有文本",
    "give it a text in two columns": "请提供两列文本",
    "no two columns of text": "没有两列文本",
    "name them by their languages: en, zh-CN": "请以语言作列名：en、zh-CN",
    "score is {}": "score 列的值为 {}",
    "page is {}": "page 列的值为 {}",
    "why is {}": "why 列的值为 {}",
    "status is {}": "status 列的值为 {}",
    "kind is {}": "kind 列的值为 {}",
    "write {}": "请填{}",
    "a number from 0 to 1": " 0 至 1 之间的数",
    "a page number": "页码",
    "one of {}": "其中之一：{}",
    "the file is between {} and {}, not {} and {}": "文件的语言为 {} 和 {}，而非 {} 和 {}",
    "any": "任何语言",
    "name languages it holds": "请指定文件所含语言",
    "the bitext is damaged": "双语文件已损坏",
    "no bitext of version {}": "不是第 {} 版双语文件",
    "align the documents again": "请重新对齐文件",
    "there is no such file": "没有这个文件",
    "this is a folder": "这是文件夹",
    "name one file": "请指定一个文件",
    "the file may not be read": "没有读取此文件的权限",
    "ask for permission to read it": "请申请读取权限",
    "the file is empty": "文件为空",
    "download or save it again": "请重新下载或保存",
    "the file has {} MB, more than {}": "文件有 {} MB，超过 {} MB",
    "split it": "请拆分文件",
}  # fmt: skip
"""What happened, and how to mend it, English to Chinese."""

_OF_THE_SYSTEM = {
    os.strerror(code).lower(): chinese
    for code, chinese in (
        (errno.ENOSPC, "磁盘已满"),
        (errno.EDQUOT, "磁盘配额已满"),
        (errno.EACCES, "没有权限"),
        (errno.EPERM, "不允许此操作"),
        (errno.EROFS, "磁盘只读"),
        (errno.ENOENT, "没有这个文件或文件夹"),
        (errno.EIO, "磁盘读写出错"),
        (errno.ELOOP, "链接指向自身"),
    )
}
"""The reasons of the system, which messages quote as they are or in lower case."""

_PLACE = re.compile(r" (?:line|row) (\d+)$")


def in_chinese(error: AlignError) -> str:
    """Return what happened, where, and how to mend it; in English what this module does not know."""
    where = _PLACE.sub(r" 第 \1 行", error.where) + "：" if error.where else ""
    mend = f"；{told(error.mend)}" if error.mend else ""
    return where + told(error.what) + mend


def told(reason: str) -> str:
    """Return a reason in Chinese, or as it is where this module does not know it."""
    known = REASONS.get(reason) or _OF_THE_SYSTEM.get(reason.lower())
    if known:
        return known
    for pattern, chinese in _patterns():
        if found := pattern.fullmatch(reason):
            return chinese.format(*map(told, found.groups()))
    return reason


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Return the reasons with blanks, as patterns in which a blank stands for anything."""
    return [
        (re.compile("(.+)".join(map(re.escape, english.split("{}"))), re.DOTALL), chinese)
        for english, chinese in REASONS.items()
        if "{}" in english
    ]

"""第三条, 第四章, 附件一: parts of documents in Chinese, Simplified and Traditional."""

from align.languages.numerals import HAN_NUMERALS
from align.languages.structure import Structure

# What may stand right behind 第一章 or 第二节: nothing or a title, up to the dots of a table of contents,
# as in 第一章总则; but not a sentence or the first line of one: 第二节概述了本组织的工作。
_TITLE = r"(?:(?!了(?!解))[^。；;\n]){0,30}(?<![，,；：])(?:\n|$|\.{3}|…)"

STRUCTURE = Structure(
    named_only={
        "article": ("条", "條"),
        "section": ("节", "節"),
        "chapter": ("章",),
        "part": ("部分", "编", "編"),
        "annex": ("附件",),
        "appendix": ("附录", "附錄"),
        "rule": ("规则", "規則", "细则", "細則"),
        "regulation": ("条例", "條例"),
        "principle": ("原则",),
        "goal": ("目标",),
        "target": ("具体目标",),
        "paragraph": ("款",),
        "item": ("项", "項"),
    },
    behind_dash=("和", "至"),
    captions=("表", "图", "圖", "插文", "方框"),
    styles={"heading": ("标题", "標題"), "title": ("标题", "標題", "副标题"), "contents": ("目录", "目錄")},
    patterns=(
        # 第 32 条之一, 第三十二條之一; but not the beginning of a sentence: 第六条承认.
        r"第\s?{any}(?:\s?-\s?\d+)?\s?(?:条|條|款|项|項)"
        rf"(?:之[{HAN_NUMERALS}\d]+)?(?:[:：]|{{after}}(?!\s?[、，,及和與与至第]))",
        rf"第\s?{{any}}\s?(?:章|节|節|部分|编|編)(?:[:：]|(?![的中和与與及])(?=\s|{_TITLE}))",
        # 附件一, 目标 1
        r"(?:附件|附录|附錄|规则|細則|细则|条例|條例|原则|具体目标|目标)\s?{any}(?:\.\d+)*(?![.-]\d)"
        r"(?:[.:：]|(?!\s?[、，,的中和与與及至])){after}",
    ),
)

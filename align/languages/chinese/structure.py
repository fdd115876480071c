"""第三条, 第四章, 附件一: parts of documents in Chinese, Simplified and Traditional."""

from align.languages.numerals import HAN_NUMERALS
from align.languages.structure import Structure
from align.text import HAN

# What may stand right behind 第一章 or 第二节: nothing or a title, up to the dots of a table of contents,
# as in 第一章总则; but not a sentence or the first line of one: 第二节概述了本组织的工作。
_TITLE = r"(?:(?!了(?!解))[^。；;\n]){0,30}(?<![，,；：])(?:\n|$|\.{3}|…)"

# What may be measured by a decimal: 3.3万人, 2.5小时, 4.2级, 2.0版.
_MEASURE = (
    r"[万亿萬億千百个個倍吨噸米级岁歲版]|小[时時]|分[钟鐘之]|[秒天周](?!\w)|年(?!度)|度(?!量)|克(?!服)|升(?!级)"
    r"|公[里斤顷頃吨噸克升]|英[里镑鎊尺]|海里|平方|立方|[美欧歐港日]?元(?!素)|[卢盧]比|法郎|人(?!\w)|人次"
)
# Behind 第九条 they begin a sentence about it: 第九条规定……
_ABOUT = (
    "[的和與与及或、，,至所第也则則已还還是为為]|中(?![华華国國央])|规定|規定|指出|要求|载|載|涉及|提到|承认|承認|保障|适用|適用"
    "|以及|禁止|允许|允許"
)

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
    glued=rf"(?=[{HAN}])(?!{_MEASURE})",
    articles=(
        rf"第\s?(?:[{HAN_NUMERALS}]+|\d+)\s?[条條](?:之[{HAN_NUMERALS}\d]+)?(?=[{HAN}“《])(?!{_ABOUT})",
    ),
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

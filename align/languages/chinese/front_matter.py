"""Mastheads, labels and page numbers in Chinese, Simplified and Traditional."""

from align.languages.front_matter import FrontMatter

FRONT_MATTER = FrontMatter(
    united_nations=("联合国", "聯合國"),
    organs=(
        "大会",
        "大會",
        "安全理事会",
        "安全理事會",
        "经济及社会理事会",
        "經濟及社會理事會",
        "人权理事会",
        "人權理事會",
        "托管理事会",
    ),
    lines=(
        r"\w{2,8}委员会|\w{2,8}委員會",
        r"分[发發][:：].{0,20}",
        r"第[\w ]{1,9}[届屆次](?:特别|紧急特别)?(?:会议|會議|届会)|\d{4}年(?:届会|会议|实质性会议)",
        r"(?:(?:临时)?议程|暂定项目表|初步清单)\W{0,3}项目.{1,20}|(?:(?:臨時)?議程|暫定項目表)\W{0,3}項目.{1,20}",
    ),
    # 2021年6月21日至7月9日
    spans=(r"{date}\s?[-–—至到]\s?.*\d+\s?日",),
    original=("原文",),
    dates=(r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日",),
    labels=("概要", "摘要", "提要", "内容提要", "序言", "前言", "序文"),
    contents=("目[录錄次]",),
    column_heads=("[页頁段章]次",),
    annexes=(r"附\s?件", r"附\s?[录錄]", "附文"),
    pages=(r"第\s?\d+\s?[页頁](?:\s*[,，]?\s*共\s?\d+\s?[页頁])?",),
    recycle=("[请請]回收",),
)

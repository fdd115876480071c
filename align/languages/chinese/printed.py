"""How lines of Chinese go on, and what its numbers count: the words around a number tell it from a note's."""

from align.languages.printed import PrintedWords

PRINTED = PrintedWords(
    lengths=("(?:平方)?[公千]里", "(?:平方|立方)?[千分厘毫]?米", "公分"),
    preamble=(
        r"(?:还|又|并|深为|深信|严重|再次|特别)?"
        r"(?:回顾|重申|铭记|认识|注意|欢迎|强调|深信|考虑|关切|承认|确认|赞赏|表示|遵循|遵照|震惊|希望|决心|意识"
        r"|审议|忆及|念及|赞扬|牢记|鉴于|申明|坚信|感谢|满意|遗憾|着重|指出|听取|收到|依照|根据)",
    ),
    unfinished=("以及", "[和与及的或]"),
    between_items=("以及", "[和或]"),
    before_numbers=tuple(
        "第 目标 目標 表 图 圖 附件 附录 附錄 (?<!号)决议 (?<!號)決議 方案 类 款 [年月]".split()
    ),
    before_amounts=("[至到约約共近逾超有为為达達等于於和與与及或了]",),
    counters=("[年月日个個名项項条條段之号號届屆岁万萬亿億]",),
    words_or_counters=(
        "[次千百国國种種份笔筆位家章节節部人天小周点點倍美元卷页頁票件张張场場座起例宗所间間艘架吨噸米公里户戶辆輛台级級类類层層套轮輪季期版批组組区區州省市县縣镇村处處成道门門颗顆只隻头頭支根块塊枚本册冊双雙对對秒分时時度公平立英海]",
    ),
    notes=(
        "见(?![证證解识識])",
        "見(?![證解識])",
        "[参參]看?[见見]",
        "同上",
        "同前",
        "可?查[阅閱]",
        "可[从從]",
        "《大[会會]正式[记記][录錄]",
    ),
)

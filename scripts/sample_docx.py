"""A sample report as a Word file: automatic numbers, real footnotes, fields, running heads (ECMA-376).

English numbers its paragraphs directly, others by style; lists restart by overrides, and so does the annex.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from sample_manners import MANNERS, Sample
from sample_source import MARK, Block

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
EPOCH = (2024, 7, 12, 0, 0, 0)
"""Date of every zip entry, so that the same source makes the same file."""

_TEXT = '<w:ind w:left="600" w:right="600"/><w:jc w:val="both"/>'
_HEADING = (
    '<w:keepNext/><w:numPr><w:ilvl w:val="{0}"/><w:numId w:val="1"/></w:numPr>'
    '<w:spacing w:before="{1}" w:after="120"/><w:outlineLvl w:val="{0}"/>'
)
_CONTENTS = (
    '<w:tabs><w:tab w:val="left" w:pos="{0}"/><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
    '<w:spacing w:after="60"/><w:ind w:left="{1}"/>'
)
_TITLE = '<w:keepNext/><w:spacing w:before="240" w:after="240"/><w:ind w:left="600"/>'

# id: name, paragraph properties, run properties; sizes in half points, distances in twentieths of a point.
STYLES = {
    "N": ("Normal", '<w:spacing w:after="120" w:line="264" w:lineRule="auto"/>', '<w:sz w:val="20"/>'),
    "T": ("_ H_M", _TITLE, '<w:b/><w:sz w:val="28"/>'),
    "H1": ("_ H_1", _HEADING.format(0, 280), '<w:b/><w:sz w:val="28"/>'),
    "H2": ("_ H_2", _HEADING.format(1, 220), '<w:b/><w:sz w:val="24"/>'),
    "H3": ("_ H_3", _HEADING.format(2, 160), "<w:b/>"),
    "S": ("_ Single Txt", _TEXT, ""),
    "Sn": ("_ Single Txt numbered", f'<w:numPr><w:numId w:val="2"/></w:numPr>{_TEXT}', ""),
    "M": ("_ Masthead", '<w:spacing w:before="60" w:after="60"/>', ""),
    "MB": ("_ Masthead organ", '<w:spacing w:before="120" w:after="120"/>', '<w:b/><w:sz w:val="28"/>'),
    "TOC1": ("toc 1", _CONTENTS.format(600, 0), ""),
    "TOC2": ("toc 2", _CONTENTS.format(1200, 600), ""),
    "FT": ("footnote text", f'<w:spacing w:after="40"/>{_TEXT}', '<w:sz w:val="16"/>'),
    "HF": ("header", '<w:tabs><w:tab w:val="right" w:pos="9600"/></w:tabs>', '<w:sz w:val="16"/>'),
}


def write_docx(
    path: Path,
    sample: Sample,
    blocks: Sequence[Block],
    language: str,
    pages: Mapping[str, int],
    han_font: str = "SimSun",
) -> None:
    """Write one language version; `pages` holds the page of each heading for the contents."""
    report = _Report(blocks, language, pages)
    body = "".join(report.body())
    parts = {
        "document": _document(body),
        "styles": _styles(han_font, right_to_left=MANNERS[language].right_to_left),
        "numbering": _numbering(language, report.lists),
        "footnotes": _footnotes(blocks, language),
        "settings": "",
        "header1": _paragraph("HF", _run(sample.symbol)),
        "footer1": _paragraph("HF", _run(sample.job_line(language))),
        "footer2": _paragraph(
            "HF", _field("PAGE", "2") + _run("/") + _field("NUMPAGES", "2") + _run(f"\t{sample.job}")
        ),
    }
    with zipfile.ZipFile(path, "w") as package:
        _add(package, "[Content_Types].xml", _content_types(parts))
        _add(package, "_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        targets = {name: f"{name}.xml" for name in parts if name != "document"}
        _add(package, "word/_rels/document.xml.rels", _relations(targets))
        for name, inner in parts.items():
            _add(package, f"word/{name}.xml", _root(name, inner))


class _Report:
    """Turns blocks into paragraphs; remembers the lists that numbering.xml has to define."""

    def __init__(self, blocks: Sequence[Block], language: str, pages: Mapping[str, int]) -> None:
        self.lists: list[tuple[str, int]] = []
        """Abstract list and first number of the lists from 4 on."""
        self._blocks = blocks
        self._language = language
        self._pages = pages
        self._mirrored = MANNERS[language].right_to_left
        self._item_list = 0
        self._restart = 0

    def body(self) -> Iterator[str]:
        masthead = [b for b in self._blocks if b.kind == "masthead" and "line" not in b.options]
        yield self._masthead(masthead)
        for block in self._blocks:
            if block not in masthead and block.kind != "note":
                yield from getattr(self, f"_{block.kind}")(block)

    def _masthead(self, blocks: Sequence[Block] | Block) -> str | Iterator[str]:
        if isinstance(blocks, Block):
            return iter([_paragraph("M", self._runs(blocks))])
        cells = [
            [
                _paragraph("M" if "details" in b.options else "MB", _run(s))
                for s in b.beads[0].sentences(self._language)
            ]
            for b in blocks
        ]
        return _table([cells[:2], cells[2:]], (5600, 4000), self._mirrored)

    def _title(self, block: Block) -> Iterator[str]:
        yield _paragraph("T", self._runs(block))

    def _summary(self, block: Block) -> Iterator[str]:
        yield _paragraph("S", self._runs(block, "<w:b/>"), '<w:keepNext/><w:spacing w:before="300"/>')

    def _unnumbered(self, block: Block) -> Iterator[str]:
        yield _paragraph("S", self._runs(block))

    def _contents(self, block: Block) -> Iterator[str]:
        yield _paragraph("S", self._runs(block, "<w:b/>"), "<w:pageBreakBefore/>")
        entries = [b for b in self._blocks if b.kind == "heading" and b.level < 3]
        for i, entry in enumerate(entries):
            begin = _field_start(r'TOC \o "1-2" \h') if i == 0 else ""
            page = self._pages.get(entry.place, 0)
            line = f"{entry.number[self._language]}\t{entry.text(self._language)}\t{page}"
            end = _field_character("end") if i == len(entries) - 1 else ""
            yield _paragraph(f"TOC{entry.level}", begin + _run(line) + end)
        yield _paragraph("N", '<w:r><w:br w:type="page"/></w:r>')

    def _heading(self, block: Block) -> Iterator[str]:
        words = MANNERS[self._language].heading_words
        typed = _run(f"{block.number[self._language]}\t") if words else ""
        yield _paragraph(f"H{block.level}", typed + self._runs(block), _number(0) if words else "")

    def _article(self, block: Block) -> Iterator[str]:
        yield _paragraph("S", _run(f"{block.number[self._language]}\t", "<w:b/>") + self._runs(block))

    def _annex(self, block: Block) -> Iterator[str]:
        self._restart = 1
        yield _paragraph("T", self._runs(block), "<w:pageBreakBefore/>")

    def _paragraph(self, block: Block) -> Iterator[str]:
        self._item_list = 0
        if not block.number[self._language]:
            # The number is lost; the one after it was set by hand to be right again.
            self._restart = int(block.place) + 1
            yield _paragraph("S", self._runs(block))
        elif self._restart:
            number = self._new_list("1", self._restart)
            self._restart = 0
            yield _paragraph("S", self._runs(block), _number(number))
        elif MANNERS[self._language].numbered_by_style:
            yield _paragraph("Sn", self._runs(block))
        else:
            yield _paragraph("S", self._runs(block), _number(2))

    def _item(self, block: Block) -> Iterator[str]:
        indent = f'<w:ind w:left="{600 + 500 * block.level}" w:right="600"/>'
        if f"{self._language}=typed" in block.options:
            yield _paragraph("S", _run(f"{block.number[self._language]}\t") + self._runs(block), indent)
            return
        self._item_list = self._item_list or self._new_list("2", 1)
        yield _paragraph("S", self._runs(block), _number(self._item_list, block.level - 1) + indent)

    def _table(self, block: Block) -> Iterator[str]:
        cells = [[_paragraph("M", _run(b.text(self._language)))] for b in block.beads]
        rows = [cells[i : i + block.level] for i in range(0, len(cells), block.level)]
        yield _table(rows, (4000, 2400, 2400), self._mirrored) + _paragraph("N", "")

    def _new_list(self, abstract: str, start: int) -> int:
        self.lists.append((abstract, start))
        return 3 + len(self.lists)

    def _runs(self, block: Block, properties: str = "") -> str:
        """Return the runs of a text with its footnote references."""
        runs, at = "", 0
        text = block.text(self._language)
        for mark in MARK.finditer(text):
            comma = _run(",", '<w:vertAlign w:val="superscript"/>') if mark[0].endswith(",") else ""
            runs += _run(text[at : mark.start()], properties) + _reference(mark[1]) + comma
            at = mark.end()
        return runs + _run(text[at:], properties)


def _paragraph(style: str, runs: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _run(text: str, properties: str = "") -> str:
    if not text:
        return ""
    tabbed = "</w:t><w:tab/><w:t xml:space='preserve'>".join(escape(part) for part in text.split("\t"))
    inner = f"<w:t xml:space='preserve'>{tabbed}</w:t>".replace("<w:t xml:space='preserve'></w:t>", "")
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def _reference(mark: str) -> str:
    """Refer to a note: number n has the id n + 1, the asterisk, typed by hand, has 1."""
    superscript = '<w:rPr><w:rStyle w:val="FR"/></w:rPr>'
    if mark == "*":
        return f'<w:r>{superscript}<w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    return f'<w:r>{superscript}<w:footnoteReference w:id="{int(mark) + 1}"/></w:r>'


def _number(list_: int, depth: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_}"/></w:numPr>'


def _field_start(code: str) -> str:
    instruction = f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
    return f"{_field_character('begin')}{instruction}{_field_character('separate')}"


def _field_character(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _field(code: str, result: str) -> str:
    return _field_start(code) + _run(result) + _field_character("end")


def _table(rows: Sequence[Sequence[Sequence[str]]], widths: Sequence[int], mirrored: bool) -> str:
    def cell(paragraphs: Sequence[str], width: int) -> str:
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(paragraphs)}</w:tc>'

    border = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    borders = "".join(border.format(side) for side in ("top", "bottom", "insideH"))
    body = "".join(f"<w:tr>{''.join(map(cell, row, widths))}</w:tr>" for row in rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    order = "<w:bidiVisual/>" if mirrored else ""
    properties = f"<w:tblPr>{order}<w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _document(body: str) -> str:
    references = (
        '<w:headerReference w:type="default" r:id="header1"/>'
        '<w:footerReference w:type="first" r:id="footer1"/>'
        '<w:footerReference w:type="default" r:id="footer2"/>'
    )
    page = (
        '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1300" w:right="1300" w:bottom="1300" w:left="1300"'
    )
    margins = f'{page} w:header="600" w:footer="600" w:gutter="0"/><w:titlePg/>'
    return f"<w:body>{body}<w:sectPr>{references}{margins}</w:sectPr></w:body>"


def _styles(han_font: str, *, right_to_left: bool) -> str:
    latin = " ".join(f'w:{use}="Times New Roman"' for use in ("ascii", "hAnsi", "cs"))
    fonts = f'<w:rFonts {latin} w:eastAsia="{han_font}"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/>'
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}</w:rPr></w:rPrDefault></w:docDefaults>"
    styles = ""
    for id_, (name, paragraph, run) in STYLES.items():
        if right_to_left and id_ == "N":
            paragraph, run = f"<w:bidi/>{paragraph}", f'{run}<w:szCs w:val="22"/><w:rtl/>'
        default, based = (' w:default="1"', "") if id_ == "N" else ("", '<w:basedOn w:val="N"/>')
        styles += (
            f'<w:style w:type="paragraph"{default} w:styleId="{id_}"><w:name w:val="{name}"/>{based}'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
    reference = '<w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    return f'{defaults}{styles}<w:style w:type="character" w:styleId="FR">{reference}</w:style>'


def _numbering(language: str, lists: Sequence[tuple[str, int]]) -> str:
    manner = MANNERS[language]
    tab = '<w:pPr><w:ind w:left="{0}" w:hanging="{1}"/></w:pPr>'
    # Word's own name of how Chinese reads numbers aloud in headings: the same up to a hundred.
    formats = [name.replace("chineseCounting", "chineseCountingThousand") for name in manner.headings]
    headings = [(name, f"%{level}.", f"H{level}") for level, name in enumerate(formats, 1)]
    abstracts = [
        [_level(i, *heading, tab.format(600, 600)) for i, heading in enumerate(headings)],
        [_level(0, "decimal", "%1.", "", '<w:pPr><w:ind w:left="600" w:firstLine="0"/></w:pPr>')],
        [_level(i, name, manner.item_text.format(f"%{i + 1}"), "", tab.format(1600 + 500 * i, 500))
         for i, name in enumerate(manner.items)],
    ]  # fmt: skip
    defined = "".join(
        f'<w:abstractNum w:abstractNumId="{i}"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}'
        "</w:abstractNum>"
        for i, levels in enumerate(abstracts)
    )
    used = "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(3))
    for i, (abstract, start) in enumerate(lists, 4):
        override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        used += f'<w:num w:numId="{i}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
    return defined + used


def _level(depth: int, format_: str, text: str, style: str, properties: str) -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>{linked}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>{properties}</w:lvl>'
    )


def _footnotes(blocks: Sequence[Block], language: str) -> str:
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{id_}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for id_, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    notes = ""
    mark = '<w:r><w:rPr><w:rStyle w:val="FR"/></w:rPr>{}</w:r>'
    for block in blocks:
        if block.kind == "note":
            [number] = block.options
            own = mark.format("<w:t>*</w:t>" if number == "*" else "<w:footnoteRef/>")
            id_ = 1 if number == "*" else int(number) + 1
            runs = own + _run(f" {block.text(language)}")
            notes += f'<w:footnote w:id="{id_}">{_paragraph("FT", runs)}</w:footnote>'
    return separators + notes


def _root(name: str, inner: str) -> str:
    tag = {"header1": "hdr", "footer1": "ftr", "footer2": "ftr"}.get(name, name)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:{tag} xmlns:w="{MAIN}" xmlns:r="{RELATIONS}">{inner}</w:{tag}>'


def _content_types(parts: Mapping[str, str]) -> str:
    kinds = {name: f"{TYPE}.{name.rstrip('12')}+xml" for name in parts}
    kinds["document"] = f"{TYPE}.document.main+xml"
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    default = '<Default Extension="{}" ContentType="application/{}xml"/>'
    defaults = default.format("rels", "vnd.openxmlformats-package.relationships+") + default.format("xml", "")
    return f'<Types xmlns="{PACKAGE}/content-types">{defaults}{overrides}</Types>'


def _relations(targets: Mapping[str, str]) -> str:
    """Name the parts that a part points at; the id of each is its name."""
    links = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/{name.rstrip("12")}" Target="{target}"/>'
        for name, target in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def _add(package: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(info, text)

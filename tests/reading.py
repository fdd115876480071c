"""How tests write down what a reader made of a file: one line a block, marks as ‹1›, then the footnotes."""

from align.document import Block, Document
from align.readers.pdf.lines import Page, PdfLine


def shown(document: Document) -> str:
    """Return a document as the files beside the cases have it."""
    head = f"language={document.language} symbol={document.symbol} date={document.date}"
    lines = [head] if any((document.language, document.symbol, document.date)) else []
    return "\n".join([*lines, *map(_block, document.blocks), "---", *map(_block, document.footnotes)]) + "\n"


def _block(block: Block) -> str:
    text = block.text
    for note in reversed(block.notes):
        text = f"{text[: note.offset]}‹{note.number}›{text[note.offset :]}"
    kind = f"{block.kind} {block.level}" if block.level else block.kind
    place = block.place if block.kind == "table_cell" else ""
    marks = [f"[{block.number}]", *(f"<{extra}>" for extra in (block.key, place) if extra)]
    page = f"{block.page} " if block.page else ""
    return f"{page}{kind} {' '.join(marks)} {text}".rstrip()


def page_of_lines(*lines, number=1, rules=()):
    """Return a page of lines: text, left edge, height and size of each; long ones end at the margin."""
    set_ = (PdfLine(text, number, x, min(550, x + 6 * len(text)), y, size) for text, x, y, size in lines)
    return Page(number, 612, 792, tuple(set_), tuple(rules))

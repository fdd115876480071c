"""A page on which lines stand where they are told to, set as UN documents are."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF

HERE = Path(__file__).parent
LEFT, RIGHT = 110, 490
DATE = datetime(2020, 3, 4, tzinfo=UTC)
LATIN = "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"
HAN = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/truetype/arphic/uming.ttc"


class Sheet(FPDF):
    """A page on which lines are set where they are told to stand; baselines count from the top."""

    def __init__(self, font: str = LATIN, **settings: str) -> None:
        super().__init__(unit="pt", format="A4", **settings)
        self.set_auto_page_break(False)
        self.add_font("text", "", font)
        self.add_font("text", "B", font.replace("-Regular", "-Bold"))
        self.y0 = 0.0

    def set(self, x: float, y: float, text: str, size: float = 10, style: str = "") -> float:
        """Set one piece of text and return where it ends."""
        self.set_font("text", style, size)
        self.text(x, y, text)
        return x + self.get_string_width(text)

    def line_of(self, x: float, y: float, text: str, size: float = 10, style: str = "") -> None:
        """Set a line in which `^12^` is raised."""
        for i, piece in enumerate(text.split("^")):
            raised = i % 2
            if piece:
                x = self.set(x, y - 0.35 * size * raised, piece, size * (0.6 if raised else 1), style)

    def wrapped(self, text: str, *, size: float = 10, first: float = 0, left: float = LEFT, right: float = RIGHT,
                style: str = "", gap: float = 6, lines: int = 99) -> str:  # fmt: skip
        """Set a paragraph below what stands there, its first line moved by `first`.

        Returns what has no room in so many lines.
        """
        words = list(text) if self.han(text) else text.split(" ")
        blank = "" if self.han(text) else " "
        x = left + first
        while words and lines:
            self.set_font("text", style, size)
            line = words.pop(0)
            while words:
                longer = f"{line}{blank}{words[0]}".replace("^", "")
                if x + self.get_string_width(longer) > right and words[0] not in "，。；":
                    break
                line += blank + words.pop(0)
            self.down(line, x, size, style)
            x, lines = left, lines - 1
        self.y0 += gap
        return blank.join(words)

    def down(self, line: str, x: float, size: float, style: str) -> None:
        self.y0 += 1.2 * size if not self.han(line) else 1.45 * size
        self.line_of(x, self.y0, line, size, style)

    @staticmethod
    def han(text: str) -> bool:
        return any("\u4e00" <= c <= "\u9fff" for c in text)

    def begin(self, symbol: str = "", foot: str = "") -> None:
        """Begin a page with its running head and foot."""
        self.add_page()
        self.y0 = 90
        if symbol:
            self.set(60, 60, symbol, 9)
        if foot:
            self.set(60, 800, foot, 9)

    def notes(self, *notes: str, lines: int = 99) -> str:
        """Set footnotes at the bottom, under a rule; one that goes on from the page before has no mark."""
        self.y0 = 720
        self.line(60, self.y0 - 2, 180, self.y0 - 2)
        rest = ""
        for note in notes:
            rest = self.wrapped(note, size=9, gap=0, lines=lines)
        return rest

    def save(self, name: str) -> None:
        self.set_creation_date(DATE)
        self.output(str(HERE / name))


def masthead(sheet: Sheet, organ: str, body: str, lines: tuple[str, ...]) -> None:
    sheet.set(60, 80, organ, 14)
    sheet.set(460, 80, "W/C.3/12/7", 10)
    sheet.set(60, 104, body, 17, "B")
    for i, line in enumerate(lines):
        sheet.set(320, 98 + 12 * i, line)
    sheet.y0 = 160

"""The sample reports there are, and how each language prints numbers in them, after its UN documents."""

from __future__ import annotations

from dataclasses import dataclass

from align.readers.docx.numerals import numeral


@dataclass(frozen=True)
class Manner:
    """The numbers of headings, list items and articles in one language."""

    headings: tuple[str, str, str] = ("upperRoman", "upperLetter", "decimal")
    """Word's formats (`w:numFmt`) of the three levels of headings."""
    heading_words: tuple[tuple[str, ...], ...] = ()
    """What is typed before headings instead, level by level: Arabic says first, second; A, B."""
    items: tuple[str, str] = ("lowerLetter", "lowerRoman")
    """The same of the two levels of lists."""
    item_text: str = "({})"
    first_article: str = ""
    """What is said of the first article, where it is not counted as the others are."""
    articles: str = "Article {}"
    article_numerals: str = "decimal"
    letter: str = "E"
    """Of the language, behind the job number at the foot of a page."""
    right_to_left: bool = False
    numbered_by_style: bool = True
    """Whether paragraphs get their numbers from their style, or each for itself."""

    def heading(self, level: int, count: int) -> str:
        """Return the number of a heading as printed."""
        if self.heading_words:
            return f"{self.heading_words[level - 1][count - 1]} -"
        return f"{numeral(count, self.headings[level - 1])}."

    def item(self, level: int, count: int) -> str:
        """Return the number of a list item as printed."""
        return self.item_text.format(numeral(count, self.items[level - 1]))

    def article(self, count: int) -> str:
        """Return the number of an article as printed."""
        usual = self.articles.format(numeral(count, self.article_numerals))
        return self.first_article if count == 1 and self.first_article else usual


MANNERS = {
    "en": Manner(numbered_by_style=False),
    "zh": Manner(
        ("chineseCounting", "upperLetter", "decimal"),
        articles="第{}条",
        article_numerals="chineseCounting",
        letter="C",
    ),
    "fr": Manner(item_text="{})", first_article="Article premier", letter="F"),
    "es": Manner(item_text="{})", articles="Artículo {}", letter="S"),
    "ru": Manner(
        ("upperRoman", "russianUpper", "decimal"),
        items=("russianLower", "lowerRoman"),
        item_text="{})",
        articles="Статья {}",
        letter="R",
    ),
    "ar": Manner(
        heading_words=(
            ("أولا", "ثانيا", "ثالثا", "رابعا", "خامسا"),
            ("ألف", "باء", "جيم", "دال"),
        ),
        items=("arabicAbjad", "lowerRoman"),
        articles="المادة {}",
        letter="A",
        right_to_left=True,
    ),
}


@dataclass(frozen=True)
class Sample:
    """One report in several languages."""

    folder: str
    """Its folder in corpora, which is also the name of its files."""
    languages: tuple[str, ...]
    symbol: str
    job: str
    """Its job number."""
    dates: tuple[str, ...]
    """What stands behind the job number: when the original was sent on, and when a translation was ready."""

    def job_of(self, language: str) -> str:
        """Return the job number with the letter of the language."""
        return f"{self.job} ({MANNERS[language].letter})"

    def job_line(self, language: str) -> str:
        """Return the job number with its dates: a translation has one more than the original."""
        dates = self.dates[: 1 + (language != self.languages[0])]
        return "    ".join([self.job_of(language), *dates])


SAMPLES = (
    Sample("report", ("en", "zh"), "A/79/9123", "24-09123", ("180724", "190724")),
    Sample("six", ("en", "ar", "es", "fr", "ru", "zh"), "A/80/9217", "25-09217", ("180725", "230725")),
)

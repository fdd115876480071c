"""Raised figures, in every format: exponents stay in the text, marks of notes are lifted out of it."""

from pathlib import Path

import pytest
from wordfiles import make_docx

from align.readers import read
from align.remarks import Remark

NOTES = "<p><sup>1</sup> See the rope.</p><p><sup>2</sup> See the rains.</p>"
PRINTED = {
    "en": ("The pond was dug by hand.", "It covers {} of the yard.", "Ducks came in spring.", "See the map."),
    "ru": ("Пруд выкопали вручную.", "Он занимает {} двора.", "Утки прилетели весной.", "См. карту."),
    "ar": ("حُفرت البركة يدويا.", "وتبلغ {} من الفناء.", "وجاء البط في الربيع.", "انظر الخريطة."),
    "zh": ("池塘是手工挖成的。", "水面有{}左右宽。", "鸭子在春天飞来。", "见地图。"),
}
"""Three sentences of a village, the second with an amount, and a note, in each language."""


def marked(path: Path) -> list[str]:
    """Return the texts of a file, marks as ‹1›."""
    texts = []
    for block in read(path).parts:
        text = block.text
        for mark in reversed(block.notes):
            text = f"{text[: mark.offset]}‹{mark.number}›{text[mark.offset :]}"
        texts.append(text)
    return texts


@pytest.mark.parametrize(
    ("typed", "text", "notes"),
    [
        ("The area is x<sup>2</sup>.", "The area is x².", ""),
        ("E = mc<sup>2</sup> holds.", "E = mc² holds.", ""),
        ("It is (a+b)<sup>2</sup>, or 2<sup>8</sup>.", "It is (a+b)², or 2⁸.", ""),
        ("A hundred feet<sup>2</sup> of rope.", "A hundred feet² of rope.", ""),
        ("The share is x<sup>n+1</sup>.", "The share is x^(n+1).", ""),
        ("The share is x<sup>n</sup>, y<sup>1/2</sup>.", "The share is xⁿ, y^(1/2).", ""),
        ("It grew by 10<sup>1.5</sup> and 10<sup>-3</sup>.", "It grew by 10^1.5 and 10⁻³.", ""),
        ("The XIX<sup>e</sup> and the 1<sup>er</sup>.", "The XIXe and the 1er.", ""),
        ("It went on.<sup>2</sup>", "It went on.‹2›", ""),
        ("In 2020<sup>1</sup> it rose.<sup>2</sup>", "In 2020‹1› it rose.‹2›", NOTES),
        ("The rope<sup>1</sup> x<sup>2</sup> of it<sup>2</sup>.", "The rope‹1› x² of it‹2›.", NOTES),
        ("Vitamin A<sup>1</sup> and the rope<sup>2</sup>.", "Vitamin A‹1› and the rope‹2›.", NOTES),
        ("The Council’s<sup>1</sup> rope<sup>2</sup>.", "The Council’s‹1› rope‹2›.", NOTES),
        ("9.8 m/s<sup>2</sup> on it<sup>1</sup>.<sup>2</sup>", "9.8 m/s² on it‹1›.‹2›", NOTES),
        (
            "12公里<sup>2</sup>是水，离村30公里<sup>1</sup>。<sup>2</sup>",
            "12公里²是水，离村30公里‹1›。‹2›",
            NOTES,
        ),
        ("(See the rope)<sup>1</sup> and all<sup>2</sup>.", "(See the rope)‹1› and all‹2›.", NOTES),
    ],
)
def test_a_raised_figure_is_an_exponent_or_a_mark(typed, text, notes, tmp_path):
    path = tmp_path / "ferry.html"
    path.write_text(f'<meta charset="utf-8"><p>{typed}</p>{notes}', encoding="utf-8")
    assert marked(path) == [text, *(["See the rope.", "See the rains."] if notes else [])]


def test_an_exponent_in_a_note_stays_there(tmp_path):
    path = tmp_path / "ferry.html"
    path.write_text("<p>It rose.<sup>1</sup></p><p><sup>1</sup> By x<sup>2</sup>.</p>", encoding="utf-8")
    assert marked(path) == ["It rose.‹1›", "By x²."]


@pytest.mark.parametrize("ending", ["html", "docx"])
@pytest.mark.parametrize("power", ["250 м²", "12км²", "7 كم²", "250平方米²", "12公里²", "10²", "5 dm²"])
def test_an_exponent_behind_a_unit_is_no_mark_where_notes_are_known(power, ending, tmp_path):
    pieces = ("The pond has ", power[:-1], " of it.", " Ducks came.")
    text = f"The pond has {power} of it.‹1› Ducks came.‹2›"
    path = tmp_path / f"ponds.{ending}"
    if ending == "html":
        body = "{}{}<sup>2</sup>{}<sup>1</sup>{}<sup>2</sup>".format(*pieces)
        path.write_text(f'<meta charset="utf-8"><p>{body}</p>{NOTES}', encoding="utf-8")
    else:
        raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
        note = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
        first, unit, *rest = (f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>' for piece in pieces)
        runs = (first, unit, raised, rest[0], note.format(1), rest[1], note.format(2))
        notes = (
            f'<w:footnote w:id="{i}"><w:p><w:r><w:t>See it.</w:t></w:r></w:p></w:footnote>' for i in (1, 2)
        )
        make_docx(path, {"document": f"<w:p>{''.join(runs)}</w:p>", "footnotes": "".join(notes)})
    assert marked(path)[0] == text


@pytest.mark.parametrize(
    "properties", ['<w:vertAlign w:val="superscript"/>', '<w:position w:val="8"/><w:sz w:val="19"/>']
)
def test_figures_raised_in_word_are_exponents_too(properties, tmp_path):
    def runs(*pieces):
        kinds = ("", f"<w:rPr>{properties}</w:rPr>")
        return "".join(f"<w:r>{kinds[i % 2]}<w:t>{piece}</w:t></w:r>" for i, piece in enumerate(pieces))

    body = f"<w:p>{runs('The area is x', '2', ' or 10', '6', ' km', '2', ' it is.', '1')}</w:p>"
    path = make_docx(tmp_path / "ferry.docx", {"document": body})
    assert marked(path) == ["The area is x² or 10⁶ km² it is.‹1›"]


def test_a_mark_of_markdown_without_its_note_is_told(tmp_path):
    path = tmp_path / "ferry.md"
    path.write_text("It went on.[^1] It rose.[^2] `[^2]`\n\n[^1]: See the rope.\n", encoding="utf-8")
    assert marked(path) == ["It went on.‹1› It rose.‹2› [^2]", "See the rope."]
    assert Remark("mark-without-note", {"number": "2"}, place="paragraph 1") in read(path).remarks


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [("1. a\n3. b\n", ["1.", "3."]), ("1. a\n1. b\n", ["1.", "2."]), ("7) a\n9) b\n", ["7.", "9."])],
)
def test_the_numbers_typed_in_a_list_of_markdown_are_kept(typed, numbers, tmp_path):
    path = tmp_path / "ferry.md"
    path.write_text(typed, encoding="utf-8")
    assert [block.number for block in read(path).blocks] == numbers


@pytest.mark.parametrize(
    ("language", "power"),
    [
        ("en", "5 cm²"),
        ("en", "10³"),
        ("en", "2³"),
        ("ru", "250 м²"),
        ("ru", "12 км²"),
        ("ar", "250 م²"),
        ("ar", "7 كم²"),
        ("zh", "250平方米²"),
        ("zh", "12公里²"),
        ("zh", "10³"),
    ],
)
@pytest.mark.parametrize("raises", [False, True])
def test_an_exponent_of_a_printed_text_is_no_mark(language, power, raises, tmp_path):
    """The mark of its number stands elsewhere, raised or plain."""
    says, other, third, see = PRINTED[language]
    marks = "¹²³" if raises else "123"
    text = (
        f"1. {says}{marks[0]}\n\n2. {other.format(power)}\n\n3. {third}{marks[1]}\n\n4. {says}{marks[2]}\n\n"
    )
    path = tmp_path / f"ponds.{language}.txt"
    path.write_text(text + "\n\n".join(f"{mark} {see}" for mark in marks), encoding="utf-8")
    assert marked(path)[:4] == [f"{says}‹1›", other.format(power), f"{third}‹2›", f"{says}‹3›"]


@pytest.mark.parametrize(
    ("language", "power"), [("en", "12 km2"), ("ru", "12 км2"), ("ar", "12 كم2"), ("zh", "12公里2")]
)
@pytest.mark.parametrize("mark", ["2", ""])
def test_a_power_that_is_no_longer_raised_keeps_its_figure(language, power, mark, tmp_path):
    """Whether the mark of its number stands in the text or is lost."""
    says, other, third, see = PRINTED[language]
    other = other.format(power)
    body = (f"{says}1", other, f"{third}{mark}", f"{says}3", f"{third}4", f"{says}5")
    text = "\n\n".join(f"{i}. {each}" for i, each in enumerate(body, 1))
    path = tmp_path / f"ponds.{language}.txt"
    path.write_text("\n\n".join([text, *(f"{i} {see}" for i in range(1, 6))]), encoding="utf-8")
    assert marked(path)[:3] == [f"{says}‹1›", other, f"{third}‹2›" if mark else third]


def test_a_year_may_bear_the_mark_of_an_era(tmp_path):
    path = tmp_path / "ponds.ar.txt"
    path.write_text("1 - بدأ العمل في عام 2005 م¹ في القرية.\n\n¹ انظر التقرير السنوي.\n", encoding="utf-8")
    assert marked(path)[0] == "بدأ العمل في عام 2005 م‹1› في القرية."

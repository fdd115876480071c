"""Bitexts for tests: made at random, and one with all that formats trip over."""

import re
from pathlib import Path

from hypothesis import strategies as st

from align.bitext import STATUSES, WHYS, Bead, Bitext, Side
from align.document import NoteMark, Segment
from align.exchange.units import KINDS


def nasty_texts():
    """Return texts that formats trip over, from the file of cases."""
    cases = Path(__file__).parent / "cases/exchange/nasty.txt"
    for text in cases.read_text(encoding="utf-8").split("\n%%\n")[1:]:
        yield re.sub(r"\\x([0-9a-f]{2})", lambda code: chr(int(code[1], 16)), text)


NASTY = list(nasty_texts())

texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
    st.text("abc 发展权。=+-@\t\n\r\\\"'<>&", min_size=1, max_size=30),
)
words = st.text("abc123发()./", max_size=6)
times = st.sampled_from(["", "20261122T093000Z"])
segments = st.builds(
    Segment,
    texts,
    part=st.integers(0, 9),
    start=st.integers(0, 99),
    end=st.integers(0, 99),
    kind=st.sampled_from(KINDS),
    number=st.sampled_from(["", "12", "(a)", "第九条", "3 bis"]),
    page=st.integers(0, 400),
    notes=st.lists(st.builds(NoteMark, words, st.integers(0, 9)), max_size=2).map(tuple),
)
sides = st.lists(segments, max_size=3).map(tuple)
beads = st.builds(
    Bead,
    sides,
    sides,
    score=st.integers(0, 1000).map(lambda thousandths: thousandths / 1000),
    why=st.sampled_from(WHYS),
    status=st.sampled_from(STATUSES),
    note=words,
    changed_by=words,
    changed_at=times,
).filter(lambda bead: bead.source or bead.target)
bitexts = st.builds(
    Bitext,
    st.builds(Side, st.just("en"), words, words, st.sampled_from(["", "2021-06-21"])),
    st.builds(Side, st.just("zh-CN"), words),
    st.lists(beads, max_size=6).map(tuple),
    level=st.sampled_from(["sentence", "paragraph"]),
    recipe=st.dictionaries(words, st.one_of(words, st.integers(), st.booleans()), max_size=2),
    created=times,
)


def bitext_of(*pairs, **given):
    """Return a bitext of pairs of texts; `given` are fields of every bead, or of the bitext by name."""
    segment = lambda text, part: (Segment(text, part, 0, len(text)),) if text else ()  # noqa: E731
    score = given.pop("score", 0.9)
    rows = (Bead(segment(s, i), segment(t, i), score, **given) for i, (s, t) in enumerate(pairs))
    return Bitext(Side("en", "report.en.docx", "A/HRC/47/29", "2021-06-21"), Side("zh-CN"), tuple(rows))

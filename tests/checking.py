"""A small term base, and the findings in pairs of texts."""

from align import embed
from align.bitext import Bead, Bitext, Side
from align.document import Segment
from align.terms.base import Concept, Term, TermBase
from align.terms.check import CheckSettings, check
from align.terms.checks import CHECKS

BASE = TermBase(
    (
        Concept("dev", (Term("发展", "zh"), Term("development", "en"))),
        Concept(
            "rtd",
            (
                Term("发展权", "zh"),
                Term("right to development", "en"),
                Term("development right", "en", "deprecated"),
            ),
        ),
        Concept("hr", (Term("人权", "zh"), Term("human rights", "en"))),
        Concept(
            "ohchr",
            (
                Term("人权高专办", "zh"),
                Term("Office of the United Nations High Commissioner for Human Rights", "en"),
                Term("OHCHR", "en", form="acronym"),
            ),
            kind="title",
        ),
        Concept("hrc", (Term("人权理事会", "zh"), Term("Human Rights Council", "en")), kind="title"),
        Concept("fr", (Term("法国", "zh"), Term("France", "en", form="short")), kind="country"),
        Concept("sd", (Term("苏丹", "zh"), Term("Sudan (the)", "en", form="short")), kind="country"),
        Concept("promote", (Term("促进", "zh"), Term("promote", "en", part_of_speech="verb"))),
        Concept("who", (Term("世卫组织", "zh"), Term("WHO", "en", form="acronym")), kind="title"),
        Concept("org", (Term("组织", "zh"), Term("organization", "en"))),
    )
)


def bitext(*pairs, languages=("zh-CN", "en")):
    beads = tuple(
        Bead((Segment(source, n),), (Segment(target, n),)) for n, (source, target) in enumerate(pairs, 1)
    )
    return Bitext(Side(languages[0], "doc"), Side(languages[1], "doc"), beads)


def codes(*pairs, base=BASE, **options):
    settings = CheckSettings(frozenset(CHECKS)) if options.pop("all_checks", False) else None
    return [finding.code for finding in check(bitext(*pairs), base, settings, embed.load())]

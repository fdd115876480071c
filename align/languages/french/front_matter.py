"""Mastheads, labels and page numbers in French."""

from align.languages.front_matter import FrontMatter

FRONT_MATTER = FrontMatter(
    united_nations=("nations unies",),
    organs=(
        "assemblée générale",
        "conseil de sécurité",
        "conseil économique et social",
        "conseil des droits de l[’']homme",
        "conseil de tutelle",
    ),
    lines=(
        r"\w+ commission|comité (?:d[eu]s?|de la|de l[’']|d[’']|contre|pour|sur|chargé) ?.{3,60}",
        # Soixante et onzième session, Session de fond de 2010, 7364e séance, Dixième session extraordinaire
        r"(?:reprise de la )?[\w-]+(?: et [\w-]+)? (?:session|séance)"
        r"(?: extraordinaire| ordinaire| plénière| d[’']urgence| d[’']organisation)*",
        r"session (?:de fond|ordinaire|d[’']organisation) de \d{4}",
        r"points? \d.{0,60}ordre du jour.{0,20}|ordre du jour provisoire",
    ),
    # Du 6 au 12 mars 1995, 21 juin-9 juillet 2021
    spans=(r"(?:du )?\d{1,2}(?:er)?(?:\s{month})?(?:\s\d{4})?\s?(?:[-–—]|au|et)\s?{date}",),
    original=("original", "langue originale"),
    only=("seulement", "uniquement"),
    dates=(r"(?P<day>\d{1,2})(?:er)?\s(?P<month>{month})\s(?P<year>\d{4})",),
    labels=("résumé(?:analytique)?", "avant-propos", "préambule", "préface", "abrégé", "sommaire"),
    contents=("table(?:des?matières|descontenus)", "sommaire"),
    column_heads=("pages?", "paragraphes?", "chapitres?", "section"),
    annexes=("annexe", "appendice", "pièce jointe"),
    pages=(r"page\s*\d+(?:\s*(?:sur|/)\s*\d+)?",),
    recycle=("merci de recycler", "prière de recycler"),
)

"""How lines of English go on, and what abbreviations do not end a sentence."""

from align.languages.printed import PrintedWords

PRINTED = PrintedWords(
    # Recalling, Mindful, Aware, Convinced, Deeply concerned
    preamble=(
        r"(?:(?:Also|Deeply|Gravely|Further|Strongly|Fully|Keenly|Seriously)\s[a-z]+|[A-Z][a-z]+)"
        r"(?:ing|ful|ware|nced|rned|ided|ined|med|ious)",
    ),
    unfinished=tuple("of for the and to in on with by from or an? as at its their including".split()),
    abbreviations=(
        *"Add Amend Corr Doc Rev Suppl Nos?".split(),
        *"[Aa]rts? [Cc]haps? [Ff]igs? [Pp]aras? [Pp]p? [Ss]ects? [Vv]ols?".split(),
    ),
    last_abbreviations=("etc", "No", "al"),
    between_items=("and", "or"),
    prefixes=tuple(
        "self non ex vice post pre mid all well long semi multi quasi cross"
        " twenty thirty forty fifty sixty seventy eighty ninety".split()
    ),
    notes=("See", "Ibid", "Idem", "Cf", r"Op\. cit", "Official Records", "Available (?:at|from)"),
)

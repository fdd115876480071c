"""How lines of Spanish go on, and what abbreviations do not end a sentence."""

from align.languages.printed import PrintedWords

PRINTED = PrintedWords(
    # Recordando, Reafirmando, Teniendo presente, Consciente, Convencida, Profundamente preocupada
    preamble=(
        r"(?:(?:Profundamente|Gravemente|Plenamente|Firmemente|Sumamente)\s[a-záéíóúñ]+|[A-ZÁÉ][a-záéíóúñ]+)"
        r"(?:ndo|nte|cid[oa]|pad[oa]|mad[oa]|iad[oa])",
    ),
    unfinished=(
        *"de del la el los las lo y e o u en a al que con por para se su sus un una como no".split(),
        *"entre sobre esta este estos estas".split(),
    ),
    abbreviations=tuple("[Pp]árrs? [Nn]úms? [Cc]aps? [Pp]ágs? [Ss]ecc [Rr]es [Vv]éase [Dd]oc".split()),
    last_abbreviations=("núms?", "párrs?"),
    between_items=("y", "e", "o", "u"),
    prefixes=tuple("ex no vice pos anti semi contra".split()),
    notes=(
        "Véanse",
        "Véase",
        "Ib[ií]d",
        "[IÍ]dem",
        "Cfr?",
        r"Op\. cit",
        "Documentos Oficiales",
        "Disponible en",
        "Puede consultarse en",
    ),
)

"""How lines of French go on, and what abbreviations do not end a sentence."""

from align.languages.printed import PrintedWords

PRINTED = PrintedWords(
    # Rappelant, Ayant à l’esprit, Consciente, Convaincue, Se félicitant, Profondément préoccupée
    preamble=(
        r"(?:(?:Se|Profondément|Vivement|Gravement|Pleinement|Toujours|Fermement)\s[a-zàâçéèêîôû]+"
        r"|S[’'][a-zàâçéèêîôû]+|[A-ZÉÈÀ][a-zàâçéèêîôû]+)(?:ant|cient|ciente|cue?|pée?s?|dée?s?|née?s?|euse|eux)",
    ),
    unfinished=(
        *"de du des la le les l['’] d['’] qu['’] et ou à au aux en dans sur par pour que qui un une".split(),
        *"avec son sa ses leur leurs ce cette ces entre sous".split(),
    ),
    abbreviations=(*"[Pp]ar [Cc]hap [Ss]ect [Tt]abl [Rr]és [Rr]év [Ss]uppl [Nn]os? [Vv]oir par fig".split(),),
    between_items=("et", "ou"),
    prefixes=(
        *"non ex vice après avant mi semi contre sous quasi multi".split(),
        *"vingt trente quarante cinquante soixante quatre cent".split(),  # quatre-vingt-deuxième
    ),
    notes=(
        "Voir",
        "Ibid",
        "Idem",
        "Cf",
        r"Op\. cit",
        "Documents officiels",
        "(?:Disponible|Consultable) (?:à|sur)",
    ),
)

"""Names in French: *français* for France, *le Conseil* for the Conseil de sécurité, *ce pays*."""

from align.languages.alphabetic_names import AlphabeticNames
from align.languages.french.word_forms import WORD_FORMS

NAME_FORMS = AlphabeticNames(
    WORD_FORMS,
    small="de du des la le les l d et à au aux en pour sur contre",
    leads_on="de|du|des|d|pour|sur|contre|chargé|relative?",
    country=r"\b(?:ce|le|du|au|son|leur|notre|mon|cet|l[’'])\s?(?:pays|territoire|gouvernement|État|île)\b",
    organ=r"\b(?:l|cette|son)[’' ](?:organisation|agence|entité|office|institution)\b"
    r"|\b(?:ce|le|du|au|son) (?:fonds|programme|bureau|haut-commissariat)\b",
    pronoun=r"\b(?:il|elle|ils|elles|son|sa|ses|leur|leurs|y|en)\b",
    numbered=r"première|deuxième|troisième|quatrième",
    joined="inter|intra|trans|anti|pro|pan|franco",
    united_nations="Nations Unies",
    conjunction=r"\b(?:et|ou)\b",
    state="république démocratique populaire fédération îles",
    adjectives={
        "Royaume": ("britanni", "anglais"), "États": ("américain",), "Allemagne": ("german",),
        "Suisse": ("helvéti",), "Espagne": ("hispani",), "Grèce": ("hell", "grec"), "Turquie": ("turc",),
        "Türkiye": ("turc", "turqu"), "Corée": ("coréen", "nord-cor", "sud-cor"), "Pays-Bas": ("néerland",),
    },
)  # fmt: skip

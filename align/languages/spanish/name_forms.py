"""Names in Spanish: *francés* for Francia, *el Consejo* for the Consejo de Seguridad, *ese país*."""

from align.languages.alphabetic_names import AlphabeticNames
from align.languages.spanish.word_forms import WORD_FORMS

NAME_FORMS = AlphabeticNames(
    WORD_FORMS,
    small="de del la el los las y e a al en para sobre contra por",
    leads_on="de|del|para|sobre|contra|encargad[oa]",
    country=r"\b(?:este|ese|el|del|al|su|nuestro|mi)\s(?:país|territorio|gobierno|Estado)\b",
    organ=r"\b(?:la|esa|esta|su) (?:organización|entidad|oficina|agencia)\b"
    r"|\b(?:el|del|al|su) (?:fondo|programa)\b",
    pronoun=r"\b(?:su|sus|él|ella|ellos|ellas|le|les)\b",
    numbered=r"primer|segundo|tercer|cuarto",
    joined="inter|intra|trans|anti|pro|pan",
    united_nations="Naciones Unidas",
    conjunction=r"\b(?:y|e|o|u)\b",
    state="república democrática popular federación islas",
    adjectives={
        "Reino": ("británi", "inglés"), "Estados": ("estadounid", "norteameric", "american"),
        "Alemania": ("german",), "Türkiye": ("turc",), "Turquía": ("turc",), "Corea": ("surcor", "norcor"),
        "Países": ("neerland", "holand"), "Viet": ("vietnam",), "Bolivia": ("bolivian",),
    },
)  # fmt: skip

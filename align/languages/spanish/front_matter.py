"""Mastheads, labels and page numbers in Spanish."""

from align.languages.front_matter import FrontMatter

FRONT_MATTER = FrontMatter(
    united_nations=("naciones unidas",),
    organs=(
        "asamblea general",
        "consejo de seguridad",
        "consejo económico y social",
        "consejo de derechos humanos",
        "consejo de administración fiduciaria",
    ),
    lines=(
        r"\w+ comisión|com(?:ité|isión) (?:de|del|contra|para|sobre|encargad[oa]) .{3,60}",
        # Sexagésimo noveno período de sesiones, Período de sesiones sustantivo de 2010, 7364ª sesión
        r"(?:continuación del )?(?:[\w-]+ ){0,2}"
        r"período (?:extraordinario |ordinario |sustantivo )?de sesiones"
        r"(?: sustantivo| de organización| extraordinario)*(?: de \d{4})?(?: de emergencia)?",
        r"[\w.]+ sesión(?: plenaria)?",
        r"temas? \d.{0,60}programa.{0,20}|programa provisional",
    ),
    # 6 a 12 de marzo de 1995, 21 de junio a 9 de julio de 2021
    spans=(r"(?:del )?\d{1,2}[º°]?(?:\sde\s{month})?(?:\sde\s\d{4})?\s?(?:[-–—]|al?|y)\s?{date}",),
    original=("original", "idioma original"),
    only=("únicamente", "solamente"),
    dates=(r"(?P<day>\d{1,2})[º°]?\sde\s(?P<month>{month})\sdel?\s(?P<year>\d{4})",),
    labels=("resumen(?:ejecutivo)?", "síntesis", "prólogo", "prefacio", "preámbulo"),
    contents=("índice(?:general|decontenidos?)?", "sumario", "(?:tablade)?contenidos?"),
    column_heads=("páginas?", "párrafos?", "capítulos?", "sección"),
    annexes=("anexo", "apéndice"),
    pages=(r"(?:página|pág\.)\s*\d+(?:\s*(?:de|/)\s*\d+)?",),
    recycle=("se ruega reciclar",),
)

"""Words of Spanish by their stems, and those that make no difference in a term."""

from align.languages.stems import stemmed

WORD_FORMS = stemmed(
    "spanish",
    articles="el la los las un una",
    little="de del la el los las a al y e",
    links="de del la el los las y e o u a al en por para con su sus un una",
    no_edge=(
        "el la los las lo un una unos unas de del a al y e o u en por para con sin entre sobre que "
        "quien cuyo este esta estos estas ese esa su sus nuestro nuestra se no ni más muy es son ha "
        "han sido ser estar fue todo todos toda todas otro otros otra otras también así como primer "
        "primera segundo dos tres cuatro cinco seis siete ocho nueve diez enero febrero marzo abril "
        "mayo junio julio agosto septiembre octubre noviembre diciembre"
    ),
)

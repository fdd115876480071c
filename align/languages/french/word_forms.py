"""Words of French by their stems, and those that make no difference in a term."""

from align.languages.stems import stemmed

WORD_FORMS = stemmed(
    "french",
    articles="le la les l un une des",
    after="",
    little="de du des la le les l d à au aux et",
    links="de du des la le les et ou à au aux en dans sur pour par avec son sa ses leur leurs un une",
    no_edge=(
        "le la les l un une des de du d à au aux et ou en dans sur sous pour par avec sans entre que "
        "qui dont où ce cet cette ces son sa ses leur leurs notre nos votre vos il elle ils elles on "
        "se s ne pas plus y n qu est sont a ont été être avoir fait faire tout tous toute toutes "
        "autre autres même aussi ainsi notamment premier première deuxième deux trois quatre cinq six "
        "sept huit neuf dix janvier février mars avril mai juin juillet août septembre octobre "
        "novembre décembre"
    ),
)

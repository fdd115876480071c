"""Words as term recognition sees them: the string that is searched says what the words say."""

from hypothesis import given
from hypothesis import strategies as st

from align.languages import language
from align.terms.forms import EDGE, Forms

ENGLISH = language("en").word_forms
TEXT = st.text(st.sampled_from("aeosSCc-’' \u00a0\n,.1é权，_") | st.characters(codec="utf-8"))


@given(TEXT.filter(lambda text: EDGE not in text))
def test_the_string_to_search_in_leads_back_to_every_word(text):
    said = Forms(text, ENGLISH)
    at, found = 0, []
    for form in said.string.split(EDGE)[1:-1]:
        found.append((form, *said.span(at, at + len(form) + 2)))
        at += len(form) + 1
    assert found == list(ENGLISH.words(text))


def test_several_words_are_found_where_they_stand():
    text = "The co-operation  (of rights-holders’) organisations"
    said = Forms(text, ENGLISH)
    pattern = EDGE.join(["", "right", "holder", "organization", ""])
    start = said.string.index(pattern)
    place = slice(*said.span(start, start + len(pattern)))
    assert text[place] == "rights-holders’) organisations"

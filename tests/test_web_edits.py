"""Edits: no segment is ever lost, doubled or reordered within its side, and each does what a person expects."""

from dataclasses import replace

import pytest
from bitexts import bitext_of, bitexts
from hypothesis import given
from hypothesis import strategies as st

from align.bitext import Bead, Bitext, Prop, Side
from align.document import NoteMark, Segment
from align.moved import MovedPlaces
from align.web.review.edits import (
    EDITS,
    EditError,
    annotate,
    confirm,
    delete,
    edit_text,
    edit_texts,
    flag,
    join_nulls,
    make,
    merge,
    move_boundary,
    move_segment,
    split,
    unconfirm,
)

KEEP_SEGMENTS = ["merge", "move_boundary", "delete", "join_nulls", "confirm", "unconfirm", "flag", "annotate"]
CHANGES_ORDER = ("edit_text", "edit_texts", "move_segment")
sides = st.sampled_from(["source", "target"])
rows = st.integers(0, 6)
arguments = {
    "merge": st.fixed_dictionaries({"i": rows}, optional={"j": rows}),
    "split": st.fixed_dictionaries(
        {"i": rows, "side": sides, "segment": st.integers(0, 3), "offset": st.integers(0, 30)},
        optional={"unlocked": st.booleans()},
    ),
    "move_boundary": st.fixed_dictionaries({"i": rows, "side": sides, "by": st.sampled_from([1, -1])}),
    "move_segment": st.fixed_dictionaries(
        {"i": rows, "side": sides, "segment": st.integers(0, 3), "j": rows}
    ),
    "delete": st.fixed_dictionaries({"i": rows}),
    "join_nulls": st.fixed_dictionaries({"i": rows, "j": rows}),
    "edit_text": st.fixed_dictionaries(
        {"i": rows, "side": sides, "text": st.text("ab 发展。", max_size=12)},
        optional={"segment": st.integers(0, 3), "unlocked": st.booleans()},
    ),
    "edit_texts": st.fixed_dictionaries(
        {
            "i": rows,
            "side": sides,
            "texts": st.lists(st.none() | st.text("ab 发展。", max_size=12), max_size=3),
        },
        optional={"unlocked": st.booleans()},
    ),
    "confirm": st.fixed_dictionaries({"i": rows}),
    "unconfirm": st.fixed_dictionaries({"i": rows}),
    "flag": st.fixed_dictionaries({"i": rows, "note": st.text(max_size=5)}),
    "annotate": st.fixed_dictionaries({"i": rows, "note": st.text(max_size=5)}),
}
edits = st.sampled_from(sorted(EDITS)).flatmap(lambda name: st.tuples(st.just(name), arguments[name]))


def segments(bitext, side):
    return [segment for bead in bitext.beads for segment in getattr(bead, side)]


def letters(bitext, side):
    """Return the text of a side without spaces: those at a cut belong to neither piece."""
    return "".join("".join(s.text.split()) for s in segments(bitext, side))


def done(bitext, name, given):
    """Return the bitext after an edit of one of its rows, or as it was where the edit is refused."""
    given = {key: value % (len(bitext.beads) or 1) if key in "ij" else value for key, value in given.items()}
    try:
        return EDITS[name](bitext, **given)
    except EditError:
        return bitext


@pytest.mark.parametrize("name", KEEP_SEGMENTS)
@given(bitext=bitexts, data=st.data())
def test_no_segment_is_lost_doubled_or_reordered(name, bitext, data):
    after = done(bitext, name, data.draw(arguments[name]))
    for side in ("source", "target"):
        assert segments(after, side) == segments(bitext, side)
    assert all(bead.source or bead.target for bead in after.beads)


@given(bitexts, arguments["move_segment"])
def test_a_moved_segment_is_in_one_row_and_the_original_keeps_its_order(bitext, wanted):
    after = done(bitext, "move_segment", wanted)
    assert segments(after, "source") == segments(bitext, "source")
    assert sorted(map(repr, segments(after, "target"))) == sorted(map(repr, segments(bitext, "target")))
    assert all(bead.source or bead.target for bead in after.beads)


@given(bitexts, st.lists(edits.filter(lambda edit: edit[0] not in CHANGES_ORDER), max_size=12))
def test_any_row_of_edits_but_rewriting_keeps_every_letter_in_its_order(bitext, row):
    after = bitext
    for edit in row:
        after = done(after, *edit)
    for side in ("source", "target"):
        assert letters(after, side) == letters(bitext, side)
        marks = [
            [mark.number for segment in segments(each, side) for mark in segment.notes]
            for each in (bitext, after)
        ]
        assert sorted(marks[0]) == sorted(marks[1])
    assert all(bead.source or bead.target for bead in after.beads)
    assert (after.source, after.target, after.recipe) == (bitext.source, bitext.target, bitext.recipe)


@pytest.mark.parametrize("name", ["edit_text", "edit_texts"])
@given(bitext=bitexts, data=st.data())
def test_rewriting_changes_texts_and_nothing_else(name, bitext, data):
    given = data.draw(arguments[name])
    after = done(bitext, name, {**given, "unlocked": True})
    other = {"source": "target", "target": "source"}[given["side"]]
    assert segments(after, other) == segments(bitext, other)
    before, now = segments(bitext, given["side"]), segments(after, given["side"])
    assert len(before) == len(now)
    for old, new in zip(before, now, strict=True):
        assert new == replace(old, text=new.text, notes=new.notes, edited=new.text != old.text or old.edited)
        assert [mark.number for mark in new.notes] == [mark.number for mark in old.notes]
        assert new.text


@given(bitexts, arguments["split"])
def test_a_cut_segment_keeps_its_place_in_the_document(bitext, given):
    after = done(bitext, "split", {**given, "unlocked": True})
    for side in ("source", "target"):
        was, now = segments(bitext, side), segments(after, side)
        if len(now) > len(was):
            k = next(k for k in range(len(now)) if k >= len(was) or now[k] != was[k])
            whole, (left, right) = was[k], now[k : k + 2]
            assert (left.part, left.kind, left.number, left.page) == (
                whole.part, whole.kind, whole.number, whole.page,
            )  # fmt: skip
            begin, end = right.start - whole.start, right.end - whole.start
            assert whole.text[left.start - whole.start : left.end - whole.start] == left.text
            assert whole.text[begin:end] == right.text
            assert left.end <= right.start


THREE = bitext_of(("One.", "一。"), ("Two.", "二。"), ("Three.", "三。"))


def shown(bitext):
    return ["".join(s.text for s in b.source) + "|" + "".join(s.text for s in b.target) for b in bitext.beads]


def test_merging_joins_two_rows_and_calls_it_handiwork():
    merged = merge(THREE, 0)
    assert shown(merged) == ["One.Two.|一。二。", "Three.|三。"]
    assert (merged.beads[0].why, merged.beads[0].score, merged.beads[0].type) == ("hand", 1.0, "2-2")
    assert merged.beads[1] is THREE.beads[2]
    assert merge(THREE, 0, 2) == merge(merge(THREE, 0), 0)


def test_moving_a_boundary_moves_one_segment_of_one_side():
    down = move_boundary(THREE, 0, "target", 1)
    assert shown(down) == ["One.|一。二。", "Two.|", "Three.|三。"]
    assert shown(move_boundary(down, 0, "target", -1)) == shown(THREE)
    up = move_boundary(THREE, 1, "source", -1)
    assert shown(up) == ["One.|一。", "|二。", "Two.Three.|三。"]


def test_a_boundary_takes_the_next_segment_across_rows_that_have_none():
    gap = move_boundary(THREE, 0, "target", 1)
    assert shown(move_boundary(gap, 0, "target", 1)) == ["One.|一。二。三。", "Two.|", "Three.|"]


def test_the_row_one_stands_on_is_made_and_the_other_one_left_to_be_looked_at():
    made, left, _ = move_boundary(THREE, 0, "target", 1).beads
    assert (made.why, made.score) == ("hand", 1.0)
    assert (left.why, left.score) == ("embedding", 0.5)
    made, left = move_boundary(merge(THREE, 0), 0, "target", -1).beads
    assert (made.type, made.why, left.type, left.why) == ("2-1", "hand", "1-2", "embedding")


def test_a_row_left_without_text_goes():
    nulls = bitext_of(("One.", "一。"), ("", "二。"))
    assert shown(move_boundary(nulls, 0, "target", 1)) == ["One.|一。二。"]


def test_unlinking_and_merging_again():
    apart = delete(THREE, 1)
    assert shown(apart) == ["One.|一。", "Two.|", "|二。", "Three.|三。"]
    assert [b.why for b in apart.beads[1:3]] == ["hand", "hand"]
    assert shown(merge(apart, 1)) == shown(THREE)
    assert shown(merge(apart, 0)) == ["One.Two.|一。", "|二。", "Three.|三。"]


def test_nulls_are_joined_over_others_but_not_over_links():
    rows = bitext_of(("A", ""), ("B", ""), ("", "甲"), ("", "乙"))
    assert shown(join_nulls(rows, 1, 2)) == ["A|", "B|甲", "|乙"]
    assert shown(join_nulls(rows, 0, 2)) == ["A|甲", "B|", "|乙"]
    assert shown(join_nulls(rows, 3, 1)) == ["A|", "|甲", "B|乙"]
    with pytest.raises(EditError, match="linked already"):
        join_nulls(rows, 0, 3)
    with pytest.raises(EditError, match="only a row without translation"):
        join_nulls(rows, 0, 1)


def test_splitting_between_segments_divides_the_other_side_in_proportion():
    merged = merge(merge(THREE, 0), 0)
    assert shown(split(merged, 0, "target", 1, 0)) == ["One.|一。", "Two.Three.|二。三。"]
    assert shown(split(merged, 0, "source", 1, 4)) == ["One.Two.|一。二。", "Three.|三。"]


def test_splitting_inside_a_segment_cuts_it_with_its_marks():
    text = Segment("He came. He left.", 3, 10, 27, notes=(NoteMark("1", 8), NoteMark("2", 17)))
    row = Bitext(Side("zh"), Side("en"), (Bead((Segment("他来了，走了。"),), (text,), 0.5),))
    first, second = split(row, 0, "target", 0, 8).beads
    assert first.target == (Segment("He came.", 3, 10, 18, notes=(NoteMark("1", 8),)),)
    assert second.target == (Segment("He left.", 3, 19, 27, notes=(NoteMark("2", 8),)),)
    assert first.source
    assert second.is_null


def test_the_original_is_locked_until_it_is_unlocked():
    with pytest.raises(EditError, match="locked"):
        split(THREE, 0, "source", 0, 2)
    assert shown(split(THREE, 0, "source", 0, 2, unlocked=True))[:2] == ["On|一。", "e.|"]
    assert shown(split(THREE, 0, "target", 0, 1))[:2] == ["One.|一", "|。"]
    with pytest.raises(EditError, match="locked"):
        edit_text(THREE, 0, "source", "One!")
    assert shown(edit_text(THREE, 0, "source", "One!", unlocked=True))[0] == "One!|一。"


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("merge", {"i": 2}),
        ("merge", {"i": 1, "j": 1}),
        ("move_segment", {"i": 0, "side": "source", "segment": 0, "j": 2}),
        ("move_segment", {"i": 1, "side": "target", "segment": 0, "j": 1}),
        ("move_segment", {"i": 1, "side": "target", "segment": 1, "j": 0}),
        ("merge", {"i": 0, "j": 3}),
        ("merge", {"i": -1}),
        ("split", {"i": 0, "side": "target", "segment": 0, "offset": 0}),
        ("split", {"i": 0, "side": "target", "segment": 0, "offset": 2}),
        ("split", {"i": 0, "side": "target", "segment": 5, "offset": 1}),
        ("split", {"i": 0, "side": "left", "segment": 0, "offset": 1}),
        ("move_boundary", {"i": 2, "side": "target", "by": 1}),
        ("move_boundary", {"i": 0, "side": "target", "by": 2}),
        ("edit_text", {"i": 0, "side": "target", "text": "  "}),
        ("confirm", {"i": 3}),
        ("delete", {"i": 9}),
    ],
)
def test_what_makes_no_sense_is_refused(name, given):
    with pytest.raises(EditError):
        EDITS[name](THREE, **given)


def test_a_null_row_cannot_be_unlinked():
    with pytest.raises(EditError, match="links nothing"):
        delete(bitext_of(("One.", "")), 0)


def test_status_and_notes():
    assert confirm(THREE, 1).beads[1].status == "confirmed"
    flagged = flag(THREE, 1, "which right?")
    assert (flagged.beads[1].status, flagged.beads[1].note) == ("flagged", "which right?")
    assert unconfirm(flagged, 1).beads == THREE.beads
    assert annotate(confirm(THREE, 1), 1, "checked").beads[1].status == "confirmed"


def test_what_was_confirmed_is_not_when_it_changes():
    sure = confirm(confirm(THREE, 0), 1)
    assert [b.status for b in merge(sure, 0).beads] == ["auto", "auto"]
    assert [b.status for b in move_boundary(sure, 0, "target", 1).beads] == ["auto", "auto", "auto"]
    assert edit_text(sure, 0, "target", "壹。").beads[0].status == "auto"


def test_a_sentence_goes_to_another_row():
    merged = merge(THREE, 0)
    moved = move_segment(merged, 0, "target", 1, 1)
    assert shown(moved) == ["One.Two.|一。", "Three.|二。三。"]
    assert [(bead.why, bead.score) for bead in moved.beads] == [("hand", 0.5), ("hand", 1.0)]
    assert shown(move_segment(moved, 1, "target", 0, 0)) == shown(merged)
    assert shown(move_segment(THREE, 0, "target", 0, 2)) == ["One.|", "Two.|二。", "Three.|一。三。"]
    assert shown(move_segment(delete(THREE, 0), 1, "target", 0, 3)) == [
        "One.|",
        "Two.|二。",
        "Three.|一。三。",
    ]
    assert shown(move_segment(merged, 0, "source", 1, 1)) == ["One.|一。二。", "Two.Three.|三。"]


def test_flags_and_notes_survive_a_merge():
    noted = flag(annotate(THREE, 0, "a"), 1, "b")
    assert (merge(noted, 0).beads[0].note, merge(noted, 0).beads[0].status) == ("a; b", "flagged")


def test_rewriting_a_joined_side_cuts_it_where_its_words_end():
    joined = merge(bitext_of(("甲。", "He came. [1]"), ("乙。", "He left home.")), 0).swapped()
    joined = replace(joined, source=Side("en"), target=Side("zh"))
    after = edit_text(joined, 0, "source", "He came in. [1] He has left his home.", unlocked=True)
    assert [s.text for s in after.beads[0].source] == ["He came in. [1]", "He has left his home."]
    assert [s.edited for s in after.beads[0].source] == [True, True]
    one = edit_text(joined, 0, "source", "He came. [1] He left.", unlocked=True)
    assert [s.edited for s in one.beads[0].source] == [False, True]


def test_the_texts_of_a_side_change_by_segment_all_or_none():
    joined = merge(THREE, 0)
    assert shown(edit_texts(joined, 0, "target", [None, "贰。"]))[0] == "One.Two.|一。贰。"
    assert shown(edit_texts(joined, 0, "target", ["壹。", "贰。"]))[0] == "One.Two.|壹。贰。"
    assert edit_texts(joined, 0, "target", [None, "二。"]) is joined
    for refused in (["壹。", " "], ["壹。", "贰。", "叁。"]):
        with pytest.raises(EditError):
            edit_texts(joined, 0, "target", refused)
    with pytest.raises(EditError, match="locked"):
        edit_texts(joined, 0, "source", ["One!"])
    with pytest.raises(EditError, match="texts"):
        make(joined, "edit_texts", {"i": 0, "side": "target", "texts": [["壹。"]]})


def test_rewriting_keeps_note_marks_at_their_words():
    segment = Segment("The right to growth.", notes=(NoteMark("1", 9), NoteMark("2", 20)))
    row = Bitext(Side("zh"), Side("en"), (Bead((Segment("发展权。"),), (segment,)),))
    after = edit_text(row, 0, "target", "The right to development.").beads[0].target[0]
    assert after.notes == (NoteMark("1", 9), NoteMark("2", 25))
    assert after.edited


def test_rewriting_with_the_same_text_changes_nothing():
    assert edit_text(THREE, 0, "target", "一。") is THREE


def test_a_long_text_is_rewritten_quickly_and_in_order():
    long = "发展权 " * 25_000
    place = MovedPlaces(long, long.replace("权", "的权利"))
    places = [place(k) for k in range(0, len(long), 5_000)]
    assert places == sorted(places)


@given(st.text("ab 。", max_size=20), st.text("ab 。", max_size=20))
def test_places_stay_in_order_and_inside(before, after):
    place = MovedPlaces(before, after)
    places = [place(k) for k in range(len(before) + 1)]
    assert places == sorted(places)
    assert all(0 <= k <= len(after) for k in places)


def test_how_a_translation_came_is_said_until_it_is_changed():
    """The words of tools for it go with the text; what else they say of the unit stays."""
    came = (Prop("state-qualifier", "leveraged-mt"), Prop("sdl:percent", "100"), Prop("m:score", "0.9"))
    stays = (Prop("sdl:locked", "true"), Prop("x-crowdin-key", "gate"))
    bitext = bitext_of(("Hello", "你好"))
    bitext = replace(bitext, beads=(replace(bitext.beads[0], props=(*came, *stays)),))
    assert confirm(bitext, 0).beads[0].props == (*came, *stays)
    assert edit_text(bitext, 0, "target", "您好").beads[0].props == stays

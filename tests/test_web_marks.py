"""Marks: whatever spans overlap, the text stays whole and each letter knows what covers it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chancery.views.marks import Marked, marks

TEXT = "Japan will send rice to Peru.\n\nPeru will \u202esend\u202c copper 🐟 to Japan."


@st.composite
def spans(draw: st.DrawFn) -> list[Marked]:
    ends = draw(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=12))
    return [Marked(start=min(two), end=max(two), key=str(n)) for n, two in enumerate(ends)]


@given(spans())
def test_the_pieces_joined_are_the_text(found: list[Marked]) -> None:
    assert "".join(one.text for one in marks(TEXT, found)) == TEXT


@given(spans())
def test_each_letter_is_under_exactly_the_spans_that_cover_it(found: list[Marked]) -> None:
    for piece in marks(TEXT, found):
        assert piece.text and TEXT[piece.start : piece.end] == piece.text
        for place in range(piece.start, piece.end):
            assert {one.key for one in piece.over} == {one.key for one in found if one.start <= place < one.end}


@given(spans())
def test_a_span_opens_once_at_its_start_and_closes_once_at_its_end(found: list[Marked]) -> None:
    pieces = marks(TEXT, found)
    full = [one for one in found if one.start < one.end]
    assert sorted((piece.start, one.key) for piece in pieces for one in piece.opens) == sorted(
        (one.start, one.key) for one in full
    )
    assert sorted((piece.end, one.key) for piece in pieces for one in piece.closes) == sorted(
        (one.end, one.key) for one in full
    )


@given(spans())
def test_the_shortest_span_is_named_last_and_the_order_given_is_of_no_account(found: list[Marked]) -> None:
    pieces = marks(TEXT, found)
    assert pieces == marks(TEXT, reversed(found))
    for piece in pieces:
        lengths = [one.end - one.start for one in piece.over]
        assert lengths == sorted(lengths, reverse=True)


@given(spans(), st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_a_window_shows_its_part_of_the_text_and_cuts_the_spans_to_it(found: list[Marked], a: int, b: int) -> None:
    start, end = sorted((a, b))
    pieces = marks(TEXT, found, start=start, end=end)
    assert "".join(one.text for one in pieces) == TEXT[start:end]
    shown = {one.key for piece in pieces for one in piece.over}
    assert shown == {one.key for one in found if max(one.start, start) < min(one.end, end)}


def test_a_text_without_spans_is_one_piece_and_no_text_is_none() -> None:
    assert [one.text for one in marks("rice", [])] == ["rice"]
    assert marks("", []) == ()

"""What the words around a figure make of it: about, at least, more than, up to; a year, a month."""

from __future__ import annotations

from functools import cache

from chancery.models import Qualifier
from chancery.quantities.pieces import Piece, scan
from chancery.quantities.tables import table

LONGEST = 6  # pieces in the longest phrase


@cache
def phrases(name: str) -> dict[tuple[str, ...], str]:
    """Phrases of a table of words by their pieces, with the class each belongs to."""
    return {
        tuple(piece.word for piece in scan(phrase)): kind
        for kind, listed in table("words")[name].items()
        for phrase in listed
    }


def phrase_before(pieces: list[Piece], i: int, name: str) -> str | None:
    """The class of the longest phrase that ends before piece i."""
    known = phrases(name)
    words = tuple(piece.word for piece in pieces[max(0, i - LONGEST) : i])
    return next((known[words[k:]] for k in range(len(words)) if words[k:] in known), None)


def phrase_after(pieces: list[Piece], i: int, name: str) -> tuple[str, int] | None:
    """The class of the longest phrase that starts at piece i, and where it stops."""
    known = phrases(name)
    words = tuple(piece.word for piece in pieces[i : i + LONGEST])
    return next(((known[words[:k]], i + k) for k in range(len(words), 0, -1) if words[:k] in known), None)


def qualifier(pieces: list[Piece], first: int, stop: int) -> Qualifier:
    """Say how the figure in pieces [first, stop) is qualified by the words before or behind it."""
    found = phrase_before(pieces, first, "qualifiers")
    if found is None and (behind := phrase_after(pieces, stop, "qualifiers_after")):
        found = behind[0]
    return found or "exact"  # type: ignore[return-value]


def per(pieces: list[Piece], first: int, stop: int) -> str | None:
    """Say per what the figure in pieces [first, stop) is: year, month, week or day."""
    closed = stop + 1 if stop < len(pieces) and pieces[stop].text in ")]" else stop
    behind = phrase_after(pieces, stop, "per_after") or phrase_after(pieces, closed, "per_after")
    if behind and not (behind[1] < len(pieces) and pieces[behind[1]].word in table("words")["not_a_rate"]):
        return behind[0]
    return phrase_before(pieces, first, "per_before")

"""What the words around a figure make of it: about, at least, more than, up to; a year, a month."""

from __future__ import annotations

from functools import cache

from chancery.models import Qualifier
from chancery.quantities.pieces import Piece, scan
from chancery.quantities.tables import table

MARKUP = frozenset('*_["“(')  # signs that may stand between a qualifier and its figure


@cache
def phrases(name: str, edge: int) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Phrases of a table of words by their first (edge 0) or last (edge -1) piece, longest first, with their class."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, listed in table("words")[name].items():
        for phrase in listed:
            words = tuple(piece.word for piece in scan(phrase))
            index.setdefault(words[edge], []).append((words, kind))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def phrase_before(pieces: list[Piece], i: int, name: str) -> str | None:
    """The class of the longest phrase that ends before piece i."""
    for words, kind in phrases(name, -1).get(pieces[i - 1].word, ()) if i else ():
        if len(words) <= i and all(pieces[i - len(words) + k].word == word for k, word in enumerate(words)):
            return kind
    return None


def phrase_after(pieces: list[Piece], i: int, name: str) -> tuple[str, int] | None:
    """The class of the longest phrase that starts at piece i, and where it stops."""
    for words, kind in phrases(name, 0).get(pieces[i].word, ()) if i < len(pieces) else ():
        stop = i + len(words)
        if stop <= len(pieces) and all(pieces[i + k].word == word for k, word in enumerate(words)):
            return kind, stop
    return None


def qualifier(pieces: list[Piece], first: int, stop: int) -> Qualifier:
    """Say how the figure in pieces [first, stop) is qualified by the words before or behind it."""
    before = first
    while before and pieces[before - 1].text in MARKUP:
        before -= 1
    found = phrase_before(pieces, before, "qualifiers")
    if found is None and (behind := phrase_after(pieces, stop, "qualifiers_after")):
        found = behind[0]
    return found or "exact"  # type: ignore[return-value]


def per(pieces: list[Piece], first: int, stop: int) -> str | None:
    """Say per what the figure in pieces [first, stop) is: year, month, week or day.

    A bracket may close before the phrase, and what the figure is of may come between: "$6 billion in aid a year".
    """
    places = [stop]
    if stop < len(pieces) and pieces[stop].text in ")]":
        places.append(stop + 1)
    elif stop < len(pieces) and pieces[stop].word in ("of", "in"):
        places += [stop + 2, stop + 3]
    for place in places:
        behind = phrase_after(pieces, place, "per_after")
        if behind and not (behind[1] < len(pieces) and pieces[behind[1]].word in table("words")["not_a_rate"]):
            return behind[0]
    return phrase_before(pieces, first, "per_before")

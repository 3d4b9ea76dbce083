"""Marks: a text cut into pieces at the ends of the spans that are marked in it, however these overlap and nest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from chancery.models import Value


class Marked(Value, frozen=True, kw_only=True):
    """Words of a text that are to be marked: `key` names the span, `layer` what kind of thing it is; of spans of one
    length, that of the highest `rank` is the innermost."""

    start: int
    end: int
    key: str
    layer: str = ""
    rank: int = 0


class Piece(Value, frozen=True, kw_only=True):
    """A run of text that one set of spans covers: all `over` it, the shortest last, and those that open or close here.

    A span that others overlap is several pieces long; `opens` is on its first one and `closes` on its last one.
    """

    start: int
    end: int
    text: str
    over: tuple[Marked, ...] = ()
    opens: tuple[Marked, ...] = ()
    closes: tuple[Marked, ...] = ()


def marks(text: str, spans: Iterable[Marked], *, start: int = 0, end: int | None = None) -> tuple[Piece, ...]:
    """Cut text[start:end] into pieces; joined, they are that text, and each names exactly the spans that cover it.

    Spans are cut to the window; one that has no words in it is left out.

    >>> [(one.text, [span.key for span in one.over]) for one in marks("abcd", [
    ...     Marked(start=0, end=3, key="x"), Marked(start=2, end=4, key="y")])]
    [('ab', ['x']), ('c', ['x', 'y']), ('d', ['y'])]
    """
    last = len(text) if end is None else min(end, len(text))
    inside = [one for one in spans if max(one.start, start) < min(one.end, last)]
    opening, closing = defaultdict(list), defaultdict(list)
    for one in sorted(inside, key=_longest_first):
        opening[max(one.start, start)].append(one)
        closing[min(one.end, last)].append(one)
    cuts = sorted({start, last, *opening, *closing}) if start < last else []
    pieces = []
    over: tuple[Marked, ...] = ()
    for begin, stop in pairwise(cuts):
        ended = closing[begin]
        kept = [one for one in over if one not in ended]
        over = tuple(sorted([*kept, *opening[begin]], key=_longest_first))
        opens, closes = tuple(opening[begin]), tuple(closing[stop])
        pieces.append(Piece(start=begin, end=stop, text=text[begin:stop], over=over, opens=opens, closes=closes))
    return tuple(pieces)


def _longest_first(one: Marked) -> tuple[int, int, int, str, str]:
    return one.start - one.end, one.start, one.rank, one.key, one.layer

"""Fractions: halves, quarters, "two-thirds", "one hundred and thirty-two fifths", "1 4/5", "one out of three"."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from chancery.quantities.cardinals import cardinals, read_group, skip_hyphen, word_at
from chancery.quantities.pieces import Piece
from chancery.quantities.tables import table

VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


@cache
def denominators() -> dict[str, int]:
    """What a fraction word divides by: "thirds" is 3; "second" is no fraction."""
    ordinals = {word: value for word, value in table("numbers")["ordinals"].items() if value != 2}
    plurals = {f"{word}s": value for word, value in ordinals.items()}
    fractions: dict[str, int] = table("numbers")["fractions"]
    return ordinals | plurals | fractions


def read_denominator(pieces: list[Piece], i: int, many: bool) -> tuple[int, int] | None:
    """Read "thirds", "twenty-firsts" (`many`) or "third", "twenty-first" from i: stop and value."""
    j, tens = skip_hyphen(pieces, i), 0
    first = cardinals().get(word_at(pieces, j), 0)
    if first >= 20 and first % 10 == 0:
        j, tens = skip_hyphen(pieces, j + 1), first
    word = word_at(pieces, j)
    below = denominators().get(word)
    plural = word.endswith("s") or word == "halves"
    if below is None or plural != many or (tens and below > 9) or (not tens and below == 1):
        return None
    return j + 1, tens + below


def read_fraction(pieces: list[Piece], i: int) -> tuple[int, Decimal] | None:
    """Read "half", "a quarter", "three quarters", "two-thirds", "½", "a twenty-first" from i: stop and value."""
    first = word_at(pieces, i)
    if first in VULGAR:
        return i + 1, VULGAR[first]
    if first in ("half", "quarter"):
        return i + 1, Decimal(1) / denominators()[first]
    group = (i + 1, 1) if first in ("a", "an") else read_group(pieces, i)
    if group is None or not group[1]:
        return None
    stop, top = group
    tens = cardinals().get(word_at(pieces, stop - 1), 0)
    if tens >= 20 and tens % 10 == 0 and top > tens and (found := read_denominator(pieces, stop - 1, True)):
        return found[0], Decimal(top - tens) / found[1]
    found = read_denominator(pieces, stop, top > 1)
    return (found[0], Decimal(top) / found[1]) if found else None


def read_added_fraction(pieces: list[Piece], i: int) -> tuple[int, Decimal] | None:
    """Read "and a half", "and three quarters" from i."""
    return read_fraction(pieces, i + 1) if word_at(pieces, i) == "and" else None


def read_slash(pieces: list[Piece], i: int) -> tuple[int, Decimal] | None:
    """Read the fraction of a mixed number ("4/5" behind "1") from i: stop and value."""
    three = pieces[i : i + 3]
    if len(three) < 3 or three[1].text != "/" or not (three[1].glued and three[2].glued) or three[0].glued:
        return None
    top, below = three[0].text, three[2].text
    if not (top.isdigit() and below.isdigit() and len(below) < 4 and 0 < int(top) < int(below)):
        return None
    return i + 3, Decimal(top) / Decimal(below)


def read_power(pieces: list[Piece], i: int, value: Decimal) -> tuple[int, Decimal] | None:
    """Read "^23", "e+14", "x10^6" glued to a number that stops at i: stop and the value so raised."""
    mark = pieces[i] if i < len(pieces) else None
    if mark is None or not mark.glued or mark.text not in ("^", "e", "E", "x", "×"):
        return None
    j = i + 1
    if mark.text in "x×":
        if word_at(pieces, j) != "10" or word_at(pieces, j + 1) != "^":
            return None
        j += 2
    sign = -1 if word_at(pieces, j) == "-" else 1
    j += word_at(pieces, j) in ("+", "-")
    exponent = word_at(pieces, j)
    if not (exponent.isdigit() and len(exponent) < 3 and pieces[j].glued):
        return None
    power = sign * int(exponent)
    if mark.text == "^":
        return j + 1, value**power if value else value
    return j + 1, value * Decimal(10) ** power

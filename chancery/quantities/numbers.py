"""Numerals: digits and words to exact values, with Western and Indian scales and fractions."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from chancery.quantities.cardinals import cardinals, read_decimals, read_group, read_scales, scales, word_at
from chancery.quantities.fractions import (
    VULGAR,
    denominators,
    read_added_fraction,
    read_fraction,
    read_power,
    read_slash,
)
from chancery.quantities.pieces import MOST_DIGITS, Piece, read_digits
from chancery.quantities.tables import table

HIGHEST = Decimal(10) ** 21  # "million million million" is a stutter, not a figure
SPACED = re.compile(r"[ \u00a0\u2009\u202f]")


class Numeral(NamedTuple):
    """Pieces [first, stop) read as a value.

    `power` is the power of ten of its scale words (0 for none), `loose` says that the scale is a letter which may be a
    unit as well ("5m"), `plain` that it is printed in digits alone, `fraction` that it ends in a fraction word.
    """

    first: int
    stop: int
    value: Decimal
    power: int = 0
    loose: bool = False
    plain: bool = False
    fraction: bool = False


@cache
def starters() -> frozenset[str]:
    """Words that a numeral may start with."""
    return frozenset({"a", "an", "hundred", "half", "quarter", *cardinals(), *VULGAR})


def tidy(value: Decimal) -> Decimal:
    """The same value in plain notation, without zeros behind the point.

    >>> tidy(Decimal("6.40E+9")), tidy(Decimal("1.50"))
    (Decimal('6400000000'), Decimal('1.5'))
    """
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def lend_scale(low: Numeral, high: Numeral) -> Decimal:
    """The lower end of a range, which takes the scale of the upper end where it has none: "3 to 4 billion"."""
    scale = Decimal(10) ** high.power
    lends = not low.power and low.value < 1000 and low.value <= high.value / scale
    return low.value * scale if lends else low.value


def join_tokens(pieces: list[Piece], i: int) -> tuple[int, str]:
    """Join the digits of a text cut into tokens ("1 . 5", "80 , 000"), whose signs stand apart: stop, digits."""
    stop, digits = i + 1, pieces[i].text
    while (
        stop + 1 < len(pieces)
        and len(digits) < MOST_DIGITS
        and not (pieces[stop].glued or pieces[stop + 1].glued)
        and pieces[stop + 1].text.isdigit()
        and (pieces[stop].text == "." or (pieces[stop].text == "," and len(pieces[stop + 1].text) == 3))
    ):
        digits += pieces[stop].text + pieces[stop + 1].text
        stop += 2
    return stop, digits


def read_chunk(pieces: list[Piece], i: int) -> tuple[int, Decimal, bool] | None:
    """Read a number without its scale from i: stop, value, and whether it is in digits."""
    if i >= len(pieces):
        return None
    if pieces[i].kind == "number":
        stop, digits = join_tokens(pieces, i)
        value = read_digits(digits)
        if value is None:
            return None
        if (raised := read_power(pieces, stop, value)) and abs(raised[1]) < HIGHEST:
            return *raised, False
        if word_at(pieces, stop) in VULGAR:
            return stop + 1, value + VULGAR[pieces[stop].word], False
        if value == value.to_integral_value() and (part := read_slash(pieces, stop)):
            return part[0], value + part[1], False
        return stop, value, True
    if (group := read_group(pieces, i)) is not None:
        stop, whole = group
        if (decimals := read_decimals(pieces, stop)) is not None:
            return decimals[0], whole + decimals[1], False
        return stop, Decimal(whole), False
    return None


def read_start(pieces: list[Piece], i: int) -> tuple[int, Decimal, bool, bool] | None:
    """Read how a numeral begins (a number, "a", "half a" million): stop, value, if in digits, if a fraction."""
    word = word_at(pieces, i)
    if word in ("half", "quarter") and word_at(pieces, i + 1) in ("a", "an") and word_at(pieces, i + 2) in scales():
        return i + 2, Decimal(1) / denominators()[word], False, False
    if word == "a" and word_at(pieces, i + 1) == "dozen":
        return i + 1, Decimal(1), False, False
    if word in ("a", "an") and word_at(pieces, i + 1) in scales():
        return i + 1, Decimal(1), False, False
    if word == "hundred" and word_at(pieces, i + 1) in scales():
        return i + 1, Decimal(100), False, False
    if (fraction := read_fraction(pieces, i)) is not None:
        of_a = [word_at(pieces, fraction[0]), word_at(pieces, fraction[0] + 1)] == ["of", "a"]
        if of_a and word_at(pieces, fraction[0] + 2) in scales():
            return fraction[0] + 2, fraction[1], False, True
        return *fraction, False, True
    if (chunk := read_chunk(pieces, i)) is None:
        return None
    stop, value, digits = chunk
    added = read_added_fraction(pieces, stop)
    if added and (word_at(pieces, added[0]) in scales() or value < 1000):
        return added[0], value + added[1], False, True
    return stop, value, digits, False


def read_numeral(pieces: list[Piece], i: int) -> Numeral | None:
    """Read the longest numeral that starts at piece i.

    >>> from chancery.quantities.pieces import scan
    >>> [read_numeral(scan(words), 0).value for words in ("3.2 lakh crore", "one and a half million", "half a billion")]
    [Decimal('3200000000000.0'), Decimal('1500000.0'), Decimal('500000000.0')]
    """
    begun = read_start(pieces, i)
    if begun is None:
        return None
    stop, value, digits, fraction = begun
    stop, power, loose = read_scales(pieces, stop, digits)
    total = value * Decimal(10) ** min(power, 60)
    least = power
    while not loose and (lower := read_lower(pieces, stop, least)):
        stop, least, total = lower[0], lower[1], total + lower[2]
    if power and (added := read_added_fraction(pieces, stop)):
        stop, own, _ = read_scales(pieces, added[0], False)
        total += added[1] * Decimal(10) ** min(own or least or power, 60)
    dozens = word_at(pieces, stop) in table("numbers")["dozens"]
    if dozens:
        stop, total = stop + 1, total * 12
    return Numeral(i, stop, total, power, loose, digits and not power and not dozens, fraction)


def read_lower(pieces: list[Piece], i: int, least: int) -> tuple[int, int, Decimal] | None:
    """Read what follows a scale in the same number ("3 hundred" behind "4 thousand"): stop, power and value.

    Digits follow only a hundred or bring a scale of their own, so that "2 million and 3 ships" stay two numbers.
    """
    joined = word_at(pieces, i) == "and"
    chunk = read_chunk(pieces, i + joined) if least >= 2 else None
    if chunk is None or (joined and read_added_fraction(pieces, i)):
        return None
    stop, power, loose = read_scales(pieces, chunk[0], chunk[2])
    value = chunk[1] * Decimal(10) ** min(power, 60)
    lower = power < least and not loose and value < Decimal(10) ** least
    return (stop, power, value) if lower and (not chunk[2] or power or least == 2) else None


def join_spaced(pieces: list[Piece], text: str, numeral: Numeral) -> Numeral:
    """Join thousands that a space parts: "40 000" in one number."""
    if not numeral.plain or not 1 <= len(pieces[numeral.first].text) <= 3 or not pieces[numeral.first].text.isdigit():
        return numeral
    digits, stop = pieces[numeral.first].text, numeral.stop
    while (
        stop < len(pieces)
        and len(digits) < MOST_DIGITS
        and len(pieces[stop].text) == 3
        and pieces[stop].text.isdigit()
        and SPACED.fullmatch(text[pieces[stop - 1].end : pieces[stop].start])
    ):
        digits, stop = digits + pieces[stop].text, stop + 1
    if stop == numeral.stop or digits.startswith("0"):
        return numeral
    after, power, loose = read_scales(pieces, stop, True)
    return Numeral(numeral.first, after, Decimal(digits) * Decimal(10) ** power, power, loose, power == 0)


def numerals(pieces: list[Piece], text: str) -> list[Numeral]:
    """Read all numerals of a text from left to right, none inside another, each no higher than 10^21."""
    found: list[Numeral] = []
    i = 0
    while i < len(pieces):
        begins = pieces[i].kind == "number" or pieces[i].word in starters()
        numeral = read_numeral(pieces, i) if begins else None
        if numeral is None:
            i += 1
            continue
        numeral = join_spaced(pieces, text, numeral)
        ordinal = (
            word_at(pieces, numeral.stop) == "-" and word_at(pieces, numeral.stop + 1) in table("numbers")["ordinals"]
        )
        if numeral.value < HIGHEST and not ordinal:
            found.append(numeral)
        i = numeral.stop
    return found

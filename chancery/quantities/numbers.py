"""Numerals: digits and words to exact values, with Western and Indian scales and fractions."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from chancery.quantities.pieces import Piece
from chancery.quantities.tables import table

MOST_DIGITS = 24  # longer runs of digits are identifiers, not amounts
HIGHEST = Decimal(10) ** 21  # "million million million" is a stutter, not a figure
WESTERN = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?|\.\d+")
INDIAN = re.compile(r"\d{1,2}(,\d{2})+,\d{3}(\.\d+)?")
POINTED = re.compile(r"\d{1,3}(\.\d{3}){2,}(,\d+)?")
DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
SPACED = re.compile(r"[ \u00a0\u2009\u202f]")
VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


class Numeral(NamedTuple):
    """Pieces [first, stop) read as a value.

    `power` is the power of ten of its last scale word (0 for none), `loose` says that this scale is a letter which may as
    well be a unit ("5m"), `plain` that it is printed in digits alone, `fraction` that it ends in a fraction word.
    """

    first: int
    stop: int
    value: Decimal
    power: int = 0
    loose: bool = False
    plain: bool = False
    fraction: bool = False


@cache
def scales() -> dict[str, int]:
    """Powers of ten by scale word, with the plurals."""
    words: dict[str, int] = table("numbers")["scales"]
    return words | {f"{word}s": power for word, power in words.items()}


@cache
def cardinals() -> dict[str, int]:
    """Values by number word below a hundred."""
    words: dict[str, int] = table("numbers")["cardinals"]
    return words


@cache
def denominators() -> dict[str, int]:
    """What a fraction word divides by: "thirds" is 3; "second" is no fraction."""
    ordinals = {word: value for word, value in table("numbers")["ordinals"].items() if value > 2}
    plurals = {f"{word}s": value for word, value in ordinals.items()}
    fractions: dict[str, int] = table("numbers")["fractions"]
    return ordinals | plurals | fractions


def read_digits(digits: str) -> Decimal | None:
    """Read printed digits with their separators; None when these are no one number ("22,24,26", "1.2.3").

    >>> read_digits("3,20,000"), read_digits("20,516.61"), read_digits("1,3")
    (Decimal('320000'), Decimal('20516.61'), Decimal('1.3'))
    """
    if len(digits) > MOST_DIGITS:
        return None
    if WESTERN.fullmatch(digits) or INDIAN.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    if POINTED.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if DECIMAL_COMMA.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    return None


def tidy(value: Decimal) -> Decimal:
    """The same value in plain notation, without zeros behind the point.

    >>> tidy(Decimal("6.40E+9")), tidy(Decimal("1.50"))
    (Decimal('6400000000'), Decimal('1.5'))
    """
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def word_at(pieces: list[Piece], i: int) -> str:
    """Give the word at i, or nothing outside the text."""
    return pieces[i].word if 0 <= i < len(pieces) else ""


def skip_hyphen(pieces: list[Piece], i: int) -> int:
    """Step over a hyphen that joins two words of one number."""
    return i + 1 if word_at(pieces, i) in ("-", "‐", "‑") and i > 0 else i


def read_scales(pieces: list[Piece], i: int, behind_digits: bool) -> tuple[int, int, bool]:
    """Read scale words from i ("lakh crore", "-million", "bn"): where they stop, their power together, and if loose."""
    power, loose, numbers = 0, False, table("numbers")
    while True:
        j = skip_hyphen(pieces, i)
        word = word_at(pieces, j)
        if word in scales():
            power += scales()[word]
        elif power == 0 and behind_digits and word in numbers["abbreviations"]:
            power = numbers["abbreviations"][word]
        elif power == 0 and behind_digits and word in numbers["loose"] and (pieces[j].glued or pieces[j].text.isupper()):
            power, loose = numbers["loose"][word], True
        else:
            return i, power, loose
        i = j + 1


def read_group(pieces: list[Piece], i: int) -> tuple[int, int] | None:
    """Read words below a thousand from i ("two hundred and fifty-four", "ninety-five hundred"): stop and value."""
    words, value, stop, last = cardinals(), 0, i, 1000
    j = i
    while True:
        word = word_at(pieces, j)
        if word in words and stop == i:
            value, last = words[word], words[word]
        elif word in words and (last == 100 or (last >= 20 and last % 10 == 0 and 0 < words[word] < 10 and last < 100)):
            value, last = value + words[word], words[word]
        elif word in ("hundred", "hundreds") and stop > i and 0 < value < 100:
            value, last = value * 100, 100
        else:
            return (stop, value) if stop > i else None
        stop = j + 1
        j = skip_hyphen(pieces, stop)
        if last == 100 and word_at(pieces, j) == "and" and word_at(pieces, j + 1) in words:
            j += 1


def read_decimals(pieces: list[Piece], i: int) -> tuple[int, Decimal] | None:
    """Read "point five", "point seventy-one", "point nought four" from i: stop and the fraction."""
    if word_at(pieces, i) != "point":
        return None
    j, digits = i + 1, ""
    while (group := cardinals().get(word_at(pieces, j))) is not None and len(digits) < MOST_DIGITS:
        tens = group >= 20 and 0 < cardinals().get(word_at(pieces, skip_hyphen(pieces, j + 1)), 0) < 10
        if tens:
            j = skip_hyphen(pieces, j + 1)
            group += cardinals()[word_at(pieces, j)]
        digits += str(group)
        j += 1
    return (j, Decimal(f"0.{digits}")) if digits else None


def read_fraction(pieces: list[Piece], i: int) -> tuple[int, Decimal] | None:
    """Read "half", "a quarter", "three quarters", "two-thirds", "½" from i: stop and value."""
    first = word_at(pieces, i)
    if first in VULGAR:
        return i + 1, VULGAR[first]
    if first in ("half", "quarter"):
        return i + 1, Decimal(1) / denominators()[first]
    top = 1 if first in ("a", "an") else cardinals().get(first)
    j = skip_hyphen(pieces, i + 1)
    below = denominators().get(word_at(pieces, j))
    if not top or below is None:
        return None
    plural = word_at(pieces, j).endswith("s") or word_at(pieces, j) == "halves"
    return (j + 1, Decimal(top) / below) if plural == (top > 1) else None


def read_chunk(pieces: list[Piece], i: int) -> tuple[int, Decimal, bool] | None:
    """Read a number without its scale from i: stop, value, and whether it is in digits."""
    if i >= len(pieces):
        return None
    if pieces[i].kind == "number":
        value = read_digits(pieces[i].text)
        if value is None:
            return None
        stop = i + 1
        if stop < len(pieces) and pieces[stop].word in VULGAR:
            return stop + 1, value + VULGAR[pieces[stop].word], False
        return stop, value, True
    if (group := read_group(pieces, i)) is not None:
        stop, whole = group
        if (decimals := read_decimals(pieces, stop)) is not None:
            return decimals[0], whole + decimals[1], False
        return stop, Decimal(whole), False
    return None


def read_added_fraction(pieces: list[Piece], i: int) -> tuple[int, Decimal] | None:
    """Read "and a half", "and three quarters" from i."""
    return read_fraction(pieces, i + 1) if word_at(pieces, i) == "and" else None


def read_start(pieces: list[Piece], i: int) -> tuple[int, Decimal, bool, bool] | None:
    """Read how a numeral begins: a number, "a million", "half a million", "a hundred": stop, value, digits, fraction."""
    word = word_at(pieces, i)
    if word in ("half", "quarter") and word_at(pieces, i + 1) in ("a", "an") and word_at(pieces, i + 2) in scales():
        return i + 2, Decimal(1) / denominators()[word], False, False
    if word in ("a", "an") and word_at(pieces, i + 1) in scales():
        return i + 1, Decimal(1), False, False
    if word == "hundred" and word_at(pieces, i + 1) in scales():
        return i + 1, Decimal(100), False, False
    if (fraction := read_fraction(pieces, i)) is not None:
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
        stop, total = added[0], total + added[1] * Decimal(10) ** min(least or power, 60)
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
        numeral = read_numeral(pieces, i)
        if numeral is None:
            i += 1
            continue
        numeral = join_spaced(pieces, text, numeral)
        if numeral.value < HIGHEST:
            found.append(numeral)
        i = numeral.stop
    return found

"""Number words: cardinals, scales and decimals, read from pieces."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from chancery.quantities.pieces import MOST_DIGITS, Piece
from chancery.quantities.tables import table

HYPHENS = "-‐‑"


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


def word_at(pieces: list[Piece], i: int) -> str:
    """Give the word at i, or nothing outside the text."""
    return pieces[i].word if 0 <= i < len(pieces) else ""


def skip_hyphen(pieces: list[Piece], i: int) -> int:
    """Step over a hyphen that joins two words of one number."""
    word = word_at(pieces, i)
    return i + 1 if word and word in HYPHENS and i > 0 else i


def read_scales(pieces: list[Piece], i: int, behind_digits: bool) -> tuple[int, int, bool]:
    """Read scale words from i ("lakh crore", "-million", "bn"): where they stop, their power together, and if loose."""
    power, numbers = 0, table("numbers")
    while True:
        j = skip_hyphen(pieces, i)
        word = word_at(pieces, j)
        if word in scales():
            power += scales()[word]
        elif power == 0 and behind_digits and word in numbers["abbreviations"]:
            power = numbers["abbreviations"][word]
        elif (
            power == 0 and behind_digits and word in numbers["loose"] and (pieces[j].glued or pieces[j].text.isupper())
        ):
            return j + 1, numbers["loose"][word], pieces[j].text != "M"
        else:
            return i, power, False
        i = j + 1


def read_group(pieces: list[Piece], i: int) -> tuple[int, int] | None:
    """Read words below ten thousand from i ("two hundred and fifty-four", "ninety-five hundred"): stop and value."""
    words, value, stop, last = cardinals(), 0, i, 1000
    j = i
    while True:
        word = word_at(pieces, j)
        if word in words and stop == i:
            value, last = words[word], words[word]
        elif word in words and (last == 100 or (20 <= last < 100 and last % 10 == 0 and 0 < words[word] < 10)):
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
        ones = cardinals().get(word_at(pieces, skip_hyphen(pieces, j + 1)), 0)
        if group >= 20 and 0 < ones < 10:
            j, group = skip_hyphen(pieces, j + 1), group + ones
        digits += str(group)
        j += 1
    return (j, Decimal(f"0.{digits}")) if digits else None

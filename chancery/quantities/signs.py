"""A text as a string of signs, one for each word that the grammar of time knows: the alphabet of its rules.

d  digits of one or two places    y  a year in four digits    n  another number    k  few, several    o  an ordinal
M  month     W  weekday     U  unit     V  units (plural)     Z  season     H  holiday     R  today, tomorrow
N  a date in digits         Q  Q3, H1   D  the 1990s          F  fiscal year               %  half
P  a point or stretch already read      L  a length already read
x  next      p  last        c  this     q  recent      m  early, mid, late     E  end     B  start     z  rest
small words: see `signs` in `data/quantities/calendar.yaml`; punctuation stands for itself, all dashes as "-";
_  anything else
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from chancery.quantities.calendar import make_date
from chancery.quantities.cardinals import cardinals, word_at
from chancery.quantities.numbers import Numeral
from chancery.quantities.pieces import Piece, scan
from chancery.quantities.tables import table

DASHES = "-‐‑‒–—−"
YEAR_LEADS = frozenset("Moif")  # signs of a month, an ordinal, "in" and "of", behind which number words may be a year
NUMERIC = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{1,2})([-/.])(\d{1,2})\6(\d{4}|\d{2})")
WARY_MONTHS = frozenset({"may", "march", "mar", "sun", "sat", "mon", "wed", "second", "dec"})


class Item(NamedTuple):
    """A sign with its pieces [first, stop) and its value."""

    sign: str
    first: int
    stop: int
    value: Any = None


@cache
def words() -> dict[str, tuple[str, Any]]:
    """Sign and value of each word that the grammar knows."""
    calendar = table("calendar")
    known: dict[str, tuple[str, Any]] = {}
    known |= {word: (sign, word) for word, sign in calendar["signs"].items()}
    known |= {word: ("D", decade) for word, decade in calendar["decades"].items()}
    known |= {word: ("M", month) for word, month in calendar["months"].items()}
    known |= {word: ("W", weekday) for word, weekday in calendar["weekdays"].items()}
    known |= {word: ("Z", month) for word, month in calendar["seasons"].items()}
    known |= {word: ("R", days) for word, days in calendar["relative_days"].items()}
    known |= {word: ("V" if word.endswith("s") else "U", unit) for word, unit in calendar["units"].items()}
    known |= {word: ("o", value) for word, value in table("numbers")["ordinals"].items() if value <= 100}
    return known


@cache
def holidays() -> dict[str, list[tuple[list[str], list[int]]]]:
    """Holidays by their first word, longest first."""
    index: dict[str, list[tuple[list[str], list[int]]]] = {}
    for name, day in table("calendar")["holidays"].items():
        words = [piece.word for piece in scan(name)]
        index.setdefault(words[0], []).append((words, day))
    for listed in index.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return index


def numeric_date(text: str, day_first: bool) -> dt.date | None:
    """Read a date in digits; where month and day cannot be told apart the writer's custom decides.

    >>> numeric_date("03/04/2025", False), numeric_date("03/04/2025", True)
    (datetime.date(2025, 3, 4), datetime.date(2025, 4, 3))
    """
    found = NUMERIC.fullmatch(text)
    if found is None:
        return None
    if found[1]:
        return make_date(int(found[1]), int(found[3]), int(found[4]))
    a, b, year = int(found[5]), int(found[7]), int(found[8])
    year += 0 if len(found[8]) == 4 else 2000 if year < 50 else 1900
    month, day = (b, a) if (day_first or a > 12) and b <= 12 else (a, b)
    return make_date(year, month, day)


def date_at(pieces: list[Piece], i: int, day_first: bool) -> Item | None:
    """Read a date in digits from piece i ("2025-11-24", "24.11.2025")."""
    if pieces[i].text.count(".") == 2 and (day := numeric_date(pieces[i].text, True)):
        return Item("N", i, i + 1, day)
    five = pieces[i : i + 5]
    if len(five) == 5 and five[1].text in "-/" and all(piece.glued for piece in five[1:]):
        text = "".join(piece.text for piece in five)
        if len(text) <= 10 and (day := numeric_date(text, day_first)):
            return Item("N", i, i + 5, day)
    return None


def ordinal_at(pieces: list[Piece], numeral: Numeral) -> Item | None:
    """Read "4th" as an ordinal."""
    stop = numeral.stop
    if numeral.plain and stop < len(pieces) and pieces[stop].glued and pieces[stop].word in ("st", "nd", "rd", "th"):
        return Item("o", numeral.first, stop + 1, int(numeral.value))
    return None


def short_decade(pieces: list[Piece], numeral: Numeral) -> Item | None:
    """Read "'40s" and "70's" as the decade of the last century, "'20s" of this one."""
    first, stop = numeral.first, numeral.stop
    if not numeral.plain or numeral.value % 10 or not 10 <= numeral.value <= 90:
        return None
    if stop < len(pieces) and pieces[stop].text in "'’" and pieces[stop].glued:
        stop += 1
    if stop < len(pieces) and pieces[stop].text == "s" and pieces[stop].glued:
        led = first > 0 and (pieces[first - 1].text in "'’" or pieces[first - 1].word == "the")
        decade = int(numeral.value) + (2000 if numeral.value <= 20 else 1900)
        return Item("D", first, stop + 1, decade) if led else None
    return None


def spoken_year(pieces: list[Piece], numerals: dict[int, Numeral], numeral: Numeral, before: str) -> Item | None:
    """Read "nineteen ninety-nine", and "two thousand and twenty" behind a month or "in", as a year."""
    if pieces[numeral.first].kind != "word" or before not in YEAR_LEADS:
        return None
    following = numerals.get(numeral.stop)
    century = numeral.value in (18, 19, 20) and following is not None and pieces[following.first].kind == "word"
    if century and following and following.power == 0 and 10 <= following.value < 100:
        return Item("y", numeral.first, following.stop, int(numeral.value) * 100 + int(following.value))
    whole_year = numeral.value == int(numeral.value) and 1500 <= numeral.value < 2100
    if whole_year and (numeral.value % 1000 or before in "Mo"):
        return Item("y", numeral.first, numeral.stop, int(numeral.value))
    return None


def compound_ordinal(pieces: list[Piece], i: int) -> Item | None:
    """Read "twenty-first" from piece i."""
    tens, ones = cardinals().get(pieces[i].word, 0), table("numbers")["ordinals"].get(word_at(pieces, i + 2), 10)
    joined = word_at(pieces, i + 1) == "-" and tens >= 20 and tens % 10 == 0 and ones < 10
    return Item("o", i, i + 3, tens + ones) if joined else None


def is_unit(pieces: list[Piece], numeral: Numeral) -> bool:
    """Whether the numeral is the bare word "half" or "quarter", which may name a part of a year."""
    return numeral.stop == numeral.first + 1 and pieces[numeral.first].word in ("half", "quarter", "quarters")


def number_item(pieces: list[Piece], numeral: Numeral) -> Item:
    """Give a numeral the sign of a day or short year, of a year, or of another number."""
    text, single = pieces[numeral.first].text, numeral.stop == numeral.first + 1
    if special := ordinal_at(pieces, numeral) or short_decade(pieces, numeral):
        return special
    if single and text.isdigit() and len(text) <= 2:
        return Item("d", numeral.first, numeral.stop, numeral.value)
    if single and text.isdigit() and len(text) == 4 and 1000 <= int(text) < 3000:
        following = pieces[numeral.stop] if numeral.stop < len(pieces) else None
        if following and following.word == "s" and (following.glued or following.end - following.start == 1):
            return Item("D", numeral.first, numeral.stop + 1, int(text))
        return Item("y", numeral.first, numeral.stop, int(text))
    return Item("n", numeral.first, numeral.stop, numeral.value)


def year_part(pieces: list[Piece], i: int) -> Item | None:
    """Read "Q3" or "H1" from piece i as its months and number."""
    months = {"q": 3, "h": 6}.get(pieces[i].word)
    behind = pieces[i + 1] if i + 1 < len(pieces) else None
    if months is None or behind is None or not behind.glued or behind.text not in ("1", "2", "3", "4")[: 12 // months]:
        return None
    return Item("Q", i, i + 2, (months, int(behind.text)))


def word_item(pieces: list[Piece], i: int) -> Item:
    """Give a word or sign its item; a month that is a common word too counts only with a capital."""
    piece = pieces[i]
    if piece.kind == "sign":
        return Item("-" if piece.text in DASHES else piece.text if piece.text in ",./()~'’" else "_", i, i + 1)
    for name, day in holidays().get(piece.word, ()):
        if [other.word for other in pieces[i : i + len(name)]] == name:
            return Item("H", i, i + len(name), day)
    if piece.word in ("fiscal", "financial", "fy") or (piece.word.startswith("fy") and piece.word[2:].isdigit()):
        following = word_at(pieces, i + 1)
        if following == "years" and not word_at(pieces, i + 2).isdigit():
            return Item("X", i, i + 1)
        return Item("F", i, i + 1 + (following in ("year", "years")))
    if (part := year_part(pieces, i)) is not None:
        return part
    if piece.word == "half":
        return Item("%", i, i + 1)
    sign, value = words().get(piece.word, ("_", None))
    if sign in "MW" and piece.word in WARY_MONTHS and piece.text.islower():
        beside = {pieces[j].kind for j in (i - 1, i + 1) if 0 <= j < len(pieces)}
        if "number" not in beside:
            sign, value = "_", None
    return Item(sign, i, i + 1, value)


def items(pieces: list[Piece], numerals: list[Numeral], taken: list[tuple[int, int]], day_first: bool) -> list[Item]:
    """Turn pieces into items; an amount of money is one item that no rule knows."""
    begins = {numeral.first: numeral for numeral in numerals if not is_unit(pieces, numeral)}
    money = dict(taken)
    made: list[Item] = []
    i = 0
    while i < len(pieces):
        if i in money:
            item = Item("_", i, money[i])
        elif pieces[i].kind == "number" and (date := date_at(pieces, i, day_first)):
            item = date
        elif ordinal := compound_ordinal(pieces, i):
            item = ordinal
        elif i in begins:
            before = made[-1].sign if made else ""
            item = spoken_year(pieces, begins, begins[i], before) or number_item(pieces, begins[i])
        else:
            item = word_item(pieces, i)
        if any(j in money for j in range(i + 1, item.stop)):
            item = Item("_", i, i + 1)
        made.append(item)
        i = item.stop
    return made


def signs(listed: list[Item]) -> str:
    """The string of signs."""
    return "".join(item.sign for item in listed)


def whole(value: Any) -> int | None:
    """The value as an integer, or None where it is none."""
    return int(value) if isinstance(value, int | Decimal) and value == int(value) else None

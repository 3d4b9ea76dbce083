"""Counts of things and bare numbers: what is left of a text's numerals when money and time have taken theirs."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from chancery.models import Count, Number
from chancery.quantities.cardinals import word_at
from chancery.quantities.numbers import Numeral, lend_scale, tidy
from chancery.quantities.pieces import Piece
from chancery.quantities.qualifiers import per, qualifier
from chancery.quantities.tables import table

LONGEST_NOUN = 7  # pieces looked at behind a number for its noun
SMALL = 11  # numbers in words below this point back when "the" stands before them


class Noun(NamedTuple):
    """Pieces [first, stop) that name what is counted."""

    first: int
    stop: int


@cache
def words(name: str) -> frozenset[str]:
    """A list of words in lower case."""
    return frozenset(str(word).lower() for word in table("words")[name])


def plural(piece: Piece) -> bool:
    """Whether a word looks like the plural of a noun."""
    word = piece.word
    if word in words("plurals") or word in words("measures"):
        return True
    regular = (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")) and piece.text[-1] == "s"
    )
    return regular and word not in words("not_plural")


def run_stop(pieces: list[Piece], i: int) -> int:
    """Where the words that may belong to one noun phrase from piece i on stop."""
    j = i
    while j < len(pieces) and j - i < LONGEST_NOUN:
        piece = pieces[j]
        code = piece.kind == "number" and piece.glued and j > i and pieces[j - 1].text in "-‐‑"
        verbal = j == i and piece.word.endswith(("ing", "ed"))
        joins = piece.word in ("and", "or", ",") and j > i and pieces[j - 1].word.endswith(("ed", "al", "ic", "an"))
        hyphen = piece.text in "-‐‑" and piece.glued
        if not (joins or hyphen or code or verbal) and (
            piece.kind not in ("word", "abbreviation") or piece.word in words("stops")
        ):
            break
        j += 1
    return j


def skip_plus(pieces: list[Piece], i: int) -> int:
    """Step over the "+" or "-plus" that says "or more"."""
    if word_at(pieces, i) == "+" and pieces[i].glued:
        return i + 1
    return i + 2 if word_at(pieces, i) == "-" and word_at(pieces, i + 1) == "plus" else i


def noun(pieces: list[Piece], i: int) -> Noun | None:
    """Find the noun that a number before piece i counts: "skilled and semi-skilled personnel", "lines of credit"."""
    i = skip_plus(pieces, i)
    stop = run_stop(pieces, i)
    plurals = [
        j for j in range(i, stop) if plural(pieces[j]) and not (j > i and pieces[j - 1].text in "-‐‑" and j + 1 < stop)
    ]
    if not plurals:
        return None
    weak = words("weak_plurals")
    head = next((j for j in plurals if pieces[j].word not in weak), plurals[-1])
    while head + 1 < stop and head + 1 in plurals:
        head += 1
    first = i
    while first < head and pieces[first].word in words("fillers"):
        first += 1
    of = table("words")["compounds"].get(pieces[head].word)
    if of and word_at(pieces, head + 1) == "of" and word_at(pieces, head + 2) == of:
        return Noun(first, head + 3)
    return Noun(first, head + 1)


def measure(pieces: list[Piece], i: int) -> Noun | None:
    """Find a percent sign or unit of measure at piece i: "%", "per cent", "km", "square kilometres"."""
    j = i + 1 if i < len(pieces) and pieces[i].text in "-‐‑" and pieces[i].glued else i
    for length in (2, 1):
        fits = j + length <= len(pieces)
        if fits and " ".join(piece.word for piece in pieces[j : j + length]) in words("percents"):
            return Noun(j, j + length)
    if word_at(pieces, j) in words("compound_measures") and word_at(pieces, j + 1) in words("measures"):
        return Noun(j, j + 2)
    if word_at(pieces, j) in words("measures") and word_at(pieces, j) not in words("compound_measures"):
        return Noun(j, j + 1)
    return None


def named(pieces: list[Piece], numeral: Numeral) -> bool:
    """Whether the number belongs to a name, reference, sum or clock: G20, Article 9, F-35, 10+2, 12th, 10:20."""
    first, stop = numeral.first, numeral.stop
    before = pieces[first - 1] if first else None
    behind = pieces[stop] if stop < len(pieces) else None
    if before and pieces[first].glued and (before.kind in ("word", "number") or before.text in "+/:#_.'’\\="):
        return True
    if before and before.text in "-‐‑–" and pieces[first].glued and first > 1 and before.glued:
        return True
    if before and before.word in words("references") and numeral.plain:
        return True
    if before and before.text == "." and first > 1 and f"{pieces[first - 2].word}." in words("references"):
        return True
    if behind and behind.word in words("clock"):
        return True
    if behind and behind.glued and (behind.word in ("st", "nd", "rd", "th") or behind.text in "+/:_\\="):
        return not (behind.text == "+" and (stop + 1 >= len(pieces) or pieces[stop + 1].kind != "number"))
    return bool(behind and behind.glued and behind.kind == "word" and measure(pieces, stop) is None)


def unit_text(pieces: list[Piece], text: str, unit: Noun) -> str:
    """The noun as printed, in one line; percent always under one name."""
    printed = text[pieces[unit.first].start : pieces[unit.stop - 1].end]
    printed = " ".join(printed.split())
    return "percent" if printed.lower() in ("%", "per cent", "pct", "percent") else printed


def points_back(pieces: list[Piece], numeral: Numeral) -> bool:
    """Whether the number only refers to things known already: "the two ministers", "one"."""
    in_words = pieces[numeral.first].kind == "word" and numeral.power == 0 and numeral.value < SMALL
    return in_words and (numeral.value <= 1 or word_at(pieces, numeral.first - 1) in words("definite"))


def read_counts(
    text: str, pieces: list[Piece], numerals: list[Numeral], taken: list[tuple[int, int]]
) -> list[Count | Number]:
    """Read counts and bare numbers among the numerals that nothing else has taken."""
    used = {i for first, stop in taken for i in range(first, stop)}
    free = [one for one in numerals if one.first not in used and one.stop - 1 not in used]
    made: list[Count | Number] = []
    at = 0
    while at < len(free):
        numeral, high = free[at], free[at + 1] if at + 1 < len(free) else None
        at += 1
        alone = word_at(pieces, numeral.first) in ("half", "quarter") and numeral.stop == numeral.first + 1
        if alone or named(pieces, numeral) or (numeral.loose and measure(pieces, numeral.stop - 1) is None):
            continue
        if high and joined(pieces, numeral, high):
            found = count(text, pieces, high, numeral)
            if found:
                made.append(found)
                at += 1
                continue
        if counted := count(text, pieces, numeral):
            made.append(counted)
        elif not (word_at(pieces, numeral.first) == "one" and word_at(pieces, numeral.first - 1) in words("pronouns")):
            made.append(bare(text, pieces, numeral, high))
            at += high is not None and made[-1].end > pieces[high.first].start
    return made


def joined(pieces: list[Piece], low: Numeral, high: Numeral) -> bool:
    """Whether two numbers are the ends of one range: "two to four", "50–60", "between 10 and 20"."""
    if high.first != low.stop + 1:
        return False
    word, lead = pieces[low.stop].word, word_at(pieces, low.first - 1)
    return (word in table("words")["range_joins"] and lead != "from") or (word == "and" and lead == "between")


def count(text: str, pieces: list[Piece], numeral: Numeral, low: Numeral | None = None) -> Count | None:
    """Make a count of the number, or of the range from `low` to it, if it counts something."""
    loose = numeral.loose
    stop = numeral.stop - 1 if loose else numeral.stop
    value = numeral.value / Decimal(10) ** numeral.power if loose else numeral.value
    unit = measure(pieces, stop)
    if (
        unit is None
        and not points_back(pieces, numeral)
        and (skip_plus(pieces, stop) > stop or word_at(pieces, stop) not in ("-", "‐", "‑"))
    ):
        unit = noun(pieces, stop) if not numeral.fraction or numeral.power else None
    if unit is None or (low and low.value >= value):
        return None
    first = low.first if low else numeral.first
    least = lend_scale(low, numeral) if low else value
    start, end = pieces[first].start, pieces[stop - 1].end
    return Count(
        start=start,
        end=end,
        text=text[start:end],
        value=tidy(least),
        max=tidy(value) if low else None,
        unit=unit_text(pieces, text, unit),
        qualifier=qualifier(pieces, first, stop),
        per=per(pieces, first, unit.stop),
    )


def share_of(pieces: list[Piece], low: Numeral, high: Numeral | None) -> Decimal | None:
    """Read "one out of three", and "one over three" where nothing follows that three could count, as a fraction."""
    if high is None or not high.value:
        return None
    between = [piece.word for piece in pieces[low.stop : high.first]]
    last = high.stop >= len(pieces) or pieces[high.stop].kind == "sign"
    part = (between == ["out", "of"] and low.value < high.value) or (between == ["over"] and last)
    return low.value / high.value if part else None


def bare(text: str, pieces: list[Piece], numeral: Numeral, high: Numeral | None = None) -> Number:
    """Make a number that counts nothing named, with its sign, or the fraction of it and the one behind it."""
    first, stop, value = numeral.first, numeral.stop, numeral.value
    if high and (part := share_of(pieces, numeral, high)) is not None:
        stop, value = high.stop, part
    minus = pieces[first - 1] if first else None
    signed = minus is not None and minus.text in "-−" and not minus.glued and pieces[first].glued
    if minus and (signed or minus.word in ("minus", "negative")):
        first, value = first - 1, -value
    start, end = pieces[first].start, pieces[stop - 1].end
    return Number(
        start=start,
        end=end,
        text=text[start:end],
        value=tidy(value),
        qualifier=qualifier(pieces, first, stop),
    )

"""Text to pieces: numbers, words, abbreviations and signs, with their places."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

MOST_DIGITS = 24  # longer runs of digits are identifiers, not amounts
WESTERN = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?|\.\d+")
INDIAN = re.compile(r"\d{1,2}(,\d{2})+,\d{3}(\.\d+)?")
POINTED = re.compile(r"\d{1,3}(\.\d{3}){2,}(,\d+)?")
DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
LISTED = re.compile(r"\d{1,4}(,\d{1,4}){2,30}")

PIECE = re.compile(
    r"""(?P<address>(?:https?://|www\.)[^\s<>)\]]++)
      | (?P<number>\d++(?:[.,]\d++)*+|(?<![\w.])\.\d++)
      | (?P<abbreviation>(?:(?<![^\W\d_])[^\W\d_]\.){2,}+|U\.[ ]S\.|U\.S(?![\w])|Rs\.|Re\.|Tk\.|Rp\.|Nu\.)
      | (?P<word>[^\W\d_]++(?:['’](?!s(?!\w))[^\W\d_]++)*+)
      | (?P<sign>[^\s\w]|_)""",
    re.VERBOSE,
)


class Piece(NamedTuple):
    """A number, word, abbreviation ("U.S."), sign or web address, as `kind` says.

    `word` is the text in lower case; `glued` says that no space stands before it.
    """

    start: int
    end: int
    text: str
    word: str
    kind: str
    glued: bool


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


def split_list(text: str, start: int) -> list[Piece]:
    """Cut numbers that only commas part ("22,24,26") into one piece each, and the commas."""
    pieces = []
    for match in re.finditer(r"\d+|,", text):
        found = match.group()
        kind = "sign" if found == "," else "number"
        pieces.append(Piece(start + match.start(), start + match.end(), found, found, kind, kind == "sign"))
    return pieces


def scan(text: str) -> list[Piece]:
    """Cut a text into pieces, in time linear in its length.

    >>> [piece.text for piece in scan("US$1.5bn, or ¥10tn")]
    ['US', '$', '1.5', 'bn', ',', 'or', '¥', '10', 'tn']
    """
    pieces: list[Piece] = []
    before = -1
    for match in PIECE.finditer(text):
        start, end = match.span()
        found, kind = match.group(), match.lastgroup or ""
        if kind == "number" and LISTED.fullmatch(found) and read_digits(found) is None:
            pieces += split_list(found, start)
        else:
            word = found.lower().replace("’", "'").replace(" ", "")
            pieces.append(Piece(start, end, found, word, kind, start == before))
        before = end
    return pieces

"""Text to pieces: numbers, words, abbreviations and signs, with their places."""

from __future__ import annotations

import re
from typing import NamedTuple

PIECE = re.compile(
    r"""(?P<address>(?:https?://|www\.)[^\s<>)\]]++)
      | (?P<number>\d++(?:[.,]\d++)*+|(?<![\w.])\.\d++)
      | (?P<abbreviation>(?:(?<![^\W\d_])[^\W\d_]\.){2,}+|U\.[ ]S\.|U\.S(?![\w])|Rs\.|Re\.|Tk\.|Rp\.|Nu\.)
      | (?P<word>[^\W\d_]++(?:['’][^\W\d_]++)*+)
      | (?P<sign>[^\s\w]|_)""",
    re.VERBOSE,
)


class Piece(NamedTuple):
    """A number, word, abbreviation ("U.S."), sign or web address; `word` is the text in lower case, `glued` says no space before."""

    start: int
    end: int
    text: str
    word: str
    kind: str
    glued: bool


def scan(text: str) -> list[Piece]:
    """Cut a text into pieces, in time linear in its length.

    >>> [piece.text for piece in scan("US$1.5bn, or ¥10tn")]
    ['US', '$', '1.5', 'bn', ',', 'or', '¥', '10', 'tn']
    """
    pieces: list[Piece] = []
    before = -1
    for match in PIECE.finditer(text):
        start, end = match.span()
        found = match.group()
        pieces.append(Piece(start, end, found, found.lower().replace("’", "'").replace(" ", ""), match.lastgroup or "", start == before))
        before = end
    return pieces

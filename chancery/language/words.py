"""Text to words, as the web treebank of Universal Dependencies cuts them.

Clitics, hyphens, currency signs and units are words of their own ("India's" is two, "rule-based" three, "$5bn" three);
numbers with commas, dates, addresses and abbreviations are one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from chancery.language.lists import table, words

Extent = tuple[int, int]

MAX_CHUNK = 400
"""Longer runs without a space are cut here, which keeps the time linear on any input."""
_CHUNK = re.compile(rf"\S{{1,{MAX_CHUNK}}}")

_WORD = re.compile(
    r"""
    (?:https?://|www\.|mailto:)\S*[\w/]                     # addresses
  | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+
  | \w{1,64}\.(?:com|org|net|gov|int|edu|eu|info)\b(?![.]\w)
  | (?:US|HK|NZ|NT|[ACSR])\$                                # dollars
  | (?:[^\W\d_]\.){2,}[^\W\d_]?(?!\w)                       # U.S. p.m. U.S.A
  | [A-Z][A-Za-z]\.[A-Z]\.(?!\w)                            # Ph.D. LL.M.
  | \d{4}-\d\d-\d\d(?!\w)                                   # dates and telephone numbers
  | \d{3}-(?:\d{3}-)?\d{4}(?!\w)
  | \d+(?:[.,:/]\d+)*(?:(?:st|nd|rd|th|s)(?![^\W\d_]))?     # numbers, ordinals, decades
  | ['’]\d\ds?\b
  | [^\W_](?:\w*[^\W_])?(?:['’`][^\W\d_]+|&[A-Z])*          # words, with what hangs on by an apostrophe
  | \w+
  | \.{2,} | ([-=*~_#!?+<>])\1* | [?!]+ | ''|``             # runs of one sign
  | .
    """,
    re.VERBOSE | re.DOTALL,
)
_CLITIC = re.compile(r"(?:n['’`]t|['’`](?:s|m|d|ll|re|ve))$", re.IGNORECASE)
_AFTER_NUMBER = re.compile(r"[^\W\d_]+")
_PAIRS = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}
"""Words written as one that are two, with the length of the first."""


def split(text: str, start: int = 0, end: int | None = None) -> list[Extent]:
    """The words of `text[start:end]` as (start, end) in the text.

    >>> text = "The U.S.-led plan won't cost $5bn (No. 7)."
    >>> [text[a:b] for a, b in split(text)]
    ['The', 'U.S.', '-', 'led', 'plan', 'wo', "n't", 'cost', '$', '5', 'bn', '(', 'No.', '7', ')', '.']
    """
    end = len(text) if end is None else end
    found: list[Extent] = []
    chunks = [(match.start(), match.group()) for match in _CHUNK.finditer(text, start, end)]
    for number, (at, chunk) in enumerate(chunks):
        following = chunks[number + 1][1][0] if number + 1 < len(chunks) else " "
        found += [(at + a, at + b) for a, b in _cut(chunk, following.isdigit())]
    return found


@lru_cache(maxsize=100_000)
def _cut(chunk: str, before_number: bool) -> tuple[Extent, ...]:
    if chunk.isalpha() and chunk.lower() not in _PAIRS:
        return ((0, len(chunk)),)
    pieces: list[Extent] = []
    for match in _WORD.finditer(chunk):
        pieces += _parts(chunk, match.start(), match.end())
    return tuple(_stops(chunk, _prefixes(chunk, pieces), before_number))


def _parts(chunk: str, start: int, end: int) -> list[Extent]:
    """Cuts clitics, joined pairs and units off one match."""
    word = chunk[start:end]
    if (clitic := _CLITIC.search(word)) and clitic.start() > 0 and word[0].isalnum():
        cut = start + clitic.start()
    elif word.lower() in _PAIRS:
        cut = start + _PAIRS[word.lower()]
    elif word[0].isdigit() and (unit := _AFTER_NUMBER.search(word)) and _is_unit(word[unit.start() :]):
        cut = start + unit.start()
    else:
        return [(start, end)]
    return [(start, cut), (cut, end)]


def _is_unit(letters: str) -> bool:
    return letters.isalpha() and letters.lower() in words("units")


def _prefixes(chunk: str, pieces: list[Extent]) -> list[Extent]:
    """Puts prefixes that keep their hyphen back together: "non-aligned"."""
    out: list[Extent] = []
    for start, end in pieces:
        if (
            len(out) >= 2
            and chunk[slice(*out[-1])] == "-"
            and chunk[start].isalnum()
            and chunk[slice(*out[-2])].lower() in words("prefixes")
            and (len(out) < 3 or (not chunk[out[-3][0]].isalnum() and chunk[out[-3][0]] != "-"))
        ):
            out[-2:] = [(out[-2][0], end)]
        else:
            out.append((start, end))
    return out


def _stops(chunk: str, pieces: list[Extent], before_number: bool) -> list[Extent]:
    """Gives abbreviations and initials their stop back."""
    abbreviations = table("abbreviations")
    out: list[Extent] = []
    for number, (start, end) in enumerate(pieces):
        if chunk[start:end] == "." and out and out[-1][1] == start:
            before = chunk[out[-1][0] : end]
            kind = abbreviations.get(before) or abbreviations.get(before.capitalize())
            digit = (number + 1 < len(pieces) and chunk[end].isdigit()) or (number + 1 == len(pieces) and before_number)
            initial = len(before) == 2 and before[0].isupper() and before != "I."
            if initial or (kind and (kind != "number" or digit)):
                out[-1] = (out[-1][0], end)
                continue
        out.append((start, end))
    return out

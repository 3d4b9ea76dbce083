"""Text to sentences of words, with the block that each stands in and the chapeau that a bullet inherits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chancery.language.blocks import Block, blocks
from chancery.language.lists import table, words
from chancery.language.markup import blanked
from chancery.language.words import Extent, split
from chancery.models import Block as Kind

MAX_DIGITS = 2
"""A number of more digits that stands alone before a stop is a year or an amount, not that of a clause."""

_PLACE = r"[A-Z][\w.’'-]*(?:[ /](?:(?:de|of|da)[ ])?[A-Z][\w.’'-]*){0,3}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}})"
_SOURCE = r"\([A-Z][\w ./&-]{1,30}\)"
_DATELINE = re.compile(
    rf"(?:{_PLACE}(?:,\s{_PLACE})?(?:,\s{_DAY}\s?(?:{_SOURCE}\s?)?(?:--?|–|—|:)|,?\s{_SOURCE}\s?(?:--?|–|—))"
    rf"|{_PLACE}(?:\s\[{_PLACE}\])?(?:,\s{_DAY})?\s?:"
    rf"|[A-Z]{{3}}[A-Z .’'/-]*(?:,\s{_PLACE}){{0,2}}\s?(?:--?|–|—))\s(?=[A-Z\d“‘\"'])"
)
_AGENCY = re.compile(r"\([A-Z][\w ./&-]{1,30}\)\s?(?:-{1,2}|–|—)?\s")
_CLOSERS = frozenset("\"'”’)]»")
_OPENERS = frozenset("\"'“‘([«")
_ENDERS = frozenset((".", "!", "?", "…", "..", "...", "....", "!!", "??", "?!", "!?"))


@dataclass(frozen=True)
class Segment:
    """A sentence before analysis: its words as (start, end) in the text."""

    words: tuple[Extent, ...]
    block: Kind
    chapeau: int | None

    @property
    def start(self) -> int:
        """Where the first word begins."""
        return self.words[0][0]

    @property
    def end(self) -> int:
        """Where the last word ends."""
        return self.words[-1][1]


def segments(text: str) -> list[Segment]:
    """The sentences of a text, in order.

    >>> text = "The U.S. and Japan met. They agreed:\\n- to trade;\\n- to invest."
    >>> [(text[s.start:s.end], s.block, s.chapeau) for s in segments(text)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('The U.S. and Japan met.', 'prose', None), ('They agreed:', 'prose', None),
     ('to trade;', 'bullet', 1), ('to invest.', 'bullet', 1)]
    """
    plain = blanked(text)
    found: list[Segment] = []
    open_lists: list[tuple[Block, int]] = []
    for block in blocks(text, plain):
        continues = block.kind == "bullet" or (bool(open_lists) and _is_clause(plain, block))
        if not continues:
            open_lists = []
        while open_lists and not _is_within(block, open_lists[-1][0]):
            open_lists.pop()
        chapeau = open_lists[-1][1] if open_lists else None
        kind: Kind = "bullet" if continues else block.kind
        for part, own_kind in _parts(plain, block, kind):
            rows = [row for row in sentences(plain, split(plain, *part)) if _has_words(plain, row)]
            found += [Segment(tuple(row), own_kind, chapeau) for row in rows]
        if block.opens_list and found:
            open_lists.append((block, len(found) - 1))
    return found


def _is_within(block: Block, opener: Block) -> bool:
    """Whether a bullet belongs to the list that `opener` opens: it stands deeper or has a mark of another style."""
    return opener.kind != "bullet" or block.indent > opener.indent or block.marker not in ("", opener.marker)


def _has_words(plain: str, row: list[Extent]) -> bool:
    return any(map(str.isalnum, plain[row[0][0] : row[-1][1]]))


def _is_clause(plain: str, block: Block) -> bool:
    """A paragraph that goes on a list without a marker: it begins small or ends in a semicolon."""
    return block.kind in ("prose", "headline") and (plain[block.start].islower() or plain[block.end - 1] == ";")


def _parts(plain: str, block: Block, kind: Kind) -> Iterator[tuple[Extent, Kind]]:
    """The block, its dateline apart."""
    start = block.start
    if kind == "prose" and (match := _dateline(plain, block)):
        yield (start, match.end()), "other"
        start = match.end()
    if plain[start : block.end].strip():
        yield (start, block.end), kind


def _dateline(plain: str, block: Block) -> re.Match[str] | None:
    return _DATELINE.match(plain, block.start, min(block.end, block.start + 120)) or _AGENCY.match(
        plain, block.start, min(block.end, block.start + 60)
    )


def sentences(text: str, tokens: list[Extent]) -> list[list[Extent]]:
    """Cuts the words of one block into sentences.

    >>> text = "He met Mr. Xi in the U.S. They spoke. “Good.” No. 5 fell"
    >>> [text[row[0][0]:row[-1][1]] for row in sentences(text, split(text))]
    ['He met Mr. Xi in the U.S.', 'They spoke.', '“Good.”', 'No. 5 fell']
    """
    found: list[list[Extent]] = []
    begin, number, size = 0, 0, len(tokens)
    while number < size:
        word = text[slice(*tokens[number])]
        if word in _ENDERS or (len(word) > 1 and word[-1] == "."):
            after = number + 1
            while after < size and _closes(text, tokens, after):
                after += 1
            if after < size and not _counts(text, tokens[begin:after]) and _ends(text, tokens, number, after):
                found.append(tokens[begin:after])
                begin = after
            number = after
        else:
            number += 1
    return [*found, tokens[begin:]] if begin < size else found


def _counts(text: str, row: list[Extent]) -> bool:
    """Whether the words are the number of the clause that follows: "2." in "They met. 2. They agreed"."""
    return len(row) == 2 and text[slice(*row[0])].isdecimal() and row[0][1] - row[0][0] <= MAX_DIGITS


def _closes(text: str, tokens: list[Extent], number: int) -> bool:
    """Whether the word is a closing quote or bracket that hangs on the word before it."""
    start, end = tokens[number]
    return text[start:end] in _CLOSERS | _ENDERS | {"''"} and tokens[number - 1][1] == start


def _ends(text: str, tokens: list[Extent], number: int, after: int) -> bool:
    """Whether a sentence ends at word `number`, given that `after` is the next word that may begin one."""
    begin = after
    while text[tokens[begin][0]] in _OPENERS and begin + 1 < len(tokens):
        begin += 1
    word, following = text[slice(*tokens[number])], text[slice(*tokens[begin])]
    if word not in _ENDERS:
        return _abbreviation_ends(word, following, begin > number + 1)
    spaced = tokens[after - 1][1] < tokens[after][0]
    if not spaced and not (following[0].isupper() and word == "."):
        return False
    if following[0].islower():
        return word == "." and text[tokens[after - 1][1] : tokens[after][0]].count("\n") > 0 and after == number + 1
    if word in ("…", "..", "...") or (after > number + 1 and word in "!?"):
        return following[0].isupper()
    return following[0].isalnum() or following[0] in "$€£¥₹#@"


def _abbreviation_ends(word: str, following: str, quoted: bool) -> bool:
    kinds = table("abbreviations")
    kind = kinds.get(word) or kinds.get(word.capitalize())
    if kind is None and not ((len(word) > 2 and word[-3] == ".") or word.count(".") > 1):
        return False
    if kind not in (None, "end"):
        return False
    return following in words("starters") or (quoted and following[0].isupper())

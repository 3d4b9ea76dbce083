"""Texts with hard line breaks, read as running text: folded for matching, with the way back to the original offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

SHORTEST_WRAPPED_LINE = 40  # a shorter line is a heading or an item of a list: names do not run on from it
LONGEST_WRAPPED_LINE = 100  # a longer line was not wrapped by hand: its end is the end of a paragraph

GAP = re.compile(r"[^\S\n]*\n\s*|[^\S\n]{2,}")
SIGNS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "‐": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})


class Folded(NamedTuple):
    """A text whose wrapped lines are joined; `starts` and `shifts` lead back to the original."""

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def original(self, offset: int) -> int:
        """Return the offset in the original text of an offset in the folded one."""
        at = bisect_right(self.starts, offset) - 1
        return offset + self.shifts[at] if at >= 0 else offset


def fold(text: str) -> Folded:
    """Join wrapped lines by one space, part paragraphs by one line break, and make apostrophes and hyphens plain.

    >>> folded = fold("The leaders of India and of the United\\n    States met in Tokyo.")
    >>> folded.text
    'The leaders of India and of the United States met in Tokyo.'
    >>> folded.original(folded.text.index("States"))
    43
    """
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    last = length = line = 0
    for gap in GAP.finditer(text):
        pieces.append(text[last : gap.start()])
        length += gap.start() - last
        broken = gap.group().count("\n")
        wrapped = broken == 1 and SHORTEST_WRAPPED_LINE <= gap.start() - line <= LONGEST_WRAPPED_LINE
        pieces.append("\n" if broken and not wrapped else " ")
        if broken:
            line = gap.end()
        length += 1
        last = gap.end()
        starts.append(length)
        shifts.append(last - length)
    pieces.append(text[last:])
    return Folded("".join(pieces).translate(SIGNS), tuple(starts), tuple(shifts))

"""Texts with hard line breaks, read as running text: folded for matching, with the way back to the original offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

NARROWEST = 40  # a text whose lines are typically shorter is a list or a poem, not wrapped prose
WIDEST = 100  # a text whose lines are typically longer was not wrapped by hand: a line is a paragraph
TYPICAL = 0.9  # share of lines that are no longer than the width a text was wrapped at
RAGGED = 6  # characters by which a line may fall short of the width though the next word would have fitted

GAP = re.compile(r"[^\S\n]*\n\s*|[^\S\n]{2,}")
SIGNS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "‐": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})


class Folded(NamedTuple):
    """A text whose wrapped lines are joined; from each of `starts` on it runs as the original from `origins` on."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def original(self, offset: int) -> int:
        """Return the offset in the original text of an offset in the folded one."""
        at = bisect_right(self.starts, offset) - 1
        return offset - self.starts[at] + self.origins[at]

    def folded(self, offset: int) -> int:
        """Return the offset in the folded text of an offset in the original one."""
        at = bisect_right(self.origins, offset) - 1
        return offset - self.origins[at] + self.starts[at]


def fold(text: str) -> Folded:
    """Join wrapped lines by one space, part paragraphs by one line break, and make apostrophes and hyphens plain.

    >>> folded = fold("The leaders of India, of Japan and of the United\\n    States of America met in Tokyo.")
    >>> folded.text
    'The leaders of India, of Japan and of the United States of America met in Tokyo.'
    >>> folded.original(folded.text.index("States"))
    53
    """
    pieces: list[str] = []
    starts, origins = [0], [0]
    last = length = line = 0
    width = wrap_width(text)
    for gap in GAP.finditer(text):
        pieces.append(text[last : gap.start()])
        length += gap.start() - last
        breaks = gap.group().count("\n")
        pieces.append(" " if breaks == 0 or (breaks == 1 and wraps(text, line, gap, width)) else "\n")
        if breaks:
            line = gap.end()
        length += 1
        last = gap.end()
        starts.append(length)
        origins.append(last)
    pieces.append(text[last:])
    return Folded("".join(pieces).translate(SIGNS), tuple(starts), tuple(origins))


def wrap_width(text: str) -> int | None:
    """Return the width a text was wrapped at, None when its lines are paragraphs."""
    lengths = sorted(len(line) for line in text.split("\n") if line.strip())
    width = lengths[int(TYPICAL * len(lengths))] if len(lengths) > 1 else 0
    return width if NARROWEST <= width <= WIDEST else None


def wraps(text: str, line: int, gap: re.Match[str], width: int | None) -> bool:
    """Tell whether a line was broken only because the next word did not fit."""
    if width is None:
        return False
    rest = text[gap.end() : gap.end() + WIDEST].split(maxsplit=1)
    return bool(rest) and gap.start() - line + 1 + len(rest[0]) > width - RAGGED

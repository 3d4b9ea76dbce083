"""Text to blocks: paragraphs, headlines, bullets and lines that point at other stories.

Files write paragraphs in three ways: one line each, lines broken at a width, or blocks with blank lines between.
A line break is read as a space only where the next word would not have fitted on the line, or where the sentence
plainly goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from chancery.language.lists import words
from chancery.models import Block as Kind

MAX_WIDTH = 110
"""Lines of more characters are paragraphs, not lines broken at a width."""
MOSTLY = 0.6
"""The share of lines within that width which makes a text one broken at a width; addresses may stick out."""
RAGGED = 8
"""How many characters short of the width a line broken by a typesetter may be."""
MAX_ADDRESS = 600
"""How far beyond its words a line's first chunk is looked at: the target of a link may follow."""
MAX_HEADLINE = 25
"""A block without a final stop is a headline up to this many words."""

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_MARKER = re.compile(
    r"(?:[-–—•●▪◦‣∙·*+➢✓o](?=\s)\s+|(?:\(?(?:\d{1,3}|[a-z]|[ivxl]{1,6}|[A-Z])\)|(?:\d{1,3}|[ivxl]{1,6}|[a-z])\.)(?=\s)\s+"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=[A-Z]))"
)
_HEADING = re.compile(r"#{1,6}\s+")
_QUOTE = re.compile(r">\s+")
_TERMINAL = re.compile(r"[.!?…][\"'”’)\]]*$")
_RELATED = re.compile(r"\W{0,4}([A-Za-z][A-Za-z' ’]{2,30}?)\s*(?::|\||–|—|-(?=\s))")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")


@dataclass(frozen=True)
class Block:
    """A stretch of text that sentences do not cross.

    `marker` is the style of a bullet's mark ("1.", "(a)", "-"), `opens_list` says that what follows may be its bullets.
    """

    start: int
    end: int
    kind: Kind
    indent: int = 0
    marker: str = ""
    opens_list: bool = False


class _Line(NamedTuple):
    start: int
    end: int
    content: int
    kind: Kind
    width: int
    hard_break: bool
    marker: str


def blocks(text: str, plain: str) -> list[Block]:
    """The blocks of a text; `plain` is the text with its markup blanked (see `markup.blanked`).

    >>> text = "Leaders meet\\n\\nModi met Takaichi.\\n- They agreed.\\nAlso Read: Oil falls"
    >>> [(text[b.start:b.end], b.kind) for b in blocks(text, text)][1:]
    [('Modi met Takaichi.', 'prose'), ('They agreed.', 'bullet'), ('Also Read: Oil falls', 'related')]
    """
    lines = [_line(text, plain, match.start(), match.end()) for match in _LINE.finditer(plain)]
    width = _wrap_width([line.width for line in lines])
    groups: list[list[_Line]] = []
    for line in lines:
        if line.content >= line.end:
            groups.append([])
        elif groups and groups[-1] and _goes_on(plain, text, groups[-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    groups = [group for group in groups if group]
    return [_block(plain, text, group, alone=len(groups) == 1) for group in groups]


def _line(text: str, plain: str, start: int, end: int) -> _Line:
    raw = text[start:end]
    begin = start + len(raw) - len(raw.lstrip())
    kind: Kind = "prose"
    marker = ""
    if mark := _HEADING.match(plain, begin, end):
        begin, kind = mark.end(), "headline"
    elif mark := _QUOTE.match(plain, begin, end):
        begin = mark.end()
    if mark := _MARKER.match(text, begin, end):
        begin, kind, marker = mark.end(), "bullet", _style(mark.group().strip())
    while begin < end and plain[begin].isspace():
        begin += 1
    stop = start + len(plain[start:end].rstrip())
    if kind != "headline" and _is_related(plain[begin:stop]):
        kind = "related"
    elif not any(map(str.isalnum, plain[begin:stop])):
        begin = stop
    elif _ADDRESS.match(plain, begin, stop):
        kind = "other"
    return _Line(start, stop, begin, kind, len(raw.rstrip()), raw.endswith("  "), marker)


def _style(marker: str) -> str:
    """The style of a mark: digits as 1, letters as a, dashes and dots as they are."""
    return re.sub(r"[A-Za-z]+", "a", re.sub(r"\d+", "1", marker)) if marker != "o" else marker


def _is_related(line: str) -> bool:
    match = _RELATED.match(line)
    return bool(match) and match.group(1).lower().replace("’", "'").strip() in words("related")  # type: ignore[union-attr]


def _wrap_width(widths: list[int]) -> int | None:
    """The width at which lines are broken, or None where each paragraph is one line."""
    long = [width for width in widths if width > 40]
    broken = sorted(width for width in long if width <= MAX_WIDTH)
    if len(broken) < 2 or len(broken) < MOSTLY * len(long):
        return None
    return broken[len(broken) * 9 // 10]


def _goes_on(plain: str, text: str, group: list[_Line], line: _Line, width: int | None) -> bool:
    """Whether the break between a group of lines and the next line is no more than a space."""
    before = group[-1]
    if before.kind == "other" or text.count("\n", before.end, line.start) > 1:
        return False
    ended = bool(_TERMINAL.search(plain[max(before.content, before.end - 4) : before.end]))
    chance = line.marker not in "-•●▪◦‣∙·*+➢✓o" and not group[0].marker and plain[before.end - 1].isalnum()
    if line.kind != "prose" and not (chance and width is not None):
        return False
    if before.hard_break and (ended or before.width < (width or 0) / 2 or text[before.end : before.end + 1] == "*"):
        return False
    if width is not None:
        first = text[line.start : line.end + MAX_ADDRESS].lstrip(" \t").split(" ", 1)[0].split("\n", 1)[0]
        slack = 0 if ended else RAGGED
        if before.width + 1 + len(first) > width - slack:
            return True
    return not ended and plain[line.content].islower() and plain[before.end - 1] not in ":;"


def _block(plain: str, text: str, group: list[_Line], *, alone: bool) -> Block:
    start, end, kind = group[0].content, group[-1].end, group[0].kind
    last = plain[end - 1]
    if kind == "prose" and not alone and _is_headline(plain[start:end]):
        kind = "headline"
    opens = last in ":—" or (kind == "prose" and (last.isalpha() or last == ","))
    indent = group[0].content - group[0].start
    return Block(start, end, kind, indent, group[0].marker, opens and kind != "related")


def _is_headline(content: str) -> bool:
    """No final stop, not long, and in capitals, in title case or very short."""
    parts = content.split()
    if (
        len(parts) > MAX_HEADLINE
        or parts[-1] in words("openers")
        or (content[-1] in '.!?…:;,"”—' and not content.endswith(".."))
    ):
        return False
    long = [part for part in parts if len(part) > 3 and part[0].isalpha()]
    capital = sum(part[0].isupper() for part in long)
    return len(parts) <= 14 or capital >= 0.6 * len(long)

"""A brief cut to what a terminal can hold: the latest, the weightiest, and how much more there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from chancery.views.brief import Brief

MOST = 15  # lines of a section
LATEST = ("held", "unreported", "frictions")  # in order of time: their end is kept, of other sections the beginning


def shortened(brief: Brief, most: int = MOST) -> tuple[Brief, dict[str, int]]:
    """Return the brief with at most so many lines a section and the quotes these cite, and what each section lost."""
    kept: dict[str, Any] = {}
    lost: dict[str, int] = {}
    for section in ("partners", "held", "planned", "unreported", "lineages", "positions", "frictions"):
        lines = getattr(brief, section)
        if len(lines) > most:
            kept[section] = lines[-most:] if section in LATEST else lines[:most]
            lost[section] = len(lines) - most
    if not lost:
        return brief, lost
    short = msgspec.structs.replace(brief, **kept)
    lines = {name: value for name, value in msgspec.to_builtins(short).items() if name not in ("quotes", "topics")}
    numbers = set(cited(lines))
    quotes = tuple(quote for quote in brief.quotes if quote.number in numbers)
    return msgspec.structs.replace(short, quotes=quotes), lost


def cited(value: Any) -> Iterator[int]:
    """Give every quote number that the lines of a view, as plain data, name."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key in ("quotes", "against"):
                yield from one
            else:
                yield from cited(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from cited(one)

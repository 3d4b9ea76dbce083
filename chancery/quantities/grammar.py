"""A cascade of rules over signs: each rule is a pattern and what it makes of the items it matches.

The method is that of finite-state cascades (Abney 1996, "Partial parsing via finite-state cascades"): every level reads
the string of signs once from left to right, the first rule that can make something of its match replaces these items by
one, and the next level reads the shorter string. Patterns have no open repetition, so that time is linear in the text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from chancery.quantities.calendar import Stretch, resolve
from chancery.quantities.pieces import Piece
from chancery.quantities.signs import Item, signs
from chancery.quantities.tense import looks_ahead


class Text(NamedTuple):
    """What the rules may look at: the text, its pieces, when and where it was published."""

    text: str
    pieces: list[Piece]
    published: dt.date | None
    fiscal_country: Callable[[int], str | None]

    def ahead(self, item: Item, first: int | None = None, default: bool | None = None) -> bool | None:
        """Whether the sentence looks ahead where an item, or the expression from piece `first` to it, stands.

        A day that qualifies a noun ("the March 25 statement") is over.
        """
        start = item.first if first is None else first
        if item.sign == "P" and item.value.grain == "day" and start and self.pieces[start - 1].word == "the":
            return False
        return looks_ahead(self.pieces, start, item.stop, default)

    def fix(self, item: Item, first: int | None = None, default: bool | None = None) -> Stretch:
        """Fix the days of a stretch item by the tense around it; without a verb by `default`, else to the nearest."""
        stretch: Stretch = item.value
        return resolve(stretch, self.published, self.ahead(item, first, default)) if stretch.cycle else stretch

    def glued(self, item: Item) -> bool:
        """Whether an item follows the one before it without a space."""
        return self.pieces[item.first].glued


Build = Callable[[Sequence[Item], Text], Any]


class Rule(NamedTuple):
    """A pattern over signs, the sign of what it makes, and how; a rule that makes None does not apply."""

    pattern: re.Pattern[str]
    sign: str
    build: Build


class Level:
    """The rules of one reading, tried in order."""

    def __init__(self, *rules: tuple[str, str, Build]) -> None:
        self.rules = [Rule(re.compile(pattern), sign, build) for pattern, sign, build in rules]
        self.gate = re.compile("|".join(f"(?:{pattern})" for pattern, _, _ in rules))

    def apply(self, string: str, listed: list[Item], at: int, text: Text) -> tuple[Item, int] | None:
        """Make an item of what starts at `at`, with where the match stops."""
        for rule in self.rules:
            match = rule.pattern.match(string, at)
            if match and (value := rule.build(listed[at : match.end()], text)) is not None:
                return Item(rule.sign, listed[at].first, listed[match.end() - 1].stop, value), match.end()
        return None

    def read(self, listed: list[Item], text: Text) -> list[Item]:
        """Rewrite the items once."""
        string, made, at = signs(listed), [], 0
        while match := self.gate.search(string, at):
            start = match.start()
            made += listed[at:start]
            applied = self.apply(string, listed, start, text)
            item, at = applied or (listed[start], start + 1)
            made.append(item)
        return made + listed[at:]


def pick(listed: Sequence[Item], wanted: str, nth: int = 0) -> Any:
    """The value of the nth item whose sign is among the wanted ones, or None."""
    found = [item.value for item in listed if item.sign in wanted]
    return found[nth] if len(found) > nth else None

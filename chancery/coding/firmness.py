"""How firm a promise told in a few words is: a pledge or plan, or signed and delivered; by words that have points."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from msgspec import json

from chancery.coding.commissives import table
from chancery.models import Strength, Value

FIRM: tuple[Strength, ...] = ("sign", "deliver")
LOOSE: tuple[Strength, ...] = ("pledge", "aim")


class Rule(Value, frozen=True, kw_only=True):
    """Words that speak for a strength, and how much they count."""

    strength: Strength
    points: int
    words: tuple[str, ...]


class Rules(Value, frozen=True, kw_only=True):
    """The table built from data/coding/commitment_strength.yaml."""

    rules: tuple[Rule, ...]


@cache
def _rules() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    rules = json.decode(table("commitment_strength"), type=Rules).rules
    return tuple((rule, re.compile(rf"\b(?:{'|'.join(map(re.escape, rule.words))})\b")) for rule in rules)


def points(text: str) -> dict[Strength, int]:
    """Return the points that the words of a text give to each strength, each group of words once.

    >>> points("Ghana signed a loan agreement")
    {'sign': 6, 'deliver': 1}
    """
    lowered = " ".join(text.lower().split())
    found: Counter[Strength] = Counter()
    for rule, pattern in _rules():
        if pattern.search(lowered):
            found[rule.strength] += rule.points
    return dict(found)


def strength_of(text: str) -> Strength | None:
    """Return how strongly a short text on one promise puts it: sign or deliver where firm, else pledge or aim.

    None where no word tells. For the promises of a whole document, each with its own verb, see `commitments`.

    >>> strength_of("China promised Chad a school"), strength_of("Chad and China signed a contract for a school")
    ('pledge', 'sign')
    """
    told = points(text)
    if not told:
        return None
    firm = sum(told.get(s, 0) for s in FIRM) >= sum(told.get(s, 0) for s in LOOSE)
    return max(FIRM if firm else LOOSE, key=lambda s: told.get(s, 0))

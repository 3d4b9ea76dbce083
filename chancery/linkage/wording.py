"""Wording compared: the words of a passage that tell it from others, and how much two passages share."""

from __future__ import annotations

import re
from collections.abc import Mapping

from chancery.linkage import tables

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
PERCENTAGE = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|percent\b|per cent\b)")
STEM = 6  # truncation stemming: "invests", "investing" and "investment" share six letters
NAME_WEIGHT = 2.0  # a proper name or a word with a digit ("Chandrayaan-5") says more than a common noun

Wording = Mapping[str, float]


def stem(word: str) -> str:
    """Return a word without its ending.

    >>> stem("semiconductors") == stem("semiconductor"), stem("ships")
    (True, 'ship')
    """
    word = word.lower()
    if any(map(str.isdigit, word)):
        return word
    return (word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word)[:STEM]


def wording(text: str) -> Wording:
    """Return the telling words of a text, stemmed, with weights; of numbers only percentages tell.

    >>> dict(wording("they agreed to build the Lobito rail corridor"))
    {'build': 1.0, 'lobito': 2.0, 'rail': 1.0, 'corrid': 1.0}
    """
    empty = tables.words().empty
    found = {f"{match[1]}%": NAME_WEIGHT for match in PERCENTAGE.finditer(text)}
    for match in WORD.finditer(text):
        word = match.group()
        if word.lower() in empty or len(word) < 2 or word.replace(".", "").replace(",", "").isdigit():
            continue
        key = stem(word)
        if key in empty:
            continue
        named = any(map(str.isdigit, word)) or (word[0].isupper() and match.start() > 0)
        found[key] = max(found.get(key, 0.0), NAME_WEIGHT if named else 1.0)
    return found


def shared(left: Wording, right: Wording) -> float:
    """Return the weight that two wordings share over the lighter one's, from 0 to 1; 0 where one says nothing.

    >>> round(shared(wording("a rail corridor to Lobito"), wording("the Lobito corridor")), 2)
    1.0
    """
    lighter = min(sum(left.values()), sum(right.values()))
    both = sum(min(left[key], right[key]) for key in left.keys() & right.keys())
    return both / lighter if lighter else 0.0


def alike(left: Wording, right: Wording) -> float:
    """Return the weight that two wordings share over the weight of both together (weighted Jaccard), from 0 to 1."""
    both = sum(min(left[key], right[key]) for key in left.keys() & right.keys())
    either = sum(left.values()) + sum(right.values()) - both
    return both / either if either else 0.0


def person(name: str) -> frozenset[str]:
    """Return the words of a person's name without honorifics, case and order.

    >>> person("Prime Minister Takaichi Sanae") == person("Sanae Takaichi")
    True
    """
    titles = tables.words().titles
    return frozenset(word.lower() for word in WORD.findall(name) if word.lower().rstrip(".") not in titles)


def same_person(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether one name is the other or a part of it; a middle name or initial may be missing.

    >>> same_person(person("President Ramaphosa"), person("Cyril Ramaphosa"))
    True
    """
    return bool(left and right) and (left <= right or right <= left or len(left & right) >= 2)

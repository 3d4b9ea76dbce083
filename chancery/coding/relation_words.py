"""The words of a sentence with the base forms that each may have, found without a tree.

A relation is asked for one sentence at a time, thousands of times; a word list with the readings of each word costs a
hundredth of a full analysis.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from chancery.language.lemmas import lemma

_WORD = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*|[^\W_]+(?:-[^\W_]+)*(?:['’](?!s\b)[a-z]+)?|['’]s\b|\S")


MONTHS = ("March", "May")
"""The months that must not be taken for verbs."""


class Forms(NamedTuple):
    """A word in small letters, what it may be the form of as a verb and as a noun, and how sure a verb it is.

    `inflected` tells whether the word is a past, participle or gerund, which a noun cannot be mistaken for.
    """

    low: str
    verb: str
    noun: str
    inflected: bool


class Word(NamedTuple):
    """A word of a text by its offsets, with its readings."""

    start: int
    end: int
    low: str
    verb: str
    noun: str
    inflected: bool


@lru_cache(maxsize=50_000)
def forms(word: str) -> Forms:
    """Return the readings of a word.

    >>> forms("Attacks").verb, forms("attacks").noun, forms("gave").verb, forms("gave").inflected
    ('attack', 'attack', 'give', True)
    """
    low = word if word in MONTHS else word.lower().replace("’", "'")
    if not low[0].isalpha() or word in MONTHS:
        return Forms(low, low, low, False)
    noun = lemma(low, "NOUN", "NNS").lower()
    if noun == low and low.endswith("s"):
        noun = lemma(low, "VERB", "VBZ").lower()
    for tag, ending in (("VBG", "ing"), ("VBD", ""), ("VBN", "")):
        base = lemma(low, "VERB", tag)
        if base != low and low.endswith(ending):
            return Forms(low, base, noun, True)
    base = lemma(low, "VERB", "VBZ") if low.endswith("s") else low
    return Forms(low, base, noun, False)


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words and signs of `text[start:end]`, hyphened words in one and "'s" apart.

    >>> [word.low for word in words("The U.S.-led cease-fire isn't Iran's.")]
    ['the', 'u.s.', '-', 'led', 'cease-fire', "isn't", 'iran', "'s", '.']
    """
    return [
        Word(m.start(), m.end(), *forms(m.group()))
        for m in _WORD.finditer(text, start, len(text) if end is None else min(end, len(text)))
    ]

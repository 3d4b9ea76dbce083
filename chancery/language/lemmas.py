"""Words to lemmas, by part of speech: a table of small words, a table of exceptions, and rules for the rest.

The exceptions come from the SPECIALIST Lexicon of the U.S. National Library of Medicine; `data/build_lemmas.py` keeps
those forms alone that the rules here get wrong.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from chancery.language.lists import words

VOWELS = "aeiouy"
MAX_ACRONYM = 5
"""Longer words in capitals are common words in a headline."""
CLASSES = {
    "NNS": "noun", "NNPS": "noun", "VBZ": "verb", "VBD": "verb", "VBN": "verb", "VBG": "verb",
    "JJR": "adj", "JJS": "adj", "RBR": "adv", "RBS": "adv",
}  # fmt: skip
"""The tags of inflected words, with the class under which the table keeps their exceptions."""
_NUMBER = re.compile(r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?$")
_NEEDS_E = re.compile(
    r"""(?: [^aeiou]u | [aeiouyrl]v | c | dg | [nr]g          # argue, receive, solve, dance, judge, arrange
      | [aeiouyrn]s | [aeiouy]z | [^aeiou]l                   # raise, organize, handle
      | [^aeiou][aeiouy]t | [^aeiou][aiou][kmndrpb]           # note, make, define, decide, require, hope
      | [^aeiou]u[lc] | [^aeiou][io]l | [ao]k )$              # schedule, compile
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=100_000)
def lemma(word: str, upos: str, xpos: str) -> str:
    """The dictionary form of a word, names in their own case and all else in small letters.

    >>> [lemma(*row) for row in (("held", "VERB", "VBD"), ("parties", "NOUN", "NNS"), ("’s", "PART", "POS"))]
    ['hold', 'party', "'s"]
    """
    low = word.lower().replace("’", "'").replace("`", "'") if len(word) > 1 else word.lower()
    closed = _closed()
    if found := closed.get((low, xpos)) or closed.get((low, "*")):
        return found
    if upos == "NUM" and _NUMBER.match(word):
        return word.replace(",", "")
    kind = CLASSES.get(xpos)
    if kind is None:
        return word if upos in ("PROPN", "X") or xpos == "NNP" or _keeps_case(word, upos) else low
    base = _exceptions().get((low, kind)) or regular(low, xpos)
    return base.capitalize() if upos == "PROPN" and word[0].isupper() else base


def _keeps_case(word: str, upos: str) -> bool:
    """Acronyms ("AI") and words of nations and faiths ("Japanese") are written as they are."""
    if upos == "NOUN":
        return word.isupper() and len(word) <= MAX_ACRONYM
    return upos == "ADJ" and word in words("demonyms")


def regular(word: str, xpos: str) -> str:
    """The lemma of an inflected word that follows the rules.

    >>> [regular(*pair) for pair in (("countries", "NNS"), ("stopped", "VBD"), ("using", "VBG"), ("larger", "JJR"))]
    ['country', 'stop', 'use', 'large']
    """
    if xpos in ("NNS", "NNPS", "VBZ"):
        return _without_s(word)
    for ending in {"VBG": ("ing",), "JJR": ("er",), "RBR": ("er",), "JJS": ("est",), "RBS": ("est",)}.get(
        xpos, ("ed",)
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return _stem(word[: -len(ending)], ending)
    return word


def _without_s(word: str) -> str:
    if not word.endswith("s") or len(word) < 3 or word.endswith(("ss", "us", "is", "'s")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


def _stem(stem: str, ending: str) -> str:
    """A stem without its ending, with the letter that the ending had changed put right."""
    if ending != "ing" and stem.endswith("i"):
        return stem[:-1] + "y"
    if not any(letter in VOWELS for letter in stem):
        return stem + ending
    if ending == "ed" and stem.endswith("e"):
        return stem + "e"
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiousl":
        return stem[:-1]
    return stem + "e" if _NEEDS_E.search(stem) else stem


@cache
def _closed() -> dict[tuple[str, str], str]:
    return {(form, tag): base for form, tag, base in _rows("closed.txt")}


@cache
def _exceptions() -> dict[tuple[str, str], str]:
    return {(form, kind): base for form, kind, base in _rows("lemmas.txt")}


def _rows(name: str) -> list[list[str]]:
    text = files("chancery").joinpath("data", "language", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]

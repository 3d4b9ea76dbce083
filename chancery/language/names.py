"""Proper names in a sentence: people, organisations and places by the model, gatherings and agreements by rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chancery.language.lists import words
from chancery.models import Name, Token

Range = tuple[int, int]

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")
_JOINERS = frozenset(("-", "–", "&"))
_PAUSES = frozenset((",", ";", ":", "."))
_PREPOSITIONS = frozenset(("of", "for", "on"))


def names(text: str, tokens: Sequence[Token]) -> tuple[Name, ...]:
    """The names of a sentence in order, none overlapping; a gathering or agreement (EVENT) swallows those in its name.

    A name is a run of tokens tagged `B-X`, `I-X` …, or the capitalised words around one like "Summit" or "Treaty".
    After a comma tagged as part of it a name goes on with the next of its kind ("Washington, D.C."); none ends in one.
    """
    events = [(start, end, "EVENT") for start, end in _events(tokens)]
    marked = [
        (start, end, label)
        for start, end, label in _marked(tokens)
        if not any(start < other_end and other_start < end for other_start, other_end, _ in events)
    ]
    found = []
    for start, end, label in sorted(events + marked):
        first, last = tokens[start].start, tokens[end - 1].end
        found.append(Name(start=first, end=last, text=text[first:last], label=label))
    return tuple(found)


def _marked(tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    start = 0
    while start < len(tokens):
        end = start + 1
        label = tokens[start].name[2:]
        if label and tokens[start].text not in _PAUSES:
            while end < len(tokens) and (tokens[end].name == f"I-{label}" or _goes_on(tokens, end, label)):
                end += 1
            last = end - (tokens[end - 1].text in _PAUSES)
            found.append((start, last, label))
        start = end
    return found


def _goes_on(tokens: Sequence[Token], at: int, label: str) -> bool:
    """Whether a name that was begun anew after a comma is still the one before it."""
    return tokens[at].name == f"B-{label}" and tokens[at - 1].text == "," and tokens[at - 1].name == f"I-{label}"


def _events(tokens: Sequence[Token]) -> list[Range]:
    """Names of two words or more that end in, or go on after, one of the words in `occasions.txt`."""
    found: list[Range] = []
    if sum(token.text.istitle() for token in tokens) > 0.7 * len(tokens):
        return found
    for at, token in enumerate(tokens):
        if token.text in words("occasions") and (not found or at >= found[-1][1]):
            start, end = _leftmost(tokens, at), _rightmost(tokens, at + 1)
            if end - start > 1 and (not found or start >= found[-1][1]):
                found.append((start, end))
    return found


def _named(token: Token) -> bool:
    return (token.text[0].isupper() and token.upos != "PRON") or bool(_ORDINAL.match(token.text))


def _leftmost(tokens: Sequence[Token], at: int) -> int:
    """Where the capitalised words before `at` begin; an article or a title at the start of a sentence is none."""
    start = at
    while start > 0:
        before = tokens[start - 1]
        if start > 1 and _named(tokens[start - 2]) and _links(tokens, start):
            start -= 2
        elif _named(before) and before.upos in ("PROPN", "ADJ", "NOUN", "NUM", "VERB") and before.xpos != "VBG":
            start -= 1
        else:
            break
    return start


def _links(tokens: Sequence[Token], start: int) -> bool:
    """Whether the word before `start` holds a name together: a hyphen, or "and" between its adjectives."""
    before = tokens[start - 1].text
    plain = tokens[start].name == tokens[start - 2].name == "O"
    return before in _JOINERS or (before == "and" and plain and tokens[start - 2].upos == "ADJ")


def _rightmost(tokens: Sequence[Token], end: int) -> int:
    """Where a name goes on to: "… of Cooperation", "… for the Next Decade", but not "… on Sunday"."""
    at = end
    if at < len(tokens) and tokens[at].text in _PREPOSITIONS:
        at += 1
        if at < len(tokens) and tokens[at].text == "the":
            at += 1
        begin = at
        while at < len(tokens) and (_named(tokens[at]) or _joins(tokens, at)):
            at += 1
        title = at > begin and tokens[begin].name == "O" and tokens[begin].text not in words("calendar")
        return at if title else end
    return end


def _joins(tokens: Sequence[Token], at: int) -> bool:
    return (
        tokens[at].text in ("and", "-")
        and at + 1 < len(tokens)
        and _named(tokens[at + 1])
        and tokens[at + 1].name == "O"
    )

"""Proper names in a sentence: what the model marks, and summits and agreements by rule."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.models import Name, Token


def names(text: str, tokens: Sequence[Token]) -> tuple[Name, ...]:
    """The names of a sentence in order, none overlapping.

    A name is a run of tokens tagged `B-X`, `I-X` …
    """
    found: list[Name] = []
    start = 0
    while start < len(tokens):
        end = start + 1
        label = tokens[start].name[2:]
        if label:
            while end < len(tokens) and tokens[end].name == f"I-{label}":
                end += 1
            first, last = tokens[start].start, tokens[end - 1].end
            found.append(Name(start=first, end=last, text=text[first:last], label=label))
        start = end
    return tuple(found)

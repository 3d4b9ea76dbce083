"""A passage without the names of its own parties: that they share those tells no two claims apart."""

from __future__ import annotations

import re

from chancery import actors

PARTIES = frozenset({"state", "person", "group", "office"})
CAPITALISED = re.compile(r"\b[A-Z][\w.'’-]*")


def unnamed(text: str, codes: frozenset[str]) -> str:
    """Return a text in which the names of some actors are blanked; common nouns beside them stay.

    >>> unnamed("invest in Indian firms", frozenset({"IND"}))
    'invest in        firms'
    """
    for mention in actors.find(text):
        if mention.kind in PARTIES and codes.intersection(mention.codes):
            words = text[mention.start : mention.end]
            blanked = CAPITALISED.sub(lambda match: " " * len(match.group()), words)
            text = text[: mention.start] + blanked + text[mention.end :]
    return text

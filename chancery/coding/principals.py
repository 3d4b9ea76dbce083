"""Whom a document is about."""

from __future__ import annotations

import re
from collections import defaultdict

from chancery import actors
from chancery.actors import tables
from chancery.coding.reading import Reading
from chancery.coding.speakers import quoted

LEAD_SENTENCES = 8
PREPOSITION = re.compile(r"\b(?:against|for|from|in|of|on|to|toward|towards|with)(?: the)?\s*$", re.IGNORECASE)
MAX_PRINCIPALS = 6


def principals(reading: Reading) -> tuple[str, ...]:
    """Return the codes of the parties that a document is about, by how often its opening names them.

    Words for several parties together ("both sides") count double; venues count little.
    """
    weight: dict[str, float] = defaultdict(float)
    last = reading.sentences[min(LEAD_SENTENCES, len(reading.sentences)) - 1].end if reading.sentences else 0
    for mention in reading.mentions:
        lead = 2 if mention.start < last else 1
        share = 0.25 if mention.kind == "place" else 2 if len(mention.codes) > 1 else 1
        for code in mention.codes:
            weight[code] += lead * share
    if not weight:
        return ()
    ranked = sorted(weight, key=lambda code: (-weight[code], code))
    second = weight[ranked[1]] if len(ranked) > 1 else 0
    return tuple(
        code
        for n, code in enumerate(ranked[:MAX_PRINCIPALS])
        if (n < 2 and weight[code] >= 0.15 * weight[ranked[0]]) or (n >= 2 and weight[code] >= 0.6 * second)
    )


def titled(reading: Reading) -> tuple[str, ...]:
    """Return the one state that a document's title, or else its first line, names: of a fact sheet, whose it is.

    A state after a preposition ("measures on Cuba") is what the title is about; with two or more it is a joint one.
    """
    document = reading.document
    line = document.title or document.text.lstrip().split("\n", 1)[0]
    named = actors.find(line, on=document.published_on, country=document.country)
    codes = {code for m in named if not PREPOSITION.search(line[: m.start]) for code in m.codes}
    return tuple(codes) if len(codes) == 1 and codes <= tables.states().keys() else ()


def authors(reading: Reading) -> tuple[str, ...]:
    """Return whom a text means by "we" where it quotes nobody."""
    own = (m.codes for m in reading.mentions if m.codes and m.text.lower() == "we" and quoted(reading, m.start) is None)
    return next(own, ())

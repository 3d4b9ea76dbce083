"""Where a contact takes place."""

from __future__ import annotations

import re

from chancery.coding.attribution import belongs, dateline
from chancery.coding.clauses import OWNING, Clause, owners
from chancery.coding.occasions import patterns
from chancery.coding.reading import Reading
from chancery.models import (
    Place,
)

POSSESSIVE = ("'s", "’s")


def place_at(reading: Reading, clause: Clause, token: int) -> Place | None:
    """Return the place or country that a token names."""
    word = reading.sentences[clause.sentence].tokens[token]
    for mention in reading.mentions_over(word.start, word.end):
        if mention.kind in ("place", "state") and len(mention.codes) == 1:
            return Place(name=mention.text, country=mention.codes[0])
    if word.lemma.lower() in patterns().settlements:
        country = owners(reading, clause.sentence, token, OWNING)
        return Place(name=word.text, country=country[0]) if len(country) == 1 else None
    if word.text.lower() in patterns().here:
        return dateline_place(reading)
    if word.text.lower() in patterns().there:
        before = reading.mentions_in(reading.sentences[clause.sentence].start, word.start)
        away = [m for m in before if m.kind in ("place", "state") and len(m.codes) == 1]
        return Place(name=away[-1].text, country=away[-1].codes[0]) if away else None
    return None


def adverbs(reading: Reading, clause: Clause) -> tuple[int, ...]:
    """Return the adverbs of place on a predicate ("here", "there")."""
    tokens = reading.sentences[clause.sentence].tokens
    words = patterns().here | patterns().there
    return tuple(j for j in reading.trees[clause.sentence][clause.head] if tokens[j].text.lower() in words)


def dateline_place(reading: Reading) -> Place | None:
    """Return the place that a report is written from ("NAIROBI, 3 May —")."""
    start, end = dateline(reading.document)
    for mention in reading.mentions_in(start, end):
        if mention.kind in ("place", "state") and len(mention.codes) == 1:
            return Place(name=mention.text, country=mention.codes[0])
    return None


def venue(reading: Reading, clause: Clause) -> Place | None:
    """Return where a contact takes place: the first place under its predicate after "in", "at" or "to", or "here"."""
    for mention in reading.mentions_in(clause.start, clause.end):
        if mention.kind not in ("place", "state") or len(mention.codes) != 1:
            continue
        if not belongs(reading, clause, mention.start, mention.end):
            continue
        before = reading.document.text[clause.start : mention.start]
        if reading.document.text[mention.end : mention.end + 2] in POSSESSIVE:
            continue
        if re.search(r"\b(?:in|at)\s+(?:the\s+|[A-Z][\w’']+\s+)?$", before):
            return Place(name=mention.text, country=mention.codes[0])
    tokens = reading.sentences[clause.sentence].tokens
    below = [tokens[j] for j in reading.trees[clause.sentence][clause.head]]
    return dateline_place(reading) if any(t.text.lower() in patterns().here for t in below) else None


def place_behind(reading: Reading, start: int, limit: int) -> Place | None:
    """Return the place printed right behind a name ("… Summit in Tokyo")."""
    for mention in reading.mentions_in(start, limit):
        if mention.kind in ("place", "state") and len(mention.codes) == 1:
            behind = re.fullmatch(
                r",?\s+(?:held\s+)?(?:in|at)\s+(?:the\s+)?", reading.document.text[start : mention.start]
            )
            return Place(name=mention.text, country=mention.codes[0]) if behind else None
    return None

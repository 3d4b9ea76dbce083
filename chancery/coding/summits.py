"""Contacts named after their parties: "at the 3rd Chile-Peru Summit in Lima"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chancery.coding.attribution import attribute, timespans, voice, when
from chancery.coding.clauses import Clause
from chancery.coding.contacts import Contact
from chancery.coding.delegations import NEAR, codes, distinct, parties_at, with_next
from chancery.coding.occasions import occasions, patterns
from chancery.coding.reading import Reading
from chancery.coding.timing import behind, by_date, is_expected
from chancery.coding.venues import place_behind
from chancery.models import Timespan, Token


def named_contacts(reading: Reading, every: Sequence[Clause]) -> Iterator[Contact]:
    """Yield the gatherings named after their parties that a sentence tells of ("at the 3rd Chile-Peru Summit")."""
    for index, sentence in enumerate(reading.sentences):
        for occasion in occasions(reading.document.text, sentence.start, sentence.end):
            parties = [
                m
                for m in reading.mentions_in(occasion.start, occasion.end)
                if m.kind in ("state", "organisation", "group") and m.codes
            ]
            place = place_behind(reading, occasion.end, sentence.end)
            if len(codes(parties)) < 2 or (occasion.link not in patterns().told_links and place is None):
                continue
            tokens = {i for s, i in reading.tokens_in(occasion.start, occasion.end) if s == index}
            verb = above(every, index, tokens, sentence.tokens)
            people = [m for m in parties_at(reading, index, verb.subjects) if m.name] if verb else []
            people.extend(with_next(reading, occasion.end, sentence.end))
            told_of = people if people and set(codes(people)) <= set(codes(parties)) else []
            time = time_behind(reading, occasion.end, sentence.end)
            if time is None and verb is not None and occasion.link:
                time = behind(when(reading, verb), reading, verb)
            yield Contact(
                start=occasion.start,
                end=occasion.end,
                sentence=index,
                type="summit" if "summit" in occasion.name.lower() else "meeting",
                status=by_date("planned" if verb and is_expected(reading, every, verb) else "held", time, reading),
                parties=distinct([*told_of, *parties]),
                time=time,
                place=place,
                occasion=occasion,
                attribution=attribute(reading, every, verb) if verb else voice(reading.document),
                nominal=True,
            )


def above(every: Sequence[Clause], sentence: int, tokens: set[int], words: Sequence[Token]) -> Clause | None:
    """Return the verb clause that any of some tokens hangs on."""
    heads = {c.head: c for c in every if c.sentence == sentence and c.form != "nominal"}
    for i in sorted(tokens):
        at = i
        for _ in range(len(words)):
            at = words[at].head
            if at < 0:
                break
            if at in heads and at not in tokens:
                return heads[at]
    return None


def time_behind(reading: Reading, start: int, limit: int) -> Timespan | None:
    """Return the time printed right behind a name ("… Summit in Tokyo in August 2025", "… held earlier this year")."""
    for time in timespans(reading, start, min(limit, start + NEAR)):
        return None if re.search(r"[,;:]", reading.document.text[start : time.start]) else time
    return None

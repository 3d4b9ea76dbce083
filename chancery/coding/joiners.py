"""Who else took part in a contact: "Participants included …", "She was joined by …", "Also in the meeting were …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chancery.coding.attribution import attribute, voice
from chancery.coding.clauses import Clause
from chancery.coding.contacts import Contact
from chancery.coding.delegations import distinct, extended, parties_at
from chancery.coding.lexicon import forms
from chancery.coding.occasions import patterns
from chancery.coding.reading import Reading
from chancery.models import Mention

ALSO = re.compile(
    r"(?:Also|Others?|Joining|Attending|Participating|Present)\b[^.;]{0,60}?\b(?:was|were|included?)\b\s*:?"
)
ENOUGH = ("person",)


def joiners(reading: Reading, every: Sequence[Clause]) -> tuple[Contact, ...]:
    """Return the tellings that only add parties to a contact told before them, in the order of the text."""
    found = [one for clause in every for one in added(reading, every, clause)]
    found.extend(listed(reading))
    return tuple(sorted(found, key=lambda c: (c.start, c.end)))


def added(reading: Reading, every: Sequence[Clause], clause: Clause) -> Iterator[Contact]:
    """Yield what a clause adds: whom somebody was joined by, whom participants include, who attended as well."""
    if clause.form == "nominal" or clause.negated or clause.tense in ("planned", "conditional"):
        return
    people = newcomers(reading, clause)
    if people:
        yield Contact(
            start=clause.start, end=clause.end, sentence=clause.sentence, type="meeting", status="held",
            parties=distinct(people), attribution=attribute(reading, every, clause), weak=True,
        )  # fmt: skip


def newcomers(reading: Reading, clause: Clause) -> list[Mention]:
    """Return the persons that a clause adds to a contact."""
    data, sentence = patterns(), clause.sentence
    tokens = reading.sentences[sentence].tokens
    if clause.lemma in data.joined and clause.passive:
        joined = parties_at(reading, sentence, clause.objects)
        return [*joined, *persons(reading, sentence, clause.subjects)]
    attendees = any(tokens[i].lemma.lower() in data.attendees for i in clause.subjects)
    if clause.lemma in data.comprising and attendees:
        return persons(reading, sentence, clause.objects)
    things = (*clause.objects, *(o.token for o in clause.obliques if o.case in ("in", "at")))
    meeting = any(forms(reading, sentence, i) & data.gathered for i in things)
    also = any(tokens[j].text.lower() == "also" for j in reading.trees[sentence][clause.head])
    if clause.lemma in data.attending and (meeting or (also and not things)):
        return persons(reading, sentence, clause.subjects)
    return []


def persons(reading: Reading, sentence: int, tokens: Sequence[int]) -> list[Mention]:
    """Return the named persons that tokens stand for, with those listed behind them."""
    found = [m for m in parties_at(reading, sentence, tokens) if m.kind in ENOUGH and m.codes]
    return extended(reading, sentence, found)


def listed(reading: Reading) -> Iterator[Contact]:
    """Yield the lists that open with "Also in the meeting were"."""
    for i, sentence in enumerate(reading.sentences):
        opening = ALSO.match(sentence.text)
        people = [
            m
            for m in reading.mentions_in(sentence.start + (opening.end() if opening else 0), sentence.end)
            if m.kind == "person" and m.name and m.codes
        ]
        if opening and people:
            yield Contact(
                start=sentence.start, end=sentence.end, sentence=i, type="meeting", status="held",
                parties=distinct(people), attribution=voice(reading.document), weak=True,
            )  # fmt: skip

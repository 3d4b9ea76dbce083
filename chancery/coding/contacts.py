"""Single tellings of contacts between actors: "met", "talks between", "his visit to", one value for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from chancery.coding.attribution import attribute, belongs, timespans
from chancery.coding.clauses import Clause, words
from chancery.coding.delegations import (
    NEAR,
    codes,
    distinct,
    noun_parties,
    parties_at,
    slot_tokens,
    verb_parties,
)
from chancery.coding.lexicon import forms, words_beside
from chancery.coding.occasions import Occasion, Verb, firsts, occasions, patterns
from chancery.coding.reading import Reading
from chancery.coding.timing import (
    ahead,
    behind,
    by_date,
    carrying,
    forward,
    is_announced,
    is_expected,
    is_light,
    status_of,
    time_of,
)
from chancery.coding.venues import place_at, venue
from chancery.models import (
    Attribution,
    EngagementStatus,
    EngagementType,
    Mention,
    Place,
    Timespan,
    Value,
)

ABOUT = re.compile(
    r"visit|trip|meeting|talk|summit|engagement|call|encounter|time|contact|face-to-face|bilateral", re.IGNORECASE
)


class Contact(Value, frozen=True, kw_only=True):
    """One telling of a contact; `weak` when its words alone do not make one ("the leaders discussed")."""

    start: int
    end: int
    sentence: int
    type: EngagementType
    status: EngagementStatus
    parties: tuple[Mention, ...] = ()
    time: Timespan | None = None
    place: Place | None = None
    occasion: Occasion | None = None
    firsts: tuple[str, ...] = ()
    attribution: Attribution = Attribution()
    announced: bool = True
    nominal: bool = False
    weak: bool = False
    abstract: bool = False

    @property
    def codes(self) -> frozenset[str]:
        """The actors that officials, not private persons, take part for."""
        private = patterns().private
        return frozenset(code for mention in self.parties if mention.sector not in private for code in mention.codes)


def contacts(reading: Reading, every: Sequence[Clause]) -> tuple[Contact, ...]:
    """Return the tellings of contacts in a document, in the order of the text."""
    told_of = [(clause, contact(reading, every, clause)) for clause in every]
    found = [one for clause, c in told_of if c is not None for one in several(reading, clause, c)]
    return tuple(sorted(found, key=lambda c: (c.start, c.end)))


def several(reading: Reading, clause: Clause, contact: Contact) -> tuple[Contact, ...]:
    """Return the contacts that one telling stands for: one for each party met "separately", each "in X on 3 May"."""
    if len(contact.codes) > 2 and contact.parties and is_apart(reading, clause):
        first, *others = contact.parties
        each = [msgspec.structs.replace(other, codes=(code,)) for other in others for code in other.codes]
        return tuple(msgspec.structs.replace(contact, parties=(first, other)) for other in each)
    stops = tuple(stages(reading, clause.sentence, contact.start))
    dated_apart = contact.time is not None and contact.time not in [time for _, time in stops]
    if len(stops) < 2 or contact.weak or dated_apart:
        return (contact,)
    return tuple(msgspec.structs.replace(contact, place=place, time=time) for place, time in stops)


def is_apart(reading: Reading, clause: Clause) -> bool:
    """Tell whether each of several parties was met alone: "separately", "bilateral meetings with A and B"."""
    if words_beside(reading, clause) & patterns().separately:
        return True
    printed = reading.sentences[clause.sentence].tokens[clause.head].text.lower()
    return printed in patterns().apiece and any(o.case == "with" for o in clause.obliques)


def stages(reading: Reading, sentence: int, start: int) -> Iterator[tuple[Place, Timespan]]:
    """Yield the places with a date right behind them ("in Rome on 3 May and in Oslo on 9 June")."""
    end, text = reading.sentences[sentence].end, reading.document.text
    for mention in reading.mentions_in(start, end):
        located = mention.kind in ("place", "state") and len(mention.codes) == 1
        if not located or not re.search(r"\b(?:in|at)\s+$", text[start : mention.start]):
            continue
        for time in timespans(reading, mention.end, end):
            if re.fullmatch(r",?\s+(?:on|in)\s+", text[mention.end : time.start]):
                yield Place(name=mention.text, country=mention.codes[0]), time


def contact(reading: Reading, every: Sequence[Clause], clause: Clause) -> Contact | None:
    """Return the contact that a clause tells, or None when it tells none, or only wishes, refuses or imagines one."""
    verb = verb_of(reading, clause)
    type_ = verb.type if verb else noun_type(reading, clause)
    carrier = carrying(every, clause) if verb is None else None
    if type_ is None:
        return presence(reading, every, clause)
    status = status_of(reading, every, clause, carrier)
    if status is None or (verb is None and (is_name(reading, clause) or is_joined(reading, carrier))):
        return None
    weak = verb is not None and verb.weak
    sides, place = (
        verb_parties(reading, clause, verb)
        if verb
        else noun_parties(reading, clause, carrier, visit=type_ == "visit", remote=type_ in ("call", "letter"))
    )
    if verb is not None and not is_complete(reading, verb, clause, sides, place):
        return None
    return told(
        reading,
        every,
        clause,
        carrier,
        type_=type_,
        status=status,
        parties=sides,
        place=None if weak else place,
        weak=weak,
    )


def is_joined(reading: Reading, carrier: Clause | None) -> bool:
    """Tell whether a verb only says who took part as well ("also joined the call")."""
    attends = carrier is not None and carrier.lemma in patterns().attending
    return carrier is not None and attends and "also" in words_beside(reading, carrier)


def is_complete(reading: Reading, verb: Verb, clause: Clause, parties: Sequence[Mention], place: Place | None) -> bool:
    """Tell whether a contact verb has what makes it one: a traveller and a destination, a host and a guest."""
    if verb.type == "visit":
        travels = any(m.kind in ("person", "office", "pronoun") for m in parties)
        tokens = reading.sentences[clause.sentence].tokens
        aims = (i for slot in verb.place for i in slot_tokens(clause, slot))
        vague = clause.lemma in patterns().travel and any(tokens[i].upos == "PROPN" for i in aims)
        return travels and (place is not None or vague)
    if verb.type == "signing":
        return any(m.kind == "person" for m in parties) and len(codes(parties)) > 1
    if "welcome" in verb.words and place is None:
        return False
    if clause.lemma in patterns().hosting and holds_gathering(reading, clause):
        return False
    if verb.people and not (len(parties) > 1 and all(m.kind in ("person", "office", "pronoun") for m in parties)):
        return False
    return verb.other != ("object",) or len(codes(parties)) > 1


def holds_gathering(reading: Reading, clause: Clause) -> bool:
    """Tell whether what is hosted is a gathering ("will host the next Quad dialogue")."""
    sentence = reading.sentences[clause.sentence]
    things = [sentence.tokens[i] for i in clause.objects]
    around = occasions(reading.document.text, sentence.start, sentence.end)
    return any(o.start <= t.start and t.end <= o.end for t in things for o in around)


def told(
    reading: Reading,
    every: Sequence[Clause],
    clause: Clause,
    carrier: Clause | None,
    *,
    type_: str,
    status: EngagementStatus,
    parties: Sequence[Mention],
    place: Place | None,
    weak: bool = False,
) -> Contact | None:
    """Put together a contact; its status gives way to a date that only fits the other."""
    outer = carrier or clause
    time = None if weak else timed(reading, outer, time_of(reading, every, clause, carrier), status)
    start, end = own_words(reading, clause)
    if carrier is not None and is_light(carrier, clause):
        carried = words(reading, carrier)
        start, end = (min(start, carried[0]), max(end, carried[1]))
    sentence = reading.sentences[clause.sentence]
    named = (
        []
        if weak
        else [
            o
            for o in occasions(reading.document.text, start, end)
            if o.link and (belongs(reading, clause, o.start, o.end) or belongs(reading, outer, o.start, o.end))
        ]
    )
    return Contact(
        start=start,
        end=end,
        sentence=clause.sentence,
        type=refined(reading, clause, outer, type_, parties),
        status=by_date(status, time, reading),
        parties=distinct(m for m in parties if not (weak and m.former)),
        time=time,
        place=place or (None if weak else venue(reading, clause) or (venue(reading, carrier) if carrier else None)),
        occasion=next(iter(named), None),
        firsts=firsts(reading.document.text, start, sentence.end, ABOUT),
        attribution=attribute(reading, every, outer),
        announced=is_announced(reading, every, outer),
        nominal=clause.form == "nominal",
        weak=weak,
        abstract=clause.lemma in patterns().abstract and not is_light(outer, clause),
    )


def timed(reading: Reading, verb: Clause, time: Timespan | None, status: EngagementStatus) -> Timespan | None:
    """Return a time on the side of publication where a contact of that status lies."""
    if status == "held":
        return behind(time, reading, verb)
    return forward(ahead(time, status, reading), reading.document.published_on)


def own_words(reading: Reading, clause: Clause) -> tuple[int, int]:
    """Return the words of a contact, those of a noun without the preposition before it."""
    start, end = words(reading, clause)
    tokens = reading.sentences[clause.sentence].tokens
    if clause.form == "nominal":
        cases = [
            j for j in reading.trees[clause.sentence][clause.head] if tokens[j].deprel == "case" and j < clause.head
        ]
        leading = [t for t in tokens if t.start >= start and t.i > max(cases, default=-1)]
        start = next((t.start for t in leading if t.deprel not in ("case", "cc", "mark", "punct")), start)
    return start, end


@cache
def _verbs() -> dict[str, tuple[tuple[str, ...], Verb]]:
    return {phrase: (tuple(phrase.split()[1:]), verb) for verb in patterns().verbs for phrase in verb.words}


def verb_of(reading: Reading, clause: Clause) -> Verb | None:
    """Return the contact verb of a clause, particles included."""
    if clause.form == "nominal":
        return None
    found = _verbs().get(clause.lemma)
    if found is None:
        return None
    verb = found[1]
    below = reading.trees[clause.sentence][clause.head]
    if verb.people and any(reading.sentences[clause.sentence].tokens[j].deprel in ("xcomp", "ccomp") for j in below):
        return None
    fits = not verb.needs or any(forms(reading, clause.sentence, i) & set(verb.needs) for i in clause.objects)
    return verb if fits else None


@cache
def _noun_types() -> dict[str, str]:
    return {noun: type_ for type_, nouns in patterns().nouns.items() for noun in nouns}


def noun_type(reading: Reading, clause: Clause) -> str | None:
    """Return the type of contact a noun names, its compounds before it ("phone call") first."""
    if clause.form != "nominal":
        return None
    types = _noun_types()
    named = sorted(forms(reading, clause.sentence, clause.head), key=lambda form: (-len(form.split()), form))
    return next((types[form] for form in named if form in types), None)


def refined(reading: Reading, clause: Clause, outer: Clause, type_: str, parties: Sequence[Mention]) -> EngagementType:
    """Correct the type by words beside it or in the title: a meeting "by phone" is a call, one of a "visiting" guest
    a visit.
    """
    if type_ == "meeting" and any(before(reading, m) in patterns().visiting for m in parties):
        return "visit"
    text = reading.document.text[outer.start : outer.end].lower()
    if type_ == "meeting" and any(word in text for word in patterns().call_words):
        return "call"
    printed = reading.sentences[clause.sentence].tokens[clause.head].text.lower()
    remote = any(word in text for word in patterns().call_words)
    if type_ == "call" and not remote and printed in patterns().nouns["meeting"] + ("talks",):
        return "meeting"
    if type_ == "call" and clause.lemma in patterns().spoken and not remote:
        title = (reading.document.title or "").lower()
        met = any(f" {word}" in title for word in ("meeting", "visit", "bilateral")) or clause.lemma == "talk"
        return "meeting" if " call" not in title and (met or venue(reading, clause)) else "call"
    return type_  # type: ignore[return-value]


def before(reading: Reading, mention: Mention) -> str:
    """Return the word before a mention, or its own first where that is a participle ("visiting Prime Minister")."""
    own = mention.text.split()[0].lower()
    words = reading.document.text[max(0, mention.start - NEAR) : mention.start].split()
    return own if own in patterns().visiting else words[-1].lower() if words else ""


def presence(reading: Reading, every: Sequence[Clause], clause: Clause) -> Contact | None:
    """Return the visit in "X was in Y", or None."""
    tokens = reading.sentences[clause.sentence].tokens
    below = [tokens[j] for j in reading.trees[clause.sentence][clause.head]]
    located = any(t.deprel == "cop" for t in below) and any(t.text.lower() == "in" for t in below)
    due = clause.lemma in patterns().due and clause.form != "nominal"
    place = place_at(reading, clause, clause.head) if located else venue(reading, clause) if due else None
    people = [
        m for m in parties_at(reading, clause.sentence, clause.subjects) if m.kind in ("person", "pronoun", "office")
    ]
    if place is None or not people or clause.negated or clause.tense == "conditional" or place.country in codes(people):
        return None
    status: EngagementStatus = "planned" if due or is_expected(reading, every, clause) else "held"
    return told(reading, every, clause, None, type_="visit", status=status, parties=people, place=place)


def is_name(reading: Reading, clause: Clause) -> bool:
    """Tell whether a noun is but part of a gathering's name, which `named_contacts` reads, or what stands beside it."""
    sentence = reading.sentences[clause.sentence]
    word = sentence.tokens[clause.head]
    if word.head >= 0 and sentence.tokens[word.head].lemma.lower() in patterns().beside:
        return True
    around = occasions(reading.document.text, sentence.start, sentence.end)
    return any(o.start <= word.start and word.end <= o.end for o in around)

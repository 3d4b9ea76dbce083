"""Gatherings with a record of their own: dated in the past by the text itself, or announced with their host."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from chancery.actors import tables
from chancery.coding.attribution import as_period, timespans, voice
from chancery.coding.clauses import Clause
from chancery.coding.delegations import participant, parties_at
from chancery.coding.occasions import Occasion, occasions, patterns
from chancery.coding.reading import Reading
from chancery.coding.summits import above
from chancery.coding.timing import YEAR, forward
from chancery.coding.venues import place_behind
from chancery.models import (
    Engagement,
    EngagementStatus,
    Mention,
    Place,
    Timespan,
    evidence,
)

HELD = re.compile(
    r"^\W*(?:was\s+|were\s+|that was\s+|which was\s+)?(?:held|hosted|convened|took place)\b", re.IGNORECASE
)
COMING = re.compile(
    r"\b(?:forthcoming|upcoming|next|planned|ahead of|in advance of|preparations? for|preparing for|run-up to"
    r"|look(?:s|ed|ing)? forward to|leading up to|road to|hosts? of|will host|to host)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
WILL_HOST = re.compile(
    r"^\W*(?:that|which|to be)?[^.;,]{0,40}?\b(?:will|to)\s+(?:be\s+)?(?:host(?:ed)?|hold|held|convened?|take place)\b",
    re.IGNORECASE,
)
NEXT = re.compile(r"\b(?:next|coming|tomorrow|later this)\b", re.IGNORECASE)
OWN_TIME = re.compile(r"['’]s\s+(?:[\w-]+\s+){0,3}$")
AT_TIME = re.compile(r"\s+(?:at|during)\s+(?:the\s+)?(?:[A-Z][\w'’-]*\s+)?$")
OWNER = re.compile(r"['’]s?\s+[^.;,]*$")
LEADING = re.compile(r"['’]s?\s+(?:leadership|presidency|chairmanship|chair)\b")
HOSTING = re.compile(r"\bfor\s+hosting\s+(?:the\s+)?$")
LOCATED = re.compile(r"\bin\s+(?:the\s+)?$")
TOLD = ("at", "during")
REACH = 70
"""Characters around a gathering's name in which its date, its host or its verb may stand."""
PARTIAL = 0.75
"""How sure a record without persons is."""


def gatherings(reading: Reading, every: Sequence[Clause], found: Sequence[Engagement]) -> list[Engagement]:
    """Return records of gatherings that the text itself dates or announces and that no contact is told of."""
    out: list[Engagement] = []
    known = {e.series.lower() for e in found if e.series} | {e.occasion.lower() for e in found if e.occasion}
    for sentence in reading.sentences:
        for occasion in occasions(reading.document.text, sentence.start, sentence.end):
            claim = gathering(reading, every, occasion, sentence.start, sentence.end)
            names = {occasion.name.lower(), (occasion.series or occasion.name).lower()}
            if claim is not None and not any(name in k for name in names for k in known):
                known |= names
                out.append(claim)
    return out


def gathering(
    reading: Reading, every: Sequence[Clause], occasion: Occasion, first: int, limit: int
) -> Engagement | None:
    """Return the record of a dated past gathering of named actors, or of one still to come with its host."""
    text = reading.document.text
    after = text[occasion.end : min(limit, occasion.end + REACH)]
    before = text[max(first, occasion.start - REACH) : occasion.start]
    time = time_around(reading, occasion, first, limit)
    published = reading.document.published_on
    verb = told_by(reading, every, occasion)
    expected = (verb is not None and verb.tense == "planned") or bool(COMING.search(before) or WILL_HOST.search(after))
    time = forward(time, published) if expected else time
    later = bool(published and time and time.first and time.first > published)
    told = bool(time and (YEAR.search(time.text) or NEXT.search(time.text)))
    if (later and (told or expected)) or COMING.search(before) or WILL_HOST.search(after):
        return coming(reading, occasion, time, first, limit, verb=verb, later=later)
    if later:
        return None
    told_past = verb is not None and verb.tense == "past"
    place = place_behind(reading, occasion.end, limit) if told_past else None
    return past(reading, occasion, time, after, place)


def told_by(reading: Reading, every: Sequence[Clause], occasion: Occasion) -> Clause | None:
    """Return the verb that speaks of a gathering ("to achieve results at the summit", "will co-host the summit")."""
    inner = reading.tokens_in(occasion.start, occasion.end)
    if not inner:
        return None
    index = inner[0][0]
    return above(every, index, {i for _, i in inner}, reading.sentences[index].tokens)


def time_around(reading: Reading, occasion: Occasion, first: int, limit: int) -> Timespan | None:
    """Return the time that stands with a gathering's name: "in June at", "tomorrow's" before it, or one behind it."""
    text = reading.document.text
    for time in timespans(reading, max(first, occasion.start - REACH), occasion.start):
        between = text[time.end : occasion.start]
        if OWN_TIME.fullmatch(between) or AT_TIME.fullmatch(between):
            return time
    return next(iter(timespans(reading, occasion.end, min(limit, occasion.end + REACH))), None)


def past(
    reading: Reading, occasion: Occasion, time: Timespan | None, after: str, place: Place | None
) -> Engagement | None:
    """Return the record of a gathering of named actors that was held, or at which a dated or placed act took place."""
    named = parties_of(reading, occasion)
    codes = {c for m in named for c in m.codes}
    placed = time is not None or place is not None
    group = any(c in tables.international() for c in codes) and placed and occasion.link in TOLD
    if not (group or (len(codes) > 1 and HELD.match(after))):
        return None
    start, end = (min(occasion.start, time.start), max(occasion.end, time.end)) if time else span(occasion)
    held = record(reading, occasion, time, (start, end), named, "held")
    return msgspec.structs.replace(held, place=place)


def span(occasion: Occasion) -> tuple[int, int]:
    return occasion.start, occasion.end


def parties_of(reading: Reading, occasion: Occasion) -> list[Mention]:
    """Return the actors that a gathering is named after."""
    inner = reading.mentions_in(occasion.start, occasion.end)
    return [m for m in inner if m.kind in ("state", "organisation", "group", "office") and m.codes]


def coming(
    reading: Reading,
    occasion: Occasion,
    time: Timespan | None,
    first: int,
    limit: int,
    *,
    verb: Clause | None,
    later: bool,
) -> Engagement | None:
    """Return the record of an announced gathering of its host or hosts, or of those that it is named after."""
    hosting = verb is not None and verb.lemma in patterns().hosting
    hosts = parties_at(reading, verb.sentence, verb.subjects) if verb is not None and hosting else []
    host = host_of(reading, occasion, first, limit)
    parties = [host] if host is not None else hosts or (parties_of(reading, occasion) if later else [])
    if not parties:
        return None
    start, end = span(occasion)
    if host is not None and host.end <= start and OWNER.match(reading.document.text[host.end : start]):
        start = host.start
    spans = (start, max(end, time.end) if time else end)
    return record(reading, occasion, time, spans, parties, "planned", host=host)


def host_of(reading: Reading, occasion: Occasion, first: int, limit: int) -> Mention | None:
    """Return who holds a gathering: who owns it, will hold it, leads it or was thanked for it, else where it is."""
    text = reading.document.text
    around = [
        m
        for m in reading.mentions_in(max(first, occasion.start - REACH), min(limit, occasion.end + REACH))
        if len(m.codes) == 1 and m.kind in ("state", "place", "organisation")
    ]
    ahead = [m for m in around if m.end <= occasion.start]
    behind = [m for m in around if m.start >= occasion.end]
    possessor = [m for m in ahead if OWNER.match(text[m.end : occasion.start])]
    thanked = [m for m in ahead if HOSTING.fullmatch(text[m.end : occasion.start].lstrip())]
    verb = WILL_HOST.search(text[occasion.end : occasion.end + REACH])
    holder = [m for m in behind if verb and m.end <= occasion.end + verb.end()]
    leader = [m for m in behind if LEADING.match(text[m.end : limit])]
    located = [m for m in behind if LOCATED.search(text[occasion.end : m.start])]
    return next(iter((*possessor[-1:], *thanked, *holder, *leader, *located)), None)


def record(
    reading: Reading,
    occasion: Occasion,
    time: Timespan | None,
    words: tuple[int, int],
    parties: Sequence[Mention],
    status: EngagementStatus,
    *,
    host: Mention | None = None,
) -> Engagement:
    """Return a gathering as an engagement."""
    summit = "summit" in occasion.name.lower()
    return Engagement(
        evidence=(evidence(reading.document, *words),),
        confidence=PARTIAL,
        attribution=voice(reading.document),
        type="summit" if summit else "meeting" if status == "held" else "other",
        participants=tuple(participant(m, m.text, None, c) for m in parties for c in m.codes),
        when=as_period(time),
        place=Place(name=host.text, country=host.codes[0]) if host is not None and host.kind == "place" else None,
        occasion=occasion.name,
        series=occasion.series,
        ordinal=occasion.ordinal,
        host=host.codes[0] if host is not None else None,
        status=status,
    )

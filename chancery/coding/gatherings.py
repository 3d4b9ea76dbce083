"""Gatherings with a record of their own: dated in the past by the text itself, or announced with their host."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chancery.coding.attribution import as_period, timespans, voice
from chancery.coding.clauses import Clause
from chancery.coding.delegations import participant
from chancery.coding.occasions import Occasion, occasions
from chancery.coding.reading import Reading
from chancery.coding.timing import YEAR
from chancery.models import (
    Engagement,
    Place,
    Timespan,
    evidence,
)

HELD = re.compile(
    r"^\W*(?:was\s+|were\s+|that was\s+|which was\s+)?(?:held|hosted|convened|took place)\b", re.IGNORECASE
)
COMING = re.compile(r"\b(?:forthcoming|upcoming|next|planned)\b[^.;]{0,40}$", re.IGNORECASE)
WILL_HOST = re.compile(
    r"^\W*(?:that|which|to be)?[^.;,]{0,40}?\b(?:will|to)\s+(?:be\s+)?(?:host(?:ed)?|hold|held|convened?|take place)\b",
    re.IGNORECASE,
)
REACH = 70
"""Characters after a gathering's name in which its date or verb may stand."""
PARTIAL = 0.75
"""How sure a record without persons is."""


def gatherings(reading: Reading, every: Sequence[Clause], found: Sequence[Engagement]) -> list[Engagement]:
    """Return records of gatherings that the text itself dates or announces and that no contact is told of."""
    out: list[Engagement] = []
    known = {e.series.lower() for e in found if e.series} | {e.occasion.lower() for e in found if e.occasion}
    for sentence in reading.sentences:
        for occasion in occasions(reading.document.text, sentence.start, sentence.end):
            claim = gathering(reading, occasion, sentence.end)
            names = {occasion.name.lower(), (occasion.series or occasion.name).lower()}
            if claim is not None and not any(name in k for name in names for k in known):
                known |= names
                out.append(claim)
    return out


def gathering(reading: Reading, occasion: Occasion, limit: int) -> Engagement | None:
    """Return the record of a dated past gathering of named actors, or of one still to come with its host."""
    text = reading.document.text
    after = text[occasion.end : min(limit, occasion.end + REACH)]
    before = text[max(0, occasion.start - REACH) : occasion.start]
    times = timespans(reading, occasion.end, min(limit, occasion.end + REACH))
    time = times[0] if times else None
    published = reading.document.published_on
    later = bool(published and time and time.first and time.first > published)
    ahead = later and bool(time and YEAR.search(time.text))
    if ahead or COMING.search(before) or WILL_HOST.search(after):
        return coming(reading, occasion, time, limit) if time or WILL_HOST.search(after) else None
    if later:
        return None
    named = [
        m
        for m in reading.mentions_in(occasion.start, occasion.end)
        if m.kind in ("state", "organisation", "group") and m.codes
    ]
    codes = {c for m in named for c in m.codes}
    if len(codes) < 2 or not HELD.match(after):
        return None
    return Engagement(
        evidence=(evidence(reading.document, occasion.start, time.end if time else occasion.end),),
        confidence=PARTIAL,
        attribution=voice(reading.document),
        type="summit" if "summit" in occasion.name.lower() else "meeting",
        participants=tuple(participant(m, m.text, None, c) for m in named for c in m.codes),
        when=as_period(time),
        occasion=occasion.name,
        series=occasion.series,
        ordinal=occasion.ordinal,
        status="held",
    )


def coming(reading: Reading, occasion: Occasion, time: Timespan | None, limit: int) -> Engagement | None:
    """Return the record of an announced gathering; its host is who owns it or will hold it."""
    text = reading.document.text
    end = time.end if time else occasion.end
    around = [
        m
        for m in reading.mentions_in(max(0, occasion.start - REACH), min(limit, occasion.end + REACH))
        if len(m.codes) == 1 and m.kind in ("state", "place", "organisation")
    ]
    possessor = [
        m for m in around if m.end <= occasion.start and re.match(r"['’]s?\s+[^.;,]*$", text[m.end : occasion.start])
    ]
    verb = WILL_HOST.search(text[occasion.end : occasion.end + REACH])
    holder = [m for m in around if m.start >= occasion.end and verb and m.end <= occasion.end + verb.end()]
    located = [
        m for m in around if m.start >= occasion.end and re.search(r"\bin\s+(?:the\s+)?$", text[occasion.end : m.start])
    ]
    hosts = possessor or holder or located
    if not hosts:
        return None
    host = hosts[-1] if possessor else hosts[0]
    start = min(occasion.start, host.start) if host in possessor else occasion.start
    return Engagement(
        evidence=(evidence(reading.document, start, max(end, occasion.end)),),
        confidence=PARTIAL,
        attribution=voice(reading.document),
        type="summit" if "summit" in occasion.name.lower() else "other",
        participants=(participant(host, host.text, None, host.codes[0]),),
        when=as_period(time),
        place=Place(name=host.text, country=host.codes[0]) if host.kind == "place" else None,
        occasion=occasion.name,
        series=occasion.series,
        ordinal=occasion.ordinal,
        host=host.codes[0],
        status="planned",
    )

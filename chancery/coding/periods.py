"""When: the span of time that an undertaking is for, and whether it is one of the past."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from chancery.coding.clauses import Clause
from chancery.coding.commissives import cues
from chancery.coding.figures import timespans
from chancery.coding.frames import Frame, Telling
from chancery.coding.parties import describing
from chancery.coding.reading import Reading
from chancery.models import Figure, Period, Timespan
from chancery.quantities import period

SPACE = re.compile(r"\s+")
HOURS = re.compile(r"\b(?:hour|minute)s?\b", re.IGNORECASE)
AHEAD = re.compile(r"\b(?:next|coming|following)\b", re.IGNORECASE)
STALE_DAYS = 45
CUE_REACH = 80
FORMS = ("horizon", "duration", "deadline", "range", "point", "vague")


def timespan(reading: Reading, start: int, end: int, given: Sequence[Figure]) -> Timespan | None:
    """Return the span of time that an undertaking is for: a horizon before a deadline, a range or a future date.

    Spans beside a baseline are that baseline's; a day gone by is when it was said.
    """
    published = reading.document.published_on
    olds = [(f.start, f.end) for f in given if f.role == "baseline"]
    news = [f.end for f in given if f.role == "target"]
    spans = [
        s
        for s in timespans(reading, start, end)
        if lasting(s, published) and placed(reading, s) and not aside(reading, s)
    ]
    spans = [s for s in spans if not any(belongs(s, old, news) for old in olds)]
    return min(spans, key=lambda s: (FORMS.index(s.form), s.start), default=None)


def lasting(span: Timespan, published: date | None) -> bool:
    """Tell whether a span can be what an undertaking is for."""
    if span.form == "recurrence" or HOURS.search(span.text):
        return False
    if span.form == "point":
        if span.first is None:
            return bool(AHEAD.search(span.text))
        return published is not None and (span.last or span.first) > published
    return not (span.last is not None and published is not None and span.last < published and span.form != "range")


def announced(reading: Reading, telling: Telling) -> Timespan | None:
    """Return a future date that its sentence names before an undertaking ("the summit in May, pledging to …")."""
    start = reading.sentences[telling.frame.sentence].start
    published = reading.document.published_on
    spans = [s for s in timespans(reading, start, telling.start) if s.form == "point" and lasting(s, published)]
    return spans[-1] if spans and telling.frame.nominal and placed(reading, spans[-1]) else None


def aside(reading: Reading, span: Timespan) -> bool:
    """Tell whether a span only says who somebody is ("host of the summit in 2023") or what is over ("after years")."""
    before = reading.document.text[max(0, span.start - 12) : span.start].rstrip().lower()
    over = span.form == "duration" and before.endswith(" after")
    return over or describing(reading, span.start, span.end) or recounting(reading, span)


def recounting(reading: Reading, span: Timespan) -> bool:
    """Tell whether a span belongs to a relative clause about the past ("which, over four months, achieved …")."""
    place = next(iter(reading.tokens_in(span.start, span.end)), None)
    if place is None:
        return False
    tokens, i = reading.sentences[place[0]].tokens, place[1]
    while i >= 0 and tokens[i].deprel != "acl:relcl":
        i = tokens[i].head
    return i >= 0 and tokens[i].xpos == "VBD"


def placed(reading: Reading, span: Timespan) -> bool:
    """Tell whether a date stands as one, after a preposition: not in a name ("the June summit")."""
    before = reading.document.text[max(0, span.start - 12) : span.start].rstrip().lower()
    return (
        span.form != "point"
        or bool(re.match(r"(?:in|by|on|before|until|from|during|of|for|starting)\b", span.text.lower()))
        or bool(re.search(r"\b(?:in|by|on|before|until|from|during|for|than|starting|beginning)(?: the)?$", before))
    )


def belongs(span: Timespan, old: tuple[int, int], news: Sequence[int]) -> bool:
    """Tell whether a span stands with an earlier figure: after it and before any later new one."""
    following = [n for n in news if n > old[1]]
    return old[1] <= span.start and all(span.start < n for n in following)


def printed(span: Timespan | None) -> Period | None:
    """Return a span of time as a period, its words kept; dates only where the words print them."""
    if span is None:
        return None
    resolved = period(span)
    if span.form in ("range", "point", "deadline"):
        return resolved
    return Period(start=None, end=None, precision=resolved.precision, text=span.text)


def unending(reading: Reading, start: int, end: int) -> Period | None:
    """Return a time without an end that words name ("over the long term")."""
    text = SPACE.sub(" ", reading.document.text[start:end])
    pattern = "|".join(map(re.escape, cues().open_ended))
    found = re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
    return Period(precision="open", text=found.group()) if found else None


def bygone(reading: Reading, every: Sequence[Clause], telling: Telling, given: Sequence[Figure]) -> bool:
    """Tell whether an undertaking is one of the past that the text only recalls: dated long ago, or a running total."""
    if not telling.frame.past and telling.frame.strength != "deliver":
        return False
    if any(f.role == "actual" for f in given) and not any(f.role == "target" and f.currency for f in given):
        return True
    published = reading.document.published_on
    for span in timespans(reading, telling.start, telling.end):
        if beside(reading, telling.frame, every[telling.frame.matrix].head, span):
            continue
        dated = span.form in ("point", "range") and span.last is not None and span.precision != "relative"
        if dated and published is not None and span.last is not None and (published - span.last).days > STALE_DAYS:
            return True
    text = SPACE.sub(" ", reading.document.text[telling.start : telling.end].lower())
    return any(re.search(rf"\b{re.escape(cue)}\b", text[:CUE_REACH]) for cue in cues().recalled)


def beside(reading: Reading, frame: Frame, matrix: int, span: Timespan) -> bool:
    """Tell whether a span belongs to a clause of its own below an undertaking ("…, which it struck down in 2020").

    `matrix` is the token of the verb of undertaking.
    """
    tokens = reading.sentences[frame.sentence].tokens
    i = next((t for s, t in reading.tokens_in(span.start, span.end) if s == frame.sentence), frame.head)
    while i >= 0 and i not in (frame.head, matrix):
        if (
            tokens[i].deprel in ("acl:relcl", "advcl", "ccomp", "parataxis")
            and tokens[i].start > tokens[frame.head].start
        ):
            return True
        i = tokens[i].head
    return False

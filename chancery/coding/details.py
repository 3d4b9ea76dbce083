"""The particulars of an undertaking told in one stretch of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from chancery.coding import sectors
from chancery.coding.clauses import Clause, trimmed
from chancery.coding.commissives import cues, nouns, thing_type, verbs
from chancery.coding.figures import Figured, figured, figures, timespans
from chancery.coding.frames import Frame
from chancery.coding.parties import describing, parties
from chancery.coding.phrases import phrase, undertaking
from chancery.coding.reading import Reading
from chancery.coding.revisions import revision
from chancery.models import (
    Commitment,
    CommitmentType,
    Count,
    Executor,
    Figure,
    Money,
    Period,
    Strength,
    Timespan,
    Value,
    evidence,
)
from chancery.quantities import period

SPACE = re.compile(r"\s+")
BRACKETS = re.compile(r"\s*\([^()]*\)|\bhttps?://\S+|[\[\]*_]+")
HOURS = re.compile(r"\b(?:hour|minute)s?\b", re.IGNORECASE)
AHEAD = re.compile(r"\b(?:next|coming|following)\b", re.IGNORECASE)
LINKING = re.compile(r"[\s,;*_#>•–—-]*(?:(?:and|but|or|that|while|as|which)\s+)?", re.IGNORECASE)
PHRASE = 110
LEAD = 2
STALE_DAYS = 45
CUE_REACH = 80
LONGEST = 1200
FORMS = ("horizon", "duration", "deadline", "range", "point", "vague")


class Telling(Value, frozen=True, kw_only=True):
    """A frame with the stretch of its sentence that is its own."""

    frame: Frame
    start: int
    end: int


def commitment(reading: Reading, every: Sequence[Clause], telling: Telling) -> Commitment | None:
    """Read the particulars of an undertaking off its stretch of text, or None where nobody undertakes it."""
    frame = telling.frame
    found = own_figures(reading, every, telling)
    given = figures(reading, found, telling.start, telling.end, ahead=frame.modal)
    when = timespan(reading, telling.start, telling.end, given) or announced(reading, telling)
    start, end = tight(reading, telling, found, when)
    promisor, beneficiary = parties(reading, frame, telling.start, end, telling.end)
    past = bygone(reading, every, telling, given)
    if not promisor or (past and not given):
        return None
    text = SPACE.sub(" ", reading.document.text[start:end])
    words = undertaking(reading, every, frame, end, promisor)
    return Commitment(
        evidence=(evidence(reading.document, start, end),),
        confidence=confidence(frame, given, bool(frame.subject)),
        promisor=promisor,
        beneficiary=beneficiary,
        executor=executor(text),
        addressee=promisor if frame.verb in verbs().directives else (),
        undertaking=words,
        type=type_of(reading, every, frame, given),
        strength=strength(frame, given, words),
        verb=frame.verb,
        quantities=given,
        period=printed(when) or unending(reading, start, end),
        sectors=sectors.find(text),
        instrument=instrument(text),
        conditions=condition(reading, frame, start),
        occasion=occasion(reading, frame, start, end),
        revises=None if past else revision(reading, every, frame, given, start, end),
        reported_past=past,
        denied=frame.negated,
    )


def own_figures(reading: Reading, every: Sequence[Clause], telling: Telling) -> tuple[Figured, ...]:
    """Return the figures of an undertaking; a count before an active verb is its subject's ("the two economies")."""
    matrix = every[telling.frame.matrix]
    verb = reading.sentences[telling.frame.sentence].tokens[matrix.head].start
    active = not matrix.passive and not every[telling.frame.clause].passive and matrix.form != "nominal"
    found = figured(reading, telling.start, telling.end)
    return tuple(q for q in found if isinstance(q, Money) or q.start >= verb or not active)


def tight(reading: Reading, telling: Telling, found: Sequence[Figured], when: Timespan | None) -> tuple[int, int]:
    """Return the offsets of the words that carry an undertaking: its frame with its figures and period."""
    ends = [min(telling.frame.end, telling.end), *(counted_end(reading, q) for q in found)]
    if when is not None and when.start >= telling.start:
        ends.append(when.end)
    end = max(ends)
    end += reading.document.text[end : end + 1] == ")"
    opening = LINKING.match(reading.document.text[telling.start : end])
    first = telling.start + (opening.end() if opening else 0)
    start, stop = trimmed(reading, first, bounded(reading, first, end))
    return (start, stop) if start < stop else (telling.start, end)


def bounded(reading: Reading, start: int, end: int) -> int:
    """Return an end within the length that a quote may have, at the end of a word where there is one."""
    if end - start <= LONGEST:
        return end
    kept = reading.document.text[start : start + LONGEST].rsplit(" ", 1)[0]
    return start + len(kept)


def counted_end(reading: Reading, quantity: Figured) -> int:
    """Return the end of a figure with the thing that it counts, where that follows."""
    unit = quantity.unit if isinstance(quantity, Count) else None
    if not unit:
        return quantity.end
    at = reading.document.text.find(unit, quantity.end, quantity.end + len(unit) + 2)
    return at + len(unit) if at >= 0 else quantity.end


def confidence(frame: Frame, given: Sequence[Figure], named: bool) -> float:
    """Return how sure a reading is: surest with a promisor in the syntax and a figure, least without either.

    The steps are those of precision measured by hand on readouts and fact sheets, rounded.
    """
    return round(0.6 + 0.15 * named + 0.15 * bool(given) - 0.1 * frame.modal, 2)


# --- how strongly, what kind ------------------------------------------------------------------------------------------


def strength(frame: Frame, given: Sequence[Figure], words: str) -> Strength:
    """Return the strength of an undertaking: that of its verb, but setting or raising a goal is an aim.

    Deciding on a goal ("fixed", "endorsed", "agreed") is an agreement, promising it a pledge.
    """
    if given and frame.nominal and all(f.role == "actual" for f in given):
        return "deliver"
    goal = re.search(r"\b(?:target|goal)s?\b", words.lower())
    if goal and (frame.modal or frame.verb in ("set", "announce", "unveil", "present", "lift", "raise")):
        return "aim"
    return frame.strength


def type_of(reading: Reading, every: Sequence[Clause], frame: Frame, given: Sequence[Figure]) -> CommitmentType:
    """Return the kind of an undertaking: by its money, its counts, else the thing that it is about."""
    if any(f.currency for f in given):
        return "financial"
    if frame.refrains:
        return "restraint"
    tokens = reading.sentences[frame.sentence].tokens
    lemma = tokens[every[frame.clause].head].lemma.lower()
    if lemma in ("refrain", "halt", "stop", "cease", "abstain", "avoid"):
        return "restraint"
    if lemma in ("participate", "join", "participation"):
        return "participation"
    heads = [frame.head, *(every[frame.clause].objects), *(o.token for o in every[frame.clause].obliques)]
    kinds = [k for i in heads if tokens[i].upos != "VERB" and (k := thing_type(tokens[i].lemma.lower()))]
    if kinds and kinds[0] != "quantity":
        return kinds[0]
    if any(f.unit for f in given):
        return "quantity"
    return kinds[0] if kinds else "policy"


def executor(text: str) -> Executor | None:
    """Return who carries the money, where words say so: both hands before one.

    >>> executor("10 trillion yen, public and private, for investment")
    'mixed'
    """
    lowered = text.lower()
    for kind, phrases in nouns().executors.items():
        if kind != "government" and any(re.search(rf"\b{re.escape(phrase)}\b", lowered) for phrase in phrases):
            return "mixed" if kind == "mixed" else "private"
    return (
        "government"
        if any(re.search(rf"\b{re.escape(p)}\b", lowered) for p in nouns().executors["government"])
        else None
    )


def instrument(text: str) -> str | None:
    """Return the type of finance that the words name, the more special first."""
    lowered = text.lower()
    return next(
        (
            kind
            for kind, phrases in nouns().instruments.items()
            if any(re.search(rf"\b{re.escape(phrase)}s?\b", lowered) for phrase in phrases)
        ),
        None,
    )


# --- when -----------------------------------------------------------------------------------------------------------


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


# --- under which conditions, where ------------------------------------------------------------------------------------


def condition(reading: Reading, frame: Frame, start: int) -> str | None:
    """Return the words that make an undertaking conditional, as printed in its sentence."""
    sentence = reading.sentences[frame.sentence]
    text = reading.document.text[start : sentence.end]
    for cue in cues().conditions:
        found = re.search(rf"\b{re.escape(cue)}\b\s+\w[^.;]*", text, re.IGNORECASE)
        if found and not re.match(rf"{re.escape(cue)}\s+(?:a|an)\b.*\bgeneration\b", found.group(), re.IGNORECASE):
            return phrase(found.group())
    return None


def occasion(reading: Reading, frame: Frame, start: int, end: int) -> str | None:
    """Return the meeting that the text ties an undertaking to: named in its sentence, else in the opening."""
    sentence = reading.sentences[frame.sentence]
    own = meeting(reading.document.text[sentence.start : sentence.end])
    if own:
        return own
    lead = (s for s in reading.sentences[:LEAD] if s.block in ("prose", "headline"))
    return next((found for s in lead if (found := meeting(s.text))), None)


def meeting(text: str) -> str | None:
    """Return the first words that set a scene: "at the summit in Tokyo", "during his visit to India".

    >>> meeting("They signed it at the annual summit in Tokyo on Friday.")
    'at the annual summit in Tokyo'
    """
    links = "|".join(map(re.escape, sorted(nouns().occasion_links, key=len, reverse=True)))
    heads = "|".join(sorted(nouns().occasions, key=len, reverse=True))
    pattern = (
        rf"\b(?i:{links})\s+(?:the|a|an|his|her|their|its|this)\s(?:[^.;:,()]{{0,60}}?\s)?(?i:{heads})\b"
        r"(?:\s+(?:in|with|to|between)\s+(?:the\s+)?[A-Z][\w.’'-]*(?:[ -][A-Z][\w’'-]*)*)?"
    )
    found = re.search(pattern, SPACE.sub(" ", text))
    return found.group().rstrip(" .,") if found else None

"""The particulars of an undertaking told in one stretch of text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chancery.coding import sectors
from chancery.coding.clauses import Clause, trimmed
from chancery.coding.commissives import cues, nouns, thing_type, verbs
from chancery.coding.figures import Figured, figured, figures
from chancery.coding.frames import Frame, Telling
from chancery.coding.parties import parties
from chancery.coding.periods import announced, bygone, printed, timespan, unending
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
    Strength,
    Timespan,
    evidence,
)

SPACE = re.compile(r"\s+")
BRACKETS = re.compile(r"\s*\([^()]*\)|\bhttps?://\S+|[\[\]*_]+")
LINKING = re.compile(r"[\s,;*_#>•–—-]*(?:(?:and|but|or|that|while|as|which)\s+)?", re.IGNORECASE)
PHRASE = 110
LEAD = 2
LONGEST = 1200


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

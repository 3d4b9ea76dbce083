"""What one named party does to another in a sentence: PLOVER type, mode, tense, and the words that decide.

Method: the codebook of data/coding/relation.yaml is matched on the words that connect the two parties; a word of
promising, refusing, threatening or asking bears on the act after it. Conventions of the PLOVER manual: a cooperative
act still to come is AGREE, a hostile one THREATEN, an act refused REJECT, an act asked for REQUEST.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from math import exp
from typing import NamedTuple

from chancery.coding.ontology import ontology
from chancery.coding.relation_codebook import codebook
from chancery.coding.relation_hits import Hit, Side, firmness, hits
from chancery.coding.relation_words import Word, words
from chancery.models import Span, Tense, TypedRelation

PAST = frozenset({"was", "were", "had", "did", "has", "have"})
HOSTILE = ("THREATEN", "PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT")
PER_WORD = 0.04
"""What a word between source and phrase takes off the phrase's strength."""
BEYOND = 0.25
"""What standing after both parties takes off."""
BEFORE = 0.6
"""What standing before both parties takes off."""
BREAK = 0.25
"""What a word that opens another clause takes off."""
FAR = 0.9
"""The most that distance takes off."""
SHARPNESS = 5.0
"""Turns strengths into scores: two tenths are a factor of e."""
FALLBACK = 0.2
"""The strength of CONSULT, said of two parties of whom nothing else is known."""


class Reading(NamedTuple):
    """A hit with the type it has in its place, its strength there, and its tense."""

    hit: Hit
    type: str
    strength: float
    tense: Tense
    operator: Hit | None


def relation(text: str, *, source: tuple[int, int], recipient: tuple[int, int]) -> TypedRelation:
    """Return what the source does to the recipient; both are (start, end) offsets in the text, code points.

    Scores are positive, sum to one and have every PLOVER type. Raises ValueError when a span is not inside the text
    or is empty.

    >>> found = relation("Ecuador refused to lift its ban on rice from Peru.", source=(0, 7), recipient=(45, 49))
    >>> found.plover, [span.text for span in found.deciding]
    ('REJECT', ['refused', 'lift', 'ban'])
    """
    for name, (start, end) in (("source", source), ("recipient", recipient)):
        if not 0 <= start < end <= len(text):
            raise ValueError(f"{name}={(start, end)}: no words there in a text of {len(text)} characters")
    every = words(text)
    sentence = Sentence(every, _inside(every, source), _inside(every, recipient))
    found = list(sentence.readings())
    best = max(found, key=lambda reading: reading.strength, default=None)
    scores = _scores(found)
    plover = max(scores, key=lambda name: scores[name])
    return TypedRelation(
        plover=plover,
        scores=scores,
        mode=best.hit.act.mode if best and best.type == best.hit.act.type else None,
        tense=best.tense if best else "past",
        deciding=tuple(_deciding(text, every, best)) if best else (),
    )


def _inside(every: Sequence[Word], span: tuple[int, int]) -> range:
    inside = [i for i, word in enumerate(every) if word.start < span[1] and span[0] < word.end]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def _scores(found: Sequence[Reading]) -> dict[str, float]:
    strongest = dict.fromkeys(_types(), 0.0) | {"CONSULT": FALLBACK}
    for reading in found:
        strongest[reading.type] = max(strongest[reading.type], reading.strength)
    raised = {name: exp(SHARPNESS * strength) for name, strength in strongest.items()}
    total = sum(raised.values())
    return {name: value / total for name, value in raised.items()}


@cache
def _types() -> tuple[str, ...]:
    return tuple(sorted(ontology().types))


def _deciding(text: str, every: Sequence[Word], best: Reading) -> Iterator[Span]:
    places = {(best.hit.first, best.hit.last)}
    if best.operator is not None:
        places.add((best.operator.first, best.operator.last))
    if best.hit.object >= 0:
        places.add((best.hit.object, best.hit.object))
    for first, last in sorted(places):
        start, end = every[first].start, every[last].end
        yield Span(start=start, end=end, text=text[start:end])


class Sentence:
    """The words of a sentence with the places of its two parties."""

    def __init__(self, every: list[Word], source: range, recipient: range) -> None:
        self.words, self.source, self.recipient = every, source, recipient
        self.book = codebook()
        self.active = source.start <= recipient.start
        first, second = (source, recipient) if self.active else (recipient, source)
        between = [every[i].low for i in range(first.stop, second.start)]
        self.joint = bool(between) and all(word in self.book.joining for word in between)
        self.sides: list[Side] = [
            "source" if i in source else ("source" if self.joint else "recipient") if i in recipient else ""
            for i in range(len(every))
        ]
        self.doer = frozenset(form for i in source for form in (every[i].low, every[i].noun))

    def readings(self) -> Iterator[Reading]:
        """Yield what each phrase says in its place."""
        found = hits(self.words, self.sides, self.doer)
        begin = self.beginning()
        for k, hit in enumerate(found):
            if hit.act.kind == "through":
                continue
            operator = self.operator(found[:k], hit, begin)
            negated = self.negated(hit)
            name = self.composed(hit, operator, negated=negated)
            yield Reading(
                hit, name, firmness(hit) - self.cost(hit, begin), self.tense(hit, operator, negated), operator
            )

    def beginning(self) -> int:
        """Return the word at which what the source does begins: after a description set off by commas."""
        if self.joint:
            return max(self.source.stop, self.recipient.stop)
        after = self.source.stop
        last = self.recipient.start if self.active else len(self.words)
        if after < len(self.words) and self.words[after].low == ",":
            for k in range(after + 1, min(len(self.words) - 1, after + 26, last)):
                if self.words[k].low == "," and (
                    self.words[k + 1].inflected or self.words[k + 1].low in self.book.auxiliaries
                ):
                    return k + 1
        return after

    def operator(self, before: Sequence[Hit], hit: Hit, begin: int) -> Hit | None:
        """Return the outermost word of promising, refusing, threatening or asking that bears on a hit."""
        for other in before:
            bears = other.act.kind not in ("act", "through") and other.last < hit.first
            if bears and other.first >= (begin if self.active else 0) and not self.apart(other.last, hit.first):
                return other
        return None

    def apart(self, left: int, right: int) -> bool:
        """Tell whether a new clause opens between two words."""
        return any(
            word.low in self.book.breaks and word.low not in self.book.soft for word in self.words[left + 1 : right]
        )

    def near(self, hit: Hit) -> list[str]:
        """Return the words before a hit that may be its auxiliaries."""
        found: list[str] = []
        for k in range(hit.first - 1, max(-1, hit.first - 7), -1):
            if self.sides[k] or self.words[k].low in self.book.breaks or self.words[k].low == ",":
                break
            found.append(self.words[k].low)
        return found

    def negated(self, hit: Hit) -> bool:
        return any(word in self.book.negators for word in self.near(hit)[:4])

    def tense(self, hit: Hit, operator: Hit | None, negated: bool) -> Tense:
        """Return the tense of a hit: of its form and auxiliaries, or of what bears on it."""
        if negated or "refusal" in (hit.act.kind, operator.act.kind if operator else None):
            return "negated"
        if "promise" in (hit.act.kind, operator.act.kind if operator else None):
            return "planned"
        if operator is not None:
            return "conditional"
        word = self.words[hit.first]
        past = word.inflected and not word.low.endswith("ing")
        return "past" if past or any(before in PAST for before in self.near(hit)) else "present"

    def composed(self, hit: Hit, operator: Hit | None, *, negated: bool) -> str:
        """Return the type of a hit under what bears on it."""
        name = hit.act.type
        if operator is not None and operator.act.kind in ("refusal", "threat", "demand"):
            return operator.act.type
        if negated and name in self.book.cooperative:
            return "REJECT"
        if operator is not None and operator.act.kind == "promise":
            if name in self.book.cooperative:
                return "AGREE"
            return "THREATEN" if name in HOSTILE else name
        return name

    def cost(self, hit: Hit, begin: int) -> float:
        """Return what the place of a hit takes off its strength."""
        at = hit.first
        if self.active or self.joint:
            if at < self.source.start:
                nominal = hit.act.nouns and self.source.start - hit.last <= 3
                return PER_WORD if nominal else BEFORE + min(FAR, PER_WORD * (self.source.start - at))
            between = [k for k in range(min(begin, at), at) if not self.sides[k]]
            cost = min(FAR, PER_WORD * len(between)) + BREAK * self.breaks(between)
            if at < begin:
                cost += BREAK
            return cost + (BEYOND if at >= self.recipient.stop and begin < self.recipient.start else 0.0)
        if at >= self.source.stop:
            between = [k for k in range(self.source.stop, at) if not self.sides[k]]
            return BEYOND + min(FAR, PER_WORD * len(between)) + BREAK * self.breaks(between)
        if at < self.recipient.start:
            return BEFORE
        between = list(range(at + 1, self.source.start))
        return min(FAR, PER_WORD * len(between)) + BREAK * self.breaks(between)

    def breaks(self, between: Sequence[int]) -> int:
        return sum(self.words[k].low in self.book.breaks and self.words[k].low not in self.book.soft for k in between)

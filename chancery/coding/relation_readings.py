"""What each phrase of a sentence says of two parties: its type there, its tense, and what its place takes off.

A phrase counts for less the further it stands from the source, behind both parties, or in another clause; a word of
promising, refusing, threatening or asking bears on what follows it in its clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chancery.coding.relation_codebook import codebook
from chancery.coding.relation_hits import Hit, Side, firmness, hits
from chancery.coding.relation_words import Word
from chancery.models import Tense

DESCRIPTION = 25
"""Words that a description of the source in commas may have."""
AUXILIARIES = 6
"""Words before a verb among which its auxiliaries and negation stand."""
PER_WORD = 0.04
"""What a word between source and phrase takes off the phrase's strength."""
BEYOND = 0.25
"""What standing after both parties takes off."""
BEFORE = 0.6
"""What standing before both parties takes off."""
BREAK = 0.25
"""What a word that opens another clause takes off."""
NOMINAL_REACH = 3
"""Words between a noun and the source it leads in ("talks between the")."""
FAR = 0.9
"""The most that distance takes off."""


class Reading(NamedTuple):
    """A hit with the type it has in its place, its strength there, and its tense."""

    hit: Hit
    type: str
    strength: float
    tense: Tense
    operator: Hit | None


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
            for k in range(after + 1, min(len(self.words) - 1, after + DESCRIPTION + 1, last)):
                if self.words[k].low == "," and (
                    self.words[k + 1].inflected or self.words[k + 1].low in self.book.auxiliaries
                ):
                    return k + 1
        return after

    def operator(self, before: Sequence[Hit], hit: Hit, begin: int) -> Hit | None:
        """Return the outermost word of promising, refusing, threatening or asking that bears on a hit."""
        for other in before:
            bears = other.act.kind not in ("act", "through") and other.last < hit.first
            within = not self.active or other.first >= begin or self.leads(other)
            if bears and within and not self.apart(other.last, hit.first):
                return other
        return None

    def apart(self, left: int, right: int) -> bool:
        """Tell whether a new clause opens between two words."""
        return any(self.opens(word) for word in self.words[left + 1 : right])

    def near(self, hit: Hit) -> list[str]:
        """Return the words before a hit that may be its auxiliaries."""
        found: list[str] = []
        for k in range(hit.first - 1, max(-1, hit.first - AUXILIARIES - 1), -1):
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
        return "past" if past or any(before in self.book.past for before in self.near(hit)) else "present"

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
            return "THREATEN" if name in self.book.hostile else name
        return name

    def cost(self, hit: Hit, begin: int) -> float:
        """Return what the place of a hit takes off its strength."""
        if self.active or self.joint:
            return self.cost_forward(hit, begin)
        if hit.first >= self.source.stop:
            return BEYOND + self.way(range(self.source.stop, hit.first))
        return BEFORE if hit.first < self.recipient.start else self.way(range(hit.first + 1, self.source.start))

    def cost_forward(self, hit: Hit, begin: int) -> float:
        """Return the cost where the source comes first; a noun right before it ("talks between") costs next to none."""
        if hit.first < self.source.start:
            return PER_WORD if self.leads(hit) else BEFORE + min(FAR, PER_WORD * (self.source.start - hit.first))
        behind = hit.first >= self.recipient.stop and begin < self.recipient.start
        return self.way(range(min(begin, hit.first), hit.first)) + (BEYOND if behind else 0.0)

    def leads(self, hit: Hit) -> bool:
        """Tell whether a hit is a noun right before the source ("a demand by the")."""
        between = self.words[hit.last + 1 : self.source.start]
        near = hit.last < self.source.start and len(between) < NOMINAL_REACH
        return bool(hit.act.nouns) and near and not any(word.low == "," for word in between)

    def way(self, between: range) -> float:
        """Return the cost of the words between source and phrase, those of the parties not counted."""
        steps = [k for k in between if not self.sides[k]]
        return min(FAR, PER_WORD * len(steps)) + BREAK * sum(self.opens(self.words[k]) for k in steps)

    def opens(self, word: Word) -> bool:
        """Tell whether a word opens another clause."""
        return word.low in self.book.breaks and word.low not in self.book.soft

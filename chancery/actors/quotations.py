"""Quotations and who speaks in them: "we" and "I" between quotation marks are the one whose words these are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chancery.actors import tables
from chancery.actors.grammar import Grammar, Place

MARKS = re.compile(r"[\"“”„«»]|\n")
OPENS, CLOSES = "“„«", "”»"
BEFORE_OPENING = frozenset(" \n([-–—,:")
INTRODUCED = re.compile(r"[,:]\s*$")
CAPITAL = re.compile(r"[\"“„«\s\[('‘]*[A-Z]")
WORD = re.compile(r"\w")


class Quotation(NamedTuple):
    """Words between quotation marks, offsets in the folded text; `speaker` is the noun that says them, if told."""

    start: int
    end: int
    speaker: Place | None


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the offsets of what stands in quotation marks; one that is left open ends with its paragraph.

    >>> spans('He said, "We called it a "day" off," and left.')
    ((9, 36),)
    """
    found: list[tuple[int, int]] = []
    start = depth = 0
    for mark in MARKS.finditer(text):
        at = mark.start()
        if mark.group() == "\n":
            if depth:
                found.append((start, at))
            depth = 0
        elif opens(text, at, depth):
            start, depth = (start if depth else at), depth + 1
        elif depth:
            depth -= 1
            if not depth:
                found.append((start, at + 1))
    if depth:
        found.append((start, len(text)))
    return tuple(found)


def opens(text: str, at: int, depth: int) -> bool:
    """Tell whether a mark opens a quotation: by its form, else by what stands before and after it."""
    if text[at] in OPENS + CLOSES:
        return text[at] in OPENS
    spaced = (at == 0 or text[at - 1] in BEFORE_OPENING) and not text[at + 1 : at + 2].isspace()
    return spaced or (depth == 0 and text[at + 1 : at + 2].isalnum())


def quotations(text: str, grammar: Grammar) -> tuple[Quotation, ...]:
    """Return the quotations of a folded text in order, each with its speaker.

    The speaker is the subject of the nearest verb of speaking beside it, else of the clause that a comma or colon ties
    to it ("defended the step: …"); a quotation that stands by itself goes on with the speaker of the one before.
    """
    found: list[Quotation] = []
    every = spans(text)
    for start, end in every:
        verb = speech(every, start, end, grammar) or introduction(text, every, start, grammar)
        said = grammar.subject(verb) if verb is not None else None
        goes_on = verb is None and found and alone(text, found[-1].end, start, end, grammar)
        found.append(Quotation(start, end, found[-1].speaker if goes_on else said))
    return tuple(found)


def around(start: int, end: int, grammar: Grammar) -> Iterator[int]:
    """Yield the sentences in which a quotation begins and ends."""
    places = (grammar.at(start), grammar.at(end - 1))
    yield from dict.fromkeys(place.sentence for place in places if place is not None)


def speech(every: Sequence[tuple[int, int]], start: int, end: int, grammar: Grammar) -> Place | None:
    """Return the verb of speaking nearest to a quotation in the sentences in which it begins and ends."""
    speaking = tables.word_set("speaking")
    near: list[tuple[int, Place]] = []
    for sentence in around(start, end, grammar):
        for token in grammar.tokens(sentence):
            if token.lemma.lower() not in speaking or token.upos != "VERB":
                continue
            place = Place(sentence, token.i)
            first, last = grammar.span(place)
            if not quoted(every, first):
                near.append((start - last if last <= start else first - end, place))
    return min(near, default=(0, None))[1]


def introduction(text: str, every: Sequence[tuple[int, int]], start: int, grammar: Grammar) -> Place | None:
    """Return the predicate of the words that a comma or colon ties to a quoted sentence behind them."""
    if not INTRODUCED.search(text, max(0, start - 3), start) or not CAPITAL.match(text, start):
        return None
    before = start
    while before and not WORD.match(text[before - 1]):
        before -= 1
    place = grammar.at(before - 1) if before else None
    if place is None or quoted(every, before - 1):
        return None
    tokens = grammar.tokens(place.sentence)
    i = place.token
    while tokens[i].head >= 0 and tokens[tokens[i].head].start < grammar.folded.original(start):
        i = tokens[i].head
    return Place(place.sentence, i)


def alone(text: str, last: int, start: int, end: int, grammar: Grammar) -> bool:
    """Tell whether a quotation stands in sentences of its own right behind the sentence of the one before."""
    own = tuple(around(start, end, grammar))
    if not own:
        return False
    first, final = grammar.sentences[own[0]], grammar.sentences[own[-1]]
    lead, rest = text[grammar.folded.folded(first.start) : start], text[end : grammar.folded.folded(final.end - 1) + 1]
    before = grammar.at(last - 1)
    return not WORD.search(lead) and not WORD.search(rest) and before is not None and own[0] - before.sentence <= 1


def quoted(every: Sequence[tuple[int, int]], offset: int) -> bool:
    """Tell whether an offset stands inside quotation marks."""
    at = bisect_right(every, offset, key=lambda span: span[0]) - 1
    return at >= 0 and offset < every[at][1]


def over(quotes: Sequence[Quotation], offset: int) -> Quotation | None:
    """Return the quotation that an offset stands in, or None."""
    at = bisect_right(quotes, offset, key=lambda quote: quote.start) - 1
    return quotes[at] if at >= 0 and offset < quotes[at].end else None

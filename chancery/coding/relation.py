"""What one named party does to another in a sentence: PLOVER type, mode, tense, and the words that decide.

Method: the codebook of data/coding/relation.yaml is matched on the words that connect the two parties; a word of
promising, refusing, threatening or asking bears on the act after it. Conventions of the PLOVER manual: a cooperative
act still to come is AGREE, a hostile one THREATEN, an act refused REJECT, an act asked for REQUEST.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from math import exp

from chancery.coding.ontology import ontology
from chancery.coding.relation_codebook import codebook
from chancery.coding.relation_hits import Hit
from chancery.coding.relation_readings import Reading, Sentence
from chancery.coding.relation_words import Word, words
from chancery.models import Span, TypedRelation

REACH = 1_000
"""Characters before and after the two parties that are read at most, which keeps the time linear."""
SHARPNESS = 5.0
"""Turns strengths into scores: two tenths are a factor of e."""
FALLBACK = 0.2
"""The strength of CONSULT, said of two parties of whom nothing else is known."""


def relation(text: str, *, source: tuple[int, int], recipient: tuple[int, int]) -> TypedRelation:
    """Return what the source does to the recipient; both are (start, end) offsets in the text, code points.

    Scores are positive, sum to one and have every PLOVER type. Raises ValueError when a span is not inside the text
    or is empty.

    >>> found = relation("Ecuador refused to lift its ban on rice from Peru.", source=(0, 7), recipient=(45, 49))
    >>> found.plover, [span.text for span in found.deciding]
    ('REJECT', ['refused', 'lift', 'ban'])
    >>> relation("Police in Lima arrested Mr Paz.", source=(0, 6), recipient=(24, 30)).mode
    'arrest'
    """
    for name, (start, end) in (("source", source), ("recipient", recipient)):
        if not 0 <= start < end <= len(text):
            raise ValueError(f"{name}={(start, end)}: no words there in a text of {len(text)} characters")
    every = words(text, max(0, min(source[0], recipient[0]) - REACH), max(source[1], recipient[1]) + REACH)
    sentence = Sentence(every, _inside(every, source), _inside(every, recipient))
    found = list(sentence.readings())
    scores = _scores(found)
    plover = max(scores, key=lambda name: scores[name])
    telling = [reading for reading in found if reading.type == plover and reading.strength > 0]
    best = max(telling, key=lambda reading: reading.strength, default=None)
    return TypedRelation(
        plover=plover,
        scores=scores,
        mode=_mode(every, best) if best else None,
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


def _mode(every: Sequence[Word], best: Reading) -> str | None:
    """Return how an act was done, as its words tell; None for what was but promised, refused or asked for."""
    if best.type != best.hit.act.type:
        return None
    told = [every[i] for i in _places(best.hit)]
    forms = {form for word in told for form in (word.low, word.verb, word.noun)}
    forms |= {" ".join(word.low for word in told)}
    modes = codebook().modes.get(best.type, {})
    return next((mode for mode, words_of in modes.items() if forms & words_of), None)


def _places(hit: Hit) -> list[int]:
    own = list(range(hit.first, hit.last + 1))
    return own if hit.object < 0 or hit.object in own else [*own, hit.object]


def _deciding(text: str, every: Sequence[Word], best: Reading) -> Iterator[Span]:
    runs = {(best.hit.first, best.hit.last)}
    if best.operator is not None:
        runs.add((best.operator.first, best.operator.last))
    if best.hit.object > best.hit.last or 0 <= best.hit.object < best.hit.first:
        runs.add((best.hit.object, best.hit.object))
    for first, last in sorted(runs):
        start, end = every[first].start, every[last].end
        yield Span(start=start, end=end, text=text[start:end])

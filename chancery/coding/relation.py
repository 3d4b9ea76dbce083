"""What one named party does to another in a sentence: PLOVER type, mode, tense, and the words that decide.

Method: the codebook of data/coding/relation.yaml is matched on the words that connect the two parties; a word of
promising, refusing, threatening or asking bears on the act after it. A small network that read the sentence with its
parties marked has a say beside it. Conventions of the PLOVER manual: a cooperative act still to come is AGREE, a
hostile one THREATEN, an act refused REJECT, an act asked for REQUEST.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from math import exp, log

from chancery.coding.ontology import ontology
from chancery.coding.relation_codebook import codebook
from chancery.coding.relation_hits import Hit
from chancery.coding.relation_network import shares
from chancery.coding.relation_readings import Reading, Sentence
from chancery.coding.relation_words import Word, words
from chancery.models import Span, Tense, TypedRelation

REACH = 1_000
"""Characters before and after the two parties that are read at most, which keeps the time linear."""
SHARPNESS = 4.0
"""Turns strengths into scores: a quarter is a factor of e."""
CLEAR, SURE = 0.5, 1.0
"""How far the strongest type must be ahead of the next, and how strong it must be, for the network not to be asked: it
would seldom change anything, and takes ten times as long as the codebook."""
SAY = 0.2
"""What a logarithm of the network's share counts beside strengths of phrases: best on half of the held sentences."""
IMPLIED: dict[str, Tense] = {"AGREE": "planned", "THREATEN": "conditional", "REJECT": "negated"}
"""The tense of a type that no phrase told, where it lies in the type; else it is past, as most that is told."""
LEAST_SHARE = 1e-4
"""A smaller share is taken for this one, so that the network alone never rules a type out."""


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
    strongest = _strongest(found)
    scores = _scores(strongest, () if _clear(strongest) else _near(text, source, recipient))
    plover = max(scores, key=lambda name: scores[name])
    telling = [reading for reading in found if reading.type == plover and reading.strength > 0]
    best = max(telling, key=lambda reading: reading.strength, default=None)
    return TypedRelation(
        plover=plover,
        scores=scores,
        mode=_mode(every, best) if best else None,
        tense=best.tense if best else IMPLIED.get(plover, "past"),
        deciding=tuple(_deciding(text, every, best)) if best else (),
    )


def _inside(every: Sequence[Word], span: tuple[int, int]) -> range:
    inside = [i for i, word in enumerate(every) if word.start < span[1] and span[0] < word.end]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def _near(text: str, source: tuple[int, int], recipient: tuple[int, int]) -> tuple[float, ...]:
    """Return the network's shares, read off the text near the parties."""
    start = max(0, min(source[0], recipient[0]) - REACH)
    near = text[start : max(source[1], recipient[1]) + REACH]
    return shares(near, (source[0] - start, source[1] - start), (recipient[0] - start, recipient[1] - start))


def _strongest(found: Sequence[Reading]) -> dict[str, float]:
    strongest = dict.fromkeys(_types(), 0.0)
    for reading in found:
        strongest[reading.type] = max(strongest[reading.type], reading.strength)
    return strongest


def _clear(strongest: dict[str, float]) -> bool:
    """Tell whether the phrases settle the type by themselves."""
    *_, next_best, best = sorted(strongest.values())
    return best >= SURE and best - next_best >= CLEAR


def _scores(strongest: dict[str, float], read: Sequence[float]) -> dict[str, float]:
    """Return the share of each type out of its strongest phrase and what the network makes of it, if it was asked."""
    said = [SAY * log(max(share, LEAST_SHARE)) for share in read] or [0.0] * len(strongest)
    raised = [exp(SHARPNESS * (strength + more)) for strength, more in zip(strongest.values(), said, strict=True)]
    return {name: value / sum(raised) for name, value in zip(strongest, raised, strict=True)}


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

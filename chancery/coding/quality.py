"""How well a commitment is pledged: ten points after the OECD DAC's good pledging practice, each with its words.

A pledge can be followed up when its words say how much, in which currency, over which period and by when, in what form,
out of which money, compared with what, on top of what, for whom, and how it will be checked. A point is earned by words
of the text alone: by the figures, the period and the beneficiary that the commitment was read to have, or by a phrase
of `data/coding/quality.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import get_args

import msgspec

from chancery import actors
from chancery.coding.commissives import table
from chancery.models import Commitment, Criterion, Document, Figure, Merit, Timespan
from chancery.quantities import quantities

CRITERIA: tuple[Criterion, ...] = get_args(Criterion)
STOP = re.compile(r"(?<=[a-z0-9)%”\"’]{2})[.;!?](?=\s|$)|\n\s*(?:\n|[-*•–]\s)")
REST = 240
"""How many characters after its evidence a commitment's sentence is followed at most."""
UNFIXED = ("open", "vague")
CLOSE: tuple[Criterion, ...] = ("instrument", "additionality")

Words = tuple[int, int]


def quality(commitment: Commitment, document: Document) -> tuple[Merit, ...]:
    """Return the criteria of good pledging that a commitment of a document meets, in their order; their number is its
    quality, 0 to 10.

    What is denied has no quality. Its form and what makes it additional are told by the evidence alone; for the rest
    what follows of the sentence counts too.

    >>> from chancery.models import Evidence, document
    >>> doc = document("Japan offers Kenya a grant from its budget.")
    >>> item = Commitment(
    ...     evidence=(Evidence(start=0, end=27, quote=doc.text[:27]),), confidence=1, promisor=("JPN",),
    ...     beneficiary=("KEN",), undertaking="grant", strength="pledge",
    ... )
    >>> [(one.criterion, one.quote) for one in quality(item, doc)]
    [('instrument', 'grant'), ('source', 'budget'), ('beneficiary', 'Kenya')]
    """
    if commitment.denied:
        return ()
    made = ((criterion, next(FINDERS[criterion](commitment, document), None)) for criterion in CRITERIA)
    return tuple(
        Merit(criterion=criterion, start=found[0], end=found[1], quote=document.text[found[0] : found[1]])
        for criterion, found in made
        if found
    )


def passages(commitment: Commitment, document: Document) -> Iterator[Words]:
    """Yield the stretches of text that tell a commitment: each evidence with what follows of its sentence."""
    for words in commitment.evidence:
        stop = STOP.search(document.text, words.end, words.end + REST)
        yield words.start, stop.start() if stop else words.end


# --- the words of each criterion --------------------------------------------------------------------------------------


def spoken(criterion: Criterion, commitment: Commitment, document: Document) -> Iterator[Words]:
    """Yield where the words of a commitment have a phrase of a criterion."""
    within = ((one.start, one.end) for one in commitment.evidence)
    for start, end in within if criterion in CLOSE else passages(commitment, document):
        yield from (found.span() for found in pattern(criterion).finditer(document.text, start, end))


@cache
def pattern(criterion: Criterion) -> re.Pattern[str]:
    """Return what finds the phrases of a criterion, the longest first."""
    phrases = sorted(msgspec.json.decode(table("quality"))["phrases"][criterion], key=lambda p: (-len(p), p))
    bodies = (r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(bodies)})s?(?!\w)", re.IGNORECASE)


def amounts(commitment: Commitment, _: Document) -> Iterator[Words]:
    """Yield how much is promised or done; an earlier value or a conversion alone does not tell it."""
    yield from ((one.start, one.end) for one in promised(commitment))


def currencies(commitment: Commitment, _: Document) -> Iterator[Words]:
    """Yield the sums of which the currency is known."""
    yield from ((one.start, one.end) for one in promised(commitment) if one.currency)


def promised(commitment: Commitment) -> tuple[Figure, ...]:
    """Return the figures that are not an earlier value or a conversion."""
    return tuple(one for one in commitment.quantities if one.role not in ("baseline", "equivalent"))


def periods(commitment: Commitment, document: Document) -> Iterator[Words]:
    """Yield the words for how long a commitment runs: a length, or dates of both ends."""
    term = commitment.period
    lasting = term and term.precision not in UNFIXED and not (term.start is None and due(term.text or ""))
    if term and lasting and (term.start is None or term.start != term.end):
        yield from printed(commitment, document)
    yield from spoken("period", commitment, document)


def deadlines(commitment: Commitment, document: Document) -> Iterator[Words]:
    """Yield the words for when a commitment is due: a deadline, or the printed date of its end."""
    term = commitment.period
    if term and (term.end or (due(term.text or "") and term.precision not in UNFIXED)):
        yield from printed(commitment, document)
    for start, end in passages(commitment, document):
        for span in quantities(document.text[start:end], published=document.published_on, country=document.country):
            if isinstance(span, Timespan) and span.form == "deadline":
                yield start + span.start, start + span.end


def due(words: str) -> bool:
    """Tell whether words for a time open like a deadline ("by 2030")."""
    return bool(pattern("deadline").match(words))


def printed(commitment: Commitment, document: Document) -> Iterator[Words]:
    """Yield where the words of a commitment's period stand, the nearest to its evidence first."""
    words = commitment.period.text if commitment.period else None
    near = max(0, commitment.evidence[0].start - REST)
    if words and (start := document.text.find(words, near)) >= 0:
        yield start, start + len(words)


def baselines(commitment: Commitment, document: Document) -> Iterator[Words]:
    """Yield the value that a commitment starts from, or words that compare it with one."""
    yield from ((one.start, one.end) for one in commitment.quantities if one.role == "baseline")
    yield from spoken("baseline", commitment, document)


def beneficiaries(commitment: Commitment, document: Document) -> Iterator[Words]:
    """Yield the names of those who benefit, or words for people who do; the promisor's own names are none."""
    wanted = frozenset(commitment.beneficiary) - frozenset(commitment.promisor)
    for start, end in passages(commitment, document):
        for one in actors.find(document.text[start:end], on=document.published_on, country=document.country):
            if wanted & {*one.codes}:
                yield start + one.start, start + one.end
    yield from spoken("beneficiary", commitment, document)


def phrased(criterion: Criterion) -> Callable[[Commitment, Document], Iterator[Words]]:
    """Return the finder of a criterion that only phrases earn."""
    return lambda commitment, document: spoken(criterion, commitment, document)


FINDERS: dict[Criterion, Callable[[Commitment, Document], Iterator[Words]]] = {
    "amount": amounts,
    "currency": currencies,
    "period": periods,
    "deadline": deadlines,
    "instrument": phrased("instrument"),
    "source": phrased("source"),
    "baseline": baselines,
    "additionality": phrased("additionality"),
    "beneficiary": beneficiaries,
    "verifiability": phrased("verifiability"),
}

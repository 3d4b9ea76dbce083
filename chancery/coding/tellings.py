"""Joining what one document says several times: tellings of one undertaking become one commitment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from chancery.coding.commissives import ORDER
from chancery.coding.figures import merged
from chancery.coding.reading import Reading
from chancery.models import Commitment, Evidence, Figure, Period

WORD = re.compile(r"[a-z][a-z-]{3,}")
ALIKE = 0.65
MAX_EVIDENCE = 3
VAGUE = ("vague", "open")


def joined(reading: Reading, found: Sequence[Commitment]) -> tuple[Commitment, ...]:
    """Return the commitments of a document, each undertaking once, in the order of the text."""
    groups: list[list[Commitment]] = []
    for item in sorted(found, key=lambda c: (c.evidence[0].start, c.evidence[0].end)):
        group = next((g for g in groups if any(same(item, other) for other in g)), None)
        if group is None:
            groups.append([item])
        else:
            group.append(item)
    return tuple(join(group) for group in groups)


def same(a: Commitment, b: Commitment) -> bool:
    """Tell whether two tellings are of one undertaking: a target in common, or the same words for the same parties."""
    if a.reported_past != b.reported_past or a.denied != b.denied or not set(a.promisor) & set(b.promisor):
        return False
    mine, theirs = targets(a), targets(b)
    if mine and theirs:
        return bool(mine & theirs)
    if mine or theirs:
        return False
    return alike(a.undertaking, b.undertaking) >= ALIKE and a.promisor == b.promisor


def targets(item: Commitment) -> set[tuple[object, ...]]:
    """Return the values by which an undertaking is known."""
    return {key(f) for f in item.quantities if f.role != "baseline"}


def key(figure: Figure) -> tuple[object, ...]:
    unit = (figure.unit or "").lower().split()
    return (figure.value, figure.currency, unit[-1].rstrip("s") if unit and figure.value < 100 else "")


def alike(a: str, b: str) -> float:
    """Return the share of words that two phrases have in common (Jaccard).

    >>> alike("review the trade agreement", "review of the trade agreement")
    1.0
    """
    mine, theirs = set(WORD.findall(a.lower())), set(WORD.findall(b.lower()))
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def join(group: Sequence[Commitment]) -> Commitment:
    """Return one commitment of several tellings: the strongest verb, all figures, the most definite period."""
    if len(group) == 1:
        return group[0]
    best = max(group, key=lambda c: (ORDER.index(c.strength), len(c.quantities), -c.evidence[0].start))
    lead = max(group, key=lambda c: (len(c.quantities), c.period is not None, -c.evidence[0].start))
    words = sorted({e for c in group for e in c.evidence}, key=lambda e: (e.start, e.end))
    return replace(
        lead,
        evidence=tightest(words, lead.evidence[0]),
        strength=best.strength,
        verb=best.verb,
        quantities=merged([c.quantities for c in group]),
        period=definite([c.period for c in (lead, *group)]),
        executor=next((c.executor for c in (lead, *group) if c.executor), None),
        instrument=next((c.instrument for c in (lead, *group) if c.instrument), None),
        beneficiary=lead.beneficiary or next((c.beneficiary for c in group if c.beneficiary), ()),
        sectors=tuple(dict.fromkeys(s for c in (lead, *group) for s in c.sectors)),
        conditions=next((c.conditions for c in group if c.conditions), None),
        occasion=next((c.occasion for c in (lead, *group) if c.occasion), None),
        revises=next((c.revises for c in (lead, *group) if c.revises), None),
        confidence=min(0.95, round(max(c.confidence for c in group) + 0.05, 2)),
    )


def tightest(words: Sequence[Evidence], lead: Evidence) -> tuple[Evidence, ...]:
    """Return the quotes of a joined commitment, the leading one among them, a few at most."""
    rest = [e for e in words if e != lead][: MAX_EVIDENCE - 1]
    return tuple(sorted((lead, *rest), key=lambda e: (e.start, e.end)))


def definite(periods: Sequence[Period | None]) -> Period | None:
    """Return the first period that is not vague, else the first."""
    given = [p for p in periods if p is not None]
    return next((p for p in given if p.precision not in VAGUE), given[0] if given else None)

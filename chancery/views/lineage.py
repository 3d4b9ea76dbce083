"""Commitments as lines of descent: every version of an undertaking, the oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import msgspec

from chancery.linkage.amounts import comparable, say
from chancery.linkage.entries import CommitmentEntry, Descent
from chancery.linkage.wording import wording
from chancery.views import words
from chancery.views.composing import step
from chancery.views.lines import Finding, Lineage, Step
from chancery.views.quotes import Quoting

TELLING = 3  # words; "reaffirmed the target", "accelerate respective action" tell little by themselves
INSIDE = frozenset({"PART_OF", "SPECIFIES", "IMPLEMENTS"})


def lineages(entries: Sequence[CommitmentEntry], quoting: Quoting) -> tuple[Lineage, ...]:
    """Return the lines of descent: those of several steps first, then those with figures, support and a term."""
    held = {entry.id for entry in entries}
    inside = [link for link in _links(entries) if link.relation in INSIDE]
    wholes = {link.later: link.earlier for link in inside if link.earlier and link.earlier in held}
    groups = sorted(map(_by_date, _groups([entry for entry in entries if entry.id not in wholes])), key=_weight)
    parts = _by_date([entry for entry in entries if entry.id in wholes])
    return tuple(_lineage(group, [one for one in parts if _of(one, group, wholes)], quoting) for group in groups)


def _of(part: CommitmentEntry, group: Iterable[CommitmentEntry], wholes: Mapping[str, str]) -> bool:
    """Tell whether an entry is a part, or a part of a part, of one of a group; one of several wholes has it."""
    whole, seen = wholes[part.id], {part.id}
    while whole in wholes and whole not in seen:
        seen.add(whole)
        whole = wholes[whole]
    return any(entry.id == whole for entry in group)


def _groups(entries: Sequence[CommitmentEntry]) -> Iterator[list[CommitmentEntry]]:
    """Give the entries that lines of descent connect, together."""
    held = {entry.id: entry for entry in entries}
    near: dict[str, set[str]] = {id: set() for id in held}
    for link in _links(entries):
        if link.earlier in held and link.later in held:
            near[link.earlier].add(link.later)
            near[link.later].add(link.earlier)
    seen: set[str] = set()
    for id in held:
        if id not in seen:
            reached, waiting = {id}, [id]
            while waiting:
                waiting += (new := near[waiting.pop()] - reached)
                reached |= new
            seen |= reached
            yield [held[one] for one in sorted(reached)]


def _links(entries: Iterable[CommitmentEntry]) -> list[Descent]:
    """Return each line of descent once, though both of its ends list it."""
    found = {(link.later, link.earlier or "", link.relation): link for entry in entries for link in entry.descent}
    return [found[key] for key in sorted(found)]


def _by_date(group: list[CommitmentEntry]) -> list[CommitmentEntry]:
    return sorted(group, key=lambda entry: (entry.made or entry.first_reported or "9999", entry.id))


def _weight(group: list[CommitmentEntry]) -> tuple[int, bool, bool, int, bool, str, str]:
    """Order by history, figures, whether the words tell something, support, terms that end, and time."""
    newest = group[-1]
    return (
        -len(group),
        not any(entry.headline for entry in group),
        len(wording(newest.undertaking)) < TELLING,
        -max(entry.corroboration.sources for entry in group),
        not any(entry.due for entry in group),
        group[0].made or "9999",
        group[0].id,
    )


def _lineage(group: Sequence[CommitmentEntry], parts: Iterable[CommitmentEntry], quoting: Quoting) -> Lineage:
    newest = group[-1]
    links = [link for link in _links(group) if link.later in {entry.id for entry in group}]
    steps = [step(entry, quoting, change=_change(entry, links)) for entry in group]
    return Lineage(
        title=" ".join(newest.undertaking.split()),
        parties=_parties(newest),
        promisor=newest.promisor,
        beneficiary=newest.beneficiary,
        sectors=tuple(dict.fromkeys(sector for entry in reversed(group) for sector in entry.sectors)),
        steps=tuple(_scaled(group, steps)),
        parts=tuple(step(entry, quoting) for entry in parts),
        arithmetic=tuple(_arithmetic(group, links, quoting)),
    )


def _parties(entry: CommitmentEntry) -> str:
    """Write who promises whom; who promises one another stands once."""
    giver, taker = ", ".join(entry.promisor), ", ".join(entry.beneficiary)
    return f"{giver} → {taker}" if entry.beneficiary and set(entry.beneficiary) != set(entry.promisor) else giver


def _change(entry: CommitmentEntry, links: Iterable[Descent]) -> str | None:
    """Say what an entry does to the one before it."""
    for link in links:
        if link.later == entry.id:
            said = words.RELATIONS[link.relation]
            ratio = words.times(link.ratio)
            base = f" from {say(link.baseline)}" if link.baseline and not link.earlier else ""
            return f"{ratio} {said}{base}" if ratio and ratio != "×1" else f"{said}{base}"
    return None


def _arithmetic(group: Iterable[CommitmentEntry], links: Iterable[Descent], quoting: Quoting) -> Iterator[Finding]:
    """Say of each step with figures what headline, term and yearly pace do."""
    held = {entry.id: entry for entry in group}
    order = list(held)
    for link in sorted(links, key=lambda link: order.index(link.later)):
        later, earlier = held.get(link.later), held.get(link.earlier or "")
        if later and earlier and later.headline and earlier.headline and link.ratio is not None:
            text = f"{_from_to(earlier, later)}: the headline {_grows(link.ratio)}, {_pace(link, later)}"
            yield Finding(verdict=link.relation, alarm=False, text=text, quotes=quoting.cite(link.claims))


def _from_to(earlier: CommitmentEntry, later: CommitmentEntry) -> str:
    sides = []
    for entry in (earlier, later):
        term = f" over {words.years(entry.years)}" if entry.years else ""
        sides.append(f"{say(entry.headline)}{term}" if entry.headline else "")
    return " → ".join(sides)


def _grows(ratio: Decimal) -> str:
    """Say what a figure does.

    >>> _grows(Decimal(2)), _grows(Decimal("1.429")), _grows(Decimal(1)), _grows(Decimal("0.5"))
    ('doubles', 'grows ×1.43', 'stays the same', 'shrinks ×0.5')
    """
    said = {Decimal(1): "stays the same", Decimal(2): "doubles", Decimal(3): "triples"}
    return said.get(
        ratio.quantize(Decimal("0.01")).normalize(), f"{'grows' if ratio > 1 else 'shrinks'} {words.times(ratio)}"
    )


def _pace(link: Descent, later: CommitmentEntry) -> str:
    if link.pace_ratio is None or later.pace is None:
        return "no yearly pace to compare, since a term is not fixed"
    if link.pace_ratio.quantize(Decimal("0.01")) == 1:
        return f"the yearly pace is unchanged at {say(later.pace)}"
    return f"the yearly pace {_grows(link.pace_ratio)} to {say(later.pace)}"


def _scaled(group: Sequence[CommitmentEntry], steps: Sequence[Step]) -> Iterator[Step]:
    """Give the steps with their headlines and paces as shares of the largest, those in the first one's measure only."""
    first = next((entry.headline for entry in group if entry.headline), None)
    alike = [bool(first and entry.headline and comparable(first, entry.headline)) for entry in group]
    heads = [
        entry.headline.value if same and entry.headline else None for entry, same in zip(group, alike, strict=True)
    ]
    paces = [entry.pace.value if same and entry.pace else None for entry, same in zip(group, alike, strict=True)]
    for one, head, pace in zip(steps, heads, paces, strict=True):
        yield msgspec.structs.replace(one, size=_share(head, heads), pace_size=_share(pace, paces))


def _share(value: Decimal | None, values: Iterable[Decimal | None]) -> float | None:
    """Return a value as a share of the largest, to a thousandth."""
    largest = max((one for one in values if one is not None), default=None)
    return round(float(value / largest), 3) if value is not None and largest else None

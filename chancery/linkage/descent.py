"""Lines of descent between commitment entries: what a later one does to an earlier one, in the text's words and by
arithmetic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter

import msgspec

from chancery.linkage.amounts import EXACT, close, comparable, ratio, say
from chancery.linkage.commitment_entries import common
from chancery.linkage.commitments import CommitmentAccount
from chancery.linkage.entries import CommitmentEntry, Descent
from chancery.linkage.revisions import relate, stated_ratio
from chancery.models import Judgement

REPLACING = frozenset({"RAISES", "LOWERS", "MULTIPLIES", "EXTENDS", "ROLLS_OVER", "SUPERSEDES"})
INSIDE = frozenset({"RESTATES", "PART_OF", "SPECIFIES", "IMPLEMENTS"})


def descend(
    entries: Sequence[CommitmentEntry], accounts: Mapping[str, CommitmentAccount], judgements: Iterable[Judgement]
) -> tuple[CommitmentEntry, ...]:
    """Return the entries with their lines of descent, and with the status that these give them."""
    of = {claim: entry for entry in entries for claim in entry.claims}
    between = defaultdict[tuple[str, str], list[Judgement]](list)
    for one in judgements:
        if one.relation == "REVISES" and one.left in of and one.right in of and of[one.left].id != of[one.right].id:
            between[of[one.left].id, of[one.right].id].append(one)
    by_id = {entry.id: entry for entry in entries}
    links = [
        _link(by_id[later], by_id[earlier], made, accounts) for (later, earlier), made in sorted(_one_way(between))
    ]
    links = _direct(links)
    links += [link for entry in entries for link in _unheld(entry, links, accounts)]
    return tuple(_with_descent(entry, links) for entry in entries)


def _one_way(between: Mapping[tuple[str, str], list[Judgement]]) -> list[tuple[tuple[str, str], list[Judgement]]]:
    """Keep of two entries that are said to revise each other the direction with more weight behind it."""

    def weight(pair: tuple[str, str]) -> tuple[bool, float]:
        made = between.get(pair, [])
        return any(not one.author.startswith("rule ") for one in made), sum(one.score for one in made)

    return [(pair, made) for pair, made in between.items() if (*weight(pair), pair) > (*weight(pair[::-1]), pair[::-1])]


def _link(
    later: CommitmentEntry, earlier: CommitmentEntry, made: list[Judgement], accounts: Mapping[str, CommitmentAccount]
) -> Descent:
    """Describe what one entry does to another: a person's word, else arithmetic and the texts' words."""
    claims = tuple(sorted({id for one in made for id in (one.left, one.right)}))
    told = [accounts[id] for id in later.claims]
    word = common(one.claim.revises.relation for one in told if one.claim.revises)
    details = {one.detail for one in made if one.detail}
    over = None
    if later.headline and earlier.headline and comparable(later.headline, earlier.headline):
        over = ratio(later.headline.value, earlier.headline.value)
    person = next((one.detail for one in made if not one.author.startswith("rule ") and one.detail), None)
    relation = "PART_OF" if details == {"PART_OF"} else relate(over, later.years, earlier.years, word)
    stated = common(stated_ratio(one) for one in told)
    pace = ratio(later.pace.value, earlier.pace.value) if later.pace and earlier.pace and over else None
    link = Descent(
        relation=relation,
        earlier=earlier.id,
        later=later.id,
        ratio=_rounded(over) if relation != "PART_OF" else None,
        stated=stated,
        pace_ratio=_rounded(pace) if relation != "PART_OF" else None,
        baseline=earlier.headline if relation != "PART_OF" else None,
        claims=claims,
    )
    if person:
        link = msgspec.convert({**msgspec.to_builtins(link), "relation": person}, Descent)
    return msgspec.structs.replace(link, why=_why(link, later, earlier))


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.001")).normalize()


def _why(link: Descent, later: CommitmentEntry, earlier: CommitmentEntry) -> str:
    if link.relation == "PART_OF" and later.headline and earlier.headline:
        return f"{say(later.headline)} of {say(earlier.headline)}"
    parts = []
    if later.headline and earlier.headline and link.ratio is not None:
        parts.append(f"{say(earlier.headline)} to {say(later.headline)}, {link.ratio:f} times")
    if later.years and earlier.years and later.years != earlier.years:
        parts.append(f"{earlier.years:f} years to {later.years:f} years")
    if link.pace_ratio is not None and later.pace:
        same = close(link.pace_ratio, Decimal(1), within=EXACT)
        parts.append(f"the yearly pace {'is unchanged' if same else 'changes'}: {say(later.pace)}")
    elif link.ratio is not None and not (later.years and earlier.years):
        parts.append("no yearly pace: a term is not fixed")
    return "; ".join(parts)


def _direct(links: Sequence[Descent]) -> list[Descent]:
    """Drop a link to an earlier entry where a chain of links leads there step by step."""
    onward = defaultdict[str, set[str]](set)
    for link in links:
        if link.earlier and link.relation not in INSIDE:
            onward[link.later].add(link.earlier)
    try:
        tuple(TopologicalSorter(onward).static_order())
    except CycleError:
        return list(links)

    return [
        link
        for link in links
        if link.relation in INSIDE
        or not link.earlier
        or link.earlier not in _ancestors(onward, onward[link.later] - {link.earlier})
    ]


def _ancestors(onward: Mapping[str, set[str]], start: Iterable[str]) -> set[str]:
    """Return all entries that the links of some entries lead to."""
    found, waiting = set[str](), sorted(start)
    while waiting:
        for step in sorted(onward.get(waiting.pop(), set()) - found):
            found.add(step)
            waiting.append(step)
    return found


def _unheld(
    entry: CommitmentEntry, links: Sequence[Descent], accounts: Mapping[str, CommitmentAccount]
) -> Iterator[Descent]:
    """Give a link without an entry for every starting figure that no earlier entry holds."""
    held = [link.baseline for link in links if link.later == entry.id and link.baseline]
    told = [accounts[id] for id in entry.claims]
    for base in entry.baselines:
        if any(comparable(base, one) and close(base.value, one.value) for one in held):
            continue
        over = ratio(entry.headline.value, base.value) if entry.headline and comparable(entry.headline, base) else None
        stating = [one for one in told if any(figure.value == base.value for figure in one.baselines)]
        word = common(one.claim.revises.relation for one in stating if one.claim.revises)
        yield Descent(
            relation=relate(over, None, None, word),
            earlier=None,
            later=entry.id,
            ratio=_rounded(over),
            stated=common(stated_ratio(one) for one in stating),
            baseline=base,
            why=f"from {say(base)}, of which no other report tells",
            claims=tuple(sorted(one.id for one in stating)),
        )


def _with_descent(entry: CommitmentEntry, links: Sequence[Descent]) -> CommitmentEntry:
    own = tuple(link for link in links if entry.id in (link.earlier, link.later))
    onto = {link.relation for link in own if link.earlier == entry.id}
    status = entry.status
    if "WITHDRAWS" in onto:
        status = "cancelled"
    elif onto & REPLACING and status != "fulfilled":
        status = "superseded"
    return msgspec.structs.replace(entry, descent=own, status=status)

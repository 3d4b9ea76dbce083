"""Judgements to clusters: the claims that tell of one thing. People's judgements win over rules'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from chancery.linkage import kinds
from chancery.linkage.judging import blocks, by_rule
from chancery.linkage.kinds import AnyAccount
from chancery.models import Judgement

PROBED = 12  # members of a cluster that a newcomer must not clash with; of larger ones the first by id


def clusters(found: Mapping[str, AnyAccount], judgements: Sequence[Judgement]) -> tuple[tuple[str, ...], ...]:
    """Return the claim ids of each cluster, sorted; every claim is in exactly one. `judgements` are those that stand.

    Claims that people call the same are joined first; then those that rules do, from the surest judgement to the
    weakest, never across a person's DIFFERENT or REVISES and never where two claims that rules joined clash. The result
    does not depend on the order of claims or judgements.
    """
    people = [one for one in judgements if not by_rule(one)]
    apart = {frozenset((one.left, one.right)) for one in people if one.relation in ("DIFFERENT", "REVISES")}
    everything, ruled = _Grouping(found), _Grouping(found)
    for one in people:
        if one.relation == "SAME" and not everything.parted(one.left, one.right, apart):
            everything.join(one.left, one.right)
    machine = [one for one in judgements if by_rule(one) and one.relation == "SAME"]
    for one in sorted(machine, key=lambda judgement: (-judgement.score, judgement.left, judgement.right)):
        if not everything.parted(one.left, one.right, apart) and not ruled.clash(one.left, one.right, found):
            everything.join(one.left, one.right)
            ruled.join(one.left, one.right)
    return tuple(sorted({tuple(sorted(members)) for members in everything.members.values()}))


def standing(judgements: Iterable[Judgement], found: Mapping[str, AnyAccount]) -> list[Judgement]:
    """Return the judgements that stand, sorted by id: not undone, on claims that are there, the last that people made
    on a pair, and of rules those on pairs that their blocks admit.

    When a block grows too large some of its pairs are no longer compared; what was judged of them does not stand,
    since it would not have been judged had all claims come together.
    """
    last = dict[tuple[frozenset[str], str], Judgement]()
    known = (one for one in judgements if not one.undone and one.left in found and one.right in found)
    for one in sorted(known, key=lambda judgement: (judgement.made or "", judgement.id)):
        who = "a person" if not by_rule(one) else f"{one.author} {one.relation}"
        last[frozenset((one.left, one.right)), who] = one
    admitted = blocks(found)
    kept = [one for one in last.values() if not by_rule(one) or admitted.admits(one.left, one.right)]
    return sorted(kept, key=lambda judgement: judgement.id)


class _Grouping:
    """Sets of claims that grow by joining."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._of = {id: id for id in ids}
        self.members: dict[str, list[str]] = {id: [id] for id in self._of}

    def join(self, left: str, right: str) -> None:
        """Make one set of the sets of two claims."""
        one, other = self._of[left], self._of[right]
        if one == other:
            return
        keep, gone = sorted((one, other), key=lambda root: (-len(self.members[root]), root))
        for id in self.members[gone]:
            self._of[id] = keep
        self.members[keep] = sorted(self.members[keep] + self.members.pop(gone))

    def parted(self, left: str, right: str, apart: set[frozenset[str]]) -> bool:
        """Tell whether joining would bring a pair together that is to stay apart."""
        if not apart:
            return False
        ids, others = set(self.members[self._of[left]]), set(self.members[self._of[right]])
        return ids != others and any(pair & ids and pair & others for pair in apart)

    def clash(self, left: str, right: str, found: Mapping[str, AnyAccount]) -> bool:
        """Tell whether members of the sets of two claims cannot tell of one thing."""
        one, other = self._of[left], self._of[right]
        return one != other and any(
            kinds.clash(found[a], found[b]) for a in self.members[one][:PROBED] for b in self.members[other][:PROBED]
        )

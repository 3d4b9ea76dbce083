"""Judgements to clusters: the claims that tell of one thing. People's judgements win over rules'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chancery.linkage import kinds
from chancery.linkage.judging import blocks, by_rule
from chancery.linkage.kinds import AnyAccount
from chancery.models import Judgement

PROBED = 12  # members of a cluster that a newcomer must not clash with; of larger ones the first by id


def clusters(found: Mapping[str, AnyAccount], judgements: Iterable[Judgement]) -> tuple[tuple[str, ...], ...]:
    """Return the claim ids of each cluster, sorted; every claim is in exactly one.

    Claims are joined from the surest judgement to the weakest, never across a person's DIFFERENT or REVISES and never
    where two members clash. The result does not depend on the order of claims or judgements.
    """
    standing = current(judgements, found)
    people = [one for one in standing if not by_rule(one)]
    apart = {frozenset((one.left, one.right)) for one in people if one.relation in ("DIFFERENT", "REVISES")}
    grouping = _Grouping(found, apart)
    for one in people:
        if one.relation == "SAME":
            grouping.join(one.left, one.right, checked=False)
    admitted = blocks(found)
    machine = [one for one in standing if by_rule(one) and one.relation == "SAME"]
    for one in sorted(machine, key=lambda judgement: (-judgement.score, judgement.left, judgement.right)):
        if admitted.admits(one.left, one.right):
            grouping.join(one.left, one.right, checked=True)
    return tuple(sorted({tuple(sorted(members)) for members in grouping.members.values()}))


def current(judgements: Iterable[Judgement], found: Mapping[str, AnyAccount]) -> list[Judgement]:
    """Return the judgements that stand: not undone, on claims that are there, of each author the last on a pair."""
    last = dict[tuple[frozenset[str], str], Judgement]()
    known = (one for one in judgements if not one.undone and one.left in found and one.right in found)
    for one in sorted(known, key=lambda judgement: (judgement.made or "", judgement.id)):
        who = "a person" if not by_rule(one) else f"{one.author} {one.relation}"
        last[frozenset((one.left, one.right)), who] = one
    return sorted(last.values(), key=lambda judgement: judgement.id)


class _Grouping:
    """Sets of claims that grow by joining, kept apart where they must be."""

    def __init__(self, found: Mapping[str, AnyAccount], apart: set[frozenset[str]]) -> None:
        self._found = found
        self._apart = apart
        self._of = {id: id for id in found}
        self.members: dict[str, list[str]] = {id: [id] for id in found}

    def join(self, left: str, right: str, *, checked: bool) -> None:
        one, other = self._of[left], self._of[right]
        if one == other or self._kept_apart(one, other) or (checked and self._clash(one, other)):
            return
        keep, gone = sorted((one, other), key=lambda root: (-len(self.members[root]), root))
        for id in self.members[gone]:
            self._of[id] = keep
        self.members[keep] = sorted(self.members[keep] + self.members.pop(gone))

    def _kept_apart(self, one: str, other: str) -> bool:
        ids, others = set(self.members[one]), set(self.members[other])
        return any(pair & ids and pair & others for pair in self._apart)

    def _clash(self, one: str, other: str) -> bool:
        return any(
            kinds.clash(self._found[left], self._found[right])
            for left in self.members[one][:PROBED]
            for right in self.members[other][:PROBED]
        )

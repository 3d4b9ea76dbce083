"""Which claims are worth comparing: those that share a key. No pass over all pairs, and no block without a bound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from chancery.linkage.matching import Key

BLOCK_LIMIT = 60  # claims of a block that are all compared with one another; measured in docs/linkage.md


class Blocks:
    """Claims by key. In a block of more than BLOCK_LIMIT claims all are compared with the BLOCK_LIMIT of the smallest
    ids alone: which those are depends on the set of claims, not on the order in which they came."""

    def __init__(self, keys: Mapping[str, Iterable[Key]]) -> None:
        self._keys = {id: frozenset(found) for id, found in keys.items()}
        members = defaultdict[Key, list[str]](list)
        for id in sorted(self._keys):
            for key in self._keys[id]:
                members[key].append(id)
        self._members = {key: ids for key, ids in members.items() if len(ids) > 1}

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Give every pair of claims to compare, the smaller id first, once."""
        for left in sorted(self._keys):
            for right in sorted(self._partners(left)):
                if left < right:
                    yield left, right

    def pairs_with(self, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Give the pairs in which one of the claims takes part, the smaller id first, once."""
        asked = sorted(set(ids))
        seen = set(asked)
        for id in asked:
            for other in sorted(self._partners(id)):
                if other not in seen or id < other:
                    yield min(id, other), max(id, other)

    def admits(self, left: str, right: str) -> bool:
        """Tell whether two claims are compared."""
        return any(
            left in block[:BLOCK_LIMIT] or right in block[:BLOCK_LIMIT]
            for key in self._keys.get(left, frozenset()) & self._keys.get(right, frozenset())
            if (block := self._members.get(key))
        )

    def _partners(self, id: str) -> set[str]:
        found = set[str]()
        for key in self._keys[id]:
            block = self._members.get(key, [])
            anchors = block[:BLOCK_LIMIT]
            found.update(block if len(block) <= BLOCK_LIMIT or id in anchors else anchors)
        found.discard(id)
        return found

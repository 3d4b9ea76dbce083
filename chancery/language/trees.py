"""The best tree: every word has one head, one word is the root, nothing goes in circles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Doubles = NDArray[np.float64]
Heads = NDArray[np.int64]

ONE_ROOT = 1e4
"""More than any sum of scores: taken from every arc to the root, so that the best tree uses just one of them."""


def best_tree(scores: Scores) -> Heads:
    """The heads of words 1..n in the highest scoring tree with a single root (n; 0 is the root).

    `scores[dependent, head]` has the root as row and column 0. Exact (Chu-Liu and Edmonds), but the best head of each
    word is taken as it is where that gives a tree already, which is most of the time.

    >>> best_tree(np.array([[0, 0, 0], [1, 0, 9], [2, 9, 0]], dtype=np.float32)).tolist()
    [2, 0]
    """
    exact: Doubles = scores.astype(np.float64)
    np.fill_diagonal(exact, -np.inf)
    heads: Heads = exact[1:].argmax(-1)
    if (heads == 0).sum() == 1 and _cycle(np.concatenate(([-1], heads))) is None:
        return heads
    exact[1:, 0] -= ONE_ROOT
    return _arborescence(exact)[1:]


def mended(heads: Heads) -> Heads:
    """Heads (indexes, -1 for a root) made a tree: later roots and circles are hung on the first root.

    >>> mended(np.array([1, -1, 1, 4, 3, -1])).tolist()
    [1, -1, 1, 1, 3, 1]
    """
    roots = np.flatnonzero(heads < 0)
    root = int(roots[0]) if len(roots) else 0
    fixed: Heads = np.where(heads < 0, root, heads)
    fixed[root] = -1
    while (cycle := _cycle(np.concatenate(([-1], fixed + 1)))) is not None:
        fixed[min(cycle) - 1] = root
    return fixed


def _arborescence(scores: Doubles) -> Heads:
    """Heads of all nodes in the best tree that hangs on node 0, whose own head is -1."""
    heads: Heads = scores.argmax(-1)
    heads[0] = -1
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    ring = np.array(cycle)
    gain = scores[ring] - scores[ring, heads[ring]][:, None]
    entry = gain[:, outside].argmax(0)
    leave = scores[np.ix_(outside, ring)].argmax(1)
    size = len(outside)
    smaller = np.full((size + 1, size + 1), -np.inf)
    smaller[:size, :size] = scores[np.ix_(outside, outside)]
    smaller[size, :size] = gain[entry, outside]
    smaller[:size, size] = scores[outside, ring[leave]]
    smaller[0] = -np.inf
    found = _arborescence(smaller)
    result = heads.copy()
    for position, node in enumerate(outside[1:], 1):
        head = found[position]
        result[node] = ring[leave[position]] if head == size else outside[head]
    result[ring[entry[found[size]]]] = outside[found[size]]
    return result


def _cycle(heads: Heads) -> list[int] | None:
    """Some cycle among the heads, or None; node 0 has head -1."""
    seen = [0] * len(heads)
    seen[0] = 1
    for start in range(1, len(heads)):
        node, path = start, start + 1
        while not seen[node]:
            seen[node] = path
            node = int(heads[node])
        if seen[node] == path and node != 0:
            cycle, at = [node], int(heads[node])
            while at != node:
                cycle.append(at)
                at = int(heads[at])
            return cycle
    return None

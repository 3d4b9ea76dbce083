"""Scores a network on trees, with gold words: heads, relations, tags and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from chancery.language.pieces import PieceReader
from training.examples import Labels, batches
from training.network import Network
from training.treebank import Tree, spans


@dataclass(frozen=True)
class Scores:
    """Shares of words that are right, and F1 of names; relations without subtypes, punctuation counted."""

    uas: float
    las: float
    upos: float
    xpos: float
    names: float

    def __str__(self) -> str:
        return " ".join(f"{name} {value * 100:.2f}" for name, value in vars(self).items())


@torch.no_grad()
def score(network: Network, trees: Sequence[Tree], labels: Labels, reader: PieceReader) -> Scores:
    """Scores with the best head of each word, no tree enforced."""
    network.eval()
    plain = [label.split(":")[0] for label in labels.deprels]
    right = dict.fromkeys(("uas", "las", "upos", "xpos"), 0)
    words = found = gold = both = 0
    for batch in batches(trees, labels, reader, size=3000, dice=None):
        upos, xpos, names, arcs, rel_dep, rel_head, _ = network(batch.ids, batch.shapes, batch.first, batch.last)
        for at, row in enumerate(batch.rows):
            tree = trees[row]
            size = len(tree.words) + 1
            heads = arcs[at, 1:size, :size].argmax(-1)
            relations = network.relations(rel_dep[at, 1:size], rel_head[at][heads]).argmax(-1)
            words += size - 1
            for i in range(size - 1):
                same = int(heads[i]) == tree.heads[i]
                right["uas"] += same
                right["las"] += same and plain[int(relations[i])] == tree.deprels[i].split(":")[0]
                right["upos"] += labels.upos[int(upos[at, i + 1].argmax())] == tree.upos[i]
                right["xpos"] += labels.xpos[int(xpos[at, i + 1].argmax())] == tree.xpos[i]
            if tree.names:
                mine = spans([labels.names[int(tag)] for tag in names[at, 1:size].argmax(-1)])
                yours = spans(tree.names)
                found, gold, both = found + len(mine), gold + len(yours), both + len(mine & yours)
    f1 = 2 * both / (found + gold) if found + gold else 0.0
    return Scores(*(right[name] / words for name in ("uas", "las", "upos", "xpos")), f1)

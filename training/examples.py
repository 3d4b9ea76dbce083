"""Trees to batches of tensors, with changes that make web text look like news and statements."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from chancery.language.pieces import PieceReader
from training.treebank import Tree, spans

QUOTES = ({"“": '"', "”": '"', "’": "'", "‘": "'", "’s": "'s", "n’t": "n't"}, {"'": "’", "'s": "’s", "n't": "n’t"})
"""Straightening and curling of quotes, on whole words."""

NamePool = dict[tuple[str, tuple[str, ...]], list[tuple[str, ...]]]


@dataclass(frozen=True)
class Labels:
    """The label lists; a label's number is its place."""

    upos: list[str]
    xpos: list[str]
    deprels: list[str]
    names: list[str]

    @staticmethod
    def of(trees: Sequence[Tree]) -> Labels:
        """The labels that occur in the trees, sorted, `O` first among names."""
        names = {name for tree in trees for name in tree.names or ()} - {"O"}
        return Labels(
            sorted({tag for tree in trees for tag in tree.upos}),
            sorted({tag for tree in trees for tag in tree.xpos}),
            sorted({deprel for tree in trees for deprel in tree.deprels}),
            ["O", *sorted(names)],
        )


@dataclass(frozen=True)
class Batch:
    """Tensors of some sentences; -100 marks what is not learnt from."""

    ids: Tensor
    shapes: Tensor
    first: Tensor
    last: Tensor
    upos: Tensor
    xpos: Tensor
    names: Tensor
    heads: Tensor
    deprels: Tensor
    rows: list[int]


def join(one: Tree, two: Tree) -> Tree:
    """Two neighbouring sentences as one: the second's root hangs on the first's as parataxis."""
    size, root = len(one.words), one.heads.index(0) + 1
    return Tree(
        one.words + two.words,
        one.lemmas + two.lemmas,
        one.upos + two.upos,
        one.xpos + two.xpos,
        one.heads + tuple(head + size if head else root for head in two.heads),
        one.deprels + tuple("parataxis" if deprel == "root" else deprel for deprel in two.deprels),
        one.names + two.names if one.names and two.names else None,
        f"{one.text} {two.text}",
        one.document,
        one.spaces + two.spaces,
    )


def vary(tree: Tree, dice: random.Random) -> Tree:
    """The tree as it is, or without its final stop, in another case, or with other quotes."""
    words = list(tree.words)
    if dice.random() < 0.1:
        swap = dice.choice(QUOTES)
        words = [swap.get(word, word) for word in words]
    chance = dice.random()
    if chance < 0.02:
        words = [word.upper() for word in words]
    elif chance < 0.05:
        words = [word.capitalize() if word.islower() and len(word) > 3 else word for word in words]
    elif chance < 0.065:
        words = [word.lower() for word in words]
    tree = replace(tree, words=tuple(words))
    last = len(words)
    if last > 4 and words[-1] == "." and last not in tree.heads and dice.random() < 0.1:
        tree = replace(
            tree,
            **{
                field: getattr(tree, field)[:-1]
                for field in ("words", "lemmas", "upos", "xpos", "heads", "deprels", "spaces")
            },
            names=tree.names[:-1] if tree.names else None,
        )
    return tree


def name_pool(trees: Sequence[Tree], people: Sequence[str] = (), places: Sequence[str] = ()) -> NamePool:
    """All names of the trees by kind and part-of-speech pattern, with more people and places from elsewhere."""
    pool: NamePool = {}
    for tree in trees:
        for start, end, label in spans(tree.names or ()):
            pool.setdefault((label, tree.xpos[start:end]), []).append(tree.words[start:end])
    for label, names in (("PER", people), ("LOC", places)):
        for name in names:
            words = tuple(name.replace("-", " - ").split())
            xpos = tuple("HYPH" if word == "-" else "NNP" for word in words)
            pool.setdefault((label, xpos), []).append(words)
            if label == "PER" and len(words) > 1 and "-" not in words:
                pool.setdefault((label, ("NNP",)), []).append(words[-1:])
    return pool


def renamed(tree: Tree, pool: NamePool, dice: random.Random, rate: float = 0.35) -> Tree:
    """The tree with some of its names changed for others of the same kind and pattern: none is learnt by heart."""
    words = list(tree.words)
    for start, end, label in sorted(spans(tree.names or ())):
        if dice.random() < rate and (others := pool.get((label, tree.xpos[start:end]))):
            words[start:end] = dice.choice(others)
    return replace(tree, words=tuple(words))


def drawn(trees: Sequence[Tree], share: float, dice: random.Random) -> list[Tree]:
    """The trees of some documents, drawn at random."""
    chosen = {document for document in sorted({tree.document for tree in trees}) if dice.random() < share}
    return [tree for tree in trees if tree.document in chosen]


def epoch(
    trees: Sequence[Tree], dice: random.Random, join_rate: float = 0.12, pool: NamePool | None = None
) -> list[Tree]:
    """One epoch's trees: varied, renamed from the pool, and some neighbours of a document joined."""
    if pool:
        trees = [renamed(tree, pool, dice) for tree in trees]
    out: list[Tree] = []
    position = 0
    while position < len(trees):
        tree = trees[position]
        following = trees[position + 1] if position + 1 < len(trees) else None
        if following and following.document == tree.document and dice.random() < join_rate:
            tree, position = join(tree, following), position + 1
        out.append(vary(tree, dice))
        position += 1
    return out


def batches(
    trees: Sequence[Tree], labels: Labels, reader: PieceReader, *, size: int, dice: random.Random | None
) -> Iterator[Batch]:
    """Batches of about `size` pieces of sentences of like length; shuffled if there are dice."""
    coded = [(row, reader.read(tree.words)) for row, tree in enumerate(trees)]
    coded = [item for item in coded if len(item[1].ids) <= 510]
    noise = dice.random if dice else lambda: 0.0
    coded.sort(key=lambda item: (len(item[1].ids) * (1 + 0.15 * noise()), noise()))
    groups: list[list[tuple[int, object]]] = [[]]
    for item in coded:
        if groups[-1] and (len(groups[-1]) + 1) * len(item[1].ids) > size:
            groups.append([])
        groups[-1].append(item)
    if dice:
        dice.shuffle(groups)
    for group in groups:
        yield _batch([trees[row] for row, _ in group], group, labels)


def _batch(trees: list[Tree], group: list, labels: Labels) -> Batch:  # type: ignore[type-arg]
    pieces = [item for _, item in group]
    number = [
        {label: i for i, label in enumerate(part)} for part in (labels.upos, labels.xpos, labels.names, labels.deprels)
    ]

    def padded(rows: list[list[int]], fill: int) -> Tensor:
        width = max(map(len, rows))
        return torch.tensor([row + [fill] * (width - len(row)) for row in rows])

    def gold(part: int, field: str) -> Tensor:
        rows = [
            [-100, *(number[part].get(label, -100) for label in getattr(tree, field) or [""] * len(tree.words))]
            for tree in trees
        ]
        return padded(rows, -100)

    return Batch(
        padded([item.ids for item in pieces], 0),
        padded([item.shapes for item in pieces], 0),
        padded([item.first for item in pieces], 0),
        padded([item.last for item in pieces], 0),
        gold(0, "upos"),
        gold(1, "xpos"),
        gold(2, "names"),
        padded([[-100, *tree.heads] for tree in trees], -100),
        gold(3, "deprels"),
        [row for row, _ in group],
    )

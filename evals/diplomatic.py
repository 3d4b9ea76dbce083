"""Scores an analyser on gold trees of diplomatic prose: `python -m evals.diplomatic [FILE.conllu]`.

`diplomatic.conllu` holds 77 sentences of our own; the parser gets their words, so that cutting words is not measured.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.analyser import measures
from chancery.language import Model, Parser
from evals.analyser_clauses import RELATIONS
from training.treebank import Tree, read

GOLD = Path(__file__).parent / "diplomatic.conllu"
Dependent = tuple[str, int, int]
"""What a word is to a verb: the kind, the place of the word and the place of the verb."""


def score(path: Path = GOLD, parser: Parser | None = None) -> dict[str, float]:
    """Shares of words that are right, F1 of names, and F1 of subjects, objects and clauses of main and of all verbs."""
    trees = read(path)
    parses = (parser or Model()).parse([tree.words for tree in trees])
    arcs = [
        (tree, list(zip((head - 1 for head in tree.heads), tree.deprels, strict=True)),
         list(zip(parse.heads, parse.deprels, strict=True)))
        for tree, parse in zip(trees, parses, strict=True)
    ]  # fmt: skip
    return measures(trees, parses) | {
        "main verbs F1": f1([(main(gold), main(found)) for _, gold, found in arcs]),
        "all verbs F1": f1([(verbs(tree, gold), verbs(tree, found)) for tree, gold, found in arcs]),
    }


def dependents(arcs: Sequence[tuple[int, str]]) -> set[Dependent]:
    """Subjects, objects and clauses, from the head and relation of each word."""
    kinds = {relation: kind for kind, relations in RELATIONS.items() for relation in relations}
    plain = [(place, head, relation.split(":")[0]) for place, (head, relation) in enumerate(arcs)]
    return {(kinds[relation], place, head) for place, head, relation in plain if relation in kinds}


def main(arcs: Sequence[tuple[int, str]]) -> set[Dependent]:
    """The dependents of the root and of what is coordinated with it, and the root itself."""
    root = next(place for place, (head, _) in enumerate(arcs) if head < 0)
    heads = {root} | {place for place, (head, relation) in enumerate(arcs) if head == root and relation == "conj"}
    return {("root", root, -1)} | {one for one in dependents(arcs) if one[2] in heads}


def verbs(tree: Tree, arcs: Sequence[tuple[int, str]]) -> set[Dependent]:
    """The dependents of all words that are verbs in the gold tree."""
    return {one for one in dependents(arcs) if tree.upos[one[2]] == "VERB"}


def f1(pairs: Sequence[tuple[set[Dependent], set[Dependent]]]) -> float:
    """F1 over all sentences, each given as its gold and its found dependents."""
    both = sum(len(gold & found) for gold, found in pairs)
    return 2 * both / sum(len(gold) + len(found) for gold, found in pairs)


if __name__ == "__main__":
    for name, share in score(Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD).items():
        print(f"{name:16} {100 * share:6.2f}")

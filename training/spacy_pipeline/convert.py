"""A treebank to what spaCy trains on: `python -m training.spacy_pipeline.convert TREES.conllu.gz OUT.spacy`.

Up to ten neighbouring sentences make one document, so that the parser learns where sentences end. Relations lose their
subtypes; crossing arcs are lifted by spaCy itself while it trains.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from training.treebank import Tree, read

SENTENCES = 10
"""How many neighbouring sentences make one document."""


def groups(trees: Sequence[Tree]) -> Iterator[list[Tree]]:
    """Neighbours of one document, ten at a time."""
    for _, neighbours in groupby(trees, key=lambda tree: tree.document):
        rows = list(neighbours)
        for start in range(0, len(rows), SENTENCES):
            yield rows[start : start + SENTENCES]


def document(trees: Sequence[Tree], vocab: Vocab) -> Doc:
    """Sentences as one spaCy document with their gold analysis; names that were not marked are missing, not absent."""
    heads: list[int] = []
    for tree in trees:
        begin = len(heads)
        heads += [begin + (head - 1 if head else i) for i, head in enumerate(tree.heads)]
    deprels = [deprel.split(":")[0] for tree in trees for deprel in tree.deprels]
    return Doc(
        vocab,
        words=[word for tree in trees for word in tree.words],
        spaces=[space for tree in trees for space in tree.spaces],
        tags=[tag for tree in trees for tag in tree.xpos],
        heads=heads,
        deps=["ROOT" if deprel == "root" else deprel for deprel in deprels],
        sent_starts=[i == 0 for tree in trees for i in range(len(tree.words))],
        ents=[name for tree in trees for name in tree.names or [None] * len(tree.words)],
    )


def main() -> None:
    """Reads the arguments and converts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebank", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    vocab = Vocab()
    DocBin(
        attrs=["ORTH", "SPACY", "TAG", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"],
        docs=[document(group, vocab) for group in groups(read(args.treebank))],
        store_user_data=False,
    ).to_disk(args.out)


if __name__ == "__main__":
    main()

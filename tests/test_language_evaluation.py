"""The analyser keeps to its floors on sentences of our own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy
import pytest

from chancery.language import Parse
from evals import diplomatic
from evals.analyser_clauses import FLOOR, score
from training.treebank import Tree, read

FLOORS = json.loads((Path(__file__).parent.parent / "evals" / "floors.json").read_text(encoding="utf-8"))["diplomatic"]


def test_main_verbs_and_their_dependents_are_read_right_at_least_at_the_floor() -> None:
    result = score()
    assert result.recall >= FLOOR, "\n".join(result.misses)


@pytest.fixture(scope="module")
def shares() -> dict[str, float]:
    return diplomatic.score()


@pytest.mark.parametrize(("name", "floor"), FLOORS["at least"].items())
def test_score_on_trees_of_diplomatic_prose_is_not_below_its_floor(
    shares: dict[str, float], name: str, floor: float
) -> None:
    assert shares[name] >= floor, f"{name} fell from {floor}; find out why, or lower evals/floors.json and say why"


class Copyist:
    """Gives the gold trees back."""

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        trees = read(diplomatic.GOLD)
        assert [tuple(words) for words in sentences] == [tree.words for tree in trees]
        return [copied(tree) for tree in trees]


def copied(tree: Tree) -> Parse:
    heads = [head - 1 for head in tree.heads]
    names = list(tree.names or ())
    return Parse(list(tree.upos), list(tree.xpos), heads, list(tree.deprels), names, numpy.zeros(1, numpy.float32))


def test_who_gives_the_gold_trees_back_scores_one_in_all_but_lemmas_which_are_made_by_rule() -> None:
    shares = diplomatic.score(parser=Copyist())
    assert {name for name, share in shares.items() if share < 1} <= {"lemmas"}

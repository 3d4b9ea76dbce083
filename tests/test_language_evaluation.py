"""The analyser keeps to its floors on sentences of our own."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy
import pytest

from chancery.language import Parse
from evals import analyser_boundaries, diplomatic
from evals.analyser_clauses import FLOOR, score
from training.treebank import Tree, read

FLOORS = json.loads((Path(__file__).parent.parent / "evals" / "floors.json").read_text(encoding="utf-8"))


def test_main_verbs_and_their_dependents_are_read_right_at_least_at_the_floor() -> None:
    result = score()
    assert result.recall >= FLOOR, "\n".join(result.misses)


@pytest.fixture(scope="module")
def shares() -> dict[str, float]:
    return diplomatic.score()


@pytest.mark.parametrize(("name", "floor"), FLOORS["diplomatic"]["at least"].items())
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


@pytest.mark.parametrize(
    "path", [analyser_boundaries.MARKED, analyser_boundaries.READ_THROUGH], ids=lambda path: path.stem
)
def test_marks_of_sentences_are_in_order_apart_and_hold_their_labels(path: Path) -> None:
    for name, row in json.loads(path.read_text(encoding="utf-8")).items():
        assert all(start < end for start, end in row["marks"]), name
        ends = [end for _, end in row["marks"]]
        assert all(end <= start for end, (start, _) in zip(ends, row["marks"][1:], strict=False)), name
        assert set(row["labels"]) <= {start for start, _ in row["marks"]}, name


def test_a_label_joined_to_its_sentence_begins_it() -> None:
    statement = analyser_boundaries.Statement("Trade: We agree. We go.", [(0, 6), (7, 16), (17, 23)], [0])
    assert statement.joined == [(0, 16), (17, 23)]


def test_marks_of_another_text_are_refused(tmp_path: Path) -> None:
    statements, gold = tmp_path / "statements.jsonl", tmp_path / "gold.json"
    statements.write_text(json.dumps({"id": "a", "text": "We agree."}), encoding="utf-8")
    gold.write_text(json.dumps({"a": {"sha256": "0" * 64, "marks": [[0, 9]], "labels": []}}), encoding="utf-8")
    with pytest.raises(ValueError, match="another text"):
        analyser_boundaries.score(statements, gold)


@pytest.mark.skipif("CHANCERY_SHARED" not in os.environ, reason="CHANCERY_SHARED names no folder of shared data")
def test_sentence_boundaries_on_joint_statements_are_not_below_their_floors() -> None:
    statements = Path(os.environ["CHANCERY_SHARED"]) / "data" / "texts" / "joint_statements.jsonl"
    shares = analyser_boundaries.score(statements)
    assert all(shares[name] >= floor for name, floor in FLOORS["boundaries"]["at least"].items()), shares

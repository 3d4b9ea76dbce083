"""The analyser keeps to its floor on sentences of our own."""

from __future__ import annotations

from evals.analyser_clauses import FLOOR, score


def test_main_verbs_and_their_dependents_are_read_right_at_least_at_the_floor() -> None:
    result = score()
    assert result.recall >= FLOOR, "\n".join(result.misses)

"""The verdicts on commitments of readouts are whole and say what they stand for."""

from __future__ import annotations

from evals.readout_commitments import precision, verdicts


def test_every_verdict_has_a_cause_unless_the_commitment_is_right() -> None:
    judged = verdicts()
    assert len(judged) >= 50
    assert {one.verdict for one in judged} == {"right", "field", "wrong"}
    assert all(bool(one.cause) == (one.verdict != "right") for one in judged)
    assert all(bool(one.field) == (one.verdict == "field") for one in judged)
    assert all(0 <= one.start < one.end for one in judged)
    assert len(set(judged)) == len(judged)


def test_precision_of_nothing_is_nought_and_a_wrong_field_still_tells_of_an_undertaking() -> None:
    assert precision([]) == {"undertakings": 0.0, "with all fields right": 0.0}
    assert precision(["field"]) == {"undertakings": 1.0, "with all fields right": 0.0}

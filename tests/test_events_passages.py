"""No score of events and engagements on our own short passages falls below its floor."""

import pytest

from evals.events import passages, right, tally

FLOORS = {"engagement": {"dev": 0.92, "held": 0.88}, "event": {"dev": 0.88, "held": 0.86}}


@pytest.mark.parametrize("kind", FLOORS)
@pytest.mark.parametrize("half", ["dev", "held"])
def test_score_on_the_passages_is_not_below_its_floor(kind: str, half: str) -> None:
    score = tally(kind, [one for one in passages() if one.half == half])
    assert score.f1 >= FLOORS[kind][half], "\n".join(score.faults)


def test_passages_that_tell_of_nothing_give_next_to_nothing() -> None:
    empty = [one for one in passages() if not one.engagements and not one.events]
    assert len(empty) >= 20
    assert sum(tally(kind, empty).found for kind in FLOORS) <= 1


def test_a_field_with_a_star_is_not_scored() -> None:
    assert right("call held A+B * -", "call held A+B 2025-01-02 -")
    assert not right("call held A+B * -", "call held A+C 2025-01-02 -")

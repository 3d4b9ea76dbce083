"""No score on the short passages with commitments falls below its floor, and firmness is told by readable rules."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from chancery.coding.firmness import points, strength_of
from evals import shared_gold
from evals.commitments import Half, passages, tally
from evals.pledges import accuracy

FLOORS = {
    "f1": 0.9,
    "empty": 0.86,
    "promisor": 0.92,
    "beneficiary": 0.88,
    "strength": 0.95,
    "figures": 0.96,
    "period": 0.97,
    "revises": 0.96,
    "past": 0.97,
    "denied": 1.0,
}


@pytest.mark.parametrize("half", ["dev", "held"])
def test_no_score_on_the_passages_is_below_its_floor(half: Half) -> None:
    figures = tally(p for p in passages() if p.half == half).figures()
    assert {name: value for name, value in figures.items() if name in FLOORS and value < FLOORS[name]} == {}


@pytest.mark.skipif("CHANCERY_SHARED" not in os.environ, reason="CHANCERY_SHARED names no folder of shared data")
def test_commitments_of_official_texts_are_not_below_their_floors() -> None:
    floors = json.loads((shared_gold.HERE / "floors.json").read_text(encoding="utf-8"))["white_house"]["at least"]
    texts = shared_gold.texts_of(Path(os.environ["CHANCERY_SHARED"]), "white_house")
    figures = shared_gold.score_claims("white_house", texts).figures()
    assert {name: figures[name] for name, floor in floors.items() if figures[name] < floor} == {}


def test_a_third_of_the_passages_promises_nothing() -> None:
    found = passages()
    assert len(found) >= 80
    assert sum(not one.expected for one in found) >= len(found) // 3


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("China pledges a stadium to Malawi.", "pledge"),
        ("A memorandum of understanding on a dam was signed in Maseru.", "aim"),
        ("The two ministers signed a loan agreement at a fixed interest rate.", "sign"),
        ("Chinese doctors gave the clinic their equipment.", "deliver"),
        ("A school for the capital.", None),
        ("", None),
    ],
)
def test_the_words_of_a_short_text_tell_how_firm_it_is(text: str, strength: str | None) -> None:
    assert strength_of(text) == strength


def test_a_group_of_words_counts_once() -> None:
    assert points("They pledged, they promised, they vowed.") == {"pledge": 4}


def test_pledges_are_told_from_commitments_better_than_by_a_cascade() -> None:
    shared = os.environ.get("CHANCERY_SHARED")
    path = Path(shared or "") / "data" / "money" / "aiddata_pledge_or_commitment.jsonl"
    if not shared or not path.exists():
        pytest.skip("CHANCERY_SHARED does not hold the file")
    right, judged = accuracy(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    assert right / judged >= 0.8

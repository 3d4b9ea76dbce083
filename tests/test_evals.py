"""No score on our own gold falls below its floor; a change that raises scores raises the floors with them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from chancery import actors
from chancery.coding.phrasebook import phrasebook
from chancery.ingest import read
from chancery.models import CodedDocument, Document, Position, document, evidence, identified
from evals import petrarch
from evals.score import Report, coded_source, load, score

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "evals" / "samples.gold.jsonl"
FLOORS = json.loads((ROOT / "evals" / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def report() -> Report:
    return score(load(GOLD), coded_source(str(ROOT / "samples")))


@pytest.mark.parametrize(("name", "floor"), FLOORS["samples"]["at least"].items())
def test_score_on_the_samples_is_not_below_its_floor(report: Report, name: str, floor: float) -> None:
    assert report.figures()[name] >= floor, (
        f"{name} fell from {floor}; find out why, or lower evals/floors.json and say why"
    )


@pytest.mark.parametrize(("name", "ceiling"), FLOORS["samples"]["at most"].items())
def test_faults_on_the_samples_are_not_above_their_ceiling(report: Report, name: str, ceiling: int) -> None:
    assert report.figures()[name] <= ceiling


def test_there_is_gold_for_every_sample_and_its_evidence_is_in_the_text() -> None:
    documents = {Path(one.source_id or "").name: one for one in read(ROOT / "samples") if isinstance(one, Document)}
    gold = load(GOLD)
    assert gold.keys() == documents.keys()
    for name, row in gold.items():
        records = [one for kind in ("engagements", "acts", "commitments", "upcoming", "positions") for one in row[kind]]
        assert all(one["evidence"] in documents[name].text for one in records), name
        assert row["published"] == documents[name].published


def test_a_coder_without_faults_scores_one_and_one_that_finds_nothing_zero() -> None:
    text = "India and Japan share a stake in open seas."
    doc = document(text, source_id="a")
    row = {"id": "a", "diplomatic": True, "engagements": [], "acts": [], "commitments": [], "upcoming": []}
    gold = {"a": {**row, "positions": [{"holders": ["IND", "JPN"], "on": "open seas", "evidence": "share a stake"}]}}
    held = Position(holders=("IND",), topic="open seas", evidence=(evidence(doc, 16, 29),), confidence=1.0)
    found = CodedDocument(document=doc, claims=(identified(held, doc, "test"),), coder="test")
    assert score(gold, [found]).figures()["position"] == 1.0
    assert score(gold, [CodedDocument(document=doc, claims=())]).figures()["position"] == 0.0
    assert score(gold, []).figures()["documents missing"] == 1


@pytest.mark.skipif("CHANCERY_SHARED" not in os.environ, reason="CHANCERY_SHARED names no folder of shared data")
def test_mechanics_with_own_actors_and_phrases_are_not_below_their_floors() -> None:
    try:
        found = {
            name: right / of for name, (right, of, _) in petrarch.score(Path(os.environ["CHANCERY_SHARED"])).items()
        }
    finally:
        actors.user.registry.cache_clear()
        phrasebook.cache_clear()
    assert all(found[name] >= floor for name, floor in FLOORS["petrarch"]["at least"].items()), found

"""Grouping scored on our own samples, as a faultless coder would code them and as ours does; and the scorer itself."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from chancery.ingest import read
from chancery.linkage import CommitmentEntry, entries, judge
from chancery.models import CodedDocument, Document
from chancery.pipeline import code
from evals.gold_claims import coded, load
from evals.groups import b_cubed, members_of, pairwise, score

ROOT = Path(__file__).parent.parent
GOLD = load(ROOT / "evals" / "samples.gold.jsonl")
GROUPS = json.loads((ROOT / "evals" / "samples.groups.json").read_text(encoding="utf-8"))


@cache
def documents() -> dict[str, Document]:
    return {Path(one.source_id or "").name: one for one in read(ROOT / "samples") if isinstance(one, Document)}


def scored(reports: dict[str, CodedDocument], gold: list[dict[str, Any]] | None) -> dict[str, Any]:
    """Link reports and score their grouping; `gold` when the claims are not the gold's own."""
    found = list(reports.values())
    made = [entry for entry in entries(found, judge(found)) if isinstance(entry, CommitmentEntry)]
    return score(GROUPS, made, members_of(reports, gold))


@pytest.fixture(scope="module")
def faultless() -> dict[str, Any]:
    return scored({row["id"]: coded(documents()[row["id"]], row) for row in GOLD}, None)


@pytest.fixture(scope="module")
def ours() -> dict[str, Any]:
    return scored({name: code(one) for name, one in documents().items()}, GOLD)


def test_samples_of_a_faultless_coder_are_grouped(faultless: dict[str, Any]) -> None:
    assert faultless["pairwise"]["f1"] >= 0.95
    assert faultless["b_cubed"]["f1"] >= 0.95
    assert faultless["strangers"] == 0
    assert faultless["revision links"] == "3 of 3"
    assert faultless["missed conflicts"] == []
    assert faultless["false factor of ten alarms"] == []


def test_samples_as_we_code_them_are_grouped(ours: dict[str, Any]) -> None:
    assert ours["pairwise"]["f1"] >= 0.75
    assert ours["b_cubed"]["f1"] >= 0.8
    assert ours["false factor of ten alarms"] == []


def test_the_scorer_counts_pairs_and_company() -> None:
    gold = [[("a", 0), ("b", 0), ("c", 0)], [("d", 0)]]
    assert pairwise(gold, gold)["f1"] == b_cubed(gold, gold)["f1"] == 1
    halved = [[("a", 0), ("b", 0)], [("c", 0)], [("d", 0)]]
    assert pairwise(gold, halved) == {"recall": pytest.approx(1 / 3), "precision": 1, "f1": pytest.approx(0.5)}
    assert b_cubed(gold, halved)["recall"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert pairwise(gold, [[("a", 0), ("d", 0)]])["f1"] == 0

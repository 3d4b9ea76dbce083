"""Gold for texts that stay elsewhere is whole, and the coders do not fall below what they reached on news."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import get_args

import pytest

from chancery.coding.ontology import ontology
from chancery.models import EngagementStatus, EngagementType, Strength
from evals import shared_gold
from evals.shared_gold import LISTS, RANKS, gold_rows

SETS = ("readouts", "white_house", "news")
LAYERED = ("white_house", "news")
SHARED = os.environ.get("CHANCERY_SHARED")
FLOORS = json.loads((shared_gold.HERE / "floors.json").read_text(encoding="utf-8"))["news"]

reads_shared = pytest.mark.skipif(not SHARED, reason="CHANCERY_SHARED names no folder of shared data")


def records(row: shared_gold.Row, *names: str) -> list[shared_gold.Row]:
    return [record for name in names for record in row.get(name, [])]


@pytest.mark.parametrize("which", SETS)
def test_a_document_stands_once_and_its_evidence_is_a_span(which: str) -> None:
    rows = gold_rows(which)
    assert len({row["id"] for row in rows}) == len(rows)
    spans = [record["evidence"] for row in rows for record in records(row, *LISTS)]
    assert spans and all(0 <= start < end for start, end in spans)


@pytest.mark.parametrize("which", LAYERED)
def test_a_document_about_no_relation_between_states_has_no_record(which: str) -> None:
    rows = gold_rows(which)
    assert {row["diplomatic"] for row in rows} == {True, False}
    assert all(bool(records(row, *LISTS)) == row["diplomatic"] for row in rows)


@pytest.mark.parametrize("which", LAYERED)
def test_records_use_the_words_of_the_models(which: str) -> None:
    rows = gold_rows(which)
    engagements = [one for row in rows for one in row["engagements"]]
    assert {one["kind"] for one in engagements} <= set(get_args(EngagementType))
    assert {one["status"] for one in engagements} <= set(get_args(EngagementStatus))
    assert not any(who["country"] and who["org"] for one in engagements for who in one["participants"])
    assert {one["strength"] for row in rows for one in row["commitments"]} <= set(get_args(Strength))
    assert {one["plover"] for row in rows for one in row["acts"]} <= ontology().types.keys()
    assert all(one["source"] for row in rows for one in row["acts"])


@pytest.mark.parametrize("which", LAYERED)
def test_two_halves_share_no_document_and_make_the_whole(which: str) -> None:
    dev, held = ({row["id"] for row in gold_rows(which, half)} for half in get_args(shared_gold.Half))
    assert not dev & held
    assert dev | held == {row["id"] for row in gold_rows(which)}
    assert abs(len(dev) - len(held)) <= 1


@pytest.mark.parametrize("which", LAYERED)
def test_a_set_has_as_many_documents_as_ranks(which: str) -> None:
    assert len(gold_rows(which)) == sum(len(set(ranks)) for ranks in RANKS[which].values())


@reads_shared
@pytest.mark.parametrize("which", SETS)
def test_ids_are_those_drawn_and_evidence_is_the_first_such_words(which: str) -> None:
    shared = Path(SHARED or "")
    assert shared_gold.drawn(shared, which) == sorted(row["id"] for row in gold_rows(which))
    assert list(shared_gold.misplaced(which, shared_gold.texts_of(shared, which))) == []


@reads_shared
def test_no_score_on_news_is_below_its_floor() -> None:
    figures = shared_gold.score_claims("news", shared_gold.texts_of(Path(SHARED or ""), "news")).figures()
    assert {name: figures[name] for name, floor in FLOORS["at least"].items() if figures[name] < floor} == {}
    assert {name: figures[name] for name, top in FLOORS["at most"].items() if figures[name] > top} == {}

"""What one named party does to another: type, mode, tense and the words that decide."""

import importlib.util
import json
import os
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chancery
from chancery.coding.ontology import ontology
from chancery.coding.relation_codebook import codebook
from chancery.coding.relation_network import MARKS, PARTY, marked, shares
from training.relation import compose, measure

ROOT = Path(__file__).parent.parent
FLOORS = json.loads((ROOT / "evals" / "floors.json").read_text(encoding="utf-8"))["relation"]["at least"]
SAMPLE = 3
"""Every third sentence is enough to see a fall."""


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def typed(text: str, source: str, recipient: str) -> chancery.TypedRelation:
    spans = [(text.index(party), text.index(party) + len(party)) for party in (source, recipient)]
    return chancery.relation(text, source=spans[0], recipient=spans[1])


@pytest.mark.parametrize(
    "text, plover",
    [
        ("Peru met Chile in Lima.", "CONSULT"),
        ("Peru will meet Chile in Lima.", "AGREE"),
        ("Peru refused to meet Chile in Lima.", "REJECT"),
        ("Peru did not sign the treaty with Chile.", "REJECT"),
        ("Peru urged the envoys of Chile to sign the treaty.", "REQUEST"),
        ("Peru said that Chile must sign the treaty.", "REQUEST"),
        ("Peru bombed Chile.", "ASSAULT"),
        ("Peru will bomb Chile.", "THREATEN"),
        ("Peru threatened to suspend its aid to Chile.", "THREATEN"),
        ("Peru suspended its aid to Chile.", "SANCTION"),
        ("Peru sent medicine to Chile.", "AID"),
        ("Peru lifted its embargo on Chile.", "CONCEDE"),
        ("Peru withdrew its troops from Chile.", "RETREAT"),
        ("Peru and Chile signed a trade agreement.", "SUPPORT"),
        ("Peru and Chile agreed to sign a trade agreement.", "AGREE"),
        ("Peru, which joined the bloc in May, condemned Chile.", "ACCUSE"),
    ],
)
def test_what_bears_on_an_act_changes_its_type(text: str, plover: str) -> None:
    assert typed(text, "Peru", "Chile").plover == plover


def test_a_passive_has_its_doer_last() -> None:
    assert typed("The editor was arrested on Monday by police in Quito.", "police in Quito", "The editor").plover == (
        "COERCE"
    )


def test_a_noun_for_a_verb_is_no_verb() -> None:
    found = typed("Ghana praised the peace plan of Togo.", "Ghana", "Togo")
    assert (found.plover, [span.text for span in found.deciding]) == ("SUPPORT", ["praised"])


def test_a_month_is_no_possibility() -> None:
    assert typed("Ghana gave Togo a May 15 deadline to leave.", "Ghana", "Togo").plover == "THREATEN"


@pytest.mark.parametrize(
    "text, tense, mode",
    [
        ("Ghana expelled the envoy of Togo.", "past", "expel"),
        ("Ghana will expel the envoy of Togo.", "planned", None),
        ("Ghana did not invite Togo.", "negated", None),
        ("Ghana urged Togo to free the crew.", "past", None),
        ("Ghana declared a truce with Togo.", "past", "ceasefire"),
    ],
)
def test_tense_and_mode_are_those_of_the_deciding_words(text: str, tense: str, mode: str | None) -> None:
    found = typed(text, "Ghana", "Togo")
    assert (found.tense, found.mode) == (tense, mode)


def test_without_any_telling_words_nothing_decided_and_the_scores_are_level() -> None:
    found = typed("Ghana, Togo.", "Ghana", "Togo")
    assert (found.deciding, found.mode) == ((), None)
    assert found.scores[found.plover] < 0.5


@pytest.mark.parametrize(
    "text, plover, tense",
    [
        ("Ghana would have none of the scheme that Togo had drawn up.", "REJECT", "negated"),
        ("Ghana has it in mind to sit with Togo before long.", "AGREE", "planned"),
    ],
)
def test_where_no_phrase_is_known_the_network_types_and_the_tense_lies_in_the_type(
    text: str, plover: str, tense: str
) -> None:
    found = typed(text, "Ghana", "Togo")
    assert (found.plover, found.tense) == (plover, tense)


def test_the_network_reads_both_parties_marked_whichever_comes_first() -> None:
    text = "Togo, by the way, was visited by the president of the republic of Ghana and her nine ministers of state."
    row = marked(text, (33, 101), (0, 4))
    assert row.pieces[row.recipient] == MARKS["recipient"][0] and row.recipient < row.source
    assert row.pieces[row.source] == MARKS["source"][0]
    assert row.pieces.index(MARKS["source"][1]) == row.source + PARTY + 1
    assert sum(shares(text, (33, 101), (0, 4))) == pytest.approx(1.0)


def test_composed_sentences_change_their_type_with_what_stands_before_the_act() -> None:
    rows = list(compose.composed(random.Random(1), 300))
    assert {kind for kind, _ in rows} <= set(ontology().types)
    assert all(frame.count("{S}") == 1 and frame.count("{T}") == 1 for _, frame in rows)
    assert all(kind != "AID" or "refused" not in frame for kind, frame in rows)


@pytest.mark.parametrize("source", [(0, 0), (3, 2), (-1, 2), (0, 99)])
def test_a_span_outside_the_text_is_an_error_that_names_it(source: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="source="):
        chancery.relation("Ghana met Togo.", source=source, recipient=(10, 14))


@settings(deadline=None, max_examples=60)
@given(st.text(min_size=1, max_size=300), st.data())
def test_any_text_and_spans_have_scores_of_all_types_and_words_out_of_the_text(text: str, data: st.DataObject) -> None:
    spans = []
    for _ in range(2):
        start = data.draw(st.integers(0, len(text) - 1))
        spans.append((start, data.draw(st.integers(start + 1, len(text)))))
    found = chancery.relation(text, source=spans[0], recipient=spans[1])
    assert set(found.scores) == set(ontology().types)
    assert sum(found.scores.values()) == pytest.approx(1.0)
    assert found.scores[found.plover] == max(found.scores.values())
    assert all(text[span.start : span.end] == span.text for span in found.deciding)


def test_a_long_text_is_read_near_its_parties_only() -> None:
    filling = "The weather was fine. " * 20_000
    text = f"{filling}Ghana attacked Togo. {filling}"
    assert typed(text, "Ghana", "Togo").plover == "ASSAULT"


@pytest.mark.parametrize(
    ("rows", "floor"),
    [(measure.sentences(), FLOORS["free sentences"]), (measure.bare(), FLOORS["bare sentences"])],
    ids=["free", "bare"],
)
def test_our_sentences_come_out_as_we_typed_them(rows: list[dict[str, Any]], floor: float) -> None:
    wrong = measure.missed(rows[::SAMPLE])
    assert len(wrong) <= (1 - floor) * len(rows[::SAMPLE]), wrong


def test_held_sentences_reach_the_floor() -> None:
    pairs = [(measure.merged(row["type"]), measure.coded(row)) for row in measure.sentences(measure.HELD)]
    assert measure.macro_f1(pairs) >= FLOORS["held, root"]
    assert (
        measure.macro_f1((measure.PENTA[ours], measure.PENTA[theirs]) for ours, theirs in pairs)
        >= FLOORS["held, penta"]
    )


def test_every_act_has_an_example_and_a_known_type() -> None:
    for act in codebook().acts:
        assert act.type in ontology().types
        assert act.example
        assert act.words or act.nouns


def test_the_built_codebook_is_that_of_its_source() -> None:
    built = module(ROOT / "data" / "build_relation.py").build()
    assert built == (ROOT / "chancery/data/coding/relation.json").read_text(encoding="utf-8")


@pytest.mark.skipif("CHANCERY_SHARED" not in os.environ, reason="CHANCERY_SHARED is not set to the folder of measures")
def test_news_sentences_of_others_reach_the_floor() -> None:
    path = Path(os.environ["CHANCERY_SHARED"]) / "data/plover/plv_dev.jsonl"
    rows = [row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()) if row["target_span"]]
    rows = [row for row in rows if row["source_span"]]
    merged = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
    coded = [
        chancery.relation(row["text"], source=tuple(row["source_span"]), recipient=tuple(row["target_span"])).plover
        for row in rows
    ]
    right = sum(merged.get(plover, plover) == row["root"] for plover, row in zip(coded, rows, strict=True))
    assert right / len(rows) >= 0.9

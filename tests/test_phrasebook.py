"""Phrases of a user's own: read from a file, put before our own lexicon, wrong rows named with their line."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from chancery import actors
from chancery.cli import main
from chancery.coding.events import events
from chancery.coding.phrasebook import load_lexicon, phrasebook
from chancery.errors import SourceError
from chancery.models import Event, document
from chancery.pipeline import read

HEAD = "phrases,kind,act,object,recipient,symmetric,planned,negated\n"


@pytest.fixture(autouse=True)
def _own_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.delenv("CHANCERY_LEXICON", raising=False)
    monkeypatch.delenv("CHANCERY_ACTORS", raising=False)
    monkeypatch.chdir(tmp_path)
    phrasebook.cache_clear()
    actors.user.registry.cache_clear()
    yield
    phrasebook.cache_clear()
    actors.user.registry.cache_clear()


def write(rows: str, head: str = HEAD) -> str:
    Path("mine.csv").write_text(head + rows, encoding="utf-8")
    return "mine.csv"


def coded(text: str, published: str | None = None) -> list[Event]:
    return list(events(read(document(text, published=published))))


def told(text: str) -> list[tuple[tuple[str, ...], str, str | None, tuple[str, ...]]]:
    return [(e.source, e.plover, e.cameo, e.recipient) for e in coded(text)]


def test_a_verb_that_we_do_not_know_becomes_an_act_with_the_users_code():
    text = "Mali shelved its fishing pact with Togo."
    assert told(text) == []
    load_lexicon(write("mothball;shelve,verb,SANCTION 161x,pact;treaty,with,,,\n"))
    assert told(text) == [(("MLI",), "SANCTION", "161x", ("TGO",))]


def test_the_users_phrase_goes_before_ours():
    load_lexicon(write("condemn,,REQUEST,,object,,,\n"))
    assert told("France condemned Iran.") == [(("FRA",), "REQUEST", "020", ("IRN",))]


def test_an_act_still_to_come_or_denied_is_what_the_file_says_it_is():
    load_lexicon(write("wiretap,,COERCE 170,,object,,COERCE 999,SUPPORT 051\n"))
    assert told("Peru wiretapped Chile.")[0][1:3] == ("COERCE", "170")
    assert told("Peru will wiretap Chile.")[0][1:3] == ("COERCE", "999")
    assert told("Peru did not wiretap Chile.")[0][1:3] == ("SUPPORT", "051")


def test_a_symmetric_phrase_has_all_parties_on_both_sides():
    load_lexicon(write("twin,,COOPERATE,,with,yes,,\n"))
    assert told("Malta twinned with Cyprus.")[0][0] == ("MLT", "CYP")


@pytest.mark.parametrize(
    ("head", "row", "says"),
    [
        (HEAD, "meet,verb,CONSULT,,,,,\n,verb,CONSULT,,,,,\n", "mine.csv:3: needs phrases and an act"),
        (HEAD, "meet,verb,TALK,,,,,\n", "act is 'TALK'; it must begin with one of"),
        (HEAD, "meet,adverb,CONSULT,,,,,\n", "kind is 'adverb'"),
        (HEAD, "meet,verb,CONSULT,,,perhaps,,\n", "symmetric is 'perhaps'"),
        (HEAD, "meet,verb,CONSULT,,,,LATER,\n", "planned is 'LATER'"),
        ("phrase,act\n", "meet,CONSULT\n", "mine.csv:1: has a column 'phrase'"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(head: str, row: str, says: str):
    with pytest.raises(SourceError, match=says):
        load_lexicon(write(row, head))


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(SourceError, match=r"nowhere\.csv"):
        load_lexicon("nowhere.csv")


def test_the_file_in_the_directory_is_read_without_being_asked():
    Path(write("shelve,verb,SANCTION,pact,with,,,\n")).rename("chancery-lexicon.csv")
    assert told("Mali shelved its pact with Togo.")


def test_the_command_line_takes_a_file_for_one_run_and_names_what_is_wrong():
    Path("one.txt").write_text("Mali shelved its fishing pact with Togo on Monday.", encoding="utf-8")
    path = write("shelve,verb,SANCTION 161,pact,with,,,\n")
    result = CliRunner().invoke(main, ["code", "--lexicon", path, "--jobs", "1", "one.txt"])
    assert result.exit_code == 0 and '"plover":"SANCTION"' in result.output
    assert not os.environ.get("CHANCERY_LEXICON")
    wrong = CliRunner().invoke(main, ["code", "--lexicon", write("meet,verb,TALK,,,,,\n"), "one.txt"])
    assert wrong.exit_code == 1 and "mine.csv:2" in wrong.output


# --- actors of one's own in events


def own_actors(rows: str) -> None:
    Path("actors.csv").write_text("name,aliases,code,kind,sector,since,until\n" + rows, encoding="utf-8")
    actors.load_user_actors("actors.csv")


def test_a_state_of_ones_own_has_ministers_and_soldiers_like_any_other():
    own_actors("Zubrowka,Zubrowkan,ZUB,state,,,\nSylvania,,SYL,state,,,\n")
    [event] = coded("The Zubrowkan government condemned an attack by Sylvania soldiers.")
    assert (event.source, event.source_sectors) == (("ZUB",), ("GOV",))
    assert (event.recipient, event.recipient_sectors) == (("SYL",), ("MIL",))


def test_a_name_means_what_its_row_for_the_day_says():
    own_actors("Sam Tully,,OPPZ,person,,,\nSam Tully,,GOVZ,person,,2020,2022\n")
    assert coded("Sam Tully urged Peru to help.", "2021-05-01")[0].source == ("GOVZ",)
    assert coded("Sam Tully urged Peru to help.", "2024-05-01")[0].source == ("OPPZ",)


def test_a_name_may_stand_for_several_actors():
    own_actors("The Twins,the Twins,AAA;BBB,organisation,,,\n")
    assert coded("The Twins urged Peru to help.")[0].source == ("AAA", "BBB")


def test_agents_of_ones_own_tell_a_sector():
    own_actors("lamplighters,,BUS,agent,,,\n")
    assert coded("Lamplighters of Chile condemned Peru.")[0].source_sectors == ("BUS",)


# --- who acts for an actor


@pytest.mark.parametrize(
    ("text", "source", "sectors"),
    [
        ("Chile condemned Peru.", ("CHL",), ()),
        ("Danish media and officials condemned Peru.", ("DNK",), ("MED;GOV",)),
        ("Lawmakers in Chile condemned Peru.", ("CHL",), ("LEG",)),
        ("The ambassadors of Chile and Ghana condemned Peru.", ("CHL", "GHA"), ("GOV", "GOV")),
    ],
)
def test_events_tell_the_sector_of_those_who_act(text: str, source: tuple[str, ...], sectors: tuple[str, ...]):
    [event] = coded(text)
    assert (event.source, event.source_sectors) == (source, sectors)


@pytest.mark.parametrize(
    "text", ["Neither Chile nor Ghana condemned Peru.", "No minister of Chile condemned Peru on Friday."]
)
def test_what_nobody_did_is_no_event(text: str):
    assert told(text) == []


def test_old_rivals_are_those_whom_they_name():
    assert told("Old rivals Chile and Peru restored ties.")[0][0] == ("CHL", "PER")

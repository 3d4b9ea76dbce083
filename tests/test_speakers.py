"""Who is meant: "we" of a quotation is its speaker, "they" are the subjects before, "him" is no other's state."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.actors.quotations import spans
from chancery.models import Event, document
from chancery.pipeline import claims_of, read


def codes(text: str, words: str, *, title: str | None = None, country: str | None = None) -> tuple[str, ...]:
    """Return the actors of the first mention with these words."""
    reading = read(document(text, published="2024-05-14", title=title, country=country))
    return next((mention.codes for mention in reading.mentions if mention.text == words), ())


# --- quotation marks --------------------------------------------------------------------------------------------------


@given(st.text(alphabet='ab "“”«»\n.,'))
def test_quotations_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = spans(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    text = '"We came.\n"We saw," he said.'
    assert [text[start:end] for start, end in spans(text)] == ['"We came.', '"We saw,"']


@settings(deadline=None, max_examples=25)
@given(st.text(alphabet='"“” ,.:\nWe they said Chad '))
def test_any_quotation_is_read_without_an_error(text: str) -> None:
    assert read(document(f"Chad said: {text}")) is not None


# --- we and I ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        'Foreign Minister Penny Wong of Australia said, "We ask Fiji to reconsider."',
        '"We ask Fiji to reconsider," Foreign Minister Penny Wong of Australia said.',
        '"When the vote is over," said Foreign Minister Penny Wong of Australia, "We shall ask Fiji to reconsider."',
        'Foreign Minister Penny Wong of Australia spoke on Monday. "The vote is over," she said. "We ask Fiji."',
        "Foreign Minister Penny Wong of Australia wrote: “The vote is over. We ask Fiji to reconsider.”",
        'Foreign Minister Penny Wong of Australia defended the step: "We ask Fiji to reconsider."',
        'A spokesman for the Australian government said, "We ask Fiji to reconsider."',
    ],
)  # fmt: skip
def test_we_in_a_quotation_is_who_speaks(text: str) -> None:
    assert codes(text, "We") == ("AUS",)


def test_our_country_in_a_quotation_is_the_speakers() -> None:
    text = 'Chancellor Friedrich Merz met President Macron of France. "Our country will wait," Merz said.'
    assert codes(text, "Our country") == ("DEU",)


def test_we_of_two_who_speak_together_are_both() -> None:
    text = 'Presidents Alar Karis of Estonia and Edgars Rinkēvičs of Latvia said, "We shall build the line."'
    assert codes(text, "We") == ("EST", "LVA")


@pytest.mark.parametrize(
    "text",
    [
        'A shopkeeper in Oslo said, "We ask Fiji to reconsider." Norway and Fiji are friends.',
        'Former Norwegian Prime Minister Erna Solberg said, "We ask Fiji to reconsider."',
        "We learnt that Norway and Fiji are friends.",
        'Two Norwegian companies wrote, "We ask Fiji to reconsider."',
    ],
)
def test_we_of_nobody_who_speaks_for_a_state_is_nobody(text: str) -> None:
    assert codes(text, "We") == ()


def test_a_quotation_in_a_statement_of_another_government_is_its_speakers() -> None:
    text = 'Prime Minister Anthony Albanese of Australia said, "We thank Japan."'
    assert codes(text, "We", country="USA") == ("AUS",)


def test_what_is_quoted_is_attributed_to_who_speaks() -> None:
    text = 'President Alar Karis of Estonia spoke on Monday. "The hall was full. Lithuania condemned Latvia," he said.'
    found = [c for c in claims_of(read(document(text, published="2024-05-14"))) if isinstance(c, Event)]
    assert [(e.attribution.name, e.attribution.actor) for e in found] == [("Alar Karis", "EST")]


# --- they -------------------------------------------------------------------------------------------------------------


def test_they_are_the_subjects_of_the_sentence_before_not_whom_it_names_last() -> None:
    text = "Kenya and Uganda discussed the border treaty between Sudan and Egypt. They welcomed the step."
    assert codes(text, "They") == ("KEN", "UGA")


def test_they_are_the_subjects_further_back_than_one_who_acts_alone() -> None:
    text = (
        "Foreign Ministers Espen Barth Eide of Norway and Elina Valtonen of Finland met on Monday. "
        "The Danish foreign minister joined them. They called on Belarus to free the prisoners."
    )
    assert codes(text, "They", title="Nordic ministers on the treaty between Belarus and Russia") == ("NOR", "FIN")


def test_they_are_none_of_those_whom_their_clause_names_as_object() -> None:
    text = "The treaty between Serbia and Hungary is old. They called on Hungary to renew it."
    assert "HUN" not in codes(text, "They")


def test_they_in_a_quotation_are_not_who_speaks() -> None:
    text = 'President Alar Karis of Estonia cited the treaty of NATO and said, "They have to stand by us."'
    assert codes(text, "They") == ("NATO",)
    assert codes(text, "us") == ("EST",)


def test_a_ministry_is_they() -> None:
    text = "The Peruvian Ministry of Foreign Affairs rejected the report. They invited Bolivia and Chile to talks."
    assert codes(text, "they".title(), title="Bolivia and Chile on the lake") == ("PER",)


def test_their_is_that_of_the_one_state_of_the_sentence() -> None:
    assert codes("Togo cut ties with nobody. Ghana based the claim on their long coast.", "their") == ("GHA",)


def test_they_are_no_actors_where_other_people_act_before() -> None:
    text = "Ghana and Togo share a border. The protesters left at noon. They want to come back."
    assert codes(text, "They") == ()


# --- him --------------------------------------------------------------------------------------------------------------


def test_him_is_the_person_of_the_clause_before_who_does_not_act() -> None:
    text = (
        "Prime Minister Robert Fico of Slovakia spoke first. "
        "In 2019, Ukraine called Minister Viktor Orbán of Hungary a liar and imposed sanctions against him."
    )
    assert codes(text, "him") == ("HUN",)


def test_his_before_the_name_is_that_of_the_person_who_follows() -> None:
    text = "President Emmanuel Macron of France left. In his answer, Chancellor Friedrich Merz praised the plan."
    assert codes(text, "his") == ("DEU",)

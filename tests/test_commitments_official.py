"""Commitments in fact sheets, joint statements and other texts that lay undertakings down themselves."""

from __future__ import annotations

import pytest

from chancery.coding.commitments import commitments
from chancery.models import Commitment, document
from chancery.pipeline import read

SHEET = "FACT SHEET: Denmark Stands With Benin"
JOINT = "Joint Statement of Denmark and Benin"


def told(text: str, title: str | None = None) -> tuple[Commitment, ...]:
    return commitments(read(document(text, title=title, published="2026-03-02")))


def undertakings(text: str, title: str | None = None) -> list[str]:
    return [one.undertaking for one in told(text, title)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Denmark and Benin will review progress on the Agreement.",
        "Denmark and Benin are committed to working together to address the erosion of the coast.",
        "Benin has committed to ensuring that Danish ships will not be turned away.",
        "Denmark and Benin are resolved to taking firm steps against oil theft.",
        "Denmark met Benin. The Agreement will create a joint board of engineers.",
        "Denmark is reforming its visa rules.",
        "Denmark met Benin. The Order bans imports of illegal timber.",
    ],
)
def test_an_official_text_lays_down_what_a_report_would_only_mention(sentence):
    assert len(told(sentence, JOINT)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The talks will help both sides to understand each other.",
        "Denmark is sending a message of friendship.",
    ],
)
def test_what_names_no_thing_promises_nothing(sentence):
    assert told(sentence, JOINT) == ()


def test_a_document_speaks_for_those_who_made_the_undertaking_before():
    found = told("Denmark and Benin launched a Port Compact. The Compact will replace the cranes in Cotonou.", SHEET)
    assert [one.promisor for one in found] == [("DNK", "BEN")] * 2


def test_what_a_fact_sheet_tells_of_somebody_else_is_no_undertaking():
    assert told("Togo imposed heavy restrictions on fishing boats. Danish boats left the port.", SHEET) == ()


def test_the_list_of_a_package_is_made_of_its_parts():
    (item,) = told(
        "Denmark will provide Benin with an aid package worth $12 million. The package includes:\n"
        "- 40 pumps;\n- 900 tents.",
        SHEET,
    )
    assert [(one.role, int(one.value)) for one in item.quantities] == [
        ("target", 12_000_000),
        ("part", 40),
        ("part", 900),
    ]


def test_amounts_that_add_up_to_the_first_are_its_parts():
    (item,) = told(
        "Denmark will provide Benin with $9 million, with $4 million from its bank and $5 million from its fund."
    )
    assert [one.role for one in item.quantities] == ["target", "part", "part"]


def test_a_line_that_only_opens_a_list_is_none_itself():
    found = undertakings("Denmark and Benin will:\n- Open a ferry terminal in Ouidah;\n- Train 40 divers.", JOINT)
    assert found == ["Open a ferry terminal in Ouidah", "Train 40 divers"]


def test_verbs_that_go_on_with_a_future_are_one_undertaking():
    sentence = (
        "Denmark and Benin will finalize the Agreement, prepare it for signature, and undertake domestic formalities."
    )
    assert len(told(sentence, JOINT)) == 1


def test_several_parties_agree_on_what_they_commit_to_and_one_pledges_it():
    joint = told("Denmark and Benin are committed to rebuilding the port of Cotonou.", JOINT)
    alone = told("Benin is committed to rebuilding the port of Cotonou.", JOINT)
    assert [one.strength for one in (*joint, *alone)] == ["agree", "pledge"]


def test_a_given_commitment_of_the_other_side_does_not_turn_the_promise_round():
    (item,) = told("Given Benin's commitment to open its market, Denmark will remove its duties on cotton.", JOINT)
    assert item.promisor == ("DNK",)


def test_a_threat_from_somebody_is_no_gift_from_it():
    (item,) = told("Denmark reaffirmed its commitment to the defence of Benin against attacks from Togo.")
    assert item.promisor == ("DNK",)


@pytest.mark.parametrize(
    "sentence",
    [
        "Denmark had imposed a ban on the minister's bank.",
        "Denmark did not lift its ban on timber.",
        "Denmark was to join the bloc.",
        "The agreements that Denmark had signed with Togo are old.",
    ],
)
def test_background_in_a_report_is_no_commitment(sentence):
    assert told(f"Ministers met in Cotonou. {sentence}") == ()


def test_a_time_without_an_end_is_kept_in_its_words():
    (item,) = told("Denmark will support hospitals in Benin over the long term.", SHEET)
    assert item.period is not None and (item.period.text, item.period.end) == ("over the long term", None)


def test_a_quote_keeps_within_its_length_however_long_the_sentence():
    (item,) = told(f"Denmark will build a bridge in Benin and {'roads and ' * 1000}ports.")
    assert len(item.evidence[0].quote) <= 1200 and len(item.undertaking) <= 120

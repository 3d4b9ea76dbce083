"""How good a pledge is: ten points, each with the words that earn it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.coding.commitments import commitments
from chancery.coding.quality import CRITERIA, quality
from chancery.linkage import entries, judge
from chancery.linkage.entries import CommitmentEntry
from chancery.models import Commitment, document, evidence
from chancery.pipeline import code, read


def merits(text: str, published: str = "2026-03-02") -> dict[str, str]:
    """Return the criteria that the first commitment of a text meets, with their words."""
    first = commitments(read(document(text, published=published)))[0]
    return {one.criterion: one.quote for one in first.quality}


@pytest.mark.parametrize(
    "text, criterion, words",
    [
        ("Norway will provide Malawi with a grant of $40 million.", "amount", "$40 million"),
        ("Norway will train 300 Malawian nurses.", "amount", "300"),
        ("Norway will provide Malawi with a grant of $40 million.", "currency", "$40 million"),
        ("Norway will provide Malawi with $40 million over four years.", "period", "over four years"),
        ("Norway will provide Malawi with $40 million by 2031.", "deadline", "by 2031"),
        ("Norway will provide Malawi with a grant of $40 million.", "instrument", "grant"),
        ("Norway will provide Malawi with $40 million from its aid budget.", "source", "budget"),
        ("Norway will raise its aid to Malawi from $20 million to $40 million.", "baseline", "$20 million"),
        ("Norway will provide Malawi with an additional $40 million.", "additionality", "additional"),
        ("Norway will provide Malawi with $40 million.", "beneficiary", "Malawi"),
        (
            "Norway will provide Malawi with $40 million, and both will publish an annual report.",
            "verifiability",
            "annual report",
        ),
    ],
)
def test_words_of_the_text_earn_a_point(text, criterion, words):
    assert merits(text)[criterion] == words


@pytest.mark.parametrize(
    "text, criterion",
    [
        ("Norway will provide Malawi with $40 million.", "instrument"),
        ("Norway will provide Malawi with $40 million by 2031.", "period"),
        ("Norway will provide Malawi with $40 million over four years.", "deadline"),
        ("Norway will train 300 Malawian nurses.", "currency"),
        ("Norway and Malawi agreed to establish a joint fisheries commission.", "amount"),
        ("Norway will provide Malawi with $40 million. The budget of Chad grew.", "source"),
    ],
)
def test_without_such_words_there_is_no_point(text, criterion):
    assert criterion not in merits(text)


def test_each_merit_quotes_the_text_and_comes_once_in_the_order_of_the_criteria():
    doc = document(
        "Norway will provide Malawi with an additional $40 million in grants over four years, by 2031.",
        published="2026-03-02",
    )
    (item,) = commitments(read(doc))
    assert all(doc.text[one.start : one.end] == one.quote for one in item.quality)
    met = [one.criterion for one in item.quality]
    assert met == [one for one in CRITERIA if one in met]


def test_quality_is_the_same_for_a_claim_that_is_read_again():
    doc = document("Norway will provide Malawi with a grant of $40 million.", published="2026-03-02")
    item = next(one for one in code(doc).claims if isinstance(one, Commitment))
    assert quality(item, doc) == item.quality


def test_what_was_denied_has_no_quality():
    doc = document("Norway has not pledged $40 million to Malawi.", published="2026-03-02")
    (item,) = commitments(read(doc))
    assert item.denied and not item.quality


def test_an_entry_has_the_criteria_that_its_reports_meet_together():
    first = "Norway pledged Malawi a grant of $40 million over four years to repair its dams."
    second = "Norway pledged Malawi $40 million from its aid budget over four years to repair dams."
    told = (code(document(first, published="2026-03-02")), code(document(second, published="2026-03-03")))
    (entry,) = (one for one in entries(told, judge(told)) if isinstance(one, CommitmentEntry))
    met = {one.value: one.sources for one in entry.quality}
    assert met == {"amount": 2, "currency": 2, "period": 2, "instrument": 1, "source": 1, "beneficiary": 2}


@given(st.text(max_size=80))
def test_any_text_around_a_commitment_leaves_its_score_between_0_and_10(text):
    words = "Norway will provide Malawi with $40 million"
    doc = document(f"{words} {text}")
    item = Commitment(
        evidence=(evidence(doc, 0, len(words)),),
        confidence=1,
        promisor=("NOR",),
        beneficiary=("MWI",),
        undertaking="provide",
        strength="pledge",
    )
    found = quality(item, doc)
    assert len(found) <= 10
    assert all(doc.text[one.start : one.end] == one.quote for one in found)

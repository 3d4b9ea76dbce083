"""The nouns: evidence is exact, identity is content."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery import models
from chancery.errors import EvidenceError


def make_claim(doc: models.Document, undertaking: str = "a loan") -> models.Claim:
    return models.Commitment(
        evidence=(models.evidence(doc, 0, 1),),
        confidence=0.5,
        promisor=("JPN",),
        undertaking=undertaking,
        strength="pledge",
    )


@given(st.text(min_size=1), st.data())
def test_evidence_is_what_the_text_holds_there(text, data):
    doc = models.document(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = models.evidence(doc, start, end)
    assert doc.text[found.start : found.end] == found.quote


@pytest.mark.parametrize("start, end", [(-1, 3), (3, 3), (4, 2), (0, 99)])
def test_evidence_outside_the_text_is_refused_and_names_the_document(start, end):
    doc = models.document("Japan thanked India.")
    with pytest.raises(EvidenceError, match=doc.id):
        models.evidence(doc, start, end)


def test_the_same_text_of_the_same_day_and_publisher_is_the_same_document_under_any_name():
    one = models.document("Talks were held.", source_id="a.txt", published="2025-08-29")
    other = models.document("Talks were held.", source_id="b.txt", published="2025-08-29", url="x")
    assert one.id == other.id
    assert one.id != models.document("Talks were held.", published="2025-08-30").id


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_can_be_frozen_even_with_lone_surrogates(text):
    assert models.document(text).text == text


def test_a_claim_is_identified_by_what_it_says_and_not_by_who_coded_it():
    doc = models.document("Japan pledged a loan.")
    claim = models.identified(make_claim(doc), doc, "chancery 1")
    assert claim.coder == "chancery 1"
    assert claim.id == models.identified(claim, doc, "chancery 2").id
    assert claim.id != models.identified(make_claim(doc, "a grant"), doc, "chancery 1").id


def test_a_claim_survives_json():
    doc = models.document("Japan pledged a loan.")
    claim = models.identified(make_claim(doc), doc, "chancery 1")
    assert msgspec.json.decode(msgspec.json.encode(claim), type=models.Claim) == claim

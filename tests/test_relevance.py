"""Which texts are about relations between states, and why."""

import pytest

from chancery.models import document
from chancery.pipeline import code


@pytest.mark.parametrize(
    "text",
    [
        "President Emmanuel Macron of France met Prime Minister Giorgia Meloni of Italy in Rome on Tuesday.",
        "Canada imposed sanctions on Belarus and expelled two Belarusian diplomats.",
        "Japan pledged a loan of 3 billion dollars to India on Monday, the Indian foreign ministry said.",
    ],
)
def test_meetings_sanctions_and_pledges_between_states_are_diplomatic(text: str) -> None:
    found = code(document(text, published="2025-09-04"))
    assert found.diplomatic and found.claims


@pytest.mark.parametrize(
    "text",
    [
        "The striker scored twice as Spain beat Italy in the last match of the tournament; the coach was happy.",
        "Firefighters pulled nine people from the wreck after two trains collided near Lyon, France.",
        "The senate of Chile passed a bill on pensions after a long debate.",
        "A new film by a French director won the prize of the festival in Italy; its actress thanked the jury.",
        "Scientists of a university in Japan described a new species of beetle.",
        "",
        "12345 \x00 ??",
    ],
)
def test_sport_accidents_home_affairs_and_art_give_no_claims_and_a_reason(text: str) -> None:
    found = code(document(text, published="2025-09-04"))
    assert not found.diplomatic and found.claims == () and found.reason


def test_a_joint_statement_is_diplomatic_by_its_title() -> None:
    text = "The leaders of Chile and Peru welcomed the progress made."
    assert code(document(text, title="Joint Statement of Chile and Peru", published="2025-09-04")).diplomatic


def test_coding_twice_gives_the_same_claims() -> None:
    doc = document("Canada imposed sanctions on Belarus and condemned Russia.", published="2025-09-04")
    assert code(doc) == code(doc)

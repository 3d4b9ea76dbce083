"""Which texts are about relations between states, and why."""

import json
import os
from pathlib import Path

import pytest

from chancery.models import document
from chancery.pipeline import code
from evals import shared_gold

ROOT = Path(__file__).parent.parent
FLOORS = json.loads((ROOT / "evals" / "floors.json").read_text(encoding="utf-8"))["relevance"]


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


def test_the_leaders_of_several_states_in_the_lead_make_a_text_diplomatic_without_an_act_of_theirs() -> None:
    text = (
        "The old king was buried on Friday. Among the mourners were President Emmanuel Macron of France, "
        "Prime Minister Giorgia Meloni of Italy and Prime Minister Keir Starmer of the United Kingdom."
    )
    assert code(document(text, published="2025-09-04")).diplomatic


def test_an_act_recalled_at_the_end_of_a_short_text_does_not_make_it_diplomatic() -> None:
    text = (
        "Nine people were crushed to death at a funeral in the town of Kerman on Tuesday. The crowd gathered "
        "before dawn, and by noon the streets near the cemetery were so full that nobody could move, a doctor said. "
        "The burial was put off until the evening. Shops stayed shut for the day, and buses brought mourners from the "
        "villages around the town, where the dead man had been born. The United States had killed the general in Iraq."
    )
    assert not code(document(text, published="2020-01-08")).diplomatic


def test_hard_stories_are_seldom_taken_for_diplomacy_and_seldom_missed() -> None:
    lines = (ROOT / "evals" / "relevance.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    found = {title: code(document(text, title=title, published="2020-06-01")).diplomatic for _, title, text in rows}
    assert (
        sum(found[title] for label, title, _ in rows if label == "0") <= FLOORS["at most"]["hard stories taken wrongly"]
    )
    assert sum(found[title] for label, title, _ in rows if label == "1") >= FLOORS["at least"]["hard stories found"]


@pytest.mark.skipif("CHANCERY_SHARED" not in os.environ, reason="CHANCERY_SHARED is not set to the folder of texts")
def test_news_stories_of_others_reach_the_floor() -> None:
    texts = shared_gold.texts_of(Path(os.environ["CHANCERY_SHARED"]), "wikinews")
    found = shared_gold.score_relevance(texts).scores["diplomatic"]
    assert found.right / found.gold >= FLOORS["at least"]["wikinews recall"]
    assert found.coded - found.right <= FLOORS["at most"]["wikinews taken wrongly"]

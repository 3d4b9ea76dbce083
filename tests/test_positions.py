"""Where parties stand: stances with their holders, told apart from promises."""

import pytest

from chancery.actors import mentions
from chancery.coding.positions import positions, stance_of
from chancery.coding.reading import Reading
from chancery.language import analyse
from chancery.models import Position, document
from chancery.quantities import quantities


def code(text: str) -> tuple[Position, ...]:
    doc = document(text, published="2025-09-01")
    sentences = analyse(text)
    return positions(
        Reading(document=doc, sentences=sentences, mentions=mentions(doc, sentences), quantities=quantities(text))
    )


@pytest.mark.parametrize(
    ("sentence", "stance", "topic"),
    [
        ("Japan and India underscored the importance of open seas.", "for", "open seas"),
        ("Canada condemned the missile launches.", "against", "missile launches"),
        ("Norway expressed concern about the fighting in Sudan.", "concern", "fighting in Sudan"),
        ("France and Chile are committed to a free and open Pacific.", "for", "free and open Pacific"),
        ("Brazil opposes the new tariffs.", "against", "new tariffs"),
    ],
)
def test_a_stance_has_its_holders_and_a_topic_in_the_words_of_the_text(sentence, stance, topic):
    found = code(sentence)
    assert [(p.stance, p.topic) for p in found] == [(stance, topic)]
    assert found[0].holders


def test_what_somebody_says_ought_to_be_is_a_stance_for_it():
    found = code("Kenya said that both sides should stop the fighting.")
    assert [(p.holders, p.stance) for p in found] == [(("KEN",), "for")]


def test_coordinated_objects_are_stances_of_their_own():
    found = code("India and Japan reaffirmed the value of free trade and their attachment to a rules-based order.")
    assert len(found) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "The two presidents met in Oslo.",
        "Canada welcomed President Macron.",
        "France will train 300 officers.",
        "",
        "?!",
    ],
)
def test_meetings_greetings_and_promises_are_no_stances(sentence):
    assert code(sentence) == ()


def test_quotes_are_the_words_of_the_text_and_related_lines_are_left_out():
    text = "Canada condemned the launches.\n\nAlso Read: Chile condemns the tariffs"
    found = code(text)
    assert [p.holders for p in found] == [("CAN",)]
    assert all(text[e.start : e.end] == e.quote for p in found for e in p.evidence)


def test_words_without_a_stance_have_none():
    assert stance_of("verbs", "walk") is None


@pytest.mark.parametrize(
    ("sentence", "holder", "stance"),
    [
        ('The Chilean president called the treaty "null and void".', "CHL", "against"),
        ("Kenya described the raid as a violation of its borders.", "KEN", "against"),
        ("Norway found the ruling justified.", "NOR", "for"),
        ("The Serbian government dismissed the report as baseless.", "SRB", "against"),
        ("Ghana and Togo deemed that the pact breaches the charter.", "GHA", "against"),
        ('"The blockade is unlawful," the foreign minister of Oman said.', "OMN", "against"),
        ("The ceasefire was welcomed by Jordan.", "JOR", "for"),
        ("Disarming the militias is an aim of the Chadian government.", "TCD", "for"),
    ],
)
def test_what_a_party_calls_a_thing_is_a_stance(sentence, holder, stance):
    assert [(holder in p.holders, p.stance) for p in code(sentence)] == [(True, stance)]


@pytest.mark.parametrize(
    "sentence",
    [
        'President Alar Karis of Estonia said, "We expect from Latvia an answer to our letter."',
        'President Alar Karis of Estonia spoke in Narva. "The bridge is old," he said. "We want a new bridge by May."',
        'President Alar Karis of Estonia said: "We are ready to talk about the bridge."',
        '"No bridge can be built without our consent," President Alar Karis of Estonia said.',
    ],
)
def test_what_a_speaker_wants_in_the_first_person_is_a_stance_of_his_state(sentence):
    assert ("EST",) in [p.holders for p in code(sentence)]


def test_a_former_official_takes_no_stance_for_a_state():
    assert code('Former Estonian President Kersti Kaljulaid said, "The plan is a mistake."') == ()


def test_a_name_without_a_judgement_is_no_stance():
    assert code("Peru named the ship the Callao.") == ()

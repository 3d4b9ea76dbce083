"""Who met, called or visited whom, when and where, and whether it took place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.coding.engagements import engagements
from chancery.coding.occasions import number, occasions, patterns
from chancery.models import Engagement, document
from chancery.pipeline import read


def told(text: str, published: str | None = "2025-09-04", title: str | None = None) -> tuple[Engagement, ...]:
    return engagements(read(document(text, published=published, title=title)))


def one(text: str, published: str | None = "2025-09-04", title: str | None = None) -> Engagement:
    found = told(text, published, title)
    assert len(found) == 1, found
    return found[0]


def parties(engagement: Engagement) -> set[str | None]:
    return {p.actor or p.organisation for p in engagement.participants}


def test_a_meeting_has_its_persons_with_office_its_day_and_its_place() -> None:
    met = one("President Emmanuel Macron of France met Prime Minister Giorgia Meloni of Italy in Rome on Tuesday.")
    assert [(p.name, p.office, p.actor) for p in met.participants] == [
        ("Emmanuel Macron", "President", "FRA"),
        ("Giorgia Meloni", "Prime Minister", "ITA"),
    ]
    assert (met.type, met.status) == ("meeting", "held")
    assert met.when is not None and met.when.start == "2025-09-02"
    assert met.place is not None and (met.place.name, met.place.country) == ("Rome", "ITA")


def test_several_sentences_about_one_contact_make_one_record() -> None:
    text = (
        "President Emmanuel Macron of France met Prime Minister Giorgia Meloni of Italy in Rome on Tuesday. "
        "The meeting in Rome lasted an hour. The two leaders discussed energy."
    )
    assert parties(one(text)) == {"FRA", "ITA"}


def test_the_country_of_the_venue_is_no_participant() -> None:
    met = one("The foreign ministers of Peru and Chile held talks in Geneva, Switzerland, on Monday.")
    assert parties(met) == {"PER", "CHL"}


def test_a_call_and_a_later_meeting_of_the_same_two_are_two_records() -> None:
    text = (
        "President Emmanuel Macron of France spoke by phone with Prime Minister Giorgia Meloni of Italy on Monday. "
        "Macron will meet Meloni in Rome on September 20."
    )
    assert [(e.type, e.status) for e in told(text)] == [("call", "held"), ("meeting", "planned")]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "Prime Minister Giorgia Meloni of Italy will meet President Emmanuel Macron of France in Paris on Friday.",
            "planned",
        ),
        ("Prime Minister Giorgia Meloni is due to meet President Emmanuel Macron in Paris on Friday.", "planned"),
        (
            "Italy and France cancelled a meeting between Prime Minister Giorgia Meloni and President Emmanuel Macron.",
            "cancelled",
        ),
        ("Italy postponed talks with France.", "postponed"),
        ("Prime Minister Giorgia Meloni visited Tunisia on Monday.", "held"),
    ],
)
def test_the_status_is_as_seen_on_the_day_of_publication(text: str, status: str) -> None:
    assert one(text).status == status


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister Giorgia Meloni refused to meet President Emmanuel Macron.",
        "Prime Minister Giorgia Meloni wants to meet President Emmanuel Macron.",
        "Prime Minister Giorgia Meloni did not meet President Emmanuel Macron.",
        "France called for talks between Armenia and Azerbaijan.",
        "The president of France met the finance minister of France.",
        "The talks may be held one day.",
    ],
)
def test_what_is_wished_refused_or_at_home_is_no_engagement(text: str) -> None:
    assert told(text) == ()


def test_a_meeting_on_the_sidelines_keeps_the_occasion_but_not_its_members() -> None:
    met = one(
        "Prime Minister Anthony Albanese of Australia met President Prabowo Subianto of Indonesia "
        "on the sidelines of the G20 Summit on Monday."
    )
    assert met.occasion == "sidelines of the G20 Summit"
    assert parties(met) == {"AUS", "IDN"}


def test_a_numbered_summit_gives_its_series_and_ordinal() -> None:
    met = one(
        "Prime Minister Modi met Prime Minister Ishiba in Tokyo for the 15th India-Japan Annual Summit.", "2025-08-30"
    )
    assert (met.series, met.ordinal, met.type) == ("India-Japan Annual Summit", 15, "summit")


def test_a_conference_to_come_is_a_planned_engagement_of_its_host() -> None:
    found = told("The minister spoke warmly of the Climate Summit that Brazil will host in November 2025.")
    assert [(e.status, e.host, e.when.start if e.when else None) for e in found] == [("planned", "BRA", "2025-11")]


def test_a_related_story_line_stands_apart() -> None:
    text = (
        "President Emmanuel Macron of France met Prime Minister Giorgia Meloni of Italy in Rome on Tuesday.\n\n"
        "Also Read: Macron Holds Talks With Spanish Prime Minister Sanchez"
    )
    kinds = {frozenset(parties(e)): e.attribution.kind for e in told(text)}
    assert kinds[frozenset({"FRA", "ITA"})] != "related"
    assert all(kind == "related" for pair, kind in kinds.items() if pair != frozenset({"FRA", "ITA"}))


def test_an_unknown_date_stays_unknown() -> None:
    met = one("President Emmanuel Macron of France met Prime Minister Giorgia Meloni of Italy.", published=None)
    assert met.when is None


def test_a_day_and_month_without_a_year_are_kept_as_such() -> None:
    met = one("On 29 August President Macron of France met Prime Minister Meloni of Italy in Rome.", published=None)
    assert met.when is not None and met.when.start == "--08-29"


def test_names_of_gatherings_are_read_with_what_links_them() -> None:
    text = "They spoke on the margins of the Munich Security Conference."
    assert [(o.name, o.link) for o in occasions(text, 0, len(text))] == [
        ("Munich Security Conference", "on the margins of")
    ]


@given(st.integers(1, 20))
def test_ordinals_in_words_and_figures_agree(n: int) -> None:
    assert number(patterns().ordinals[n - 1]) == number(f"{n}th") == n


@settings(max_examples=12, deadline=None)
@given(st.text(alphabet="abc AB.,\n\"'“–€0123", max_size=80))
def test_any_text_gives_quotes_that_stand_in_it(text: str) -> None:
    doc = document(text + " Macron met Meloni in Rome. " + text, published="2025-09-04")
    for found in engagements(read(doc)):
        assert all(doc.text[q.start : q.end] == q.quote for q in found.evidence)

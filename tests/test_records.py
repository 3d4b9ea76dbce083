"""What a report says of the record is held against the ledger: it agrees, is contradicted, or cannot be known."""

import datetime as dt
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_reports import meeting, pledge, world
from linkage_worlds import contact, money, promise, report

from chancery.ledger import Ledger
from chancery.linkage import entries, judge_new
from chancery.linkage.dates import months_before
from chancery.models import CodedDocument
from chancery.views import check

LEADERS = {"CHL": "Ana Rojas", "PER": "Luis Quispe"}
MINISTERS = {"CHL": "Eva Soto", "PER": "Juan Flores"}
OTHERS = {"CHL": "Pedro Vidal", "PER": "Rosa Paz"}


def met(
    quote: str,
    day: str,
    people: dict[str, str] = LEADERS,
    city: str | None = None,
    office: str = "President",
    **more: Any,
) -> CodedDocument:
    publisher = more.pop("publisher", "Courier")
    claim = contact(quote, people, day, city, **more)
    named = tuple(msgspec.structs.replace(one, office=office) for one in claim.participants)
    claim = msgspec.structs.replace(claim, participants=named)
    return report(day, claim, publisher=publisher, source_id=f"{day} {quote}")


def told(ledger: Ledger, new: CodedDocument) -> list[tuple[str, str]]:
    return [(one.text, one.outcome) for one in check(ledger, new).records]


def ledger_of(*reports: CodedDocument) -> Ledger:
    held = Ledger(":memory:")
    held.append(reports)
    return held


HELD = ledger_of(
    met("They met in Lima.", "2019-03-04", city="Lima, PER"),
    met("They met again.", "2021-06-01"),
    met("She went to Lima.", "2021-09-01", {"CHL": "Ana Rojas"}, "Lima, PER", type="visit", host="PER"),
    met("They spoke by phone.", "2022-02-02", type="call"),
)


@pytest.mark.parametrize(
    "quote, outcome",
    [
        ("It was their first meeting since 2019", "contradicted"),
        ("It was their first meeting since June 2021", "agrees"),
        ("It was their first meeting since 2021", "agrees"),
        ("It was their first meeting in two years", "agrees"),
        ("It was their first meeting in a decade", "contradicted"),
        ("It was their first ever meeting", "contradicted"),
        ("It was their first-ever summit", "cannot_be_known"),
        ("It was their second meeting since 2020", "agrees"),
        ("It was their second meeting since 2018", "contradicted"),
        ("It was their fifth meeting since 2018", "cannot_be_known"),
        ("They met for the third time since 2018", "agrees"),
        ("It was their first in-person meeting since 2019", "cannot_be_known"),
        ("It was their first meeting this year", "cannot_be_known"),
        ("It was their first call since 2018", "contradicted"),
    ],
)
def test_the_nth_within_a_time_is_counted(quote: str, outcome: str) -> None:
    ((text, found),) = told(HELD, met(f"{quote}.", "2023-06-05"))
    assert found == outcome
    assert text in quote


def test_words_without_a_time_are_not_asked_of_a_ledger() -> None:
    assert told(HELD, met("It was the first meeting of the two leaders.", "2023-06-05")) == []


def test_a_meeting_of_ministers_says_nothing_of_one_of_leaders() -> None:
    ledger = ledger_of(met("The ministers met.", "2021-06-01", MINISTERS, office="Foreign Minister"))
    new = met("It was the leaders' first meeting since 2019.", "2023-06-05")
    (record,) = check(ledger, new).records
    assert record.outcome == "cannot_be_known"
    assert record.why == "the ledger holds the meeting of 2021-06-01, but not whether it was of the same people"
    successors = met("The first meeting of ministers since 2019.", "2023-06-05", OTHERS, office="Foreign Minister")
    assert told(ledger, successors) == [("first meeting of ministers since 2019", "contradicted")]


def test_a_visit_is_compared_with_visits_to_the_same_country() -> None:
    new = met(
        "It was the first visit since 2019.", "2023-06-05", {"CHL": "Ana Rojas"}, "Lima, PER", type="visit", host="PER"
    )
    assert told(HELD, new) == [("first visit since 2019", "contradicted")]
    back = met(
        "It was the first visit since 2019.",
        "2023-06-05",
        {"PER": "Luis Quispe"},
        "Arica, CHL",
        type="visit",
        host="CHL",
    )
    assert told(HELD, back) == [("first visit since 2019", "cannot_be_known")]


def test_a_contradiction_shows_both_quotes() -> None:
    found = check(HELD, met("It was their first meeting since 2019.", "2023-06-05"))
    (record,) = found.records
    quotes = {quote.number: quote.text for quote in found.quotes}
    assert [quotes[number] for number in record.quotes] == ["It was their first meeting since 2019."]
    assert [quotes[number] for number in record.against] == ["They met again."]
    assert record.why == "the ledger holds the meeting of 2021-06-01 in that time"
    for form in ("text", "md", "html", "json"):
        assert "first meeting since 2019" in found.render(form)


def test_other_reports_of_the_same_contact_are_no_earlier_one() -> None:
    ledger = ledger_of(met("They met.", "2023-06-04", publisher="Daily"))
    assert told(ledger, met("It was their first meeting since 2019.", "2023-06-05"))[0][1] == "cannot_be_known"


@pytest.mark.parametrize(
    "ordinal, day, outcome",
    [(15, "2024-05-01", "agrees"), (14, "2024-05-01", "contradicted"), (13, "2024-05-01", "contradicted"),
     (13, "2021-05-01", "agrees"), (14, "2022-05-02", "agrees")],
)  # fmt: skip
def test_the_number_of_a_series_must_fit_the_other_editions(ordinal: int, day: str, outcome: str) -> None:
    series = {"series": "Chile-Peru Annual Summit", "type": "summit"}
    ledger = ledger_of(met("The 14th summit took place.", "2022-05-01", ordinal=14, **series))
    (record,) = check(ledger, met("The summit took place.", day, ordinal=ordinal, **series)).records
    if (ordinal, day) == (14, "2022-05-02"):
        outcome = "cannot_be_known"
    assert (record.subject, record.outcome) == ("ordinal", outcome)


def test_the_number_of_an_unknown_series_cannot_be_known() -> None:
    new = met("The summit took place.", "2024-05-01", ordinal=3, series="Andean Trade Forum")
    (record,) = check(HELD, new).records
    assert (record.outcome, record.why) == (
        "cannot_be_known", "the ledger holds no other one of the series with its number",
    )  # fmt: skip


FIRST = report(
    "2023-01-02",
    promise("Rome lends 2 billion.", "ITA", "EGY", money("2e9", "EUR"), undertaking="ports", term="over four years"),
)


@pytest.mark.parametrize(
    "now, before, outcome",
    [
        ("4e9", "2e9", "agrees"),
        ("4e9", None, "agrees"),
        ("6e9", None, "contradicted"),
        ("6e9", "3e9", "cannot_be_known"),
    ],
)
def test_doubling_is_held_against_the_earlier_sum(now: str, before: str | None, outcome: str) -> None:
    figures = [money(now, "EUR"), *([money(before, "EUR", "baseline")] if before else [])]
    doubled = promise(
        "Rome doubles it.", "ITA", "EGY", *figures, revises="doubles", undertaking="ports", term="over four years"
    )
    (record,) = check(ledger_of(FIRST), report("2024-01-02", doubled)).records
    assert (record.subject, record.outcome) == ("ratio", outcome)


def test_doubling_of_a_sum_that_the_ledger_does_not_hold_cannot_be_known() -> None:
    figures = (money("4e9", "EUR"), money("2e9", "EUR", "baseline"))
    doubled = promise("Rome doubles it.", "ITA", "EGY", *figures, revises="doubles", undertaking="ports")
    (record,) = check(HELD, report("2024-01-02", doubled)).records
    assert record.outcome == "cannot_be_known"
    assert record.why == "the ledger holds no earlier promise of EUR 2 billion"


def test_months_before_a_day_stay_in_the_calendar() -> None:
    assert months_before(dt.date(2024, 3, 31), 1).isoformat() == "2024-02-29"


WORLD = [
    *world(),
    meeting("Arica", "2025-02-01", published="2025-02-02"),
    pledge(8, published="2025-05-08", publisher="Daily"),
    meeting(publisher="Wire", source_id="h.txt"),
]


@settings(max_examples=6, deadline=None)
@given(st.sampled_from(WORLD), st.booleans())
def test_what_a_report_can_bear_on_is_enough_to_link_it(new: CodedDocument, known: bool) -> None:
    rest = [one for one in WORLD if one.document.id != new.document.id]
    ledger = ledger_of(*rest, *([new] if known else []))
    own = {claim.id for claim in new.claims}

    def linked(others: list[CodedDocument]) -> list[object]:
        held = [one for one in ledger.judgements() if not own & {one.left, one.right}]
        found = entries([*others, new], [*held, *judge_new([new], others)])
        return [entry for entry in found if own & set(entry.claims)]

    assert linked(list(ledger.around(new))) == linked(rest)

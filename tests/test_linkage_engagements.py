"""One entry a contact, however many reports tell of it."""

import pytest
from linkage_worlds import aside, consolidated, contact, met, report

KOREA = {"USA": "Joe Biden", "KOR": "Yoon Suk Yeol"}


def test_reports_of_one_meeting_make_one_entry() -> None:
    first = report(
        "2023-04-27", contact("The two presidents met at the White House.", KOREA, "2023-04-26", "Washington, USA")
    )
    second = report(
        "2023-04-26",
        contact("Yoon Suk Yeol was received in Washington.", KOREA, "2023-04", "Washington, USA", type="visit"),
        publisher="Courier",
    )
    (entry,) = met(first, second)
    assert entry.corroboration.reports == 2
    assert entry.when is not None
    assert entry.when.start == "2023-04-26"
    assert [one.name for one in entry.participants] == ["Yoon Suk Yeol", "Joe Biden"]


def test_a_planned_meeting_that_was_held_is_held_and_keeps_its_history() -> None:
    plan = report(
        "2023-04-20", contact("They are to meet next week.", KOREA, "2023-04-26", "Washington, USA", status="planned")
    )
    held = report("2023-04-27", contact("They met on Wednesday.", KOREA, "2023-04-26", "Washington, USA"))
    (entry,) = met(held, plan)
    assert entry.status == "held"
    assert [(stage.what, stage.on) for stage in entry.history] == [("planned", "2023-04-20"), ("held", "2023-04-27")]
    assert {(one.field, one.kind) for one in entry.conflicts} == {("status", "as_of")}


def test_a_meeting_planned_after_one_was_held_is_another() -> None:
    held = contact("They met on Wednesday.", KOREA, "2023-04-26")
    again = contact("They will meet again soon.", KOREA, status="planned")
    assert len(met(report("2023-04-27", held, again))) == 2
    assert len(met(report("2023-04-27", held), report("2023-05-02", again))) == 2


def test_the_same_states_with_other_leaders_met_at_another_time() -> None:
    old = report(None, contact("Kishida came for the summit.", {"IND": "Narendra Modi", "JPN": "Fumio Kishida"}))
    new = report(None, contact("Ishiba received him.", {"IND": "Narendra Modi", "JPN": "Shigeru Ishiba"}))
    assert len(met(old, new)) == 2


@pytest.mark.parametrize("name", ["Takaichi Sanae", "Prime Minister Takaichi", "Sanae Takaichi"])
def test_a_person_is_known_under_every_form_of_the_name(name: str) -> None:
    first = contact("They met.", {"IND": "Narendra Modi", "JPN": "Sanae Takaichi"}, "2025-11-23", "Johannesburg, ZAF")
    other = contact("They conferred.", {"IND": "Modi", "JPN": name}, "2025-11-23", "Johannesburg, ZAF")
    (entry,) = met(report("2025-11-23", first), report("2025-11-24", other))
    assert {one.name for one in entry.participants} <= {"Narendra Modi", "Sanae Takaichi", "Takaichi Sanae"}


@pytest.mark.parametrize(
    ("biden", "zelenskyy"), [("Joseph R. Biden, Jr.", "Volodymyr Zelenskyy"), ("Joe Biden", "Zelensky")]
)
def test_two_spellings_of_the_holder_of_an_office_are_one_person(biden: str, zelenskyy: str) -> None:
    first = contact("They spoke today.", {"USA": "Joe Biden", "UKR": "Volodymyr Zelenskyy"}, "2022-02-13", type="call")
    other = contact("They spoke on Sunday.", {"USA": biden, "UKR": zelenskyy}, "2022-02-13", type="call")
    (entry,) = met(report("2022-02-13", first), report("2022-02-14", other))
    assert len(entry.participants) == 2


def test_two_calls_of_one_week_stay_two() -> None:
    call = {"USA": "Joe Biden", "UKR": "Volodymyr Zelenskyy"}
    first = report("2022-03-01", contact("They spoke today.", call, "2022-03-01", type="call"))
    second = report("2022-03-05", contact("They spoke this evening.", call, type="call"))
    assert len(met(first, second)) == 2


def test_a_call_is_no_meeting_and_a_pair_is_no_trio() -> None:
    trio = {**KOREA, "JPN": "Fumio Kishida"}
    meeting = report("2023-08-18", contact("The two met.", KOREA, "2023-08-18", "Camp David, USA"))
    call = report("2023-08-18", contact("The two spoke.", KOREA, "2023-08-18", type="call"))
    three = report("2023-08-18", contact("The three met.", trio, "2023-08-18", "Camp David, USA"))
    assert len(met(meeting, call, three)) == 3


def test_the_number_of_a_summit_joins_undated_reports_and_parts_dated_ones() -> None:
    eu = {"EU": "Ursula von der Leyen", "UKR": "Volodymyr Zelenskyy"}
    tenth = [
        report(None, contact(quote, eu, ordinal=24, occasion="24th EU-Ukraine Summit", type="summit"), source_id=quote)
        for quote in ("The 24th summit was held.", "At their 24th summit they spoke of accession.")
    ]
    other = report("2021-10-13", contact("The 23rd summit was held.", eu, "2021-10-12", ordinal=23, type="summit"))
    assert [len(entry.claims) for entry in met(*tenth, other)] == [1, 2]


def test_a_lone_visitor_met_the_country_that_he_went_to() -> None:
    visit = report(
        "2022-03-21", contact("Kishida was in India.", {"JPN": "Fumio Kishida"}, "2022-03", "India, IND", type="visit")
    )
    talks = report(
        "2022-03-20",
        contact("He met Modi.", {"JPN": "Fumio Kishida", "IND": "Narendra Modi"}, "2022-03-19", "New Delhi, IND"),
    )
    (entry,) = met(visit, talks)
    assert entry.place is not None
    assert entry.place.name == "New Delhi"
    assert entry.actors == ("IND", "JPN")


def test_a_conference_is_known_by_its_name_whoever_is_going() -> None:
    hosted = contact(
        "India will host the AI Summit.", {"IND": "India"}, "2026-02", status="planned", occasion="AI Summit"
    )
    backed = contact(
        "Japan backs the Global AI Summit.", {"JPN": "Japan"}, "2026-02", status="planned", occasion="Global AI Summit"
    )
    (entry,) = met(report("2025-11-23", hosted), report("2025-11-24", backed))
    assert entry.status == "planned"


def test_a_related_story_line_changes_no_entry_and_is_marked() -> None:
    story = report("2025-11-23", contact("They met.", KOREA, "2025-11-23", "Johannesburg, ZAF"))
    line = report("2025-11-24", aside(contact("Also read: They met in Lima.", KOREA, "2025-11-23")))
    (entry,) = met(story, line)
    assert not entry.related
    assert entry.place is not None
    (alone,) = met(line)
    assert alone.related


def test_a_day_without_its_year_fits_the_same_day_of_a_dated_report() -> None:
    dated = contact("They met on 29 August.", KOREA, "2025-08-29", "Seoul, KOR")
    yearless = contact("He came on 29 August and met him.", KOREA, "--08-29", "Seoul, KOR")
    other = contact("He came on 3 May.", KOREA, "--05-03", "Seoul, KOR")
    assert len(met(report("2025-08-30", dated), report(None, yearless), report(None, other))) == 2


def test_different_cities_of_one_meeting_are_shown_and_countries_part_meetings() -> None:
    there = report("2024-01-10", contact("They met in Davos.", KOREA, "2024-01-09", "Davos, CHE"))
    here = report("2024-01-10", contact("They met in Geneva.", KOREA, "2024-01-09", "Geneva, CHE"), publisher="Courier")
    far = report("2024-01-10", contact("They met in Paris.", KOREA, "2024-01-09", "Paris, FRA"), publisher="Herald")
    entries = met(there, here, far)
    assert sorted(len(entry.claims) for entry in entries) == [1, 2]
    two = next(entry for entry in entries if len(entry.claims) == 2)
    assert [(one.field, one.kind) for one in two.conflicts] == [("place", "detail")]


def test_no_reports_make_no_entries() -> None:
    assert consolidated() == ()
    assert consolidated(report("2024-01-01")) == ()

"""One entry a promise, with its history, its arithmetic and what reports dispute."""

import datetime as dt
from decimal import Decimal

import pytest
from linkage_worlds import aside, contact, count, money, promise, promised, report

from chancery.linkage.amounts import say
from chancery.models import Period

FOCAC = {"CHN": "Xi Jinping"}


def test_reports_of_one_promise_make_one_entry_with_all_readings() -> None:
    first = report(
        "2024-02-01",
        promise("The EU agreed on 50 billion euros for Ukraine.", "EU", "UKR", money("50e9", "EUR"), term="four years"),
    )
    second = report(
        "2024-02-02",
        promise(
            "Ukraine is to get 50 billion euros over four years.",
            "EU",
            "UKR",
            money("50e9", "EUR"),
            term="over four years",
        ),
    )
    (entry,) = promised(first, second)
    assert entry.headline is not None
    assert say(entry.headline) == "EUR 50 billion"
    assert entry.pace is not None
    assert say(entry.pace) == "EUR 12.5 billion a year"
    assert (entry.corroboration.reports, entry.corroboration.sources) == (2, 2)


def test_a_copied_text_is_no_second_source() -> None:
    body = " ".join(f"Sentence {i} of the agency's report on the loan tells something." for i in range(30))
    quote = "The EU agreed on 50 billion euros for Ukraine."
    texts = [f"{body} {quote}", f"(Agency) {body} {quote}"]
    copies = [
        report("2024-02-01", promise(quote, "EU", "UKR", money("50e9", "EUR")), text=text, publisher=name)
        for text, name in zip(texts, ("Courier", "Herald"), strict=True)
    ]
    (entry,) = promised(*copies)
    assert (entry.corroboration.reports, entry.corroboration.sources) == (2, 1)


def test_a_raise_without_a_fixed_term_has_no_pace_and_says_so() -> None:
    old = report(
        "2018-09-03",
        promise(
            "China pledges 60 billion dollars in financing to Africa.",
            "CHN",
            "AU",
            money("60e9", "USD"),
            term="over three years",
        ),
    )
    new = report(
        "2024-09-05",
        promise(
            "China will give financing of 90 billion dollars, up from 60 billion.",
            "CHN",
            "AU",
            money("90e9", "USD"),
            money("60e9", "USD", "baseline"),
            term="over the coming years",
            revises="raises",
        ),
    )
    first, second = promised(old, new)
    assert first.status == "superseded"
    assert second.pace is None
    assert second.pace_note == "no report fixes the term: “over the coming years”"
    (link,) = second.descent
    assert (link.relation, link.earlier, link.later, link.ratio) == ("RAISES", first.id, second.id, Decimal("1.5"))


def test_twice_the_sum_over_twice_the_years_rolls_over() -> None:
    old = promise(
        "Korea will invest 10 billion won a year... 50 billion won in all.",
        "KOR",
        "USA",
        money("50e9", "KRW"),
        term="over five years",
        undertaking="invest in shipyards",
    )
    new = promise(
        "Korea doubles it to 100 billion won.",
        "KOR",
        "USA",
        money("100e9", "KRW"),
        money("50e9", "KRW", "baseline"),
        term="over ten years",
        revises="doubles",
        undertaking="invest in shipyards",
    )
    _, later = promised(report("2020-01-10", old), report("2025-01-10", new))
    (link,) = later.descent
    assert (link.relation, link.ratio, link.stated, link.pace_ratio) == ("ROLLS_OVER", 2, 2, 1)
    assert "the yearly pace is unchanged: KRW 10 billion a year" in link.why


@pytest.mark.parametrize(
    ("value", "term", "relation"),
    [
        ("40e9", "over three years", "LOWERS"),
        ("90e9", "over three years", "RAISES"),
        ("120e9", "over six years", "ROLLS_OVER"),
    ],
)
def test_a_later_target_for_the_same_object_descends_from_the_earlier_without_being_told(
    value: str, term: str, relation: str
) -> None:
    old = promise(
        "Financing of 60 billion dollars for Africa.",
        "CHN",
        "AU",
        money("60e9", "USD"),
        term="over three years",
        undertaking="financing for Africa",
    )
    new = promise(
        "New financing for Africa.", "CHN", "AU", money(value, "USD"), term=term, undertaking="financing for Africa"
    )
    _, later = promised(report("2018-09-03", old), report("2021-11-29", new))
    assert [link.relation for link in later.descent] == [relation]


def test_three_rounds_form_one_line_without_shortcuts() -> None:
    rounds = [("2015-12-04", "30e9"), ("2018-09-03", "60e9"), ("2021-11-29", "40e9")]
    reports = [
        report(
            day,
            promise(
                f"Financing in {day}.",
                "CHN",
                "AU",
                money(value, "USD"),
                term="over three years",
                undertaking="financing for Africa",
            ),
        )
        for day, value in rounds
    ]
    first, second, third = promised(*reports)
    links = {(link.later, link.earlier) for entry in (first, second, third) for link in entry.descent}
    assert links == {(second.id, first.id), (third.id, second.id)}


def test_equal_packages_of_different_seasons_stay_apart() -> None:
    packages = [
        report(
            day,
            promise(
                f"A package of 400 million dollars ({day}).",
                "USA",
                "UKR",
                money("400e6", "USD"),
                undertaking="security assistance package",
            ),
        )
        for day in ("2022-03-01", "2022-07-08", "2022-11-10")
    ]
    assert len(promised(*packages)) == 3


def test_equal_round_sums_for_other_objects_stay_apart() -> None:
    bridge = promise(
        "1 billion dollars for the Port Moresby bridge.",
        "USA",
        "PNG",
        money("1e9", "USD"),
        undertaking="build the Moresby bridge",
    )
    vaccines = promise(
        "1 billion dollars for vaccines.", "USA", "PNG", money("1e9", "USD"), undertaking="deliver malaria vaccines"
    )
    assert len(promised(report("2024-01-01", bridge), report("2024-01-02", vaccines))) == 2
    assert len(promised(report("2024-01-01", bridge, vaccines))) == 2


def test_a_figure_in_another_currency_is_the_same_at_the_rate_of_the_day() -> None:
    yen = promise(
        "Japan offers 5 trillion yen for India.",
        "JPN",
        "IND",
        money("5e12", "JPY"),
        undertaking="investment in India",
        sectors=("investment",),
    )
    dollars = promise(
        "Japan offers 42 billion dollars for India.",
        "JPN",
        "IND",
        money("42e9", "USD"),
        undertaking="investment in India",
        sectors=("investment",),
    )
    tenth = promise(
        "Japan offers 4.2 billion dollars for India.",
        "JPN",
        "IND",
        money("4.2e9", "USD"),
        undertaking="investment in India",
        sectors=("investment",),
    )
    (entry,) = promised(report("2022-03-19", yen), report("2022-03-20", dollars))
    assert len(entry.claims) == 2
    assert len(promised(report("2022-03-19", yen), report("2022-03-20", tenth))) == 2


def test_a_recalled_promise_joins_the_reports_of_its_year() -> None:
    then = promise(
        "The EU pledges 600 million euros for the corridor.",
        "EU",
        "AGO",
        money("600e6", "EUR"),
        undertaking="the Lobito corridor",
    )
    recalled = promise(
        "600 million euros promised in 2023.",
        "EU",
        "AGO",
        money("600e6", "EUR"),
        reported_past=True,
        period=Period(start="2023", text="2023"),
        undertaking="the Lobito corridor",
    )
    elsewhen = promise(
        "600 million euros promised in 2016.",
        "EU",
        "AGO",
        money("600e6", "EUR"),
        reported_past=True,
        period=Period(start="2016", text="2016"),
        undertaking="the Lobito corridor",
    )
    entries = promised(report("2023-10-26", then), report("2025-05-01", recalled), report("2025-05-02", elsewhen))
    assert sorted(len(entry.claims) for entry in entries) == [1, 2]
    assert [stage.what for stage in entries[1].history] == ["announced", "recalled"]


def test_a_factor_of_ten_between_equivalents_is_an_alarm_with_the_figure_that_fits() -> None:
    right = promise(
        "Japan sets 10 trillion yen, or 6 trillion rupees.",
        "JPN",
        "IND",
        money("10e12", "JPY"),
        money("6e12", "INR", "equivalent"),
        undertaking="investment in India",
    )
    wrong = promise(
        "Japan sets 10 trillion yen (600 billion rupees).",
        "JPN",
        "IND",
        money("10e12", "JPY"),
        money("600e9", "INR", "equivalent"),
        undertaking="investment in India",
    )
    (entry,) = promised(report("2025-08-29", right), report("2025-08-30", wrong))
    (conflict,) = [one for one in entry.conflicts if one.alarm]
    assert (conflict.field, conflict.kind) == ("equivalent INR", "factor_of_ten")
    assert {check.verdict for check in entry.checks if check.subject == "equivalent"} == {
        "consistent",
        "off_by_power_of_ten",
    }


def test_an_old_equivalent_is_told_from_a_wrong_one() -> None:
    then = promise(
        "Japan sets 10 trillion yen ($68 billion).",
        "JPN",
        "IND",
        money("10e12", "JPY"),
        money("68e9", "USD", "equivalent"),
        term="over ten years",
    )
    again = promise(
        "Japan stands by 10 trillion yen ($68 billion).",
        "JPN",
        "IND",
        money("10e12", "JPY"),
        money("68e9", "USD", "equivalent"),
        term="over ten years",
    )
    (entry,) = promised(report("2025-08-29", then), report("2025-11-21", again))
    stale = [one for one in entry.checks if one.verdict == "stale"]
    assert [one.fits for one in stale] == ["2025-08-29"]
    assert entry.conflicts == ()


def test_rates_of_other_days_and_rounding_are_no_alarm() -> None:
    sums = [("2025-08-29", "68e9"), ("2025-08-30", "67e9"), ("2025-09-01", "65e9")]
    reports = [
        report(
            day,
            promise(
                f"10 trillion yen, worth {value} dollars.",
                "JPN",
                "IND",
                money("10e12", "JPY"),
                money(value, "USD", "equivalent"),
                undertaking="investment in India",
            ),
        )
        for day, value in sums
    ]
    (entry,) = promised(*reports)
    assert [(one.field, one.kind, one.alarm) for one in entry.conflicts] == [("equivalent USD", "exchange_rate", False)]


def test_several_sums_in_one_currency_for_one_promise_do_not_add_up() -> None:
    garbled = promise(
        "3.5 trillion yen (35 billion yen or 2.1 trillion yen)",
        "JPN",
        "IND",
        money("3.5e12", "JPY"),
        money("35e9", "JPY", "equivalent"),
        money("2.1e12", "JPY", "equivalent"),
    )
    (entry,) = promised(report("2014-09-04", garbled))
    assert [(one.field, one.kind) for one in entry.conflicts] == [("amount", "contradiction")]
    assert [(one.subject, one.verdict) for one in entry.checks] == [("amounts", "inconsistent")]


def test_two_targets_of_one_text_are_no_conflict() -> None:
    both = promise(
        "The US gives 2 billion dollars in grants and 3 billion in loans.",
        "USA",
        "UKR",
        money("2e9", "USD"),
        money("3e9", "USD"),
    )
    (entry,) = promised(report("2024-01-01", both))
    assert entry.conflicts == ()
    assert [say(one) for one in entry.amounts] == ["USD 3 billion", "USD 2 billion"]


@pytest.mark.parametrize(("base", "verdict"), [("5e9", "consistent"), ("4e9", "inconsistent")])
def test_a_doubling_is_checked_against_the_figures(base: str, verdict: str) -> None:
    doubled = promise(
        "Germany doubles its aid to 10 billion euros.",
        "DEU",
        "UKR",
        money("10e9", "EUR"),
        money(base, "EUR", "baseline"),
        revises="doubles",
    )
    (entry,) = promised(report("2024-01-01", doubled))
    assert [(one.subject, one.verdict) for one in entry.checks] == [("ratio", verdict)]
    (link,) = entry.descent
    assert link.earlier is None
    assert link.baseline is not None
    assert link.baseline.value == Decimal(base)


@pytest.mark.parametrize(("second", "verdict"), [("20e9", "consistent"), ("40e9", "inconsistent")])
def test_parts_are_checked_against_their_total(second: str, verdict: str) -> None:
    parted = promise(
        "50 billion euros: loans and grants.",
        "EU",
        "UKR",
        money("50e9", "EUR"),
        money("30e9", "EUR", "part"),
        money(second, "EUR", "part"),
    )
    (entry,) = promised(report("2024-02-01", parted))
    assert [(one.subject, one.verdict) for one in entry.checks] == [("parts", verdict)]


def test_a_part_of_a_sum_is_linked_to_it_and_not_taken_for_it() -> None:
    whole = promise("Japan will mobilise 10 trillion yen.", "JPN", "IND", money("10e12", "JPY"))
    part = promise("It includes 60 billion yen for a refinery.", "JPN", "IND", money("60e9", "JPY", "part"))
    one, other = promised(report("2025-08-30", whole, part))
    (link,) = one.descent
    assert link.relation == "PART_OF"
    assert link == other.descent[0]


def test_fifty_thousand_workers_are_part_of_half_a_million_people() -> None:
    whole = promise(
        "500,000 people are exchanged, 50,000 skilled workers among them.",
        "IND,JPN",
        "IND,JPN",
        count("500000", "people"),
        count("50000", "skilled workers"),
        sectors=("mobility",),
    )
    part = promise(
        "Japan takes on 50,000 skilled workers.", "JPN", "IND", count("50000", "skilled workers"), sectors=("mobility",)
    )
    entries = promised(report("2025-08-29", whole), report("2025-08-30", part))
    assert len(entries) == 2
    assert {link.relation for entry in entries for link in entry.descent} == {"PART_OF"}


def test_who_pays_is_disputed_and_the_better_supported_reading_comes_first() -> None:
    reports = [
        report(
            f"2025-08-{29 + i}",
            promise(
                f"Korea invests 350 billion dollars ({i}).",
                "KOR",
                "USA",
                money("350e9", "USD"),
                executor=executor,
                undertaking="invest in industry",
            ),
        )
        for i, executor in enumerate(("mixed", "private", "private"))
    ]
    (entry,) = promised(*reports)
    (conflict,) = [one for one in entry.conflicts if one.field == "executor"]
    assert conflict.alarm
    assert [(reading.value, reading.sources) for reading in conflict.readings] == [("private", 2), ("mixed", 1)]
    assert entry.executor == "private"


def test_one_report_alone_ties_a_promise_to_another_meeting() -> None:
    people = {"IND": "Narendra Modi", "JPN": "Shigeru Ishiba"}
    later = {"IND": "Narendra Modi", "JPN": "Sanae Takaichi"}
    sum_ = money("10e12", "JPY")
    august = [
        report(
            f"2025-08-{30 + i}",
            contact(f"They met in Tokyo ({i}).", people, "2025-08-29", "Tokyo, JPN"),
            promise(f"10 trillion yen were promised ({i}).", "JPN", "IND", sum_, term="in ten years"),
        )
        for i in range(2)
    ]
    november = report(
        "2025-11-24",
        contact("They met in Johannesburg.", later, "2025-11-23", "Johannesburg, ZAF"),
        promise(
            "They endorsed a doubling to 10 trillion yen.", "JPN", "IND", sum_, term="in ten years", revises="doubles"
        ),
    )
    restated = report(
        "2025-11-25",
        contact("They met in Johannesburg again.", later, "2025-11-23", "Johannesburg, ZAF"),
        promise("They recalled the 10 trillion yen.", "JPN", "IND", sum_, term="in ten years"),
    )
    (entry,) = promised(*august, restated)
    assert entry.conflicts == ()
    (entry,) = promised(*august, november)
    (conflict,) = [one for one in entry.conflicts if one.field == "occasion"]
    assert [reading.sources for reading in conflict.readings] == [2, 1]
    assert "occasion" in entry.corroboration.alone
    assert entry.made == "2025-08-29"


def test_other_terms_of_one_promise_contradict_and_a_vague_one_only_says_less() -> None:
    def told(term: str, day: str) -> object:
        return report(
            day,
            promise(
                f"500,000 people, {term}.",
                "IND,JPN",
                "IND,JPN",
                count("500000", "people"),
                term=term,
                undertaking="exchange people",
            ),
        )

    (entry,) = promised(told("over five years", "2025-08-29"), told("over the coming years", "2025-08-30"))  # type: ignore[arg-type]
    assert [(one.field, one.kind) for one in entry.conflicts] == [("period", "detail")]
    (entry,) = promised(told("over five years", "2025-08-29"), told("over ten years", "2025-08-30"))  # type: ignore[arg-type]
    assert ("period", "contradiction") in [(one.field, one.kind) for one in entry.conflicts]


def test_a_promise_is_overdue_only_on_a_day_that_the_caller_names() -> None:
    due = promise(
        "Germany will ratify the treaty by 2023.",
        "DEU",
        "POL",
        period=Period(end="2023-12-31", precision="year", text="by 2023"),
        strength="pledge",
    )
    (entry,) = promised(report("2022-01-01", due))
    assert (entry.status, entry.due) == ("announced", "2023-12-31")
    (entry,) = promised(report("2022-01-01", due), on=dt.date(2024, 1, 1))
    assert entry.status == "overdue"


@pytest.mark.parametrize(
    ("strength", "status"), [("pledge", "announced"), ("sign", "formalised"), ("deliver", "in_progress")]
)
def test_the_status_follows_the_strongest_word(strength: str, status: str) -> None:
    (entry,) = promised(report("2022-01-01", promise("A loan.", "DEU", "POL", strength=strength)))
    assert entry.status == status


def test_a_leak_before_the_visit_is_anticipated_until_a_report_tells_of_the_promise() -> None:
    visit = contact(
        "He is to come on Friday.", {"JPN": "Fumio Kishida", "IND": "Narendra Modi"}, "2022-03-19", status="planned"
    )
    leak = report(
        "2022-03-17",
        visit,
        promise("Tokyo plans to offer 5 trillion yen.", "JPN", "IND", money("5e12", "JPY"), strength="aim"),
    )
    news = report("2022-03-20", promise("Tokyo will put up 5 trillion yen.", "JPN", "IND", money("5e12", "JPY")))
    assert [entry.status for entry in promised(leak)] == ["anticipated"]
    (entry,) = promised(leak, news)
    assert entry.status == "announced"
    assert [stage.what for stage in entry.history] == ["anticipated", "announced"]


def test_what_was_spent_fulfils_what_was_promised() -> None:
    first = promise(
        "The EU gives 50 billion euros for Ukraine.",
        "EU",
        "UKR",
        money("50e9", "EUR"),
        term="four years",
        undertaking="facility for Ukraine",
    )
    paid = promise(
        "Of 50 billion euros for Ukraine 50 billion are paid.",
        "EU",
        "UKR",
        money("50e9", "EUR"),
        money("50e9", "EUR", "actual"),
        term="four years",
        strength="deliver",
        undertaking="facility for Ukraine",
    )
    (entry,) = promised(report("2024-02-01", first), report("2027-12-20", paid))
    assert entry.status == "fulfilled"


def test_other_givers_takers_and_partners_promise_other_things() -> None:
    made = [
        promise("A joint corridor plan.", givers, givers, undertaking="a joint corridor plan")
        for givers in ("USA,JPN", "USA,KOR")
    ]
    one_way = [promise("1.5 billion dollars.", "USA", taker, money("1.5e9", "USD")) for taker in ("UKR", "POL")]
    assert len(promised(report("2024-01-01", *made, *one_way))) == 4


def test_a_denial_is_kept_apart_from_the_promise() -> None:
    said = promise("Seoul promised 350 billion dollars.", "KOR", "USA", money("350e9", "USD"))
    denied = promise("The agreement holds no 350 billion dollars.", "KOR", "USA", money("350e9", "USD"), denied=True)
    entries = promised(report("2025-08-01", said), report("2025-08-02", denied))
    assert sorted((entry.denied, entry.status) for entry in entries) == [(False, "announced"), (True, "unverifiable")]


def test_a_related_story_line_adds_no_reading() -> None:
    story = report(
        "2024-01-01",
        promise("Rome lends 2.5 billion euros.", "ITA", "EGY", money("2.5e9", "EUR"), executor="government"),
    )
    line = report(
        "2024-01-02",
        aside(
            promise("Also read: Rome lends 2.5 billion euros.", "ITA", "EGY", money("2.5e9", "EUR"), executor="private")
        ),
    )
    (entry,) = promised(story, line)
    assert entry.executor == "government"
    assert entry.conflicts == ()


def test_what_one_report_promises_and_another_denies_is_a_conflict_of_two_entries() -> None:
    said = promise("Seoul promised 350 billion dollars.", "KOR", "USA", money("350e9", "USD"))
    denied = promise("The agreement holds no 350 billion dollars.", "KOR", "USA", money("350e9", "USD"), denied=True)
    for entry in promised(report("2025-08-01", said), report("2025-08-02", denied)):
        (conflict,) = [one for one in entry.conflicts if one.field == "denied"]
        assert conflict.alarm
        assert {reading.value for reading in conflict.readings} == {"denied", "reported"}


def test_parts_that_the_text_goes_on_to_name_are_added_up() -> None:
    whole = promise("China provides 360 billion yuan.", "CHN", "AU", money("360e9", "CNY"))
    parts = promise(
        "Of this 210 billion are loans, 80 billion grants and 70 billion investment.",
        "CHN",
        "AU",
        money("210e9", "CNY", "part"),
        money("80e9", "CNY", "part"),
        money("70e9", "CNY", "part"),
    )
    checks = [check for entry in promised(report("2024-09-05", whole, parts)) for check in entry.checks]
    assert [(one.subject, one.verdict, one.why) for one in checks] == [
        ("parts", "consistent", "3 parts add up to CNY 360 billion")
    ]


def test_a_sum_for_one_year_has_no_pace() -> None:
    yearly = promise("Berlin gives 8 billion euros next year.", "DEU", "UKR", money("8e9", "EUR"), term="over one year")
    (entry,) = promised(report("2024-01-01", yearly))
    assert entry.pace is None


@pytest.mark.parametrize(
    ("word", "relation", "status"),
    [
        ("extends", "EXTENDS", "superseded"),
        ("withdraws", "WITHDRAWS", "cancelled"),
        ("replaces", "SUPERSEDES", "superseded"),
        ("implements", "IMPLEMENTS", "announced"),
    ],
)
def test_what_a_text_says_that_it_does_to_an_earlier_promise_makes_a_line(
    word: str, relation: str, status: str
) -> None:
    truce = promise(
        "A pause of the tariff on steel.", "USA", "CHN", undertaking="pause the tariff on steel and magnets"
    )
    later = promise("The pause again.", "USA", "CHN", undertaking="pause the tariff on steel and magnets", revises=word)
    first, second = promised(report("2025-05-12", truce), report("2025-08-11", later))
    (link,) = second.descent
    assert (link.relation, link.earlier, first.status) == (relation, first.id, status)


def test_two_reports_of_one_extension_are_one_promise() -> None:
    reports = [
        report(day, promise(f"The pause ({day}).", "USA", "CHN", undertaking="pause the tariff on steel", revises=word))
        for day, word in (("2025-08-11", "extends"), ("2025-08-12", None))
    ]
    assert len(promised(*reports)) == 1

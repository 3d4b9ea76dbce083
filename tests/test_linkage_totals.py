"""Totals never add a promise twice, nor what replaced, restated or made part of it."""

from decimal import Decimal

from linkage_worlds import contact, count, money, promise, promised, report

from chancery.linkage import totals

OLD = report(
    "2018-09-03",
    promise(
        "China gives 60 billion dollars.",
        "CHN",
        "AU",
        money("60e9", "USD"),
        term="over three years",
        undertaking="financing for Africa",
    ),
)
NEW = report(
    "2021-11-29",
    promise(
        "China gives 40 billion dollars.",
        "CHN",
        "AU",
        money("40e9", "USD"),
        term="over three years",
        undertaking="financing for Africa",
    ),
)
AGAIN = report(
    "2022-01-10",
    promise(
        "The 40 billion dollars again.",
        "CHN",
        "AU",
        money("40e9", "USD"),
        term="over three years",
        undertaking="financing for Africa",
    ),
)


def test_a_restating_report_does_not_move_the_total() -> None:
    before, after = totals(promised(NEW)), totals(promised(NEW, AGAIN))
    assert [(one.key, one.value) for one in before] == [(("CHN", "AU"), Decimal("40e9"))]
    assert [one.value for one in before] == [one.value for one in after]


def test_a_replaced_promise_is_left_out_and_the_total_says_so() -> None:
    first, second = promised(OLD, NEW)
    (total,) = totals([first, second])
    assert total.value == Decimal("40e9")
    assert [(one.entry, one.why) for one in total.left_out] == [(first.id, f"replaced by {second.id} (LOWERS)")]


def test_parts_leaks_and_denials_are_left_out() -> None:
    visit = contact("He is to come.", {"JPN": "Fumio Kishida", "IND": "Narendra Modi"}, "2025-09-05", status="planned")
    world = [
        report(
            "2025-08-30",
            promise("10 trillion yen.", "JPN", "IND", money("10e12", "JPY")),
            promise("It includes 60 billion yen for a refinery.", "JPN", "IND", money("60e9", "JPY", "part")),
        ),
        report(
            "2025-09-01", visit, promise("A leak of 7 billion yen.", "JPN", "IND", money("7e9", "JPY"), strength="aim")
        ),
        report("2025-09-02", promise("No 3 billion yen for ports.", "JPN", "IND", money("3e9", "JPY"), denied=True)),
    ]
    (total,) = totals(promised(*world))
    assert total.value == Decimal("10e12")
    assert sorted(one.why.split()[0] for one in total.left_out) == ["PART_OF", "anticipated", "denied"]


def test_currencies_and_counts_are_not_mixed() -> None:
    world = [
        report("2025-01-01", promise("1.5 billion euros.", "EU", "UKR", money("1.5e9", "EUR"))),
        report("2025-01-02", promise("2.5 billion dollars.", "EU", "UKR", money("2.5e9", "USD"))),
        report("2025-01-03", promise("90 tanks.", "EU", "UKR", count("90", "tanks"))),
    ]
    assert [(one.currency, one.value) for one in totals(promised(*world))] == [
        ("EUR", Decimal("1.5e9")),
        ("USD", Decimal("2.5e9")),
    ]


def test_a_yearly_sum_counts_for_its_term_or_not_at_all() -> None:
    termed = promise(
        "2 billion a year for four years.", "EU", "UKR", money("2e9", "EUR", per="year"), term="four years"
    )
    open_ = promise("3 billion a year for tanks.", "EU", "UKR", money("3e9", "EUR", per="year"), undertaking="tanks")
    (total,) = totals(promised(report("2025-01-01", termed, open_)), by=("promisor", "year"))
    assert (total.key, total.value) == (("EU", "2025"), Decimal("8e9"))
    assert [one.why for one in total.left_out] == ["a yearly sum without a term"]

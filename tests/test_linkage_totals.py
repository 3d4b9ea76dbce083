"""Totals never add a promise twice, nor what replaced, restated or made part of it."""

import datetime as dt
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linkage_worlds import contact, count, money, promise, promised, report

from chancery.linkage import totals
from chancery.linkage.totals import By
from chancery.models import CodedDocument

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


@pytest.mark.parametrize(
    "whole, parts",
    [
        ("In total Japan promised 10 billion yen.", [("6e9", "6 billion for ports"), ("4e9", "4 billion for roads")]),
        (
            "Japan promised 9 billion yen.",
            [("2e9", "2 billion for schools"), ("3e9", "3 billion for wells"), ("4e9", "4 billion for roads")],
        ),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_separate_promises_that_add_up_to_another_are_its_parts(
    whole: str, parts: list[tuple[str, str]], first: bool
) -> None:
    made = [promise(f"{text}.", "JPN", "KEN", money(value, "JPY"), undertaking=text) for value, text in parts]
    value = str(sum(Decimal(one) for one, _ in parts))
    total = promise(whole, "JPN", "KEN", money(value, "JPY"), undertaking="infrastructure")
    found = promised(report("2025-01-01", *([total, *made] if first else [*made, total])))
    assert [one.value for one in totals(found)] == [Decimal(value)]
    assert {link.relation for one in found for link in one.descent} == {"PART_OF"}
    assert sum(len(one.descent) for one in found) == 2 * len(parts)


def test_two_sums_that_add_up_to_a_third_by_chance_are_no_parts_of_it() -> None:
    sums = [("1e9", "1 billion for ports"), ("2e9", "2 billion for roads"), ("3e9", "3 billion for rice")]
    made = [promise(f"{text}.", "JPN", "KEN", money(value, "JPY"), undertaking=text) for value, text in sums]
    assert [one.value for one in totals(promised(report("2025-01-01", *made)))] == [Decimal("6e9")]


OBJECTS = ("loan for rail", "grant for vaccines", "credit line for ports", "fund for schools", "aid for farmers")
BY: tuple[By, ...] = ("promisor", "beneficiary", "sector", "year")


@st.composite
def packages(draw: st.DrawFn) -> CodedDocument:
    """A report of one or two promises, each of its own object."""
    objects = draw(st.lists(st.sampled_from(OBJECTS), min_size=1, max_size=2, unique=True))
    claims = [
        promise(
            f"A {one} of {value[:-2]} billion euros.",
            draw(st.sampled_from(["ITA", "FRA"])),
            draw(st.sampled_from(["EGY", "TUN"])),
            money(value, "EUR"),
            undertaking=one,
            term=draw(st.sampled_from([None, "over five years"])),
            sectors=(one.split()[-1],),
        )
        for one in objects
        for value in [draw(st.sampled_from(["2e9", "5e9", "7e9", "9e9"]))]
    ]
    return report(draw(st.sampled_from(["2024-01-10", "2024-03-05", "2025-02-01"])), *claims)


@settings(max_examples=60, deadline=None)
@given(st.lists(packages(), min_size=1, max_size=4, unique_by=lambda one: one.document.id), st.integers(1, 10))
def test_no_restating_report_moves_any_total(world: list[CodedDocument], days: int) -> None:
    first = world[0]
    day = (dt.date.fromisoformat(first.document.published) + dt.timedelta(days=days)).isoformat()
    bare = [msgspec.structs.replace(claim, id="") for claim in first.claims]
    again = report(day, *bare, publisher="Another newspaper")
    before, after = promised(*world), promised(*world, again)
    for by in BY:
        sums = [(one.key, one.currency, one.value) for one in totals(before, by=(by,))]
        assert [(one.key, one.currency, one.value) for one in totals(after, by=(by,))] == sums

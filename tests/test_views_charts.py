"""What charts show: bars between the days that reports give, each as exact as they are, and balances that add up."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linkage_worlds import contact, money, promise, report

from chancery.ledger import Ledger
from chancery.linkage import CommitmentEntry, Corroboration
from chancery.linkage.index import Index, IndexPoint
from chancery.views import Brief, brief
from chancery.views.balance import balance
from chancery.views.drawing import Axis, drawn
from chancery.views.index_chart import index_chart
from chancery.views.timeline import Bar, Lane, Timeline, timeline

ALONE = Corroboration(reports=1, sources=1, official=0, press=1)


def world() -> list:
    met = contact("Rojas met Quispe in Lima", {"CHL": "Rojas", "PER": "Quispe"}, "2024-05-06", "Lima, PER")
    sometime = contact("Rojas will meet Quispe in 2025", {"CHL": "Rojas", "PER": "Quispe"}, "2025", status="planned")
    lent = promise(
        "Chile will lend Peru 5 billion pesos by 2028", "CHL", "PER", money("5e9", "CLP"), sectors=("transport",),
        period=None, term="by 2028",
    )  # fmt: skip
    return [report("2024-05-07", met, sometime, lent)]


@pytest.fixture(scope="module")
def shown() -> Brief:
    with Ledger(":memory:") as ledger:
        ledger.append(world())
        return brief(ledger, "CHL", "PER")


class TestTimeline:
    def test_contacts_come_first_and_promises_after_them(self, shown: Brief) -> None:
        assert shown.timeline is not None
        assert [lane.bars[0].kind for lane in shown.timeline.lanes] == ["engagement", "commitment"]

    def test_a_day_is_a_day_and_a_year_is_all_of_it(self, shown: Brief) -> None:
        assert shown.timeline is not None
        held, planned = shown.timeline.lanes[0].bars
        assert (held.first, held.last) == ("2024-05-06", "2024-05-06")
        assert (planned.first, planned.last, planned.status) == ("2025-01-01", "2025-12-31", "planned")

    def test_an_exact_day_is_a_dot_and_a_year_is_drawn_as_doubt(self, shown: Brief) -> None:
        assert shown.timeline is not None
        held, planned = drawn(shown.timeline).rows[0].shapes
        assert held.dot and not held.before
        assert planned.before > 50

    def test_the_page_draws_it_with_a_table_beside_it(self, shown: Brief) -> None:
        page = shown.render("html")
        svg = page[page.index("<svg viewBox") : page.index("</svg>") + 6]
        assert ElementTree.fromstring(svg.replace("&nbsp;", " ")).attrib["role"] == "img"
        assert "The same as a table" in page and "Rojas" in page

    def test_nothing_has_no_time_line(self) -> None:
        assert timeline([], []) is None

    def test_a_term_of_a_century_does_not_press_all_else_together(self) -> None:
        bars = [
            Bar(entry="a", kind="commitment", status="announced", when="", label="x", first=day, last=day,
                until_first=until, until_last=until)
            for day, until in (("2020-01-01", "2021-01-01"), ("2024-01-01", "2124-01-01"))
        ]  # fmt: skip
        from chancery.views.timeline import _extent

        assert _extent(bars, None, None).last == dt.date(2025, 12, 31)


days = st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31))


@given(days, days, days)
def test_every_day_of_an_axis_stands_in_its_box_and_ticks_are_few(one: dt.date, other: dt.date, day: dt.date) -> None:
    axis = Axis(min(one, other), max(one, other))
    assert axis.left <= axis.x(day) <= axis.right
    ticks = list(axis.ticks())
    assert len(ticks) <= 10
    assert [tick.x for tick in ticks] == sorted(tick.x for tick in ticks)


@given(st.lists(st.tuples(days, st.integers(0, 400), st.integers(0, 4000) | st.none()), min_size=1, max_size=6))
def test_every_shape_lies_within_the_box(found: list[tuple[dt.date, int, int | None]]) -> None:
    bars = tuple(
        Bar(
            entry=str(n),
            kind="commitment",
            status="announced",
            when="",
            label="x",
            first=day.isoformat(),
            last=(day + dt.timedelta(days=doubt)).isoformat(),
            until_first=(day + dt.timedelta(days=doubt + term)).isoformat() if term is not None else None,
            until_last=(day + dt.timedelta(days=doubt + term)).isoformat() if term is not None else None,
        )
        for n, (day, doubt, term) in enumerate(sorted(found, key=lambda one: one[0]))
    )
    line = Timeline(first="1960-01-01", last="2080-01-01", lanes=(Lane(title="x", bars=bars),), more=0, undated=0)
    chart = drawn(line)
    for shape in (shape for row in chart.rows for shape in row.shapes):
        assert shape.width >= 0 and shape.before >= 0 and shape.after >= 0
        assert shape.x - shape.before >= 0 and shape.x + shape.width + shape.after <= chart.width


def point(period: str, score: float) -> IndexPoint:
    sums = {"verbal_cooperation": max(score, 0.0), "verbal_conflict": min(score, 0.0)}
    return IndexPoint(
        period=period, acts=1, score=score, smoothed=score / 2, material_cooperation=0.0, material_conflict=0.0,
        entries=("e",), **sums,
    )  # fmt: skip


class TestIndexChart:
    def test_cooperation_stands_above_the_line_and_conflict_below(self) -> None:
        years = (point("2020", 4.0), point("2024", -2.0))
        chart = index_chart(Index(left="A", right="B", years=years, months=(), without_month=2, undated=0))
        assert chart is not None and chart.unit == "year"
        up, down = (column.parts[0] for column in chart.columns)
        assert up.y + up.height == pytest.approx(chart.zero) and down.y == pytest.approx(chart.zero)

    def test_an_appeal_counts_as_conflict_and_yet_adds_to_the_score(self) -> None:
        appeal = IndexPoint(
            period="2024", acts=2, score=3.5, smoothed=2.0, verbal_cooperation=4.0, material_cooperation=0.0,
            verbal_conflict=3.0, material_conflict=0.0, entries=("e", "f"),
        )  # fmt: skip
        years = (point("2020", 4.0), appeal)
        chart = index_chart(Index(left="A", right="B", years=years, months=(), without_month=2, undated=0))
        assert chart is not None and chart.low == 0
        below, above = chart.columns[1].parts
        assert above.y + above.height == pytest.approx(below.y) and "conflict" in above.style

    def test_of_few_years_months_are_drawn(self) -> None:
        months = (point("2024-01", 4.0), point("2024-07", 1.0))
        found = Index(left="A", right="B", years=(point("2024", 2.5),), months=months, without_month=0, undated=0)
        chart = index_chart(found)
        assert chart is not None and chart.unit == "month" and chart.low == 0

    def test_one_point_is_no_chart(self) -> None:
        found = Index(left="A", right="B", years=(point("2024", 1.0),), months=(), without_month=1, undated=0)
        assert index_chart(found) is None


class TestBalance:
    def entry(self, promisor: str, beneficiary: str, made: str = "2024-05-06") -> CommitmentEntry:
        return CommitmentEntry(
            id=promisor + beneficiary, title="", actors=(), claims=(), documents=(), corroboration=ALONE,
            promisor=tuple(promisor.split(",")), beneficiary=tuple(filter(None, beneficiary.split(","))),
            undertaking="", strength="pledge", status="announced", made=made, sectors=("energy", "trade"),
        )  # fmt: skip

    def test_promises_are_given_taken_or_mutual(self) -> None:
        found = balance([self.entry("CHL", "PER"), self.entry("PER", "CHL"), self.entry("CHL,PER", "")], ["CHL", "PER"])
        assert found is not None
        assert [(one.name, one.given, one.taken, one.mutual) for one in found.sectors] == [
            ("energy", 1, 1, 1),
            ("trade", 1, 1, 1),
        ]
        assert [one.name for one in found.years] == ["2024"]

    def test_money_is_added_up_by_who_promised_whom(self, shown: Brief) -> None:
        assert shown.balance is not None
        (one,) = shown.balance.sums
        assert (one.promisor, one.beneficiary, one.text, one.promises) == (("CHL",), ("PER",), "CLP 5 billion", 1)

    def test_no_promises_have_no_balance(self) -> None:
        assert balance([], ["CHL"]) is None

"""The relationship index: what counts between two actors, when, how heavily, and that it counts once."""

from __future__ import annotations

import csv
import math
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from linkage_worlds import report

from chancery.export import export
from chancery.ledger import Ledger
from chancery.linkage import Corroboration, EngagementEntry, Entry, EventEntry
from chancery.linkage.index import HALF_LIFE, NEUTRAL, index, indices, rows
from chancery.models import Engagement, Event, Evidence, Participant, Period, Tense

ALONE = Corroboration(reports=1, sources=1, official=0, press=1)


def act(
    weight: float = 4.0,
    day: str | None = "2024-05-06",
    *,
    source: str = "CHL",
    recipient: str = "PER",
    plover: str = "AGREE",
    tense: Tense = "past",
    document: str = "d1",
    key: str = "",
    related: bool = False,
) -> EventEntry:
    return EventEntry(
        id=f"{source}{plover}{recipient}{day}{weight}{document}{key}",
        title="",
        actors=(source, recipient),
        claims=("c",),
        documents=(document,),
        corroboration=ALONE,
        first_reported="2024-05-07",
        source=(source,),
        recipient=(recipient,),
        plover=plover,
        quad=1 if weight > 0 else 3,
        goldstein=weight,
        when=Period(start=day, end=day) if day else None,
        tense=tense,
        related=related,
    )


def contact(status: str = "held", kind: str = "meeting", document: str = "d1") -> EngagementEntry:
    return EngagementEntry(
        id=f"{kind}{status}{document}",
        title="",
        actors=("CHL", "PER"),
        claims=("c",),
        documents=(document,),
        corroboration=ALONE,
        first_reported="2024-05-07",
        type=kind,  # type: ignore[arg-type]
        participants=(),
        when=Period(start="2024-05-06", end="2024-05-06"),
        status=status,  # type: ignore[arg-type]
    )


def score(*entries: Entry) -> list[tuple[str, int, float | None]]:
    return [(one.period, one.acts, one.score) for one in index(entries, "CHL", "PER").months]


class TestWhatCounts:
    def test_a_period_scores_the_mean_weight_of_its_acts(self) -> None:
        assert score(act(4.0), act(-2.0, plover="ACCUSE")) == [("2024-05", 2, 1.0)]

    def test_a_meeting_weighs_what_its_cameo_code_does(self) -> None:
        assert score(contact()) == [("2024-05", 1, 2.5)]
        assert score(contact(kind="call")) == [("2024-05", 1, 1.0)]

    def test_a_contact_and_the_act_of_consulting_that_it_is_count_once(self) -> None:
        assert score(contact(), act(1.0, plover="CONSULT")) == [("2024-05", 1, 2.5)]
        assert score(contact(), act(1.0, plover="CONSULT", document="d2"))[0][1] == 2

    def test_an_act_told_both_ways_counts_once(self) -> None:
        assert score(act(), act(source="PER", recipient="CHL"))[0][1] == 1

    def test_answers_in_kind_in_other_reports_count_each(self) -> None:
        assert score(act(), act(source="PER", recipient="CHL", document="d2"))[0][1] == 2

    def test_what_was_not_done_does_not_count(self) -> None:
        undone = [act(tense="negated"), act(tense="conditional"), act(related=True)]
        assert score(*undone, contact("planned"), contact("cancelled"), act(recipient="BOL")) == []

    def test_the_classes_add_up_to_the_score(self) -> None:
        (one,) = index([act(4.0), act(-2.0, plover="ACCUSE")], "PER", "CHL").years
        parts = (one.verbal_cooperation, one.material_cooperation, one.verbal_conflict, one.material_conflict)
        assert parts == (4.0, 0.0, -2.0, 0.0) and sum(parts) == (one.score or 0) * one.acts


class TestTime:
    def test_an_act_of_a_year_counts_in_no_month(self) -> None:
        found = index([act(day="2024")], "CHL", "PER")
        assert [one.period for one in found.years] == ["2024"]
        assert (found.months, found.without_month) == ((), 1)

    def test_an_undated_act_counts_by_its_first_report(self) -> None:
        found = index([act(day=None)], "CHL", "PER")
        assert [one.period for one in found.months] == ["2024-05"] and found.undated == 1

    def test_every_year_between_is_there(self) -> None:
        years = index([act(day="2020"), act(day="2023")], "CHL", "PER").years
        assert [(one.period, one.acts, one.score) for one in years] == [
            ("2020", 1, 4.0),
            ("2021", 0, None),
            ("2022", 0, None),
            ("2023", 1, 4.0),
        ]

    def test_an_act_counts_half_after_a_half_life_beside_neutral_acts(self) -> None:
        first, second = index([act(4.0, "2020"), act(-2.0, "2021")], "CHL", "PER").years
        assert first.smoothed == 4.0 / (1 + NEUTRAL)
        kept = 0.5 ** (1 / HALF_LIFE)
        assert math.isclose(second.smoothed, round((4.0 * kept - 2.0) / (kept + 1 + NEUTRAL), 3))


acts = st.lists(
    st.builds(
        act,
        st.sampled_from([4.0, -2.0, 8.0, -10.0]),
        st.sampled_from([None, "2021", "2021-03", "2021-03-04", "2022-12-31"]),
        source=st.sampled_from(["CHL", "PER"]),
        recipient=st.sampled_from(["CHL", "PER"]),
        document=st.sampled_from(["d1", "d2"]),
        key=st.sampled_from("abc"),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@given(acts, st.randoms())
def test_the_order_of_entries_does_not_matter_and_scores_stay_in_range(
    found: list[EventEntry], chance: st.DrawFn
) -> None:
    scored = index(found, "CHL", "PER")
    chance.shuffle(found)  # type: ignore[attr-defined]
    assert index(found, "PER", "CHL").years == scored.years
    for one in (*scored.years, *scored.months):
        assert abs(one.smoothed) <= 10 and abs(one.score or 0) <= 10 and len(one.entries) == one.acts
    assert sum(one.acts for one in scored.months) + scored.without_month == sum(one.acts for one in scored.years)


def test_many_reports_of_one_meeting_count_once_and_the_export_tells_which_entry(tmp_path: Path) -> None:
    met = Engagement(
        evidence=(Evidence(start=0, end=0, quote="Rojas met Quispe"),),
        confidence=0.9,
        type="meeting",
        participants=(Participant(name="Ana Rojas", actor="CHL"), Participant(name="Luis Quispe", actor="PER")),
        when=Period(start="2024-05-06", end="2024-05-06", precision="day"),
    )
    praised = Event(
        evidence=(Evidence(start=0, end=0, quote="Bolivia praised Chile"),),
        confidence=0.9,
        source=("BOL",),
        recipient=("CHL",),
        plover="SUPPORT",
        cameo="051",
        quad=1,
        goldstein=3.4,
    )
    with Ledger(":memory:") as ledger:
        ledger.append([report("2024-05-07", met, publisher="Courier"), report("2024-05-08", met, praised)])
        (path,) = export(ledger, tmp_path, form="index")
        scored = {(one.left, one.right): one for one in indices(ledger.entries())}
    assert sorted(scored) == [("BOL", "CHL"), ("CHL", "PER")]
    with path.open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    assert [(row["left"], row["unit"], row["acts"], row["score"]) for row in told] == [
        ("BOL", "year", "1", "3.4"),
        ("BOL", "month", "1", "3.4"),
        ("CHL", "year", "1", "2.5"),
        ("CHL", "month", "1", "2.5"),
    ]
    assert told[2]["entries"] == next(rows(scored["CHL", "PER"]))["entries"]

"""What a ledger would have said on a day: that of the reports published and the decisions made by then."""

from datetime import date

import pytest
from ledger_reports import fake_code, jsonl, meeting, pledge, world

from chancery.bulk import pool
from chancery.decisions import Progress
from chancery.desk import Desk
from chancery.errors import LedgerError, NotFoundError

DAYS = ("2024-05-06", "2024-05-07", "2024-05-08", "2024-09-02", "2025-05-07")


@pytest.fixture(scope="module")
def desk() -> Desk:
    """Return a ledger with decisions of several days, one of them undone."""
    held = Desk(":memory:")
    held.append(world())
    railway = held.entries("commitment")[0]
    one, other = railway.claims
    held.verdict(one, "corrected", {"strength": "sign"}, by="Mara", on="2024-05-20")
    held.relate(one, other, "DIFFERENT", by="Mara", on="2024-06-01")
    held.undo(held.decisions(one, by="Mara")[0].id, on="2024-08-01")
    held.progress(
        railway.id, "under way", day="2024-07", status="in_progress", document="f.txt", by="Mara", on="2024-07-02"
    )
    return held


def only(reports, day: str) -> Desk:
    held = Desk(":memory:")
    held.append(one for one in reports if (one.document.published or "9999") <= day)
    return held


@pytest.mark.parametrize("day", DAYS)
def test_entries_are_those_of_the_reports_published_by_then(day: str) -> None:
    held = Desk(":memory:")
    held.append(world())
    assert held.as_of(day).entries() == only(world(), day).entries()
    assert held.as_of(day, actors=["CHL", "PER"]).entries() == only(world(), day).entries()
    first = {id for entry in only(world(), day).entries("commitment") for id in entry.claims}
    if first:
        assert held.as_of(day, claims=sorted(first)[:1]).entries("commitment") == only(world(), day).entries(
            "commitment"
        )


def test_decisions_count_from_the_day_they_were_made_until_they_are_undone(desk: Desk) -> None:
    def told(day: str) -> tuple[int, str, str]:
        first, *more = desk.as_of(day).entries("commitment")
        return 1 + len(more), max(entry.strength for entry in (first, *more)), max(one.status for one in (first, *more))

    assert told("2024-05-10") == (1, "pledge", "announced")
    assert told("2024-05-20") == (1, "sign", "formalised")
    assert told("2024-06-01")[0] == 2
    assert told("2024-07-02")[2] == "in_progress"
    assert told("2024-08-01")[0] == 1


def test_progress_known_by_then_keeps_its_words_without_a_source_that_came_later(desk: Desk) -> None:
    (step,) = (one for one in desk.as_of("2024-07-02").decisions() if isinstance(one, Progress))
    assert (step.text, step.document) == ("under way", None)


def test_undated_reports_are_left_out_and_counted() -> None:
    held = Desk(":memory:")
    held.append([meeting(), pledge(published=None), pledge(published="2025-05-07")])
    told = "as known by 2024-05-07, from 1 of the reports; 1 later and 1 undated left out"
    assert str(held.known_by("2024-05-07")) == told
    assert len(held.as_of(date(2024, 5, 7)).documents()) == 1


def test_views_say_by_which_day_they_were_known(desk: Desk) -> None:
    brief = desk.brief("Chile", "Peru", as_of="2024-05-08")
    assert brief.title == "Chile – Peru, as known by 8 May 2024"
    assert brief.reports == 3
    assert brief.as_of == "2024-05-08"
    assert "as known by 8 May 2024" in brief.render("html")
    assert "as known by 8 May 2024" in brief.render("md")
    assert desk.due("Chile", as_of="2024-05-08").on == "2024-05-08"
    assert desk.due("Chile", as_of="2024-05-08", on=date(2024, 1, 1)).on == "2024-01-01"
    assert [hit.source_id for hit in desk.search("railway", as_of="2024-05-08")] == ["d.txt"]


def test_anything_is_shown_as_it_was_known(desk: Desk) -> None:
    railway = desk.entries("commitment")[0]
    assert "sign" not in str(desk.show(railway.id, as_of="2024-05-10"))
    assert "sign" in str(desk.show(railway.claims[0], as_of="2024-06-10"))
    assert "as known by 10 May 2024" in str(desk.show("d.txt", as_of="2024-05-10"))
    raised = desk.entries("commitment")[-1]
    with pytest.raises(NotFoundError, match="no report published by then tells of it"):
        desk.show(raised.id, as_of="2024-05-10")


def test_a_report_is_checked_against_what_one_knew(desk: Desk, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_pipeline", lambda: fake_code)
    path = tmp_path / "new.jsonl"
    path.write_text(jsonl([pledge(8, baseline=5, published="2025-05-08", publisher="Wire")]), encoding="utf-8")
    (now,), (then,) = desk.check(path), desk.check(path, as_of="2024-12-31")
    assert (now.claims[0].verdict, then.claims[0].verdict) == ("corroborated", "new")


@pytest.mark.parametrize("day", ["2024", "2024-05", "yesterday"])
def test_only_a_whole_day_is_asked_for(desk: Desk, day: str) -> None:
    with pytest.raises(LedgerError, match=f"{day}: is no day"):
        desk.as_of(day)

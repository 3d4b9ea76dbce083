"""Filing: what pages look up instead of reading all entries says the same as reading all entries."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ledger_reports import meeting, world

from chancery.ledger import Ledger
from chancery.ledger.shelves import agenda, filing
from chancery.linkage.awaiting import awaited


def held(ledger: Ledger, name: str) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for row in ledger.table(name)]


def told(ledger: Ledger) -> set[tuple[str, str, str]]:
    rows = {row["id"]: row["last_day"] or "" for row in ledger.table("entries")}
    return {(actor, rows[entry.id], entry.id) for entry in ledger.entries() for actor in entry.actors}


def test_every_entry_is_filed_under_each_of_its_actors() -> None:
    with Ledger(":memory:") as ledger:
        ledger.append(world())
        assert set(held(ledger, filing.name)) == told(ledger)


def test_the_agenda_has_what_is_awaited() -> None:
    with Ledger(":memory:") as ledger:
        ledger.append(world())
        waiting = {entry.id for entry in ledger.entries() if awaited(entry)}
        assert waiting and {row[0] for row in held(ledger, agenda.name)} == waiting


def test_what_is_built_anew_is_filed_anew() -> None:
    with Ledger(":memory:") as ledger:
        ledger.append([meeting()])
        ledger.append([meeting(published="2024-05-08", publisher="Gazette")])
        assert set(held(ledger, filing.name)) == told(ledger)


def test_the_entries_of_an_older_ledger_are_filed_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Ledger(path) as ledger:
        ledger.append(world())
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM filing")
    connection.execute("DELETE FROM agenda")
    connection.commit()
    connection.close()
    with Ledger(path) as ledger:
        ledger.link()
        assert set(held(ledger, filing.name)) == told(ledger)
        assert held(ledger, agenda.name)


def test_the_extent_of_a_relationship_is_that_of_its_entries() -> None:
    with Ledger(":memory:") as ledger:
        ledger.append([*world(), meeting(day="2021-02-03", published="2021-02-04")])
        found = ledger.entries(actors=["CHL", "PER"])
        days = sorted(row["last_day"] or "" for row in ledger.table("entries") if row["id"] in {e.id for e in found})
        whole, part = ledger.extent(["PER", "CHL"], most=1000), ledger.extent(["PER", "CHL"], most=2)
        assert (whole.last, whole.since) == (days[-1], None)
        assert part.since == days[-3]
        assert ledger.extent(["PER", "XXX"], most=2).last is None


def test_what_is_to_come_is_told_by_its_last_day_with_how_much_is_left_out() -> None:
    with Ledger(":memory:") as ledger:
        ledger.append(world())
        whole = ledger.plans("2000-01-01")
        assert whole.coming and not whole.left_out
        none = ledger.plans("2000-01-01", most=0)
        assert none.coming == () and none.left_out["coming"] == len(whole.coming)
        assert ledger.plans("2100-01-01").passed == whole.coming

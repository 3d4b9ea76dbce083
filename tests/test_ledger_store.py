"""The file a ledger lives in: what is refused, what may only be read, what is kept whole."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from ledger_reports import meeting, world

from chancery.errors import LedgerError
from chancery.ledger import Ledger
from chancery.ledger import store as store_module


def test_a_ledger_is_made_on_first_use_and_opened_after(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with Ledger(path) as ledger:
        ledger.append(world())
        before = ledger.size()
    with Ledger(path) as ledger:
        assert ledger.size() == before


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    assert Ledger(path).size().documents == 0


@pytest.mark.parametrize("content", [b"not a ledger at all", b"%PDF-1.7", b"S"])
def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=r"notes\.db: is not a ledger .* choose another name"):
        Ledger(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE photos (id)")
    connection.close()
    with pytest.raises(LedgerError, match="is an SQLite file, but no ledger"):
        Ledger(path)


def test_a_damaged_ledger_says_so(tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    with pytest.raises(LedgerError, match="is damaged; restore a copy"):
        Ledger(path)


def test_a_ledger_of_a_newer_version_asks_for_an_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "future.db"
    Ledger(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    connection.commit()
    connection.close()
    with pytest.raises(LedgerError, match="newer chancery; upgrade"):
        Ledger(path)


def test_a_ledger_of_an_older_version_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.db"
    with Ledger(path) as ledger:
        ledger.append(world())
        before = ledger.entries()
    now = store_module.SCHEMA_VERSION
    monkeypatch.setattr(store_module, "SCHEMA_VERSION", now + 1)
    monkeypatch.setattr(store_module, "MIGRATIONS", {now: ("ALTER TABLE sources ADD COLUMN note TEXT",)})
    with Ledger(path) as ledger:
        assert ledger.entries() == before
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(note) FROM sources").fetchone() == (0,)
    connection.close()


def tables_of(path: Path) -> dict[str, set[tuple[object, ...]]]:
    """Return the columns with their types, and the indexes, of a file, whatever their order."""
    with closing(sqlite3.connect(path)) as connection:
        listed = connection.execute("SELECT name, type, tbl_name FROM sqlite_master").fetchall()
        found = {
            name: {tuple(row)[1:3] for row in connection.execute(f"PRAGMA table_info({name})")}
            for name, type_, _ in listed
            if type_ == "table"
        }
        indexes = {(name, table) for name, type_, table in listed if type_ != "table"}
        return found | {"indexes": indexes}


def test_a_ledger_of_schema_1_becomes_one_like_a_new_one_and_keeps_what_it_held(tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    with Ledger(new) as ledger:
        ledger.append(world())
        before = ledger.entries()
    kept = ("documents", "sources", "claims", "evidence", "claim_actors", "quantities")
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript((Path(__file__).parent / "ledger_schema_1.sql").read_text(encoding="utf-8"))
        connection.execute("INSERT INTO meta VALUES ('schema', '1'), ('linkage', 'rule linkage-1')")
        connection.execute("ATTACH ? AS whole", (str(new),))
        for name in kept:
            connection.execute(f"INSERT INTO {name} SELECT * FROM whole.{name}")
        one, other = (claim for (claim,) in connection.execute("SELECT id FROM claims WHERE kind = 'event' LIMIT 2"))
        judged = ("j1", one, other, "DIFFERENT", None, 1.0, "[]", "Mara", "2026-01-01", None)
        connection.execute(f"INSERT INTO judgements VALUES ({', '.join('?' * len(judged))})", judged)
        connection.execute("UPDATE documents SET linked = 0")
        connection.commit()
    with Ledger(old) as ledger:
        ledger.link()
        assert ledger.size().documents == len(world())
        (judgement,) = (one for one in ledger.judgements() if one.author == "Mara")
        assert (judgement.undone_by, judgement.batch) == (None, None)
        ledger.undo("j1", on="2026-02-01", by="Mara")
        assert ledger.entries() == before
    assert tables_of(old) == tables_of(new)


def test_a_directory_and_a_place_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is a directory; name a file in it"):
        Ledger(tmp_path)
    with pytest.raises(LedgerError, match=r"there is no directory .*missing; make it first"):
        Ledger(tmp_path / "missing" / "ledger.db")


def test_a_directory_that_may_only_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(LedgerError, match="may only be read; name a ledger elsewhere"):
        Ledger(tmp_path / "ledger.db")


def test_a_ledger_that_may_only_be_read_is_read_and_refuses_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.db"
    with Ledger(path) as ledger:
        ledger.append(world())
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with Ledger(path) as ledger:
        assert ledger.readonly
        assert ledger.size().documents == len(world())
        with pytest.raises(LedgerError, match="may only be read; copy it"):
            ledger.append([meeting("Arica")])


def test_a_write_that_fails_leaves_nothing_behind() -> None:
    ledger = Ledger(":memory:")

    def reports():
        yield meeting()
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        ledger.append(reports())
    assert ledger.size().documents == 0


def test_a_writer_that_waits_too_long_says_who_is_in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "BUSY_TIMEOUT", 0)
    path = tmp_path / "ledger.db"
    with Ledger(path) as ledger:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another program is writing to it; try again"):
            ledger.append([meeting()])
        other.close()


def test_the_tables_can_be_opened_by_other_programs(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger(path) as ledger:
        ledger.append(world())
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    found = connection.execute(
        "SELECT d.publisher, q.value, q.currency FROM quantities q JOIN claims c ON c.id = q.claim_id "
        "JOIN documents d ON d.id = c.document_id WHERE q.role = 'target' ORDER BY d.published"
    ).fetchall()
    assert found == [
        ("Courier", "5000000000", "CLP"),
        ("Daily", "5000000000", "CLP"),
        ("Courier", "8000000000", "CLP"),
    ]
    connection.close()


def test_a_ledger_may_be_made_and_filled_by_several_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"

    def fill(n: int) -> None:
        with Ledger(path) as ledger:
            ledger.append(world()[n::3])

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(fill, range(3)))
    with Ledger(path) as ledger, Ledger(":memory:") as alone:
        alone.append(world())
        assert ledger.entries() == alone.entries()

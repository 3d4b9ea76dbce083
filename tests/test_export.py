"""Exports: files that other programs read, with the columns that are documented."""

import csv
import json
import re
from pathlib import Path

import pytest
from ledger_reports import world

from chancery.errors import ChanceryError
from chancery.export import export
from chancery.ingest import read
from chancery.ledger import Ledger
from chancery.ledger.tables import metadata

PAGE = (Path(__file__).parent.parent / "docs" / "ledger.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    held = Ledger(":memory:")
    held.append(world())
    return held


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_and_column_is_documented_and_no_other() -> None:
    pieces = re.split(r"^### `(\w+)`$", PAGE.split("## Export")[0], flags=re.M)
    told = {
        name: re.findall(r"^\| `(\w+)` \|", text, re.M) for name, text in zip(pieces[1::2], pieces[2::2], strict=True)
    }
    assert told == {table.name: [column.name for column in table.columns] for table in metadata.tables.values()}


def test_csv_has_a_file_for_every_table_with_its_rows(ledger: Ledger, tmp_path: Path) -> None:
    files = {path.stem: path for path in export(ledger, tmp_path / "a" / "b")}
    assert {len(rows(files[name])) - len(ledger.table(name)) for name in ("documents", "entries", "evidence")} == {0}
    claims = [row["id"] for kind in ("engagements", "events", "commitments", "positions") for row in rows(files[kind])]
    assert sorted(claims) == [claim.id for claim in ledger.claims()]
    (raised,) = [row for row in rows(files["quantities"]) if row["value"] == "8000000000"]
    assert (raised["role"], raised["currency"], raised["unit"]) == ("target", "CLP", "")


def test_the_columns_of_the_kinds_are_documented(ledger: Ledger, tmp_path: Path) -> None:
    export(ledger, tmp_path)
    for kind in ("engagements", "events", "commitments", "positions"):
        head = (tmp_path / f"{kind}.csv").read_text(encoding="utf-8").splitlines()[0]
        (told,) = re.findall(rf"^\| `{kind}\.csv` \| (.+) \|$", PAGE, re.M)
        assert head.split(",") == re.findall(r"`(\w+)`", told)


def test_json_lines_hold_everything_and_can_be_added_again(ledger: Ledger, tmp_path: Path) -> None:
    files = {path.stem: path for path in export(ledger, tmp_path, form="jsonl")}
    again = list(read(files["documents"]))
    assert sorted(doc.id for doc in again) == sorted(doc.id for doc in ledger.documents())
    coded = [json.loads(line) for line in files["coded"].read_text("utf-8").splitlines()]
    assert sum(len(line["claims"]) for line in coded) == len(ledger.claims())
    commitments = [json.loads(line) for line in files["commitments"].read_text("utf-8").splitlines()]
    assert {line["document_id"] for line in commitments} <= {doc.id for doc in ledger.documents()}
    assert len(files["entries"].read_text("utf-8").splitlines()) == len(ledger.entries())


def test_an_export_replaces_an_earlier_one_and_is_the_same(ledger: Ledger, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in export(ledger, tmp_path)}
    assert {path: path.read_bytes() for path in export(ledger, tmp_path)} == before


def test_an_empty_ledger_gives_files_with_heads_only(tmp_path: Path) -> None:
    assert all(len(path.read_text("utf-8").splitlines()) == 1 for path in export(Ledger(":memory:"), tmp_path))


def test_a_folder_that_cannot_be_written_is_named(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ChanceryError, match=r"file: cannot be written .* name another folder"):
        export(ledger, tmp_path / "file")

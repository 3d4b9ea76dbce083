"""A ledger as a folder of files: tables for data frames, JSON Lines for programs, and what event data tools read."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from chancery.errors import ChanceryError
from chancery.export import gdelt, polecat
from chancery.export.acts import acts
from chancery.export.lines import claim_line, coded_line, line
from chancery.export.parquet import parquet
from chancery.ledger import Ledger
from chancery.ledger.tables import metadata
from chancery.linkage.index import IndexPoint, indices, rows

Writer: TypeAlias = Callable[[Ledger, Path], Iterator[Path]]

EVERY_CLAIM = ("id", "document_id", "kind", "actors")
LAST = ("quote", "attribution", "confidence", "coder")
DATES = ("start_date", "end_date", "date_text")
KINDS: dict[str, tuple[str, ...]] = {
    "engagement": ("summary", "type", "status", *DATES, "place", "place_country", "occasion"),
    "event": ("recipients", "plover", *DATES),
    "commitment": (
        "recipients",
        "summary",
        "type",
        "strength",
        "amount",
        "currency",
        "unit",
        *DATES,
        "occasion",
        "sectors",
    ),
    "position": ("summary", "sectors"),
}
"""The columns of the claims table that say something about each kind."""
TABLES = (
    "sources", "evidence", "claim_actors", "quantities", "judgements", "verdicts", "progress", "progress_claims",
    "entries", "entry_claims", "entry_actors", "entry_links",
)  # fmt: skip
LEFT_OUT = frozenset({"number", "text", "json", "linked"})
"""Columns of no use in a spreadsheet; texts and everything nested are in the JSON Lines."""


def export(ledger: Ledger, folder: str | os.PathLike[str], *, form: str = "csv") -> tuple[Path, ...]:
    """Write the ledger into a folder, one file a table, and return the files; existing ones are replaced.

    `form` is one of FORMATS. Raises ChanceryError for another form or where the folder cannot be written.
    """
    if form not in FORMATS:
        raise ChanceryError(f"{form}: is no format for export; choose one of {', '.join(FORMATS)}")
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
        return tuple(FORMATS[form](ledger, target))
    except OSError as error:
        raise ChanceryError(f"{target}: cannot be written ({error.strerror}); name another folder") from error


def _write_csv(ledger: Ledger, folder: Path) -> Iterator[Path]:
    yield _table(folder / "documents.csv", ledger.table("documents"), _columns("documents"))
    claims = [dict(row) for row in ledger.table("claims")]
    for kind, columns in KINDS.items():
        of_kind = (row for row in claims if row["kind"] == kind)
        yield _table(folder / f"{kind}s.csv", of_kind, (*EVERY_CLAIM, *columns, *LAST))
    for name in TABLES:
        yield _table(folder / f"{name}.csv", ledger.table(name), _columns(name))


def _columns(name: str) -> tuple[str, ...]:
    return tuple(column.name for column in metadata.tables[name].columns if column.name not in LEFT_OUT)


def _table(path: Path, rows: Iterable[Mapping[Any, Any]], columns: tuple[str, ...]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def _write_jsonl(ledger: Ledger, folder: Path) -> Iterator[Path]:
    coded = ledger.coded()
    yield _lines(folder / "documents.jsonl", (line(one.document) for one in coded))
    yield _lines(folder / "coded.jsonl", map(coded_line, coded))
    for kind in KINDS:
        found = ((one.document.id, claim) for one in coded for claim in one.claims if claim.kind == kind)
        yield _lines(folder / f"{kind}s.jsonl", (claim_line(claim, home) for home, claim in found))
    yield _lines(folder / "judgements.jsonl", map(line, ledger.judgements()))
    yield _lines(folder / "verdicts.jsonl", map(line, ledger.verdicts()))
    yield _lines(folder / "progress.jsonl", map(line, ledger.recorded()))
    yield _lines(folder / "entries.jsonl", map(line, ledger.entries()))


def _lines(path: Path, lines: Iterable[str]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{text}\n" for text in lines)
    return path


def _write_index(ledger: Ledger, folder: Path) -> Iterator[Path]:
    found = (dict(row) for scored in indices(ledger.entries()) for row in rows(scored))
    yield _table(folder / "index.csv", found, ("left", "right", "unit", *IndexPoint.__struct_fields__))


def _write_parquet(ledger: Ledger, folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as tables:
        yield from parquet(_write_csv(ledger, Path(tables)), folder)


def _write_gdelt(ledger: Ledger, folder: Path) -> Iterator[Path]:
    found = tuple(acts(ledger))
    yield _tabbed(folder / "gdelt.export.CSV", map(gdelt.event, found), gdelt.EVENTS)
    told = (row for act in found for row in gdelt.mentions(act))
    yield _tabbed(folder / "gdelt.mentions.CSV", told, gdelt.MENTIONS)


def _write_polecat(ledger: Ledger, folder: Path) -> Iterator[Path]:
    yield _tabbed(folder / "polecat.txt", map(polecat.row, acts(ledger)), polecat.COLUMNS, head=True)


def _tabbed(path: Path, rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...], *, head: bool = False) -> Path:
    with path.open("w", encoding="utf-8") as file:
        if head:
            file.write("\t".join(columns) + "\n")
        file.writelines("\t".join(_cell(row.get(column)) for column in columns) + "\n" for row in rows)
    return path


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


FORMATS: dict[str, Writer] = {
    "csv": _write_csv,
    "jsonl": _write_jsonl,
    "parquet": _write_parquet,
    "gdelt": _write_gdelt,
    "polecat": _write_polecat,
    "index": _write_index,
}

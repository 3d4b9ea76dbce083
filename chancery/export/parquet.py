"""The tables of the CSV export as Parquet files, with types: numbers, flags and decimals instead of text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import Boolean, Float, Integer

from chancery.errors import ChanceryError
from chancery.ledger.tables import metadata

DECIMAL = "DECIMAL(38, 9)"
"""The type of amounts: 29 digits before the point, more than any money on earth; a larger one is null."""
AMOUNTS = frozenset({"value", "max", "amount"})
TYPES = {Integer: "BIGINT", Float: "DOUBLE", Boolean: "BOOLEAN"}


def parquet(tables: Iterable[Path], folder: Path) -> Iterator[Path]:
    """Write each CSV file as a Parquet file of the same name into a folder, and return the files.

    Columns named in the ledger have its types, amounts are decimals, all others are text. Raises ChanceryError where
    DuckDB, which writes them, is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise ChanceryError("Parquet needs DuckDB: pip install 'chancery[parquet]', or export --format csv") from error
    with duckdb.connect() as connection:
        for table in tables:
            target = folder / f"{table.stem}.parquet"
            with table.open(encoding="utf-8", newline="") as file:
                head = next(csv.reader(file))
            columns = ", ".join(f'TRY_CAST("{name}" AS {_type(table.stem, name)}) AS "{name}"' for name in head)
            connection.execute(
                f"COPY (SELECT {columns} FROM read_csv(?, header = true, all_varchar = true)) TO '{_quoted(target)}'"
                " (FORMAT parquet)",
                [str(table)],
            )
            yield target


def _type(table: str, column: str) -> str:
    if column in AMOUNTS:
        return DECIMAL
    home = metadata.tables.get(table, metadata.tables["claims"])
    kind = type(home.columns[column].type) if column in home.columns else None
    return TYPES.get(kind, "VARCHAR") if kind else "VARCHAR"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")

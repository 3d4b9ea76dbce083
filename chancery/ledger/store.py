"""The file a ledger lives in: opened, checked, made or brought up to date, with errors that name it."""

from __future__ import annotations

import os
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool, QueuePool, StaticPool

from chancery.errors import LedgerError
from chancery.ledger.migrations import MIGRATIONS
from chancery.ledger.shelves import metadata
from chancery.ledger.tables import FULL_TEXT, SCHEMA_VERSION, meta

MEMORY = ":memory:"
MAGIC = b"SQLite format 3\x00"
BUSY_TIMEOUT = 30
"""Seconds that a writer waits for another one to finish: longer than any single transaction of `add` takes."""
IDLE = 4
"""Connections that are kept open for the next question; there may be more at a time."""


class Store:
    """One SQLite file (or `:memory:`), made on first use; a file that may not be written is opened for reading."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.name = os.fspath(path)
        self.readonly = False
        if self.name != MEMORY:
            self._check_file(Path(self.name))
        self._engine = self._connect()
        weakref.finalize(self, self._engine.dispose)
        with self._explained():
            self._prepare()

    def __repr__(self) -> str:
        return f"{self.name}{' (read-only)' if self.readonly else ''}"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the ledger throughout."""
        with self._explained(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose work is kept whole at the end, or not at all. Raises LedgerError when read-only."""
        if self.readonly:
            raise LedgerError(f"{self.name}: may only be read; copy it to a place where you may write")
        engine = self._engine.execution_options(writes=True)
        with self._explained(), engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def _check_file(self, path: Path) -> None:
        if path.is_dir():
            raise LedgerError(f"{path}: is a directory; name a file in it, such as {path / 'chancery.db'}")
        if not path.parent.is_dir():
            raise LedgerError(f"{path}: there is no directory {path.parent}; make it first")
        if not path.exists():
            if not os.access(path.parent, os.W_OK):
                raise LedgerError(f"{path}: {path.parent} may only be read; name a ledger elsewhere with --ledger")
            return
        try:
            with path.open("rb") as file:
                head = file.read(len(MAGIC))
        except OSError as error:
            raise LedgerError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
        if head not in (b"", MAGIC):
            raise LedgerError(f"{path}: is not a ledger (no SQLite file); choose another name for the ledger")
        self.readonly = not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))

    def _connect(self) -> Engine:
        if self.name == MEMORY:
            engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        elif self.readonly:
            mode = "mode=ro" if Path(f"{self.name}-wal").exists() else "mode=ro&immutable=1"
            address = f"{Path(self.name).absolute().as_uri()}?{mode}"
            engine = create_engine(
                "sqlite://",
                poolclass=NullPool,
                creator=lambda: sqlite3.connect(address, uri=True, timeout=BUSY_TIMEOUT),
            )
        else:
            url = make_url("sqlite://").set(database=self.name)
            given = {"timeout": BUSY_TIMEOUT, "check_same_thread": False}
            engine = create_engine(url, poolclass=QueuePool, pool_size=IDLE, max_overflow=-1, connect_args=given)
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
        return engine

    def _prepare(self) -> None:
        with self.reading() as connection:
            version = self._version(connection)
        if version == SCHEMA_VERSION:
            return
        if self.name != MEMORY and not self.readonly:
            with self._engine.connect() as connection, suppress(sqlite3.OperationalError):
                connection.connection.driver_connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[union-attr]
        with self.writing() as connection:
            version = self._version(connection)  # another program may have been quicker
            if version is None:
                _make(connection)
            else:
                _migrate(connection, version)

    def _version(self, connection: Connection) -> int | None:
        """Return the version of the tables, None where there are none yet; refuse those that are not ours to touch."""
        names = set(connection.scalars(text("SELECT name FROM sqlite_master")))
        if not names:
            return None
        if not {"meta", "claims"} <= names:
            raise LedgerError(f"{self.name}: is an SQLite file, but no ledger; choose another name for the ledger")
        version = int(connection.scalar(select(meta.c.value).where(meta.c.key == "schema")) or 0)
        if version > SCHEMA_VERSION:
            raise LedgerError(f"{self.name}: was written by a newer chancery; upgrade with pip install -U chancery")
        return version

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what SQLite says into what to do about it."""
        try:
            yield
        except DatabaseError as error:
            raise LedgerError(f"{self.name}: {_advice(str(error.orig))}") from error


def _make(connection: Connection) -> None:
    metadata.create_all(connection)
    for statement in FULL_TEXT:
        connection.execute(text(statement))
    connection.execute(insert(meta).values(key="schema", value=str(SCHEMA_VERSION)))


def _migrate(connection: Connection, version: int) -> None:
    for step in range(version, SCHEMA_VERSION):
        for statement in MIGRATIONS[step]:
            connection.execute(text(statement))
    connection.execute(update(meta).where(meta.c.key == "schema").values(value=str(SCHEMA_VERSION)))


def _configure(connection: Any, record: object) -> None:
    """Leave transactions to us: the driver's own habit of starting them late would let two writers collide."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _advice(reason: str) -> str:
    if "locked" in reason:
        return "another program is writing to it; try again when it is done"
    if "readonly" in reason or "unable to open" in reason:
        return "cannot be written here; check the permissions of the file and its directory, or use --ledger"
    if "full" in reason:
        return "the disk is full; make room and add the documents again, nothing was lost"
    if "malformed" in reason or "not a database" in reason:
        return "is damaged; restore a copy, or make a new ledger from the documents"
    return f"SQLite refused: {reason}"

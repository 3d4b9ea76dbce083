"""Phrases that users add by file: a CSV of verbs and nouns with the act each tells, read before our own lexicon."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from chancery.coding import ontology
from chancery.coding.entries import Entry, Index, indexed
from chancery.coding.ontology import Act
from chancery.config import lexicon_files
from chancery.errors import SourceError

COLUMNS = (
    "phrases", "kind", "act", "mode", "object", "content", "recipient", "symmetric", "alone", "planned", "negated",
    "source",
)  # fmt: skip
KINDS = {"verb": "verbs", "noun": "nouns"}
USUAL_SLOTS = ("object", "to", "with", "against", "on", "for", "from", "of", "in", "content")
YES, NO = ("yes", "true", "1"), ("", "no", "false", "0")


class Phrasebook:
    """The user's phrases known to this process, in the order in which they became known; `index` finds them."""

    def __init__(self) -> None:
        self.entries: dict[str, tuple[Entry, ...]] = dict.fromkeys(KINDS.values(), ())
        self.index: dict[str, Index] = {}
        self.add(())

    def add(self, more: Iterable[tuple[str, Entry]]) -> None:
        """Take in entries, each with "verbs" or "nouns"."""
        for kind, entry in more:
            self.entries[kind] = tuple(dict.fromkeys((*self.entries[kind], entry)))
        self.index = {kind: indexed(entries) for kind, entries in self.entries.items()}


@cache
def phrasebook() -> Phrasebook:
    """Return the user's phrases: those of the user's files, then those loaded."""
    known = Phrasebook()
    known.add(row for path in lexicon_files() for row in read(path))
    return known


def load_lexicon(path: str | Path) -> tuple[Entry, ...]:
    """Read a CSV of phrases and make them known to this process; a file named by `CHANCERY_LEXICON` is known to all.

    Columns: phrases (several with semicolons), kind (verb or noun), act, mode, object, content, recipient, symmetric,
    alone, planned, negated, source; phrases and act are needed. `act`, `planned` and `negated` are a PLOVER type with a
    code of your own ("COOPERATE 064"), or a type alone. docs/events.md describes them. Raises SourceError naming the
    file and the line.
    """
    rows = read(Path(path))
    phrasebook().add(rows)
    return tuple(entry for _, entry in rows)


def read(path: Path) -> tuple[tuple[str, Entry], ...]:
    """Read and check a user's file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            rows = [(table.line_num, row) for row in table]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(str(path), f"cannot be read as CSV in UTF-8: {error}") from error
    unknown = [column for column in table.fieldnames or () if column not in COLUMNS]
    if unknown:
        raise SourceError(f"{path}:1", f"has a column {unknown[0]!r}; the columns are {', '.join(COLUMNS)}")
    return tuple(parse(row, f"{path}:{number}") for number, row in rows)


def parse(row: Mapping[str | None, str | list[str] | None], place: str) -> tuple[str, Entry]:
    """Make an entry of a row, or say which column is wrong."""
    cells = {key: value.strip() for key, value in row.items() if isinstance(key, str) and isinstance(value, str)}
    phrases = several(cells.get("phrases", "").lower())
    if not phrases or not cells.get("act"):
        raise SourceError(place, f"needs phrases and an act; the columns are {', '.join(COLUMNS)}")
    kind = cells.get("kind") or "verb"
    if kind not in KINDS:
        raise SourceError(place, f"kind is {kind!r}; it must be verb or noun")
    act = act_of(cells["act"], "act", place)
    return KINDS[kind], Entry(
        type=act.type,
        cameo=act.cameo,
        mode=cells.get("mode") or None,
        words=phrases,
        object=several(cells.get("object", "").lower()),
        content=several(cells.get("content", "").lower()),
        recipient=several(cells.get("recipient", "").lower()) or USUAL_SLOTS,
        symmetric=told(cells, "symmetric", place),
        alone=told(cells, "alone", place),
        planned=act_of(cells["planned"], "planned", place) if cells.get("planned") else None,
        negated=act_of(cells["negated"], "negated", place) if cells.get("negated") else None,
        own=True,
    )


def several(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell between semicolons.

    >>> several("meet; sit down")
    ('meet', 'sit down')
    """
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def act_of(cell: str, column: str, place: str) -> Act:
    """Return the act that a cell names: a PLOVER type and a code, the usual one where none is given."""
    type_, _, code = cell.partition(" ")
    known = ontology.ontology().types
    if type_.upper() not in known:
        raise SourceError(place, f"{column} is {cell!r}; it must begin with one of {', '.join(known)}")
    return Act(type=type_.upper(), cameo=code.strip() or known[type_.upper()].cameo)


def told(cells: Mapping[str, str], column: str, place: str) -> bool:
    """Read a yes or no."""
    cell = cells.get(column, "").lower()
    if cell not in (*YES, *NO):
        raise SourceError(place, f"{column} is {cell!r}; it must be yes or no")
    return cell in YES

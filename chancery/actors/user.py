"""Actors that users add by file: a CSV of names with codes, for the actors the built tables do not know."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from chancery.actors import tables
from chancery.config import DEFAULT_ACTORS, actor_files
from chancery.errors import SourceError
from chancery.models import Value

COLUMNS = ("name", "aliases", "code", "kind", "office", "sector", "since", "until", "source")
KINDS = ("state", "organisation", "group", "person", "agent")


class UserActor(Value, frozen=True, kw_only=True):
    """One row of a user's file; `forms` are the name and its aliases as printed, `code` one or more with semicolons."""

    name: str
    forms: tuple[str, ...]
    code: str
    kind: str = "person"
    office: str | None = None
    sector: str | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.code.split(";"))

    @property
    def dated(self) -> bool:
        return self.since is not None or self.until is not None


class Registry:
    """The user actors known to this process, in the order in which they became known."""

    def __init__(self, known: Iterable[UserActor]) -> None:
        self.actors: tuple[UserActor, ...] = ()
        self.add(known)

    def add(self, more: Iterable[UserActor]) -> None:
        """Take in more actors."""
        self.actors = tuple(dict.fromkeys((*self.actors, *more)))
        named = [actor for actor in self.actors if actor.kind != "agent"]
        self.states = frozenset(code for actor in named if actor.kind == "state" for code in actor.codes)
        self.names = {code: actor.name for actor in reversed(named) if actor.kind != "person" for code in actor.codes}
        self.codes = frozenset(code for actor in named for code in actor.codes)
        self.agents = {form: a.code for a in self.actors if a.kind == "agent" for form in a.forms}


@cache
def registry() -> Registry:
    """The user actors known to this process: those of the user's files, then those loaded."""
    return Registry(actor for path in actor_files() for actor in read(path))


def actors() -> tuple[UserActor, ...]:
    """Return the user actors known to this process."""
    return registry().actors


def held(on: str | None) -> tuple[tuple[int, UserActor], ...]:
    """Return the actors with a name in texts of a day, each with its place among all; rows with dates come last."""
    named = [
        (index, actor)
        for index, actor in enumerate(actors())
        if actor.kind != "agent" and tables.within(actor.since, actor.until, on)
    ]
    return tuple(sorted(named, key=lambda one: one[1].dated))


def load_user_actors(path: str | Path) -> tuple[UserActor, ...]:
    """Read a CSV of actors and make them known to this process; `keep_user_actors` makes them known to all.

    The columns are name, aliases (separated by semicolons), code (several with semicolons), kind (state, organisation,
    group, person, or agent: a noun whose code is a sector), office, sector, since, until and source; only name and code
    are needed. Raises SourceError naming the file and the line.
    """
    added = read(Path(path))
    registry().add(added)
    return added


def keep_user_actors(path: str | Path) -> tuple[Path, tuple[UserActor, ...]]:
    """Write the actors of a CSV into the user's file, for every later run; return that file and the actors new to it.

    The user's file is the first of `CHANCERY_ACTORS`, else `chancery-actors.csv` in the current directory. Raises
    SourceError, and writes nothing, when either file cannot be read.
    """
    target = next(iter(actor_files()), DEFAULT_ACTORS)
    known = read(target) if target.exists() else ()
    added = tuple(actor for actor in dict.fromkeys(read(Path(path))) if actor not in known)
    try:
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(cells(actor) for actor in (*known, *added))
    except OSError as error:
        raise SourceError(str(target), f"cannot be written: {error.strerror}") from error
    return target, added


def cells(actor: UserActor) -> list[str]:
    """Return the row of an actor, in the order of the columns."""
    aliases = ";".join(form for form in actor.forms if form != actor.name)
    rest = (actor.office, actor.sector, actor.since, actor.until, actor.source)
    return [actor.name, aliases, actor.code, actor.kind, *(cell or "" for cell in rest)]


def read(path: Path) -> tuple[UserActor, ...]:
    """Read and check a user's file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(str(path), f"cannot be read as CSV in UTF-8: {error}") from error
    return tuple(parse(row, f"{path}:{number}") for number, row in enumerate(table, start=2))


def parse(row: dict[str, str], place: str) -> UserActor:
    """Make an actor of a row, or say which column is wrong."""
    cells = {
        key: (value or "").strip()
        for key, value in row.items()
        if isinstance(key, str) and key in COLUMNS and isinstance(value, str)
    }
    if not cells.get("name") or not cells.get("code"):
        raise SourceError(place, f"needs a name and a code; the columns are {', '.join(COLUMNS)}")
    kind = cells.get("kind") or "person"
    if kind not in KINDS:
        raise SourceError(place, f"kind is {kind!r}; it must be one of {', '.join(KINDS)}")
    aliases = [alias.strip() for alias in cells.get("aliases", "").split(";") if alias.strip()]
    return UserActor(
        name=cells["name"],
        forms=tuple(dict.fromkeys([cells["name"], *aliases])),
        code=";".join(code.strip() for code in cells["code"].upper().split(";") if code.strip()),
        kind=kind,
        office=cells.get("office") or None,
        sector=cells.get("sector") or None,
        since=cells.get("since") or None,
        until=cells.get("until") or None,
        source=cells.get("source") or None,
    )

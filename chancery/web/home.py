"""The first page: what is new, what falls due, what conflicts, who engages with whom."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

from chancery.desk import Desk
from chancery.ledger import Pair, Size
from chancery.ledger.searches import Search
from chancery.models import Value
from chancery.views import words
from chancery.views.due import DueLine
from chancery.views.names import name_of
from chancery.views.view import View
from chancery.web.lines import EntryLine, entry_line

NEW, COMING, DISPUTED, MATRIX = 30, 8, 8, 9
"""How much of each the page shows; each has a page of its own with all of it."""


class Day(Value, frozen=True, kw_only=True):
    """What was first reported on a day."""

    on: str
    entries: tuple[EntryLine, ...]


class Disputed(Value, frozen=True, kw_only=True):
    """An entry on which reports contradict each other, and how."""

    entry: EntryLine
    why: str


class Row(Value, frozen=True, kw_only=True):
    """An actor with the counts of what it has with each actor of the matrix; `shade` is 0 to 4."""

    code: str
    name: str
    cells: tuple[tuple[str, int, int], ...]


class Seen(Value, frozen=True, kw_only=True):
    """How far somebody has seen the ledger: the number of the last document there was, on a day."""

    number: int
    on: str


class Home(View, tag_field="view", tag="home", frozen=True, kw_only=True):
    """The state of the ledger on a day; `since` is the day from which news is asked for, `seen` the visit."""

    on: str
    since: str | None
    seen: Seen | None
    size: Size
    new: tuple[Day, ...]
    coming: tuple[DueLine, ...]
    passed: int
    disputed: tuple[Disputed, ...]
    matrix: tuple[Row, ...]
    searches: tuple[Search, ...]

    @property
    def title(self) -> str:
        """What the page is called."""
        return "Ledger"


def home(desk: Desk, *, on: dt.date | None = None, since: str | None = None, seen: Seen | None = None) -> Home:
    """Say what is new in a ledger, what falls due from a day (today), what conflicts, and who engages with whom.

    New is what was reported from the day `since` on, else what was added since the ledger was last `seen`.
    """
    due = desk.due(on=on, most=COMING)
    lasting = None if since else seen
    fresh = desk.added(after=lasting.number, limit=NEW) if lasting else desk.newest(limit=NEW, since=since)
    lines = map(entry_line, fresh)
    disputed = desk.disputed(limit=DISPUTED)
    return Home(
        on=due.on,
        since=since,
        seen=lasting,
        size=desk.size(),
        new=tuple(
            Day(on=day or "", entries=tuple(found)) for day, found in groupby(lines, key=lambda one: one.first_reported)
        ),
        coming=due.coming,
        passed=len(due.passed) + due.left_out.get("passed", 0),
        disputed=tuple(
            Disputed(
                entry=entry_line(entry),
                why="; ".join(f"{words.field(one.field)}: {one.why}" for one in entry.conflicts if one.alarm),
            )
            for entry in disputed
        ),
        matrix=matrix(desk.pairs()),
        searches=desk.searches(),
    )


def matrix(pairs: tuple[Pair, ...]) -> tuple[Row, ...]:
    """Count what the actors with most contacts and promises have with one another.

    >>> [row.cells for row in matrix((Pair(left="IND", right="JPN", entries=3),))]
    [(('IND', 0, 0), ('JPN', 3, 4)), (('IND', 3, 4), ('JPN', 0, 0))]
    """
    counts = {(one.left, one.right): one.entries for one in pairs}
    counts |= {(one.right, one.left): one.entries for one in pairs}
    weight: dict[str, int] = {}
    for (actor, _), number in counts.items():
        weight[actor] = weight.get(actor, 0) + number
    codes = sorted(weight, key=lambda code: (-weight[code], code))[:MATRIX]
    most = max(counts.values(), default=1)
    return tuple(
        Row(
            code=code,
            name=name_of(code),
            cells=tuple(
                (other, number, _shade(number, most)) for other in codes for number in [counts.get((code, other), 0)]
            ),
        )
        for code in codes
    )


def _shade(number: int, most: int) -> int:
    """Return 0 for nothing and 1 to 4 by quarters of the root, so that small counts still differ."""
    return -int(-4 * (number / most) ** 0.5 // 1) if number else 0

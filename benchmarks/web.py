"""How long the pages take on a ledger of very many reports, as a Markdown table.

    python -m benchmarks.web LEDGER [--make REPORTS] [--each N] [--only KIND ...]

`--make` first fills a new ledger with so many made-up reports of 25 years (benchmarks/world.py; 100,000 take some ten
minutes and a gigabyte). Of each kind of page N different ones are asked for, drawn as they occur (a state that is in
many entries is looked at often), each once: nothing is warm but the file. Milliseconds are wall clock, then CPU, in one
process; `SQLite` is the time in which the sqlite3 module alone runs the same statements and fetches the same rows.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import event
from starlette.testclient import TestClient

from benchmarks.world import DEEDS, FIRST, THINGS, fill
from chancery.desk import Desk
from chancery.linkage.judging import RULE
from chancery.web import application

HERE = "http://127.0.0.1:8420"
YEARS = 25
TODAY = "2025-11-24"
HEADS = ("page", "median", "p95", "CPU median", "CPU p95", "SQLite", "ratio", "kB median", "kB largest")


class Visit(NamedTuple):
    """One page: milliseconds of wall clock and CPU, of the statements alone, and its size in bytes."""

    address: str
    wall: float
    cpu: float
    raw: float
    size: int


class Watch:
    """Keeps the statements that a ledger runs."""

    def __init__(self, desk: Desk) -> None:
        self.statements: list[tuple[str, Any]] = []
        event.listen(desk._store._engine, "before_cursor_execute", self._note)

    def _note(self, connection: Any, cursor: Any, statement: str, given: Any, context: Any, many: bool) -> None:
        if statement.startswith(("SELECT", "WITH")):
            self.statements.append((statement, given))

    def raw(self, path: str) -> float:
        """Run the statements by the sqlite3 module; return the milliseconds."""
        connection = sqlite3.connect(path)
        begun = time.perf_counter()
        for statement, given in self.statements:
            connection.execute(statement, given).fetchall()
        took = 1000 * (time.perf_counter() - begun)
        connection.close()
        return took


def addresses(path: str, each: int, seed: int = 11) -> dict[str, list[str]]:
    """Return addresses of each kind of page, drawn as they occur."""
    chance = random.Random(seed)
    connection = sqlite3.connect(path)

    def drawn(statement: str) -> list[Any]:
        found = connection.execute(statement).fetchall()
        return [chance.choice(found) for _ in range(each)]

    pairs = "SELECT min(actor), max(actor) FROM entry_actors GROUP BY entry_id HAVING count(DISTINCT actor) = 2"
    thing, deed = (lambda: chance.choice(THINGS)), (lambda: chance.choice(DEEDS))
    found = {
        "home": [f"/?on={TODAY}", f"/home?on={TODAY}&since=2025-11-01"] * (each // 2),
        "due": [
            f"/due?on={year}-{chance.randrange(1, 13):02d}-15" for year in chance.choices(range(2005, 2026), k=each)
        ],
        "pair": [f"/relations/{one}-{other}" for one, other in drawn(pairs)],
        "actor": [f"/actors/{code}" for (code,) in drawn("SELECT actor FROM entry_actors")],
        "search, all": ["/search", "/search?kind=commitment", "/search?kind=event", "/search?year=2011"] * (each // 4),
        "search, words": [f"/search?q={thing()}+{deed()}" for _ in range(each)],
        "search, a word": [f"/search?q={chance.choice((thing(), deed(), chance.choice(FIRST)))}" for _ in range(each)],
        "search, facets": [
            f"/search?promisor={code}&sector={chance.choice(('energy', 'trade'))}"
            for (code,) in drawn("SELECT actor FROM entry_actors")
        ],
    }
    for kind in ("commitment", "engagement", "event", "position"):
        ids = drawn(f"SELECT id FROM entries WHERE kind = '{kind}'")
        found[kind] = [f"/{kind}s/{id}" for (id,) in ids]
    found["document"] = [f"/documents/{id}" for (id,) in drawn("SELECT id FROM documents")]
    connection.close()
    return found


def visits(client: TestClient, watch: Watch, path: str, there: Sequence[str]) -> Iterator[Visit]:
    """Look at pages, each once."""
    for address in there:
        watch.statements.clear()
        cpu, begun = time.process_time(), time.perf_counter()
        answer = client.get(address)
        wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code} {answer.text[:500]}")
        yield Visit(address, 1000 * wall, 1000 * cpu, watch.raw(path), len(answer.content))


def take_as_it_is(path: str) -> None:
    """Say that a ledger was linked by today's rules, so that opening it does not link 100,000 reports anew."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'linkage'", (RULE,))
    connection.close()


def line(kind: str, found: Sequence[Visit]) -> str:
    """Write a row of the table."""
    walls, cpus = sorted(one.wall for one in found), sorted(one.cpu for one in found)
    sizes = sorted(one.size / 1000 for one in found)
    figures = (statistics.median(walls), _high(walls), statistics.median(cpus), _high(cpus))
    raw = statistics.median(one.raw for one in found)
    ratio = statistics.median(one.wall / max(one.raw, 0.01) for one in found)
    told = [f"{one:,.0f}" for one in figures]
    return " | ".join(
        [kind, *told, f"{raw:.1f}", f"{ratio:.0f}×", f"{statistics.median(sizes):.0f}", f"{sizes[-1]:.0f}"]
    )


def _high(values: Sequence[float]) -> float:
    """Return the 95th percentile of sorted values."""
    return values[round(0.95 * (len(values) - 1))]


def measure(path: str, each: int, only: Sequence[str], tell: Callable[[str], None]) -> None:
    """Measure each kind of page."""
    take_as_it_is(path)
    tell(f"| {' | '.join(HEADS)} |\n|---|{'---:|' * (len(HEADS) - 1)}")
    with Desk(path) as desk, TestClient(application(desk), base_url=HERE) as client:
        watch = Watch(desk)
        for kind, there in addresses(path, each).items():
            if only and kind not in only:
                continue
            client.get(there[0])  # templates are read once
            found = list(visits(client, watch, path, there))
            tell(f"| {line(kind, found)} |")
            slowest = max(found, key=lambda one: one.wall)
            tell(f"<!-- slowest {slowest.address}: {slowest.wall:.0f} ms -->" if only else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--make", type=int)
    parser.add_argument("--each", type=int, default=40)
    parser.add_argument("--only", nargs="*", default=())
    chosen = parser.parse_args()
    if chosen.make:
        fill(chosen.ledger, chosen.make, YEARS)
    measure(str(chosen.ledger), chosen.each, chosen.only, lambda text: print(text, flush=True) if text else None)


if __name__ == "__main__":
    main()

"""Mechanics of event coding with a user's own actors and phrases: `python -m evals.petrarch [SHARED] [--faults]`.

SHARED (or CHANCERY_SHARED) holds `data/plover/petrarch_mechanics.jsonl`: sentences with invented actors that PETRARCH's
unit tests are made of. What they take for known stands in `petrarch/actors.csv` and `petrarch/lexicon.csv`, such files
as any user may write. A record is right when its (source, target, code) triples are all there and no others; triples
with a party that the tests do not name ("---") are left out, and whether a sentence is diplomatic is not asked.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from chancery.actors import load_user_actors
from chancery.coding.events import events
from chancery.coding.phrasebook import load_lexicon
from chancery.models import Event, document
from chancery.pipeline import read

Triple: TypeAlias = tuple[str, str, str]
Row: TypeAlias = Mapping[str, Any]

HERE = Path(__file__).parent / "petrarch"
KINDS = ("COMPOUND", "PASSIVE", "DATE", "AGENT")
UNNAMED = ("---", "###", "+++", "XYZ")


def rows(shared: Path) -> tuple[Row, ...]:
    """Return the records of the kinds that are measured."""
    lines = (shared / "data" / "plover" / "petrarch_mechanics.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(row for line in lines if kind(row := json.loads(line)) in KINDS)


def kind(row: Row) -> str:
    """Return what a record tests, by its name."""
    return str(row["id"]).split("-")[0].removesuffix("S").removesuffix("x")


def wanted(row: Row) -> frozenset[Triple]:
    """Return the triples of a record whose parties are named."""
    triples = ((one["source"], one["target"], one["code"]) for one in row["gold"])
    return frozenset(t for t in triples if not any(mark in side for side in t[:2] for mark in UNNAMED))


def found(row: Row) -> frozenset[Triple]:
    """Return the triples that are coded."""
    day = f"{row['date'][:4]}-{row['date'][4:6]}-{row['date'][6:]}"
    return frozenset(t for event in events(read(document(row["text"], published=day))) for t in triples(event))


def triples(event: Event) -> Iterator[Triple]:
    """Yield who does it to whom, one by one, each party with its sector behind its code."""
    sources = sides(event.source, event.source_sectors)
    recipients = sides(event.recipient, event.recipient_sectors)
    for code, source in sources:
        for other, recipient in recipients:
            if code != other:
                yield source, recipient, event.cameo or ""


def sides(codes: Sequence[str], sectors: Sequence[str | None]) -> list[tuple[str, str]]:
    """Return each actor with what PETRARCH would call it ("ARNGOV")."""
    given = sectors or (None,) * len(codes)
    return [(code, code + one) for code, sector in zip(codes, given, strict=True) for one in (sector or "").split(";")]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("shared", type=Path, nargs="?", default=os.environ.get("CHANCERY_SHARED"))
    parser.add_argument("--faults", action="store_true", help="print the records that are wrong")
    options: Any = parser.parse_args()
    if options.shared is None:
        parser.error("name the folder with data/plover, or set CHANCERY_SHARED")
    for name, (right, of, faults) in score(Path(options.shared)).items():
        print(f"{name:9} {right / of:.2f}  {right} of {of}")
        print("".join(faults) if options.faults else "", end="")


def score(shared: Path) -> dict[str, tuple[int, int, list[str]]]:
    """Return for each kind how many records are right, how many there are, and what is wrong with the others."""
    load_user_actors(HERE / "actors.csv")
    load_lexicon(HERE / "lexicon.csv")
    tally: dict[str, tuple[int, int, list[str]]] = {name: (0, 0, []) for name in KINDS}
    for row in rows(shared):
        right, of, faults = tally[kind(row)]
        gold, coded = wanted(row), found(row)
        if gold != coded:
            faults.append(f"  {row['id']} {row['text']}\n    - {sorted(gold - coded)}\n    + {sorted(coded - gold)}\n")
        tally[kind(row)] = (right + (gold == coded), of + 1, faults)
    return tally


if __name__ == "__main__":
    main()

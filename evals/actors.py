"""Score the reading of names on own sentences: `python evals/actors.py` prints the share right and what is wrong."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import NamedTuple

from chancery import actors
from chancery.models import Mention, document

SOURCE = Path(__file__).with_suffix(".txt")
MARKED = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
EXPECTED = re.compile(r"(@?)([A-Za-z0-9+_]+|-)(~?)(?::([A-Z]+))?(?:=(.+))?")


class Name(NamedTuple):
    """One marked name: its words in a text at a date, and what should be read."""

    text: str
    on: str
    start: int
    end: int
    expected: str


def load(path: Path = SOURCE) -> list[Name]:
    """Read the marked sentences."""
    found: list[Name] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            on, _, marked = line.partition(" | ")
            text, names = unmark(marked)
            found += [Name(text, on, start, end, expected) for start, end, expected in names]
    return found


def unmark(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Take the marks out of a sentence."""
    text, names, last = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[last : match.start()]
        names.append((len(text), len(text) + len(match.group(1)), match.group(2)))
        text += match.group(1)
        last = match.end()
    return text + marked[last:], names


def right(name: Name, mentions: tuple[Mention, ...]) -> bool:
    """Tell whether a name is read as expected."""
    match = EXPECTED.fullmatch(name.expected)
    if match is None:
        raise ValueError(f"{name.text}: {name.expected!r} is no expectation")
    place, codes, former, sector, full = match.groups()
    found = next((m for m in mentions if m.start < name.end and m.end > name.start), None)
    if codes == "-":
        return found is None or not found.codes
    return (
        found is not None
        and set(found.codes) == set(codes.split("+"))
        and (found.kind == "place") == bool(place)
        and found.former == bool(former)
        and (sector is None or found.sector == sector)
        and (full is None or found.name == full)
    )


def score(names: list[Name]) -> tuple[float, list[Name]]:
    """Return the share of names read as expected, and the others."""
    wrong = [name for name in names if not right(name, actors.mentions(document(name.text, published=name.on)))]
    return 1 - len(wrong) / len(names), wrong


def main() -> None:
    """Print the score."""
    names = load()
    share, wrong = score(names)
    sys.stdout.write(f"{len(names)} names, {share:.3f} right\n")
    for name in wrong:
        found = [
            (m.text, m.kind, m.codes, m.former, m.sector, m.name)
            for m in actors.mentions(document(name.text, published=name.on))
            if m.start < name.end and m.end > name.start
        ]
        sys.stdout.write(f"{name.on} {name.text[name.start : name.end]!r} {name.expected}: {found} in {name.text}\n")


if __name__ == "__main__":
    main()

"""Reads a CoNLL-U treebank, with names as `NER=` in MISC, into plain sentences."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Tree:
    """A sentence with its gold analysis; `heads` count words from 1, 0 is the root."""

    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    names: tuple[str, ...] | None
    text: str
    document: str
    spaces: tuple[bool, ...]


def read(path: Path) -> list[Tree]:
    """All trees of a file, plain or gzipped."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [_tree(block) for block in _blocks(lines)]


def _blocks(lines: Iterator[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line.rstrip("\n"))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _tree(block: list[str]) -> Tree:
    comments = dict(line[2:].split(" = ", 1) for line in block if line.startswith("# ") and " = " in line)
    rows = [line.split("\t") for line in block if not line.startswith("#")]
    words = [row for row in rows if row[0].isdigit()]
    misc = [dict(item.split("=", 1) for item in row[9].split("|") if "=" in item) for row in words]
    names = tuple(item.get("NER", "") for item in misc)
    return Tree(
        words=tuple(row[1] for row in words),
        lemmas=tuple(row[2] for row in words),
        upos=tuple(row[3] for row in words),
        xpos=tuple(row[4] for row in words),
        heads=tuple(int(row[6]) for row in words),
        deprels=tuple(row[7] for row in words),
        names=names if all(names) else None,
        text=comments.get("text", ""),
        document=comments.get("sent_id", "").rsplit("-", 1)[0],
        spaces=tuple(item.get("SpaceAfter") != "No" for item in misc),
    )


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """The names that BIO tags mark, as (start, end, label).

    >>> sorted(spans(["B-PER", "I-PER", "O", "I-LOC"]))
    [(0, 2, 'PER'), (3, 4, 'LOC')]
    """
    found: set[tuple[int, int, str]] = set()
    start = None
    for position, tag in enumerate([*tags, "O"]):
        if start is not None and (not tag.startswith("I-") or tag[2:] != tags[start][2:]):
            found.add((start, position, tags[start][2:]))
            start = None
        if start is None and tag[:2] in ("B-", "I-"):
            start = position
    return found

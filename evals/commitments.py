"""Commitments measured on short passages: what is found, and how right its particulars are.

    python -m evals.commitments [dev|held] [--faults]

Half of the passages are held out: only their counts are looked at while rules are written.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Literal, TypeAlias

from chancery.coding.commitments import commitments
from chancery.models import Commitment, Document, Value, document
from chancery.pipeline import read

PASSAGES = Path(__file__).parent / "commitments.txt"
FIELDS = ("promisor", "beneficiary", "strength", "figures", "period", "revises", "past", "denied")
FREE, NONE = "*", "-"
Half: TypeAlias = Literal["dev", "held"]


class Expected(Value, frozen=True, kw_only=True):
    """A commitment as it should come out; a field that is `*` is not scored."""

    fields: dict[str, str]
    words: str


class Passage(Value, frozen=True, kw_only=True):
    """A passage with what it promises."""

    half: Half
    document: Document
    expected: tuple[Expected, ...]


def passages(path: Path = PASSAGES) -> tuple[Passage, ...]:
    """Return the passages of a file; the odd ones are for development."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    blocks = [block for block in "\n".join(lines).strip().split("\n\n") if block.strip()]
    return tuple(passage(block, "held" if n % 2 else "dev") for n, block in enumerate(blocks))


def passage(block: str, half: Half) -> Passage:
    """Read one block.

    >>> wanted = "> MLI -> -; pledge; target 9 guides; -; -; -; guides"
    >>> one = passage(f"2025-01-02\\nMali will train 9 guides.\\n{wanted}", "dev")
    >>> one.expected[0].fields["promisor"], one.expected[0].words
    ('MLI', 'guides')
    """
    published, *lines = block.strip().splitlines()
    text = "\n".join(line for line in lines if not line.startswith("> "))
    wanted = tuple(expected(line[2:]) for line in lines if line.startswith("> "))
    return Passage(half=half, document=document(text, published=published), expected=wanted)


def expected(line: str) -> Expected:
    """Read what should come out from one line."""
    parties, strength, figures, period, revises, flags, words = (part.strip() for part in line.split(";"))
    promisor, beneficiary = (part.strip() for part in parties.split("->"))
    marked = {name: FREE if flags == FREE else str(name in flags) for name in ("past", "denied")}
    values = (promisor, beneficiary, strength, figures, period, revises, *marked.values())
    return Expected(fields=dict(zip(FIELDS, values, strict=True)), words=words)


# --- what was found ---------------------------------------------------------------------------------------------------


def told(item: Commitment) -> dict[str, str]:
    """Return a commitment in the words of the file."""
    figures = [f"{f.role} {plain(f.value)} {f.currency or (f.unit or '').split()[-1]}" for f in item.quantities]
    return {
        "promisor": "+".join(item.promisor),
        "beneficiary": "+".join(item.beneficiary) or NONE,
        "strength": item.strength,
        "figures": ", ".join(figures) or NONE,
        "period": (item.period.text if item.period else None) or NONE,
        "revises": item.revises.relation if item.revises else NONE,
        "past": str(item.reported_past),
        "denied": str(item.denied),
    }


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def right(field: str, wanted: str, found: str) -> bool:
    """Tell whether a field is as it should be; parties and figures in any order, a period in other bounds."""
    if wanted == FREE:
        return True
    if field == "period" and NONE not in (wanted, found):
        return wanted.lower() in found.lower() or found.lower() in wanted.lower()
    separator = {"promisor": "+", "beneficiary": "+", "figures": ", "}.get(field)
    return set(wanted.split(separator)) == set(found.split(separator)) if separator else wanted == found


def amounts(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def fit(wanted: Expected, item: Commitment) -> int:
    """Return how well a found commitment fits what is wanted, 0 where it is another one."""
    found = told(item)
    words = " ".join([item.undertaking, *(e.quote for e in item.evidence)]).lower()
    same = {*wanted.fields["promisor"].split("+")} & {*item.promisor}
    common = amounts(wanted.fields["figures"]) & amounts(found["figures"])
    if not (same or common) or not (common or wanted.words.lower() in words):
        return 0
    rights = sum(right(name, wanted.fields[name], found[name]) for name in FIELDS)
    return 10 * bool(common) + 5 * (wanted.words.lower() in item.undertaking.lower()) + rights + 1


def pairs(wanted: Sequence[Expected], found: Sequence[Commitment]) -> Iterator[tuple[int, int]]:
    """Yield the best one-to-one pairs of wanted and found commitments."""
    scored = sorted(((-fit(w, f), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found)))
    rows: set[int] = set()
    columns: set[int] = set()
    for score, i, j in scored:
        if score and i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            yield i, j


# --- scores -----------------------------------------------------------------------------------------------------------


class Tally(Value, frozen=True, kw_only=True):
    """Counts over passages: commitments wanted, found and matched, fields right, and the faults in words."""

    wanted: int
    found: int
    matched: int
    rights: dict[str, int]
    scored: dict[str, int]
    clean: int
    empty: int
    faults: tuple[str, ...]

    def figures(self) -> dict[str, float]:
        """Return the scores by name: precision, recall, F1, shares of fields right, share of empty passages kept so."""
        shares = {name: self.rights.get(name, 0) / max(1, self.scored.get(name, 0)) for name in FIELDS}
        precision, recall = self.matched / max(1, self.found), self.matched / max(1, self.wanted)
        f1 = 2 * self.matched / max(1, self.found + self.wanted)
        scores = {
            "precision": precision,
            "recall": recall,
            "f1": f1,
            "empty": self.clean / max(1, self.empty),
            **shares,
        }
        return {name: round(value, 3) for name, value in scores.items()}


def tally(chosen: Iterable[Passage]) -> Tally:
    """Read the commitments off the passages and count; whether a passage is about diplomacy is not asked."""
    counts: Counter[str] = Counter()
    rights: Counter[str] = Counter()
    scored: Counter[str] = Counter()
    faults: list[str] = []
    for one in chosen:
        found = commitments(read(one.document))
        matched = list(pairs(one.expected, found))
        counts.update(wanted=len(one.expected), found=len(found), matched=len(matched))
        counts.update(empty=not one.expected, clean=not one.expected and not found)
        wrong = list(mistakes(one, found, matched))
        for i, j in matched:
            values = told(found[j])
            for name in FIELDS:
                if (wanted := one.expected[i].fields[name]) != FREE:
                    scored[name] += 1
                    rights[name] += right(name, wanted, values[name])
        faults.extend([f"\n{one.document.text}", *wrong] if wrong else [])
    return Tally(rights=dict(rights), scored=dict(scored), faults=tuple(faults), **counts)


def mistakes(one: Passage, found: Sequence[Commitment], matched: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield what is wrong with a passage, in words."""
    for i, wanted in enumerate(one.expected):
        if i not in {a for a, _ in matched}:
            yield f"  missed: {wanted.words} {wanted.fields}"
    for j, item in enumerate(found):
        if j not in {b for _, b in matched}:
            yield f"  too much: {told(item)} | {item.undertaking}"
    for i, j in matched:
        values, wanted_fields = told(found[j]), one.expected[i].fields
        for name in FIELDS:
            if not right(name, wanted_fields[name], values[name]):
                yield f"  {one.expected[i].words}: {name} is {values[name]}, not {wanted_fields[name]}"


def main(arguments: Sequence[str]) -> None:
    halves = [name for name in ("dev", "held") if name in arguments] or ["dev", "held"]
    for half in halves:
        counts = tally(p for p in passages() if p.half == half)
        print(half, counts.figures())
        if "--faults" in arguments:
            print("\n".join(counts.faults))


if __name__ == "__main__":
    main(sys.argv[1:])

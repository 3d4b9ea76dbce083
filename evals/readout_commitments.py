"""Precision of commitments on readouts: `python -m evals.readout_commitments READOUTS.jsonl`.

`readout_commitments.csv` judges by hand, from the source texts, 66 commitments: all that the coder found, in November
2026, in every third of the readouts without gold (113 of 339). The verdict is `right`; `field`, an undertaking with one
field wrong; or `wrong`, no undertaking. Evidence is [start, end] of the text, which is not part of the project.

Coding them anew tells which verdicts the commitments of today have by the words that they share with the judged ones.
Whether their fields are right must be judged again.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from chancery.models import Commitment, document
from chancery.pipeline import code

VERDICTS = Path(__file__).parent / "readout_commitments.csv"
GOLD = Path(__file__).parent / "readouts.gold.jsonl"
STRIDE = 3


class Verdict(NamedTuple):
    """What was judged of a commitment and why; `field` is the kind of field that is wrong."""

    source_id: str
    start: int
    end: int
    verdict: str
    field: str
    cause: str


def verdicts(path: Path = VERDICTS) -> tuple[Verdict, ...]:
    """All judged commitments."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Verdict(row["id"], int(row["start"]), int(row["end"]), row["verdict"], row["field"], row["cause"])
            for row in csv.DictReader(lines)
        )


def precision(judged: Iterable[str]) -> dict[str, float]:
    """The share of undertakings, and of those with all fields right, among judged commitments.

    >>> precision(["right", "field", "wrong", "right"])
    {'undertakings': 0.75, 'with all fields right': 0.5}
    """
    counts = Counter(judged)
    judged_all = max(1, counts.total())
    right = counts["right"]
    return {"undertakings": (right + counts["field"]) / judged_all, "with all fields right": right / judged_all}


def sample(readouts: Path) -> list[dict[str, str]]:
    """The readouts whose commitments were judged."""
    with GOLD.open(encoding="utf-8") as lines:
        kept = {json.loads(line)["id"] for line in lines}
    rows = [json.loads(line) for line in readouts.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["id"] not in kept][::STRIDE]


def again(readouts: Path) -> Counter[str]:
    """The verdicts of the commitments that are found today, `new` where none was judged on the same words."""
    judged = verdicts()
    found: Counter[str] = Counter()
    for row in sample(readouts):
        coded = code(document(row["text"], source_id=row["id"], title=row["title"], published=row["published"]))
        for claim in coded.claims:
            if isinstance(claim, Commitment):
                spans = [(one.start, one.end) for one in claim.evidence]
                same = [
                    one.verdict
                    for one in judged
                    if one.source_id == row["id"] and any(start < one.end and one.start < end for start, end in spans)
                ]
                found[same[0] if same else "new"] += 1
    return found


if __name__ == "__main__":
    for name, share in precision(one.verdict for one in verdicts()).items():
        print(f"judged: {name} {share:.3f}")
    if len(sys.argv) > 1:
        counts = again(Path(sys.argv[1]))
        new = counts.pop("new", 0)
        shares = precision(counts.elements())
        print(
            f"today: {dict(counts)}, {new} on other words; undertakings {shares['undertakings']:.3f} of the judged ones"
        )

"""Scores sentence boundaries on joint statements: `python -m evals.analyser_boundaries STATEMENTS.jsonl`.

`analyser_boundaries.json` holds, for each statement's id, the offsets of its sentences as [start, end]; the statements
(public domain) are not part of the project. The marks are the splitter's own, read through and put right by hand.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from chancery.language.sentences import segments

GOLD = Path(__file__).parent / "analyser_boundaries.json"
FLOOR = 0.97


def score(statements: Path, gold: Path = GOLD) -> float:
    """F1 of sentences with the right beginning and end."""
    marks: dict[str, list[list[int]]] = json.loads(gold.read_text(encoding="utf-8"))
    rows = [json.loads(line) for line in statements.read_text(encoding="utf-8").splitlines()]
    found = right = wanted = 0
    for row in rows:
        if row["id"] in marks:
            mine = {(segment.start, segment.end) for segment in segments(row["text"])}
            yours = {(start, end) for start, end in marks[row["id"]]}
            found, wanted, right = found + len(mine), wanted + len(yours), right + len(mine & yours)
    return 2 * right / (found + wanted)


if __name__ == "__main__":
    print(f"{score(Path(sys.argv[1])):.4f}")

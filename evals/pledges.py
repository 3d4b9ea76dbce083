"""Pledge against commitment, by the rules of strength: `python -m evals.pledges FILE` on AidData's pipeline records."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from chancery.coding.firmness import LOOSE, strength_of

STATUSES = {"Pipeline: Pledge": True, "Pipeline: Commitment": False}


def accuracy(rows: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """Return how many rows are rightly told to be a pledge or a commitment, and how many are one of the two."""
    judged = [row for row in rows if row["status"] in STATUSES]
    right = sum(
        (strength_of(f"{row['title']}. {row['description']}") in LOOSE) == STATUSES[row["status"]] for row in judged
    )
    return right, len(judged)


def main(arguments: list[str]) -> None:
    lines = Path(arguments[0]).read_text(encoding="utf-8").splitlines()
    right, judged = accuracy(json.loads(line) for line in lines)
    print(f"pledge or commitment: {right} of {judged} right, {right / max(1, judged):.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])

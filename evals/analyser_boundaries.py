"""Scores sentence boundaries on joint statements: `python -m evals.analyser_boundaries STATEMENTS.jsonl`.

Two files hold, for each statement's id, the hash of its text and the offsets of its sentences as [start, end]; the
statements (public domain) are not part of the project. `analyser_boundaries_marked.json` was marked from the raw texts
alone, before any splitter had read them; `analyser_boundaries.json` is the splitter's own output of an earlier day,
read through and put right by hand, and so tells of changes rather than of quality.

Its 24 statements: every seventh of the 97 from the sixth on; of every seventh from the third on those under 6,000
characters; and five taken for their numbered clauses, quotes and signatures. Sentences leave out bullets, numbers and
markup. A clause, heading, dateline, cell of a signature and quoted sentence stands alone, a speaker stands with the
quote. `labels` are the starts of labels before a sentence ("**Trade:** We seek …"): whether they stand apart is a
convention, so scores are given for both.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from chancery.language.sentences import segments

MARKED = Path(__file__).parent / "analyser_boundaries_marked.json"
READ_THROUGH = Path(__file__).parent / "analyser_boundaries.json"
Span = tuple[int, int]


class Statement(NamedTuple):
    """A statement's text with its marks; `labels` are the starts of marks that are a label before a sentence."""

    text: str
    marks: list[Span]
    labels: list[int]

    @property
    def joined(self) -> list[Span]:
        """The marks with each label in one with the sentence after it."""
        starts = [start for start, _ in self.marks]
        follows = [place > 0 and starts[place - 1] in self.labels for place in range(len(starts))]
        return [
            (starts[place - 1] if follows[place] else start, end)
            for place, (start, end) in enumerate(self.marks)
            if start not in self.labels
        ]


def read(statements: Path, gold: Path) -> Iterator[Statement]:
    """The marked statements with their texts; a text that is not the one that was marked is an error."""
    texts = {row["id"]: row["text"] for row in map(json.loads, statements.read_text(encoding="utf-8").splitlines())}
    for name, row in json.loads(gold.read_text(encoding="utf-8")).items():
        if hashlib.sha256(texts[name].encode()).hexdigest() != row["sha256"]:
            raise ValueError(f"{name} in {statements} is another text than the one that was marked")
        yield Statement(texts[name], [(start, end) for start, end in row["marks"]], row["labels"])


def score(statements: Path, gold: Path = MARKED) -> dict[str, float]:
    """F1 of sentences with the right beginning and end, with labels apart from and in one with their sentences."""
    rows = [(one, {(segment.start, segment.end) for segment in segments(one.text)}) for one in read(statements, gold)]
    return {
        "labels apart": f1([(set(one.marks), mine) for one, mine in rows]),
        "labels joined": f1([(set(one.joined), mine) for one, mine in rows]),
    }


def f1(pairs: list[tuple[set[Span], set[Span]]]) -> float:
    """F1 over all statements, each given as its marked and its found sentences."""
    return 2 * sum(len(gold & found) for gold, found in pairs) / sum(len(gold) + len(found) for gold, found in pairs)


if __name__ == "__main__":
    for path in (MARKED, READ_THROUGH):
        for name, share in score(Path(sys.argv[1]), path).items():
            print(f"{path.stem:28} {name:14} {share:.4f}")

"""Scores how the analyser reads the main clause of sentences of our own: its verb, subject, objects and clauses.

`python -m evals.analyser_clauses` prints the share of dependents of main verbs that are found, and each miss.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from chancery.language import analyse

GOLD = Path(__file__).parent / "analyser_clauses.jsonl"
FLOOR = 0.9
"""The share that must be right."""
RELATIONS = {
    "subjects": ("nsubj", "csubj"),
    "objects": ("obj", "iobj"),
    "clauses": ("xcomp", "ccomp", "advcl", "parataxis"),
}


class Result(NamedTuple):
    """Dependents looked for and found, and the misses in words."""

    gold: int
    found: int
    misses: list[str]

    @property
    def recall(self) -> float:
        """The share found."""
        return self.found / self.gold


def score(path: Path = GOLD) -> Result:
    """Counts the main verbs and their subjects, objects and clauses that are found.

    A direct quotation or report before "he said" may hang on the verb of saying or the other way round.
    """
    gold = found = 0
    misses: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        tokens = [token for sentence in analyse(row["text"]) for token in sentence.tokens]
        verbs = [token for token in tokens if token.head == -1]
        wanted = [("root", row["root"])] + [(kind, word) for kind in RELATIONS for word in row[kind]]
        here = {("root", verb.text) for verb in verbs} | {
            (kind, token.text)
            for token in tokens
            for kind, relations in RELATIONS.items()
            if token.head != -1 and tokens[token.head].text == row["root"] and token.deprel.split(":")[0] in relations
        }
        gold += len(wanted)
        found += sum(item in here for item in wanted)
        misses += [f"{kind} {word}: {row['text']}" for kind, word in wanted if (kind, word) not in here]
    return Result(gold, found, misses)


if __name__ == "__main__":
    result = score()
    print("\n".join(result.misses))
    print(f"{result.found} of {result.gold}: {result.recall:.3f}")

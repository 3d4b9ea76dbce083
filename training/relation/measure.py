"""How many of our own sentences come out typed as we did: `python -m training.relation.measure`.

`sentences.tsv` are free sentences, `frames.tsv` bare ones; the network is trained on both, and what the codebook lacked
was read off both. `evals/relation.held.tsv` are free ones that were never trained on, nor read: the honest figure.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from chancery import relation
from training.relation import generate

HERE = Path(__file__).parent
HELD = HERE.parent.parent / "evals" / "relation.held.tsv"
YIELD = ("CONCEDE", "RETREAT")
PARTY = re.compile(r"\{([ST]):([^}]*)\}")
PENTA = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), "material cooperation"),
    **dict.fromkeys(("ACCUSE", "REQUEST", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT"), "material conflict"),
}


def sentences(path: Path = HERE / "sentences.tsv") -> list[dict[str, Any]]:
    """Return the free sentences with their types and the spans of their parties."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, text = line.split("\t")
        rows.append({"type": kind, **unmarked(text)})
    return rows


def unmarked(marked: str) -> dict[str, Any]:
    """Return a sentence without the marks of its parties, and their spans."""
    text, spans, at = "", {}, 0
    for party in PARTY.finditer(marked):
        text += marked[at : party.start()]
        spans[party[1]] = (len(text), len(text) + len(party[2]))
        text, at = text + party[2], party.end()
    return {"text": text + marked[at:], "source": spans["S"], "recipient": spans["T"]}


def bare() -> list[dict[str, Any]]:
    """Return the frames as sentences of two plain parties."""
    return [
        {"type": kind, **generate.filled(frame, "", "Norwegian officials", "Kenya", "")}
        for kind, frame in generate.frames()
    ]


def merged(kind: str) -> str:
    return "YIELD" if kind in YIELD else kind


def coded(row: dict[str, Any]) -> str:
    """Return the type of a row as the coder says, CONCEDE and RETREAT as one."""
    return merged(relation(row["text"], source=row["source"], recipient=row["recipient"]).plover)


def missed(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Return the sentences that come out as another type than ours, with both."""
    pairs = [(merged(row["type"]), coded(row), row["text"]) for row in rows]
    return [f"{ours} coded {theirs}: {text}" for ours, theirs, text in pairs if ours != theirs]


def macro_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """Return the mean F1 of the labels of (ours, coded) pairs.

    >>> macro_f1([("AID", "AID"), ("AGREE", "AID")])
    0.3333333333333333
    """
    ours, theirs = zip(*pairs, strict=True)
    labels = sorted(set(ours))
    right = {name: sum(a == b == name for a, b in zip(ours, theirs, strict=True)) for name in labels}
    shares: list[float] = [2 * right[name] / (ours.count(name) + theirs.count(name)) for name in labels]
    return sum(shares) / len(shares)


def main() -> None:
    """Prints the figures, and for the sentences that may be read those that are missed."""
    for name, rows in (("free", sentences()), ("bare", bare()), ("generated", list(generate.sentences())[::4])):
        wrong = missed(rows)
        sys.stdout.write(f"{name}: {len(rows) - len(wrong)} of {len(rows)} right\n")
        if name != "generated":
            sys.stdout.writelines(f"  {line}\n" for line in wrong)
    pairs = [(merged(row["type"]), coded(row)) for row in sentences(HELD)]
    penta = macro_f1((PENTA[ours], PENTA[theirs]) for ours, theirs in pairs)
    sys.stdout.write(f"held: {len(pairs)}, root macro-F1 {macro_f1(pairs):.3f}, penta {penta:.3f}\n")


if __name__ == "__main__":
    main()

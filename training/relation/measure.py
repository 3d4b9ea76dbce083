"""How many of our own sentences the codebook types as we did: `python training/relation/measure.py`.

`sentences.tsv` are free sentences, `frames.tsv` bare ones; `generate.py` makes longer sentences out of the frames.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import generate

from chancery import relation

HERE = Path(__file__).parent
YIELD = ("CONCEDE", "RETREAT")
PARTY = re.compile(r"\{([ST]):([^}]*)\}")


def sentences(path: Path = HERE / "sentences.tsv") -> list[dict[str, Any]]:
    """Return the free sentences with their types and the spans of their parties."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, marked = line.split("\t")
        text, spans, at = "", {}, 0
        for party in PARTY.finditer(marked):
            text += marked[at : party.start()]
            spans[party[1]] = (len(text), len(text) + len(party[2]))
            text, at = text + party[2], party.end()
        rows.append({"type": kind, "text": text + marked[at:], "source": spans["S"], "recipient": spans["T"]})
    return rows


def bare() -> list[dict[str, Any]]:
    """Return the frames as sentences of two plain parties."""
    return [
        {"type": kind, **generate.filled(frame, "", "Norwegian officials", "Kenya", "")}
        for kind, frame in generate.frames()
    ]


def missed(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Return the sentences that come out as another type than ours, with both."""
    found = []
    for row in rows:
        coded = relation(row["text"], source=row["source"], recipient=row["recipient"]).plover
        merged = "YIELD" if coded in YIELD else coded
        if merged != row["type"]:
            found.append(f"{row['type']} coded {merged}: {row['text']}")
    return found


if __name__ == "__main__":
    for name, rows in (("free", sentences()), ("bare", bare()), ("generated", list(generate.sentences()))):
        wrong = missed(rows)
        sys.stdout.write(f"{name}: {len(rows) - len(wrong)} of {len(rows)} right\n")
        if name != "generated":
            sys.stdout.writelines(f"  {line}\n" for line in wrong)

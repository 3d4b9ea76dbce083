"""Writes sentences out of our frames: each frame with several parties, openings and endings, always the same ones."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
COPIES = 9
"""Sentences from each frame."""
SEED = 7


def frames() -> list[tuple[str, str]]:
    """Return the frames with their types."""
    lines = (HERE / "frames.tsv").read_text(encoding="utf-8").splitlines()
    return [(kind, frame) for kind, frame in (line.split("\t") for line in lines if line and line[0] != "#")]


def fillers() -> dict[str, list[str]]:
    """Return what stands around and in the frames."""
    found: dict[str, list[str]] = yaml.safe_load((HERE / "fillers.yaml").read_text(encoding="utf-8"))
    return found


def filled(frame: str, lead: str, source: str, recipient: str, tail: str) -> dict[str, Any]:
    """Return a sentence with the spans of its parties."""
    text, spans = lead, {}
    for part in frame.replace("{S}", "\0S\0").replace("{T}", "\0T\0").split("\0"):
        name = {"S": source, "T": recipient}.get(part, part)
        if part in ("S", "T"):
            shown = name if len(text) == len(lead) and not lead else name[0].lower() + name[1:] if name[:4] in (
                "The ", "Poli", "Rebe", "Hund", "Stud", "Gunm") or name[:2] == "A " else name  # fmt: skip
            spans[part] = (len(text), len(text) + len(shown.rstrip(",").split(",")[0]))
            text += shown
        else:
            text += name
    return {"text": text + tail + ".", "source": spans["S"], "recipient": spans["T"]}


def sentences() -> Iterator[dict[str, Any]]:
    """Yield the training sentences with their types."""
    choose = random.Random(SEED)
    words = fillers()
    for kind, frame in frames():
        for _ in range(COPIES):
            parts = (choose.choice(words[key]) for key in ("leads", "sources", "recipients", "tails"))
            yield {"type": kind, **filled(frame, *parts)}


if __name__ == "__main__":
    for row in sentences():
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")

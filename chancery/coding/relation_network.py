"""What a small network makes of a sentence with two marked parties: a share for each PLOVER type.

The weights lie in `chancery/data/relation/`; `training/relation/classifier.py` makes them out of sentences of our own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple, TypeAlias

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

Span: TypeAlias = tuple[int, int]

OPENING, CLOSING = 101, 102
"""The pieces that open and close a text."""
MARKS = {"source": (1, 2), "recipient": (3, 4)}
"""Pieces without a meaning of their own, put around a party."""
PARTY = 8
"""Pieces of a party that are read: its name tells less than what stands around it."""
BEFORE, AFTER = 9, 16
"""Pieces read before the first party and after the second: no worse than the 12 and 22 that it was trained with."""
BETWEEN = 60
"""Pieces read between the parties at most, those of its middle left out."""


class Marked(NamedTuple):
    """The pieces of a text around its two parties, and the places where the parties are marked."""

    pieces: list[int]
    source: int
    recipient: int


def shares(text: str, source: Span, recipient: Span) -> tuple[float, ...]:
    """Return the share of each PLOVER type, in the order of their names; they sum to one."""
    row = marked(text, source, recipient)
    inputs = {"pieces": row.pieces, "marks": [row.source, row.recipient]}
    scores = _network().run(None, {name: np.array(value, dtype=np.int64) for name, value in inputs.items()})[0][0]
    raised = np.exp(scores - scores.max())
    return tuple(map(float, raised / raised.sum()))


def marked(text: str, source: Span, recipient: Span) -> Marked:
    """Return what the network reads of a text: parties that overlap are marked as one, the first of them."""
    found = _tokenizer().encode(text, add_special_tokens=False)
    places = {"source": _within(found.offsets, source), "recipient": _within(found.offsets, recipient)}
    first, second = sorted(places, key=lambda name: places[name].start)
    ids, middle = found.ids, found.ids[places[first].stop : places[second].start]
    if len(middle) > BETWEEN:
        middle = middle[: BETWEEN // 2] + middle[-BETWEEN // 2 :]
    pieces = [OPENING, *ids[max(0, places[first].start - BEFORE) : places[first].start]]
    starts = {first: len(pieces)}
    pieces += [*_party(first, ids, places), *middle]
    starts[second] = len(pieces)
    pieces += [*_party(second, ids, places), *ids[places[second].stop : places[second].stop + AFTER], CLOSING]
    return Marked(pieces, starts["source"], starts["recipient"])


def _party(name: str, ids: Sequence[int], places: dict[str, range]) -> list[int]:
    begin, end = MARKS[name]
    return [begin, *ids[places[name].start : places[name].stop][:PARTY], end]


def _within(offsets: Sequence[Span], span: Span) -> range:
    inside = [i for i, (start, end) in enumerate(offsets) if start < span[1] and span[0] < end]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


@cache
def _tokenizer() -> Tokenizer:
    found = Tokenizer.from_str((files("chancery") / "data/model/tokenizer.json").read_text(encoding="utf-8"))
    found.no_truncation()
    found.no_padding()
    return found


@cache
def _network() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    weights = (files("chancery") / "data/relation/network.onnx").read_bytes()
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])

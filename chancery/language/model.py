"""Runs the network: words in, tags, heads, relations and names out.

The weights, their labels and their licence lie in `chancery/data/model/`; `training/` makes them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import as_file, files
from multiprocessing import parent_process
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from chancery.language.pieces import PieceReader, Pieces
from chancery.language.punctuation import rehung
from chancery.language.trees import best_tree, mended

MAX_PIECES = 240
"""A longer sentence is read in windows: the treebank has none so long, and attention costs the square."""
OVERLAP = 0.2
"""The share of a window that the next one reads again, so that each word is read with what stands around it."""

Floats = NDArray[np.float32]


class Parse(NamedTuple):
    """The analysis of one sentence; `heads` are indexes, -1 for the root. `vector` is the sentence's mean state."""

    upos: list[str]
    xpos: list[str]
    heads: list[int]
    deprels: list[str]
    names: list[str]
    vector: Floats


class Model:
    """The network with its labels; make one per process (see `analyser.default`).

    It reads one sentence at a time: none is padded to the length of another, and none is read otherwise for what stands
    beside it. `threads` sentences are at work at once: by default as many as there are processors, and one in a worker
    of a process pool. `folder` holds other weights of the same make.
    """

    def __init__(self, folder: Path | None = None, *, threads: int | None = None) -> None:
        self._threads = threads or (1 if parent_process() else os.cpu_count() or 1)
        self._workers: tuple[int, ThreadPoolExecutor] | None = None
        with as_file(files("chancery").joinpath("data", "model")) as shipped:
            place = folder or shipped
            self._encoder, self._relations = (_session(place / f"{name}.onnx") for name in ("encoder", "relations"))
            self._reader = PieceReader(place / "tokenizer.json")
            labels = json.loads((place / "labels.json").read_text(encoding="utf-8"))
        self.upos: list[str] = labels["upos"]
        self.xpos: list[str] = labels["xpos"]
        self.deprels: list[str] = labels["deprels"]
        self.names: list[str] = labels["names"]
        self._root = self.deprels.index("root")
        self._moves = _allowed(self.names)

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Analyses sentences of words; the order of the input is kept."""
        if self._threads == 1 or len(sentences) < 2:
            return [self._parse(words) for words in sentences]
        longest_first = sorted(range(len(sentences)), key=lambda at: -len(sentences[at]))
        parses = self._pool().map(self._parse, [sentences[at] for at in longest_first])
        found = dict(zip(longest_first, parses, strict=True))
        return [found[at] for at in range(len(sentences))]

    def _parse(self, words: Sequence[str]) -> Parse:
        raw = [(start, self._run(pieces)) for start, pieces in self._windows(words)]
        return self._decode(words, _joined(raw, len(words)))

    def _windows(self, words: Sequence[str]) -> Iterator[tuple[int, Pieces]]:
        pieces = self._reader.read(words)
        if len(pieces.ids) <= MAX_PIECES:
            yield 0, pieces
            return
        start = 0
        while True:
            stop, size = start, 2
            while stop < len(words) and size + len(self._reader.word(words[stop])[0]) <= MAX_PIECES:
                size += len(self._reader.word(words[stop])[0])
                stop += 1
            yield start, self._reader.read(words[start:stop])
            if stop >= len(words):
                return
            start = max(stop - int(OVERLAP * (stop - start)), start + 1)

    def _pool(self) -> ThreadPoolExecutor:
        """The worker threads, kept since each new thread would take memory of its own; made anew after a fork."""
        if self._workers is None or self._workers[0] != os.getpid():
            self._workers = os.getpid(), ThreadPoolExecutor(self._threads)
        return self._workers[1]

    def _run(self, pieces: Pieces) -> _Raw:
        inputs = {name: np.array(row, dtype=np.int64) for name, row in pieces._asdict().items()}
        upos, xpos, names, arcs, dependents, heads, vector = self._encoder.run(None, inputs)
        tree = best_tree(arcs)
        (best,) = self._relations.run(None, {"dependents": dependents[1:], "heads": heads[tree]})
        deprels = np.where(tree == 0, self._root, best)
        return _Raw(upos[1:], xpos[1:], names[1:], tree - 1, deprels, vector)

    def _decode(self, words: Sequence[str], raw: _Raw) -> Parse:
        heads: list[int] = raw.heads.tolist()
        deprels = [
            "root" if head < 0 else "parataxis" if relation == self._root else self.deprels[relation]
            for head, relation in zip(heads, raw.deprels, strict=True)
        ]
        return Parse(
            [self.upos[tag] for tag in raw.upos],
            [self.xpos[tag] for tag in raw.xpos],
            rehung(words, heads, deprels),
            deprels,
            [self.names[tag] for tag in _best_path(raw.names, self._moves)],
            raw.vector,
        )


class _Raw(NamedTuple):
    upos: NDArray[np.int64]
    xpos: NDArray[np.int64]
    names: Floats
    heads: NDArray[np.int64]
    deprels: NDArray[np.int64]
    vector: Floats


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _allowed(names: list[str]) -> Floats:
    """What may follow what: `I-X` only after `B-X` or `I-X`; row 0 stands also for the beginning."""
    moves = np.zeros((len(names), len(names)), dtype=np.float32)
    for after, tag in enumerate(names):
        if tag.startswith("I-"):
            for before, earlier in enumerate(names):
                if earlier[2:] != tag[2:] or earlier == "O":
                    moves[before, after] = -1e4
    return moves


def _best_path(scores: Floats, moves: Floats) -> list[int]:
    """The best sequence of tags: the best tag of each word where they may follow one another, else Viterbi's."""
    best: NDArray[np.int64] = scores.argmax(-1)
    path: list[int] = best.tolist()
    if not moves[[0, *path[:-1]], path].any():
        return path
    total, back = scores[0] + moves[0], []
    for row in scores[1:]:
        options = total[:, None] + moves
        back.append(options.argmax(0))
        total = options.max(0) + row
    path = [int(total.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


def _joined(windows: list[tuple[int, _Raw]], size: int) -> _Raw:
    """One analysis out of those of overlapping windows.

    Each word is taken from the window in which it stands further from the edge; the roots of later windows hang on
    the first root, as a list of clauses would.
    """
    if len(windows) == 1:
        return windows[0][1]
    windows = sorted(windows, key=lambda window: window[0])
    starts = [start for start, _ in windows]
    ends = [start + len(raw.heads) for start, raw in windows]
    cuts = [0, *((ends[i] + starts[i + 1]) // 2 for i in range(len(windows) - 1)), size]
    rows = [
        (raw, start, slice(a - start, b - start)) for (start, raw), a, b in zip(windows, cuts, cuts[1:], strict=False)
    ]
    parts = [np.concatenate([getattr(raw, field)[cut] for raw, _, cut in rows]) for field in ("upos", "xpos", "names")]
    heads = np.concatenate([np.where(raw.heads < 0, -1, raw.heads + start)[cut] for raw, start, cut in rows])
    deprels = np.concatenate([raw.deprels[cut] for raw, _, cut in rows])
    return _Raw(parts[0], parts[1], parts[2], mended(heads), deprels, windows[0][1].vector)

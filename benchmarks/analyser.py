"""Measures the analyser: `python -m benchmarks.analyser TEXTS.jsonl [--treebank FILE ...] [--spacy PIPELINE]`.

Prints the size of the weights; load time, words a second from raw text and peak memory, each in processes of their own,
with one core and two; with treebank files the scores with gold words; with `--statements` the boundaries of sentences.
`--spacy` puts a trained pipeline (a folder or a package; `training/spacy_pipeline`) beside ours in all of them.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chancery.language import Parse, Parser
    from training.treebank import Tree

SINGLE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS")
"""Set to 1, so that one process is one thread for both."""
Reader = Callable[[str], int]
"""Reads a text to the end and says how many words it has."""


def texts(path: Path, words: int = 30_000) -> list[str]:
    """The first texts of a JSON Lines file, enough for so many words."""
    found: list[str] = []
    size = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            found.append(json.loads(line)["text"])
            size += len(found[-1].split())
            if size >= words:
                break
    return found


def reader(spacy: str | None, threads: int) -> Reader:
    """The shipped analyser with so many sentences at work at once, or a spaCy pipeline."""
    if spacy:
        from benchmarks.rival import Rival

        return Rival(spacy).words
    from chancery.language import Model, analyse

    model = Model(threads=threads)
    return lambda text: sum(len(sentence.tokens) for sentence in analyse(text, parser=model))


def alone(found: Sequence[str], spacy: str | None, threads: int, repeat: int) -> str:
    """One process over texts, one after another; the best of some runs."""
    began = time.perf_counter()
    read = reader(spacy, threads)
    load = time.perf_counter() - began
    return row(load, *best(lambda: sum(map(read, found)), repeat), resource.RUSAGE_SELF)


def together(found: Sequence[str], spacy: str | None, repeat: int) -> str:
    """Two processes that share the texts, as `chancery add --jobs 2` does; memory is that of the larger."""
    read = partial(_read, spacy)
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(read, ["A first text."] * 8, chunksize=1)
        words, seconds, _ = best(lambda: sum(pool.imap_unordered(read, found)), repeat)
        pool.close()
        pool.join()
    return row(None, words, seconds, None, resource.RUSAGE_CHILDREN)


@cache
def _reader(spacy: str | None) -> Reader:
    return reader(spacy, 1)


def _read(spacy: str | None, text: str) -> int:
    """Reads a text in a worker process, which loads what reads it once."""
    return _reader(spacy)(text)


def best(work: Callable[[], int], repeat: int) -> tuple[int, float, float]:
    """The words read, and the least seconds by the clock and of the processor among some runs."""
    clock = processor = float("inf")
    words = 0
    for _ in range(repeat):
        began = time.perf_counter(), time.process_time()
        words = work()
        clock = min(clock, time.perf_counter() - began[0])
        processor = min(processor, time.process_time() - began[1])
    return words, clock, processor


def row(load: float | None, words: int, seconds: float, processor: float | None, whose: int) -> str:
    """One line of the table; the rate by processor time tells more on a machine that others use."""
    rate = f"{words / processor:8,.0f}" if processor else "       –"
    memory = resource.getrusage(whose).ru_maxrss / 1024
    start = f"{load:5.2f}" if load is not None else "    –"
    return f"load {start} s  words/s {words / seconds:8,.0f}  by processor time {rate}  peak {memory:4.0f} MB"


def scores(path: Path, spacy: str | None) -> str:
    """Scores on a treebank with gold words: punctuation counted, relations without subtypes."""
    from evals.diplomatic import score

    shares = score(path, parser=parser(spacy))
    return "  ".join(f"{name} {100 * share:.2f}" for name, share in shares.items() if not spacy or name not in LACKING)


LACKING = ("UPOS", "lemmas")
"""What the spaCy pipeline is not trained for."""


def parser(spacy: str | None) -> Parser:
    """The shipped model or a spaCy pipeline in its place."""
    if spacy:
        from benchmarks.rival import Rival

        return Rival(spacy)
    from chancery.language import Model

    return Model()


def measures(trees: Sequence[Tree], parses: Sequence[Parse]) -> dict[str, float]:
    """Shares of words that are right, and F1 of names if the trees have any; relations without subtypes."""
    from chancery.language.lemmas import lemma
    from training.treebank import spans

    right = dict.fromkeys(("UAS", "LAS", "UPOS", "XPOS", "lemmas"), 0)
    words = found = gold = both = 0
    for tree, parse in zip(trees, parses, strict=True):
        words += len(tree.words)
        for i, word in enumerate(tree.words):
            same = parse.heads[i] + 1 == tree.heads[i]
            right["UAS"] += same
            right["LAS"] += same and parse.deprels[i].split(":")[0] == tree.deprels[i].split(":")[0]
            right["UPOS"] += parse.upos[i] == tree.upos[i]
            right["XPOS"] += parse.xpos[i] == tree.xpos[i]
            right["lemmas"] += lemma(word, parse.upos[i], parse.xpos[i]) == tree.lemmas[i]
        if tree.names:
            mine, yours = spans(parse.names), spans(tree.names)
            found, gold, both = found + len(mine), gold + len(yours), both + len(mine & yours)
    shares = {name: count / words for name, count in right.items()}
    return shares | {"names F1": 2 * both / (found + gold)} if gold else shares


def boundaries(statements: Path, spacy: str | None) -> str:
    """F1 of sentences with the right beginning and end, on joint statements marked by hand."""
    from evals.analyser_boundaries import MARKED, f1, read
    from evals.analyser_boundaries import score as own

    if not spacy:
        shares = own(statements)
    else:
        from benchmarks.rival import Rival

        rival = Rival(spacy)
        rows = [(one, rival.sentences(one.text)) for one in read(statements, MARKED)]
        shares = {
            "labels apart": f1([(set(one.marks), found) for one, found in rows]),
            "labels joined": f1([(set(one.joined), found) for one, found in rows]),
        }
    return "  ".join(f"F1 with {name} {share:.3f}" for name, share in shares.items())


def size(folder: Iterable[Path]) -> float:
    """Megabytes of files."""
    return sum(path.stat().st_size for path in folder if path.is_file()) / 1e6


def apart(name: str, work: Callable[..., str], *arguments: object) -> None:
    """Runs a measurement in a fresh process and prints its line, with the load of the machine before it."""
    load = os.getloadavg()[0]
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        print(f"{name:32} {pool.submit(work, *arguments).result()}  (load {load:.1f})", flush=True)


def main() -> None:
    """Reads the arguments and measures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("texts", type=Path, help="JSON Lines with a field text")
    options.add_argument("--treebank", type=Path, nargs="*", default=[], help="CoNLL-U files to score")
    options.add_argument("--statements", type=Path, help="the joint statements whose sentences are marked")
    options.add_argument("--spacy", help="a trained spaCy pipeline, as a folder or the name of a package")
    options.add_argument("--words", type=int, default=30_000, help="how many words of the texts are read")
    options.add_argument("--repeat", type=int, default=3, help="of so many runs the best is printed")
    args = options.parse_args()
    os.environ.update(dict.fromkeys(SINGLE, "1"))
    found = texts(args.texts, args.words)
    print(f"weights: chancery {size(Path(str(files('chancery'))).glob('data/model/*')):.1f} MB")
    if args.spacy and Path(args.spacy).is_dir():
        print(f"weights: spaCy {size(Path(args.spacy).rglob('*')):.1f} MB")
    for name, pipeline in (("chancery", None), ("spaCy", args.spacy)):
        if name == "spaCy" and not pipeline:
            continue
        apart(f"{name}, one core", alone, found, pipeline, 1, args.repeat)
        if not pipeline:
            apart(f"{name}, two cores, one process", alone, found, pipeline, 2, args.repeat)
        apart(f"{name}, two cores, two processes", together, found, pipeline, args.repeat)
        for path in args.treebank:
            apart(f"{name}, {path.name}", scores, path, pipeline)
        if args.statements:
            apart(f"{name}, boundaries", boundaries, args.statements, pipeline)


if __name__ == "__main__":
    main()

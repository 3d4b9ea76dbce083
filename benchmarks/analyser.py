"""Measures the analyser: `python -m benchmarks.analyser TEXTS.jsonl [--treebank FILE.conllu.gz ...]`.

Prints load time, words a second from raw text with one and two batches at work, peak memory and the size of the
weights, each in a process of its own; with treebank files, the scores with gold words beside them. `--spacy NAME`
runs an installed spaCy pipeline over the same texts.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import time
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chancery.language import Parse
    from training.treebank import Tree

WORDS = 30_000
"""How many words of the texts are read."""


def texts(path: Path) -> list[str]:
    """The first texts of a JSON Lines file, enough for `WORDS` words."""
    found: list[str] = []
    size = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            found.append(json.loads(line)["text"])
            size += len(found[-1].split())
            if size >= WORDS:
                break
    return found


def own(path: Path, threads: int) -> str:
    """The shipped analyser over the texts."""
    began = time.perf_counter()
    from chancery.language import Model, analyse

    model = Model(threads=threads)
    loaded = time.perf_counter(), time.process_time()
    words = sum(len(sentence.tokens) for text in texts(path) for sentence in analyse(text, parser=model))
    return report(f"chancery, {threads} at work", loaded[0] - began, words, *since(loaded))


def spacy(path: Path, name: str) -> str:
    """A spaCy pipeline over the texts."""
    began = time.perf_counter()
    import spacy as library

    pipeline = library.load(name)
    loaded = time.perf_counter(), time.process_time()
    words = sum(len(document) for document in pipeline.pipe(texts(path)))
    return report(f"spaCy {name}", loaded[0] - began, words, *since(loaded))


def since(moment: tuple[float, float]) -> tuple[float, float]:
    """Seconds by the clock and of the processor since a moment."""
    return time.perf_counter() - moment[0], time.process_time() - moment[1]


def report(what: str, load: float, words: int, seconds: float, processor: float) -> str:
    """One line of the table; the rate by processor time tells more on a machine that others use."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rates = f"{words / seconds:7,.0f} words/s  {words / processor:7,.0f} words/s of processor time"
    return f"{what:28} load {load:5.2f} s  {rates}  peak {memory:4.0f} MB"


def scores(path: Path) -> str:
    """Scores on a treebank with gold words: punctuation counted, relations without subtypes."""
    from chancery.language import Model
    from training.treebank import read

    trees = read(path)
    shares = measures(trees, Model().parse([tree.words for tree in trees]))
    return f"{path.name:28} " + "  ".join(f"{name} {100 * share:.2f}" for name, share in shares.items())


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


def apart(work: Callable[..., str], *arguments: object) -> None:
    """Runs a measurement in a fresh process and prints its line."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print(pool.apply(work, arguments))


def main() -> None:
    """Reads the arguments and measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, help="JSON Lines with a field text")
    parser.add_argument("--treebank", type=Path, nargs="*", default=[], help="CoNLL-U files to score")
    parser.add_argument("--spacy", help="the name of an installed spaCy pipeline")
    args = parser.parse_args()
    folder = files("chancery").joinpath("data", "model")
    size = sum(len(item.read_bytes()) for item in folder.iterdir() if item.is_file())
    print(f"model files {size / 1e6:.1f} MB")
    for threads in (1, 2):
        apart(own, args.texts, threads)
    if args.spacy:
        apart(spacy, args.texts, args.spacy)
    for path in args.treebank:
        apart(scores, path)


if __name__ == "__main__":
    main()

"""Gold for texts that stay elsewhere: `python -m evals.shared_gold [SHARED] --set white_house`.

SHARED (or CHANCERY_SHARED) holds `data/texts/*.jsonl`. The gold kept here has ids, labels and offsets: the evidence of
a record is [start, end] in code points of the text of its row. `load` gives rows of the shape of `samples.gold.jsonl`,
with the words for the offsets, which `evals.score` takes. How the texts were chosen and read: docs/annotation.md.
Every second document of the White House and of the news set is held out (`--half held`): its errors are not read.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from chancery.models import CodedDocument, document
from chancery.pipeline import code
from evals.score import Report, Score, score, table

Row: TypeAlias = dict[str, Any]
Half: TypeAlias = Literal["dev", "held"]

HERE = Path(__file__).parent
SEED = 40
LISTS = ("engagements", "acts", "commitments", "upcoming", "positions")
FILES = {
    "readouts": ("readouts",),
    "white_house": ("fact_sheets", "joint_statements"),
    "wikinews": ("wikinews",),
    "news": ("wikinews",),
}
READOUTS, WIKINEWS = 40, 200
WORDS = {"white_house": range(200, 901), "news": range(100, 1201)}
# Ranks in the drawn order. White House: the first ten fact sheets about a foreign relation and the first two about
# none; the first ten joint statements, where of several on one day only the first counts, for these share most of their
# words. News: all stories whose title and opening tell what one state or organisation of states does to another, the
# first three that name several where none acts on another, and the first three that are domestic.
RANKS: Mapping[str, Mapping[str, Sequence[int]]] = {
    "white_house": {
        "fact_sheets": (0, 1, 2, 6, 7, 9, 12, 14, 18, 19, 3, 4),
        "joint_statements": (0, 1, 2, 3, 4, 5, 6, 7, 10, 11),
    },
    "news": {
        "wikinews": [
            *(0, 16, 68, 80, 104, 126, 164, 172, 176, 191, 213, 223, 245, 251, 260, 265, 266, 269),
            *(14, 27, 79),
            *(1, 3, 4),
        ],
    },
}
# What the gold of readouts covers; the claims of other kinds that are coded there are neither right nor wrong.
READOUT_KINDS = ("upcoming", "engagement")


def read_texts(shared: Path, name: str) -> dict[str, Row]:
    """Return the rows of one file of texts by id."""
    path = shared / "data" / "texts" / f"{name}.jsonl"
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {row["id"]: row for row in rows}


def texts_of(shared: Path, which: str) -> dict[str, Row]:
    """Return the rows that a gold set was chosen from, by id."""
    return {key: row for name in FILES[which] for key, row in read_texts(shared, name).items()}


def drawn(shared: Path, which: str) -> list[str]:
    """Draw the ids of a gold set anew, sorted: the same for the same texts."""
    if which in RANKS:
        files = {name: read_texts(shared, name) for name in RANKS[which]}
        return sorted(key for name, ranks in RANKS[which].items() for key in _ranked(files[name], ranks, WORDS[which]))
    size = READOUTS if which == "readouts" else WIKINEWS
    return sorted(random.Random(SEED).sample(sorted(texts_of(shared, which)), size))


def _ranked(texts: Mapping[str, Row], ranks: Sequence[int], words: range) -> list[str]:
    order = sorted(key for key, row in texts.items() if len(row["text"].split()) in words)
    random.Random(SEED).shuffle(order)
    return [order[rank] for rank in ranks]


def gold_rows(which: str, half: Half | None = None) -> list[Row]:
    """Return the gold rows as they are kept, evidence as offsets; of a half every second row in the order of ids."""
    path = HERE / f"{which}.gold.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return rows if half is None else sorted(rows, key=lambda row: str(row["id"]))[half == "held" :: 2]


def load(which: str, texts: Mapping[str, Row], half: Half | None = None) -> dict[str, Row]:
    """Return the gold rows by id, words in place of offsets; a kind that was not annotated is an empty list."""
    return {row["id"]: _quoted(row, texts[row["id"]]["text"]) for row in gold_rows(which, half)}


def _quoted(row: Row, text: str) -> Row:
    lists = {name: [one | {"evidence": _words(one, text)} for one in row.get(name, [])] for name in LISTS}
    return row | lists


def _words(record: Row, text: str) -> str:
    start, end = record["evidence"]
    return text[start:end]


def misplaced(which: str, texts: Mapping[str, Row]) -> Iterator[str]:
    """Yield what is wrong with the offsets of a set: outside the text, blank at an end, or words that stand earlier."""
    for row in gold_rows(which):
        text = texts[row["id"]]["text"]
        for name in LISTS:
            for record in row.get(name, []):
                start, end = record["evidence"]
                words = text[start:end]
                if not 0 <= start < end <= len(text) or words != words.strip() or text.find(words) != start:
                    yield f"{row['id']}: {name} [{start}, {end}]"


def relevance() -> dict[str, bool]:
    """Return whether a story of the news set is diplomatic, by id."""
    with (HERE / "wikinews.relevance.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["diplomatic"] == "true" for row in csv.DictReader(file)}


def coded(row: Row) -> CodedDocument:
    """Code one row of texts."""
    return code(document(row["text"], source_id=row["id"], title=row["title"], published=row["published"]))


def score_claims(which: str, texts: Mapping[str, Row], half: Half | None = None) -> Report:
    """Score the coders on a set or its half; for readouts only the kinds that were annotated."""
    gold = load(which, texts, half)
    report = score(gold, (coded(texts[key]) for key in gold))
    if which == "readouts":
        report.scores = {name: report.scores[name] for name in READOUT_KINDS}
    return report


def score_relevance(texts: Mapping[str, Row]) -> Report:
    """Score which stories are taken for diplomatic ones."""
    gold = relevance()
    found = {key: coded(texts[key]).diplomatic for key in gold}
    right = sum(gold[key] and found[key] for key in gold)
    return Report(scores={"diplomatic": Score(gold=sum(gold.values()), coded=sum(found.values()), right=right)})


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("shared", type=Path, nargs="?", default=os.environ.get("CHANCERY_SHARED"))
    parser.add_argument("--set", choices=FILES, default="white_house", dest="which")
    parser.add_argument("--half", choices=get_args(Half), help="only every second document: dev or held")
    parser.add_argument("--check", action="store_true", help="only check ids and offsets against the texts")
    options: Any = parser.parse_args()
    if options.shared is None:
        parser.error("name the folder with data/texts, or set CHANCERY_SHARED")
    texts = texts_of(Path(options.shared), options.which)
    if options.check:
        check(options.which, Path(options.shared), texts)
    else:
        news = options.which == "wikinews"
        print(table(score_relevance(texts) if news else score_claims(options.which, texts, options.half)))


def check(which: str, shared: Path, texts: Mapping[str, Row]) -> None:
    """Print what is wrong with a set and exit with 1, or say that all is well."""
    ids = list(relevance()) if which == "wikinews" else [row["id"] for row in gold_rows(which)]
    wrong = [] if which == "wikinews" else list(misplaced(which, texts))
    if sorted(ids) != drawn(shared, which):
        wrong.append(f"{which}: the ids are not those that the seed draws")
    if wrong:
        raise SystemExit("\n".join(wrong))
    print(f"{which}: {len(ids)} documents, all evidence in its place")


if __name__ == "__main__":
    main()

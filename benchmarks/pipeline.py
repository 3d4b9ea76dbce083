"""Time and memory of `code`, `add`, `add` again and `brief`, each command a process of its own, as a Markdown table.

    python benchmarks/pipeline.py TEXTS... [--limit N] [--jobs N] [--actors USA JPN]

Each file of TEXTS (text or JSON Lines, .gz too) is measured by itself with a new ledger; `--limit` takes the first N
lines of JSON Lines. Seconds are wall clock, CPU those of all its processes; memory is the largest resident set of any
one process.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

COMMAND = "import sys; from chancery.cli import main; sys.exit(main())"
WATCH = """
import resource, subprocess, sys, time
begun = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
took, used = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
print(took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, done.returncode)
sys.stderr.buffer.write(done.stderr)
"""
HEADS = ("texts", "reports", "words", "command", "seconds", "CPU", "reports/s", "words/s", "MB")


class Cost(NamedTuple):
    """What a command took."""

    seconds: float
    cpu: float
    megabytes: float
    status: int


def measure(*arguments: str) -> Cost:
    """Run a command of chancery under a watching process, so that nothing but it is counted."""
    watched = [sys.executable, "-c", WATCH, sys.executable, "-c", COMMAND, *arguments]
    done = subprocess.run(watched, capture_output=True, text=True, check=True)
    sys.stderr.write(done.stderr)
    seconds, cpu, megabytes, status = done.stdout.split()
    return Cost(float(seconds), float(cpu), float(megabytes), int(status))


def rows(path: Path, folder: Path, *, limit: int | None, jobs: int, actors: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Measure all commands on one file."""
    source, reports, words = taken(path, folder, limit)
    ledger = ("--ledger", str(folder / f"{path.name}.db"))
    workers = ("--jobs", str(jobs))
    commands = {
        f"code, {jobs} at a time": ("code", *workers, source),
        f"add, {jobs} at a time": (*ledger, "add", *workers, source),
        "add again": (*ledger, "add", source),
        f"brief {' '.join(actors)}": (*ledger, "brief", *actors),
        "search": (*ledger, "search", "security", "cooperation"),
    }
    for name, arguments in commands.items():
        cost = measure(*arguments)
        rates = (f"{reports / cost.seconds:.1f}", f"{words / cost.seconds:,.0f}") if "at a time" in name else ("", "")
        failed = "" if cost.status == 0 else f" (status {cost.status})"
        told = (f"{cost.seconds:.1f}", f"{cost.cpu:.1f}", *rates, f"{cost.megabytes:.0f}")
        yield (path.name, f"{reports:,}", f"{words:,}", name + failed, *told)


def taken(path: Path, folder: Path, limit: int | None) -> tuple[str, int, int]:
    """Return the file to measure on, the first lines of it where there is a limit, with its reports and words."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        if ".jsonl" not in path.suffixes:
            return str(path), 1, len(file.read().split())
        lines = list(itertools.islice(file, limit))
    part = folder / path.name.removesuffix(".gz")
    part.write_text("".join(lines), encoding="utf-8")
    return str(part), len(lines), sum(len(json.loads(line)["text"].split()) for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--actors", nargs="+", default=["USA", "JPN"])
    chosen = parser.parse_args()
    print(f"| {' | '.join(HEADS)} |\n|{'---|' * len(HEADS)}")
    with tempfile.TemporaryDirectory() as folder:
        for path in chosen.texts:
            for row in rows(path, Path(folder), limit=chosen.limit, jobs=chosen.jobs, actors=chosen.actors):
                print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()

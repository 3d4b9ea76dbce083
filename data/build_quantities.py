"""Build `chancery/data/quantities/` from `data/quantities/`: python data/build_quantities.py [TARGET FOLDER].

Sources are YAML and CSV kept by hand, each with its origin in its first line; what is built is JSON in a fixed order,
so that a rebuild is identical byte by byte.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import yaml

SOURCES = Path(__file__).parent / "quantities"
TARGET = Path(__file__).parent.parent / "chancery" / "data" / "quantities"


def read_yaml(name: str) -> dict[str, Any]:
    """Read a source table."""
    loaded: dict[str, Any] = yaml.safe_load((SOURCES / name).read_text(encoding="utf-8"))
    return loaded


def read_csv(name: str) -> list[dict[str, str]]:
    """Read a source list, leaving out its lines of comment."""
    with (SOURCES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def listed(codes: str | list[str]) -> list[str]:
    """Give one code or several as a list."""
    return [codes] if isinstance(codes, str) else codes


def currencies() -> dict[str, Any]:
    """Join CLDR names with the newspapers' words; a name is a phrase in lower case, an abbreviation keeps its case."""
    words = read_yaml("currencies.yaml")
    rows = read_csv("currencies.csv")
    current = {code for row in read_csv("countries.csv") for code in row["currencies"].split("|")}
    names: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: (row["code"] not in current, row["code"])):
        for name in row["names"].split("|"):
            names.setdefault(name.lower(), [row["code"]])
    names |= {name.lower(): listed(codes) for name, codes in words["nouns"].items()}
    return {
        "codes": sorted({row["code"] for row in rows} | {"XBT"}),
        "names": dict(sorted(names.items())),
        "signs": {sign: listed(codes) for sign, codes in words["signs"].items()},
        "dollars": words["dollars"],
        "abbreviations": {short: listed(codes) for short, codes in words["abbreviations"].items()},
        "letters": {letter: listed(codes) for letter, codes in words["letters"].items()},
        "wary": [str(word) for word in words["wary"]],
        "cents": words["cents"],
        "renewed": {new: {"from": old, "since": str(since)} for new, (old, since) in words["renewed"].items()},
    }


def countries() -> dict[str, Any]:
    """List for each state its codes, its currencies and the words that name it."""
    places = read_yaml("words.yaml")["places"]
    return {
        row["alpha2"]: {
            "alpha3": row["alpha3"],
            "currencies": row["currencies"].split("|"),
            "words": list(dict.fromkeys([*row["words"].split("|"), *places.get(row["alpha2"], [])])),
        }
        for row in read_csv("countries.csv")
    }


def monthly() -> dict[str, dict[str, str]]:
    """Give the monthly means by currency and month, as printed."""
    series: dict[str, dict[str, str]] = {}
    for row in read_csv("monthly.csv"):
        series.setdefault(row["currency"], {})[row["month"]] = row["rate"]
    return series


def words() -> dict[str, Any]:
    """Give the words around figures, without the places, which belong to the countries."""
    return {key: value for key, value in read_yaml("words.yaml").items() if key != "places"}


def build(target: Path = TARGET) -> None:
    """Write each built table."""
    target.mkdir(parents=True, exist_ok=True)
    tables = {
        "numbers": read_yaml("numbers.yaml"),
        "currencies": currencies(),
        "countries": countries(),
        "words": words(),
        "calendar": read_yaml("calendar.yaml"),
        "pegs": {"pegs": read_csv("pegs.csv")},
        "monthly": monthly(),
    }
    for name, table in tables.items():
        text = json.dumps(table, ensure_ascii=False, indent=0, default=str)
        (target / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)

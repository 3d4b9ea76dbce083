"""Build chancery/data/export/codes.json from data/export/*.csv: what other event data call our actors."""

import csv
import json
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = HERE / "export"
TARGET = HERE.parent / "chancery" / "data" / "export"
CODES = ("cow", "fips", "geonames", "cameo")


def build() -> dict[str, str]:
    """Return the text of each built table by file name."""
    rows = [row for name in ("states", "organisations") for row in _rows(name)]
    table = {row["code"]: {key: row[key] for key in CODES if row.get(key)} for row in rows}
    return {"codes.json": json.dumps(table, indent=1, sort_keys=True) + "\n"}


def _rows(name: str) -> list[dict[str, str]]:
    with (SOURCES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in build().items():
        (TARGET / name).write_text(text, encoding="utf-8")

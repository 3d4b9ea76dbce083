"""Build chancery/data/linkage/*.json from data/linkage/*.yaml."""

import json
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
SOURCES = HERE / "linkage"
TARGET = HERE.parent / "chancery" / "data" / "linkage"


def build() -> dict[str, str]:
    """Return the text of each built table by file name."""
    words, revisions, official, records = (_read(name) for name in ("words", "revisions", "official", "records"))
    tables = {
        "words.json": {
            "empty": sorted({word for group in words["empty"].values() for word in group.split()}),
            "titles": sorted(set(words["titles"].split())),
            "totals": sorted(set(words["totals"].split())),
        },
        "revisions.json": {row["word"]: {"relation": row["relation"], "ratio": row.get("ratio")} for row in revisions},
        "official.json": {key: sorted(official[key]) for key in ("hosts", "names")},
        "records.json": {
            "ordinals": records["ordinals"].split(),
            "numbers": records["numbers"].split(),
            "sorts": {word: sort for sort, words in records["sorts"].items() for word in words.split()},
            "units": records["units"],
            "unmeasured": sorted(set(records["unmeasured"].split())),
        },
    }
    return {name: json.dumps(table, ensure_ascii=False, indent=1) + "\n" for name, table in tables.items()}


def _read(name: str) -> Any:
    return yaml.safe_load((SOURCES / f"{name}.yaml").read_text(encoding="utf-8"))


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in build().items():
        (TARGET / name).write_text(text, encoding="utf-8")

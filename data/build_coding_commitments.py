"""Build the tables of sectors, commitments and positions in chancery/data/coding/ from the YAML in data/coding/."""

import json
from pathlib import Path

import yaml

HERE = Path(__file__).parent
SOURCES = HERE / "coding"
TARGET = HERE.parent / "chancery" / "data" / "coding"
TABLES = (
    "commitment_verbs", "commitment_nouns", "commitment_figures", "commitment_strength", "positions", "quality",
)  # fmt: skip


def read(name: str) -> dict[str, object]:
    """Return the content of one source file."""
    loaded: dict[str, object] = yaml.safe_load((SOURCES / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def build() -> dict[str, str]:
    """Return the text of every built table by file name; source and licence stay with the sources."""
    tables: dict[str, object] = {"sectors": read("sectors")["sectors"]}
    for name in TABLES:
        tables[name] = {key: value for key, value in read(name).items() if key not in ("source", "licence")}
    return {f"{name}.json": json.dumps(table, ensure_ascii=False, indent=1) + "\n" for name, table in tables.items()}


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in build().items():
        (TARGET / name).write_text(text, encoding="utf-8")

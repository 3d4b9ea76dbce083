"""Build chancery/data/coding/predicates.json from data/coding/predicates.yaml."""

import json
from pathlib import Path

import yaml

HERE = Path(__file__).parent
TARGET = HERE.parent / "chancery" / "data" / "coding" / "predicates.json"


def build() -> str:
    """Return the built table as text: the lists of the source, sorted."""
    source = yaml.safe_load((HERE / "coding" / "predicates.yaml").read_text(encoding="utf-8"))
    return (
        json.dumps({key: sorted(map(str, words)) for key, words in source.items()}, ensure_ascii=False, indent=1) + "\n"
    )


if __name__ == "__main__":
    TARGET.write_text(build(), encoding="utf-8")

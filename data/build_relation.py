"""Build chancery/data/coding/relation.json from data/coding/relation.yaml: classes are put in place of their names."""

import json
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
TARGET = HERE.parent / "chancery" / "data" / "coding" / "relation.json"


def expanded(words: list[Any], classes: dict[str, list[str]]) -> list[str]:
    """Return words with each @class replaced by its members, each once, sorted."""
    found = {w for word in map(str, words) for w in (classes[word[1:]] if word.startswith("@") else [word])}
    return sorted(map(str, found))


def build() -> str:
    """Return the built table as text."""
    source = yaml.safe_load((HERE / "coding" / "relation.yaml").read_text(encoding="utf-8"))
    classes = source.pop("classes")
    acts = []
    for act in source.pop("acts"):
        lists = {key: expanded(act[key], classes) for key in ("words", "nouns", "objects") if key in act}
        acts.append({**act, **lists})
    modes = source.pop("modes")
    lists = {key: expanded(words, classes) for key, words in source.items()}
    return json.dumps({"acts": acts, "modes": modes, **lists}, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    TARGET.write_text(build(), encoding="utf-8")

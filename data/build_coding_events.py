"""Build chancery/data/coding/*.json for events from the YAML files of the same names in data/coding."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
TARGET = HERE.parent / "chancery" / "data" / "coding"
PREPOSITIONS = ("with", "to", "on", "upon", "for", "against", "at", "by", "of", "in")


SETS = (
    "unreal",
    "victims",
    "obligation",
    "command",
    "denied",
    "decided",
    "harm",
    "instruments",
    "issuing",
    "factual_marks",
)


def expand(words: Iterable[str], classes: dict[str, list[str]]) -> list[str]:
    """Replace "@name" by the words of that class."""
    return sorted({w for word in words for w in (classes[word[1:]] if word.startswith("@") else [word])})


def verb_entry(entry: dict[str, Any], classes: dict[str, list[str]]) -> dict[str, Any]:
    """Spell out one entry: classes expanded, "call for" split into the verb and what must follow it."""
    phrases = expand(entry["verbs"] if "verbs" in entry else entry["nouns"], classes)
    money = "@money" in entry.get("object", ()) or "@money" in entry.get("content", ())
    lists = {
        key: expand((w for w in entry[key] if w != "@money"), classes) for key in ("object", "content") if key in entry
    }
    return {
        **{k: v for k, v in entry.items() if k not in ("verbs", "nouns")},
        **lists,
        "money": money,
        "words": phrases,
    }


def plover() -> dict[str, Any]:
    """Return the lexicon: entries in the order of the source, which is their priority among equals."""
    source = yaml.safe_load((HERE / "coding" / "plover.yaml").read_text(encoding="utf-8"))
    classes = source["classes"] | {"light": source["light"]}
    entries = {kind: [verb_entry(entry, classes) for entry in source[kind]] for kind in ("verbs", "nouns")}
    return entries | {kind: sorted(source[kind]) for kind in SETS}


def tables() -> dict[str, str]:
    """Return the text of every built table by file name."""
    plain = {
        name: yaml.safe_load((HERE / "coding" / f"{name}.yaml").read_text(encoding="utf-8"))
        for name in ("ontology", "engagements", "relevance", "anaphors")
    }
    return {
        f"{name}.json": json.dumps(table, ensure_ascii=False, indent=1) + "\n"
        for name, table in (plain | {"plover": plover()}).items()
    }


if __name__ == "__main__":
    for name, text in tables().items():
        (TARGET / name).write_text(text, encoding="utf-8")

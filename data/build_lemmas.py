"""Builds `chancery/data/language/lemmas.txt`: inflected forms whose lemma the rules of `chancery.language.lemmas` miss.

Needs the package lemminflect (MIT), which carries the forms of the SPECIALIST Lexicon: `python data/build_lemmas.py`.
"""

from __future__ import annotations

import csv
import gzip
from importlib.util import find_spec
from pathlib import Path

from chancery.language.lemmas import regular

TARGET = Path(__file__).parent.parent / "chancery" / "data" / "language" / "lemmas.txt"
HEADER = """\
# Inflected forms whose lemma does not follow the rules: form, class, lemma. Built by data/build_lemmas.py.
# From the SPECIALIST Lexicon, courtesy of the U.S. National Library of Medicine, by way of lemminflect (MIT).
"""
TAGS = {"noun": ("NNS",), "verb": ("VBZ", "VBD", "VBG"), "adj": ("JJR", "JJS"), "adv": ("RBR", "RBS")}
ENDINGS = {"VBZ": "s", "VBG": "ing", "JJR": "er", "RBR": "er", "JJS": "est", "RBS": "est"}


def source() -> Path:
    """The folder of the installed lemminflect, which need not be imported."""
    spec = find_spec("lemminflect")
    if spec is None or spec.origin is None:
        raise SystemExit("building the lemmas needs lemminflect: pip install lemminflect")
    return Path(spec.origin).parent


def tag(form: str, kind: str) -> str:
    """The tag under which a form of a class is met, told by its ending."""
    return next(
        (name for name in TAGS[kind] if form.endswith(ENDINGS.get(name, "\0"))), TAGS[kind][-1 if kind != "verb" else 1]
    )


def exceptions() -> list[tuple[str, str, str]]:
    """Forms, classes and lemmas that the rules get wrong, sorted."""
    with gzip.open(source() / "resources" / "lemma_lu.csv.gz", "rt", encoding="utf-8") as lines:
        rows = [(form, kind, bases.split("/")) for form, kind, bases in csv.reader(lines) if kind in TAGS]
    found = []
    for form, kind, bases in rows:
        others = [base for base in bases if base != form]
        if not others or not form.isalpha() or form != form.lower():
            continue
        guess = regular(form, tag(form, kind))
        if guess != others[0]:
            found.append((form, kind, others[0]))
    return sorted(found)


def built() -> str:
    """What the file must hold."""
    return HEADER + "".join("\t".join(row) + "\n" for row in exceptions())


if __name__ == "__main__":
    TARGET.write_text(built(), encoding="utf-8")

"""Phrases with dependents, and the sentences they flatten to."""

from __future__ import annotations

from dataclasses import dataclass, field

from training.treebank import Tree


@dataclass
class Phrase:
    """A word with its dependents before and after it, each with its relation."""

    word: str
    upos: str
    xpos: str
    name: str = "O"
    left: list[tuple[str, Phrase]] = field(default_factory=list)
    right: list[tuple[str, Phrase]] = field(default_factory=list)

    def before(self, deprel: str, phrase: Phrase) -> Phrase:
        """Puts a dependent before everything else of the phrase."""
        self.left.insert(0, (deprel, phrase))
        return self

    def after(self, deprel: str, phrase: Phrase) -> Phrase:
        """Puts a dependent after everything else of the phrase."""
        self.right.append((deprel, phrase))
        return self


def punct(sign: str) -> Phrase:
    """A punctuation mark."""
    tags = {"-": "HYPH", "—": ":", "(": "-LRB-", ")": "-RRB-", "“": "``", "”": "''"}
    return Phrase(sign, "PUNCT", tags.get(sign, sign))


def function(word: str) -> Phrase:
    """A small word."""
    tags = {
        "the": "DET DT", "a": "DET DT", "an": "DET DT", "this": "DET DT", "both": "DET DT", "their": "PRON PRP$",
        "its": "PRON PRP$", "and": "CCONJ CC", "that": "SCONJ IN", "while": "SCONJ IN", "will": "AUX MD",
        "would": "AUX MD", "was": "AUX VBD", "'s": "PART POS", "’s": "PART POS", "also": "ADV RB", "jointly": "ADV RB",
        "two": "NUM CD", "three": "NUM CD",
    }  # fmt: skip
    upos, xpos = tags.get(word, "ADP IN").split()
    return Phrase(word, upos, xpos)


def flatten(phrase: Phrase) -> Tree:
    """The sentence whose root the phrase is, with a final stop."""
    rows: list[tuple[Phrase, Phrase | None, str]] = []

    def walk(at: Phrase, head: Phrase | None, deprel: str) -> None:
        for relation, child in at.left:
            walk(child, at, relation)
        rows.append((at, head, deprel))
        for relation, child in at.right:
            walk(child, at, relation)

    walk(phrase.after("punct", punct(".")), None, "root")
    place = {id(row[0]): number for number, row in enumerate(rows, 1)}
    words = [row[0].word for row in rows]
    if rows[0][0].xpos not in ("CD", "$"):
        words[0] = words[0][:1].upper() + words[0][1:]
    return Tree(
        words=tuple(words),
        lemmas=tuple("_" for _ in rows),
        upos=tuple(row[0].upos for row in rows),
        xpos=tuple(row[0].xpos for row in rows),
        heads=tuple(place[id(row[1])] if row[1] else 0 for row in rows),
        deprels=tuple(row[2] for row in rows),
        names=tuple(row[0].name for row in rows),
        text=" ".join(words),
        document="made up",
        spaces=tuple(True for _ in rows),
    )

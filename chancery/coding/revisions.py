"""What an undertaking does to an earlier one: doubles, raises, extends, replaces, restates it …"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chancery.coding.clauses import Clause
from chancery.coding.commissives import cues, nouns, thing_type
from chancery.coding.frames import Frame
from chancery.coding.reading import Reading
from chancery.models import Figure, Revision

SPACE = re.compile(r"\s+")


def revision(
    reading: Reading, every: Sequence[Clause], frame: Frame, figures: Sequence[Figure], start: int, end: int
) -> Revision | None:
    """Return what an undertaking told at [start, end) does to an earlier one, as its words put it.

    The ratio is that of the printed figures where both are there in one currency, else that of the word.
    """
    text = SPACE.sub(" ", reading.document.text[max(0, start - 1) : end].lower())
    printed = ratio(figures)
    if any(figure.role == "baseline" for figure in figures):
        relation = named(text) or compared(printed)
    else:
        relation = governed(reading, every, frame, text)
    if relation is None:
        return None
    return Revision(relation=relation, ratio=printed or cues().relations[relation].ratio)


def ratio(figures: Sequence[Figure]) -> float | None:
    """Return the target over the baseline, where both are printed in one currency or unit."""
    for old in (f for f in figures if f.role == "baseline" and f.value):
        for new in (f for f in figures if f.role == "target" and f.currency == old.currency):
            return round(float(new.value / old.value), 4)
    return None


def named(text: str) -> str | None:
    """Return the relation that words name, the kinds with a ratio first.

    >>> named("is more than twice the earlier figure")
    'doubles'
    """
    for relation, spec in cues().relations.items():
        if any(re.search(rf"\b{re.escape(word)}\b", text) for word in spec.words):
            return relation
    return None


def compared(printed: float | None) -> str | None:
    """Return the relation that two printed figures make."""
    if printed is None or printed == 1:
        return None
    return "raises" if printed > 1 else "lowers"


def governed(reading: Reading, every: Sequence[Clause], frame: Frame, text: str) -> str | None:
    """Return the relation that the predicate itself names, where its object is something that can be revised."""
    tokens = reading.sentences[frame.sentence].tokens
    if re.search(
        r"\b(?:implementation of|expedite implementation|put into (?:effect|practice)|follow through on)\b", text
    ):
        return "restates"
    if frame.verb in ("restate",):
        return "restates"
    heads = {frame.head, every[frame.matrix].head, every[frame.clause].head}
    for head in sorted(heads):
        particled = " ".join(t.text.lower() for t in tokens[head : head + 2])
        relation = named(tokens[head].lemma.lower()) or named(tokens[head].text.lower()) or named(particled)
        if relation in (None, "restates"):
            continue
        below = revised(reading, every, frame, head)
        if relation in ("raises", "withdraws", "lowers") and below & cues().lifted:
            return "replaces"
        if revisable(relation, below) or (relation == "extends" and prolonged(tokens[head].lemma.lower(), below, text)):
            return relation
    return None


def prolonged(lemma: str, below: set[str], text: str) -> bool:
    """Tell whether money is left with somebody for longer: to extend a loan is else to give it."""
    money = bool(below & nouns().flows.keys()) or "institutional" in {thing_type(noun) for noun in below}
    longer = any(re.search(rf"\b{re.escape(cue)}\b", text) for cue in cues().lasting)
    return money and (longer or any(verb.split()[0] == lemma for verb in cues().prolonging))


def revised(reading: Reading, every: Sequence[Clause], frame: Frame, head: int) -> set[str]:
    """Return the nouns that a predicate revises: its objects and what they are of."""
    tokens, tree = reading.sentences[frame.sentence].tokens, reading.trees[frame.sentence]
    clause = next((c for c in every if c.sentence == frame.sentence and c.head == head), None)
    objects = clause.objects if clause is not None else ()
    nested = [j for i in (head, *objects) for j in tree[i] if tokens[j].deprel.startswith(("nmod", "compound", "obl"))]
    return {tokens[i].lemma.lower() for i in (*objects, *nested) if tokens[i].upos in ("NOUN", "PROPN")}


def revisable(relation: str | None, below: set[str]) -> bool:
    """Tell whether one of some nouns can be doubled, extended or replaced: a goal, a treaty, a measure."""
    kinds = {thing_type(noun) for noun in below}
    if relation in ("doubles", "triples", "quadruples", "halves"):
        return True
    if relation in ("raises", "lowers"):
        return bool(below & nouns().goals) or "policy" in kinds
    return bool(kinds & {"legal", "policy", "restraint"}) or bool(below & nouns().goals)

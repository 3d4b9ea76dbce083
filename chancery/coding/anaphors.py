"""Whose a thing is that a bare noun names again: "Chad began an offensive … Mali condemned the operation"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import msgspec

from chancery.coding.clauses import Clause, actors, clauses, codes_of
from chancery.coding.reading import Reading
from chancery.models import Value

DEFINITE = ("the", "this", "that", "these", "those")
OWNERS = ("nmod:poss", "amod", "compound", "nmod:desc")
BEHIND = ("by", "from")


class Kind(Value, frozen=True, kw_only=True):
    """Nouns that may stand for one another, and the verbs that tell the same."""

    nouns: frozenset[str]
    verbs: frozenset[str]


class Anaphors(Value, frozen=True, kw_only=True):
    """The words of data/coding/anaphors.yaml; `texts` are those that speak for whose they are."""

    kinds: Mapping[str, Kind]
    meeting: Kind
    light: frozenset[str]
    texts: frozenset[str]


@cache
def anaphors() -> Anaphors:
    """Return the built words."""
    return msgspec.json.decode((files("chancery") / "data/coding/anaphors.json").read_bytes(), type=Anaphors)


def told_before(reading: Reading, sentence: int, token: int) -> tuple[str, ...]:
    """Return whose the thing is that a bare definite noun names, where all that was told before has the same owner.

    Of a meeting it is those who met; where nobody is told, or several, there is none.
    """
    noun = reading.sentences[sentence].tokens[token]
    kind = next((k for k in every_kind() if noun.lemma.lower() in k.nouns), None)
    if kind is None or not is_bare(reading, sentence, token):
        return ()
    found = {frozenset(codes): codes for codes in owners_told(reading, kind, noun.start) if codes}
    return next(iter(found.values())) if len(found) == 1 else ()


def every_kind() -> Iterator[Kind]:
    """Yield the kinds of things."""
    yield from anaphors().kinds.values()
    yield anaphors().meeting


def is_bare(reading: Reading, sentence: int, token: int) -> bool:
    """Tell whether a noun has an article and nothing that says whose it is."""
    tokens = reading.sentences[sentence].tokens
    below = [tokens[j] for j in reading.trees[sentence][token]]
    definite = any(t.deprel == "det" and t.text.lower() in DEFINITE for t in below)
    return definite and not own(reading, sentence, token)


def own(reading: Reading, sentence: int, token: int) -> tuple[str, ...]:
    """Return whose a noun says its thing is ("the Chadian raid", "a raid by Chad"); "of" names victims of an attack."""
    tokens, tree = reading.sentences[sentence].tokens, reading.trees[sentence]
    qualifiers = codes_of(reading, sentence, [j for j in tree[token] if tokens[j].deprel in OWNERS])
    if qualifiers:
        return qualifiers
    wanted = BEHIND if tokens[token].lemma.lower() in anaphors().kinds["attack"].nouns else (*BEHIND, "of")
    return codes_of(
        reading,
        sentence,
        [
            j
            for j in tree[token]
            if tokens[j].deprel == "nmod" and any(tokens[k].text.lower() in wanted for k in tree[j])
        ],
    )


def owners_told(reading: Reading, kind: Kind, before: int) -> Iterator[tuple[str, ...]]:
    """Yield who is said to do a thing of a kind in the clauses that begin before an offset."""
    every = clauses(reading)
    for clause in every:
        if reading.sentences[clause.sentence].tokens[clause.head].start >= before or clause.negated:
            continue
        if clause.form == "nominal":
            yield nominal_owner(reading, kind, clause) if clause.lemma in kind.nouns else ()
        elif clause.lemma in kind.verbs:
            met = actors(reading, every, clause, "subject")
            if kind is anaphors().meeting:
                met = tuple(dict.fromkeys((*met, *actors(reading, every, clause, "oblique:with"))))
            yield met if kind is not anaphors().meeting or len(met) > 1 else ()


def nominal_owner(reading: Reading, kind: Kind, clause: Clause) -> tuple[str, ...]:
    """Return whose a thing is by its noun, else who begins or holds it."""
    if found := own(reading, clause.sentence, clause.head):
        return found
    every = clauses(reading)
    above = every[clause.governor] if clause.governor is not None else None
    if above is None or above.negated or above.lemma not in anaphors().light or clause.head not in above.objects:
        return ()
    return actors(reading, every, above, "subject")

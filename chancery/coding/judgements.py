"""What parties call things: "called the accord void", "found the strike justified", "dismissed a claim as baseless"."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.coding.clauses import Clause
from chancery.coding.commissives import stances
from chancery.coding.reading import Reading, subtree
from chancery.models import Stance, Value

STANCES: tuple[Stance, ...] = ("against", "concern", "for")


class Judgement(Value, frozen=True, kw_only=True):
    """A stance told by what somebody calls a thing: the thing, and the word that heads what it is called."""

    stance: Stance
    thing: int
    said: int


def judgement(reading: Reading, clause: Clause) -> Judgement | None:
    """Return what a verb of naming or of thinking says of a thing, where its words judge."""
    if clause.lemma not in stances().naming:
        return None
    for said, thing in complements(reading, clause):
        stance = judged(reading, clause.sentence, said)
        if stance is not None:
            return Judgement(stance=stance, thing=thing, said=said)
    return None


def complements(reading: Reading, clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield what a thing is called with the thing: "called it void", "as a threat", "deemed that it breaks the law"."""
    tokens, tree = reading.sentences[clause.sentence].tokens, reading.trees[clause.sentence]
    named = next(iter(clause.objects), None)
    for j in tree[clause.head]:
        marked = any(tokens[k].text.lower() == "as" for k in tree[j] if tokens[k].deprel == "case")
        if tokens[j].deprel == "ccomp":
            yield j, j
        elif named is not None and j > named and (tokens[j].deprel in ("xcomp", "obj") or marked):
            yield j, named


def judged(reading: Reading, sentence: int, token: int) -> Stance | None:
    """Return the stance of the first word of judgement in what a token governs."""
    tokens = reading.sentences[sentence].tokens
    words = (tokens[i].lemma.lower() for i in (token, *subtree(reading.trees[sentence], token)))
    found = (stance for word in words for stance in STANCES if word in stances().judging.get(stance, ()))
    return next(found, None)


def is_necessary(reading: Reading, clause: Clause) -> bool:
    """Tell whether a clause says what its subject has or needs to do ("They need to wait")."""
    following = reading.sentences[clause.sentence].tokens[clause.head + 1 : clause.head + 2]
    return clause.lemma in stances().necessity and any(token.text.lower() == "to" for token in following)

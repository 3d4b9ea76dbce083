"""What the trees of a document tell of a phrase: whether it is a subject, whose, and who stands beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chancery.actors.folding import Folded
from chancery.actors.page import Phrase
from chancery.models import Sentence, Token

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
BESIDE = ("obj", "iobj", "obl", "obl:agent")
SHARED = ("conj", "xcomp", "advcl", "parataxis")
INNER = ("acl", "acl:relcl")


class Place(NamedTuple):
    """A token: the index of its sentence and its own."""

    sentence: int
    token: int


class Grammar:
    """The trees of a document, looked up by offsets in its folded text."""

    def __init__(self, sentences: Sequence[Sentence], folded: Folded) -> None:
        self.sentences, self.folded = sentences, folded
        self.starts = [sentence.start for sentence in sentences]

    def tokens(self, sentence: int) -> Sequence[Token]:
        return self.sentences[sentence].tokens

    def at(self, offset: int) -> Place | None:
        """Return the token that covers an offset of the folded text."""
        original = self.folded.original(offset)
        sentence = bisect_right(self.starts, original) - 1
        if sentence < 0:
            return None
        token = bisect_right(self.tokens(sentence), original, key=lambda t: t.start) - 1
        return Place(sentence, token) if token >= 0 else None

    def span(self, place: Place) -> tuple[int, int]:
        """Return the offsets of a token in the folded text."""
        token = self.tokens(place.sentence)[place.token]
        return self.folded.folded(token.start), self.folded.folded(token.end - 1) + 1

    def head(self, phrase: Phrase) -> Place | None:
        """Return the token of a phrase that governs its others."""
        first, last = self.at(phrase.start), self.at(phrase.end - 1)
        if first is None or last is None or first.sentence != last.sentence:
            return first
        tokens = self.tokens(first.sentence)
        tops = (i for i in range(first.token, last.token + 1) if not first.token <= tokens[i].head <= last.token)
        return Place(first.sentence, next(tops, first.token))

    def below(self, place: Place, relations: Sequence[str]) -> Iterator[Place]:
        """Yield the dependents of a token in some relations, with what is coordinated with them."""
        for token in self.tokens(place.sentence):
            if token.head == place.token and token.deprel in relations:
                found = Place(place.sentence, token.i)
                yield found
                yield from self.below(found, ("conj",))

    def top(self, place: Place) -> Place:
        """Return the first of a list or the whole of an apposition that a token belongs to."""
        tokens = self.tokens(place.sentence)
        for _ in tokens:
            token = tokens[place.token]
            if token.deprel not in ("conj", "appos", "flat") or tokens[token.head].upos == "VERB":
                break
            place = Place(place.sentence, token.head)
        return place

    def verb(self, place: Place) -> Place | None:
        """Return the predicate that a noun is subject, object or oblique of."""
        top = self.top(place)
        token = self.tokens(top.sentence)[top.token]
        return Place(top.sentence, token.head) if token.head >= 0 else None

    def is_subject(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is the subject of a clause that no noun governs, alone or in a list."""
        place = self.head(phrase)
        if place is None:
            return False
        top = self.top(place)
        tokens = self.tokens(top.sentence)
        token = tokens[top.token]
        return token.deprel in SUBJECTS and tokens[token.head].deprel not in INNER

    def subject(self, verb: Place) -> Place | None:
        """Return the subject of a predicate, its own or that of the clause it goes on from."""
        tokens = self.tokens(verb.sentence)
        i = verb.token
        for _ in tokens:
            found = next((t.i for t in tokens if t.head == i and t.deprel in SUBJECTS), None)
            if found is not None:
                return Place(verb.sentence, found)
            if tokens[i].head < 0:
                return None
            i = tokens[i].head
        return None

    def opposed(self, phrase: Phrase) -> tuple[tuple[int, int], ...]:
        """Return the offsets of those who stand in the clause of a subject or object on its other side."""
        place = self.head(phrase)
        verb = self.verb(place) if place is not None else None
        if place is None or verb is None:
            return ()
        relation = self.tokens(place.sentence)[self.top(place).token].deprel
        if relation in SUBJECTS:
            return tuple(map(self.span, self.below(verb, BESIDE)))
        subject = self.subject(verb) if relation in BESIDE else None
        return (self.span(subject), *map(self.span, self.below(subject, ("conj",)))) if subject is not None else ()

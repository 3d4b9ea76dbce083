"""What is identifiable enough to be undertaken: clauses that do something, nouns that are something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from chancery.coding.attribution import voice
from chancery.coding.clauses import Clause, actors, codes_of, predicates
from chancery.coding.commissives import nouns, strength_in, thing_type, verbs
from chancery.coding.genre import sheet
from chancery.coding.principals import principals, titled
from chancery.coding.reading import Reading, subtree
from chancery.models import Count, Money, Strength, Token

MAX_DEPTH = 6
NEAR = 30
MEASURES = frozenset({"", "than", "over", "about", "around", "up to", "at least", "some"})


class Judge:
    """Judges the clauses and nouns of a document; `below` lists for every clause those it governs."""

    def __init__(self, reading: Reading, every: Sequence[Clause]) -> None:
        self.reading, self.every = reading, every
        self.verbs, self.nouns = verbs(), nouns()
        self.at = {(c.sentence, c.head): k for k, c in enumerate(every)}
        self.below: dict[int, list[int]] = {}
        for k, clause in enumerate(every):
            if clause.governor is not None:
                self.below.setdefault(clause.governor, []).append(k)

    def subject(self, k: int) -> tuple[str, ...]:
        """Return the actors that do what a clause says, by its syntax or else by nearness.

        A relative clause belongs to the mention it follows; where the tree of an active clause has no subject at all,
        the first mention of the sentence stands in for the main clause's.
        """
        clause = self.every[k]
        found = actors(self.reading, self.every, clause, "subject")
        tokens = self.tokens(clause.sentence)
        if not found and any(tokens[i].lemma.lower() in self.nouns.carriers["aim"] for i in clause.subjects):
            tree = self.reading.trees[clause.sentence]
            return codes_of(self.reading, clause.sentence, [j for i in clause.subjects for j in tree[i]])
        if found or clause.passive or clause.form == "nominal":
            return found
        if owned := self.owned(clause):
            return owned
        if clause.relation.endswith("relcl") and strength_in(self.verbs.takes, clause.lemma):
            start = min((tokens[j].start for j in self.reading.trees[clause.sentence][clause.head]), default=0)
            near = [m for m in self.reading.mentions_in(start - NEAR, start) if m.codes]
            return near[-1].codes if near else ()
        if any(tokens[i].lemma.lower() in self.nouns.home for i in clause.subjects):
            return self.home
        if clause.relation == "root" and not clause.subjects:
            opening = self.reading.mentions_in(self.reading.sentences[clause.sentence].start, tokens[clause.head].start)
            return next((m.codes for m in opening if m.codes and m.kind != "place"), ())
        return ()

    def owned(self, clause: Clause) -> tuple[str, ...]:
        """Return whose office or body a subject is ("the Ministry of Health of China", "China Exim Bank")."""
        tokens, tree = self.tokens(clause.sentence), self.reading.trees[clause.sentence]
        for i in clause.subjects:
            if tokens[i].lemma.lower() in predicates().actor_nouns | self.nouns.bodies:
                under = subtree(tree, i, without=self.relatives(clause.sentence, i))
                codes = codes_of(self.reading, clause.sentence, [j for j in under if j != i])
                if codes:
                    return codes[:1]
        return ()

    @cached_property
    def home(self) -> tuple[str, ...]:
        """Return whose "we" and "the administration" are: the publisher's state, else who acts most in the document."""
        if self.reading.document.country:
            return (self.reading.document.country,)
        if self.reading.once(sheet) and (publisher := titled(self.reading)):
            return publisher
        if voice(self.reading.document).kind == "joint_text":
            return principals(self.reading)
        acting = Counter(
            codes[0]
            for clause in self.every
            if clause.form == "finite" and len(codes := actors(self.reading, self.every, clause, "subject")) == 1
        )
        most = max(acting.values(), default=0)
        first = sorted(code for code, count in acting.items() if count == most)
        return tuple(first[:1]) or principals(self.reading)[:1]

    def patients(self, clause: Clause) -> tuple[int, ...]:
        """Return what is done to, amounts that the tree takes for adverbs included ("providing over $3 million")."""
        measures = (o.token for o in clause.obliques if o.case in MEASURES and self.figured(clause.sentence, o.token))
        return (*clause.objects, *measures)

    def thing(self, sentence: int, i: int, *, strict: bool = False, loose: bool = False) -> bool:
        """Tell whether a noun is something that can be undertaken: a thing, an action, a flow, or with a figure.

        `strict` leaves out bare actions and flows; `loose` takes any noun that is no value.
        """
        token = self.tokens(sentence)[i]
        lemma = token.lemma.lower()
        if token.upos not in ("NOUN", "PROPN", "SYM", "NUM"):
            return self.figured(sentence, i, money=True)
        if lemma in self.nouns.informing:
            return token.text[:1].isupper() and token.i > 0
        if loose and lemma not in self.nouns.values | self.nouns.uncounted:
            return True
        if loose and lemma == "support":
            return True
        if thing_type(lemma) or lemma in self.nouns.acts or lemma in self.nouns.carriers["aim"]:
            return True
        if not strict and (lemma in self.nouns.flows or lemma in self.nouns.carriers["pledge"]):
            return True
        return self.figured(sentence, i)

    def figured(self, sentence: int, i: int, *, money: bool = False) -> bool:
        """Tell whether a noun phrase has an amount or, unless only `money` counts, a count of things in it."""
        tokens = self.tokens(sentence)
        nested = [j for j in subtree(self.reading.trees[sentence], i) if tokens[j].deprel in ("acl:relcl", "parataxis")]
        under = subtree(self.reading.trees[sentence], i, without=[j for j in nested if j != i])
        start, end = tokens[under[0]].start, tokens[under[-1]].end
        return any(
            isinstance(q, Money) or (not money and isinstance(q, Count) and counted(q))
            for q in self.reading.quantities_in(start, end)
        )

    def relatives(self, sentence: int, i: int) -> list[int]:
        tokens = self.tokens(sentence)
        return [j for j in self.reading.trees[sentence][i] if tokens[j].deprel in ("acl:relcl", "parataxis")]

    def named(self, sentence: int, i: int) -> bool:
        """Tell whether a noun is the name of an institution or a text ("the Strategic Stability Dialogue")."""
        token = self.tokens(sentence)[i]
        return token.text[:1].isupper() and thing_type(token.lemma.lower()) in ("institutional", "legal")

    def settled(self, sentence: int, i: int) -> bool:
        """Tell whether a noun is what can be confirmed, reached or drawn up: a pact, a scheme, a goal, an amount."""
        tokens = self.tokens(sentence)
        lemma = tokens[i].lemma.lower()
        if self.figured(sentence, i, money=True):
            return True
        return thing_type(lemma) in ("legal", "institutional", "policy") or lemma in self.nouns.goals

    def carrying(self, sentence: int, i: int) -> bool:
        """Tell whether a noun is a pledge or commitment, or has a figure."""
        carrier = self.tokens(sentence)[i].lemma.lower() in self.nouns.carriers["pledge"]
        return carrier or self.figured(sentence, i, money=True)

    def done_to(self, sentence: int, i: int, strength: Strength) -> bool:
        """Tell whether a noun is what can be signed, or delivered."""
        token = self.tokens(sentence)[i]
        if strength == "sign":
            named = token.upos in ("NOUN", "PROPN") and token.text[:1].isupper() and token.i > 0
            return named or thing_type(token.lemma.lower()) in ("legal", "institutional")
        return self.thing(sentence, i, strict=True) and not self.anaphoric(sentence, i)

    def announcing(self, sentence: int, i: int) -> bool:
        """Tell whether a noun only opens a list ("the following plans")."""
        under = subtree(self.reading.trees[sentence], i)
        return any(self.tokens(sentence)[j].text.lower() in ("following", "below") for j in under)

    def anaphoric(self, sentence: int, i: int) -> bool:
        """Tell whether a noun only points to an undertaking already told ("confirmed the target")."""
        tokens = self.tokens(sentence)
        determined = any(
            tokens[j].text.lower() in ("the", "that", "this", "its", "their") for j in self.reading.trees[sentence][i]
        )
        told = self.nouns.goals | self.nouns.carriers["pledge"] | self.nouns.flows.keys() | {"news", "project"}
        tree = self.reading.trees[sentence]
        aimed = [j for j in tree[tokens[i].head] if j > i and tokens[j].deprel == "obj"] if tokens[i].head >= 0 else []
        bare = len([j for j in tree[i] if tokens[j].upos != "PUNCT"]) <= 1 and not aimed
        pointing = tokens[i].lemma.lower() in told and determined and (bare or tokens[i].lemma.lower() == "money")
        return pointing and not self.figured(sentence, i)

    def tokens(self, sentence: int) -> Sequence[Token]:
        return self.reading.sentences[sentence].tokens

    def text(self, clause: Clause) -> str:
        return self.tokens(clause.sentence)[clause.head].text


def counted(quantity: Count) -> bool:
    """Tell whether a count is a figure that an undertaking can have: no days, sides, countries or percentages."""
    unit = (quantity.unit or "").lower().split()
    last = unit[-1] if unit else ""
    return bool(unit) and not {last, last.rstrip("s"), " ".join(unit)} & nouns().uncounted

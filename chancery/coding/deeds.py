"""What a clause must do to be an undertaking: something identifiable, more so in a report than in an official text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from chancery.coding import sectors
from chancery.coding.clauses import Clause, predicates
from chancery.coding.commissives import strength_in, thing_type
from chancery.coding.genre import official
from chancery.coding.reading import subtree
from chancery.coding.worth import MAX_DEPTH, Judge

OBLIGING = frozenset({"should", "must", "can", "could", "may", "might"})


class Assessor(Judge):
    """Judges whether clauses do something identifiable."""

    def acting(self, k: int, depth: int = 0) -> int:
        """Return the clause that says what is done, below "continue to", "work to" and other undertaking verbs."""
        clause = self.every[k]
        passing = clause.lemma in self.verbs.aspectual or strength_in(self.verbs.takes, clause.lemma)
        inner = [j for j in self.below.get(k, ()) if self.completing(clause, self.every[j])]
        return self.acting(inner[0], depth + 1) if passing and inner and depth < MAX_DEPTH else k

    def completing(self, clause: Clause, below: Clause) -> bool:
        """Tell whether a clause says what another does: its complement, or the purpose of "work (together) to"."""
        purpose = below.relation == "advcl" and below.form == "infinitive" and clause.lemma in self.verbs.joining
        return below.form != "nominal" and (below.relation == "xcomp" or purpose)

    @cached_property
    def hollow(self) -> frozenset[str]:
        """Return the verbs that promise nothing identifiable; fewer where a text lays undertakings down."""
        return self.verbs.empty - self.verbs.formal if self.reading.once(official) else self.verbs.empty

    def worthy(self, k: int, *, matrix: Clause | None = None, weak: bool = False) -> bool:
        """Tell whether a clause does something identifiable.

        Empty verbs and values never do; doing things together counts where somebody agrees to (`matrix`) or where
        a thing or figure is named. `weak` asks for more of a plain future.
        """
        k = self.acting(k)
        clause = self.every[k]
        if clause.form == "finite" and matrix is not None and clause.tense in ("past", "present"):
            return False
        if clause.modal in OBLIGING or clause.form == "predicative":
            return False
        if clause.lemma in self.verbs.refraining:
            return True
        lemmas = {self.lemma(clause.sentence, i) for i in things_of(clause)}
        if clause.lemma in self.verbs.upcoming or "place" in lemmas:
            return False
        figured = any(self.figured(clause.sentence, i) for i in self.patients(clause))
        if clause.lemma in self.verbs.granting and matrix is not None:
            return bool(self.solid_things(clause))
        if clause.lemma in self.hollow:
            return figured and clause.lemma in ("make", "bring", "include")
        if clause.lemma in predicates().speech and not figured:
            return clause.lemma in ("announce", "confirm", "declare") and self.concrete(clause)
        if clause.lemma in self.verbs.cooperative:
            return self.shared_work(k, matrix=matrix, weak=weak)
        if clause.lemma in self.verbs.aspectual:
            formal = self.reading.once(official) and bool(clause.objects)
            return self.concrete(clause) or (formal and self.about(clause))
        return self.done_well(clause)

    def done_well(self, clause: Clause) -> bool:
        """Tell whether a plain verb does something: to a thing, to what it founds, or as an act in itself."""
        if self.solid_things(clause):
            return True
        if not things_of(clause):
            return strength_in(self.verbs.done, clause.lemma) is not None
        kinds = {thing_type(self.lemma(clause.sentence, i)) for i in clause.objects}
        founded = strength_in(self.verbs.done, clause.lemma) == "deliver" and "institutional" in kinds
        detailed = self.reading.once(official) and any(self.detailed(clause.sentence, i) for i in clause.objects)
        return founded or detailed

    def shared_work(self, k: int, *, matrix: Clause | None, weak: bool) -> bool:
        """Tell whether working together, deepening and the like is about something identifiable."""
        clause = self.every[k]
        solid = [i for i in self.solid_things(clause) if self.lemma(clause.sentence, i) not in self.nouns.effects]
        concrete = self.concrete(clause)
        if self.reading.once(official):
            spelt = any(self.every[j].relation == "ccomp" for j in self.below.get(k, ()))
            if solid or spelt or (things_of(clause) and (matrix is not None or self.about(clause))):
                return True
        if weak or (matrix is not None and strength_in(self.verbs.takes, matrix.lemma) in ("aim", "reaffirm", None)):
            return concrete
        joint = matrix is not None and matrix.lemma in self.verbs.takes["agree"] and clause.lemma in self.verbs.joining
        return concrete or (self.about(clause) and (bool(solid) or joint))

    def lemma(self, sentence: int, i: int) -> str:
        """Return the lemma of a token in lower case."""
        return self.tokens(sentence)[i].lemma.lower()

    def solid_things(self, clause: Clause) -> list[int]:
        """Return what a clause is done to or with that is no value and no news, named institutions among it."""
        hollow = self.nouns.values | self.nouns.informing
        sentence = clause.sentence
        return [i for i in things_of(clause) if self.lemma(sentence, i) not in hollow or self.named(sentence, i)]

    def concrete(self, clause: Clause) -> bool:
        """Tell whether a clause names a figure or a definite thing."""
        if any(self.figured(clause.sentence, i) for i in self.patients(clause)):
            return True
        return any(self.thing(clause.sentence, i, strict=True) for i in self.solid_things(clause))

    def about(self, clause: Clause) -> bool:
        """Tell whether the words of a clause name a sector."""
        head = self.tokens(clause.sentence)[clause.head].start
        return bool(sectors.find(self.reading.document.text[head : clause.end]))

    def detailed(self, sentence: int, i: int) -> bool:
        """Tell whether a general noun is said to be of or on some thing ("progress on the Agreement")."""
        tokens, tree = self.tokens(sentence), self.reading.trees[sentence]
        below = [j for j in tree[i] if tokens[j].deprel == "nmod" and tokens[j].upos in ("NOUN", "PROPN")]
        return any(self.thing(sentence, j, strict=True) for j in below)

    def definite(self, k: int) -> bool:
        """Tell whether a clause does something identifiable to a thing or with a figure, not just for a value."""
        k = self.acting(k)
        clause = self.every[k]
        things = [*clause.objects, *(o.token for o in clause.obliques)]
        if any(self.figured(clause.sentence, i) for i in things):
            return True
        named = any(self.thing(clause.sentence, i, strict=True) for i in clause.objects)
        return named and self.worthy(k) and clause.lemma not in self.nouns.value_verbs

    def valued(self, sentence: int, i: int) -> bool:
        """Tell whether a noun is a commitment to a value: a position, not an undertaking.

        "Commitment to" the defence of somebody, or to do something identifiable, is one.
        """
        tokens, tree = self.tokens(sentence), self.reading.trees[sentence]
        if tokens[i].lemma.lower() not in ("commitment", "pledge", "promise", "determination", "resolve", "support"):
            return False
        if self.figured(sentence, i):
            return False
        beside = [j for j in tree[tokens[i].head] if j > i and tokens[j].deprel == "obj"] if tokens[i].head >= 0 else []
        told = [j for n in (i, *beside) for j in subtree(tree, n, without=self.placed(sentence, n)) if j != i]
        under = {tokens[j].lemma.lower() for j in told}
        direct = [j for j in tree[i] if tokens[j].deprel in ("acl", "nmod", "advcl")]
        direct += [k for j in direct for k in tree[j] if tokens[k].deprel == "conj"]
        verbs_below = [k for j in direct if (k := self.at.get((sentence, j))) and self.every[k].form != "nominal"]
        if any(self.worthy(k) and self.every[k].lemma not in self.nouns.value_verbs for k in verbs_below):
            return False
        return not under & self.nouns.alliance or bool(
            under & (self.nouns.values - self.nouns.alliance - self.nouns.tolerated)
        )

    def placed(self, sentence: int, i: int) -> list[int]:
        """Return what below a noun only says where ("in the Indo-Pacific region")."""
        tokens, tree = self.tokens(sentence), self.reading.trees[sentence]
        return [
            j
            for j in subtree(tree, i)
            if tokens[j].deprel == "nmod" and any(tokens[n].text.lower() in ("in", "across") for n in tree[j])
        ]


def things_of(clause: Clause) -> Sequence[int]:
    """Return the objects and obliques of a clause, bare ones such as "today" aside."""
    return (*clause.objects, *(o.token for o in clause.obliques if o.case))

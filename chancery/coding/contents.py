"""What a verb of undertaking takes: the clauses and nouns that say what is undertaken."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.coding.clauses import Clause
from chancery.coding.commissives import strength_in
from chancery.coding.frames import Framer
from chancery.coding.genre import official

LINKS = ("on", "to", "upon")
PURPOSES = ("for", "at", "towards", "toward")


class Taker(Framer):
    """Finds the complements of verbs of undertaking."""

    def apart(self, j: int) -> bool:
        """Tell whether a coordinate undertaking is one apart from the first: with a figure or a "to" of its own."""
        clause = self.every[j]
        tokens, tree = self.tokens(clause.sentence), self.reading.trees[clause.sentence]
        marked = any(tokens[n].deprel == "mark" and tokens[n].text.lower() == "to" for n in tree[clause.head])
        return marked or self.sized(j)

    def sized(self, j: int) -> bool:
        """Tell whether an undertaking has a figure of its own."""
        clause = self.every[j]
        return any(self.figured(clause.sentence, i) for i in self.patients(clause))

    def contents(self, k: int) -> Iterator[tuple[int, int]]:
        """Yield (clause, head token) of what a taking verb takes: clauses, else nouns."""
        clause = self.every[k]
        prepared = clause.lemma in self.verbs.prepared and clause.tense == "past"
        clauses = [] if prepared else list(self.clausal(k))
        if clauses:
            told = [j for j in clauses if self.undertaken(clause, j)]
            yield from ((j, self.every[j].head) for n, j in enumerate(told) if n == 0 or self.apart(j))
            return
        nominal_only = prepared or strength_in(self.verbs.takes, clause.lemma) is None
        loose = clause.lemma in self.verbs.generous
        reaffirmed = clause.lemma in self.verbs.takes["reaffirm"]
        tokens = self.tokens(clause.sentence)
        for i in self.slots(clause, nominal_only=nominal_only):
            direct = i in clause.objects
            hearer = clause.lemma in self.verbs.directives and tokens[i].lemma.lower() in self.nouns.joint
            if tokens[i].deprel == "iobj" or hearer or (direct and self.anaphoric(clause.sentence, i)):
                continue
            if acts := list(self.partnered(clause.sentence, i)):
                yield from ((j, self.every[j].head) for j in acts)
                return
            helped = loose and direct and tokens[i].lemma.lower() == "support"
            if (self.valued(clause.sentence, i) and not helped) or (
                reaffirmed and not self.carrying(clause.sentence, i)
            ):
                continue
            if nominal_only and not self.settled(clause.sentence, i):
                continue
            if clause.lemma in self.verbs.devoted and tokens[i].lemma.lower() in self.nouns.values:
                continue
            if self.announcing(clause.sentence, i) or self.hollowed(clause.sentence, i):
                continue
            if self.thing(clause.sentence, i, strict=nominal_only, loose=loose and direct):
                yield (self.at.get((clause.sentence, i), k), i)
                return

    def hollowed(self, sentence: int, i: int) -> bool:
        """Tell whether a plan or step is one to do nothing identifiable, or harm ("plans to attack")."""
        tokens, tree = self.tokens(sentence), self.reading.trees[sentence]
        aims = [j for j in tree[i] if tokens[j].deprel == "acl" and tokens[j].xpos == "VB"]
        return bool(aims) and all(tokens[j].lemma.lower() in self.hollow for j in aims)

    def undertaken(self, matrix: Clause, j: int) -> bool:
        """Tell whether the clause that a taking verb takes is an undertaking; what is reaffirmed must be definite."""
        if matrix.lemma in self.verbs.takes["sign"] and self.every[j].form == "finite":
            return False
        perfect = self.every[j].form == "infinitive" and self.every[j].tense == "past"
        if perfect or (not self.every[j].passive and self.strange(j)):
            return False
        if matrix.lemma in self.verbs.takes["reaffirm"] and self.every[j].form != "finite":
            return False
        if matrix.lemma in self.verbs.devoted or matrix.form == "predicative":
            inner = self.every[self.acting(j)]
            vague = inner.lemma in self.nouns.value_verbs and not self.reading.once(official)
            return self.definite(j) if vague else self.worthy(j, matrix=matrix)
        return self.worthy(j, matrix=matrix)

    def slots(self, clause: Clause, *, nominal_only: bool) -> list[int]:
        """Return the nouns that a taking verb may take, its objects first."""
        if nominal_only:
            return list(clause.objects)
        cases = LINKS + PURPOSES if clause.lemma in self.verbs.purposive else LINKS
        return [*self.patients(clause), *(o.token for o in clause.obliques if o.case in cases)]

    def clausal(self, k: int) -> Iterator[int]:
        """Yield the clauses that complete a taking verb, coordination expanded; matters of form are passed over."""
        for j in self.below.get(k, ()):
            clause = self.every[j]
            if clause.form == "nominal" or clause.relation.split(":")[0] not in ("xcomp", "ccomp", "advcl", "acl"):
                continue
            if clause.relation.startswith(("advcl", "acl")) and clause.form != "infinitive":
                continue
            above = self.every[k]
            linked = any(o.case in LINKS for o in above.obliques)
            told = self.adjectival(above) or above.lemma in self.verbs.directives
            closed = (above.objects or above.passive or linked) and not told
            if clause.relation.startswith("advcl") and closed:
                continue
            if clause.relation.startswith("advcl") and clause.head < above.head:
                continue
            yield from self.coordinated(j)

    def adjectival(self, clause: Clause) -> bool:
        """Tell whether a passive says how somebody is ("is resolved to act")."""
        return clause.passive and strength_in(self.verbs.adjectives, self.text(clause).lower()) is not None

    def coordinated(self, j: int) -> Iterator[int]:
        """Yield a clause and those coordinated with it in the same form."""
        yield j
        form = self.every[j].form
        for n in self.below.get(j, ()):
            clause = self.every[n]
            bare = self.tokens(clause.sentence)[clause.head].xpos in ("VB", "VBG", "VBP")
            if clause.relation == "conj" and clause.form != "nominal" and (clause.form == form or bare):
                yield from self.coordinated(n)

"""Acts done or under way that fulfil an undertaking ("lifted its ban", "is issuing a rule"), and what is none."""

from __future__ import annotations

from chancery.coding.clauses import predicates
from chancery.coding.commissives import strength_in
from chancery.coding.genre import official, sheet
from chancery.coding.schemes import Reader
from chancery.models import Strength


class Doer(Reader):
    """Finds acts that are deliveries or signatures."""

    def doing(self, k: int) -> Strength | None:
        """Return the strength of an act done, or None where nothing identifiable is done."""
        clause = self.every[k]
        strength = strength_in(self.verbs.done, clause.lemma)
        if strength is None or clause.tense not in ("past", "present") or clause.modal or clause.form == "infinitive":
            return None
        if self.given(k):
            return "deliver"
        if self.denied(k) or self.recounted(k):
            return None
        if clause.form == "participle" and (clause.passive or clause.relation.startswith("acl")):
            return None
        if any(self.announcing(clause.sentence, i) for i in clause.objects):
            return None
        below = clause.relation.startswith("advcl") and self.marked(k) and not self.contrasted(k)
        if clause.relation.endswith("relcl") or below or self.tentative(k):
            return None
        if clause.lemma in self.verbs.empty:
            return strength if any(self.figured(clause.sentence, i, money=True) for i in clause.objects) else None
        given = [
            *self.patients(clause),
            *(o.token for o in clause.obliques if o.case == "with" and o.token > clause.head),
        ]
        outright = bool(clause.objects) and clause.lemma in self.verbs.outright
        formal = strength == "deliver" and clause.form == "finite" and clause.subjects and self.reading.once(official)
        if not outright and not any(
            self.done_to(clause.sentence, i, strength) or (formal and self.solid(clause.sentence, i)) for i in given
        ):
            return None
        if not self.subject(k) and not (clause.passive and strength == "sign"):
            return None
        children = self.reading.trees[clause.sentence][clause.head]
        due = any(self.tokens(clause.sentence)[j].text.lower() in self.verbs.adjectives["aim"] for j in children)
        return "aim" if due else strength

    def given(self, k: int) -> bool:
        """Tell whether a participle says by whom an amount was given ("7.5 million doses donated by Norway")."""
        clause = self.every[k]
        told = clause.form == "participle" and clause.passive and clause.relation == "acl"
        sized = any(self.figured(clause.sentence, i) for i in clause.objects)
        return told and clause.lemma in self.verbs.giving and sized and bool(self.subject(k))

    def recounted(self, k: int) -> bool:
        """Tell whether a report only gives the background of its news ("had levied sanctions"), without money."""
        clause = self.every[k]
        tokens, tree = self.tokens(clause.sentence), self.reading.trees[clause.sentence]
        earlier = any(tokens[j].deprel == "aux" and tokens[j].text.lower() == "had" for j in tree[clause.head])
        paid = any(self.figured(clause.sentence, i, money=True) for i in self.patients(clause))
        return earlier and clause.speaker is None and not paid and not self.reading.once(official)

    def ongoing(self, k: int) -> Strength | None:
        """Return the strength of what an official text says is under way ("is reforming its licences")."""
        clause = self.every[k]
        tokens, tree = self.tokens(clause.sentence), self.reading.trees[clause.sentence]
        progressive = tokens[clause.head].xpos == "VBG" and any(
            tokens[j].deprel == "aux" and tokens[j].lemma == "be" for j in tree[clause.head]
        )
        if not progressive or clause.tense != "present" or clause.negated or not self.reading.once(official):
            return None
        if (
            clause.relation.endswith("relcl")
            or not self.told(k)
            or not self.subject(k)
            or not self.worthy(k, weak=True)
        ):
            return None
        if clause.lemma in self.verbs.underway:
            return "aim" if self.definite(k) else None
        return "deliver" if strength_in(self.verbs.done, clause.lemma) else None

    def accused(self, k: int) -> bool:
        """Tell whether a fact sheet tells what somebody else did, without money: it accuses or gives the background."""
        clause = self.every[k]
        others = set(self.subject(k)).isdisjoint(self.home) and bool(self.subject(k))
        paid = any(self.figured(clause.sentence, i, money=True) for i in self.patients(clause))
        return self.reading.once(sheet) and clause.lemma in self.verbs.adverse and others and not paid

    def tentative(self, k: int) -> bool:
        """Tell whether an act is only named by the verb above it ("considers sending"), not begun or gone on with."""
        clause = self.every[k]
        if clause.form != "participle" or clause.relation not in ("xcomp", "ccomp", "csubj") or clause.governor is None:
            return False
        above = self.every[clause.governor].lemma
        return above not in self.verbs.aspectual | predicates().implicative

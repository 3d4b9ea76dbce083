"""Whether a clause asserts an undertaking in earnest: no thanks, no wish, of no stranger; and how strongly."""

from __future__ import annotations

from chancery.coding.clauses import Clause, actors, predicates
from chancery.coding.commissives import strength_in
from chancery.coding.worth import MAX_DEPTH, Judge
from chancery.models import Strength

UNNAMED = frozenset({"they", "both", "it"})


class Witness(Judge):
    """Judges what a document asserts, clause by clause."""

    def asserted(self, k: int) -> bool:
        """Tell whether a clause says that something is so: not a mere purpose or right ("the right to decide")."""
        clause = self.every[k]
        if clause.form == "finite" and clause.relation.endswith("relcl"):
            return strength_in(self.verbs.takes, clause.lemma) != "aim"
        if clause.form == "participle" and clause.relation.startswith("acl"):
            firm = strength_in(self.verbs.takes, clause.lemma) not in ("aim", "agree")
            return bool(self.subject(k)) and firm
        if clause.lemma in self.verbs.wishing and clause.tense == "past" and clause.speaker is None:
            return False
        if clause.relation.startswith("advcl") and clause.passive and not self.subject(k):
            return False
        if clause.tense == "conditional" and clause.modal is None:
            return False
        if clause.form != "infinitive" or clause.governor is None:
            return True
        if clause.relation.split(":")[0] not in ("acl", "advcl"):
            return True
        above = self.every[clause.governor]
        return above.form == "nominal" and strength_in(self.nouns.carriers, above.lemma) is not None

    def shielded(self, k: int) -> bool:
        """Tell whether a clause stands below thanks, praise or mere discussion ("thanked them for providing …")."""
        governor, n = self.every[k].governor, 0
        while governor is not None and n < MAX_DEPTH:
            above = self.every[governor]
            if above.lemma in self.verbs.shields and not self.coordinate(k, governor):
                return True
            governor, n = above.governor, n + 1
        return False

    def coordinate(self, k: int, governor: int) -> bool:
        """Tell whether what leads from a clause up to another is coordinated with that one, not below it."""
        while (above := self.every[k].governor) is not None and above != governor:
            k = above
        return self.every[k].relation in ("conj", "parataxis")

    def depth(self, k: int) -> int:
        """Return how many clauses stand above one."""
        n, governor = 0, self.every[k].governor
        while governor is not None and n < len(self.every):
            n, governor = n + 1, self.every[governor].governor
        return n

    def told(self, k: int) -> bool:
        """Tell whether a future clause is said in its own right: not what is hoped for or made sure of, no aside."""
        clause = self.every[k]
        if clause.relation.endswith("relcl"):
            return any(self.figured(clause.sentence, i) for i in clause.objects)
        if clause.governor is None or clause.relation.split(":")[0] not in ("ccomp", "acl", "advcl"):
            return True
        above = self.every[clause.governor]
        return above.lemma in self.verbs.transparent | predicates().speech and above.lemma not in self.verbs.hoped

    def marked(self, k: int) -> bool:
        """Tell whether a clause says how, when or why another happened ("by granting …", "as it launched …")."""
        clause = self.every[k]
        tokens = self.tokens(clause.sentence)
        marks = [j for j in self.reading.trees[clause.sentence][clause.head] if tokens[j].deprel in ("mark", "case")]
        return clause.form == "finite" or bool(marks)

    def strange(self, k: int) -> bool:
        """Tell whether a clause has a subject that is no actor ("criminal groups", "this funding")."""
        clause = self.every[k]
        tokens = self.tokens(clause.sentence)
        if not clause.subjects or clause.form == "nominal" or self.subject(k):
            return False
        speaking = self.nouns.joint | UNNAMED
        if clause.lemma in self.verbs.provides:
            speaking |= self.nouns.documents
        return not any(tokens[i].lemma.lower() in speaking for i in clause.subjects)

    def taking(self, clause: Clause) -> Strength | None:
        """Return the strength of a clause that takes an undertaking as its complement."""
        if clause.form == "predicative":
            return strength_in(self.verbs.adjectives, clause.lemma)
        if clause.passive and (found := strength_in(self.verbs.adjectives, self.text(clause).lower())):
            return found
        if clause.passive and clause.lemma in self.verbs.directives:
            return None
        strength = strength_in(self.verbs.takes, clause.lemma) or strength_in(self.verbs.takes_nouns, clause.lemma)
        if clause.lemma in self.verbs.joint_requests:
            return "agree" if len(actors(self.reading, self.every, clause, "subject")) > 1 else None
        if clause.lemma in self.verbs.prepared and clause.tense == "past":
            return "agree"
        if clause.tense == "conditional" and (clause.modal != "would" or self.denied_at(clause)):
            return None
        if strength and strength != "aim" and clause.tense in ("planned", "conditional") and clause.lemma != "commit":
            return "aim" if clause.tense == "conditional" or strength == "sign" else strength
        return strength

    def future(self, k: int) -> Strength:
        """Return the strength of a plain future: several parties have agreed, one alone pledges."""
        return "agree" if len(self.subject(k)) > 1 else "pledge"

    def denied(self, k: int) -> bool:
        """Tell whether a clause has a negation of its own."""
        return self.denied_at(self.every[k])

    def denied_at(self, clause: Clause) -> bool:
        tokens, tree = self.tokens(clause.sentence), self.reading.trees[clause.sentence]
        return any(
            tokens[j].text.lower() in predicates().negators and tokens[j].deprel == "advmod" for j in tree[clause.head]
        )

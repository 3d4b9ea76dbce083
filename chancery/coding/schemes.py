"""Undertakings of which a document is the subject: what agreements, plans and orders say that their parties do."""

from __future__ import annotations

from chancery.coding.lists import Lister


class Reader(Lister):
    """Finds what documents and schemes say for their parties."""

    def provided(self, k: int) -> bool:
        """Tell whether a document speaks for its parties ("The agreement foresees the exchange of …")."""
        clause = self.every[k]
        tokens = self.tokens(clause.sentence)
        documents = any(tokens[i].lemma.lower() in self.nouns.documents for i in clause.subjects)
        if not documents or clause.lemma not in self.verbs.provides or clause.negated:
            return False
        inner = [j for j in self.below.get(k, ()) if self.every[j].relation in ("xcomp", "ccomp")]
        return any(self.figured(clause.sentence, i) for i in clause.objects) or any(
            self.figured(clause.sentence, self.every[j].head) for j in inner
        )

    def withheld(self, k: int) -> bool:
        """Tell whether a document is said to have no figures or pledges in it ("The accord contains no amounts")."""
        clause = self.every[k]
        tokens, tree = self.tokens(clause.sentence), self.reading.trees[clause.sentence]
        documents = any(tokens[i].lemma.lower() in self.nouns.documents for i in clause.subjects)
        told = self.nouns.goals | self.nouns.carriers["pledge"] | self.nouns.flows.keys()
        none = [
            i
            for i in clause.objects
            if tokens[i].lemma.lower() in told and any(tokens[j].text.lower() == "no" for j in tree[i])
        ]
        return documents and clause.lemma in self.verbs.provides and bool(none)

"""Undertakings of which a document is the subject: what agreements, plans and orders say that their parties do."""

from __future__ import annotations

from chancery.coding.clauses import Clause
from chancery.coding.genre import official
from chancery.coding.lists import Lister
from chancery.models import Strength

POINTING = frozenset({"it", "this", "these", "they"})
POINTERS = frozenset({"the", "this", "these", "that", "such"})
MAX_BACK = 3


class Reader(Lister):
    """Finds what documents and schemes say for their parties."""

    def scheme(self, k: int) -> bool:
        """Tell whether a clause has a document or scheme of the parties for its subject, in a text that lays it down.

        In a passive that is money too: "The loans will be repaid …".
        """
        clause = self.every[k]
        if not self.reading.once(official) or (clause.passive and clause.subjects):
            return False
        surface = clause.objects if clause.passive else clause.subjects
        return any(self.binding(clause, i) for i in surface)

    def binding(self, clause: Clause, i: int, back: int = MAX_BACK) -> bool:
        """Tell whether a noun is a document or scheme, or a pronoun for the one that opened the sentence before."""
        token = self.tokens(clause.sentence)[i]
        lemma = token.lemma.lower()
        if token.text.lower() in POINTING:
            above = self.opening_of(clause.sentence - 1) if clause.sentence and back else None
            return above is not None and any(
                self.binding(above, j, back - 1) for j in (*above.subjects, *above.objects)
            )
        if lemma in self.nouns.documents | self.nouns.orders or self.abbreviated(token.text):
            return True
        if lemma in self.nouns.organs and not self.subject(self.at[clause.sentence, clause.head]):
            return True
        if lemma in self.nouns.flows and self.figured(clause.sentence, i, money=True):
            return True
        determined = any(
            self.tokens(clause.sentence)[j].text.lower() in POINTERS for j in self.reading.trees[clause.sentence][i]
        )
        flowing = lemma in self.nouns.flows or lemma in self.nouns.carriers["pledge"] or lemma in self.nouns.receipts
        return clause.passive and determined and flowing

    def opening_of(self, sentence: int) -> Clause | None:
        """Return the main clause of a sentence."""
        return next((c for c in self.every if c.sentence == sentence and c.relation == "root"), None)

    def abbreviated(self, text: str) -> bool:
        """Tell whether a word is the abbreviation that the text gives a document ("a Memorandum (NSPM)")."""
        if not text.isupper() or len(text) < 3:
            return False
        at = self.reading.document.text.find(f"({text})")
        i = self.reading.sentence_at(at) if at >= 0 else None
        if i is None:
            return False
        before = [t for t in self.tokens(i) if t.end <= at]
        if not before or any(m.codes for m in self.reading.mentions_over(before[-1].start, before[-1].end)):
            return False
        return before[-1].lemma.lower() in self.nouns.documents | self.nouns.orders or before[-1].text[:1].isupper()

    def laid_down(self, k: int) -> Strength | None:
        """Return the strength of what a document does now ("The order bans …", "The memorandum establishes …")."""
        clause = self.every[k]
        tokens = self.tokens(clause.sentence)
        if clause.form != "finite" or clause.tense not in ("past", "present") or clause.modal or not self.scheme(k):
            return None
        if clause.passive or clause.lemma not in self.verbs.enacting or clause.relation.endswith("relcl"):
            return None
        spelt = any(self.every[j].relation == "ccomp" for j in self.below.get(k, ()))
        if not spelt and not any(self.solid(clause.sentence, i) for i in clause.objects):
            return None
        ordered = any(
            tokens[i].lemma.lower() in self.nouns.orders or self.abbreviated(tokens[i].text) for i in clause.subjects
        )
        return "deliver" if ordered or any(tokens[i].text.lower() in POINTING for i in clause.subjects) else "agree"

    def solid(self, sentence: int, i: int) -> bool:
        """Tell whether a noun is no value, no effect and no mere news: something that can be done or made."""
        token = self.tokens(sentence)[i]
        lemma = token.lemma.lower()
        if token.upos not in ("NOUN", "PROPN", "SYM", "NUM"):
            return self.figured(sentence, i, money=True)
        if lemma in self.nouns.effects and not self.figured(sentence, i, money=True):
            return False
        return lemma not in self.nouns.values | self.nouns.informing | self.nouns.uncounted or self.named(sentence, i)

    def effecting(self, k: int) -> bool:
        """Tell whether a clause tells what comes of something, not what is done ("will create 300 jobs")."""
        clause = self.every[self.acting(k)]
        things = [*clause.objects, *(o.token for o in clause.obliques if not clause.objects)]
        return bool(things) and not any(self.solid(clause.sentence, i) for i in things)

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

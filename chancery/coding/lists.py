"""Undertakings in lists: items that inherit the verb of the line that opens them, and items that stand alone."""

from __future__ import annotations

from chancery.coding.clauses import Clause
from chancery.coding.commissives import strength_in, thing_type
from chancery.coding.contents import Taker
from chancery.coding.genre import official
from chancery.models import Money, Strength

REACH = 4
PLANNED_MODALS = frozenset({"will", "shall", "'ll", "’ll", "would"})


class Lister(Taker):
    """Finds undertakings among the items of lists."""

    def bulleted(self, k: int) -> bool:
        """Tell whether a clause is a list item that its chapeau makes an undertaking ("agreed to: – open …")."""
        clause = self.every[k]
        if clause.chapeau is None or clause.relation != "root" or clause.form == "nominal" or clause.subjects:
            return False
        above = self.every[self.opener(clause.chapeau)]
        ahead = above.modal in PLANNED_MODALS or above.lemma in PLANNED_MODALS
        opens = ahead or self.taking(above) is not None or self.carries(above)
        bare = self.tokens(clause.sentence)[clause.head].xpos in ("VB", "VBP", "VBG")
        return opens and bare and self.worthy(k) and not self.strange(self.opener(clause.chapeau))

    def component(self, opener: Clause) -> bool:
        """Tell whether a line says what a sum or package is made of ("The package includes:"): its items are parts."""
        tokens = self.tokens(opener.sentence)
        first = self.reading.sentences[max(0, opener.sentence - REACH)].start
        told = self.reading.quantities_in(first, self.reading.sentences[opener.sentence].end)
        if not any(isinstance(q, Money) for q in told):
            return False
        sums = self.nouns.anaphors | self.nouns.flows.keys()
        return opener.lemma in self.verbs.component and any(tokens[i].lemma.lower() in sums for i in opener.subjects)

    def measure(self, clause: Clause) -> bool:
        """Tell whether an item of an official list is a measure or act ("– Expanded prohibitions on …")."""
        lemma = self.tokens(clause.sentence)[clause.head].lemma.lower()
        kind = lemma in self.nouns.acts or thing_type(lemma) in ("policy", "legal", "institutional")
        return self.reading.once(official) and kind

    def transacted(self, opener: Clause) -> bool:
        """Tell whether an official text opens a list of deals ("take note of the forthcoming deals, including:")."""
        deals = {t.lemma.lower() for t in self.tokens(opener.sentence)} & self.nouns.business
        return bool(deals) and self.reading.once(official)

    def carries(self, clause: Clause) -> bool:
        """Tell whether a clause makes a pledge or commitment that its list spells out ("has made commitments to:")."""
        tokens = self.tokens(clause.sentence)
        made = any(tokens[i].lemma.lower() in self.nouns.carriers["pledge"] for i in clause.objects)
        return made and bool(clause.subjects) and not clause.modal

    def itemised(self, k: int) -> bool:
        """Tell whether a clause is an item of an official list that nothing opens ("– Expanding exchanges of …")."""
        clause = self.every[k]
        if clause.relation != "root" or clause.subjects or not self.reading.once(official):
            return False
        bullet = self.reading.sentences[clause.sentence].block == "bullet"
        return bullet and self.tokens(clause.sentence)[clause.head].xpos == "VBG" and self.worthy(k)

    def opener(self, k: int) -> int:
        """Return the clause that opens a list: the line above it, or what came before a mere heading."""
        clause = self.every[k]
        if clause.form != "nominal":
            return k
        for n in reversed(range(k)):
            above = self.every[n]
            sentence = self.reading.sentences[above.sentence]
            if sentence.block == "prose" and above.relation == "root":
                opens = sentence.text.rstrip().endswith(":") or "following" in sentence.text.lower()
                return n if opens else k
        return k

    def listed(self, k: int) -> Strength | None:
        """Return the strength of a noun in a list whose chapeau gives or promises it ("is providing: – 1,700 …")."""
        clause = self.every[k]
        if clause.chapeau is None or clause.relation != "root" or clause.form != "nominal":
            return None
        n = self.opener(clause.chapeau)
        above = self.every[n]
        text = self.reading.sentences[above.sentence].text.rstrip()
        opening = text.endswith(":") or "following" in text.lower()
        figured = self.figured(clause.sentence, clause.head)
        if not opening or self.component(above) or not (figured or self.measure(clause)):
            return None
        if figured and self.transacted(above):
            return "agree"
        if self.strange(n):
            return None
        if above.modal in PLANNED_MODALS:
            return self.future(n)
        done = (
            None if above.modal or above.lemma not in self.verbs.giving else strength_in(self.verbs.done, above.lemma)
        )
        carried = any(t.lemma.lower() in self.nouns.carriers["pledge"] for t in self.tokens(above.sentence))
        return self.taking(above) or done or ("pledge" if carried else None)

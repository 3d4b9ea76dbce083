"""Where a text speaks of an undertaking: the predicates that promise, decide, sign or deliver something.

A frame is one undertaking as one clause tells it. Four shapes are looked for, outermost first: a verb that takes an
undertaking ("agreed to review", "plans to unveil a loan"), a plain future ("Japan will train"), an act done ("lifted
its ban"), and a noun that is one itself ("a Japanese pledge to mobilise", "the target is 10 trillion yen").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import msgspec

from chancery.coding.acts import Doer
from chancery.coding.clauses import codes_of, conjoined
from chancery.coding.commissives import strength_in, thing_type
from chancery.coding.frames import Frame
from chancery.coding.genre import official
from chancery.coding.lists import PLANNED_MODALS
from chancery.coding.reading import subtree
from chancery.models import Strength


class Finder(Doer):
    """Finds the frames of a document."""

    def find(self) -> tuple[Frame, ...]:
        """Return the frames in the order of the text; what an outer frame covers is not told again."""
        taken: set[tuple[int, int]] = set()
        found: list[Frame] = []
        for k in sorted(range(len(self.every)), key=lambda k: (self.every[k].sentence, self.depth(k), k)):
            clause = self.every[k]
            sentence = self.reading.sentences[clause.sentence]
            if sentence.block in ("related", "other") or sentence.text.rstrip(' "”’)').endswith("?"):
                continue
            if (clause.sentence, clause.head) in taken:
                continue
            for frame in () if self.shielded(k) else self.frames(k):
                taken |= self.covered(frame)
                found.append(frame)
        return tuple(sorted((f for f in found if not self.heads_list(f)), key=lambda f: (f.start, f.head)))

    def heads_list(self, frame: Frame) -> bool:
        """Tell whether a frame only opens a list, whose items say what is undertaken."""
        if frame.sentence not in self.chapeaus:
            return False
        token = self.tokens(frame.sentence)[frame.head]
        opens = self.reading.sentences[frame.sentence].text.rstrip().endswith((":", " to", " by"))
        heading = frame.nominal and token.lemma.lower() in self.nouns.headings and token.xpos == "NNS"
        return (
            opens and token.upos == "VERB" and frame.end >= self.reading.sentences[frame.sentence].end - 3
        ) or heading

    @cached_property
    def chapeaus(self) -> frozenset[int]:
        """Return the sentences that open a list."""
        return frozenset(s.chapeau for s in self.reading.sentences if s.chapeau is not None)

    def covered(self, frame: Frame) -> set[tuple[int, int]]:
        """Return the heads that a frame has told: its matrix and all below its head but relative clauses."""
        tree, tokens = self.reading.trees[frame.sentence], self.tokens(frame.sentence)
        under = subtree(tree, frame.head)
        apart = [i for i in under if tokens[i].deprel in ("acl:relcl", "parataxis", "advcl") and i != frame.head]
        conjuncts = [j for j in tree[frame.head] if tokens[j].deprel == "conj" and tokens[j].upos == "VERB"]
        kept = subtree(tree, frame.head, without=[*apart, *conjuncts])
        return {(frame.sentence, i) for i in (*kept, self.every[frame.matrix].head, self.every[frame.clause].head)}

    # --- the four shapes

    def frames(self, k: int) -> Iterator[Frame]:
        """Yield the frames that a clause opens."""
        clause = self.every[k]
        if self.continuing(k):
            return
        if clause.form == "nominal" and clause.relation not in ("root",):
            yield from self.carried(k)
            return
        if listed := self.listed(k):
            yield self.frame(k, (k, clause.head), listed, subject=self.subject(self.opener(clause.chapeau or k)))
            return
        if owners := self.headlined(k):
            yield self.frame(k, (k, clause.head), "aim", subject=owners)
            return
        if entered := self.entered(k):
            yield self.frame(k, (self.at.get((clause.sentence, entered[0]), k), entered[0]), entered[1])
            return
        if clause.lemma in self.verbs.enacting and self.scheme(k):
            yield from self.spoken(k)
            return
        strength = self.taking(clause) if self.asserted(k) else None
        contents = [c for c in self.contents(k) if not self.warlike(c[0])] if strength else []
        if clause.lemma in self.verbs.moving and clause.form != "finite":
            contents = []
        if clause.lemma in self.verbs.proposing:
            contents = [c for c in contents if self.figured(clause.sentence, c[1])]
        if strength and contents:
            if not self.strange(k):
                yield from (self.frame(k, content, strength) for content in contents)
            return
        if aimed := self.aimed(k):
            yield self.frame(k, (k, clause.head), aimed)
            return
        if self.scheme(k):
            yield from self.spoken(k)
            return
        if self.strange(k) or self.warlike(k):
            return
        future = clause.modal in PLANNED_MODALS and clause.tense == "planned" and not self.carried_along(k)
        if (future or self.ahead(k)) and self.promising(k):
            yield self.frame(k, (k, clause.head), self.future(k), modal=True)
        elif self.bulleted(k):
            above = self.every[clause.chapeau] if clause.chapeau is not None else clause
            yield self.frame(k, (k, clause.head), self.taking(above) or self.future(k), modal=True)
        elif self.itemised(k):
            yield self.frame(k, (k, clause.head), "sign" if clause.lemma in self.verbs.takes["sign"] else "agree")
        elif self.provided(k):
            yield self.frame(k, (k, clause.head), "agree")
        elif self.withheld(k):
            yield msgspec.structs.replace(self.frame(k, (k, clause.head), "agree"), negated=True)
        elif (done := self.doing(k) or self.ongoing(k)) and not self.accused(k):
            yield self.frame(k, (k, clause.head), done)
        elif clause.form == "nominal":
            yield from self.carried(k)

    def continuing(self, k: int) -> bool:
        """Tell whether a bare verb goes on with the future before it ("will end the ban, prepare a text and …")."""
        clause = self.every[k]
        tokens, tree = self.tokens(clause.sentence), self.reading.trees[clause.sentence]
        own = any(tokens[j].deprel.startswith(("nsubj", "aux", "mark")) for j in tree[clause.head])
        if clause.relation != "conj" or tokens[clause.head].xpos not in ("VB", "VBP") or own or clause.governor is None:
            return False
        above = self.every[clause.governor]
        bare = tokens[clause.head].xpos == "VB" or above.modal in PLANNED_MODALS or above.form == "infinitive"
        return bare and not self.sized(k)

    def spoken(self, k: int) -> Iterator[Frame]:
        """Yield the frame of what a document says for its parties, now or in future."""
        clause = self.every[k]
        if self.withheld(k):
            yield msgspec.structs.replace(self.frame(k, (k, clause.head), "agree"), negated=True)
            return
        strength = "agree" if self.provided(k) else self.laid_down(k) or ("pledge" if self.foreseen(k) else None)
        if strength and not self.carried_along(k):
            frame = self.frame(k, (k, clause.head), strength, modal=clause.modal is not None, scheme=True)
            yield msgspec.structs.replace(frame, subject=self.united(clause))

    def foreseen(self, k: int) -> bool:
        """Tell whether a document says that something will be done ("The compact will create a board")."""
        clause = self.every[k]
        if clause.modal not in PLANNED_MODALS or clause.tense != "planned" or not self.told(k):
            return False
        acting = self.every[self.acting(k)]
        if clause.passive:
            return acting.lemma not in self.hollow | self.verbs.cooperative
        return clause.form != "predicative" and self.worthy(k, weak=True) and not self.effecting(k)

    def carried_along(self, k: int) -> bool:
        """Tell whether a future only goes on with the one before it, without a subject or a figure of its own."""
        clause = self.every[k]
        tokens = self.tokens(clause.sentence)
        own = any(tokens[j].deprel.startswith("nsubj") for j in self.reading.trees[clause.sentence][clause.head])
        official_text = self.reading.once(official)
        return official_text and clause.relation == "conj" and not own and not self.sized(k)

    def headlined(self, k: int) -> tuple[str, ...]:
        """Return the actors of a headline's future ("China to train farmers"), none for any other clause."""
        clause = self.every[k]
        if clause.form != "infinitive" or clause.relation != "acl" or clause.governor is None:
            return ()
        above, tokens = self.every[clause.governor], self.tokens(clause.sentence)
        if above.relation != "root" or tokens[clause.head].head != above.head or not self.worthy(k):
            return ()
        return codes_of(self.reading, clause.sentence, conjoined(self.reading, clause.sentence, above.head))

    def entered(self, k: int) -> tuple[int, Strength] | None:
        """Return the pact that a clause says was entered into, with its strength ("came to an agreement")."""
        clause = self.every[k]
        for o in clause.obliques:
            strength = self.verbs.light.get(f"{clause.lemma} {o.case}")
            legal = thing_type(self.tokens(clause.sentence)[o.token].lemma.lower()) == "legal"
            if strength and legal and clause.tense in ("past", "present") and not clause.modal and self.subject(k):
                return o.token, strength
        return None

    def promising(self, k: int) -> bool:
        """Tell whether a future clause promises something identifiable by an actor."""
        clause = self.every[k]
        acting = self.acting(k)
        if not self.told(k):
            return False
        if clause.form == "predicative" or self.every[acting].form == "predicative":
            return False
        if not self.subject(k) and not clause.passive:
            return False
        if clause.passive and not self.subject(k):
            named = [
                i
                for i in clause.objects
                if self.thing(clause.sentence, i, strict=True) and not self.anaphoric(clause.sentence, i)
            ]
            return bool(named) and self.every[acting].lemma not in self.verbs.cooperative | self.verbs.empty
        return self.worthy(acting, weak=True)

    def aimed(self, k: int) -> Strength | None:
        """Return the strength of a sentence whose subject is a plan or goal of an actor ("Our aim is to begin …")."""
        clause = self.every[k]
        tokens = self.tokens(clause.sentence)
        for i in clause.subjects:
            strength = strength_in(self.nouns.carriers, tokens[i].lemma.lower())
            owned = codes_of(self.reading, clause.sentence, self.reading.trees[clause.sentence][i])
            if strength and owned and clause.form == "infinitive" and self.worthy(k):
                return strength
        return None

    def carried(self, k: int) -> Iterator[Frame]:
        """Yield the frame of a noun that is an undertaking: with a figure, or with an infinitive of its own."""
        clause = self.every[k]
        strength = strength_in(self.nouns.carriers, clause.lemma)
        if strength is None:
            return
        acting = [
            j
            for j in self.below.get(k, ())
            if self.every[j].relation == "acl" and (self.every[j].form == "infinitive" or self.gerund(j))
        ]
        owners = self.subject(k)
        above = self.every[clause.governor] if clause.governor is not None else clause
        if above.lemma in self.verbs.takes["reaffirm"]:
            strength = "reaffirm"
        if acting and owners and self.definite(acting[0]):
            yield self.frame(k, (acting[0], self.every[acting[0]].head), strength)

    def gerund(self, j: int) -> bool:
        """Tell whether a clause is what a noun is of ("the goal of achieving …")."""
        tokens = self.tokens(self.every[j].sentence)
        children = self.reading.trees[self.every[j].sentence][self.every[j].head]
        led = any(tokens[n].deprel in ("mark", "case") and tokens[n].text.lower() == "of" for n in children)
        return led and tokens[self.every[j].head].xpos == "VBG"

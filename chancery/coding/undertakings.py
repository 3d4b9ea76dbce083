"""Where a text speaks of an undertaking: the predicates that promise, decide, sign or deliver something.

A frame is one undertaking as one clause tells it. Four shapes are looked for, outermost first: a verb that takes an
undertaking ("agreed to review", "plans to unveil a loan"), a plain future ("Japan will train"), an act done ("lifted
its ban"), and a noun that is one itself ("a Japanese pledge to mobilise", "the target is 10 trillion yen").
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from chancery.coding.assertions import Witness
from chancery.coding.clauses import Clause, codes_of, conjoined, predicates, words
from chancery.coding.commissives import strength_in, thing_type
from chancery.coding.genre import official
from chancery.coding.reading import subtree
from chancery.models import Strength, Value

PLANNED_MODALS = frozenset({"will", "shall", "'ll", "’ll", "would"})
LINKS = ("on", "to", "upon")
PURPOSES = ("for", "at", "towards", "toward")


class Frame(Value, frozen=True, kw_only=True):
    """An undertaking in one clause: `matrix` gives its strength, `head` is the word for what is undertaken.

    `clause` and `matrix` are indices of clauses (the same where a verb stands alone); `head` is a token of the
    sentence. `own` is where the words of the content begin, `subject` the codes of whoever undertakes, as the syntax
    tells, `hearer` those of whoever is told so. `negated` says that it was not undertaken, `refrains`
    that what is undertaken is not to do something.
    """

    sentence: int
    clause: int
    matrix: int
    head: int
    strength: Strength
    verb: str
    start: int
    own: int
    end: int
    subject: tuple[str, ...] = ()
    hearer: tuple[str, ...] = ()
    nominal: bool = False
    negated: bool = False
    refrains: bool = False
    past: bool = False
    modal: bool = False


class Finder(Witness):
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
        return tuple(sorted(found, key=lambda f: (f.start, f.head)))

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
        if self.strange(k) or self.warlike(k):
            return
        future = clause.modal in PLANNED_MODALS and clause.tense == "planned"
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
        elif done := self.doing(k):
            yield self.frame(k, (k, clause.head), done)
        elif clause.form == "nominal":
            yield from self.carried(k)

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

    def doing(self, k: int) -> Strength | None:
        """Return the strength of an act done, or None where nothing identifiable is done."""
        clause = self.every[k]
        strength = strength_in(self.verbs.done, clause.lemma)
        if strength is None or clause.tense not in ("past", "present") or clause.modal or clause.form == "infinitive":
            return None
        if clause.form == "participle" and (clause.passive or clause.relation.startswith("acl")):
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
        if not outright and not any(self.done_to(clause.sentence, i, strength) for i in given):
            return None
        if not self.subject(k) and not (clause.passive and strength == "sign"):
            return None
        children = self.reading.trees[clause.sentence][clause.head]
        due = any(self.tokens(clause.sentence)[j].text.lower() in self.verbs.adjectives["aim"] for j in children)
        return "aim" if due else strength

    def tentative(self, k: int) -> bool:
        """Tell whether an act is only named by the verb above it ("considers sending"), not begun or gone on with."""
        clause = self.every[k]
        if clause.form != "participle" or clause.relation not in ("xcomp", "ccomp", "csubj") or clause.governor is None:
            return False
        above = self.every[clause.governor].lemma
        return above not in self.verbs.aspectual | predicates().implicative

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

    def bulleted(self, k: int) -> bool:
        """Tell whether a clause is a list item that its chapeau makes an undertaking ("agreed to: – open …")."""
        clause = self.every[k]
        if clause.chapeau is None or clause.relation != "root" or clause.form == "nominal" or clause.subjects:
            return False
        above = self.every[self.opener(clause.chapeau)]
        opens = self.taking(above) is not None or above.modal in PLANNED_MODALS
        bare = self.tokens(clause.sentence)[clause.head].xpos in ("VB", "VBP", "VBG")
        return opens and bare and self.worthy(k) and not self.strange(self.opener(clause.chapeau))

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
        if not opening or self.strange(n) or not self.figured(clause.sentence, clause.head):
            return None
        if above.modal in PLANNED_MODALS:
            return self.future(n)
        done = (
            None if above.modal or above.lemma not in self.verbs.giving else strength_in(self.verbs.done, above.lemma)
        )
        carried = any(t.lemma.lower() in self.nouns.carriers["pledge"] for t in self.tokens(above.sentence))
        return self.taking(above) or done or ("pledge" if carried else None)

    # --- complements

    def sized(self, j: int) -> bool:
        """Tell whether a coordinate undertaking has a figure of its own, and so is one apart from the first."""
        clause = self.every[j]
        return any(self.figured(clause.sentence, i) for i in self.patients(clause))

    def contents(self, k: int) -> Iterator[tuple[int, int]]:
        """Yield (clause, head token) of what a taking verb takes: clauses, else nouns."""
        clause = self.every[k]
        prepared = clause.lemma in self.verbs.prepared and clause.tense == "past"
        clauses = [] if prepared else list(self.clausal(k))
        if clauses:
            told = [j for j in clauses if self.undertaken(clause, j)]
            yield from ((j, self.every[j].head) for n, j in enumerate(told) if n == 0 or self.sized(j))
            return
        nominal_only = prepared or strength_in(self.verbs.takes, clause.lemma) is None
        loose = clause.lemma in self.verbs.generous
        reaffirmed = clause.lemma in self.verbs.takes["reaffirm"]
        tokens = self.tokens(clause.sentence)
        for i in self.slots(clause, nominal_only=nominal_only):
            direct = i in clause.objects
            if tokens[i].deprel == "iobj" or (direct and self.anaphoric(clause.sentence, i)):
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
            if self.announcing(clause.sentence, i):
                continue
            if self.thing(clause.sentence, i, strict=nominal_only, loose=loose and direct):
                yield (self.at.get((clause.sentence, i), k), i)
                return

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
            if clause.relation.startswith("advcl") and (above.objects or above.passive or linked):
                continue
            if clause.relation.startswith("advcl") and clause.head < above.head:
                continue
            yield from self.coordinated(j)

    def coordinated(self, j: int) -> Iterator[int]:
        """Yield a clause and those coordinated with it in the same form."""
        yield j
        form = self.every[j].form
        for n in self.below.get(j, ()):
            clause = self.every[n]
            bare = self.tokens(clause.sentence)[clause.head].xpos in ("VB", "VBG", "VBP")
            if clause.relation == "conj" and clause.form != "nominal" and (clause.form == form or bare):
                yield from self.coordinated(n)

    # --- frames

    def frame(
        self,
        matrix: int,
        content: tuple[int, int],
        strength: Strength,
        *,
        modal: bool = False,
        subject: tuple[str, ...] = (),
    ) -> Frame:
        """Build the frame of a content under its matrix; a preview in the chain makes an aim of everything."""
        k, head = content
        above, below = self.every[matrix], self.every[k]
        start, stop = words(self.reading, above)
        tree, tokens = self.reading.trees[above.sentence], self.tokens(above.sentence)
        loose = [j for j in tree[head] if tokens[j].deprel == "conj" and tokens[j].upos == "VERB"]
        under = subtree(tree, head, without=loose)
        nominal = head != above.head and (k == matrix or below.form == "nominal")
        return Frame(
            sentence=above.sentence,
            clause=k,
            matrix=matrix,
            head=head,
            strength=self.chained(k, strength) if k != matrix else strength,
            verb=above.lemma,
            start=min(start, tokens[under[0]].start),
            own=tokens[under[0]].start,
            end=max(tokens[under[-1]].end, stop if nominal else tokens[above.head].end),
            subject=subject or self.undertaker(matrix, k),
            hearer=self.hearer(above),
            nominal=nominal,
            negated=(self.denied(matrix) and not modal) or self.disowned(matrix),
            refrains=below.form != "nominal" and self.denied(k) and (modal or not self.denied(matrix)),
            past=above.tense == "past",
            modal=modal,
        )

    def hearer(self, clause: Clause) -> tuple[str, ...]:
        """Return who is told of an undertaking ("told his Fijian counterpart that Tokyo would …")."""
        if clause.speaker is None:
            return ()
        saying = self.every[clause.speaker]
        told = [*saying.objects, *(o.token for o in saying.obliques if o.case == "to")]
        return codes_of(self.reading, saying.sentence, told)

    def disowned(self, k: int) -> bool:
        """Tell whether somebody denies that a clause is so ("denied that it had agreed to send troops")."""
        speaker = self.every[k].speaker
        return speaker is not None and self.every[speaker].lemma in self.verbs.denying

    def undertaker(self, matrix: int, k: int) -> tuple[str, ...]:
        """Return who undertakes a content under its matrix: who does it, unless that is told to others to do."""
        above, below = self.every[matrix], self.every[k]
        if above.lemma in self.verbs.directives or k == matrix or below.form == "nominal":
            return self.subject(matrix)
        doer = self.bearer(above.sentence, below.head) or self.subject(k)
        if doer or (below.passive and (above.passive or above.form == "predicative")):
            return doer
        return self.subject(matrix)

    def chained(self, k: int, strength: Strength) -> Strength:
        """Return the strength of a chain of taking verbs: a preview wins, else the outermost."""
        inner = strength_in(self.verbs.takes, self.every[k].lemma) if self.every[k].form != "nominal" else None
        return "aim" if inner == "aim" and strength in ("agree", "pledge") else strength

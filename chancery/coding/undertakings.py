"""Where a text speaks of an undertaking: the predicates that promise, decide, sign or deliver something.

A frame is one undertaking as one clause tells it. Four shapes are looked for, outermost first: a verb that takes an
undertaking ("agreed to review", "plans to unveil a loan"), a plain future ("Japan will train"), an act done ("lifted
its ban"), and a noun that is one itself ("a Japanese pledge to mobilise", "the target is 10 trillion yen").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chancery.coding import sectors
from chancery.coding.clauses import Clause, actors, codes_of, predicates, words
from chancery.coding.commissives import nouns, strength_in, thing_type, verbs
from chancery.coding.reading import Reading, subtree
from chancery.models import Count, Money, Strength, Token, Value

PLANNED_MODALS = frozenset({"will", "shall", "'ll", "’ll", "would"})
LINKS = ("on", "to", "upon")
PURPOSES = ("for", "at", "towards", "toward")
DEVOTED = frozenset({"commit", "determine", "dedicate"})
HOPED = frozenset({"hope", "expect", "believe", "think", "predict", "estimate", "fear", "suggest", "warn"})
GENEROUS = frozenset({"pledge", "promise", "vow", "offer", "guarantee"})
MAX_DEPTH = 6
NEAR = 30


class Frame(Value, frozen=True, kw_only=True):
    """An undertaking in one clause: `matrix` gives its strength, `head` is the word for what is undertaken.

    `clause` and `matrix` are indices of clauses (the same where a verb stands alone); `head` is a token of the
    sentence. `own` is where the words of the content begin, `subject` the codes of whoever undertakes, as the syntax
    tells. `negated` says that it was not undertaken, `refrains` that what is undertaken is not to do something.
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
    nominal: bool = False
    negated: bool = False
    refrains: bool = False
    past: bool = False
    modal: bool = False


class Finder:
    """Finds the frames of a document; `below` lists for every clause those it governs."""

    def __init__(self, reading: Reading, every: Sequence[Clause]) -> None:
        self.reading, self.every = reading, every
        self.verbs, self.nouns = verbs(), nouns()
        self.at = {(c.sentence, c.head): k for k, c in enumerate(every)}
        self.below: dict[int, list[int]] = {}
        for k, clause in enumerate(every):
            if clause.governor is not None:
                self.below.setdefault(clause.governor, []).append(k)

    def find(self) -> tuple[Frame, ...]:
        """Return the frames in the order of the text; what an outer frame covers is not told again."""
        taken: set[tuple[int, int]] = set()
        found: list[Frame] = []
        for k in sorted(range(len(self.every)), key=lambda k: (self.every[k].sentence, self.depth(k), k)):
            clause = self.every[k]
            if self.reading.sentences[clause.sentence].block in ("related", "other"):
                continue
            if (clause.sentence, clause.head) in taken:
                continue
            for frame in () if self.shielded(k) else self.frames(k):
                taken |= self.covered(frame)
                found.append(frame)
        return tuple(sorted(found, key=lambda f: (f.start, f.head)))

    def shielded(self, k: int) -> bool:
        """Tell whether a clause stands below thanks, praise or mere discussion ("thanked them for providing …")."""
        governor, n = self.every[k].governor, 0
        while governor is not None and n < MAX_DEPTH:
            above = self.every[governor]
            if above.lemma in self.verbs.shields and self.every[k].relation not in ("conj", "parataxis"):
                return self.every[governor].sentence == self.every[k].sentence and not self.coordinate(k, governor)
            governor, n = above.governor, n + 1
        return False

    def coordinate(self, k: int, governor: int) -> bool:
        """Tell whether a clause hangs on another by coordination somewhere on the way up."""
        while k != governor:
            if self.every[k].relation in ("conj", "parataxis"):
                return True
            above = self.every[k].governor
            if above is None:
                return False
            k = above
        return False

    def depth(self, k: int) -> int:
        """Return how many clauses stand above one."""
        n, governor = 0, self.every[k].governor
        while governor is not None and n < len(self.every):
            n, governor = n + 1, self.every[governor].governor
        return n

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
            yield self.frame(k, (k, clause.head), listed)
            return
        strength = self.taking(clause) if self.asserted(k) else None
        contents = list(self.contents(k)) if strength else []
        if strength and contents:
            if not self.strange(k):
                yield from (self.frame(k, content, strength) for content in contents)
            return
        if aimed := self.aimed(k):
            yield self.frame(k, (k, clause.head), aimed)
            return
        if self.strange(k):
            return
        if clause.modal in PLANNED_MODALS and clause.tense == "planned" and self.promising(k):
            yield self.frame(k, (k, clause.head), self.future(k), modal=True)
        elif self.bulleted(k):
            above = self.every[clause.chapeau] if clause.chapeau is not None else clause
            yield self.frame(k, (k, clause.head), self.taking(above) or self.future(k), modal=True)
        elif self.provided(k):
            yield self.frame(k, (k, clause.head), "agree")
        elif done := self.doing(k):
            yield self.frame(k, (k, clause.head), done)
        elif clause.form == "nominal":
            yield from self.carried(k)

    def asserted(self, k: int) -> bool:
        """Tell whether a clause says that something is so: not a mere purpose, right or need ("the right to decide")."""
        clause = self.every[k]
        if clause.form == "participle" and clause.passive and clause.relation.startswith("acl"):
            return bool(self.subject(k))
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
        if strength and strength != "aim" and clause.tense in ("planned", "conditional") and clause.lemma != "commit":
            return "aim" if clause.tense == "conditional" or strength == "sign" else strength
        return strength

    def strange(self, k: int) -> bool:
        """Tell whether a clause has a subject that is no actor ("criminal groups", "this funding")."""
        clause = self.every[k]
        tokens = self.tokens(clause.sentence)
        if not clause.subjects or clause.form == "nominal" or self.subject(k):
            return False
        speaking = self.nouns.documents | self.nouns.joint
        return not any(tokens[i].lemma.lower() in speaking or tokens[i].upos == "PRON" for i in clause.subjects)

    def future(self, k: int) -> Strength:
        """Return the strength of a plain future: several parties have agreed, one alone pledges."""
        return "agree" if len(self.subject(k)) > 1 else "pledge"

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

    def told(self, k: int) -> bool:
        """Tell whether a future clause is said in its own right: not what is hoped for or made sure of, no aside."""
        clause = self.every[k]
        if clause.relation.endswith("relcl"):
            return any(self.figured(clause.sentence, i) for i in clause.objects)
        if clause.governor is None or clause.relation.split(":")[0] not in ("ccomp", "acl", "advcl"):
            return True
        above = self.every[clause.governor]
        return above.lemma in self.verbs.transparent | predicates().speech and above.lemma not in HOPED

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
        if clause.relation.endswith("relcl") or (clause.relation.startswith("advcl") and clause.form == "finite"):
            return None
        if not any(self.done_to(clause.sentence, i, strength) for i in clause.objects):
            return None
        if not self.subject(k) and not (clause.passive and strength == "sign"):
            return None
        return strength

    def done_to(self, sentence: int, i: int, strength: Strength) -> bool:
        """Tell whether a noun is what can be signed, or delivered."""
        if strength == "sign":
            return thing_type(self.tokens(sentence)[i].lemma.lower()) in ("legal", "institutional")
        return self.thing(sentence, i, strict=True) and not self.anaphoric(sentence, i)

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

    def carried(self, k: int) -> Iterator[Frame]:
        """Yield the frame of a noun that is an undertaking: with a figure, or with an infinitive of its own."""
        clause = self.every[k]
        strength = strength_in(self.nouns.carriers, clause.lemma)
        if strength is None:
            return
        acting = [
            j for j in self.below.get(k, ()) if self.every[j].relation == "acl" and self.every[j].form == "infinitive"
        ]
        owners = codes_of(self.reading, clause.sentence, clause.subjects)
        told = clause.governor is None or self.every[clause.governor].lemma not in self.verbs.empty | {"discuss"}
        if acting and owners and told and self.definite(acting[0]):
            yield self.frame(k, (acting[0], self.every[acting[0]].head), strength)

    def definite(self, k: int) -> bool:
        """Tell whether a clause does something identifiable to a thing or with a figure, not just for a value."""
        k = self.acting(k)
        clause = self.every[k]
        things = [*clause.objects, *(o.token for o in clause.obliques)]
        if any(self.figured(clause.sentence, i) for i in things):
            return True
        named = any(self.thing(clause.sentence, i, strict=True) for i in clause.objects)
        return named and self.worthy(k) and clause.lemma not in self.nouns.value_verbs

    def bulleted(self, k: int) -> bool:
        """Tell whether a clause is a list item that its chapeau makes an undertaking ("agreed to: – open …")."""
        clause = self.every[k]
        if clause.chapeau is None or clause.relation != "root" or clause.form == "nominal" or clause.subjects:
            return False
        above = self.every[clause.chapeau]
        opens = self.taking(above) is not None or above.modal in PLANNED_MODALS
        bare = self.tokens(clause.sentence)[clause.head].xpos in ("VB", "VBP", "VBG")
        return opens and bare and self.worthy(k)

    def listed(self, k: int) -> Strength | None:
        """Return the strength of a noun in a list whose chapeau gives or promises it ("is providing: – 1,700 …")."""
        clause = self.every[k]
        if clause.chapeau is None or clause.relation != "root" or clause.form != "nominal":
            return None
        above = self.every[clause.chapeau]
        opening = self.reading.sentences[above.sentence].text.rstrip().endswith(":")
        if not opening or self.strange(clause.chapeau) or not self.thing(clause.sentence, clause.head, strict=True):
            return None
        if above.modal in PLANNED_MODALS:
            return self.future(clause.chapeau)
        return self.taking(above) or (None if above.modal else strength_in(self.verbs.done, above.lemma))

    # --- complements

    def contents(self, k: int) -> Iterator[tuple[int, int]]:
        """Yield (clause, head token) of what a taking verb takes: clauses, else nouns."""
        clause = self.every[k]
        clauses = list(self.clausal(k))
        if clauses:
            yield from ((j, self.every[j].head) for j in clauses if self.undertaken(clause, j))
            return
        nominal_only = strength_in(self.verbs.takes, clause.lemma) is None
        loose = clause.lemma in GENEROUS
        reaffirmed = clause.lemma in self.verbs.takes["reaffirm"]
        tokens = self.tokens(clause.sentence)
        for i in self.slots(clause, nominal_only=nominal_only):
            direct = i in clause.objects
            if tokens[i].deprel == "iobj" or (direct and self.anaphoric(clause.sentence, i)):
                continue
            helped = loose and direct and tokens[i].lemma.lower() == "support"
            if (self.valued(clause.sentence, i) and not helped) or (
                reaffirmed and not self.carrying(clause.sentence, i)
            ):
                continue
            if nominal_only and not self.settled(clause.sentence, i):
                continue
            if clause.lemma in DEVOTED and tokens[i].lemma.lower() in self.nouns.values:
                continue
            if self.announcing(clause.sentence, i):
                continue
            if self.thing(clause.sentence, i, strict=nominal_only, loose=loose and direct):
                yield (self.at.get((clause.sentence, i), k), i)
                return

    def settled(self, sentence: int, i: int) -> bool:
        """Tell whether a noun is what can be confirmed, reached or drawn up: a pact, a scheme, a goal, an amount."""
        tokens = self.tokens(sentence)
        lemma = tokens[i].lemma.lower()
        if self.figured(sentence, i, money=True):
            return True
        return thing_type(lemma) in ("legal", "institutional", "policy") or lemma in self.nouns.goals

    def announcing(self, sentence: int, i: int) -> bool:
        """Tell whether a noun only opens a list ("the following plans")."""
        return any(self.tokens(sentence)[j].lemma.lower() == "following" for j in self.reading.trees[sentence][i])

    def undertaken(self, matrix: Clause, j: int) -> bool:
        """Tell whether the clause that a taking verb takes is an undertaking; what is reaffirmed must be definite."""
        if matrix.lemma in self.verbs.takes["reaffirm"] and self.every[j].form != "finite":
            return False
        if matrix.lemma in DEVOTED or matrix.form == "predicative":
            inner = self.every[self.acting(j)]
            return self.definite(j) if inner.lemma in self.nouns.value_verbs else self.worthy(j, matrix=matrix)
        return self.worthy(j, matrix=matrix)

    def carrying(self, sentence: int, i: int) -> bool:
        """Tell whether a noun is a pledge or commitment, or has a figure."""
        carrier = self.tokens(sentence)[i].lemma.lower() in self.nouns.carriers["pledge"]
        return carrier or self.figured(sentence, i, money=True)

    def slots(self, clause: Clause, *, nominal_only: bool) -> list[int]:
        """Return the nouns that a taking verb may take, its objects first."""
        if nominal_only:
            return list(clause.objects)
        cases = LINKS + PURPOSES if clause.lemma in self.verbs.purposive else LINKS
        return [*clause.objects, *(o.token for o in clause.obliques if o.case in cases)]

    def anaphoric(self, sentence: int, i: int) -> bool:
        """Tell whether a noun only points to an undertaking already told ("confirmed the target")."""
        tokens = self.tokens(sentence)
        determined = any(
            tokens[j].text.lower() in ("the", "that", "this", "its", "their") for j in self.reading.trees[sentence][i]
        )
        told = self.nouns.goals | self.nouns.carriers["pledge"] | {"money", "goal", "target", "news"}
        bare = len([j for j in self.reading.trees[sentence][i] if tokens[j].upos != "PUNCT"]) <= 1
        pointing = tokens[i].lemma.lower() in told and determined and (bare or tokens[i].lemma.lower() == "money")
        return pointing and not self.figured(sentence, i)

    def clausal(self, k: int) -> Iterator[int]:
        """Yield the clauses that complete a taking verb, coordination expanded; matters of form are passed over."""
        for j in self.below.get(k, ()):
            clause = self.every[j]
            if clause.form == "nominal" or clause.relation.split(":")[0] not in ("xcomp", "ccomp", "advcl", "acl"):
                continue
            if clause.relation.startswith(("advcl", "acl")) and clause.form != "infinitive":
                continue
            above = self.every[k]
            if clause.relation.startswith("advcl") and (above.objects or above.passive or above.obliques):
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

    def acting(self, k: int, depth: int = 0) -> int:
        """Return the clause that says what is done, below "continue to", "work to" and other undertaking verbs."""
        clause = self.every[k]
        passing = clause.lemma in self.verbs.aspectual or strength_in(self.verbs.takes, clause.lemma)
        inner = [
            j for j in self.below.get(k, ()) if self.every[j].relation == "xcomp" and self.every[j].form != "nominal"
        ]
        return self.acting(inner[0], depth + 1) if passing and inner and depth < MAX_DEPTH else k

    def worthy(self, k: int, *, matrix: Clause | None = None, weak: bool = False) -> bool:
        """Tell whether a clause does something identifiable.

        Empty verbs and values never do; doing things together counts where somebody agrees to (`matrix`) or where
        a thing or figure is named.
        """
        k = self.acting(k)
        clause = self.every[k]
        if clause.form == "finite" and matrix is not None and clause.tense in ("past", "present"):
            return False
        if clause.modal in ("should", "must", "can", "could", "may", "might"):
            return False
        if clause.form == "predicative":
            return False
        things = [*clause.objects, *(o.token for o in clause.obliques)]
        figured = any(self.figured(clause.sentence, i) for i in clause.objects)
        lemmas = {i: self.tokens(clause.sentence)[i].lemma.lower() for i in things}
        solid = [i for i in things if lemmas[i] not in self.nouns.values | self.nouns.informing]
        concrete = figured or any(self.thing(clause.sentence, i, strict=True) for i in solid)
        if clause.lemma in self.verbs.upcoming:
            return False
        if clause.lemma in self.verbs.empty:
            return figured and clause.lemma in ("make", "bring", "include")
        if clause.lemma in predicates().speech and not figured:
            return clause.lemma in ("announce", "confirm", "declare") and concrete
        if clause.lemma in self.verbs.aspectual and clause.lemma not in self.verbs.cooperative:
            return concrete
        if clause.lemma not in self.verbs.cooperative:
            return bool(solid) or not things
        if weak or (matrix is not None and strength_in(self.verbs.takes, matrix.lemma) in ("aim", "reaffirm", None)):
            return concrete
        valued = not solid
        about = bool(sectors.find(self.reading.document.text[clause.start : clause.end]))
        return concrete or (
            about and (not valued or (matrix is not None and matrix.lemma in self.verbs.takes["agree"]))
        )

    # --- nouns

    def thing(self, sentence: int, i: int, *, strict: bool = False, loose: bool = False) -> bool:
        """Tell whether a noun is something that can be undertaken: a thing, an action, a flow, or with a figure.

        `strict` leaves out bare actions and flows; `loose` takes any noun that is no value.
        """
        token = self.tokens(sentence)[i]
        lemma = token.lemma.lower()
        if token.upos not in ("NOUN", "PROPN", "SYM", "NUM") or lemma in self.nouns.informing:
            return False
        if loose and lemma not in self.nouns.values | self.nouns.uncounted:
            return True
        if loose and lemma == "support":
            return True
        if thing_type(lemma) or lemma in self.nouns.acts or lemma in self.nouns.carriers["aim"]:
            return True
        if not strict and (lemma in self.nouns.flows or lemma in self.nouns.carriers["pledge"]):
            return True
        return self.figured(sentence, i)

    def valued(self, sentence: int, i: int) -> bool:
        """Tell whether a noun is a commitment to a value: a position, not an undertaking.

        "Commitment to" the defence of somebody, or to do something identifiable, is one.
        """
        tokens, tree = self.tokens(sentence), self.reading.trees[sentence]
        if tokens[i].lemma.lower() not in ("commitment", "pledge", "promise", "determination", "resolve", "support"):
            return False
        if self.figured(sentence, i):
            return False
        under = {tokens[j].lemma.lower() for j in subtree(tree, i) if j != i}
        direct = [j for j in tree[i] if tokens[j].deprel in ("acl", "nmod", "advcl")]
        direct += [k for j in direct for k in tree[j] if tokens[k].deprel == "conj"]
        verbs_below = [k for j in direct if (k := self.at.get((sentence, j))) and self.every[k].form != "nominal"]
        if any(self.worthy(k) and self.every[k].lemma not in self.nouns.value_verbs for k in verbs_below):
            return False
        return not under & self.nouns.alliance or bool(
            under & (self.nouns.values - self.nouns.alliance - self.nouns.tolerated)
        )

    def figured(self, sentence: int, i: int, *, money: bool = False) -> bool:
        """Tell whether a noun phrase has an amount or, unless only `money` counts, a count of things in it."""
        tokens = self.tokens(sentence)
        under = subtree(self.reading.trees[sentence], i, without=self.relatives(sentence, i))
        start, end = tokens[under[0]].start, tokens[under[-1]].end
        return any(
            isinstance(q, Money) or (not money and isinstance(q, Count) and counted(q))
            for q in self.reading.quantities_in(start, end)
        )

    def relatives(self, sentence: int, i: int) -> list[int]:
        tokens = self.tokens(sentence)
        return [j for j in self.reading.trees[sentence][i] if tokens[j].deprel in ("acl:relcl", "parataxis")]

    # --- helpers

    def tokens(self, sentence: int) -> Sequence[Token]:
        return self.reading.sentences[sentence].tokens

    def text(self, clause: Clause) -> str:
        return self.tokens(clause.sentence)[clause.head].text

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
        if clause.relation.endswith("relcl") and strength_in(self.verbs.takes, clause.lemma):
            start = min((tokens[j].start for j in self.reading.trees[clause.sentence][clause.head]), default=0)
            near = [m for m in self.reading.mentions_in(start - NEAR, start) if m.codes]
            return near[-1].codes if near else ()
        if clause.relation == "root" and not clause.subjects:
            opening = self.reading.mentions_in(self.reading.sentences[clause.sentence].start, tokens[clause.head].start)
            return next((m.codes for m in opening if m.codes and m.kind != "place"), ())
        return ()

    def frame(self, matrix: int, content: tuple[int, int], strength: Strength, *, modal: bool = False) -> Frame:
        """Build the frame of a content under its matrix; a preview in the chain makes an aim of everything."""
        k, head = content
        above, below = self.every[matrix], self.every[k]
        nominal = k == matrix or below.form == "nominal"
        start, _ = words(self.reading, above)
        tree, tokens = self.reading.trees[above.sentence], self.tokens(above.sentence)
        loose = [j for j in tree[head] if tokens[j].deprel == "conj" and tokens[j].upos == "VERB"]
        under = subtree(tree, head, without=loose)
        directive = above.lemma in self.verbs.directives
        subject = self.subject(matrix) if directive or nominal else self.subject(k) or self.subject(matrix)
        return Frame(
            sentence=above.sentence,
            clause=k,
            matrix=matrix,
            head=head,
            strength=self.chained(k, strength) if k != matrix else strength,
            verb=above.lemma,
            start=min(start, tokens[under[0]].start),
            own=tokens[under[0]].start,
            end=max(tokens[under[-1]].end, tokens[above.head].end),
            subject=subject,
            nominal=nominal and k != matrix,
            negated=above.negated and not modal,
            refrains=(below.negated and below.form != "nominal") and (modal or not above.negated),
            past=above.tense == "past",
            modal=modal,
        )

    def chained(self, k: int, strength: Strength) -> Strength:
        """Return the strength of a chain of taking verbs: a preview wins, else the outermost."""
        inner = strength_in(self.verbs.takes, self.every[k].lemma) if self.every[k].form != "nominal" else None
        return "aim" if inner == "aim" and strength in ("agree", "pledge") else strength


def counted(quantity: Count) -> bool:
    """Tell whether a count is a figure that an undertaking can have: no days, sides, countries or percentages."""
    unit = (quantity.unit or "").lower().split()
    last = unit[-1] if unit else ""
    return bool(unit) and not {last, last.rstrip("s"), " ".join(unit)} & nouns().uncounted

"""Predicates off a dependency tree: what is one, its arguments, tense and polarity.

Coordination is expanded, passives are turned round, and subjects are inherited through control ("directed officials to
expedite"), participles ("…, pledging"), relative clauses and coordination.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

import msgspec

from chancery.coding.reading import Reading, raised, subtree
from chancery.models import Tense, Token, Value

Form: TypeAlias = Literal["finite", "participle", "infinitive", "predicative", "nominal"]

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer")
CLAUSAL = ("ccomp", "xcomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass", "advcl:relcl")
RELATIVE = ("that", "which", "who", "whom")
MAX_CONTROL_DEPTH = 12


class Oblique(Value, frozen=True, kw_only=True):
    """An argument with its preposition ("on behalf of"); empty for a bare one ("met Sunday")."""

    case: str
    token: int


class Clause(Value, frozen=True, kw_only=True):
    """A predicate with its arguments; `start` and `end` are the offsets of everything it governs.

    `governor` is the index of the clause this one hangs on and `speaker` that of the speech clause it is the content
    of, in the tuple that `clauses` returned. `chapeau` is the clause that opens the list of this bullet.
    """

    sentence: int
    head: int
    lemma: str
    form: Form
    relation: str
    subjects: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    obliques: tuple[Oblique, ...] = ()
    passive: bool = False
    tense: Tense = "present"
    negated: bool = False
    modal: str | None = None
    governor: int | None = None
    speaker: int | None = None
    chapeau: int | None = None
    start: int
    end: int


class Predicates(Value, frozen=True, kw_only=True):
    """The word lists of data/coding/predicates.yaml."""

    speech: frozenset[str]
    subject_control: frozenset[str]
    implicative: frozenset[str]
    planning: frozenset[str]
    planned_modals: frozenset[str]
    conditional_modals: frozenset[str]
    negators: frozenset[str]
    actor_nouns: frozenset[str]


@cache
def predicates() -> Predicates:
    """Return the built word lists."""
    return msgspec.json.decode((files("chancery") / "data/coding/predicates.json").read_bytes(), type=Predicates)


class Builder:
    """Builds the clauses of one sentence; `offset` is the index that its first clause will have."""

    def __init__(self, reading: Reading, index: int, offset: int) -> None:
        self.reading, self.index, self.offset = reading, index, offset
        self.tokens: Sequence[Token] = reading.sentences[index].tokens
        self.tree = reading.trees[index]
        self.words = predicates()
        self.up = [raised(self.tokens, self.tree, t) for t in self.tokens]
        self.heads = [t.i for t in self.tokens if is_predicate(self.tokens, self.tree, t)]
        self.order = {head: k for k, head in enumerate(self.heads)}
        self.built: dict[int, Clause] = {}

    def build(self) -> list[Clause]:
        """Return the clauses in the order of their heads."""
        return [self.clause(head) for head in self.heads]

    def clause(self, head: int, depth: int = 0) -> Clause:
        """Build the clause of a predicate, its governors first."""
        if head in self.built:
            return self.built[head]
        token = self.tokens[head]
        governor = self.governor(head)
        above = self.clause(governor, depth + 1) if governor is not None and depth < MAX_CONTROL_DEPTH else None
        form = form_of(self.tokens, self.tree, token)
        passive = is_passive(self.tokens, self.tree, token)
        subjects, objects = self.core(head, form, passive)
        subjects, objects = self.inherit(head, form, passive, subjects, objects, above)
        span = subtree(self.tree, head)
        clause = Clause(
            sentence=self.index,
            head=head,
            lemma=self.lemma(head),
            form=form,
            relation=token.deprel,
            subjects=subjects,
            objects=objects,
            obliques=tuple(self.obliques(head, form, passive)),
            passive=passive,
            tense=self.tense(head, form, above),
            negated=self.negated(head, above),
            modal=self.modal(head),
            governor=self.offset + self.order[governor] if governor is not None and governor in self.order else None,
            speaker=self.speaker(head),
            start=self.tokens[span[0]].start,
            end=self.tokens[span[-1]].end,
        )
        self.built[head] = clause
        return clause

    # --- links

    def governor(self, head: int) -> int | None:
        """Return the nearest predicate above, passing over plain nouns."""
        i, seen = self.up[head], 0
        while i >= 0 and i not in self.order and seen < len(self.tokens):
            i, seen = self.up[i], seen + 1
        return i if i >= 0 and i in self.order else None

    def speaker(self, head: int) -> int | None:
        """Return the index of the speech clause whose content this predicate belongs to, through coordination."""
        i = head
        for _ in range(MAX_CONTROL_DEPTH):
            token = self.tokens[i]
            inner = next((j for j in self.tree[i] if self.is_speech(j) and self.tokens[j].deprel == "parataxis"), None)
            if inner is not None and inner != head:
                return self.offset + self.order[inner]
            above = self.up[i]
            if above < 0:
                return None
            if self.is_speech(above) and token.deprel in ("ccomp", "parataxis", "ccomp:pass"):
                return self.offset + self.order[above]
            i = above
        return None

    def is_speech(self, i: int) -> bool:
        return i in self.order and self.lemma(i) in self.words.speech and self.tokens[i].upos == "VERB"

    def is_actor(self, i: int) -> bool:
        return any(m.codes for m in self.reading.mentions_over(self.tokens[i].start, self.tokens[i].end))

    # --- words

    def lemma(self, head: int) -> str:
        """Return the predicate's lemma with its particle ("set up")."""
        particles = [self.tokens[j].text.lower() for j in self.tree[head] if self.tokens[j].deprel == "compound:prt"]
        return " ".join([self.tokens[head].lemma.lower(), *particles])

    def conjuncts(self, i: int) -> Iterator[int]:
        """Yield a token and the nouns coordinated with it; of "old rivals Chile and Peru" those that it names."""
        named = () if self.is_actor(i) else [j for j in self.tree[i] if self.names(i, j)]
        for j in named:
            yield from self.conjuncts(j)
        if not named:
            yield i
        for j in self.tree[i]:
            noun = j not in self.order or self.tokens[j].upos in NOUNS
            if (self.tokens[j].deprel == "conj" and noun) or self.lists(i, j):
                yield from self.conjuncts(j)

    def names(self, i: int, j: int) -> bool:
        """Tell whether a noun names right behind it whom it stands for."""
        return self.tokens[j].deprel in ("appos", "flat") and j == i + 1 and bool(self.named(j, "state"))

    def lists(self, i: int, j: int) -> bool:
        """Tell whether what seems to explain a state or a person is the next of a list ("France, the UK and Italy")."""
        if self.tokens[j].deprel != "appos":
            return False
        pairs = ((self.named(i, kind), self.named(j, kind)) for kind in ("state", "person"))
        return any(mine and theirs and mine.isdisjoint(theirs) for mine, theirs in pairs)

    def named(self, i: int, kind: str) -> frozenset[str]:
        """Return the states or the persons that a token names."""
        over = self.reading.mentions_over(self.tokens[i].start, self.tokens[i].end)
        return frozenset(name for m in over if m.kind == kind for name in ((m.name,) if m.name else m.codes))

    def expand(self, heads: Iterable[int]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(k for i in heads for k in self.conjuncts(i)))

    def dependents(self, head: int, relations: Sequence[str]) -> tuple[int, ...]:
        return tuple(j for j in self.tree[head] if self.tokens[j].deprel in relations)

    # --- arguments

    def core(self, head: int, form: Form, passive: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the subjects and objects printed beside the predicate, passives turned round."""
        if form == "nominal":
            return self.nominal_core(head)
        subjects = self.expand(self.dependents(head, SUBJECTS) or self.stranded(head, form))
        objects = self.expand(self.dependents(head, ("obj", "iobj")))
        if passive:
            agents = (o.token for o in self.obliques(head, form, False) if o.case == "by")
            return self.expand(agents), subjects or objects
        return subjects, objects

    def stranded(self, head: int, form: Form) -> tuple[int, ...]:
        """Return the subject right before a main verb that the tree hangs on a word before it instead."""
        i = head - 1
        while i > 0 and self.tokens[i].deprel in ("aux", "advmod", "flat"):
            i -= 1
        main = form == "finite" and self.tokens[head].head < 0
        lost = main and i > 0 and self.tokens[i].deprel == "nsubj" and 0 <= self.tokens[i].head < i
        return (i,) if lost else ()

    def nominal_core(self, head: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return who a noun says does it ("Japan's", "Japanese", "by Japan") and what it is done to ("of X")."""
        modifiers = [
            j
            for j in self.dependents(head, ("nmod:poss", "amod", "compound"))
            if self.tokens[j].deprel == "nmod:poss" or self.is_actor(j)
        ]
        others = list(self.obliques(head, "nominal", False))
        subjects = [*modifiers, *(o.token for o in others if o.case == "by")]
        return self.expand(subjects), tuple(o.token for o in others if o.case == "of")

    def obliques(self, head: int, form: Form, passive: bool) -> Iterator[Oblique]:
        """Yield the prepositional arguments, coordination expanded; the agent of a passive is not among them."""
        relations = ("nmod", "nmod:unmarked", "obl") if form == "nominal" else OBLIQUES
        for j in self.tree[head]:
            if self.tokens[j].deprel not in relations:
                continue
            case = self.case(j)
            if passive and case == "by":
                continue
            for k in self.conjuncts(j):
                yield Oblique(case=self.case(k) or case, token=k)

    def case(self, i: int) -> str:
        """Return the preposition of a noun with its fixed parts ("on behalf of"), in lower case."""
        marks = [j for j in self.tree[i] if self.tokens[j].deprel == "case" and self.tokens[j].xpos != "POS" and j < i]
        words = sorted(k for j in marks for k in subtree(self.tree, j))
        return " ".join(self.tokens[k].text.lower() for k in words)

    def inherit(
        self,
        head: int,
        form: Form,
        passive: bool,
        subjects: tuple[int, ...],
        objects: tuple[int, ...],
        above: Clause | None,
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Fill an empty surface subject from the governor: control, participles, relatives, coordination."""
        token = self.tokens[head]
        relation = token.deprel.split(":")[0]
        if relation == "acl" and form != "nominal":
            subjects, objects = self.relative(head, passive, subjects, objects)
        if above is None:
            return subjects, objects
        missing = not objects if passive else not subjects
        closed = relation in ("ccomp", "parataxis") and form == "finite" and not self.imperative_like(head)
        if not missing or closed:
            return subjects, objects
        if form == "nominal":
            governed = token.deprel in ("obj", "xcomp", "obl", "conj") and above.form != "nominal"
            return subjects or (above.subjects if governed else ()), objects
        object_control = relation == "xcomp" and not above.passive and above.lemma not in self.words.subject_control
        surface = above.objects if object_control and above.objects else self.surface(above)
        return (subjects, surface) if passive else (surface, objects)

    def imperative_like(self, head: int) -> bool:
        return self.tokens[head].xpos == "VB" and not any(self.tokens[j].deprel == "aux" for j in self.tree[head])

    def surface(self, clause: Clause) -> tuple[int, ...]:
        """Return what stands as grammatical subject: the object of a passive."""
        return clause.objects if clause.passive else clause.subjects

    def relative(
        self, head: int, passive: bool, subjects: tuple[int, ...], objects: tuple[int, ...]
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Put the noun that a relative or participle clause describes where its gap is."""
        noun = self.tokens[head].head
        pronouns = {i for i in (*subjects, *objects) if self.tokens[i].text.lower() in RELATIVE}
        if pronouns:
            filled = [tuple(noun if i in pronouns else i for i in group) for group in (subjects, objects)]
            return filled[0], filled[1]
        if passive or self.tokens[head].xpos == "VBN":
            return subjects, objects or (noun,)
        if self.tokens[head].xpos == "VBG" and not self.dependents(head, ("mark",)):
            return subjects or (noun,), objects
        if self.tokens[head].deprel == "acl:relcl" and subjects and not objects:
            return subjects, (noun,)
        return subjects, objects

    # --- tense, modality, polarity

    def auxiliaries(self, head: int) -> list[Token]:
        return [self.tokens[j] for j in self.tree[head] if self.tokens[j].deprel in ("aux", "aux:pass", "cop")]

    def modal(self, head: int) -> str | None:
        return next((t.text.lower() for t in self.auxiliaries(head) if t.xpos == "MD"), None)

    def tense(self, head: int, form: Form, above: Clause | None) -> Tense:
        """Return the tense of the act: past, present, planned or conditional."""
        marks = {self.tokens[j].text.lower() for j in self.dependents(head, ("mark",))}
        if marks & {"if", "unless"}:
            return "conditional"
        modal = self.modal(head)
        if modal in self.words.planned_modals:
            return "planned"
        if self.tokens[head].xpos == "VB" and any(t.lemma == "be" for t in self.auxiliaries(head)) and modal is None:
            return "planned"
        if modal == "would" and self.speaker(head) is not None:
            return "planned"
        if modal is not None:
            return "conditional"
        if form == "nominal" and above is not None:
            return above.tense
        if form == "infinitive" or (self.tokens[head].xpos == "VB" and above is not None):
            return self.infinitive_tense(head, above)
        finite = [self.tokens[head].xpos, *(t.xpos for t in self.auxiliaries(head))]
        auxiliary = {t.lemma for t in self.auxiliaries(head)}
        if "VBD" in finite or ("have" in auxiliary and self.tokens[head].xpos in ("VBN", "VBD")):
            return "past"
        if "VBZ" in finite or "VBP" in finite:
            return "present"
        if self.tokens[head].deprel == "acl" and self.tokens[head].xpos == "VBN" and not self.auxiliaries(head):
            return "past"
        if above is not None and self.tokens[head].deprel != "ccomp":
            return "past" if above.tense == "present" and self.tokens[head].xpos == "VBN" else above.tense
        return "past" if self.tokens[head].xpos == "VBN" else "present"

    def infinitive_tense(self, head: int, above: Clause | None) -> Tense:
        if any(t.lemma == "have" for t in self.auxiliaries(head)):
            return "past"
        if above is None or above.lemma in self.words.planning or above.tense in ("planned", "conditional"):
            return "planned" if above is None or above.tense != "conditional" else "conditional"
        purpose = self.tokens[head].deprel in ("advcl", "acl", "xcomp", "ccomp")
        return "planned" if purpose and above.lemma not in self.words.implicative else above.tense

    def negated(self, head: int, above: Clause | None) -> bool:
        negators = self.dependents(head, ("advmod", "det", "cc:preconj", "mark"))
        own = any(self.tokens[j].text.lower() in self.words.negators for j in (*negators, *self.none_of(head)))
        carried = above is not None and above.negated and self.tokens[head].deprel in ("xcomp", "conj", "obj")
        return own or carried

    def none_of(self, head: int) -> tuple[int, ...]:
        """Return the words that deny the subject ("No minister came", "Neither A nor B signed")."""
        below = (k for i in self.dependents(head, SUBJECTS) for k in self.tree[i])
        return tuple(k for k in below if self.tokens[k].deprel in ("det", "cc", "cc:preconj", "advmod"))


NOUNS = ("NOUN", "PROPN", "PRON", "NUM", "SYM")
OBLIQUES = ("obl", "obl:agent", "obl:tmod", "obl:unmarked", "obl:npmod", "nmod")


def is_predicate(tokens: Sequence[Token], tree: Sequence[Sequence[int]], token: Token) -> bool:
    """Tell whether a token heads a clause: a verb, a predicative word, or a noun with arguments."""
    if token.upos == "VERB":
        return token.deprel not in ("amod", "case", "compound", "fixed", "flat")
    if token.head < 0 or token.deprel in CLAUSAL:
        return token.upos not in ("PUNCT",)
    if any(tokens[j].deprel == "cop" or tokens[j].deprel in SUBJECTS for j in tree[token.i]):
        return True
    return token.upos == "NOUN"


def form_of(tokens: Sequence[Token], tree: Sequence[Sequence[int]], token: Token) -> Form:
    """Return what kind of predicate a token is."""
    below = [tokens[j] for j in tree[token.i]]
    if token.upos != "VERB":
        predicative = any(t.deprel == "cop" or t.deprel in SUBJECTS for t in below) or token.upos in ("ADJ", "AUX")
        return "predicative" if predicative else "nominal"
    if any(t.deprel == "mark" and t.text.lower() == "to" for t in below):
        return "infinitive"
    finite = token.xpos in ("VBD", "VBZ", "VBP", "MD") or any(
        t.deprel.startswith("aux") and t.xpos in ("VBD", "VBZ", "VBP", "MD") for t in below
    )
    if finite:
        return "finite"
    if token.xpos in ("VBG", "VBN"):
        return "participle"
    return "infinitive" if token.xpos == "VB" and token.deprel in ("xcomp", "ccomp", "acl") else "finite"


def is_passive(tokens: Sequence[Token], tree: Sequence[Sequence[int]], token: Token) -> bool:
    """Tell whether a verb is passive: by its auxiliary, its subject, or as a bare past participle after a noun."""
    below = [tokens[j] for j in tree[token.i]]
    if any(t.deprel in ("aux:pass", "nsubj:pass", "csubj:pass", "obl:agent") for t in below):
        return True
    bare = not any(t.deprel in ("aux", "obj") for t in below)
    return token.upos == "VERB" and token.xpos == "VBN" and bare and token.deprel in ("acl", "advcl")

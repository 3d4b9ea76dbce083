"""One undertaking as one clause tells it: the frame, and how it is built from a clause and its matrix."""

from __future__ import annotations

from chancery.coding.assertions import Witness
from chancery.coding.clauses import Clause, codes_of, words
from chancery.coding.commissives import strength_in
from chancery.coding.reading import subtree
from chancery.models import Strength, Value


class Frame(Value, frozen=True, kw_only=True):
    """An undertaking in one clause: `matrix` gives its strength, `head` is the word for what is undertaken.

    `clause` and `matrix` are indices of clauses (the same where a verb stands alone); `head` is a token of the
    sentence. `own` is where the words of the content begin, `subject` the codes of whoever undertakes, as the syntax
    tells, `hearer` those of whoever is told so. `negated` says that it was not undertaken, `refrains`
    that what is undertaken is not to do something, `scheme` that a document says so for its parties.
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
    scheme: bool = False


class Telling(Value, frozen=True, kw_only=True):
    """A frame with the stretch of its sentence that is its own."""

    frame: Frame
    start: int
    end: int


class Framer(Witness):
    """Builds frames."""

    def frame(
        self,
        matrix: int,
        content: tuple[int, int],
        strength: Strength,
        *,
        modal: bool = False,
        scheme: bool = False,
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
            strength=self.shared(matrix, self.chained(k, strength) if k != matrix else strength),
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
            scheme=scheme,
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

    def shared(self, matrix: int, strength: Strength) -> Strength:
        """Return the strength of a commitment: what several parties commit themselves to they have agreed."""
        devoted = self.every[matrix].lemma in self.verbs.devoted or self.text(self.every[matrix]) == "committed"
        several = len(self.subject(matrix)) > 1 and not self.every[matrix].modal
        return "agree" if devoted and several and strength == "pledge" else strength

    def chained(self, k: int, strength: Strength) -> Strength:
        """Return the strength of a chain of taking verbs: a preview wins, else the outermost."""
        inner = strength_in(self.verbs.takes, self.every[k].lemma) if self.every[k].form != "nominal" else None
        return "aim" if inner == "aim" and strength in ("agree", "pledge") else strength

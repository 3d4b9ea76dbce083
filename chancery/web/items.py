"""What is to be decided, as a page shows it: the question, the words of both sides, the reasons, the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Literal, TypeAlias

from chancery.desk import Desk
from chancery.errors import NotFoundError
from chancery.linkage import by_rule
from chancery.linkage.entries import Entry, EntryBase
from chancery.models import Claim, ClaimBase, Commitment, Document, Judgement, Value
from chancery.views import words
from chancery.views.marks import Marked, Piece, marks
from chancery.views.quotes import source_name
from chancery.views.view import View
from chancery.web.addresses import address, passage
from chancery.web.corrections import CorrectionForm, correction_form
from chancery.web.decided import Told, stamp, standing, told
from chancery.web.wording import said

UNASKED = frozenset({"quality", "verb"})
"""Facts that follow from others or from the words."""
Kind: TypeAlias = Literal["pair", "claim", "conflict", "entry"]
AROUND, LONGEST = 240, 1800
"""Characters of text shown before and after the words of a claim, and in all."""


class Button(Value, frozen=True, kw_only=True):
    """An answer: what is sent, what the button says, the key that presses it."""

    say: str
    label: str
    key: str


class Seen(Value, frozen=True, kw_only=True):
    """A claim with its words in their place: `facts` are name, value, and whether that stands out among the sides."""

    claim: str
    kind: str
    source: str
    published: str | None
    title: str | None
    document: str
    entry: str | None
    pieces: tuple[Piece, ...]
    facts: tuple[tuple[str, str, bool], ...]
    sure: float


class Item(View, tag_field="view", tag="review_item", frozen=True, kw_only=True):
    """Something to decide. `seen` stands for the decisions there were when it was shown: it is sent back, so that
    nobody decides unaware of what somebody else decided meanwhile."""

    id: str
    kind: Kind
    of: str
    question: str
    reasons: tuple[str, ...]
    sides: tuple[Seen, ...]
    choices: tuple[Button, ...]
    told: tuple[Told, ...]
    seen: str
    entry: str | None = None
    proposal: str | None = None
    form: CorrectionForm | None = None

    @property
    def title(self) -> str:
        """The question."""
        return self.question


def item(desk: Desk, key: str) -> Item:
    """Return what an id of the queue, of a claim, a judgement or an entry stands for. Raises NotFoundError."""
    id, colon, field = key.partition(":")
    if not colon and "-" in key:
        left, right = key.split("-", 1)
        return _pair(desk, key, left, right, _last(desk, (left, right)))
    found = desk.item(id)
    if isinstance(found, EntryBase):
        return _conflict(desk, key, found, field) if colon else _entry(desk, found)
    if isinstance(found, Judgement) and not colon:
        return _pair(desk, found.id, found.left, found.right, found)
    if isinstance(found, ClaimBase) and not colon:
        return _claim(desk, found.id)
    raise NotFoundError(f"{key}: is nothing that can be decided; the review lists what is")


# --- the four kinds ---------------------------------------------------------------------------------------------------


def _pair(desk: Desk, key: str, left: str, right: str, proposed: Judgement | None) -> Item:
    sides = _sides(desk, (left, right))
    proposal = f"{proposed.relation}:{proposed.detail or ''}".rstrip(":") if proposed else "SAME"
    yes, no = ANSWERS.get(proposal.partition(":")[0], ANSWERS["SAME"])
    return Item(
        id=key,
        kind="pair",
        of=sides[0].kind,
        question=question(proposal, sides[0].kind),
        reasons=_reasons(proposed),
        sides=sides,
        choices=(Button(say="accept", label=yes, key="a"), Button(say="reject", label=no, key="x")),
        told=told(desk, standing(desk, (left, right))),
        seen=stamp(standing(desk, (left, right))),
        proposal=proposal,
    )


def _claim(desk: Desk, id: str) -> Item:
    (claim,) = desk.claims([id])
    (side,) = _sides(desk, (id,))
    (doc,) = desk.documents_of([id]).values()
    return Item(
        id=id,
        kind="claim",
        of=claim.kind,
        question=f"Is this {claim.kind} read right?",
        reasons=(f"the coder is {claim.confidence:.0%} sure",),
        sides=(side,),
        choices=(Button(say="right", label="Right", key="a"), Button(say="wrong", label="Wrong", key="x")),
        told=told(desk, standing(desk, (id,))),
        seen=stamp(standing(desk, (id,))),
        entry=side.entry,
        form=correction_form(claim, doc),
    )


def _conflict(desk: Desk, key: str, entry: Entry, field: str) -> Item:
    conflict = next((one for one in entry.conflicts if one.field == field), None)
    if conflict is None:
        raise NotFoundError(f"{key}: reports do not differ on that any more")
    return Item(
        id=key,
        kind="conflict",
        of=entry.kind,
        question=f"Reports differ on the {words.field(field)}. Is each read right?",
        reasons=(conflict.why,),
        sides=_sides(desk, conflict.claims),
        choices=(Button(say="right", label="All are read right; the reports differ", key="a"),),
        told=told(desk, standing(desk, conflict.claims)),
        seen=stamp(standing(desk, conflict.claims)),
        entry=address(entry.kind, entry.id),
    )


def _entry(desk: Desk, entry: Entry) -> Item:
    return Item(
        id=entry.id,
        kind="entry",
        of=entry.kind,
        question=f"Is all of this one {entry.kind}?",
        reasons=(f"{words.plural(len(entry.claims), 'claim')} of {words.plural(len(entry.documents), 'report')}",),
        sides=_sides(desk, entry.claims),
        choices=(),
        told=told(desk, standing(desk, entry.claims)),
        seen=stamp(standing(desk, entry.claims)),
        entry=address(entry.kind, entry.id),
    )


ANSWERS = {
    "SAME": ("Yes, the same", "No, two different things"),
    "REVISES": ("Yes", "No, the two have nothing to do with each other"),
    "CONFLICTS": ("Yes, they contradict each other", "No, two different things"),
    "DIFFERENT": ("Yes, two different things", "No, the same"),
}


def question(proposal: str, kind: str) -> str:
    """Ask what a judgement says.

    >>> question("REVISES:RAISES", "commitment"), question("SAME", "engagement")
    ('Was the commitment on the right raised by the one on the left?', 'Do both tell of the same engagement?')
    """
    relation, _, detail = proposal.partition(":")
    if relation == "REVISES" and detail == "PART_OF":
        return f"Is the {kind} on the left a part of the one on the right?"
    if relation == "REVISES":
        done = words.RELATIONS.get(detail, "revised")
        return f"Was the {kind} on the right {done} by the one on the left?"
    if relation == "CONFLICTS":
        return (
            f"Do both contradict each other on the {words.field(detail)}?"
            if detail
            else "Do both contradict each other?"
        )
    return f"Do both tell of the same {kind}?" if relation == "SAME" else f"Are these two different {kind}s?"


def _reasons(one: Judgement | None) -> tuple[str, ...]:
    """Say why something is proposed, in plain words."""
    if one is None:
        return ()
    if not by_rule(one):
        return (f"{one.author} says so", *one.reasons)
    return (*one.reasons, f"the rule is {one.score:.0%} sure")


# --- both sides -------------------------------------------------------------------------------------------------------


def _sides(desk: Desk, ids: Sequence[str]) -> tuple[Seen, ...]:
    """Return claims with their words in place, in the order asked for."""
    claims = {claim.id: claim for claim in desk.claims(ids)}
    if missing := [id for id in ids if id not in claims]:
        raise NotFoundError(f"{missing[0]}: the ledger holds no such claim")
    documents = desk.documents_of(ids)
    homes = {id: address(one.kind, one.id) for one in desk.entries_with(ids) for id in one.claims}
    facts = {id: tuple(one for one in said(claim) if one[0] not in UNASKED) for id, claim in claims.items()}
    usual = _usual(facts.values())
    return tuple(_seen(claims[id], documents[id], homes.get(id), facts[id], usual) for id in ids)


def _usual(all_facts: Collection[Sequence[tuple[str, str]]]) -> set[tuple[str, str]]:
    """Return the facts that do not stand out: of one claim all, of two what both say, of more what most say."""
    said_by = Counter(fact for facts in all_facts for fact in set(facts))
    return {
        fact for fact, number in said_by.items() if number >= min(2, len(all_facts)) and 2 * number >= len(all_facts)
    }


def _seen(
    claim: Claim,
    doc: Document,
    entry: str | None,
    facts: Sequence[tuple[str, str]],
    usual: set[tuple[str, str]],
) -> Seen:
    first = claim.evidence[0]
    return Seen(
        claim=claim.id,
        kind=claim.kind,
        source=source_name(doc),
        published=doc.published,
        title=doc.title,
        document=passage(doc.id, first.start, first.end),
        entry=entry,
        pieces=in_place(claim, doc),
        facts=tuple((name, text, (name, text) not in usual) for name, text in facts),
        sure=claim.confidence,
    )


def in_place(claim: Claim, doc: Document) -> tuple[Piece, ...]:
    """Return the words of a claim in the text around them, its figures marked too."""
    spans = [Marked(start=one.start, end=one.end, key="words", layer=claim.kind) for one in claim.evidence]
    figures = claim.quantities if isinstance(claim, Commitment) else ()
    spans += [Marked(start=one.start, end=one.end, key=one.role, layer="figure", rank=1) for one in figures]
    start, end = window(doc.text, claim)
    return marks(doc.text, spans, start=start, end=end)


def window(text: str, claim: Claim) -> tuple[int, int]:
    """Return the stretch of a text to be shown for a claim: its first words with some around, at most `LONGEST`."""
    first = claim.evidence[0]
    start = max(0, first.start - AROUND)
    end = min(len(text), max(first.end, *(one.end for one in claim.evidence)) + AROUND, start + LONGEST)
    cut = text.find(" ", start, first.start) + 1 if start else 0
    last = text.rfind(" ", min(first.end, end), end) if end < len(text) else end
    return (cut or start), (last if last > first.start else end)


def _last(desk: Desk, ids: Sequence[str]) -> Judgement | None:
    """Return what was judged last of a pair: by a person, else by a rule."""
    judged = [one for one in desk.judgements(ids) if {one.left, one.right} == set(ids) and not one.undone]
    return max(judged, key=lambda one: (not by_rule(one), one.made or "", one.id), default=None)

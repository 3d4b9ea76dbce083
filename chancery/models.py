"""The nouns: frozen values that every stage takes and gives.

Offsets are code points in `Document.text`; `document.text[start:end] == text` holds for everything that has the three.
Dates in records are partial ISO dates (`2026`, `2026-02`, `2026-02-20`), ends inclusive. Actor codes are ISO 3166-1
alpha-3 for states and the usual acronym for organisations. Field names are public: docs/json.md describes each.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, TypeAlias

import msgspec

from chancery.errors import EvidenceError
from chancery.spacy import to_spacy


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all values: compared by content. Each class repeats `frozen` and `kw_only`, which are not inherited."""


def digest(*parts: str, length: int = 16) -> str:
    """Return the first `length` hex digits of the SHA-256 of the parts: the identity of content.

    >>> digest("a", "b") == digest("a", "b") != digest("ab")
    True
    """
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


# --- text -----------------------------------------------------------------------------------------------------------


class Document(Value, frozen=True, kw_only=True):
    """Immutable text with its provenance; `published` is an ISO date or null, `country` the publisher's (alpha-3)."""

    id: str
    text: str
    sha256: str
    source_id: str | None = None
    title: str | None = None
    published: str | None = None
    fetched: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    country: str | None = None

    @property
    def published_on(self) -> dt.date | None:
        """The publication day, or None where the source gave none."""
        return dt.date.fromisoformat(self.published) if self.published else None


def document(
    text: str,
    *,
    source_id: str | None = None,
    title: str | None = None,
    published: str | None = None,
    fetched: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
    country: str | None = None,
) -> Document:
    """Freeze a text as a `Document`; its id is a hash of the text, its date and its publisher.

    >>> document("Japan thanked India.", published="2025-08-29").id == document("Japan thanked India.").id
    False
    """
    return Document(
        id=digest(text, published or "", publisher or ""),
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        source_id=source_id,
        title=title,
        published=published,
        fetched=fetched,
        url=url,
        publisher=publisher,
        language=language,
        country=country,
    )


class Token(Value, frozen=True, kw_only=True):
    """A word of a sentence: `head` is an index in the sentence (-1 for the root), `deprel` a UD relation with subtype,
    `name` a BIO tag (O, B-PER, I-ORG, B-LOC …)."""

    i: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str
    name: str = "O"


class Name(Value, frozen=True, kw_only=True):
    """A proper name that the analyser found; label is PER, ORG, LOC, or EVENT for summits and agreements."""

    start: int
    end: int
    text: str
    label: str


Block: TypeAlias = Literal["prose", "headline", "bullet", "related", "other"]


class Sentence(Value, frozen=True, kw_only=True):
    """A sentence with its tokens; lives only in memory.

    `block` is the kind of text it stands in: prose, a headline, a bullet of a list, a related-story line ("Also read").
    `chapeau` is the index of the sentence that opens the list a bullet belongs to ("The leaders agreed to:").
    """

    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    names: tuple[Name, ...] = ()
    block: Block = "prose"
    chapeau: int | None = None

    def to_spacy(self, vocabulary: Any = None) -> Any:
        """This sentence as a `spacy.tokens.Doc`, for displaCy and matchers; several make one with `language.to_spacy`.

        Raises ChanceryError when spaCy is not installed (`pip install 'chancery[spacy]'`).
        """
        return to_spacy((self,), vocabulary)


class Evidence(Value, frozen=True, kw_only=True):
    """The exact words a claim rests on."""

    start: int
    end: int
    quote: str


def evidence(doc: Document, start: int, end: int) -> Evidence:
    """Cut the words at [start, end) out of the document.

    Raises EvidenceError when the offsets are not inside the text or are empty.

    >>> evidence(document("Japan thanked India."), 0, 5).quote
    'Japan'
    """
    if not 0 <= start < end <= len(doc.text):
        raise EvidenceError(f"document {doc.id}: no words at {start}:{end} in a text of {len(doc.text)} characters")
    return Evidence(start=start, end=end, quote=doc.text[start:end])


# --- values found in a text -----------------------------------------------------------------------------------------

Qualifier: TypeAlias = Literal["exact", "about", "at_least", "more_than", "less_than", "up_to"]
Precision: TypeAlias = Literal[
    "day", "month", "quarter", "half", "year", "decade", "range", "horizon", "open", "vague", "relative"
]  # fmt: skip


class Money(Value, tag_field="kind", tag="money", frozen=True, kw_only=True):
    """An amount of money in whole units; `currency` is ISO 4217 or null when the words do not tell.

    `per` is "year" ("month", "day") for a rate; `translates` is the start offset of the amount that this one restates
    in another currency ("X (Y)", "X, or Y").
    """

    start: int
    end: int
    text: str
    value: Decimal
    max: Decimal | None = None
    currency: str | None = None
    qualifier: Qualifier = "exact"
    per: str | None = None
    translates: int | None = None

    @property
    def kind(self) -> str:
        return "money"


class Count(Value, tag_field="kind", tag="count", frozen=True, kw_only=True):
    """A number of things; the span is the number, `unit` the noun it counts, as printed."""

    start: int
    end: int
    text: str
    value: Decimal
    max: Decimal | None = None
    unit: str | None = None
    qualifier: Qualifier = "exact"
    per: str | None = None

    @property
    def kind(self) -> str:
        return "count"


class Number(Value, tag_field="kind", tag="number", frozen=True, kw_only=True):
    """A bare number that counts nothing named."""

    start: int
    end: int
    text: str
    value: Decimal
    qualifier: Qualifier = "exact"

    @property
    def kind(self) -> str:
        return "number"


class Timespan(Value, tag_field="kind", tag="period", frozen=True, kw_only=True):
    """A stretch of time that words name; both ends inclusive, null where the text does not fix them.

    `form` says what the words are: a point ("on 3 May"), a range ("2022–2026"), a deadline ("by 2030"), a horizon from
    publication ("over the next ten years"), a duration ("five years"), or a recurrence ("every year").
    `years` is the length of a duration, horizon or range in years, where the words give it; a decade is ten.
    `yearless` is the partial ISO date `--MM-DD` of a day printed without a year that no date of publication fixes.
    """

    start: int
    end: int
    text: str
    first: dt.date | None = None
    last: dt.date | None = None
    precision: Precision = "day"
    form: Literal["point", "range", "deadline", "horizon", "duration", "recurrence", "vague"] = "point"
    years: Decimal | None = None
    yearless: str | None = None

    @property
    def kind(self) -> str:
        return "period"


Quantity: TypeAlias = Money | Count | Number | Timespan

MentionKind: TypeAlias = Literal["state", "organisation", "group", "office", "person", "place", "pronoun"]


class Mention(Value, frozen=True, kw_only=True):
    """Words that stand for actors: `codes` are those actors at the document's date, empty when unknown.

    `name` is the full name (of a person: from its first full mention), `office` as printed beside it, `former` whether
    the person no longer held it, `sector` the PLOVER sector (GOV, MIL, BUS, CVL, IGO …). A `place` mention ("in
    Johannesburg") has the country of the place as code; whether a capital is a place or a government is told by `kind`.
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    codes: tuple[str, ...] = ()
    name: str | None = None
    office: str | None = None
    former: bool = False
    sector: str | None = None


class Actor(Value, frozen=True, kw_only=True):
    """Who a name stands for at a date; `since` and `until` say when that holds, `source` who says so.

    `coordinates` are the latitude and longitude in degrees of the city that was named.
    """

    code: str
    name: str
    kind: MentionKind
    office: str | None = None
    sector: str | None = None
    members: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    former: bool = False
    source: str | None = None
    coordinates: tuple[float, float] | None = None


# --- claims ---------------------------------------------------------------------------------------------------------


class Period(Value, frozen=True, kw_only=True):
    """When: partial ISO dates, ends inclusive; `text` are the words, kept even when they cannot be resolved."""

    start: str | None = None
    end: str | None = None
    precision: str | None = None
    text: str | None = None


class Participant(Value, frozen=True, kw_only=True):
    """Who took part, as printed; `actor` is a state's code, `organisation` an organisation's."""

    name: str
    office: str | None = None
    actor: str | None = None
    organisation: str | None = None


class Place(Value, frozen=True, kw_only=True):
    """Where: the name as printed and the country's code."""

    name: str
    country: str | None = None


class Attribution(Value, frozen=True, kw_only=True):
    """Who says so: the publisher, a joint text, one side's readout, a quoted person or unnamed sources.

    `related` marks a claim that rests on a related-story line ("Also read: …") and is not part of the story.
    """

    kind: Literal["publisher", "joint_text", "readout", "person", "source", "related"] = "publisher"
    name: str | None = None
    actor: str | None = None


Role: TypeAlias = Literal["target", "baseline", "part", "equivalent", "actual"]


class Figure(Value, frozen=True, kw_only=True):
    """A figure of a commitment with its role; money has a currency, a count a unit."""

    role: Role
    value: Decimal
    max: Decimal | None = None
    currency: str | None = None
    unit: str | None = None
    qualifier: Qualifier = "exact"
    per: str | None = None
    start: int
    end: int


class Revision(Value, frozen=True, kw_only=True):
    """What a commitment does to an earlier one, as the text puts it; `ratio` is new over old where both are printed."""

    relation: str
    ratio: float | None = None


EngagementType: TypeAlias = Literal["meeting", "call", "visit", "summit", "signing", "letter", "other"]
EngagementStatus: TypeAlias = Literal["held", "planned", "postponed", "cancelled"]
Strength: TypeAlias = Literal["reaffirm", "aim", "agree", "pledge", "sign", "deliver"]
Executor: TypeAlias = Literal["government", "private", "mixed"]
CommitmentType: TypeAlias = Literal[
    "financial", "target", "quantity", "institutional", "legal", "participation", "procurement", "mobility",
    "technology", "policy", "restraint",
]  # fmt: skip
Tense: TypeAlias = Literal["past", "present", "planned", "conditional", "negated"]
Stance: TypeAlias = Literal["for", "against", "concern", "shared_value"]
Criterion: TypeAlias = Literal[
    "amount", "currency", "period", "deadline", "instrument", "source", "baseline", "additionality", "beneficiary",
    "verifiability",
]  # fmt: skip


class Merit(Value, frozen=True, kw_only=True):
    """A criterion of good pledging that a commitment meets, with the words that earn it."""

    criterion: Criterion
    start: int
    end: int
    quote: str


class ClaimBase(Value, frozen=True, kw_only=True):
    """What every claim has: its identity, its words, how sure and who says so."""

    id: str = ""
    evidence: tuple[Evidence, ...]
    confidence: float
    coder: str = ""
    attribution: Attribution = Attribution()


class Engagement(ClaimBase, tag_field="kind", tag="engagement", frozen=True, kw_only=True):
    """A contact of named people or delegations: who with whom, when, where, on what occasion, held or planned."""

    type: EngagementType
    participants: tuple[Participant, ...]
    when: Period | None = None
    place: Place | None = None
    occasion: str | None = None
    series: str | None = None
    ordinal: int | None = None
    host: str | None = None
    status: EngagementStatus = "held"
    firsts: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return "engagement"


class Span(Value, frozen=True, kw_only=True):
    """Words of a text with their offsets."""

    start: int
    end: int
    text: str


class TypedRelation(Value, frozen=True, kw_only=True):
    """What one named party does to another in a sentence; `scores` has every PLOVER type, sums to one, `plover` is
    its best, and `deciding` are the words that decided it, empty where none did."""

    plover: str
    scores: Mapping[str, float]
    mode: str | None = None
    tense: Tense = "past"
    deciding: tuple[Span, ...] = ()


class Event(ClaimBase, tag_field="kind", tag="event", frozen=True, kw_only=True):
    """Who did what to whom: a PLOVER type with mode and contexts, CAMEO code, quad class and Goldstein score.

    `source_sectors` and `recipient_sectors` are PLOVER sectors (GOV, MIL, BUS …) in the order of `source` and
    `recipient`, null where the text names the state alone, and empty where it does so for all.
    """

    source: tuple[str, ...]
    recipient: tuple[str, ...]
    source_sectors: tuple[str | None, ...] = ()
    recipient_sectors: tuple[str | None, ...] = ()
    plover: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: int | None = None
    goldstein: float | None = None
    when: Period | None = None
    tense: Tense = "past"

    @property
    def kind(self) -> str:
        return "event"


class Commitment(ClaimBase, tag_field="kind", tag="commitment", frozen=True, kw_only=True):
    """An undertaking to do something identifiable: who, for whom, what, how much, by when, how strongly.

    `reported_past` marks a past commitment that the text only recalls; `denied` one that the text says was not made.
    `quality` has a merit for each criterion of good pledging that the words meet: its length is the score, 0 to 10.
    """

    promisor: tuple[str, ...]
    beneficiary: tuple[str, ...] = ()
    executor: Executor | None = None
    addressee: tuple[str, ...] = ()
    undertaking: str
    type: CommitmentType | None = None
    strength: Strength
    verb: str | None = None
    quantities: tuple[Figure, ...] = ()
    period: Period | None = None
    sectors: tuple[str, ...] = ()
    instrument: str | None = None
    conditions: str | None = None
    occasion: str | None = None
    revises: Revision | None = None
    reported_past: bool = False
    denied: bool = False
    quality: tuple[Merit, ...] = ()

    @property
    def kind(self) -> str:
        return "commitment"


class Position(ClaimBase, tag_field="kind", tag="position", frozen=True, kw_only=True):
    """A stance or shared value that a party states; promises nothing."""

    holders: tuple[str, ...]
    topic: str
    stance: Stance = "for"
    sectors: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return "position"


Claim: TypeAlias = Engagement | Event | Commitment | Position


class CodedDocument(Value, frozen=True, kw_only=True):
    """A document with its claims: what `pipeline.code` gives, the unit that the ledger appends.

    `diplomatic` is false when the text is not about relations between states; then there are no claims and `reason`
    says why. `coder` is the version that coded it, also where it found nothing.
    """

    document: Document
    claims: tuple[Claim, ...]
    diplomatic: bool = True
    reason: str | None = None
    coder: str = ""


Relation: TypeAlias = Literal["SAME", "REVISES", "CONFLICTS", "DIFFERENT"]


class Judgement(Value, frozen=True, kw_only=True):
    """A relation between two claims, with reasons: a rule's version or a person says so, from `made` until `undone`.

    `detail` names what a REVISES or CONFLICTS judgement means (RAISES, ROLLS_OVER …; amount, period …). `made` and
    `undone` are ISO dates or UTC timestamps; what people judged at once has the same `batch`.
    """

    id: str
    left: str
    right: str
    relation: Relation
    detail: str | None = None
    score: float
    reasons: tuple[str, ...] = ()
    author: str
    made: str | None = None
    undone: str | None = None
    undone_by: str | None = None
    batch: str | None = None


def identified(claim: Claim, doc: Document, coder: str) -> Claim:
    """Return the claim with its coder and its id, a hash of the document's id and of everything the claim says.

    What is only derived from that, the quality of a commitment, is no part of the hash.
    """
    bare = msgspec.structs.replace(claim, id="", coder=coder)
    said = msgspec.to_builtins(msgspec.structs.replace(bare, coder=""))
    said.pop("quality", None)
    return msgspec.structs.replace(bare, id=digest(doc.id, msgspec.json.encode(said).decode()))

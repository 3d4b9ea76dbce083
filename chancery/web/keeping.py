"""What people recorded of a promise: how far it was by when, who says so, and how each party keeps it."""

from __future__ import annotations

from chancery.decisions import Progress
from chancery.desk import Desk
from chancery.linkage.entries import CommitmentEntry
from chancery.models import Value
from chancery.views import words
from chancery.views.names import name_of
from chancery.views.quotes import source_name
from chancery.web.addresses import address, passage

SCORES = {1: "kept", 0: "kept in part, or at it", -1: "not kept", None: "not assessed"}


class KeptBy(Value, frozen=True, kw_only=True):
    """How far a party kept a promise: 1 fully, 0 in part or at it, -1 not, null where nobody has assessed it."""

    code: str
    name: str
    score: int | None
    said: str


class Recorded(Value, frozen=True, kw_only=True):
    """What somebody recorded: `address` is where the source says so, `undone` when it was taken back."""

    id: str
    when: str
    text: str
    status: str | None
    scores: tuple[KeptBy, ...]
    source: str
    address: str
    quote: str | None
    author: str
    made: str
    because: str | None
    undone: str | None


class Keeping(Value, frozen=True, kw_only=True):
    """How a promise is kept: by each party, and all that was recorded, the newest first."""

    parties: tuple[KeptBy, ...]
    recorded: tuple[Recorded, ...]


def keeping(desk: Desk, entry: CommitmentEntry) -> Keeping:
    """Return how a promise is kept; what was taken back is there too, marked."""
    found = sorted(desk.recorded(entry.claims), key=lambda one: (one.on, one.made, one.id), reverse=True)
    documents = {doc.id: source_name(doc) for doc in desk.documents([one.document for one in found if one.document])}
    return Keeping(
        parties=tuple(_kept(one.party, one.score) for one in entry.compliance),
        recorded=tuple(_recorded(one, documents) for one in found),
    )


def _kept(code: str, score: int | None) -> KeptBy:
    return KeptBy(code=code, name=name_of(code), score=score, said=SCORES[score])


def _recorded(one: Progress, documents: dict[str, str]) -> Recorded:
    words_at = passage(one.document or "", one.evidence.start, one.evidence.end) if one.evidence else None
    return Recorded(
        id=one.id,
        when=words.date(one.on),
        text=one.text,
        status=one.status,
        scores=tuple(_kept(each.party, each.score) for each in one.compliance),
        source=documents.get(one.document or "", one.document or one.url or ""),
        address=words_at or (address("document", one.document) if one.document else one.url or ""),
        quote=one.evidence.quote if one.evidence else None,
        author=one.author,
        made=one.made,
        because=one.because,
        undone=one.undone,
    )

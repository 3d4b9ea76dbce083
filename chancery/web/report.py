"""The page of a document: its text with the evidence marked, and beside it what the ledger makes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from chancery.desk import Desk
from chancery.linkage.entries import Entry
from chancery.models import Claim, Document, Value
from chancery.views.marks import Marked, Piece, marks
from chancery.views.quotes import source_name
from chancery.views.view import View
from chancery.web.addresses import address, with_query
from chancery.web.lines import EntryLine, entry_line
from chancery.web.wording import said

PART = 60_000
"""Characters of a text on one page: a longer text is shown in parts."""
KINDS = ("commitment", "engagement", "position", "event")
"""The weightiest first: of several claims that rest on the same words, its mark is the one to be seen."""
PASSAGE = "passage"


class Record(Value, frozen=True, kw_only=True):
    """A claim of the document: the numbered mark and the entry it is part of, which tells how it stands the check."""

    number: int
    claim: str
    kind: str
    start: int
    end: int
    facts: tuple[tuple[str, str], ...]
    entry: EntryLine | None


class Layer(Value, frozen=True, kw_only=True):
    """A kind of mark, and the address with it hidden or shown again."""

    kind: str
    claims: int
    hidden: bool
    address: str


class Report(View, tag_field="view", tag="document", frozen=True, kw_only=True):
    """A document: the part of its text that is shown, in pieces, and the claims whose words stand there."""

    id: str
    name: str
    source: str
    published: str | None
    publisher: str | None
    url: str | None
    source_id: str | None
    sha256: str
    length: int
    part: int
    parts: int
    earlier: str | None
    later: str | None
    pieces: tuple[Piece, ...]
    records: tuple[Record, ...]
    layers: tuple[Layer, ...]
    clean: str
    reason: str | None

    @property
    def title(self) -> str:
        """What the document is called."""
        return self.name


def report(
    desk: Desk, doc: Document, *, start: int = 0, end: int = 0, part: int | None = None, hide: Collection[str] = ()
) -> Report:
    """Mark the evidence in a document; `start` and `end` are words to open it at, `hide` kinds that are not marked."""
    (coded,) = desk.coded([doc.id])
    claims = coded.claims
    parts = max(1, -(-len(doc.text) // PART))
    shown = min(max(start // PART if part is None else part - 1, 0), parts - 1)
    window = (shown * PART, min((shown + 1) * PART, len(doc.text)))
    records = _records(desk, claims, hide, window)
    spans = [span for one in records for span in _marked(one, claims)]
    if start < end:
        spans.append(Marked(start=start, end=end, key=PASSAGE, layer=PASSAGE))
    hidden = sorted(set(hide) & set(KINDS))

    def at(number: int) -> str:
        return address("document", doc.id, part=number, hide=hidden)

    return Report(
        id=doc.id,
        name=" ".join((doc.title or source_name(doc)).split()),
        source=source_name(doc),
        published=doc.published,
        publisher=doc.publisher,
        url=doc.url,
        source_id=doc.source_id,
        sha256=doc.sha256,
        length=len(doc.text),
        part=shown + 1,
        parts=parts,
        earlier=at(shown) if shown else None,
        later=at(shown + 2) if shown + 1 < parts else None,
        pieces=marks(doc.text, spans, start=window[0], end=window[1]),
        records=records,
        layers=_layers(doc.id, claims, hidden, shown + 1 if parts > 1 else None),
        clean=address("document", doc.id, hide=KINDS, part=shown + 1 if parts > 1 else None),
        reason=None if coded.diplomatic else coded.reason,
    )


def _records(desk: Desk, claims: Sequence[Claim], hide: Collection[str], window: tuple[int, int]) -> tuple[Record, ...]:
    """Return the claims to be shown in the window, numbered by their place in the whole document."""
    of_claim = {id: entry for entry in desk.entries_with(one.id for one in claims) for id in entry.claims}
    return tuple(
        _record(number, claim, of_claim.get(claim.id))
        for number, claim in enumerate(claims, 1)
        if claim.kind not in hide and any(w.start < window[1] and w.end > window[0] for w in claim.evidence)
    )


def _record(number: int, claim: Claim, entry: Entry | None) -> Record:
    return Record(
        number=number,
        claim=claim.id,
        kind=claim.kind,
        start=claim.evidence[0].start,
        end=claim.evidence[0].end,
        facts=tuple(said(claim)),
        entry=entry_line(entry) if entry else None,
    )


def _marked(record: Record, claims: Sequence[Claim]) -> list[Marked]:
    """Return the spans of a record; the first has its number as key, further ones the number with a letter."""
    words = claims[record.number - 1].evidence
    return [
        Marked(
            start=one.start,
            end=one.end,
            key=f"{record.number}{f'.{n}' if n else ''}",
            layer=record.kind,
            rank=-KINDS.index(record.kind),
        )
        for n, one in enumerate(words)
    ]


def _layers(document: str, claims: Sequence[Claim], hidden: list[str], part: int | None) -> tuple[Layer, ...]:
    counts = Counter(claim.kind for claim in claims)
    path = address("document", document)
    return tuple(
        Layer(
            kind=kind,
            claims=counts[kind],
            hidden=kind in hidden,
            address=with_query(path, {"part": part, "hide": sorted(set(hidden) ^ {kind})}),
        )
        for kind in KINDS
        if counts[kind]
    )

"""Coded documents written by hand, for tests of the ledger that need no analyser."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import msgspec

from chancery.models import (
    Claim,
    CodedDocument,
    Commitment,
    Document,
    Engagement,
    Event,
    Evidence,
    Figure,
    Participant,
    Period,
    Place,
    Position,
    document,
    identified,
)

CODER = "chancery 0.1.0"


def words(doc: Document, quote: str) -> tuple[Evidence, ...]:
    """Find the quote in the text."""
    start = doc.text.index(quote)
    return (Evidence(start=start, end=start + len(quote), quote=quote),)


def coded(doc: Document, *claims: Claim, coder: str = CODER, **fields: Any) -> CodedDocument:
    """Code a document with the claims."""
    made = tuple(identified(claim, doc, coder) for claim in claims)
    return CodedDocument(document=doc, claims=made, coder=coder, **fields)


def meeting(
    where: str = "Lima",
    day: str = "2024-05-06",
    *,
    published: str = "2024-05-07",
    publisher: str = "Courier",
    **source: Any,
) -> CodedDocument:
    """Code a report of a meeting of Chile's and Peru's ministers, with what they said of fishing."""
    text = f"Ana Rojas of Chile met Luis Quispe of Peru in {where} on {day}. Chile backs the fishing treaty, she said."
    doc = document(text, published=published, publisher=publisher, **source)
    people = (Participant(name="Ana Rojas", actor="CHL"), Participant(name="Luis Quispe", actor="PER"))
    met = Engagement(
        evidence=words(doc, f"met Luis Quispe of Peru in {where}"),
        confidence=0.9,
        type="meeting",
        participants=people,
        when=Period(start=day, end=day, precision="day", text=day),
        place=Place(name=where, country="PER"),
    )
    consulted = Event(
        evidence=words(doc, "Ana Rojas of Chile met Luis Quispe of Peru"),
        confidence=0.9,
        source=("CHL", "PER"),
        recipient=("CHL", "PER"),
        plover="CONSULT",
        when=Period(start=day, end=day, precision="day", text=day),
    )
    backs = Position(
        evidence=words(doc, "Chile backs the fishing treaty"),
        confidence=0.8,
        holders=("CHL",),
        topic="the fishing treaty",
    )
    return coded(doc, met, consulted, backs)


def pledge(
    amount: int = 5,
    *,
    baseline: int | None = None,
    published: str = "2024-05-07",
    publisher: str = "Courier",
    **source: Any,
) -> CodedDocument:
    """Code a report of what Chile pledged to Peru for a railway, in billions of pesos."""
    before = f", up from {baseline} billion pesos" if baseline else ""
    text = f"SANTIAGO: Chile pledged {amount} billion pesos to Peru for a border railway over four years{before}."
    doc = document(text, published=published, publisher=publisher, **source)

    def figure(billions: int, role: Any) -> Figure:
        start = text.index(f"{billions} billion pesos")
        end = start + len(f"{billions} billion pesos")
        return Figure(role=role, value=Decimal(billions) * 10**9, currency="CLP", start=start, end=end)

    figures = (figure(amount, "target"), *((figure(baseline, "baseline"),) if baseline else ()))
    promise = Commitment(
        evidence=words(doc, text[len("SANTIAGO: ") : -1]),
        confidence=0.9,
        promisor=("CHL",),
        beneficiary=("PER",),
        executor="government",
        undertaking="a border railway",
        type="financial",
        strength="pledge",
        quantities=figures,
        period=Period(precision="duration", text="over four years"),
        sectors=("transport",),
    )
    return coded(doc, promise)


def dull(text: str = "It rained on the coast all week.", **source: Any) -> CodedDocument:
    """Code a text that is not diplomatic."""
    return coded(document(text, **source), diplomatic=False, reason="no state is named")


def world() -> list[CodedDocument]:
    """Return reports of two meetings, of a pledge that is raised, and one that is nothing of the kind."""
    return [
        meeting(source_id="a.txt"),
        meeting(published="2024-05-08", publisher="Daily", source_id="b.txt"),
        meeting("Cusco", "2024-09-01", published="2024-09-02", source_id="c.txt"),
        pledge(source_id="d.txt"),
        pledge(published="2024-05-09", publisher="Daily", source_id="e.txt"),
        pledge(8, baseline=5, published="2025-05-07", source_id="f.txt"),
        dull(source_id="g.txt"),
    ]


def fake_code(doc: Document) -> CodedDocument:
    """Stand in for the pipeline: code the texts of the world, find everything else not diplomatic."""
    if "trouble" in doc.text:
        raise ValueError("a fault in the coder")
    for one in world():
        if one.document.text == doc.text and one.diplomatic:
            return coded(doc, *(msgspec.structs.replace(claim, id="") for claim in one.claims))
    return coded(doc, diplomatic=False, reason="no state is named")


def jsonl(reports: Iterable[CodedDocument]) -> str:
    """Return the documents as JSON Lines, as `add` reads them."""
    fields = ("text", "title", "published", "publisher")
    rows = (
        {"id": one.document.source_id, **{field: getattr(one.document, field) for field in fields}} for one in reports
    )
    return "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)

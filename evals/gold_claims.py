"""Gold records as coded documents, so that linkage is measured apart from coding."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from chancery.models import (
    Attribution,
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
    Revision,
    Timespan,
    document,
    evidence,
    identified,
)
from chancery.quantities import quantities

CODER = "gold"
UP_TO = re.compile(r"\bup to\W+(?:[A-Z$¥€£]*\s*)?[\d.,]+")
RELATED = re.compile(r"also read", re.IGNORECASE)


def load(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def coded_documents(documents: Path, gold: Path) -> dict[str, CodedDocument]:
    """Return the gold records as coded documents, by the id of the record; `commitments` keep their order."""
    texts = {row["id"]: row for row in load(documents)}
    return {row["id"]: _coded(texts[row["id"]], row) for row in load(gold)}


def commitments(coded: CodedDocument) -> list[str]:
    """Return the ids of the commitments of a converted record, in the order of the record."""
    return [claim.id for claim in coded.claims if isinstance(claim, Commitment)]


def _coded(text: dict[str, Any], row: dict[str, Any]) -> CodedDocument:
    return coded(document(text["text"], source_id=row["id"], published=text.get("published")), row)


def coded(doc: Document, row: dict[str, Any]) -> CodedDocument:
    """Return a document as a coder without faults would code it; what is upcoming is a planned engagement."""
    claims: list[Claim] = [
        *(_engagement(doc, one) for one in row["engagements"]),
        *(_upcoming(doc, one) for one in row["upcoming"]),
        *(_event(doc, one) for one in row["acts"]),
        *(_commitment(doc, one) for one in row["commitments"]),
        *(_position(doc, one) for one in row["positions"]),
    ]
    made = tuple(identified(claim, doc, CODER) for claim in claims)
    return CodedDocument(document=doc, claims=made, diplomatic=row["diplomatic"], coder=CODER)


def _words(doc: Document, quote: str) -> tuple[Evidence, ...]:
    start = doc.text.index(quote)
    return (evidence(doc, start, start + len(quote)),)


def _attribution(doc: Document, quote: str) -> Attribution:
    line = doc.text[doc.text.rfind("\n", 0, doc.text.index(quote)) + 1 :]
    return Attribution(kind="related") if RELATED.match(line) else Attribution()


def _when(date: str | None, text: str | None = None) -> Period | None:
    return Period(start=date, end=date, text=text) if date else None


def _engagement(doc: Document, row: dict[str, Any]) -> Engagement:
    ordinal = re.match(r"(\d+)(?:st|nd|rd|th)\b", row["occasion"] or "")
    return Engagement(
        evidence=_words(doc, row["evidence"]),
        confidence=1.0,
        attribution=_attribution(doc, row["evidence"]),
        type=row["kind"],
        participants=tuple(
            Participant(name=one["name"], office=one["office"], actor=one["country"], organisation=one["org"])
            for one in row["participants"]
        ),
        when=_when(row["date"]),
        place=Place(name=row["place"], country=_country(row["place"])) if row["place"] else None,
        occasion=row["occasion"],
        ordinal=int(ordinal[1]) if ordinal else None,
        status=row["status"],
    )


def _upcoming(doc: Document, row: dict[str, Any]) -> Engagement:
    host = row["host"]
    return Engagement(
        evidence=_words(doc, row["evidence"]),
        confidence=1.0,
        attribution=_attribution(doc, row["evidence"]),
        type="other",
        participants=(Participant(name=host, actor=host),) if host else (),
        when=_when(row["date"]),
        occasion=row["event"],
        host=host,
        status="planned",
    )


def _country(place: str) -> str | None:
    from chancery.actors import country_of

    return country_of(place)


def _event(doc: Document, row: dict[str, Any]) -> Event:
    return Event(
        evidence=_words(doc, row["evidence"]),
        confidence=1.0,
        attribution=_attribution(doc, row["evidence"]),
        source=tuple(row["source"]),
        recipient=tuple(row["recipient"]),
        plover=row["plover"],
    )


def _commitment(doc: Document, row: dict[str, Any]) -> Commitment:
    words = _words(doc, row["evidence"])
    ceiling = bool(UP_TO.search(row["evidence"]))
    figures = [
        Figure(
            role=one["role"],
            value=Decimal(one["value"]),
            currency=one["currency"],
            qualifier="up_to" if ceiling and one["role"] == "target" else "about" if one["approx"] else "exact",
            **_place(doc, words[0], Decimal(one["value"])),
        )
        for one in row["amounts"]
    ] + [
        Figure(
            role="target", value=Decimal(one["value"]), unit=one["unit"], **_place(doc, words[0], Decimal(one["value"]))
        )
        for one in row["counts"]
    ]
    mixed, private = "public" in row["evidence"] + row["what"], "private" in row["evidence"] + row["what"]
    return Commitment(
        evidence=words,
        confidence=1.0,
        promisor=tuple(row["committer"]),
        beneficiary=tuple(row["counterpart"]),
        executor="mixed" if mixed else "private" if private else None,
        undertaking=row["what"],
        type="financial" if row["amounts"] else "quantity" if row["counts"] else None,
        strength=row["strength"],
        quantities=tuple(figures),
        period=Period(**row["period"]) if any(row["period"].values()) else None,
        sectors=tuple(row["sectors"]),
        revises=Revision(relation=row["revises"]) if row["revises"] else None,
        reported_past=row.get("reported_past", False),
    )


def _place(doc: Document, words: Evidence, value: Decimal) -> dict[str, int]:
    """Return where a value stands, the place nearest to the evidence; the evidence itself where it is not found."""
    found = [one for one in quantities(doc.text) if not isinstance(one, Timespan) and one.value == value]
    best = min(found, key=lambda one: abs(one.start - words.start), default=words)
    return {"start": best.start, "end": best.end}


def _position(doc: Document, row: dict[str, Any]) -> Position:
    return Position(
        evidence=_words(doc, row["evidence"]), confidence=1.0, holders=tuple(row["holders"]), topic=row["on"]
    )

"""Values to rows and back: what each table keeps of a document, claim, judgement and entry, without any database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import RowMapping

from chancery.decisions import AnyDecision, Compliance, Progress, Verdict
from chancery.linkage.dates import days
from chancery.linkage.entries import Amount, CommitmentEntry, Entry, PositionEntry
from chancery.models import (
    Claim,
    CodedDocument,
    Commitment,
    Document,
    Engagement,
    Event,
    Evidence,
    Figure,
    Judgement,
    Period,
)

Row: TypeAlias = dict[str, Any]

SOURCE_FIELDS = ("source_id", "title", "url", "fetched", "language", "country")
"""What a document's further names may differ in; all else is part of its identity."""

RECEIVING = frozenset({"beneficiary", "addressee", "recipient"})

_DOCUMENT_FIELDS = tuple(field.name for field in msgspec.structs.fields(Document))
_claim_decoder: msgspec.json.Decoder[Claim] = msgspec.json.Decoder(Claim)
_entry_decoder: msgspec.json.Decoder[Entry] = msgspec.json.Decoder(Entry)


def json(value: Any) -> str:
    """Return the JSON of a value as text."""
    return msgspec.json.encode(value).decode()


def coder(coded: CodedDocument) -> str:
    """Return the version that coded a document, the newest among its claims where the document does not say."""
    return coded.coder or max((claim.coder for claim in coded.claims), key=version_key, default="")


def version_key(version: str) -> tuple[tuple[int, str], ...]:
    """Order coder versions by their numbers.

    >>> version_key("chancery 0.10.0") > version_key("chancery 0.9.1")
    True
    """
    parts = "".join(c if c.isalnum() else " " for c in version).split()
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


def join(a: str | None, b: str | None) -> str | None:
    """Return the lesser of two texts that is not null: the same whichever comes first and however often."""
    return min(filter(None, (a, b)), default=None)


# --- documents ------------------------------------------------------------------------------------------------------


def document_row(coded: CodedDocument) -> Row:
    """Return the row of a document that is new to the ledger and not yet linked."""
    row = msgspec.structs.asdict(coded.document)
    return row | {"diplomatic": coded.diplomatic, "reason": coded.reason, "coder": coder(coded), "linked": False}


def source_row(doc: Document) -> Row:
    """Return the name under which a document came, with what came with the name."""
    return {
        "document_id": doc.id,
        "source_id": doc.source_id or doc.url or "",
        **{field: getattr(doc, field) for field in SOURCE_FIELDS[1:]},
    }


def document_value(row: RowMapping) -> Document:
    """Return the document that a row keeps."""
    return Document(**{field: row[field] for field in _DOCUMENT_FIELDS})


# --- claims ---------------------------------------------------------------------------------------------------------


def claim_row(claim: Claim, document_id: str) -> Row:
    """Return the row of a claim: flat columns to look at and the JSON that holds everything."""
    when = claim.period if isinstance(claim, Commitment) else getattr(claim, "when", None)
    place = claim.place if isinstance(claim, Engagement) else None
    figures = claim.quantities if isinstance(claim, Commitment) else ()
    return {
        "id": claim.id,
        "document_id": document_id,
        "kind": claim.kind,
        **_sides(claim),
        "summary": summary(claim),
        "type": getattr(claim, "type", None),
        "status": getattr(claim, "status", None),
        **_dates(when),
        "date_text": when.text if when else None,
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "occasion": getattr(claim, "occasion", None),
        "plover": getattr(claim, "plover", None),
        "strength": getattr(claim, "strength", None),
        **_amount(next((one for one in figures if one.role == "target"), None)),
        "sectors": _listed(getattr(claim, "sectors", ())),
        "quote": claim.evidence[0].quote,
        "attribution": claim.attribution.name or claim.attribution.kind,
        "confidence": claim.confidence,
        "coder": claim.coder,
        "json": json(claim),
    }


def summary(claim: Claim) -> str:
    """Say in a few words what a claim is about."""
    if isinstance(claim, Engagement):
        return ", ".join(p.name for p in claim.participants)
    if isinstance(claim, Event):
        return f"{'+'.join(claim.source)} → {'+'.join(claim.recipient) or '—'}"
    return claim.undertaking if isinstance(claim, Commitment) else claim.topic


def claim_value(row: RowMapping) -> Claim:
    """Return the claim that a row keeps; claims of older versions are read with the defaults of newer fields."""
    return msgspec.structs.replace(_claim_decoder.decode(row["json"]), coder=row["coder"])


def evidence_rows(claim: Claim, document_id: str) -> Iterator[Row]:
    """Yield a row for every quote a claim rests on."""
    for n, words in enumerate(claim.evidence):
        yield {
            "claim_id": claim.id,
            "n": n,
            "document_id": document_id,
            "start_char": words.start,
            "end_char": words.end,
            "quote": words.quote,
        }


def quantity_rows(claim: Claim) -> Iterator[Row]:
    """Yield a row for every figure of a commitment; values are decimal numbers as text."""
    for n, figure in enumerate(claim.quantities if isinstance(claim, Commitment) else ()):
        yield {
            "claim_id": claim.id,
            "n": n,
            "role": figure.role,
            "value": format(figure.value, "f"),
            "max": None if figure.max is None else format(figure.max, "f"),
            "currency": figure.currency,
            "unit": figure.unit,
            "qualifier": figure.qualifier,
            "per": figure.per,
            "start_char": figure.start,
            "end_char": figure.end,
        }


def roles(item: Claim | Entry) -> list[tuple[str, str]]:
    """Return (role, actor code) for every actor of a claim or entry, sorted, each once.

    >>> from chancery.models import Position
    >>> roles(Position(evidence=(), confidence=1.0, holders=("IND",), topic="the Quad"))
    [('holder', 'IND')]
    """
    pairs: set[tuple[str, str]] = set()
    for role in ("promisor", "beneficiary", "addressee", "source", "recipient"):
        pairs |= {(role, actor) for actor in getattr(item, role, ())}
    pairs |= {("holder", actor) for actor in getattr(item, "holders", ())}
    for participant in getattr(item, "participants", ()):
        pairs |= {("participant", actor) for actor in (participant.actor, participant.organisation) if actor}
    return sorted(pairs)


# --- decisions and entries ------------------------------------------------------------------------------------------


def judgement_row(judgement: Judgement) -> Row:
    """Return the row of a judgement."""
    row = msgspec.structs.asdict(judgement)
    row["left_claim"], row["right_claim"] = row.pop("left"), row.pop("right")
    return row | {"reasons": json(judgement.reasons)}


def judgement_value(row: Mapping[Any, Any]) -> Judgement:
    """Return the judgement that a row keeps."""
    values = dict(row)
    values["left"], values["right"] = values.pop("left_claim"), values.pop("right_claim")
    return Judgement(**values | {"reasons": tuple(msgspec.json.decode(values["reasons"]))})


def decision_row(decision: AnyDecision) -> Row:
    """Return the row of what a person decided."""
    if isinstance(decision, Judgement):
        return judgement_row(decision)
    row = msgspec.structs.asdict(decision)
    if isinstance(decision, Verdict):
        row["claim_id"] = row.pop("claim")
        return row | {"correction": json(decision.correction)}
    words = decision.evidence
    del row["claims"], row["evidence"]
    row["day"], row["document_id"] = row.pop("on"), row.pop("document")
    place = {"start_char": words.start, "end_char": words.end, "quote": words.quote} if words else {}
    return row | {"compliance": json(decision.compliance), "start_char": None, "end_char": None, "quote": None} | place


def verdict_value(row: RowMapping) -> Verdict:
    """Return the verdict that a row keeps."""
    values = dict(row)
    values["claim"] = values.pop("claim_id")
    return Verdict(**values | {"correction": msgspec.json.decode(values["correction"])})


def progress_value(row: RowMapping, claims: Iterable[str]) -> Progress:
    """Return the progress that a row keeps, on the claims that rows of `progress_claims` name."""
    values = dict(row)
    place = {name: values.pop(f"{name}_char") for name in ("start", "end")} | {"quote": values.pop("quote")}
    values["on"], values["document"] = values.pop("day"), values.pop("document_id")
    values["compliance"] = msgspec.json.decode(values["compliance"], type=tuple[Compliance, ...])
    evidence = None if place["quote"] is None else Evidence(**place)
    return Progress(**values, claims=tuple(claims), evidence=evidence)


def entry_row(entry: Entry) -> Row:
    """Return the row of an entry, filed under the `date` when it happened or was promised, else was first reported."""
    when = entry.period if isinstance(entry, CommitmentEntry) else getattr(entry, "when", None)
    date = (entry.made if isinstance(entry, CommitmentEntry) else when and when.start) or entry.first_reported
    until = None if isinstance(entry, CommitmentEntry) else when and when.end
    first, last = days(date), days(until or date)
    place = getattr(entry, "place", None)
    return {
        "id": entry.id,
        "kind": entry.kind,
        "title": entry.title,
        **_sides(entry),
        "date": date,
        "first_day": first.first.isoformat() if first else None,
        "last_day": last.last.isoformat() if last else None,
        "type": getattr(entry, "type", None),
        "status": getattr(entry, "status", None),
        **_dates(when),
        "place": place.name if place else None,
        "plover": getattr(entry, "plover", None),
        "strength": getattr(entry, "strength", None),
        "topic": entry.topic if isinstance(entry, PositionEntry) else None,
        "sectors": _listed(getattr(entry, "sectors", ())),
        **_amount(entry.headline if isinstance(entry, CommitmentEntry) else None),
        "due": getattr(entry, "due", None),
        "reports": entry.corroboration.reports,
        "sources": entry.corroboration.sources,
        "conflicts": sum(conflict.alarm for conflict in entry.conflicts),
        "first_reported": entry.first_reported,
        "last_reported": entry.last_reported,
        "related": entry.related,
        "judged": entry.judged,
        "json": json(entry),
    }


def entry_value(row: RowMapping) -> Entry:
    """Return the entry that a row keeps."""
    return _entry_decoder.decode(row["json"])


def actor_rows(item: Claim | Entry, key: str) -> Iterator[Row]:
    """Yield a row for every role that an actor has in a claim (`key` claim_id) or entry (`key` entry_id)."""
    found = roles(item)
    others = set(getattr(item, "actors", ())) - {actor for _, actor in found}
    for role, actor in found + [("other", actor) for actor in sorted(others)]:
        yield {key: item.id, "role": role, "actor": actor}


def link_rows(entry: Entry) -> list[Row]:
    """Return a row for every step of descent that a commitment shows to another entry, each once."""
    rows = {
        (step.earlier, step.later, step.relation): {
            "entry_id": entry.id,
            "earlier": step.earlier,
            "later": step.later,
            "relation": step.relation,
            "ratio": None if step.ratio is None else format(step.ratio, "f"),
            "why": step.why,
        }
        for step in getattr(entry, "descent", ())
        if step.earlier is not None
    }
    return [rows[key] for key in sorted(rows)]


def _sides(item: Claim | Entry) -> Row:
    """Name those who do, say or meet, and those towards whom."""
    found = roles(item)
    doing = dict.fromkeys(actor for role, actor in found if role not in RECEIVING)
    receiving = dict.fromkeys(actor for role, actor in found if role in RECEIVING)
    return {"actors": ", ".join(doing), "recipients": _listed(receiving)}


def _amount(figure: Figure | Amount | None) -> Row:
    return {
        "amount": format(figure.value, "f") if figure else None,
        "currency": figure.currency if figure else None,
        "unit": figure.unit if figure else None,
    }


def _dates(when: Period | None) -> Row:
    return {"start_date": when.start if when else None, "end_date": when.end if when else None}


def _listed(items: Iterable[str]) -> str | None:
    return ", ".join(items) or None

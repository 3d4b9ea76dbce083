"""The form by which a claim is corrected: its fields as inputs, and what was changed in them as new values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, TypeAlias, get_args

import msgspec

from chancery.coding.ontology import ontology
from chancery.desk import Desk
from chancery.errors import ChanceryError
from chancery.linkage.dates import days
from chancery.models import (
    Claim,
    Commitment,
    CommitmentType,
    Document,
    Engagement,
    EngagementStatus,
    EngagementType,
    Event,
    Executor,
    Position,
    Role,
    Stance,
    Strength,
    Tense,
    Value,
)
from chancery.quantities import quantities
from chancery.web.changes import Sent

Input: TypeAlias = Literal["text", "choice", "actors", "actor", "date"]
WORD = re.compile(r"\S+")
NEARBY = 40
"""Words before and after those of a claim that may be chosen for it."""


class FormField(Value, frozen=True, kw_only=True):
    """An input: `path` is the place in the claim, `value` what it has now, `options` those of a choice."""

    path: str
    label: str
    input: Input
    value: str
    options: tuple[str, ...] = ()


class FigureRow(Value, frozen=True, kw_only=True):
    """A figure with its inputs; `words` are those in the text, empty for one that is to be added."""

    number: str
    words: str
    role: str
    value: str
    currency: str
    unit: str


class Word(Value, frozen=True, kw_only=True):
    """A word of the text that a claim's words may start or end with."""

    start: int
    end: int
    text: str


class CorrectionForm(Value, frozen=True, kw_only=True):
    """All inputs of a claim: the words it rests on, its fields, its figures."""

    words: tuple[Word, ...]
    start: int
    end: int
    fields: tuple[FormField, ...]
    figures: tuple[FigureRow, ...]
    roles: tuple[str, ...]


FIELDS: Mapping[type, tuple[tuple[str, str, Input, Any], ...]] = {
    Commitment: (
        ("promisor", "Who promises", "actors", None),
        ("beneficiary", "To whom", "actors", None),
        ("undertaking", "What", "text", None),
        ("strength", "How firmly", "choice", Strength),
        ("type", "Of what kind", "choice", CommitmentType),
        ("executor", "Whose money or work", "choice", Executor),
        ("period.start", "From", "date", None),
        ("period.end", "By", "date", None),
        ("conditions", "If", "text", None),
    ),
    Engagement: (
        ("type", "What", "choice", EngagementType),
        ("status", "Held or planned", "choice", EngagementStatus),
        ("when.start", "From", "date", None),
        ("when.end", "Until", "date", None),
        ("place.name", "Where", "text", None),
        ("place.country", "In which country", "actor", None),
        ("occasion", "On what occasion", "text", None),
    ),
    Event: (
        ("source", "Who", "actors", None),
        ("recipient", "To whom", "actors", None),
        ("plover", "Did what", "choice", None),
        ("tense", "When", "choice", Tense),
        ("when.start", "From", "date", None),
        ("when.end", "Until", "date", None),
    ),
    Position: (
        ("holders", "Who", "actors", None),
        ("topic", "About what", "text", None),
        ("stance", "For or against", "choice", Stance),
    ),
}
NEEDED = frozenset({"strength", "status", "tense", "stance", "plover"})
"""Choices that a claim cannot be without; so is an engagement's type."""


def correction_form(claim: Claim, doc: Document) -> CorrectionForm:
    """Return the inputs of a claim as it counts now."""
    first = claim.evidence[0]
    figures = claim.quantities if isinstance(claim, Commitment) else ()
    rows = [
        FigureRow(
            number=str(number),
            words=doc.text[one.start : one.end],
            role=one.role,
            value=f"{one.value:,f}",
            currency=one.currency or "",
            unit=one.unit or "",
        )
        for number, one in enumerate(figures)
    ]
    if isinstance(claim, Commitment):
        rows.append(FigureRow(number="new", words="", role="target", value="", currency="", unit=""))
    return CorrectionForm(
        words=_nearby(doc.text, first.start, first.end),
        start=first.start,
        end=first.end,
        fields=tuple(_fields(claim)),
        figures=tuple(rows),
        roles=get_args(Role),
    )


def changes(desk: Desk, claim: Claim, doc: Document, sent: Sent) -> dict[str, Any]:
    """Return what a sent form changes: places in the claim with their new values. Raises ChanceryError.

    An input that was left as it was, or that was not sent, changes nothing.
    """
    found: dict[str, Any] = {}
    for field in _fields(claim):
        given = " ".join(sent.get(field.path).split())
        if sent.has(field.path) and given != field.value:
            found[field.path] = _value(desk, field, given)
    if figures := _figures(claim, doc, sent):
        found["quantities"] = figures[0]
    start, end = (_offset(sent.get(f"span.{name}"), getattr(claim.evidence[0], name)) for name in ("start", "end"))
    if (start, end) != (claim.evidence[0].start, claim.evidence[0].end):
        rest = [{"start": one.start, "end": one.end} for one in claim.evidence[1:]]
        found["evidence"] = [{"start": start, "end": end}, *rest]
    return found


# --- fields -----------------------------------------------------------------------------------------------------------


def _fields(claim: Claim) -> Iterator[FormField]:
    held = _data(claim)
    for path, label, kind, vocabulary in FIELDS[type(claim)]:
        yield FormField(
            path=path,
            label=label,
            input=kind,
            value=_text(_at(held, path)),
            options=_options(claim, path, vocabulary) if kind == "choice" else (),
        )
    for number, one in enumerate(claim.participants if isinstance(claim, Engagement) else ()):
        place = f"participants.{number}"
        yield FormField(path=f"{place}.name", label=f"Participant {number + 1}", input="text", value=one.name)
        yield FormField(path=f"{place}.actor", label="of which state", input="actor", value=one.actor or "")


def _options(claim: Claim, path: str, vocabulary: Any) -> tuple[str, ...]:
    listed = tuple(ontology().types) if path == "plover" else get_args(vocabulary)
    needed = path in NEEDED or isinstance(claim, Engagement)
    return listed if needed else ("", *listed)


def _data(claim: Claim) -> dict[str, Any]:
    """Return a claim as its JSON has it."""
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(claim))
    return found


def _at(held: Any, path: str) -> Any:
    """Return what stands at a place in a claim's data, None where there is nothing."""
    for step in path.split("."):
        held = held.get(step) if isinstance(held, dict) else None
    return held


def _text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else " ".join(str(value).split()) if value is not None else ""


def _value(desk: Desk, field: FormField, given: str) -> Any:
    """Read what was written into an input."""
    if field.input == "actors":
        return list(dict.fromkeys(desk.actor(one.strip()) for one in given.split(",") if one.strip()))
    if field.input == "actor" and given:
        return desk.actor(given)
    if field.input == "date" and given and not days(given):
        raise ChanceryError(f"{given[:40]}: is no date; write it as 2025, 2025-08 or 2025-08-29")
    return given or None


# --- figures ----------------------------------------------------------------------------------------------------------


def _figures(claim: Claim, doc: Document, sent: Sent) -> tuple[list[dict[str, Any]]] | None:
    """Return the new list of figures, None where it is as it was."""
    if not isinstance(claim, Commitment):
        return None
    held: list[dict[str, Any]] = _data(claim)["quantities"]
    form = correction_form(claim, doc)
    made = [_figure(row, one, sent) for row, one in zip(form.figures, held, strict=False)]
    kept = [one for one in made if one is not None]
    if words := " ".join(sent.get("figure.new.words").split()):
        kept.append(_new_figure(words, sent))
    return (kept,) if kept != held else None


def _figure(row: FigureRow, held: dict[str, Any], sent: Sent) -> dict[str, Any] | None:
    """Return a figure as sent, None where it is to be dropped."""
    place = f"figure.{row.number}"
    if sent.get(f"{place}.drop"):
        return None
    made = dict(held)
    for name in ("role", "currency", "unit", "value"):
        given = sent.get(f"{place}.{name}").strip()
        if not sent.has(f"{place}.{name}") or given == getattr(row, name):
            continue
        if name == "value":
            value, currency = amount(given)
            made |= {"value": str(value)} | ({"currency": currency} if currency else {})
        else:
            made[name] = (given.upper() if name == "currency" else given) or None
    return made


def _new_figure(words: str, sent: Sent) -> dict[str, Any]:
    value, currency = amount(sent.get("figure.new.value").strip() or words)
    return {
        "role": sent.get("figure.new.role") or "target",
        "value": str(value),
        "currency": sent.get("figure.new.currency").strip().upper() or currency,
        "unit": sent.get("figure.new.unit").strip() or None,
        "quote": words,
    }


def amount(text: str) -> tuple[Decimal, str | None]:
    """Read a figure as a person writes it, with its currency where that is said. Raises ChanceryError.

    >>> amount("10,000,000"), amount("5 trillion yen")
    ((Decimal('10000000'), None), (Decimal('5000000000000'), 'JPY'))
    """
    plain = text.replace(",", "").replace(" ", "").replace("\u202f", "")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        found = next((one for one in quantities(text) if hasattr(one, "value")), None)
        if found is None:
            raise ChanceryError(f"{text[:80]!r}: is no figure; write it as 5000000 or 5 million") from None
        return found.value.normalize() + 0, getattr(found, "currency", None)
    if not value.is_finite():
        raise ChanceryError(f"{text[:80]!r}: is no figure; write it as 5000000 or 5 million")
    return value, None


# --- words ------------------------------------------------------------------------------------------------------------


def _nearby(text: str, start: int, end: int) -> tuple[Word, ...]:
    """Return the words of a quote with some before and after; the middle of a very long one is left out."""
    first, last = max(0, start - NEARBY * 12), min(len(text), end + NEARBY * 12)
    found = [Word(start=one.start(), end=one.end(), text=one[0]) for one in WORD.finditer(text, first, last)]
    before = [one for one in found if one.end <= start][-NEARBY:]
    after = [one for one in found if one.start >= end][:NEARBY]
    inside = [one for one in found if one.end > start and one.start < end]
    cut = [*inside[: 3 * NEARBY], *inside[-3 * NEARBY :]] if len(inside) > 6 * NEARBY else inside
    return tuple(_exact(one, start, end) for one in (*before, *cut, *after))


def _exact(word: Word, start: int, end: int) -> Word:
    """Let the first and last word of a quote begin and end where it does, which may be within the word."""
    first = start if word.start < start < word.end else word.start
    last = end if word.start < end < word.end else word.end
    return msgspec.structs.replace(word, start=first, end=last)


def _offset(given: str, now: int) -> int:
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else now

"""Claims as people set them right: wrong ones left out, chosen fields of others replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from chancery.decisions import Verdict, last_word
from chancery.errors import ChanceryError, EvidenceError
from chancery.linkage.vocabularies import settled
from chancery.models import Claim, CodedDocument, Document

FIXED = frozenset({"id", "kind", "coder", "confidence"})
"""What no correction changes: the identity of a claim and how sure its coder was."""
PLACED = frozenset({"start", "end"})


def counting(verdicts: Iterable[Verdict]) -> dict[str, Verdict]:
    """Return for each claim the verdict that counts: the last one that is not undone."""
    standing = (one for one in verdicts if not one.undone)
    return {one.claim: one for one in sorted(standing, key=last_word)}


def set_right(coded: Iterable[CodedDocument], verdicts: Iterable[Verdict]) -> Iterator[CodedDocument]:
    """Yield documents with their claims as people say: without the wrong ones, the others corrected.

    A corrected claim keeps its id. Doing it twice changes nothing.
    """
    counts = counting(verdicts)
    for one in coded:
        if not any(claim.id in counts for claim in one.claims):
            yield one
            continue
        kept = (claim for claim in one.claims if not (claim.id in counts and counts[claim.id].says == "wrong"))
        claims = tuple(correct(claim, counts[claim.id].correction if claim.id in counts else {}) for claim in kept)
        yield msgspec.structs.replace(one, claims=claims)


def correct(claim: Claim, correction: Mapping[str, Any]) -> Claim:
    """Return a claim with the new values of some fields, given as in its JSON.

    Raises ChanceryError for a field that claims of this kind have not, or a value that it cannot have.
    """
    if not correction:
        return claim
    known = {field.name for field in msgspec.structs.fields(claim)} - FIXED
    if unknown := sorted(set(correction) - known):
        raise ChanceryError(
            f"{unknown[0]}: is no field to correct; a claim of this kind has {', '.join(sorted(known))}"
        )
    values = msgspec.to_builtins(claim) | dict(correction)
    try:
        return msgspec.convert(values, type(claim))
    except msgspec.ValidationError as error:
        raise ChanceryError(f"{', '.join(sorted(correction))}: {_plain(str(error))}") from error


def _plain(error: str) -> str:
    """Turn msgspec's message into one that names the place first.

    >>> _plain("Invalid enum value 'vow' - at `$.strength`")
    "Invalid enum value 'vow' (strength)"
    """
    what, _, where = error.partition(" - at `$")
    return f"{what} ({where.strip('.`')})" if where else what


def correction(claim: Claim, changes: Mapping[str, Any], doc: Document) -> dict[str, Any]:
    """Return whole new values of the fields that changes touch, checked against the claim's type and the text.

    A change is named by a field ("strength") or a place inside one ("quantities.0.value", "period.end"); its value is
    as in the claim's JSON, a figure's also a number, an actor's also a name. Evidence and figures may be given by
    `quote` alone: it is then looked for in the text, nearest to where the claim stands. Raises ChanceryError for what
    does not fit, EvidenceError for words that the text has not.
    """
    now = msgspec.to_builtins(claim)
    values: dict[str, Any] = {}
    for path, value in changes.items():
        name, *inner = path.split(".")
        if name not in values:
            values[name] = msgspec.json.decode(msgspec.json.encode(now.get(name)))
        values[name] = _put(values[name], inner, _builtin(value), path)
        if inner and inner[-1] == "quote":
            values[name][int(inner[0])] |= dict.fromkeys(PLACED)
    for name in ("evidence", "quantities"):
        if name in values:
            values[name] = [_placed(one, claim, doc, quoted=name == "evidence") for one in values[name] or ()]
    corrected = correct(claim, settled(claim, values))
    if not corrected.evidence:
        raise EvidenceError(f"claim {claim.id}: needs words of the text as evidence; to drop it say that it is wrong")
    return differences(claim, corrected)


def differences(claim: Claim, corrected: Claim) -> dict[str, Any]:
    """Return the fields in which a corrected claim differs, with their new values as in its JSON."""
    before, after = msgspec.to_builtins(claim), msgspec.to_builtins(corrected)
    return {name: value for name, value in after.items() if value != before[name]}


def _builtin(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


def _put(held: Any, inner: list[str], value: Any, path: str) -> Any:
    """Return a value with what stands at a place inside it replaced; one past the end of a list is added."""
    if not inner:
        return value
    step, *rest = inner
    if isinstance(held, list) and step.isdecimal() and int(step) <= len(held):
        at = int(step)
        return [*held[:at], _put(held[at] if at < len(held) else {}, rest, value, path), *held[at + 1 :]]
    if isinstance(held, dict) or held is None:
        return {**(held or {}), step: _put((held or {}).get(step), rest, value, path)}
    raise ChanceryError(f"{path}: there is no such place in the claim; chancery show gives its fields")


def _placed(span: Any, claim: Claim, doc: Document, *, quoted: bool) -> Any:
    """Complete and check where something stands: the quote of its offsets, or the offsets of its quote."""
    if not isinstance(span, dict):
        return span
    whole = {key: value for key, value in span.items() if value is not None}
    if "value" in whole and isinstance(whole["value"], int | float):
        whole["value"] = format(Decimal(str(whole["value"])), "f")
    quote = whole.get("quote")
    if not whole.keys() >= PLACED:
        start = _nearest(doc, str(quote or ""), claim.evidence[0].start)
        whole |= {"start": start, "end": start + len(str(quote))}
    start, end = whole["start"], whole["end"]
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(doc.text)):
        raise EvidenceError(f"{start}:{end}: no words there in a text of {len(doc.text)} characters")
    words = doc.text[start:end]
    if quote not in (None, words):
        raise EvidenceError(f"{quote!r}: is not what the text has at {start}:{end}, which is {words!r}")
    whole.pop("quote", None)
    return whole | ({"quote": words} if quoted else {})


def _nearest(doc: Document, quote: str, start: int) -> int:
    """Return where a quote begins in a text, the place nearest to an offset."""
    places = []
    at = doc.text.find(quote) if quote else -1
    while at >= 0:
        places.append(at)
        at = doc.text.find(quote, at + 1)
    if not places:
        raise EvidenceError(f"{quote!r}: the text has no such words; copy them from chancery show {doc.id[:10]}")
    return min(places, key=lambda place: (abs(place - start), place))

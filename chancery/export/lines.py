"""Values as lines of JSON."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from chancery.models import Claim, CodedDocument, Value


def line(value: Value) -> str:
    """Return a value as one line of JSON, decimals as text."""
    return msgspec.json.encode(value).decode()


def coded_line(coded: CodedDocument) -> str:
    """Return a coded document as one line of JSON; the text itself is left out. docs/json.md describes the fields.

    >>> from chancery.models import document
    >>> coded_line(CodedDocument(document=document("Rain."), claims=(), diplomatic=False, reason="weather"))[-61:]
    '"claims":[],"diplomatic":false,"reason":"weather","coder":""}'
    """
    source = msgspec.structs.asdict(coded.document)
    del source["text"]
    return msgspec.json.encode(msgspec.structs.asdict(coded) | {"document": source}).decode()


def claim_line(claim: Claim, document_id: str) -> str:
    """Return a claim as one line of JSON, with the id of its document."""
    return msgspec.json.encode({"document_id": document_id, **msgspec.to_builtins(claim)}).decode()


def shown(value: Value, without: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return the fields of a value that say something, as text."""
    fields = msgspec.structs.asdict(value).items()
    return [(name, _words(held)) for name, held in fields if name not in without and held not in (None, (), False)]


def _words(held: object) -> str:
    return ", ".join(map(str, held)) if isinstance(held, tuple) else str(held)

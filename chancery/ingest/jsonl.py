"""JSON Lines -> Documents: one report a line, its text kept exactly as given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import msgspec

from chancery.errors import SourceError
from chancery.ingest.limits import Limits
from chancery.ingest.provenance import Provenance, freeze
from chancery.models import Document


class Stream(Protocol):
    """What a file, a packed file, standard input and bytes in memory have in common."""

    def read(self, size: int = ..., /) -> bytes: ...

    def readline(self, size: int = ..., /) -> bytes: ...


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A line: only `text` must be there; other keys than these are passed over."""

    text: str
    id: str | int | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    country: str | None = None


def read_jsonl(stream: Stream, source: str, *, limits: Limits) -> Iterator[Document | SourceError]:
    """Yield a document a line, and for a line that is none a SourceError with its number; empty lines are passed over.

    `source_id` is the line's `id`, or `source:line` where it has none. Memory holds one line at a time.
    """
    number = 0
    while line := stream.readline(limits.bytes + 1):
        number += 1
        place = f"{source}:{number}"
        if len(line) > limits.bytes:
            yield SourceError(place, f"the line is longer than {limits.bytes:,} bytes; the rest was not read: split it")
            return
        if line.strip():
            try:
                yield _document(line.removeprefix(b"\xef\xbb\xbf"), place, limits)
            except SourceError as error:
                yield error


def _document(line: bytes, place: str, limits: Limits) -> Document:
    try:
        record = msgspec.json.decode(line, type=Record)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SourceError(place, f'is not a report ({error}); a line is {{"text": "…", "published": "…"}}') from error
    fields = msgspec.structs.asdict(record)
    text, identity = fields.pop("text"), fields.pop("id")
    source_id = place if identity in (None, "") else str(identity)
    return freeze(text, Provenance(**fields), source=place, source_id=source_id, limits=limits)

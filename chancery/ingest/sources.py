"""What a source is, and which reader reads it."""

from __future__ import annotations

import gzip
import io
import logging
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from chancery.errors import SourceError
from chancery.ingest.fetch import fetch
from chancery.ingest.jsonl import Stream, read_jsonl
from chancery.ingest.limits import Limits
from chancery.ingest.provenance import Provenance, dated_name, freeze
from chancery.ingest.text import decode, normalise, split_header
from chancery.models import Document

log = logging.getLogger(__name__)

Format: TypeAlias = Literal["text", "markdown", "html", "pdf", "jsonl"]
Outcome: TypeAlias = Document | SourceError

SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
TYPES: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "text/markdown": "markdown",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
}
ADDRESS = re.compile(r"https?://", re.IGNORECASE)
OTHER_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
MARKUP = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
OBJECT_LINE = re.compile(rb"\s*\{[^\n]*\}\s*(?:\n|\Z)")
SNIFFED_BYTES = 65_536


def read(source: str | Path, *, limits: Limits | None = None, defaults: Provenance | None = None) -> Iterator[Outcome]:
    """Yield the documents of a file, a directory, standard input ("-") or an http(s) address.

    What cannot be read is yielded in its place as a SourceError that names it and says what to do; reading goes on.
    A directory is read with what is below it, sorted by path, hidden files and unknown suffixes left out. `defaults`
    fill what a source does not say of itself (a PDF's date, say). docs/ingest.md tells what each format gives.

    >>> [outcome.reason for outcome in read("no-such-file.txt")]
    ['no such file or directory; check the path']
    """
    limits, defaults = limits or Limits(), defaults or Provenance()
    if isinstance(source, str) and source == "-":
        yield from _outcomes("-", lambda: _stream(sys.stdin.buffer, "-", defaults, limits))
    elif isinstance(source, str) and ADDRESS.match(source):
        yield from _outcomes(source, lambda: _address(source, defaults, limits))
    elif isinstance(source, str) and OTHER_ADDRESS.match(source):
        yield SourceError(source, "only http and https addresses are fetched; save it and add the file")
    else:
        for found in _files(Path(source)):
            yield from [found] if isinstance(found, SourceError) else _file(found, defaults, limits)


def _outcomes(source: str, outcomes: Callable[[], Iterator[Outcome]]) -> Iterator[Outcome]:
    """Yield what a reader yields, and what stops it as a SourceError."""
    try:
        yield from outcomes()
    except SourceError as error:
        yield error
    except (OSError, EOFError, zlib.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield SourceError(
            source, f"could not be read ({reason}); check that the file is whole and that you may read it"
        )
    except Exception as error:  # a parser's fault in one file must not stop the rest
        log.debug("%s: parser failed", source, exc_info=True)
        yield SourceError(
            source, f"could not be parsed ({type(error).__name__}: {error}); save its text as a .txt file"
        )


def _files(path: Path) -> Iterator[Path | SourceError]:
    """Yield a path's files, and a SourceError for what cannot be listed."""
    if not path.is_dir():
        yield path
        return
    failures: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and _format_of(name):
                yield Path(folder, name)
            else:
                log.info("%s: passed over, not a format that is read", Path(folder, name))
    for failure in failures:
        yield SourceError(str(failure.filename), f"could not be listed ({failure.strerror}); check its permissions")


def _format_of(name: str) -> Format | None:
    suffix = Path(name.lower().removesuffix(".gz")).suffix
    return SUFFIXES.get(suffix)


def _file(path: Path, defaults: Provenance, limits: Limits) -> Iterator[Outcome]:
    source = str(path)
    if not path.exists():
        yield SourceError(source, "no such file or directory; check the path")
        return
    named = defaults.over(Provenance(published=dated_name(path.name)))
    yield from _outcomes(source, lambda: _open(path, named, limits))


def _open(path: Path, defaults: Provenance, limits: Limits) -> Iterator[Outcome]:
    packed = path.suffix.lower() == ".gz"
    with gzip.open(path) if packed else path.open("rb") as stream:
        yield from _stream(stream, str(path), defaults, limits, form=_format_of(path.name))


def _address(url: str, defaults: Provenance, limits: Limits) -> Iterator[Outcome]:
    fetched = fetch(url, limits=limits)
    provenance = defaults.over(Provenance(url=fetched.url, fetched=fetched.at))
    form = TYPES.get(fetched.type)
    yield from _stream(io.BytesIO(fetched.data), url, provenance, limits, form=form, charset=fetched.charset)


def _stream(
    stream: Stream,
    source: str,
    defaults: Provenance,
    limits: Limits,
    *,
    form: Format | None = None,
    charset: str | None = None,
) -> Iterator[Outcome]:
    """Read a stream in its format; JSON Lines go by the line, everything else is held whole."""
    if form == "jsonl":
        yield from read_jsonl(stream, source, limits=limits)
        return
    data = stream.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        raise SourceError(
            source,
            f"is larger than {limits.bytes:,} bytes: split it, or give it as JSON Lines with one report a line",
        )
    if not data.strip():
        raise SourceError(source, "is empty; nothing to read")
    form = form if form and not data.startswith(b"%PDF-") else _sniff(data, source)
    if form == "jsonl":
        yield from read_jsonl(io.BytesIO(data), source, limits=limits)
        return
    provenance, text = _read_whole(data, source, form, charset, defaults.url, limits)
    yield freeze(text, provenance.over(defaults), source=source, limits=limits)


def _sniff(data: bytes, source: str) -> Format:
    """Tell the format of bytes whose name does not tell it; raises SourceError for JSON that is not in lines."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    head = data[:SNIFFED_BYTES]
    if MARKUP.match(head):
        return "html"
    if OBJECT_LINE.match(data):
        return "jsonl"
    if data.lstrip()[:1] in (b"{", b"[") and _is_json(data):
        raise SourceError(source, 'is JSON; give JSON Lines, one report a line: {"text": "…", "published": "…"}')
    return "text"


def _is_json(data: bytes) -> bool:
    try:
        msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return True


def _read_whole(
    data: bytes, source: str, form: Format, charset: str | None, url: str | None, limits: Limits
) -> tuple[Provenance, str]:
    """Read a document held whole; the readers of heavier formats are imported when first needed."""
    match form:
        case "pdf":
            from chancery.ingest.pdf import read_pdf

            return read_pdf(data, source, limits=limits)
        case "html":
            from chancery.ingest.html import read_html

            return read_html(data, source, url=url, charset=charset)
        case "markdown":
            from chancery.ingest.markdown import read_markdown

            return read_markdown(normalise(decode(data, source, declared=charset)))
        case _:
            return split_header(normalise(decode(data, source, declared=charset)))

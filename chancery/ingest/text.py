"""Bytes -> text: the encoding, the normalisation and the optional header block of a plain text."""

from __future__ import annotations

import codecs
import logging
import re
import unicodedata

from charset_normalizer import from_bytes

from chancery.errors import SourceError
from chancery.ingest.provenance import Provenance

log = logging.getLogger(__name__)

# Longer marks first: the UTF-32 mark begins with the UTF-16 one.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Text in any encoding has hardly any control bytes; pictures, archives and programs have many from the start.
SAMPLE_BYTES = 65_536
CONTROL_BYTES = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b"))
MAX_CONTROL_SHARE = 0.01

LINE_END = re.compile("\r\n|[\r\u0085\u2028\u2029]")
PAGE_BREAK = re.compile("[\v\f]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
FIELD = re.compile(r"(Title|Published|Publisher|URL|Language|Country)[ \t]*:[ \t]*(.*)", re.IGNORECASE)


def decode(data: bytes, source: str, *, declared: str | None = None) -> str:
    """Decode bytes by their byte order mark, as UTF-8, by a declared charset, or by what they look like.

    Raises SourceError when they look like no text at all.

    >>> decode(b"S\\xc3\\xa3o Paulo", "a.txt"), decode(codecs.BOM_UTF16_LE + "Kyiv".encode("utf-16-le"), "b.txt")
    ('São Paulo', 'Kyiv')
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding, source)
    sample = data[:SAMPLE_BYTES]
    if len(sample) - len(sample.translate(None, CONTROL_BYTES)) > MAX_CONTROL_SHARE * len(sample):
        raise SourceError(source, "is not text (binary data); give a text, Markdown, HTML, PDF or JSON Lines file")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_as(data, _known(declared) or _guess(data, source), source)


def _decode_as(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise SourceError(source, f"cannot be decoded as {encoding} ({error}); save it as UTF-8") from error


def _known(encoding: str | None) -> str | None:
    try:
        return codecs.lookup(encoding).name if encoding else None
    except LookupError:
        return None


def _guess(data: bytes, source: str) -> str:
    best = from_bytes(data[:SAMPLE_BYTES]).best()
    if best is None:
        raise SourceError(source, "has an encoding that cannot be told; save it as UTF-8")
    log.warning("%s: not UTF-8, read as %s; save it as UTF-8 to be sure", source, best.encoding)
    return best.encoding


def normalise(text: str) -> str:
    """Return the text that is frozen: LF line ends, no byte order mark, no control characters, Unicode NFC.

    Nothing else is touched: quotes, dashes, spaces and line breaks stay as printed. Normalising twice changes nothing.

    >>> normalise("\\ufeffHanoi\\r\\nKyiv\\x00\\x0cTokyo")
    'Hanoi\\nKyiv\\n\\nTokyo'
    """
    text = LINE_END.sub("\n", text.removeprefix("\ufeff"))
    text = CONTROL.sub("", PAGE_BREAK.sub("\n\n", text))
    return unicodedata.normalize("NFC", text).removeprefix("\ufeff")


def split_header(text: str) -> tuple[Provenance, str]:
    """Split the optional header block ("Title: …", "Published: …", ended by an empty line) from a normalised text.

    A first paragraph in which any line is not one of the known fields is no header and stays in the text.

    >>> provenance, body = split_header("Published: 2025-08-29\\nPublisher: Courier\\n\\nJapan thanked India.")
    >>> provenance.published, provenance.publisher, body
    ('2025-08-29', 'Courier', 'Japan thanked India.')
    """
    block, separator, body = text.lstrip("\n").partition("\n\n")
    fields = [FIELD.fullmatch(line.strip()) for line in block.split("\n")]
    if not separator or not all(fields):
        return Provenance(), text
    return Provenance(**{found[1].lower(): found[2].strip() or None for found in fields if found}), body.lstrip("\n")

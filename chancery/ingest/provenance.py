"""What a source says about itself, and the freezing of its text into a Document."""

from __future__ import annotations

import datetime as dt
import logging
import re

import msgspec

from chancery.errors import SourceError
from chancery.ingest.limits import Limits
from chancery.models import Document, Value, document

log = logging.getLogger(__name__)

COUNTRY_CODE = re.compile(r"[A-Z]{3}")
DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")


class Provenance(Value, frozen=True, kw_only=True):
    """Where a text comes from, in the source's own words; null where the source does not say."""

    title: str | None = None
    published: str | None = None
    fetched: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    country: str | None = None

    def over(self, other: Provenance) -> Provenance:
        """Fill what is null here from `other`."""
        mine = {name: value for name, value in msgspec.structs.asdict(self).items() if value}
        return msgspec.structs.replace(other, **mine)


def freeze(text: str, provenance: Provenance, *, source: str, source_id: str | None = None, limits: Limits) -> Document:
    """Make the Document: the text exactly as given, the date as an ISO day, the country as an alpha-3 code.

    A date or country in another form becomes null with a warning; a date in the future is kept with a warning.
    Raises SourceError when the text is empty or longer than the limit.
    """
    if not text.strip():
        raise SourceError(source, "holds no text; nothing to read")
    if len(text) > limits.characters:
        raise SourceError(
            source,
            f"is {len(text):,} characters long and one document may have {limits.characters:,}: "
            "split it, or give it as JSON Lines with one report a line",
        )
    fields = msgspec.structs.asdict(provenance)
    fields["published"] = day(provenance.published, source)
    fields["country"] = country_code(provenance.country, source)
    return document(text, source_id=source_id or source, **fields)


def day(value: str | None, source: str) -> str | None:
    """Return the ISO day of an ISO date or date-time, or None (with a warning) when it is neither.

    >>> day("2025-08-29T18:00:00+05:30", "report.html"), day("last Friday", "report.txt")
    ('2025-08-29', None)
    """
    if not value or not value.strip():
        return None
    try:
        found = dt.datetime.fromisoformat(value.strip()).date()
    except ValueError:
        log.warning("%s: published date %r is not an ISO date (2025-08-29); left out", source, value)
        return None
    if found > dt.date.today():
        log.warning("%s: published date %s lies in the future; kept", source, found)
    return found.isoformat()


def country_code(value: str | None, source: str) -> str | None:
    """Return an ISO 3166-1 alpha-3 code, or None (with a warning) when the value has another form."""
    code = (value or "").strip()
    if not code:
        return None
    if not COUNTRY_CODE.fullmatch(code):
        log.warning("%s: country %r is not a three-letter code (IND); left out", source, value)
        return None
    return code


def dated_name(name: str) -> str | None:
    """Return the ISO date that a file's name starts with: what a reader who files reports by day has said of it.

    >>> dated_name("2025-08-29-joint-statement.pdf"), dated_name("joint-statement.pdf")
    ('2025-08-29', None)
    """
    found = DATED_NAME.match(name)
    return found[1] if found else None

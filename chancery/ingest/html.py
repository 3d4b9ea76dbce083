"""HTML -> the main text of the page and its metadata, by trafilatura."""

from __future__ import annotations

import logging
import re
from itertools import pairwise

from trafilatura import bare_extraction
from trafilatura.settings import Document as Page
from trafilatura.utils import load_html

from chancery.errors import SourceError
from chancery.ingest.provenance import Provenance
from chancery.ingest.text import decode, normalise

log = logging.getLogger(__name__)

HEAD_BYTES = 4_096
CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([-\w]+)""", re.IGNORECASE)
# Only what the page declares counts as its date: no search through its text, and no clock of today as the ceiling.
DATE_OPTIONS = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
BULLET = "- "


def read_html(
    data: bytes, source: str, *, url: str | None = None, charset: str | None = None
) -> tuple[Provenance, str]:
    """Return what the page says of itself and its main text, without navigation, scripts, comments and asides.

    Paragraphs are parted by an empty line, list items begin with "- ". Raises SourceError when there is no main text.
    """
    tree = load_html(decode(data, source, declared=charset or _declared(data)))
    if tree is None:
        raise SourceError(source, "is not HTML that can be read; save it as text")
    page = bare_extraction(
        tree, url=url, with_metadata=True, include_comments=False, date_extraction_params=DATE_OPTIONS
    )
    if not isinstance(page, Page) or not (page.text or "").strip():
        raise SourceError(source, "has no main text (a list of links, or text that a script loads); save it as text")
    language = tree.get("lang") or ""
    provenance = Provenance(
        title=page.title,
        published=page.date,
        url=url or page.url,
        publisher=page.sitename,
        language=language.split("-")[0].lower() or None,
    )
    return provenance, normalise(_paragraphs(page.text or ""))


def _declared(data: bytes) -> str | None:
    found = CHARSET.search(data[:HEAD_BYTES])
    return found[1].decode("ascii") if found else None


def _paragraphs(text: str) -> str:
    """Part the extractor's lines, each of which is a paragraph, by empty lines; keep the items of a list together.

    >>> _paragraphs("They agreed:\\n- one;\\n- two.\\nEnd.")
    'They agreed:\\n\\n- one;\\n- two.\\n\\nEnd.\\n'
    """
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    pieces = [lines[0]]
    for before, line in pairwise(lines):
        together = before.startswith(BULLET) and line.startswith(BULLET)
        pieces.append(("\n" if together else "\n\n") + line)
    return "".join(pieces) + "\n"

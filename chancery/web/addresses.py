"""Where each thing has its page: permanent addresses, made in one place."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

FRAGMENT = 5
"""Words of each end by which a long text is found again."""
FOLDERS = {
    "commitment": "commitments",
    "engagement": "engagements",
    "event": "events",
    "position": "positions",
    "document": "documents",
    "claim": "claims",
    "actor": "actors",
    "relation": "relations",
}


def address(kind: str, key: str, **query: object) -> str:
    """Return the address of a thing.

    >>> address("commitment", "3f2a"), address("document", "91bc", start=5, end=9)
    ('/commitments/3f2a', '/documents/91bc?start=5&end=9')
    """
    return with_query(f"/{FOLDERS[kind]}/{quote(key, safe='')}", query)


def with_query(path: str, query: Mapping[str, object]) -> str:
    """Return a path with those parts of a query that are set; of a list, each.

    >>> with_query("/search", {"q": "rice & fish", "kind": None})
    '/search?q=rice+%26+fish'
    """
    given = {name: value for name, value in query.items() if value not in (None, "", (), [])}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def at_words(url: str, text: str) -> str:
    """Return an address elsewhere that opens at words (URL fragment text directive); a long text by both its ends.

    >>> at_words("https://meridian.example/1", "half, or more-or-less half")
    'https://meridian.example/1#:~:text=half%2C%20or%20more%2Dor%2Dless%20half'
    """
    words = text.split()
    ends = [words] if len(words) <= 2 * FRAGMENT else [words[:FRAGMENT], words[-FRAGMENT:]]
    told = ",".join(quote(" ".join(end), safe="").replace("-", "%2D") for end in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={told}"


def passage(document: str, start: int, end: int) -> str:
    """Return the address at which a document opens at certain words."""
    return address("document", document, start=start, end=end) + "#passage"

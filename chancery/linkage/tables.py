"""The words that linkage reads, built from data/linkage by data/build_linkage.py."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from importlib.resources import files

import msgspec

from chancery.linkage.entries import DescentRelation
from chancery.models import Value


class Words(Value, frozen=True, kw_only=True):
    """Words that tell nothing apart (`empty`), honorifics in a person's name (`titles`), and words that say that sums
    are parts of another (`totals`), lower case."""

    empty: frozenset[str]
    titles: frozenset[str]
    totals: frozenset[str]


class RevisionWord(Value, frozen=True, kw_only=True):
    """The line of descent that a coder's word means, and its ratio where the word fixes it."""

    relation: DescentRelation
    ratio: Decimal | None = None


class OfficialMarks(Value, frozen=True, kw_only=True):
    """How a publisher is known to be official: `hosts` are ends of host names, `names` words of a publisher's name."""

    hosts: tuple[str, ...]
    names: tuple[str, ...]


class RecordWords(Value, frozen=True, kw_only=True):
    """How texts count contacts: `ordinals` and `numbers` in order from one, the sort of contact for each word of
    `sorts`, `units` of time in months, and `unmeasured` words for what a ledger does not keep of a contact."""

    ordinals: tuple[str, ...]
    numbers: tuple[str, ...]
    sorts: dict[str, str]
    units: dict[str, int]
    unmeasured: frozenset[str]


def _raw(name: str) -> bytes:
    return files("chancery").joinpath("data", "linkage", name).read_bytes()


@cache
def words() -> Words:
    """Return the words that tell nothing apart.

    >>> "bilateral" in words().empty
    True
    """
    return msgspec.json.decode(_raw("words.json"), type=Words)


@cache
def revisions() -> dict[str, RevisionWord]:
    """Return the line of descent for every relation that the coder writes.

    >>> revisions()["doubles"].ratio
    Decimal('2')
    """
    return msgspec.json.decode(_raw("revisions.json"), type=dict[str, RevisionWord])


@cache
def official() -> OfficialMarks:
    """Return the marks of an official publisher."""
    return msgspec.json.decode(_raw("official.json"), type=OfficialMarks)


@cache
def records() -> RecordWords:
    """Return the words with which texts count contacts.

    >>> records().sorts["talks"]
    'meeting'
    """
    return msgspec.json.decode(_raw("records.json"), type=RecordWords)

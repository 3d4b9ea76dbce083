"""Who a person named in a report is: the words of the name, and the term of office that the lexicon knows of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from chancery import actors
from chancery.linkage.wording import person, same_person

CACHED = 10_000


@dataclass(frozen=True)
class Person:
    """A name as words without order, and the term of office that two spellings of one holder share."""

    words: frozenset[str]
    term: str | None


@lru_cache(maxsize=CACHED)
def known(name: str, code: str | None, on: dt.date | None) -> Person:
    """Return who a name stands for on a day, among those of an actor.

    >>> known("Joe Biden", "USA", dt.date(2022, 2, 13)).term
    'USA President since 2021-01-20'
    """
    found = actors.resolve(name, on=on)
    holder = found is not None and found.kind == "person" and found.code == code and found.office and found.since
    return Person(person(name), f"{code} {found.office} since {found.since}" if found and holder else None)


def same(left: Person, right: Person) -> bool:
    """Tell whether two names are spellings of one, or stand for the holder of one office.

    >>> day = dt.date(2022, 2, 13)
    >>> same(known("Joseph R. Biden, Jr.", "USA", day), known("Joe Biden", "USA", day))
    True
    """
    return same_person(left.words, right.words) or (left.term is not None and left.term == right.term)

"""A text under the lexicon: its hits in order, and the noun phrase that they add up to."""

from __future__ import annotations

from typing import NamedTuple

from chancery.actors import tables
from chancery.actors.lexicon import Hit
from chancery.models import MentionKind, Value

ACTOR_SENSES = ("state", "adjective", "national", "capital", "body", "prefix", "region", "user")
TITLE_SENSES = ("title", "titles")
OF_STATE = frozenset({" of ", " of the "})


class Phrase(Value, frozen=True, kw_only=True):
    """What one noun phrase says by itself: states named in it, office, role and name; `known` are people by that name.

    `short` is a family name alone, `plural` an office of several people, `joined` the next of a list ("Modi and
    Takaichi"), `sense` what the words were taken for, `held` the office that the tables give the person.
    """

    start: int
    end: int
    kind: MentionKind
    sense: str
    codes: tuple[str, ...] = ()
    name: str | None = None
    known: tuple[int, ...] = ()
    short: bool = False
    office: str | None = None
    role: str | None = None
    office_states: tuple[str, ...] = ()
    sector: str | None = None
    former: bool = False
    plural: bool = False
    counterpart: bool = False
    gender: str | None = None
    held: str | None = None
    indefinite: bool = False
    joined: bool = False


class Page(NamedTuple):
    """A folded text with its hits; `at` finds a hit by its start."""

    text: str
    hits: list[Hit]
    at: dict[int, int]


def references(hit: Hit, sense: str) -> tuple[str, ...]:
    """Return the codes of a sense."""
    return tuple(str(reference) for reference in hit.senses.get(sense, ()))


def gap(page: Page, index: int) -> str:
    """Return the text between a hit and the next one."""
    if index + 1 >= len(page.hits):
        return "\n"
    return page.text[page.hits[index].end : page.hits[index + 1].start]


def has_title(page: Page, index: int) -> bool:
    """Tell whether a hit is an office."""
    return index < len(page.hits) and any(sense in page.hits[index].senses for sense in (*TITLE_SENSES, "counterpart"))


def next_hit(page: Page, offset: int) -> int | None:
    """Return the index of the first hit at or after an offset."""
    low, high = 0, len(page.hits)
    while low < high:
        middle = (low + high) // 2
        if page.hits[middle].start < offset:
            low = middle + 1
        else:
            high = middle
    return low if low < len(page.hits) else None


def owner(hit: Hit) -> tuple[str, ...]:
    """Return the states or bodies that a hit names as owner of an office."""
    for sense in ("state", "adjective", "region", "capital", "prefix", "national", "city"):
        if sense in hit.senses:
            return references(hit, sense)[:1]
    if "body" in hit.senses:
        body = tables.bodies()[int(hit.senses["body"][0])]
        return (body.state or body.code,)
    return ()


def owned(page: Page, offset: int) -> bool:
    """Tell whether a state or body begins at an offset."""
    return offset in page.at and bool(owner(page.hits[page.at[offset]]))

"""The built tables: states, bodies, offices, people, places and words, read once when first needed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any, TypeVar

import msgspec

from chancery.models import Value

T = TypeVar("T")
YEARS_AROUND = 1  # an office attested in a year is taken as held in the years beside it

Dated = tuple[str, str | None, str | None]


class State(Value, frozen=True, kw_only=True):
    """A state or territory; `capitals` as printed, the first one official."""

    name: str
    alpha2: str
    capitals: tuple[str, ...]
    un_member: bool
    source: str


class Body(Value, frozen=True, kw_only=True):
    """An international body, a group of states, a movement, or an organ or seat of a state.

    `members` and `sectors` are [code, since, until]; `expand` says that "its leaders" are those of its members.
    """

    code: str
    name: str
    kind: str
    sector: str
    state: str | None
    members: tuple[Dated, ...]
    sectors: tuple[Dated, ...]
    expand: bool


class Office(Value, frozen=True, kw_only=True):
    """Titles of one role; `states` are those that the title alone points to, the first by default."""

    role: str
    sector: str
    states: tuple[str, ...]


class Tenure(Value, frozen=True, kw_only=True, array_like=True):
    """Who held which office of which state from when to when (partial ISO dates, ends inclusive).

    `attested` is the year of a source that says who held it then but not until when.
    """

    state: str
    role: str
    office: str
    since: str | None
    until: str | None
    attested: str | None
    source: str

    def holds(self, on: str | None) -> bool:
        """Tell whether the office was held on a day, as far as the source says."""
        if on is None or self.attested is None or self.until is not None:
            return within(self.since, self.until, on)
        first = self.since or str(int(self.attested) - YEARS_AROUND)
        return first <= on and int(on[:4]) <= int(self.attested) + YEARS_AROUND


class Person(Value, frozen=True, kw_only=True):
    """A person with the offices held, in any order; `gender` is m, f or null."""

    name: str
    aliases: tuple[str, ...]
    gender: str | None
    tenures: tuple[Tenure, ...]


class Words(Value, frozen=True, kw_only=True):
    """The closed classes that the reading of phrases asks for."""

    status: dict[str, tuple[str, ...]]
    particles: tuple[str, ...]
    ambiguous_names: tuple[str, ...]
    sectors: dict[str, tuple[str, ...]]
    place_prepositions: tuple[str, ...]
    motion_prepositions: tuple[str, ...]
    motion: tuple[str, ...]
    place_nouns: tuple[str, ...]
    portfolios: tuple[str, ...]
    institutions: tuple[str, ...]
    not_names: tuple[str, ...]
    office_synonyms: dict[str, str]
    speaking: tuple[str, ...]
    shared: tuple[str, ...]


def read(name: str, kind: type[T]) -> T:
    """Read one built table."""
    return msgspec.json.decode((resources.files("chancery") / "data" / "actors" / name).read_bytes(), type=kind)


@cache
def states() -> dict[str, State]:
    """States and territories by ISO 3166-1 alpha-3 code (XKX for Kosovo)."""
    return read("states.json", dict[str, State])


@cache
def bodies() -> tuple[Body, ...]:
    """International bodies first, then organs of states."""
    return read("organisations.json", tuple[Body, ...])


@cache
def international() -> dict[str, Body]:
    """International bodies by code; the first entry of a code is the body itself, later ones its organs."""
    found: dict[str, Body] = {}
    for body in bodies():
        if body.code not in states():
            found.setdefault(body.code, body)
    return found


@cache
def offices() -> tuple[Office, ...]:
    """Offices, in the order that the lexicon refers to."""
    return read("offices.json", tuple[Office, ...])


@cache
def monarchs() -> frozenset[str]:
    """One-word styles of monarchs that names are printed with: "King", "Sultan"."""
    return frozenset(
        title
        for title, senses in lexicon().items()
        if " " not in title
        for sense, reference in senses
        if sense == "title" and offices()[int(reference)].role == "monarch"
    )


@cache
def people() -> tuple[Person, ...]:
    """People, in the order that the lexicon refers to."""
    return read("people.json", tuple[Person, ...])


@cache
def places() -> dict[str, tuple[str, float, float]]:
    """Cities as printed: country, latitude and longitude in degrees."""
    return read("places.json", dict[str, tuple[str, float, float]])


@cache
def words() -> Words:
    """The closed classes."""
    return read("words.json", Words)


@cache
def word_set(name: str) -> frozenset[str]:
    """One closed class as a set, for membership tests."""
    value: Any = getattr(words(), name)
    if isinstance(value, dict):
        return frozenset(word for group in value.values() for word in group)
    return frozenset(value)


@cache
def sector_nouns() -> dict[str, str]:
    """Nouns of agents and the sector each tells: "troops" gives MIL."""
    return {noun: sector for sector, nouns in words().sectors.items() for noun in nouns}


@cache
def lexicon() -> dict[str, tuple[tuple[str, str | int], ...]]:
    """Printed forms and their senses."""
    return read("lexicon.json", dict[str, tuple[tuple[str, str | int], ...]])


def within(since: str | None, until: str | None, on: str | None) -> bool:
    """Tell whether a day lies in a span of partial ISO dates; without a day everything does.

    >>> within("2021-10-04", "2024-10-01", "2022-03-19"), within("2025", None, "2024-12-31")
    (True, False)
    """
    if on is None:
        return True
    return (since is None or since <= on) and (until is None or on[: len(until)] <= until)


def members(code: str, on: str | None = None) -> tuple[str, ...]:
    """Return the member states of a group on a day, in the order of the source.

    >>> members("QUAD", "2025-07-01")
    ('AUS', 'IND', 'JPN', 'USA')
    """
    body = international().get(code)
    return dated(body.members, on) if body else ()


def dated(spans: Iterable[Dated], on: str | None) -> tuple[str, ...]:
    """Return the codes whose span holds on a day; without a day those that have no end."""
    return tuple(code for code, since, until in spans if (within(since, until, on) if on else until is None))


class Homonym(Value, frozen=True, kw_only=True):
    """Another bearer of a name, and the words that tell it: near the name, anywhere in the text, and against it."""

    code: str
    place: bool
    near: tuple[str, ...]
    anywhere: tuple[str, ...]
    unless: tuple[str, ...]


class Homonyms(Value, frozen=True, kw_only=True):
    """The bearers of one name; `code` is the usual one."""

    code: str
    others: tuple[Homonym, ...]


@cache
def homonyms() -> dict[str, Homonyms]:
    """Names that stand for several actors."""
    return read("homonyms.json", dict[str, Homonyms])

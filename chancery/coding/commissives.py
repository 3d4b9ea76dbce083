"""The words by which states promise: the tables built from data/coding/commitment_*.yaml."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from chancery.models import CommitmentType, Strength, Value

T = TypeVar("T")
Words = frozenset[str]

ORDER: tuple[Strength, ...] = ("aim", "reaffirm", "agree", "pledge", "sign", "deliver")


class Verbs(Value, frozen=True, kw_only=True):
    """Verbs of undertaking; `takes`, `takes_nouns`, `adjectives` and `done` give the strength of each."""

    takes: dict[Strength, Words]
    takes_nouns: dict[Strength, Words]
    prepared: Words
    adjectives: dict[Strength, Words]
    directives: Words
    joint_requests: Words
    transparent: Words
    done: dict[Strength, Words]
    empty: Words
    formal: Words
    upcoming: Words
    cooperative: Words
    aspectual: Words
    provides: Words
    enacting: Words
    component: Words
    purposive: Words
    shields: Words
    receiving: Words
    denying: Words
    joining: Words
    light: dict[str, Strength]
    wishing: Words
    announcing: Words
    outright: Words
    devoted: Words
    hoped: Words
    generous: Words
    giving: Words
    proposing: Words
    warring: Words
    contrasting: Words
    presenting: Words
    depositing: Words
    moving: Words
    refraining: Words
    granting: Words
    adverse: Words
    underway: Words


class Nouns(Value, frozen=True, kw_only=True):
    """Nouns of undertaking; `flows` gives an instrument where the noun tells it, `things` the type of commitment."""

    carriers: dict[Strength, Words]
    flows: dict[str, str | None]
    instruments: dict[str, tuple[str, ...]]
    executors: dict[str, tuple[str, ...]]
    things: dict[str, Words]
    goals: Words
    documents: Words
    orders: Words
    organs: Words
    receipts: Words
    effects: Words
    headings: Words
    business: Words
    anaphors: Words
    acts: Words
    uncounted: Words
    informing: Words
    values: Words
    value_verbs: Words
    alliance: Words
    tolerated: Words
    occasions: Words
    occasion_links: tuple[str, ...]
    joint: Words
    home: Words
    bodies: Words
    kinetic: Words
    unions: Words
    belonging: Words
    domestic: Words
    nonstate: Words
    temporal: Words


class Relation(Value, frozen=True, kw_only=True):
    """Words of one kind of revision and, where they tell it, the ratio of the new figure to the old."""

    words: tuple[str, ...]
    ratio: float | None = None


class Cues(Value, frozen=True, kw_only=True):
    """Words around figures: what makes one a baseline, a part, an equivalent or a running total."""

    baseline_before: tuple[str, ...]
    part_before: tuple[str, ...]
    equivalent_before: tuple[str, ...]
    actual_cues: tuple[str, ...]
    totals: tuple[str, ...]
    reached: tuple[str, ...]
    relations: dict[str, Relation]
    lifted: Words
    recalled: tuple[str, ...]
    conditions: tuple[str, ...]
    further: tuple[str, ...]
    prolonging: Words
    lasting: tuple[str, ...]
    open_ended: tuple[str, ...]


class Stances(Value, frozen=True, kw_only=True):
    """Words of positions by stance."""

    verbs: dict[str, Words]
    expressing: Words
    nouns: dict[str, Words]
    adjectives: dict[str, Words]
    obligations: tuple[str, ...]
    necessity: Words
    topic_verbs: Words
    bearing: Words
    naming: Words
    judging: dict[str, Words]
    first_person: Words
    predicting: Words
    goals: Words
    linked: dict[str, tuple[str, ...]]
    mutual: Words


def table(name: str) -> bytes:
    """Return a built table of chancery/data/coding as JSON."""
    return files("chancery").joinpath(f"data/coding/{name}.json").read_bytes()


def _load(name: str, kind: type[T]) -> T:
    return msgspec.json.decode(table(name), type=kind)


@cache
def verbs() -> Verbs:
    """Return the verbs of undertaking."""
    return _load("commitment_verbs", Verbs)


@cache
def nouns() -> Nouns:
    """Return the nouns of undertaking."""
    return _load("commitment_nouns", Nouns)


@cache
def cues() -> Cues:
    """Return the cues around figures."""
    return _load("commitment_figures", Cues)


@cache
def stances() -> Stances:
    """Return the words of positions."""
    return _load("positions", Stances)


@cache
def thing_type(noun: str) -> CommitmentType | None:
    """Return the type of commitment that a noun names.

    >>> thing_type("treaty"), thing_type("weather")
    ('legal', None)
    """
    kinds = nouns().things
    found = next((kind for kind, words in kinds.items() if noun in words), None)
    return msgspec.convert("quantity" if found == "in_kind" else found, CommitmentType) if found else None


def strength_in(table: dict[Strength, Words], word: str) -> Strength | None:
    """Return the strength whose words hold a word.

    >>> strength_in(verbs().takes, "promise")
    'pledge'
    """
    return next((strength for strength, words in table.items() if word in words), None)


def strongest(strengths: tuple[Strength, ...]) -> Strength:
    """Return the strongest of some strengths.

    >>> strongest(("aim", "pledge", "agree"))
    'pledge'
    """
    return max(strengths, key=ORDER.index)

"""The phrases that type a relation, read from data/coding/relation.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from chancery.models import Value

Kind: TypeAlias = Literal["act", "promise", "refusal", "threat", "demand", "through"]


class Act(Value, frozen=True, kw_only=True):
    """Phrases of one PLOVER type; see data/coding/relation.yaml for what each field asks."""

    type: str
    kind: Kind = "act"
    words: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    source: frozenset[str] = frozenset()
    apart: bool = False
    strength: float = 1.0
    example: str | None = None


class Codebook(Value, frozen=True, kw_only=True):
    """The phrases, and the small words that say how they hang together."""

    acts: tuple[Act, ...]
    modes: Mapping[str, Mapping[str, frozenset[str]]]
    negators: frozenset[str]
    breaks: frozenset[str]
    soft: frozenset[str]
    determiners: frozenset[str]
    before_verbs: frozenset[str]
    modals: frozenset[str]
    auxiliaries: frozenset[str]
    past: frozenset[str]
    passive: frozenset[str]
    cooperative: frozenset[str]
    hostile: frozenset[str]
    joining: frozenset[str]


class Phrase(NamedTuple):
    """The words after the first one of a phrase, with the act that they are of and the objects it asks for by their
    first word."""

    rest: tuple[str, ...]
    act: Act
    objects: Mapping[str, tuple[tuple[str, ...], ...]]


@cache
def codebook() -> Codebook:
    """Return the built codebook."""
    return msgspec.json.decode((files("chancery") / "data/coding/relation.json").read_bytes(), type=Codebook)


@cache
def phrases(nominal: bool) -> Mapping[str, tuple[Phrase, ...]]:
    """Return the phrases of verbs, or of nouns, by their first word."""
    found: dict[str, list[Phrase]] = {}
    for act in codebook().acts:
        objects = _by_first(act.objects)
        for phrase in act.nouns if nominal else act.words:
            first, *rest = phrase.split()
            found.setdefault(first, []).append(Phrase(tuple(rest), act, objects))
    return {first: tuple(each) for first, each in found.items()}


def _by_first(texts: tuple[str, ...]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for text in texts:
        first, *rest = text.split()
        found.setdefault(first, []).append(tuple(rest))
    return {first: tuple(each) for first, each in found.items()}

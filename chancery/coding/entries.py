"""An entry of a lexicon of political acts, ours or a user's, and the index by which predicates find it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from chancery.coding.ontology import Act
from chancery.models import Value


class Entry(Value, frozen=True, kw_only=True):
    """Predicates of one type and frame; see data/coding/plover.yaml for what each field asks of a clause.

    Of the user's `own` entries `planned` and `negated` are what the act is when it is still to come or did not happen.
    """

    type: str
    cameo: str
    words: tuple[str, ...]
    recipient: tuple[str, ...]
    mode: str | None = None
    object: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    money: bool = False
    symmetric: bool = False
    joint: bool = False
    actor: bool = False
    experiencer: bool = False
    forces: bool = False
    alone: bool = False
    places: bool = False
    background: bool = False
    destination: bool = False
    planned: Act | None = None
    negated: Act | None = None
    own: bool = False
    example: str = ""
    gives: str = ""

    @property
    def act(self) -> Act:
        return Act(type=self.type, cameo=self.cameo, mode=self.mode)


Index: TypeAlias = Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]


def indexed(entries: Iterable[Entry]) -> Index:
    """Return for the first word of every phrase its remaining words with the entry."""
    found: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for entry in entries:
        for phrase in entry.words:
            first, *rest = phrase.split()
            found.setdefault(first, []).append((tuple(rest), entry))
    return {first: tuple(listed) for first, listed in found.items()}

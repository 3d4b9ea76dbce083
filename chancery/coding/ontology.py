"""The PLOVER event types with their quad class, CAMEO codes, Goldstein scores and contexts.

Method: PLOVER manual (openeventdata/PLOVER) for types, modes and contexts; CAMEO codebook 1.1b3 (Schrodt 2012) for
codes; Goldstein (1992), extended to CAMEO, for scores.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

from chancery.models import Tense, Value


class EventType(Value, frozen=True, kw_only=True):
    """A PLOVER type: `quad` is 1 verbal or 2 material cooperation, 3 verbal or 4 material conflict."""

    quad: int
    cameo: str
    definition: str


class Act(Value, frozen=True, kw_only=True):
    """What was done: a PLOVER type with its mode and CAMEO code."""

    type: str
    cameo: str
    mode: str | None = None


class Ontology(Value, frozen=True, kw_only=True):
    """The tables of data/coding/ontology.yaml."""

    types: Mapping[str, EventType]
    goldstein: Mapping[str, float]
    planned: Mapping[str, Act]
    contexts: Mapping[str, tuple[str, ...]]


@cache
def ontology() -> Ontology:
    """Return the built tables."""
    return msgspec.json.decode((files("chancery") / "data/coding/ontology.json").read_bytes(), type=Ontology)


def quad(plover: str) -> int:
    """Return the quad class of a PLOVER type.

    >>> quad("CONSULT"), quad("SANCTION")
    (1, 4)
    """
    return ontology().types[plover].quad


def goldstein(cameo: str) -> float | None:
    """Return the Goldstein score (-10 to 10) of a CAMEO code: its own or that of its longest scored prefix.

    >>> goldstein("057"), goldstein("1384"), goldstein("99")
    (8.0, -7.0, None)
    """
    scores = ontology().goldstein
    return next((scores[cameo[:n]] for n in range(len(cameo), 1, -1) if cameo[:n] in scores), None)


def at(act: Act, tense: Tense) -> Act:
    """Return what an act counts as in its tense: a cooperative act still to come is AGREE, a hostile one THREATEN.

    >>> at(Act(type="AID", cameo="071"), "planned").type
    'AGREE'
    >>> at(Act(type="AID", cameo="071"), "past").type
    'AID'
    """
    return ontology().planned.get(act.type, act) if tense == "planned" else act


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (context, re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})(?:s|es)?\b", re.IGNORECASE))
        for context, words in sorted(ontology().contexts.items())
    )


def contexts(text: str) -> tuple[str, ...]:
    """Return the PLOVER contexts whose words stand in a text, in alphabetical order.

    >>> contexts("a treaty on nuclear weapons")
    ('cbrn', 'legal', 'military')
    """
    return tuple(context for context, pattern in _patterns() if pattern.search(text))

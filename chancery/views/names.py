"""Names to actor codes and back, as people ask for them and read them."""

from __future__ import annotations

from collections.abc import Iterable

from chancery import actors
from chancery.ledger import Ledger


def codes_of(ledger: Ledger, names: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of actors given by code or name, each once.

    Raises UnknownActorError, with names that look like it, for one that neither the ledger nor the lexicon knows.
    """
    return tuple(dict.fromkeys(name if ledger.names_actor(name) else actors.parse(name) for name in names))


def name_of(code: str) -> str:
    """Return the name of an actor, a collective's code in words.

    >>> name_of("JPN"), name_of("developed_countries")
    ('Japan', 'developed countries')
    """
    return actors.label(code).replace("_", " ")

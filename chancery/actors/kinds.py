"""What codes and nouns of agents mean, those of a user's own actors among them."""

from __future__ import annotations

from collections.abc import Mapping

from chancery.actors import tables, user


def is_state(code: str) -> bool:
    """Tell whether a code is a state's.

    >>> is_state("JPN"), is_state("EU")
    (True, False)
    """
    return code in tables.states() or code in user.registry().states


def is_actor(code: str) -> bool:
    """Tell whether a code is that of a state or of a body of states, a user's own actors among them."""
    return code in tables.states() or code in tables.international() or code in user.registry().codes


def agents() -> Mapping[str, str]:
    """Return the nouns of agents with the sector each tells: "troops" gives MIL."""
    added = user.registry().agents
    return tables.sector_nouns() | added if added else tables.sector_nouns()

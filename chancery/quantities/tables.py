"""The built word tables, each read once when first asked for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec


@cache
def table(name: str) -> dict[str, Any]:
    """Return a built table of `chancery/data/quantities/`; callers do not change it.

    >>> table("numbers")["scales"]["crore"]
    7
    """
    return msgspec.json.decode((files("chancery") / "data" / "quantities" / f"{name}.json").read_bytes(), type=dict)


@cache
def listed_words(name: str) -> frozenset[str]:
    """Return a list of the calendar's words as a set."""
    return frozenset(table("calendar")[name])

"""The word lists that the tokenizer and the splitter read, from `chancery/data/language/`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """The entries of a list, one a line; lines that begin with `#` are remarks.

    >>> "non" in words("prefixes")
    True
    """
    return frozenset(_lines(name))


@cache
def table(name: str) -> dict[str, str]:
    """A list of two columns, as a mapping.

    >>> table("abbreviations")["Mr."]
    'title'
    """
    pairs = (line.split("\t") for line in _lines(name))
    return {pair[0]: pair[1] for pair in pairs}


def _lines(name: str) -> list[str]:
    text = files("chancery").joinpath("data", "language", f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]

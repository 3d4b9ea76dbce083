"""What a passage is about: a two-level list of sectors with crosswalks to other code lists."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import msgspec

from chancery.models import Value

WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")


class Sector(Value, frozen=True, kw_only=True):
    """A leaf: `cap` is a CAP major topic, `crs` OECD DAC purpose categories, `sdg` goals, `plover` contexts."""

    code: str
    parent: str
    label: str
    cap: int
    crs: tuple[int, ...] = ()
    sdg: tuple[int, ...] = ()
    plover: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@cache
def sectors() -> dict[str, Sector]:
    """Return all sectors by code, in the order of the list.

    >>> sectors()["minerals"].parent
    'energy'
    """
    raw = files("chancery").joinpath("data/coding/sectors.json").read_bytes()
    return {sector.code: sector for sector in msgspec.json.decode(raw, type=tuple[Sector, ...])}


@cache
def _terms() -> tuple[dict[tuple[str, ...], str], int]:
    """Return the sector of every term, as a tuple of words, and the length of the longest term."""
    terms = {tuple(words(term)): sector.code for sector in sectors().values() for term in sector.words}
    return terms, max(map(len, terms))


def words(text: str) -> list[str]:
    """Return the lower-case words of a text; "U.S.-led" and "5g" are words."""
    return [match.group().lower() for match in WORD.finditer(text)]


def _singulars(word: str) -> tuple[str, ...]:
    """Return the word and what it may be the plural of."""
    if word.endswith("ies") and len(word) > 4:
        return word, word[:-3] + "y", word[:-1]
    if word.endswith("es") and len(word) > 4:
        return word, word[:-1], word[:-2]
    return (word, word[:-1]) if word.endswith("s") and len(word) > 3 else (word,)


def find(text: str) -> tuple[str, ...]:
    """Return the codes of the sectors that a text names, in the order of their first word.

    Where terms overlap the longest wins.

    >>> find("They agreed on clean energy, critical minerals and high-speed rail.")
    ('clean_energy', 'minerals', 'transport')
    """
    terms, longest = _terms()
    running, found, i = words(text), dict[str, None](), 0
    while i < len(running):
        for size in range(min(longest, len(running) - i), 0, -1):
            code = _look_up(terms, tuple(running[i : i + size]))
            if code:
                found.setdefault(code)
                i += size - 1
                break
        i += 1
    return tuple(found)


def _look_up(terms: dict[tuple[str, ...], str], phrase: tuple[str, ...]) -> str | None:
    return next((terms[t] for last in _singulars(phrase[-1]) if (t := (*phrase[:-1], last)) in terms), None)

"""One pass over a text: every printed form of the lexicon, as whole words, the longest at each place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import ahocorasick_rs

from chancery.actors import tables, user

UNQUOTED = str.maketrans(dict.fromkeys('"“”„«»', " "))
"""Quotation marks part words as spaces do: "we" is a word right behind one."""
LOADED = 8
"""Automata kept: one for each set of a user's actors that hold on a day."""


class Hit(NamedTuple):
    """A form found in a text; `senses` maps a sense to its references (codes or indexes)."""

    start: int
    end: int
    form: str
    senses: dict[str, tuple[str | int, ...]]


class Lexicon(NamedTuple):
    """An automaton over all printed forms."""

    automaton: ahocorasick_rs.AhoCorasick
    forms: tuple[str, ...]
    senses: tuple[dict[str, tuple[str | int, ...]], ...]


@lru_cache(maxsize=LOADED)
def load(added: tuple[tuple[int, user.UserActor], ...] = ()) -> Lexicon:
    """Build the automaton over the built forms and those of the actors a user added, the last one of a name."""
    entries = dict(tables.lexicon())
    for index, actor in added:
        entries.update(dict.fromkeys(actor.forms, senses(index, actor)))
    forms = tuple(entries)
    automaton = ahocorasick_rs.AhoCorasick(
        [spaced(form) for form in forms],
        matchkind=ahocorasick_rs.MatchKind.Standard,
        implementation=ahocorasick_rs.Implementation.ContiguousNFA,
    )
    return Lexicon(automaton, forms, tuple(grouped(entries[form]) for form in forms))


def senses(index: int, actor: user.UserActor) -> tuple[tuple[str, str | int], ...]:
    """Return what the name of a user's actor may be read as: a state like any other, else that actor."""
    if actor.kind != "state":
        return (("user", index),)
    return tuple((sense, code) for sense in ("state", "adjective") for code in actor.codes)


def spaced(form: str) -> str:
    """Put a space before a form in small letters: "he" is then not met inside "the" and "when".

    >>> spaced("he"), spaced("Japan")
    (' he', 'Japan')
    """
    return f" {form}" if form[0].islower() else form


def grouped(senses: tuple[tuple[str, str | int], ...]) -> dict[str, tuple[str | int, ...]]:
    """Group references by sense."""
    found: dict[str, tuple[str | int, ...]] = {}
    for sense, reference in senses:
        found[sense] = (*found.get(sense, ()), reference)
    return found


def hits(text: str, on: str | None = None) -> list[Hit]:
    """Find the forms in a text of a day, as whole words, leftmost and longest, none inside another.

    >>> [hit.form for hit in hits("Romania and South Korea met in Niger.")]
    ['Romania', 'South Korea', 'Niger']
    """
    lexicon = load(user.held(on))
    found = lexicon.automaton.find_matches_as_indexes(text.translate(UNQUOTED), overlapping=True)
    return [
        Hit(start, end, lexicon.forms[index], lexicon.senses[index])
        for start, end, index in whole(text, ((end - len(lexicon.forms[index]), end, index) for index, _, end in found))
    ]


def occurrences(text: str, forms: Sequence[str]) -> list[tuple[int, int]]:
    """Find a few forms of one's own in a text, in the same way.

    >>> occurrences("Finer met Finerson. Finer left.", ["Finer"])
    [(0, 5), (20, 25)]
    """
    found = ahocorasick_rs.AhoCorasick(forms).find_matches_as_indexes(text, overlapping=True) if forms else []
    return [(start, end) for start, end, _ in whole(text, ((start, end, index) for index, start, end in found))]


def whole(text: str, found: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Keep the matches that are whole words, of those at one place the longest, none inside another."""
    words = [
        (start, -end, index)
        for start, end, index in found
        if not (start and text[start - 1].isalnum() and text[start].isalnum())
        and not (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())
    ]
    words.sort()
    chosen: list[tuple[int, int, int]] = []
    last = 0
    for start, negative_end, index in words:
        if start >= last:
            last = -negative_end
            chosen.append((start, last, index))
    return chosen

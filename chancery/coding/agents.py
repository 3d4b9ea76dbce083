"""Who acts for an actor: the PLOVER sectors of the troops, ministers or firms that a clause names as doing it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from chancery.actors import kinds
from chancery.coding.clauses import OWNING, Clause, listed, owners
from chancery.coding.reading import Reading, subtree

Sectors = tuple[str | None, ...]
LONGEST = 3
"""Words of an agent's name ("human rights activists")."""


def source_sectors(reading: Reading, clause: Clause, codes: Sequence[str]) -> Sectors:
    """Return the sectors of those who act, in the order of their codes; "MED;GOV" for "Danish media and government"."""
    acting = clause.subjects
    found = [dict(first(told(reading, clause, below(reading, clause, i, acting)))) for i in acting]
    shared = next((tuple(one) for one in found if one), ())
    for i, one in zip(acting, found, strict=True):
        if not one and (noun := agent(reading, clause, i)) is not None:
            one.update(dict.fromkeys(shared, noun))
    return joined(codes, found)


def recipient_sectors(reading: Reading, clause: Clause, codes: Sequence[str]) -> Sectors:
    """Return the sectors of those whom it is done to, in the order of their codes."""
    others = below(reading, clause, clause.head, clause.subjects)
    return joined(codes, [dict(first(told(reading, clause, others)))])


def joined(codes: Sequence[str], found: Sequence[dict[str, str | None]]) -> Sectors:
    """Return for each code its sectors, joined by semicolons; empty where none has one."""
    each = [tuple(dict.fromkeys(sector for one in found if (sector := one.get(code)))) for code in codes]
    return tuple(";".join(sectors) or None for sectors in each) if any(each) else ()


def below(reading: Reading, clause: Clause, token: int, without: Iterable[int]) -> tuple[int, ...]:
    """Return the tokens at or below one, in order, others with what is below them left out."""
    return subtree(reading.trees[clause.sentence], token, without=[i for i in without if i != token])


def first(pairs: Iterable[tuple[str, str | None]]) -> Iterator[tuple[str, str | None]]:
    """Yield for each code the first sector."""
    seen: set[str] = set()
    for code, sector in pairs:
        if code not in seen:
            seen.add(code)
            yield code, sector


def told(reading: Reading, clause: Clause, tokens: Iterable[int]) -> Iterator[tuple[str, str | None]]:
    """Yield the actors that tokens stand for with their sector: by their mention, or by whose agents a noun is."""
    sentence = clause.sentence
    for i in tokens:
        word = reading.sentences[sentence].tokens[i]
        over = reading.mentions_over(word.start, word.end)
        for mention in over:
            further = listed(reading, sentence, i, mention)
            yield from ((code, mention.sector) for code in (*mention.codes, *further))
        if not over and (noun := agent(reading, clause, i)) is not None:
            yield from ((code, noun) for code in owners(reading, sentence, i, OWNING))


def agent(reading: Reading, clause: Clause, token: int) -> str | None:
    """Return the sector of an agent's noun, its words before it included."""
    words = [t.text.lower() for t in reading.sentences[clause.sentence].tokens[max(0, token + 1 - LONGEST) : token + 1]]
    names = (" ".join(words[n:]) for n in range(len(words)))
    return next((kinds.agents()[name] for name in names if name in kinds.agents()), None)

"""What coreference sees of a document, and the groups of those it names together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from chancery.actors.grammar import Grammar, Place
from chancery.actors.page import Phrase
from chancery.actors.quotations import Quotation
from chancery.models import Value

Group: TypeAlias = tuple[Phrase, ...]

LOOK_BACK = 3  # sentences searched for what a collective phrase stands for
OFFICIAL = frozenset({None, "GOV", "MIL", "LEG", "JUD", "COP", "SPY", "IGO"})
OWNING = ("nmod:poss", "amod", "compound", "nmod")


class Scene(Value, frozen=True, kw_only=True):
    """A document as coreference sees it: where sentences start, its parties, and whether they speak jointly.

    `speaker` is who "we" is outside quotations, `named` are the phrases that are no pronouns; without trees there is
    no `grammar`.
    """

    starts: tuple[int, ...]
    parties: tuple[str, ...]
    joint: bool
    speaker: tuple[str, ...]
    grammar: Grammar | None = None
    quotes: tuple[Quotation, ...] = ()
    named: tuple[Phrase, ...] = ()

    def sentence(self, offset: int) -> int:
        """Return the index of the sentence that an offset stands in."""
        return bisect_right(self.starts, offset) - 1

    def is_subject(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is a subject; without trees none is."""
        return self.grammar is not None and self.grammar.is_subject(phrase)


def of_speaker(place: Place, phrases: Sequence[Phrase], scene: Scene) -> tuple[str, ...]:
    """Return for whom the noun at a place speaks: the state of its officials, a body, a spokesman's or statement's."""
    if scene.grammar is None:
        return ()
    said: list[str] = []
    for one in (place, *scene.grammar.below(place, ("conj",))):
        own = at(one, phrases, scene.grammar)
        owners = [] if own else [p for o in scene.grammar.below(one, OWNING) for p in at(o, phrases, scene.grammar)]
        said += [code for p in (own[-1:] or owners[:1]) if speaks(p) for code in p.codes]
    return tuple(dict.fromkeys(said))


def at(place: Place, phrases: Sequence[Phrase], grammar: Grammar) -> list[Phrase]:
    """Return the phrases that cover a token."""
    start, end = grammar.span(place)
    return [p for p in phrases if p.start <= start and end <= p.end and p.kind != "place"]


def speaks(phrase: Phrase) -> bool:
    """Tell whether somebody's "we" is that of a state or a body: no former official's, no company's, no rebel's."""
    return not phrase.former and phrase.sector in OFFICIAL


def distinct(phrases: Iterable[Phrase]) -> tuple[str, ...]:
    """Return the codes of phrases, each once, in order."""
    return tuple(dict.fromkeys(code for phrase in phrases for code in phrase.codes))


def grouped(phrases: Iterable[Phrase]) -> list[Group]:
    """Return phrases in runs joined by "and" or commas, in order."""
    found: list[list[Phrase]] = []
    for phrase in phrases:
        if found and phrase.joined:
            found[-1].append(phrase)
        else:
            found.append([phrase])
    return [tuple(group) for group in found]


def runs(phrases: Sequence[Phrase]) -> list[tuple[str, ...]]:
    """Return the codes of each run of phrases joined by "and" or commas, in order."""
    return [distinct(group) for group in grouped(phrases)]


def several_of(groups: Iterable[Group]) -> list[tuple[str, ...]]:
    """Return the actors of the groups that name more than one."""
    return [codes for codes in map(distinct, groups) if len(codes) > 1]


def acting_groups(groups: Iterable[Group], scene: Scene) -> list[Group]:
    """Return the groups that are subjects of their clause."""
    return [group for group in groups if scene.is_subject(group[0])]

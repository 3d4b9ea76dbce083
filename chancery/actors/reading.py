"""Mentions of actors in a text: the lexicon pass alone, or with what the whole document tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from chancery.actors import coreference, folding, introductions, phrases, resolution, senses
from chancery.actors.grammar import Grammar
from chancery.actors.page import Phrase
from chancery.actors.quotations import quotations
from chancery.actors.scene import Scene
from chancery.models import Document, Mention, Sentence

OPENING = 400  # characters in which a joint statement says that it is one


def find(text: str, *, on: dt.date | str | None = None, country: str | None = None) -> tuple[Mention, ...]:
    """Find the actors a text names, without pronouns; `on` is the day at which offices are read.

    >>> [(m.text, m.codes) for m in find("PM Modi met Fumio Kishida in New Delhi.", on="2022-03-19")]
    [('PM Modi', ('IND',)), ('Fumio Kishida', ('JPN',)), ('New Delhi', ('IND',))]
    """
    folded = folding.fold(text)
    found = named(folded.text, on=day(on), country=country)
    return tuple(mention(phrase, folded, text) for phrase in found if phrase.kind != "pronoun" and phrase.codes)


def mentions(document: Document, sentences: Sequence[Sentence] = ()) -> tuple[Mention, ...]:
    """Find every mention of an actor in a document, pronouns and collective phrases included, outer before inner.

    Full names give surnames, titles and bare offices their person; "the two leaders", "both sides", "they", "he" and
    "his country" stand for the parties the document names. Sentences are optional.
    """
    folded = folding.fold(document.text)
    headline = folding.fold(document.title or "").text
    title = named(headline, on=document.published, country=document.country)
    people = persons(sentences, folded)
    found = named(folded.text, on=document.published, country=document.country, title=title, people=people)
    found = coreference.join(without_given_names(sentences, folded, found), folded.text)
    starts = tuple(folded.folded(sentence.start) for sentence in sentences) or coreference.sentence_starts(folded.text)
    grammar = Grammar(sentences, folded) if sentences else None
    scene = Scene(
        grammar=grammar,
        quotes=quotations(folded.text, grammar) if grammar is not None else (),
        named=tuple(phrase for phrase in found if phrase.kind != "pronoun" and phrase.codes),
        starts=starts,
        parties=coreference.parties(title, headline, found, folded.text, starts, document.published),
        joint=bool(coreference.JOINT.search(f"{headline} {folded.text[:OPENING]}")),
        speaker=(document.country,) if document.country else (),
    )
    found = sorted([*found, *subjects(sentences, folded, found)], key=lambda phrase: phrase.start)
    found = coreference.spelt_out(coreference.join(found, folded.text), document.published)
    settled = coreference.settle(found, scene)
    return tuple(mention(phrase, folded, document.text) for phrase in settled)


def subjects(sentences: Sequence[Sentence], folded: folding.Folded, found: Sequence[Phrase]) -> list[Phrase]:
    """Take "both" where it is the subject of a clause ("Both remain committed"), which only the trees tell."""
    taken = {phrase.start for phrase in found}
    both = [
        folded.folded(token.start)
        for sentence in sentences
        for token in sentence.tokens
        if token.text.lower() == "both" and token.deprel.startswith("nsubj")
    ]
    return [
        Phrase(start=start, end=start + len("both"), kind="pronoun", sense="collective:2")
        for start in both
        if start not in taken
    ]


def without_given_names(sentences: Sequence[Sentence], folded: folding.Folded, found: Sequence[Phrase]) -> list[Phrase]:
    """Drop states that are somebody's given name ("Jordan Smith"): the first word of a name that nothing else is in."""
    people = {
        folded.folded(name.start): folded.folded(name.end)
        for sentence in sentences
        for name in sentence.names
        if name.label == "PER"
    }
    starts = [phrase.start for phrase in found]
    kept = []
    for index, phrase in enumerate(found):
        end = people.get(phrase.start, phrase.end)
        alone = index + 1 == len(found) or starts[index + 1] >= end
        if not (phrase.kind in {"state", "place"} and end > phrase.end and alone and phrase.sense != "adjective"):
            kept.append(phrase)
    return kept


def persons(sentences: Sequence[Sentence], folded: folding.Folded) -> tuple[tuple[int, int], ...]:
    """Return the names of people that the analyser found, of two words or more; adjoining ones are one."""
    found: list[tuple[int, int]] = []
    for sentence in sentences:
        for name in (name for name in sentence.names if name.label == "PER"):
            start, end = folded.folded(name.start), folded.folded(name.end)
            before = found.pop()[0] if found and found[-1][1] + 1 == start else start
            found.append((before, end))
    return tuple((start, end) for start, end in found if " " in folded.text[start:end])


def named(
    text: str,
    *,
    on: str | None,
    country: str | None,
    title: Sequence[Phrase] = (),
    people: Sequence[tuple[int, int]] = (),
) -> list[Phrase]:
    """Read the phrases of a folded text and resolve them, pronouns left as they are; `people` are names in it."""
    read = introductions.introduce(senses.settle(phrases.read(text, on), text), text, people)
    return resolution.resolve(read, text, on=on, country=country, title=title)


def mention(phrase: Phrase, folded: folding.Folded, text: str) -> Mention:
    """Make the public value of a phrase, with offsets in the original text."""
    start, end = folded.original(phrase.start), folded.original(phrase.end - 1) + 1
    return Mention(
        start=start,
        end=end,
        text=text[start:end],
        kind=phrase.kind,
        codes=phrase.codes,
        name=phrase.name,
        office=phrase.office,
        former=phrase.former,
        sector=phrase.sector,
    )


def day(on: dt.date | str | None) -> str | None:
    """Return a day as an ISO date."""
    return on.isoformat() if isinstance(on, dt.date) else on

"""The verbs and nouns of political acts: which PLOVER type a predicate has, and where its recipient stands."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from chancery.coding.clauses import Clause, behind
from chancery.coding.entries import Entry, Index, indexed
from chancery.coding.phrasebook import phrasebook
from chancery.coding.reading import Reading, subtree
from chancery.models import Money, Value


class Lexicon(Value, frozen=True, kw_only=True):
    """The entries of data/coding/plover.yaml.

    What stands under an `unreal` verb ("urged Iran to release") is no fact; `victims` are nouns whose "of" names who
    suffers ("invasion of"); `obligation` are modals that make a statement about another a request, `command` those that
    do so in an official text's own voice; under `denied` verbs and those of `unreal` nothing is a fact, what is done
    by one of the `decided` nouns ("its decision to suspend") is; a promise of `harm` is no agreement; after
    `factual_marks` a participle is a fact; what one of the `instruments` does, whoever was `issuing` it does.
    """

    verbs: tuple[Entry, ...]
    nouns: tuple[Entry, ...]
    unreal: frozenset[str]
    victims: frozenset[str]
    obligation: frozenset[str]
    command: frozenset[str]
    denied: frozenset[str]
    decided: frozenset[str]
    harm: frozenset[str]
    instruments: frozenset[str]
    issuing: frozenset[str]
    factual_marks: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Return the built lexicon."""
    return msgspec.json.decode((files("chancery") / "data/coding/plover.json").read_bytes(), type=Lexicon)


CLOSE = 5
"""Words behind a verb in which those that complete its phrase must stand."""


@cache
def _index(kind: str) -> Index:
    """Return the index of our own entries."""
    return indexed(getattr(lexicon(), kind))


def entry_of(reading: Reading, clause: Clause) -> Entry | None:
    """Return the most specific entry that a predicate satisfies, or None.

    One of the user's own goes before all of ours. More words of the phrase, then an object or content asked for, count
    as more specific; then the source's order.
    """
    first, *particles = clause.lemma.split()
    kind = "nouns" if clause.form == "nominal" else "verbs"
    printed = reading.sentences[clause.sentence].tokens[clause.head].text.lower()
    mine = phrasebook().index[kind]
    candidates = (
        *mine.get(first, ()),
        *(mine.get(printed, ()) if printed != first else ()),
        *_index(kind).get(first, ()),
    )
    beside = frozenset((*particles, *next_word(reading, clause))) | words_beside(reading, clause)
    fitting = [
        (entry.own, len(rest), bool(entry.object) + bool(entry.content) + entry.money + entry.destination, -k, entry)
        for k, (rest, entry) in enumerate(candidates)
        if beside.issuperset(rest)
        and adjoins(reading, clause, rest)
        and (set(particles) <= set(rest) or not rest)
        and satisfies(reading, clause, entry)
    ]
    return max(fitting, key=lambda f: f[:4])[4] if fitting else None


def adjoins(reading: Reading, clause: Clause, rest: tuple[str, ...]) -> bool:
    """Tell whether the words that complete a verb stand close behind it ("called again for", not "On X … called")."""
    tokens = reading.sentences[clause.sentence].tokens[clause.head + 1 : clause.head + 1 + CLOSE]
    nouns = [t.i for t in tokens if t.i in clause.objects]
    before = tokens[: nouns[0] - clause.head - 1] if nouns else tokens
    near = {form for t in (tokens if not nouns else before) for form in (t.text.lower(), t.lemma.lower())}
    objects = {form for i in nouns for form in (tokens[i - clause.head - 1].lemma.lower(),)}
    return set(rest) <= near | objects


def next_word(reading: Reading, clause: Clause) -> tuple[str, ...]:
    """Return the word right behind a predicate, whatever the tree hangs it on ("handed over 14 tanks")."""
    tokens = reading.sentences[clause.sentence].tokens[clause.head + 1 : clause.head + 2]
    return tuple(token.text.lower() for token in tokens)


def words_beside(reading: Reading, clause: Clause) -> frozenset[str]:
    """Return the words that may complete a phrase: direct dependents and the prepositions of arguments."""
    tokens = reading.sentences[clause.sentence].tokens
    below = reading.trees[clause.sentence][clause.head]
    cases = {word for oblique in clause.obliques for word in oblique.case.split()}
    return frozenset({form for j in below for form in (tokens[j].text.lower(), tokens[j].lemma.lower())} | cases)


def satisfies(reading: Reading, clause: Clause, entry: Entry) -> bool:
    """Tell whether the objects and the content that an entry asks for are there."""
    if entry.object and not (
        any(forms(reading, clause.sentence, i) & set(entry.object) for i in clause.objects)
        or (entry.money and has_money(reading, clause))
    ):
        return False
    if entry.destination and not has_destination(reading, clause):
        return False
    return not entry.content or has_content(reading, clause, entry) or (entry.money and has_money(reading, clause))


def has_destination(reading: Reading, clause: Clause) -> bool:
    """Tell whether "to" a place stands under the predicate or its object."""
    tokens = reading.sentences[clause.sentence].tokens
    inner = (i for thing in clause.objects for i in behind(reading, clause.sentence, thing, "to"))
    goals = [tokens[i] for i in (*(o.token for o in clause.obliques if o.case == "to"), *inner)]
    return any(m.kind in ("place", "state") for t in goals for m in reading.mentions_over(t.start, t.end))


def forms(reading: Reading, sentence: int, token: int) -> frozenset[str]:
    """Return the lemma of a noun, and with each of its compounds before it ("action plan")."""
    tokens = reading.sentences[sentence].tokens
    lemma, printed = tokens[token].lemma.lower(), tokens[token].text.lower()
    compounds = [
        tokens[j].lemma.lower() for j in reading.trees[sentence][token] if tokens[j].deprel in ("compound", "amod")
    ]
    heads = {lemma, printed, printed.removesuffix("s")}
    return frozenset(heads | {f"{word} {head}" for word in compounds for head in heads})


def has_content(reading: Reading, clause: Clause, entry: Entry) -> bool:
    """Tell whether one of the entry's content words stands under the predicate."""
    tokens = reading.sentences[clause.sentence].tokens
    below = [tokens[i] for i in subtree(reading.trees[clause.sentence], clause.head) if i != clause.head]
    lemmas = {form for token in below for form in (token.lemma.lower(), token.text.lower())}
    text = reading.document.text[clause.start : clause.end].lower()
    return any(word in lemmas if " " not in word else word in text for word in entry.content)


def has_money(reading: Reading, clause: Clause) -> bool:
    return any(isinstance(q, Money) for q in reading.quantities_in(clause.start, clause.end))

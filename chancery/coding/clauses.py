"""Predicates with their arguments: who does what to whom, as the syntax of a sentence tells it.

A `Clause` stands for one predicate: a finite verb, a participle, an infinitive, a predicative adjective or noun, or a
common noun with arguments of its own ("Japan's backing for the summit", "talks between A and B"). Arguments are token
indices in the clause's sentence. `syntax` reads them off the trees; here they become actors and words of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from chancery.actors import kinds
from chancery.coding.reading import Reading, subtree
from chancery.coding.syntax import Builder, Clause, Form, Oblique, predicates
from chancery.models import Mention, Token

BREAKS = ("parataxis", "advcl", "acl:relcl", "discourse", "advcl:relcl")
__all__ = [
    "OWNING",
    "Clause",
    "Form",
    "Oblique",
    "actor_at",
    "actors",
    "arguments",
    "behind",
    "clauses",
    "codes_of",
    "conjoined",
    "listed",
    "listed_at",
    "owners",
    "predicates",
    "trimmed",
    "words",
]


def clauses(reading: Reading) -> tuple[Clause, ...]:
    """Return the clauses of a document in the order of their sentences and heads, read at the first asking."""
    return reading.once(read_clauses)


def read_clauses(reading: Reading) -> tuple[Clause, ...]:
    """Read the clauses off the trees of a document.

    The steps: (1) find predicates, (2) link each to its governor, (3) resolve arguments, tense and polarity from the
    top of each sentence down, (4) tie bullets to their chapeau.
    """
    found: list[Clause] = []
    opening: dict[int, int] = {}
    for i, sentence in enumerate(reading.sentences):
        built = Builder(reading, i, len(found)).build()
        root = next((k for k, clause in enumerate(built) if clause.relation == "root"), None)
        if root is not None:
            opening[i] = len(found) + root
        chapeau = opening.get(sentence.chapeau) if sentence.chapeau is not None else None
        found.extend(msgspec.structs.replace(c, chapeau=chapeau) if chapeau is not None else c for c in built)
    return tuple(found)


# --- who the arguments are ------------------------------------------------------------------------------------------


def actors(reading: Reading, every: Sequence[Clause], clause: Clause, role: str) -> tuple[str, ...]:
    """Return the codes of the actors in a role of a clause, in the order of the text.

    `role` is "subject", "object", or "oblique:" with one or more prepositions ("oblique:with", "oblique:to|into").
    A bullet without a subject takes that of its chapeau.
    """
    codes = codes_of(reading, clause.sentence, arguments(clause, role))
    if not codes and role == "subject" and clause.chapeau is not None and not clause.subjects:
        return actors(reading, every, every[clause.chapeau], role)
    return codes


def arguments(clause: Clause, role: str) -> tuple[int, ...]:
    """Return the tokens in a role of a clause; roles as in `actors`."""
    if role == "subject":
        return clause.subjects
    if role == "object":
        return clause.objects
    wanted = role.removeprefix("oblique:").split("|")
    return tuple(o.token for o in clause.obliques if o.case in wanted)


def codes_of(reading: Reading, sentence: int, tokens: Iterable[int], *, places: bool = False) -> tuple[str, ...]:
    """Return the codes of the actors that tokens stand for, each once; places count only when asked for."""
    return tuple(dict.fromkeys(code for i in tokens for code in actor_at(reading, sentence, i, places=places)))


def actor_at(reading: Reading, sentence: int, token: int, *, places: bool = False) -> tuple[str, ...]:
    """Return the codes of the actor a token stands for: its mention, or the owner of a noun such as "government"."""
    word = reading.sentences[sentence].tokens[token]
    for mention in reading.mentions_over(word.start, word.end):
        if mention.codes and (places or mention.kind != "place"):
            refers_back = mention.kind == "pronoun" and word.upos == "NOUN"
            found = (refers_back and owners(reading, sentence, token, ("nmod", "appos"))) or mention.codes
            return tuple(dict.fromkeys((*found, *listed(reading, sentence, token, mention))))
    if word.lemma.lower() not in predicates().actor_nouns and word.text.lower() not in kinds.agents():
        return ()
    return owners(reading, sentence, token, OWNING)


def listed(reading: Reading, sentence: int, token: int, mention: Mention) -> tuple[str, ...]:
    """Return the further states of a plural office ("the leaders of Chile, Peru and Bolivia")."""
    return codes_of(reading, sentence, listed_at(reading, sentence, token, mention))


def listed_at(reading: Reading, sentence: int, token: int, mention: Mention) -> tuple[int, ...]:
    """Return the tokens of those further states."""
    tokens = reading.sentences[sentence].tokens
    if mention.kind != "office" or tokens[token].xpos not in ("NNS", "NNPS"):
        return ()
    inner = [i for s, i in reading.tokens_in(tokens[token].end, mention.end) if s == sentence]
    return tuple(j for i in inner for j in conjoined(reading, sentence, i) if tokens[j].start >= mention.end)


OWNING = ("nmod:poss", "amod", "compound", "nmod", "flat", "appos")


def owners(reading: Reading, sentence: int, token: int, relations: Sequence[str]) -> tuple[str, ...]:
    """Return the codes of the actors that own or qualify a noun ("the leaders of Chile and Peru"), none else."""
    below = [j for j in reading.trees[sentence][token] if reading.sentences[sentence].tokens[j].deprel in relations]
    return codes_of(reading, sentence, [k for j in below for k in conjoined(reading, sentence, j)])


def conjoined(reading: Reading, sentence: int, token: int) -> Iterator[int]:
    """Yield a token and all that is coordinated with it."""
    yield token
    for j in reading.trees[sentence][token]:
        if reading.sentences[sentence].tokens[j].deprel == "conj":
            yield from conjoined(reading, sentence, j)


def behind(reading: Reading, sentence: int, token: int, case: str) -> Iterator[int]:
    """Yield the nouns that a preposition ties to a noun, with those coordinated."""
    tokens, tree = reading.sentences[sentence].tokens, reading.trees[sentence]
    for j in tree[token]:
        marks = [tokens[k].text.lower() for k in tree[j] if tokens[k].deprel == "case"]
        if tokens[j].deprel.startswith("nmod") and marks == [case]:
            yield from conjoined(reading, sentence, j)


# --- the words of a clause ------------------------------------------------------------------------------------------

TRAILING = re.compile(r"[\s,;:.!?\"'”’)\]–—-]+$")
LEADING = re.compile(r"^[\s,;:.!?\"'“‘(\[–—-]+")


def words(reading: Reading, clause: Clause) -> tuple[int, int]:
    """Return the offsets of the words of a clause: subject and complements, without loosely attached clauses.

    Where the subject is far away or in another sentence, the words begin at the predicate.
    """
    tokens, tree = reading.sentences[clause.sentence].tokens, reading.trees[clause.sentence]
    loose = [j for j in tree[clause.head] if tokens[j].deprel in BREAKS or is_clausal_conjunct(tokens, j)]
    run = contiguous(subtree(tree, clause.head, without=loose), clause.head, tokens)
    return trimmed(reading, tokens[run[0]].start, tokens[run[-1]].end)


def is_clausal_conjunct(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].deprel == "conj" and tokens[i].upos in ("VERB", "AUX")


def contiguous(run: Sequence[int], head: int, tokens: Sequence[Token]) -> Sequence[int]:
    """Return the part of an ordered run around `head` that has no gap but punctuation."""
    at = run.index(head)
    first = last = at
    while first > 0 and all(tokens[k].upos == "PUNCT" for k in range(run[first - 1] + 1, run[first])):
        first -= 1
    while last + 1 < len(run) and all(tokens[k].upos == "PUNCT" for k in range(run[last] + 1, run[last + 1])):
        last += 1
    return run[first : last + 1]


def trimmed(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Return the offsets without white space and punctuation at either end, a closing bracket kept with its pair."""
    text = reading.document.text[start:end]
    body = LEADING.sub("", text)
    start += len(text) - len(body)
    kept = TRAILING.sub("", body)
    if body[len(kept) : len(kept) + 1] == ")" and kept.count("(") > kept.count(")"):
        kept = body[: len(kept) + 1]
    return start, start + len(kept)

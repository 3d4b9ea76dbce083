"""Where the codebook's phrases stand in a sentence: verbs with their objects, and nouns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from chancery.coding.relation_codebook import Act, Phrase, codebook, phrases
from chancery.coding.relation_words import Word

OBJECT_WINDOW = 11
"""Words after a verb among which its object is looked for: room for a date and two adjectives."""
PASSIVE_WINDOW = 9
"""Words before a passive verb among which its subject is looked for."""
GAP = 5
"""Words that "_" in a phrase may stand for."""


EXTRA_WORDS = 0.3
"""What the words after the verb of a phrase add to its strength."""
PER_OBJECT_STEP = 0.04
"""What a word between a verb and its object takes off."""
ARTICLE = 1
"""Words beside a party that "~" in a phrase may stand for."""

Side: TypeAlias = Literal["", "source", "recipient"]


class Hit(NamedTuple):
    """A phrase found: the words [first, last], the word of the object (-1 for none) and the act."""

    first: int
    last: int
    object: int
    act: Act


def hits(words: Sequence[Word], sides: Sequence[Side], doer: frozenset[str]) -> list[Hit]:
    """Return the best phrase at each word, in the order of the words; none begins at a word of the parties.

    `sides` says of which party each word is, if of any, and `doer` are the words of the source.
    """
    verbs, nouns = phrases(False), phrases(True)
    found: list[Hit] = []
    for i, word in enumerate(words):
        if sides[i]:
            continue
        options: list[Hit | None] = []
        if word.verb in verbs and is_verb(words, sides, i):
            options += [_verbal(words, sides, i, phrase) for phrase in verbs[word.verb] if fits(phrase, doer)]
        for key in {word.low, word.noun}:
            options += [_nominal(words, sides, i, phrase) for phrase in nouns.get(key, ())]
        kept = [hit for hit in options if hit is not None]
        if kept:
            found.append(max(kept, key=firmness))
    return found


def firmness(hit: Hit) -> float:
    """Return the strength of a hit by itself: more words and a near object make it surer."""
    strength = hit.act.strength + (EXTRA_WORDS if hit.act.words and hit.last > hit.first else 0.0)
    return strength - PER_OBJECT_STEP * abs(hit.object - hit.last) if hit.object >= 0 else strength


def fits(phrase: Phrase, doer: frozenset[str]) -> bool:
    return not phrase.act.source or bool(phrase.act.source & doer)


def is_verb(words: Sequence[Word], sides: Sequence[Side], i: int) -> bool:
    """Tell whether a word can be a verb where it stands: a bare form needs a word before it that verbs follow."""
    if i == 0:
        return True
    word, before, book = words[i], words[i - 1].low, codebook()
    if word.low in book.auxiliaries and any(w.inflected and not w.low.endswith("ing") for w in words[i + 1 : i + 4]):
        return False
    if word.inflected:
        return bool(sides[i - 1]) or not (before in book.determiners or before.isdigit())
    if sides[i - 1]:
        return sides[i - 1] == "source"
    if word.low != word.verb and (before == "to" or before in book.modals):
        return False
    return before in book.before_verbs or before.endswith("ly")


def _verbal(words: Sequence[Word], sides: Sequence[Side], i: int, phrase: Phrase) -> Hit | None:
    last = _matched(words, sides, i, phrase.rest)
    if last is None or not phrase.objects:
        return None if last is None else Hit(i, last, -1, phrase.act)
    found = _object(words, sides, range(last + 1, _reach(sides, last)), phrase)
    if found < 0 and any(w.low in codebook().passive for w in words[max(0, i - 3) : i]):
        found = _object(words, sides, range(max(0, i - PASSIVE_WINDOW), i), phrase)
    return Hit(i, last, found, phrase.act) if found >= 0 else None


def _reach(sides: Sequence[Side], last: int) -> int:
    """Return where the search for an object ends; the words of the parties do not count."""
    left = OBJECT_WINDOW
    for k in range(last + 1, len(sides)):
        left -= not sides[k]
        if left < 0:
            return k
    return len(sides)


def _object(words: Sequence[Word], sides: Sequence[Side], window: range, phrase: Phrase) -> int:
    book = codebook()
    for k in window:
        word = words[k]
        if word.low in book.modals or (word.low in book.breaks and word.low not in book.soft):
            return -1
        if k and words[k - 1].low == "to" and word.low == word.verb:
            continue
        if phrase.act.apart and sides[k] == "recipient":
            continue
        for key in (word.low, word.noun):
            for rest in phrase.objects.get(key, ()):
                if _matched(words, sides, k, rest) is not None:
                    return k
        if word.low.endswith("ing") and word.verb in phrases(False) and words[k - 1].low not in book.determiners:
            return -1
    return -1


def _nominal(words: Sequence[Word], sides: Sequence[Side], i: int, phrase: Phrase) -> Hit | None:
    last = _matched(words, sides, i, phrase.rest)
    return None if last is None else Hit(i, last, -1, phrase.act)


def _matched(words: Sequence[Word], sides: Sequence[Side], i: int, rest: Sequence[str]) -> int | None:
    """Return the last word of a phrase whose first word stands at `i`, or None."""
    at, gap, parted, party = i, 0, False, False
    for wanted in rest:
        if wanted in ("_", "~"):
            gap, parted, party = (GAP if wanted == "_" else ARTICLE), True, wanted == "~"
            continue
        left = gap
        for k in range(at + 1, len(words)):
            if wanted in (words[k].low, words[k].noun, words[k].verb) and not (party and not any(sides[at + 1 : k])):
                at, gap, parted, party = k, 0, False, False
                break
            left -= not (parted and sides[k])
            if left < 0:
                return None
        else:
            return None
    return at

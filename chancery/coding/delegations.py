"""Who takes part in a contact: the parties of a verb or noun, lists of persons, and the participants they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from chancery.actors import kinds, label
from chancery.coding.attribution import dateline
from chancery.coding.clauses import Clause, behind, conjoined, listed_at, predicates
from chancery.coding.occasions import Verb, patterns
from chancery.coding.reading import Reading
from chancery.coding.timing import is_light
from chancery.coding.venues import POSSESSIVE, adverbs, place_at
from chancery.models import (
    Mention,
    Participant,
    Place,
)

ACTORS = ("person", "office", "state", "organisation", "group", "pronoun")
NAMING = ("flat", "appos", "nmod:desc", "compound", "nmod:poss", "amod", "nmod")
GAP = re.compile(
    r"^\s*(?:[,;]|and\b|as well as\b|along with\b)(?:\s|,|and\b|of\b|the\b|for\b|to\b|[A-Z][\w’'.-]*){0,40}$"
)
NEAR = 45
BEFORE_OTHER = re.compile(
    r"\s*(?:[\w\s,]{0,30}\b(?:with|to)\b)?(?:\s+(?:the|his|her|their|its|former|then|new|visiting|outgoing|incoming))*\s*"
)
WITH_NEXT = re.compile(r"(?:\s+in\s+[A-Z]\w+)?,?\s+with\s+[^.;]{0,40}")
WITH = re.compile(r"\bwith\s+(?:the|his|her|its|their)?\s*$")


def verb_parties(reading: Reading, clause: Clause, verb: Verb) -> tuple[list[Mention], Place | None]:
    """Return the parties of a contact verb and the place it names as object or destination."""
    first = filled(reading, parties_at(reading, clause.sentence, clause.subjects))
    other_tokens = [t for slot in verb.other for t in slot_tokens(clause, slot)]
    others = parties_at(reading, clause.sentence, other_tokens)
    if verb.type != "visit" and not others and len(codes(first)) < 2:
        others = following(reading, clause)
    if verb.type == "signing" and not others:
        others = with_behind(reading, clause, reach=2 * NEAR)
    if not first:
        first = preceding(reading, clause)
    named = [t for slot in verb.place for t in slot_tokens(clause, slot)]
    if verb.type == "visit":
        named.extend(adverbs(reading, clause))
    if "to" in verb.place and "object" in verb.other:
        named.extend(i for thing in clause.objects for i in behind(reading, clause.sentence, thing, "to"))
    place = next((p for t in named if (p := place_at(reading, clause, t))), None)
    if verb.type == "visit":
        others = [m for m in others if place is None or m.codes != (place.country,) or m.kind == "person"]
        if place is not None and set(codes(first)) == {place.country}:
            return [], None
    return [*first, *extended(reading, clause.sentence, others)], place


def noun_parties(
    reading: Reading, clause: Clause, carrier: Clause | None, *, visit: bool, remote: bool
) -> tuple[list[Mention], Place | None]:
    """Return the parties of a contact noun and its destination.

    They are its possessor, who stands behind "between" and "with", and the subject of the verb it hangs on.
    """
    cases = ("with", "between", "among", "by", *(("from", "to") if remote else ()))
    with_ = [o.token for o in clause.obliques if o.case in cases]
    own = parties_at(reading, clause.sentence, (*clause.subjects, *clause.objects))
    own = [m for m in own if not (m.kind == "state" and clause.objects)] or own
    others = extended(reading, clause.sentence, parties_at(reading, clause.sentence, with_))
    if not others and len(codes(own)) < 2:
        others = extended(reading, clause.sentence, with_behind(reading, clause))
    if carrier is not None:
        light = is_light(carrier, clause)
        alone = len(codes([*own, *others])) < 2 and (light or others)
        if alone or (light and not own):
            behind = [o.token for o in carrier.obliques if o.case == "with"] if light else []
            own = [*parties_at(reading, clause.sentence, carrier.subjects), *own]
            others = [*others, *extended(reading, clause.sentence, parties_at(reading, clause.sentence, behind))]
    place = next((p for o in clause.obliques if o.case == "to" and (p := place_at(reading, clause, o.token))), None)
    if visit and place is not None:
        others = [m for m in others if m.codes != (place.country,) or m.kind == "person"]
    return [*own, *others], place


def codes(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for mention in mentions for code in mention.codes))


def distinct(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple({(m.start, m.end): m for m in mentions}.values())


def slot_tokens(clause: Clause, slot: str) -> tuple[int, ...]:
    return clause.objects if slot == "object" else tuple(o.token for o in clause.obliques if o.case == slot)


def parties_at(reading: Reading, sentence: int, tokens: Iterable[int]) -> list[Mention]:
    """Return the actors that tokens stand for, each as the longest mention over it or over a name beside it."""
    found: list[Mention] = []
    for i in tokens:
        mention = party_at(reading, sentence, i)
        if mention is not None and mention.kind == "pronoun" and reading.sentences[sentence].tokens[i].upos == "NOUN":
            named = [m for m in beside(reading, sentence, i) if m.kind != "pronoun"]
            found.extend(named or [mention])
            continue
        lemma = reading.sentences[sentence].tokens[i].lemma.lower()
        stands_for_actors = lemma in predicates().actor_nouns or lemma in patterns().bodies
        if mention is not None:
            found.extend(
                [
                    mention,
                    *(m for j in listed_at(reading, sentence, i, mention) if (m := party_at(reading, sentence, j))),
                ]
            )
        elif stands_for_actors:
            found.extend(beside(reading, sentence, i))
    return list(distinct(found))


def party_at(reading: Reading, sentence: int, token: int) -> Mention | None:
    """Return the longest mention of an actor over a token, the dateline and collectives ("world leaders") left out."""
    word = reading.sentences[sentence].tokens[token]
    opening = dateline(reading.document)[1]
    over = [
        m
        for m in reading.mentions_over(word.start, word.end)
        if m.kind in ACTORS and m.start >= opening and is_actor(m)
    ]
    return over[-1] if over else None


def is_actor(mention: Mention) -> bool:
    """Tell whether a mention stands for states or bodies of states."""
    return any(kinds.is_actor(code) for code in mention.codes)


def beside(reading: Reading, sentence: int, token: int) -> Iterator[Mention]:
    """Yield the actors named in the phrase of a title or collective noun ("leaders of Chile and Peru")."""
    tokens = reading.sentences[sentence].tokens
    word = tokens[token]
    below = [j for j in reading.trees[sentence][token] if tokens[j].deprel in NAMING and is_owner(reading, sentence, j)]
    found = [m for j in below for k in conjoined(reading, sentence, j) if (m := party_at(reading, sentence, k))]
    others = [m for m in found if not (m.start <= word.start and word.end <= m.end)]
    people = [m for m in others if m.kind == "person"]
    yield from people or others


def is_owner(reading: Reading, sentence: int, token: int) -> bool:
    """Tell whether a dependent noun owns rather than locates: bare, or with "of", "from" or "'s"."""
    tokens = reading.sentences[sentence].tokens
    marks = [tokens[k].text.lower() for k in reading.trees[sentence][token] if tokens[k].deprel == "case"]
    return all(mark in ("of", "from", "'s", "’s", "'", "’") for mark in marks)


def extended(reading: Reading, sentence: int, mentions: Sequence[Mention]) -> list[Mention]:
    """Add the persons that follow in the same list ("with A, B and C"), where the tree lost count."""
    found = list(mentions)
    if not found:
        return found
    end = reading.sentences[sentence].end
    for mention in reading.mentions_in(max(m.end for m in found), end):
        last = max(found, key=lambda m: m.end)
        if mention.start < last.end or mention.kind != "person" or not mention.codes:
            continue
        between = reading.document.text[last.end : mention.start]
        if not GAP.match(between) or is_subject(reading, mention):
            break
        found.append(mention)
    return found


def filled(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    """Add the persons that stand in a list between others ("A of Chile, B of Peru and C"), where the tree lost one."""
    found = list(mentions)
    people = [m for m in found if m.kind == "person"]
    if len(people) < 2:
        return found
    end = people[0].end
    for mention in reading.mentions_in(people[0].end, people[-1].end):
        listed = mention.kind == "person" and mention.codes and GAP.match(reading.document.text[end : mention.start])
        if listed:
            end = mention.end
            found.extend([mention] if mention not in found else [])
    return found


def is_subject(reading: Reading, mention: Mention) -> bool:
    return any(
        reading.sentences[i].tokens[t].deprel.startswith("nsubj")
        for i, t in reading.tokens_in(mention.start, mention.end)
    )


def following(reading: Reading, clause: Clause) -> list[Mention]:
    """Return the actor printed right behind "met", "met with", "spoke today with" when the tree misses it."""
    sentence = reading.sentences[clause.sentence]
    head = sentence.tokens[clause.head]
    for mention in reading.mentions_in(head.end, sentence.end):
        if mention.kind not in ("person", "office", "state", "organisation", "group") or not mention.codes:
            continue
        between = reading.document.text[head.end : mention.start]
        if reading.document.text[mention.end : mention.end + 2] in POSSESSIVE or modifies(reading, mention):
            return []
        if len(between) <= NEAR and BEFORE_OTHER.fullmatch(between):
            return [mention]
    return []


def modifies(reading: Reading, mention: Mention) -> bool:
    """Tell whether a name only qualifies a noun behind it ("the Iran nuclear deal")."""
    inner = reading.tokens_in(mention.start, mention.end)
    heads = [(i, reading.sentences[i].tokens[t]) for i, t in inner]
    outer = [(i, t) for i, t in heads if not mention.start <= reading.sentences[i].tokens[t.head].start < mention.end]
    return any(t.deprel in ("compound", "amod") and t.head > t.i for _, t in outer)


def with_next(reading: Reading, start: int, limit: int) -> list[Mention]:
    """Return the person printed behind "with" right after a name ("the annual summit with his counterpart X")."""
    for mention in reading.mentions_in(start, limit):
        if mention.name and mention.codes and mention.kind == "person":
            return [mention] if WITH_NEXT.fullmatch(reading.document.text[start : mention.start]) else []
    return []


def with_behind(reading: Reading, clause: Clause, reach: int = NEAR) -> list[Mention]:
    """Return the actor printed behind "with" after a contact noun, when the tree hangs it elsewhere."""
    sentence = reading.sentences[clause.sentence]
    head = sentence.tokens[clause.head]
    for mention in reading.mentions_in(head.end, sentence.end):
        between = reading.document.text[head.end : mention.start]
        if (
            any(t.upos == "VERB" for t in sentence.tokens if head.end <= t.start < mention.start)
            or len(between) > reach
        ):
            return []
        if (
            mention.codes
            and mention.kind in ("person", "office", "state", "organisation", "group")
            and WITH.search(between)
        ):
            return [mention]
    return []


def preceding(reading: Reading, clause: Clause) -> list[Mention]:
    """Return the person printed right before the verb when the tree misses it."""
    sentence = reading.sentences[clause.sentence]
    head = sentence.tokens[clause.head]
    before = [m for m in reading.mentions_in(sentence.start, head.start) if m.kind == "person" and m.codes]
    if not before:
        return []
    between = reading.document.text[before[-1].end : head.start]
    return [before[-1]] if re.fullmatch(r"\s*(?:today|also|had|has|will|yesterday|,)?\s*", between) else []


def offices(reading: Reading) -> dict[str, str]:
    """Return the office printed beside each person's name, the first one."""
    found: dict[str, str] = {}
    for m in reading.mentions:
        if m.name and m.office and m.kind == "person":
            found.setdefault(m.name, m.office)
    return found


def participants(parties: Iterable[Mention], known: Mapping[str, str]) -> tuple[Participant, ...]:
    """Return who took part: persons by their full name, and actors that no person of the record stands for.

    `known` gives the office printed anywhere beside a name.
    """
    people: dict[str, Participant] = {}
    bare: dict[str, Participant] = {}
    for mention in parties:
        if mention.name and mention.kind in ("person", "pronoun", "office") and mention.codes:
            office = mention.office or known.get(mention.name)
            people.setdefault(mention.name, participant(mention, mention.name, office, mention.codes[0]))
        else:
            for code in mention.codes:
                bare.setdefault(code, participant(mention, mention.text, mention.office, code))
    covered = {p.actor or p.organisation for p in people.values()}
    return (*people.values(), *(p for code, p in bare.items() if code not in covered))


def participant(mention: Mention, name: str, office: str | None, code: str) -> Participant:
    """Return one participant; states have three-letter codes, everything else is an organisation."""
    alone = len(mention.codes) == 1
    name = " ".join(name.split()) if alone else label(code)
    return Participant(
        name=name,
        office=office,
        actor=code if is_state(code) else None,
        organisation=None if is_state(code) else code,
    )


def is_state(code: str) -> bool:
    """Tell whether a code is a state's rather than an organisation's."""
    return kinds.is_state(code)

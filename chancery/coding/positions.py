"""Where parties stand: what they support, oppose, worry about or hold in common, without promising anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chancery.coding import sectors
from chancery.coding.clauses import Clause, actors, clauses, codes_of, trimmed
from chancery.coding.commissives import stances
from chancery.coding.details import LINKING
from chancery.coding.judgements import is_necessary, judgement
from chancery.coding.phrases import phrase
from chancery.coding.principals import authors
from chancery.coding.reading import Reading, subtree
from chancery.coding.speakers import speaker_of
from chancery.models import Position, Stance, Token, evidence

SPACE = re.compile(r"\s+")
LOOSE = ("acl:relcl", "parataxis", "advcl", "advcl:relcl", "discourse", "cc", "punct")
COMPLEMENTS = ("nmod", "acl", "obl")
SURE, FAIR = 0.8, 0.65
MIN_TOPIC = 4
LINK = re.compile(
    r"^(?:(?:and|or|to|for|of|on|about|over|at|by|with|in|that|against|their|its|the|an?)\s+)+", re.IGNORECASE
)
TOPICAL = frozenset({"about", "over", "at", "regarding", "for", "to", "in"})
HAVING = ("have", "share")
COMMAND = ("must",)
OWNED = ("commitment", "support", "solidarity", "opposition", "concern")
STANCES: tuple[Stance, ...] = ("for", "against", "concern", "shared_value")


def positions(reading: Reading) -> tuple[Position, ...]:
    """Return the stances that a document's actors take, in the order of the text; ids are left empty."""
    every = clauses(reading)
    found: dict[tuple[int, int], Position] = {}
    for k, clause in enumerate(every):
        if reading.sentences[clause.sentence].block in ("related", "other"):
            continue
        for position in stated(reading, every, k):
            span = position.evidence[0]
            found.setdefault((span.start, span.end), position)
    return tuple(outermost(sorted(found.values(), key=lambda p: (p.evidence[0].start, -p.evidence[0].end))))


def outermost(ordered: Sequence[Position]) -> Iterator[Position]:
    """Yield positions that lie in no other of the same holders."""
    end = -1
    holders: tuple[str, ...] = ()
    for position in ordered:
        span = position.evidence[0]
        if span.end <= end and position.holders == holders:
            continue
        end, holders = span.end, position.holders
        yield position


def stated(reading: Reading, every: Sequence[Clause], k: int) -> Iterator[Position]:
    """Yield the positions that a clause states: by its verb, by a noun it expresses, by an adjective, by duty."""
    clause = every[k]
    if clause.form == "nominal":
        yield from owned(reading, every, clause)
        return
    if clause.negated or clause.tense == "conditional":
        yield from duty(reading, every, k)
        return
    tokens = reading.sentences[clause.sentence].tokens
    if clause.passive and tokens[clause.head].text.lower() in words_of("adjectives"):
        yield from adjectival(reading, clause, codes_of(reading, clause.sentence, clause.objects))
        return
    if clause.passive:
        yield from suffered(reading, clause)
        return
    if clause.form == "infinitive" and clause.relation.startswith("acl"):
        return
    holders = who(reading, every, clause)
    if clause.form == "predicative" or clause.lemma in words_of("adjectives"):
        yield from adjectival(reading, clause, holders)
        yield from predicated(reading, every, clause)
        return
    named = judgement(reading, clause) if holders else None
    if named is not None:
        yield from position(reading, clause, named.said, named.thing, holders, named.stance, SURE)
    elif holders:
        yield from verbal(reading, clause, holders)
        yield from personal(reading, every, clause, holders)
    yield from duty(reading, every, k)


def suffered(reading: Reading, clause: Clause) -> Iterator[Position]:
    """Yield the position of those by whom something is condemned or welcomed."""
    holders = codes_of(reading, clause.sentence, clause.subjects)
    stance = stance_of("verbs", clause.lemma)
    if (
        stance
        and holders
        and clause.objects
        and clause.form == "finite"
        and is_thing(reading, clause, clause.objects[0])
    ):
        yield from position(reading, clause, clause.head, clause.objects[0], holders, stance, FAIR)


def predicated(reading: Reading, every: Sequence[Clause], clause: Clause) -> Iterator[Position]:
    """Yield what somebody says a thing is ("the vote is void"), and what is an aim of somebody."""
    tokens, tree = reading.sentences[clause.sentence].tokens, reading.trees[clause.sentence]
    lemma, subject = tokens[clause.head].lemma.lower(), next(iter(clause.subjects), None)
    if lemma in stances().goals and subject is not None:
        holders = codes_of(reading, clause.sentence, subtree(tree, clause.head, without=clause.subjects))
        if holders:
            yield from position(reading, clause, clause.head, subject, holders, "for", FAIR)
        return
    holders = speaker_of(reading, every, clause)
    stance = "for" if lemma == "time" else next((s for s in STANCES if lemma in stances().judging.get(s, ())), None)
    if holders and stance is not None and subject is not None:
        yield from position(reading, clause, clause.head, clause.head, holders, stance, FAIR)


def personal(reading: Reading, every: Sequence[Clause], clause: Clause, holders: tuple[str, ...]) -> Iterator[Position]:
    """Yield what a speaker wants or expects in the first person ("We expect the dam to be opened", he said)."""
    tokens, tree = reading.sentences[clause.sentence].tokens, reading.trees[clause.sentence]
    foreseen = clause.lemma in stances().predicting and any(tokens[j].deprel == "ccomp" for j in tree[clause.head])
    wanted = clause.lemma in stances().first_person and is_first_person(reading, clause) and not foreseen
    if wanted and speaker_of(reading, every, clause):
        yield from position(reading, clause, clause.head, clause.head, holders, "for", FAIR)


def is_first_person(reading: Reading, clause: Clause) -> bool:
    """Tell whether a clause has "we" or "I" as its subject."""
    tokens = reading.sentences[clause.sentence].tokens
    return any(tokens[i].text.lower() in ("we", "i") for i in clause.subjects)


def who(reading: Reading, every: Sequence[Clause], clause: Clause) -> tuple[str, ...]:
    """Return the actors whose stance a clause tells: its subject, or whose note or statement its subject is."""
    found = actors(reading, every, clause, "subject")
    if found or clause.form == "nominal":
        return found
    tree = reading.trees[clause.sentence]
    return codes_of(reading, clause.sentence, [j for i in clause.subjects for j in subtree(tree, i)])


def words_of(table: str) -> frozenset[str]:
    """Return all words of a table of stances, whatever the stance."""
    return frozenset(word for group in getattr(stances(), table).values() for word in group)


def stance_of(table: str, word: str) -> Stance | None:
    """Return the stance whose words hold a word.

    >>> stance_of("verbs", "condemn")
    'against'
    """
    groups = getattr(stances(), table)
    return next((stance for stance in STANCES if word in groups.get(stance, ())), None)


def verbal(reading: Reading, clause: Clause, holders: tuple[str, ...]) -> Iterator[Position]:
    """Yield the positions of a verb and its objects ("underscored the role of …", "voiced concern about …")."""
    tokens, tree = reading.sentences[clause.sentence].tokens, reading.trees[clause.sentence]
    own = stance_of("verbs", clause.lemma)
    for i in stated_objects(clause, own):
        lemma = tokens[i].lemma.lower()
        noun = stance_of("nouns", lemma)
        carried = {*stances().expressing, *stances().topic_verbs, *stances().linked}
        expressed = clause.lemma in carried or (clause.lemma in HAVING and is_mutual(reading, clause, i))
        if noun and (own or expressed):
            whole = noun == "shared_value" or lemma in stances().bearing
            subject = None if whole else complement(tokens, tree, i)
            yield from position(reading, clause, i, subject, holders, noun, SURE)
        elif own and (clause.lemma in stances().linked or is_thing(reading, clause, i)):
            yield from position(reading, clause, i, None, holders, own, FAIR)


def is_thing(reading: Reading, clause: Clause, token: int) -> bool:
    """Tell whether a noun stands for no actor."""
    pronoun = reading.sentences[clause.sentence].tokens[token].upos == "PRON"
    return not pronoun and not codes_of(reading, clause.sentence, (token,))


def is_mutual(reading: Reading, clause: Clause, token: int) -> bool:
    """Tell whether a noun is one that several have in common ("a shared interest in")."""
    tokens, tree = reading.sentences[clause.sentence].tokens, reading.trees[clause.sentence]
    return any(tokens[j].text.lower() in stances().mutual for j in tree[token])


def stated_objects(clause: Clause, own: Stance | None) -> tuple[int, ...]:
    """Return what a verb states: its objects, and what "for", "on" or "against" link to a verb of stance."""
    if clause.objects:
        return clause.objects
    linked = stances().linked.get(clause.lemma) or (("for", "about", "over") if own else ("on",))
    wanted = own is not None or clause.lemma in stances().topic_verbs or clause.lemma in stances().linked
    return tuple(o.token for o in clause.obliques if wanted and o.case in linked)


def adjectival(reading: Reading, clause: Clause, holders: tuple[str, ...]) -> Iterator[Position]:
    """Yield the positions of an adjective ("is committed to …", "their worries are identical")."""
    tokens = reading.sentences[clause.sentence].tokens
    stance = stance_of("adjectives", clause.lemma) or stance_of("adjectives", tokens[clause.head].text.lower())
    if stance is None:
        return
    if stance == "shared_value":
        for i in clause.subjects:
            owners = codes_of(reading, clause.sentence, reading.trees[clause.sentence][i])
            if stance_of("nouns", tokens[i].lemma.lower()) and owners:
                yield from position(reading, clause, clause.head, i, owners, stance, FAIR)
        return
    targets = [o.token for o in clause.obliques if o.case in ("to", "about", "at", "by", "with", "over", "against")]
    targets.extend(j for j in reading.trees[clause.sentence][clause.head] if tokens[j].deprel in ("advcl", "xcomp"))
    if holders and targets:
        yield from position(reading, clause, clause.head, targets[0], holders, stance, SURE)


def duty(reading: Reading, every: Sequence[Clause], k: int) -> Iterator[Position]:
    """Yield what somebody says ought to be ("argued that both should help", "stressed that it has to stay …")."""
    clause = every[k]
    if clause.form == "nominal":
        return
    own = clause.passive or is_first_person(reading, clause)
    barred = clause.negated and own and clause.modal in ("can", "ca")
    if clause.modal not in stances().obligations and not is_necessary(reading, clause) and not barred:
        return
    official = authors(reading) if clause.relation == "root" and clause.modal in COMMAND else ()
    said = who(reading, every, every[clause.speaker]) if clause.speaker is not None else ()
    holders = said or speaker_of(reading, every, clause) or official
    if holders and set(holders).isdisjoint(actors(reading, every, clause, "subject") if clause.speaker is None else ()):
        yield from position(reading, clause, clause.head, clause.head, holders, "against" if barred else "for", FAIR)


def owned(reading: Reading, every: Sequence[Clause], clause: Clause) -> Iterator[Position]:
    """Yield the position of a noun of stance with its owner, where its verb tells none ("our commitment to peace")."""
    tokens, tree = reading.sentences[clause.sentence].tokens, reading.trees[clause.sentence]
    above = every[clause.governor] if clause.governor is not None else None
    stance = stance_of("nouns", tokens[clause.head].lemma.lower())
    if stance is None or (above is not None and above.lemma in stances().expressing):
        return
    owner = [j for j in tree[clause.head] if tokens[j].deprel == "nmod:poss"]
    holders = codes_of(reading, clause.sentence, owner)
    subject = complement(tokens, tree, clause.head)
    if holders and subject is not None and tokens[clause.head].lemma.lower() in OWNED:
        yield from position(reading, clause, clause.head, subject, holders, stance, FAIR)


def complement(tokens: Sequence[Token], tree: Sequence[Sequence[int]], i: int) -> int | None:
    """Return the token that says what a noun of stance is about ("concern about X", "the need to do X")."""
    found = [j for j in tree[i] if tokens[j].deprel in COMPLEMENTS]
    marks = {j: {tokens[k].text.lower() for k in tree[j] if tokens[k].deprel in ("case", "mark")} for j in found}
    return next((j for j in found if marks[j] & TOPICAL), next(iter(found), None))


def position(
    reading: Reading,
    clause: Clause,
    anchor: int,
    subject: int | None,
    holders: tuple[str, ...],
    stance: Stance,
    confidence: float,
) -> Iterator[Position]:
    """Yield a position with its topic; `anchor` is the word of stance, `subject` what it is about if that differs."""
    second = reading.sentences[clause.sentence].tokens[anchor].deprel == "conj" and anchor != clause.head
    start, end = extent(reading, clause.sentence, anchor, None if second else clause.head)
    topic_start, topic_end = extent(reading, clause.sentence, subject if subject is not None else anchor, None)
    topic = LINK.sub("", phrase(reading.document.text[topic_start:topic_end]))
    if len(topic) < MIN_TOPIC:
        return
    words = SPACE.sub(" ", reading.document.text[start:end])
    yield Position(
        evidence=(evidence(reading.document, start, end),),
        confidence=confidence,
        holders=holders,
        topic=topic,
        stance=stance,
        sectors=sectors.find(words),
    )


def extent(reading: Reading, sentence: int, token: int, head: int | None) -> tuple[int, int]:
    """Return the offsets of a phrase: from the predicate, where given, to the end of what the token governs."""
    tokens, tree = reading.sentences[sentence].tokens, reading.trees[sentence]
    loose = [j for j in tree[token] if tokens[j].deprel in ("parataxis", "advcl:relcl", "discourse", "conj")]
    under = subtree(tree, token, without=loose if token != head else [])
    first = under[0] if head is None or head > token else min(head, under[0])
    opening = LINKING.match(reading.document.text[tokens[first].start : tokens[under[-1]].end])
    return trimmed(reading, tokens[first].start + (opening.end() if opening else 0), tokens[under[-1]].end)

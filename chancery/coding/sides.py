"""Who acts and who it is done to: the slots of a clause in which a lexicon entry looks for its parties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chancery.coding import ontology
from chancery.coding.anaphors import anaphors, own, told_before
from chancery.coding.clauses import Clause, actors, arguments, behind, codes_of, conjoined
from chancery.coding.entries import Entry
from chancery.coding.lexicon import forms, lexicon
from chancery.coding.reading import Reading, subtree

MUTUAL = ("with", "between", "among", "object")
VERBAL = ("SUPPORT", "ACCUSE", "REQUEST", "REJECT", "AGREE", "THREATEN")
RECALLING = ("ACCUSE", "SUPPORT", "REJECT")
LOCATIVE = ("in", "into", "from", "near", "around", "along", "over", "toward", "towards")
MATERIAL_COOPERATION, MATERIAL_CONFLICT = 2, 4
SURE, LIKELY, GUESSED = 0.9, 0.75, 0.6
"""How sure an event is: both parties stand where the frame says; the recipient stands deeper; it was looked for."""


def sources(reading: Reading, every: Sequence[Clause], clause: Clause, entry: Entry) -> tuple[str, ...]:
    """Return who acts: the subject, or of material conflict also whose forces or crowds the subject is."""
    if entry.experiencer and clause.passive:
        return actors(reading, every, clause, "object")
    if entry.experiencer and clause.objects:
        return ()
    direct = actors(reading, every, clause, "subject") or represented(reading, clause) or issuer(reading, every, clause)
    direct = direct or spokesman(reading, clause, entry)
    if direct or (ontology.quad(entry.type) < MATERIAL_CONFLICT and not entry.forces):
        return direct
    return tuple(dict.fromkeys(c for token in clause.subjects for c in owners(reading, clause.sentence, token)))


def issuer(reading: Reading, every: Sequence[Clause], clause: Clause) -> tuple[str, ...]:
    """Return who issued the order or measure that does something ("The Order removes sanctions"), as told before."""
    tokens = reading.sentences[clause.sentence].tokens
    if not any(tokens[i].lemma.lower() in lexicon().instruments for i in clause.subjects):
        return ()
    before = [c for c in every if c.lemma in lexicon().issuing and c.start < clause.start and c is not clause]
    return next((codes for c in reversed(before) if (codes := actors(reading, every, c, "subject"))), ())


def spokesman(reading: Reading, clause: Clause, entry: Entry) -> tuple[str, ...]:
    """Return for whom a statement or note speaks that says something ("The Turkish statement called for calm")."""
    tokens = reading.sentences[clause.sentence].tokens
    texts = (i for i in clause.subjects if tokens[i].lemma.lower() in anaphors().texts)
    owned = (own(reading, clause.sentence, i) for i in texts if entry.type in VERBAL)
    return next((codes for codes in owned if codes), ())


def represented(reading: Reading, clause: Clause) -> tuple[str, ...]:
    """Return for whom a speaker acts ("On behalf of Malta, I congratulate")."""
    tokens = reading.sentences[clause.sentence].tokens
    behalf = (o.token for o in clause.obliques if tokens[o.token].lemma.lower() == "behalf")
    return tuple(dict.fromkeys(code for token in behalf for code in owners(reading, clause.sentence, token)))


def recipients(
    reading: Reading, clause: Clause, entry: Entry, source: tuple[str, ...]
) -> tuple[str | None, tuple[str, ...], float]:
    """Return the first slot that names another party, with those parties and how sure that is.

    Whom a conflict or praise names as its object is no source of it, though "they" may seem to include it.
    """
    mutual = entry.symmetric and len(source) > 1
    apart = ontology.quad(entry.type) > MATERIAL_COOPERATION or (entry.type == "SUPPORT" and not entry.symmetric)
    against = apart and len(source) > 1
    for slot in entry.recipient:
        if mutual and slot not in MUTUAL:
            continue
        codes, confidence = in_slot(reading, clause, entry, slot, source)
        others = tuple(code for code in codes if code not in source)
        if others or (against and codes and set(codes) < set(source)):
            return slot, others or codes, confidence
    anew = recalled(reading, clause, entry, source) if not mutual else ()
    return ("object" if anew else None), anew, SURE if mutual else GUESSED


def recalled(reading: Reading, clause: Clause, entry: Entry, source: tuple[str, ...]) -> tuple[str, ...]:
    """Return whose a thing is that a verbal act is about, as told before ("condemned the raid")."""
    if entry.type not in RECALLING:
        return ()
    for slot in entry.recipient:
        things = clause.objects if slot == "object" else with_case(reading, clause, slot)
        for thing in things:
            for inner in (thing, *behind(reading, clause.sentence, thing, "of")):
                if codes := tuple(c for c in told_before(reading, clause.sentence, inner) if c not in source):
                    return codes
    return ()


def in_slot(
    reading: Reading, clause: Clause, entry: Entry, slot: str, source: tuple[str, ...]
) -> tuple[tuple[str, ...], float]:
    """Return the actors in one slot of a clause, with how sure that is."""
    if slot == "content":
        return in_content(reading, clause, entry, source), GUESSED
    own = {"object": clause.objects, "subject": clause.subjects if clause.passive else ()}
    tokens = own[slot] if slot in own else with_case(reading, clause, slot)
    direct = codes_of(reading, clause.sentence, tokens, places=entry.places or slot in LOCATIVE)
    if direct or entry.actor:
        return direct, SURE
    owned = (code for token in tokens for code in owners(reading, clause.sentence, token))
    return tuple(dict.fromkeys(owned)), LIKELY


def with_case(reading: Reading, clause: Clause, case: str) -> tuple[int, ...]:
    """Return the arguments with a preposition, on the predicate or on its objects ("imposed sanctions on X").

    Those of what an object is of count as its own ("the resumption of ties with X").
    """
    found = list(arguments(clause, f"oblique:{case}"))
    for thing in clause.objects:
        for inner in (thing, *behind(reading, clause.sentence, thing, "of")):
            found.extend(behind(reading, clause.sentence, inner, case))
    return tuple(dict.fromkeys(found))


def owners(reading: Reading, sentence: int, token: int) -> Iterator[str]:
    """Yield whose a thing is: its possessor or qualifier, then "by", "of", "from", but not the victim of an attack."""
    tokens, tree = reading.sentences[sentence].tokens, reading.trees[sentence]
    qualifiers = [j for j in tree[token] if tokens[j].deprel in ("nmod:poss", "amod", "compound", "nmod:desc")]
    codes = codes_of(reading, sentence, (k for j in qualifiers for k in conjoined(reading, sentence, j)))
    if codes:
        yield from codes
        return
    yield from doers(reading, sentence, token)
    wanted = ("by", "from") if forms(reading, sentence, token) & lexicon().victims else ("by", "of", "from")
    for j in tree[token]:
        marks = {tokens[k].text.lower() for k in tree[j] if tokens[k].deprel == "case"}
        if tokens[j].deprel.startswith("nmod") and marks & set(wanted):
            inner = codes_of(reading, sentence, conjoined(reading, sentence, j))
            yield from inner or owners(reading, sentence, j)


def doers(reading: Reading, sentence: int, token: int) -> Iterator[str]:
    """Yield who does what a clause behind a noun tells ("the raid that Iran launched", "the raid begun by Iran")."""
    tokens, tree = reading.sentences[sentence].tokens, reading.trees[sentence]
    for verb in (j for j in tree[token] if tokens[j].deprel in ("acl:relcl", "acl")):
        passive = any(tokens[k].deprel in ("obl:agent", "aux:pass") for k in tree[verb])
        wanted = ("obl:agent",) if passive else ("nsubj",)
        agents = (k for k in tree[verb] if tokens[k].deprel in wanted and tokens[k].upos != "PRON")
        yield from codes_of(reading, sentence, (m for k in agents for m in conjoined(reading, sentence, k)))


def in_content(reading: Reading, clause: Clause, entry: Entry, source: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first actor named under the predicate that is none of its sources.

    Who refuses to act against somebody does not refuse him.
    """
    tokens, tree = reading.sentences[clause.sentence].tokens, reading.trees[clause.sentence]
    against = (j for j in range(len(tokens)) if entry.type == "REJECT" and is_target(reading, clause.sentence, j))
    below = subtree(tree, clause.head, without=(*clause.subjects, *against))
    named = (codes_of(reading, clause.sentence, (i,), places=entry.places) for i in below if i != clause.head)
    return next((codes for codes in named if set(codes) - set(source)), ())


def is_target(reading: Reading, sentence: int, token: int) -> bool:
    """Tell whether a noun stands behind "against" or "on"."""
    tokens = reading.sentences[sentence].tokens
    return any(tokens[k].text.lower() in ("against", "on") for k in reading.trees[sentence][token])

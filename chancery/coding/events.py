"""Who did what to whom: one PLOVER event per source, recipient and type of a text.

The order of the steps: (1) every clause whose predicate the lexicon knows and whose act is told as a fact or promise
becomes an event; (2) an engagement of two actors is CONSULT when held and AGREE when planned; (3) a commitment is a
promise, so it counts as AGREE; (4) the surest telling of each (sources, recipients, type) is kept.

Conventions: a symmetric act has all parties on both sides; a cooperative act still to come is AGREE, a hostile one
THREATEN; venues are no recipients; an act without a source is none, and one without a recipient only where the
lexicon says that it may stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from chancery.actors import kinds
from chancery.coding import agents, ontology
from chancery.coding.attribution import as_period, attribute, when
from chancery.coding.clauses import Clause, actors, clauses, codes_of, words
from chancery.coding.entries import Entry
from chancery.coding.judgements import is_necessary
from chancery.coding.lexicon import entry_of, lexicon
from chancery.coding.occasions import patterns
from chancery.coding.ontology import Act
from chancery.coding.principals import authors
from chancery.coding.reading import Reading
from chancery.coding.sides import (
    GUESSED,
    LIKELY,
    MATERIAL_CONFLICT,
    MATERIAL_COOPERATION,
    MUTUAL,
    recipients,
    sources,
)
from chancery.coding.speakers import speaker_of
from chancery.coding.timing import introducers, is_expected
from chancery.models import (
    Attribution,
    Commitment,
    Engagement,
    Event,
    Evidence,
    Period,
    Tense,
    Value,
    evidence,
)

HISTORICAL = "historical"
CONSULT_MODES = {"call": ("phone", "041"), "visit": ("visit", "042")}
REJECTED_WHEN_NEGATED = ("SUPPORT", "AGREE", "COOPERATE", "AID", "CONSULT", "CONCEDE", "RETREAT")
RECIPROCAL = ("040", "041", "042", "043", "057")
"""CAMEO codes of acts that have all parties on both sides however they are told."""
CLEAR = 0.7
"""How sure a promise without figures must be to count as an agreement."""
VERBAL = ("SUPPORT", "ACCUSE", "REQUEST", "AGREE", "REJECT")


class Found(Value, frozen=True, kw_only=True):
    """An act read off a clause, before it becomes a claim."""

    clause: Clause
    act: Act
    source: tuple[str, ...]
    recipient: tuple[str, ...]
    tense: Tense
    confidence: float


def events(
    reading: Reading, *, engaged: Iterable[Engagement] = (), promised: Iterable[Commitment] = ()
) -> tuple[Event, ...]:
    """Return the events of a document, in the order of their evidence.

    `engaged` are its engagements and `promised` its commitments, where they have been read already.
    """
    every = clauses(reading)
    engaged = tuple(engaged)
    pair = only_pair(engaged)
    acts = (read(reading, every, clause, pair) for clause in every)
    told = [claim(reading, every, found) for found in acts if found is not None]
    apart = [event for event in told if not is_told_by(event, engaged)]
    met = [event for e in engaged if (event := consultation(e, reading.document.published)) is not None]
    hostile = [event for event in told if event.quad is not None and event.quad > MATERIAL_COOPERATION]
    pledged = [
        event for c in promised if (event := promise(c)) is not None and not any(clash(event, h) for h in hostile)
    ]
    return distinct(reading, [*apart, *met, *pledged])


def only_pair(engaged: Sequence[Engagement]) -> tuple[str, ...]:
    """Return the two actors of a report whose held engagements all are between the same two; else nothing."""
    own = [e for e in engaged if e.status == "held" and e.attribution.kind != "related"]
    pairs = {frozenset(filter(None, (p.actor or p.organisation for p in e.participants))) for e in own}
    return tuple(sorted(*pairs)) if len(pairs) == 1 and all(len(p) == 2 for p in pairs) else ()


def is_told_by(event: Event, engaged: Sequence[Engagement]) -> bool:
    """Tell whether a consultation is that of an engagement: the same words, or no party that an engagement lacks."""
    if event.plover != "CONSULT" and event.cameo != "036":
        return False
    words = event.evidence[0]
    parties = {*event.source, *event.recipient}
    return any(
        parties <= {p.actor or p.organisation for p in e.participants}
        or any(q.start < words.end and words.start < q.end for q in e.evidence)
        for e in engaged
    )


def claim(reading: Reading, every: Sequence[Clause], found: Found) -> Event:
    """Return an act as a claim with its words, its date and who says so."""
    start, end = words(reading, found.clause)
    return coded(
        found.act,
        source=found.source,
        recipient=found.recipient,
        source_sectors=agents.source_sectors(reading, found.clause, found.source),
        recipient_sectors=agents.recipient_sectors(reading, found.clause, found.recipient),
        tense=found.tense,
        confidence=found.confidence,
        words=evidence(reading.document, start, end),
        when=as_period(when(reading, found.clause)),
        attribution=attribute(reading, every, found.clause),
        published=reading.document.published,
    )


def coded(
    act: Act,
    *,
    source: tuple[str, ...],
    recipient: tuple[str, ...],
    tense: Tense,
    confidence: float,
    words: Evidence,
    when: Period | None,
    attribution: Attribution,
    published: str | None,
    source_sectors: agents.Sectors = (),
    recipient_sectors: agents.Sectors = (),
) -> Event:
    """Return an event with everything that follows from its type."""
    return Event(
        evidence=(words,),
        confidence=confidence,
        attribution=attribution,
        source=source,
        recipient=recipient,
        source_sectors=source_sectors,
        recipient_sectors=recipient_sectors,
        plover=act.type,
        mode=act.mode,
        contexts=(*ontology.contexts(words.quote), *historical(when, published)),
        cameo=act.cameo,
        quad=ontology.quad(act.type),
        goldstein=ontology.goldstein(act.cameo),
        when=when,
        tense=tense,
    )


def distinct(reading: Reading, found: Iterable[Event]) -> tuple[Event, ...]:
    """Keep one event per sources, recipients and type: of the day, in the prose, the surest, then the first told."""
    headlines = {i for i, sentence in enumerate(reading.sentences) if sentence.block == "headline"}

    def rank(event: Event) -> tuple[bool, bool, float, tuple[int, int]]:
        in_headline = reading.sentence_at(event.evidence[0].start) in headlines
        return HISTORICAL in event.contexts, in_headline, -event.confidence, span(event)

    best: list[Event] = []
    for event in sorted(found, key=rank):
        if not any(covers(other, event) for other in best):
            best.append(event)
    return tuple(sorted(best, key=lambda e: (*span(e), e.plover)))


def covers(told: Event, event: Event) -> bool:
    """Tell whether an event says no more than one that is told already: its type, sources and some recipients."""
    same = told.plover == event.plover and set(told.source) == set(event.source)
    mine, theirs = set(event.recipient), set(told.recipient)
    return same and (mine == theirs or (bool(mine & theirs) and (mine <= theirs or theirs <= mine)))


def span(event: Event) -> tuple[int, int]:
    return event.evidence[0].start, event.evidence[0].end


def historical(when: Period | None, published: str | None) -> tuple[str, ...]:
    """Return the context of an act that the text dates to an earlier year than its own."""
    year = (when.end or when.start or "")[:4] if when else ""
    return (HISTORICAL,) if published and year.isdigit() and int(year) < int(published[:4]) else ()


def consultation(engagement: Engagement, published: str | None) -> Event | None:
    """Return the CONSULT event that a held engagement of two actors is, or the AGREE event that a planned one is."""
    parties = [p.actor or p.organisation or "" for p in engagement.participants]
    if engagement.type == "visit" and engagement.host and engagement.host not in parties:
        parties.append(engagement.host)
    everyone = tuple(dict.fromkeys(filter(None, parties)))
    only_signed = engagement.type == "signing" and len(engagement.evidence) == 1
    none = only_signed or engagement.type == "other"
    if len(everyone) < 2 or engagement.status in ("postponed", "cancelled") or none:
        return None
    mode, cameo = CONSULT_MODES.get(engagement.type, (None, "040"))
    tense: Tense = "planned" if engagement.status == "planned" else "past"
    return coded(
        ontology.at(Act(type="CONSULT", cameo=cameo, mode=mode), tense),
        source=everyone,
        recipient=(*everyone[1:], everyone[0]),
        tense=tense,
        confidence=engagement.confidence,
        words=engagement.evidence[0],
        when=engagement.when,
        attribution=engagement.attribution,
        published=published,
    )


def clash(promised: Event, hostile: Event) -> bool:
    """Tell whether a promise is the same words as a hostile act of its promisor ("adopted sanctions")."""
    ours, theirs = promised.evidence[0], hostile.evidence[0]
    return ours.start < theirs.end and theirs.start < ours.end and bool(set(promised.source) & set(hostile.source))


def promise(commitment: Commitment) -> Event | None:
    """Return the AGREE event that a commitment is, or None where it is done, recalled, denied, an aim or a threat."""
    recipients = tuple(c for c in commitment.beneficiary if c not in commitment.promisor) or commitment.beneficiary
    done = commitment.strength in ("sign", "deliver") or commitment.reported_past or commitment.denied
    weak = commitment.strength in ("aim", "reaffirm") or commitment.confidence < CLEAR
    vague = weak and not commitment.quantities
    printed = re.findall(r"[a-z]+", commitment.undertaking.lower())
    words = {form for word in printed for form in (word, word.removesuffix("s"))}
    if done or vague or not recipients or words & lexicon().harm:
        return None
    return coded(
        Act(type="AGREE", cameo="030"),
        source=commitment.promisor,
        recipient=recipients,
        tense="planned",
        confidence=min(commitment.confidence, LIKELY),
        words=commitment.evidence[0],
        when=None,
        attribution=commitment.attribution,
        published=None,
    )


def read(reading: Reading, every: Sequence[Clause], clause: Clause, pair: tuple[str, ...] = ()) -> Found | None:
    """Return the act a clause tells as a fact or a promise, or None.

    `pair` are the two actors of the report, who signed what "was signed".
    """
    if (demand := obligation(reading, every, clause)) is not None:
        return demand
    entry = entry_of(reading, clause)
    if entry is None or is_carried(reading, every, clause) or is_relation(reading, clause, entry):
        return None
    tense = factual_tense(reading, every, clause, entry)
    source = free(reading, clause, sources(reading, every, clause, entry)) if tense is not None else ()
    if tense is None or not (source or entry.symmetric) or promises_harm(reading, every, clause, entry):
        return None
    act = act_of(clause, entry, tense)
    if act is None:
        return None
    slot, recipient, confidence = recipients(reading, clause, entry, source)
    if clause.passive and clause.form == "finite" and entry.symmetric and not source and not recipient:
        source, confidence = pair, GUESSED
    mutual = (
        entry.symmetric and act.type != "REJECT" and (len(source) > 1 or slot in MUTUAL or entry.cameo in RECIPROCAL)
    )
    return parties(clause, entry, act, source, recipient, tense, confidence, mutual=mutual)


def act_of(clause: Clause, entry: Entry, tense: Tense) -> Act | None:
    """Return what an act counts as in its tense, and where it is denied: a refusal, or none."""
    if not clause.negated:
        return (entry.planned if tense == "planned" else None) or ontology.at(entry.act, tense)
    refused = entry.type in REJECTED_WHEN_NEGATED and tense in ("planned", "present")
    return entry.negated or (Act(type="REJECT", cameo="120") if refused else None)


def parties(
    clause: Clause,
    entry: Entry,
    act: Act,
    source: tuple[str, ...],
    recipient: tuple[str, ...],
    tense: Tense,
    confidence: float,
    *,
    mutual: bool,
) -> Found | None:
    """Put the parties on their sides; None where the act lacks one it needs."""
    if mutual:
        everyone = tuple(dict.fromkeys((*source, *recipient)))
        if len(everyone) < 2 or (entry.joint and len(source) < 2):
            return None
        source, recipient = everyone, (*everyone[1:], everyone[0])
    else:
        source = tuple(code for code in source if code not in recipient)
        if not source or (not recipient and not entry.alone) or entry.joint:
            return None
    return Found(clause=clause, act=act, source=source, recipient=recipient, tense=tense, confidence=confidence)


def promises_harm(reading: Reading, every: Sequence[Clause], clause: Clause, entry: Entry) -> bool:
    """Tell whether a promise is one of conflict ("vowed to retaliate"), which its infinitive is coded for."""
    if entry.type != "AGREE":
        return False
    below = (c for c in every if c.sentence == clause.sentence and c.form == "infinitive" and c.relation == "xcomp")
    own = (c for c in below if c.governor is not None and every[c.governor] is clause)
    return any((harm := entry_of(reading, c)) is not None and is_harm(harm) for c in own)


def is_harm(entry: Entry) -> bool:
    return entry.type == "THREATEN" or ontology.quad(entry.type) == MATERIAL_CONFLICT


def obligation(reading: Reading, every: Sequence[Clause], clause: Clause) -> Found | None:
    """Return the request in "X said that Y must …", or in the "Y must …" of a text that speaks of itself as "we"."""
    must = clause.modal in lexicon().obligation or is_necessary(reading, clause)
    if not must or clause.negated or clause.form == "nominal":
        return None
    source = speaker_of(reading, every, clause)
    if not source and clause.speaker is None and clause.modal in lexicon().command and clause.relation == "root":
        source = authors(reading)
    recipient = tuple(filter(kinds.is_actor, actors(reading, every, clause, "subject")))
    if not source or not recipient or set(source) & set(recipient):
        return None
    act = Act(type="REQUEST", cameo="020")
    return Found(clause=clause, act=act, source=source, recipient=recipient, tense="past", confidence=LIKELY)


def free(reading: Reading, clause: Clause, source: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sources without those that only a pronoun stands for while the clause names them as its object.

    "It denies Russia access" is not said of Russia.
    """
    tokens = reading.sentences[clause.sentence].tokens
    if not clause.subjects or any(tokens[i].upos != "PRON" for i in clause.subjects):
        return source
    named = [i for i in clause.objects if tokens[i].upos != "PRON"]
    return tuple(code for code in source if code not in codes_of(reading, clause.sentence, named))


def is_relation(reading: Reading, clause: Clause, entry: Entry) -> bool:
    """Tell whether a consultation is talk between states in general: nobody is named and no day."""
    if entry.type != "CONSULT" or clause.lemma not in patterns().abstract:
        return False
    people = [m for m in reading.mentions_in(clause.start, clause.end) if m.kind in ("person", "office")]
    return not people and when(reading, clause) is None


def is_carried(reading: Reading, every: Sequence[Clause], clause: Clause) -> bool:
    """Tell whether a noun is read with its verb already ("held talks") or is but a topic ("discussed support for")."""
    if clause.form != "nominal":
        return False
    above = every[clause.governor] if clause.governor is not None else None
    if above is None:
        return False
    return clause.head in above.objects or above.lemma in lexicon().unreal or entry_of(reading, above) is not None


def factual_tense(reading: Reading, every: Sequence[Clause], clause: Clause, entry: Entry) -> Tense | None:
    """Return the tense in which an act is told as a fact or a promise; None for possibilities, wishes and topics."""
    noun = clause.form == "nominal" and clause.tense == "planned" and is_harm(entry)
    if noun or clause.tense in ("conditional", "negated"):
        return None
    above = every[clause.governor] if clause.governor is not None else None
    if clause.form == "infinitive":
        return infinitive_tense(reading, clause, entry, above)
    if (
        above is not None
        and above.lemma in lexicon().unreal | lexicon().denied
        and clause.relation in ("ccomp", "xcomp")
    ):
        return None
    if entry.type == "CONSULT" and is_expected(reading, every, clause):
        return "planned"
    if clause.form == "participle" and not introducers(reading, clause) <= lexicon().factual_marks:
        return None
    return clause.tense


def infinitive_tense(reading: Reading, clause: Clause, entry: Entry, above: Clause | None) -> Tense | None:
    """Return the tense of an infinitive: a plan is planned, words spoken on an occasion are as past as the occasion."""
    if above is None or above.negated or above.tense == "conditional" or above.lemma in lexicon().unreal:
        return None
    if clause.relation == "advcl" and above.tense == "past" and entry.type in VERBAL:
        return "past"
    if clause.relation == "acl" and above.lemma in lexicon().decided:
        return "past"
    if clause.relation != "xcomp":
        return None
    matrix = entry_of(reading, above)
    return clause.tense if matrix is None or (matrix.type == "AGREE" and is_harm(entry)) else None

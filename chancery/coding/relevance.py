"""Is a text about relations between states or their organisations? Texts that are not give no claims.

Two looks: `glance` at the words, before anything is parsed, settles what is clear; `judge` weighs the acts that were
read: contacts and acts between two actors count for it, more in the lead; words of sport, crime, disaster or a domestic
race count against it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from chancery.actors import tables
from chancery.coding.ontology import quad
from chancery.coding.reading import Reading
from chancery.models import Claim, Commitment, Document, Engagement, Event, Mention, Position, Value

LEAD, LEAST_LEAD, LEAD_SHARE = 900, 300, 0.6
"""Characters of a text that count as its lead, where a news report says what it is about: at most, at least, and that
share of a text in between, since the last sentences of a short one tell what went before."""
ENOUGH = 1.1
"""Weight of acts between actors from which a text is diplomatic: one certain act in the lead."""
COMPANY, DEAL = "BUS", 0.3
"""What an act counts for that a company does, or a friendly one done to a company: a purchase is no diplomacy."""
LASTING = ("AID", "COOPERATE")
ASIDE_SHARE = 0.4
"""What an act counts for that a relative clause recalls, or lasting help told in the present: both are background."""
DOMESTIC_SHARE = 0.01
"""Share of a text's words that belong to one domestic topic from which that topic outweighs a single act."""
CONTACT = 1.1
"""Weight of an engagement: one of named persons suffices; its CONSULT event counts nothing beside it."""
PROMISE = 0.4
"""Weight of an AGREE event, or of a promise whose promisor has none: those of companies or parties look the same."""
STANCE, STANCES = 0.35, 2
"""Weight of a position that several states take together, and how many of them count."""
TITLE = 1.5
"""Weight of an act in the title over one in the lead."""
DISTINCT = 3
"""Different words of a domestic topic that a text must use to be about it."""
TOGETHER = 1.5
"""Weight of the share of opening sentences that name two actors or more, with half an act; with less it counts less."""
OPENING = 8
"""Sentences in which actors are looked for side by side."""
OFFICIALS, OFFICIALS_MOST = 0.7, 2
"""Weight of each further state whose leader, minister or envoy the lead names, and how many of them count."""
OUTSIDE_LEAD = 0.34
"""Weight of an act outside the lead: three of them make up for one inside."""
ASIDE = 0.7
"""What all acts outside the lead may count for: a long text touches on many things."""


class Verdict(Value, frozen=True, kw_only=True):
    """Whether a text is diplomatic, and the reason in words."""

    diplomatic: bool
    reason: str


class Words(Value, frozen=True, kw_only=True):
    """The tables of data/coding/relevance.yaml."""

    joint: tuple[str, ...]
    officials: tuple[str, ...]
    asides: tuple[str, ...]
    domestic: Mapping[str, tuple[str, ...]]


@cache
def words() -> Words:
    """Return the built tables."""
    return msgspec.json.decode((files("chancery") / "data/coding/relevance.json").read_bytes(), type=Words)


def glance(document: Document, mentions: Sequence[Mention]) -> Verdict | None:
    """Return a verdict where the words alone settle it: fewer than two actors are named; else None."""
    codes = {code for m in mentions for code in m.codes}
    if len(codes) < 2:
        return Verdict(diplomatic=False, reason="it names fewer than two states or organisations")
    return None


def judge(reading: Reading, claims: Sequence[Claim], *, title: Iterable[Claim] = ()) -> Verdict:
    """Weigh the acts between actors that a text and its title tell against the domestic topics it speaks of."""
    document = reading.document
    if announces_itself(document):
        return Verdict(diplomatic=True, reason="it is a joint statement or a readout")
    told = [claim for claim in claims if not isinstance(claim, Position)]
    agreed = {frozenset(c.source) for c in told if isinstance(c, Event) and c.plover == "AGREE"}
    told = [c for c in told if not (isinstance(c, Commitment) and frozenset(c.promisor) in agreed)]
    weights = [weight(c) * background(c, reading) for c in told]
    weights += [TITLE * weight(claim) for claim in title]
    end = lead(document.text)
    early = [claim.evidence[0].start < end for claim in told] + [True] * (len(weights) - len(told))
    later = sum(w for w, first in zip(weights, early, strict=True) if not first)
    joint = (
        0.0
        if not any(weights)
        else STANCE * min(STANCES, sum(isinstance(c, Position) and is_joint(c.holders) for c in claims))
    )
    acts = sum(w for w, first in zip(weights, early, strict=True) if first) + min(later * OUTSIDE_LEAD, ASIDE) + joint
    total = officials(reading) + acts + TOGETHER * together(reading) * min(1.0, 2 * acts)
    topic, share = domestic_topic(f"{document.title or ''}\n{document.text}")
    if total >= ENOUGH * (1 + share / DOMESTIC_SHARE):
        told_of = (
            f"tells {sum(w > 0 for w in weights)} acts between actors" if acts else "names officials of several states"
        )
        return Verdict(diplomatic=True, reason=f"it {told_of}")
    if total == 0:
        return Verdict(diplomatic=False, reason="it tells of no act between states or organisations")
    rest = topic or "the rest of the text"
    return Verdict(diplomatic=False, reason=f"its few acts between actors are outweighed by {rest}")


def lead(text: str) -> int:
    """Return where the lead of a text ends.

    >>> lead("x" * 100), lead("x" * 1_000), lead("x" * 10_000)
    (300, 600, 900)
    """
    return int(min(LEAD, max(LEAST_LEAD, LEAD_SHARE * len(text))))


def officials(reading: Reading) -> float:
    """Return the weight of the states beyond the first whose leaders, ministers or envoys the lead names."""
    states, end = tables.states(), lead(reading.document.text)
    named = {
        code
        for m in reading.mentions_in(0, end)
        if m.office and not m.former and _official().search(m.office)
        for code in m.codes
        if code in states and states[code].un_member
    }
    return OFFICIALS * min(OFFICIALS_MOST, max(0, len(named) - 1))


def together(reading: Reading) -> float:
    """Return the share of the opening sentences that name two actors or more, venues left out."""
    opening = reading.sentences[:OPENING]
    pairs = [
        len({c for m in reading.mentions_in(s.start, s.end) if m.kind != "place" for c in m.codes}) > 1 for s in opening
    ]
    return sum(pairs) / len(pairs) if pairs else 0.0


def announces_itself(document: Document) -> bool:
    """Tell whether the title (or the first words) call the text a joint statement or a readout."""
    head = (document.title or document.text[:160]).lower()
    return any(phrase in head for phrase in words().joint)


def weight(claim: Claim) -> float:
    """Return what a claim counts for: nothing without two actors, nothing counted twice."""
    match claim:
        case Engagement():
            parties = {p.actor or p.organisation for p in claim.participants} - {None}
            return CONTACT * claim.confidence if len(parties) > 1 else 0.0
        case Event():
            apart = set(claim.source) | set(claim.recipient)
            mild = {"CONSULT": 0.0, "AGREE": PROMISE}.get(claim.plover, 1.0)
            return mild * claim.confidence if len(apart) > 1 and claim.recipient else 0.0
        case Commitment():
            return PROMISE * claim.confidence if set(claim.beneficiary) - set(claim.promisor) else 0.0
        case _:
            return 0.0


def background(claim: Claim, reading: Reading) -> float:
    """Return what is left of a claim's weight that is a deal of companies, or told as an aside."""
    aside = reading.document.text[claim.evidence[0].start :].lower().startswith(words().asides) or is_named(
        claim, reading
    )
    lasting = isinstance(claim, Event) and claim.tense == "present" and claim.plover in LASTING
    return (DEAL if is_deal(claim, reading) else 1.0) * (ASIDE_SHARE if aside or lasting else 1.0)


def is_named(claim: Claim, reading: Reading) -> bool:
    """Tell whether a contact is only named ("the leaders' call last week"): no verb tells that it took place."""
    first = claim.evidence[0]
    inside = (t for s in reading.sentences for t in s.tokens if first.start <= t.start and t.end <= first.end)
    return isinstance(claim, Engagement) and not any(t.upos in ("VERB", "AUX") for t in inside)


def is_deal(claim: Claim, reading: Reading) -> bool:
    """Tell whether a company does something, or is on the other side of something friendly."""
    if not isinstance(claim, Event | Commitment):
        return False
    doer, other = (claim.source, claim.recipient) if isinstance(claim, Event) else (claim.promisor, claim.beneficiary)
    named = [m for m in reading.mentions_in(claim.evidence[0].start, claim.evidence[-1].end) if m.kind != "place"]
    firms = {code for m in named if m.sector == COMPANY for code in m.codes}
    firms -= {code for m in named if m.sector != COMPANY for code in m.codes}
    friendly = isinstance(claim, Commitment) or quad(claim.plover) in (1, 2)
    return bool(firms) and any(side and set(side) <= firms for side in (doer, other if friendly else ()))


def is_joint(codes: Sequence[str]) -> bool:
    """Tell whether codes stand for several states: two members of the United Nations, or a body of states."""
    states = tables.states()
    members = {code for code in codes if code in states and states[code].un_member}
    return len(members) > 1 or any(code in tables.international() for code in codes)


@cache
def _official() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words().officials))})\b", re.IGNORECASE)


@cache
def _domestic() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (topic, re.compile(rf"\b(?:{'|'.join(map(re.escape, terms))})\b", re.IGNORECASE))
        for topic, terms in sorted(words().domestic.items())
    )


def domestic_topic(text: str) -> tuple[str | None, float]:
    """Return the domestic topic with the largest share of a text's words, with that share.

    >>> domestic_topic("The striker was sent off in the last match of the tournament.")[0]
    'sport'
    """
    length = max(1, len(text.split()))
    found = {topic: Counter(word.lower() for word in pattern.findall(text)) for topic, pattern in _domestic()}
    told = {topic: words.total() for topic, words in found.items() if len(words) >= DISTINCT}
    topic, hits = max(told.items(), key=lambda item: (item[1], item[0]), default=(None, 0))
    return topic, hits / length

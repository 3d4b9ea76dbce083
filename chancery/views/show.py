"""One thing of the ledger with all that is known of it: an entry, a claim, a document, a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from chancery.decisions import AnyDecision, Compliance, Progress, Verdict, claims_of, last_word
from chancery.ledger import Item, Ledger
from chancery.linkage.amounts import amount, say
from chancery.linkage.decided import says
from chancery.linkage.entries import Amount, CommitmentEntry, Decided, Descent, Entry, EntryBase, Reading, Stage
from chancery.linkage.judging import by_rule
from chancery.models import (
    Claim,
    ClaimBase,
    Commitment,
    Document,
    Engagement,
    Event,
    Figure,
    Judgement,
    Merit,
    Participant,
    Period,
    Position,
    Value,
)
from chancery.views import composing, words
from chancery.views.lines import Dispute, Finding, Side, Support
from chancery.views.quotes import Quote, Quoting, source_name
from chancery.views.view import View

WORDING = frozenset({"id", "title", "text", "evidence"})
SECTIONS = frozenset({"claims", "documents", "fields", "conflicts", "corroboration", "history", "checks"})


class ShownField(Value, frozen=True, kw_only=True):
    """A field with its readings, the best supported first."""

    name: str
    sides: tuple[Side, ...]


class ShownStage(Value, frozen=True, kw_only=True):
    """A step of the history."""

    when: str
    what: str
    text: str
    quotes: tuple[int, ...]


class Shown(View, tag_field="view", tag="show", frozen=True, kw_only=True):
    """An entry, claim, document or decision: its facts, what reports say of each field, and the quotes."""

    kind: str
    id: str
    name: str
    facts: tuple[tuple[str, str], ...]
    fields: tuple[ShownField, ...] = ()
    history: tuple[ShownStage, ...] = ()
    findings: tuple[Finding, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    support: Support | None = None
    quotes: tuple[Quote, ...] = ()

    @property
    def title(self) -> str:
        """What it is about."""
        return self.dated(self.name)


def show(ledger: Ledger, name: str, *, history: bool = False) -> Shown:
    """Show what an id (or its beginning, or a document's source) stands for. Raises NotFoundError for nothing.

    With `history` also what older versions read in the same words, and what people decided, undone or not.
    """
    item = ledger.item(name)
    if isinstance(item, Document):
        shown = _document(ledger, item)
    elif isinstance(item, Judgement | Verdict | Progress):
        shown = _decision(ledger, item)
    else:
        shown = _entry(ledger, item) if isinstance(item, EntryBase) else _claim(ledger, item)
    return _with_past(ledger, item, shown) if history else shown


def _with_past(ledger: Ledger, item: Item, shown: Shown) -> Shown:
    """Add the older readings and the decisions of a thing."""
    claims = made_of(ledger, item)
    homes = {doc.id for doc in ledger.documents_of(claims).values()}
    older = ledger.older_claims(homes | {item.id})
    heirs = ledger.heirs(claim.id for claim in older)
    told = [claim for claim in older if isinstance(item, Document) or heirs.get(claim.id) in claims]
    readings = (Side(text=f"{_told(claim)} ({claim.id}, {claim.coder})", sources=1, quotes=()) for claim in told)
    judged = (one for one in ledger.judgements(claims) if not by_rule(one))
    made: list[AnyDecision] = [*judged, *ledger.verdicts(claims), *ledger.recorded(claims)]
    decided = (Side(text=words.decided(one), sources=1, quotes=()) for one in sorted(made, key=last_word))
    past = (("older reading", tuple(readings)), ("decision", tuple(decided)))
    fields = tuple(ShownField(name=name, sides=sides) for name, sides in past if sides)
    return msgspec.structs.replace(shown, fields=(*shown.fields, *fields))


def made_of(ledger: Ledger, item: Item) -> set[str]:
    """Return the claims that an item is made of, or about."""
    if isinstance(item, EntryBase):
        return set(item.claims)
    if isinstance(item, Document):
        return {claim.id for coded in ledger.coded([item.id], as_coded=True) for claim in coded.claims}
    return {item.id} if isinstance(item, ClaimBase) else set(claims_of(item))


def _entry(ledger: Ledger, entry: Entry) -> Shown:
    quoting = Quoting.of(ledger, composing.claims_of((entry,)))
    quoting.cite(entry.claims)
    checks = entry.checks if isinstance(entry, CommitmentEntry) else ()
    return Shown(
        kind=entry.kind,
        id=entry.id,
        name=entry.title,
        facts=tuple(facts(entry)),
        fields=tuple(
            ShownField(
                name=field.name,
                sides=tuple(composing.side(reading, quoting) for reading in field.readings),
            )
            for field in entry.fields
        ),
        history=tuple(_stages(entry.history, quoting)),
        findings=tuple(composing.finding(one, quoting) for one in checks),
        disputes=tuple(composing.dispute(one, quoting) for one in entry.conflicts),
        support=composing.support(entry, quoting),
        quotes=quoting.quotes(),
    )


def _stages(history: Iterable[Stage], quoting: Quoting) -> Iterator[ShownStage]:
    for one in history:
        yield ShownStage(when=words.date(one.on), what=one.what, text=one.text, quotes=quoting.cite(one.claims))


def _claim(ledger: Ledger, claim: Claim) -> Shown:
    """Show a claim as it counts, with what people and newer readings did to it."""
    (counts,) = ledger.claims([claim.id])
    quoting = Quoting.of(ledger, [claim.id])
    quoting.cite([claim.id])
    said = sorted((one for one in ledger.verdicts([claim.id]) if not one.undone), key=last_word)
    heir = ledger.heirs([claim.id]).get(claim.id)
    return Shown(
        kind=f"claim ({claim.kind})",
        id=claim.id,
        name=counts.evidence[0].quote,
        facts=(
            *(("verdict", words.decided(one)) for one in said),
            *((("an older reading, now", heir),) if heir else ()),
            *facts(counts),
            *((f"{name} as coded", _plain(getattr(claim, name))) for name in (said[-1].correction if said else ())),
        ),
        quotes=quoting.quotes(),
    )


def _document(ledger: Ledger, doc: Document) -> Shown:
    claims = [claim for coded in ledger.coded([doc.id]) for claim in coded.claims]
    quoting = Quoting(claims, {claim.id: doc for claim in claims})
    told = tuple(
        ShownField(name=claim.kind, sides=(Side(text=_told(claim), sources=1, quotes=quoting.cite([claim.id])),))
        for claim in claims
    )
    return Shown(
        kind="document",
        id=doc.id,
        name=doc.title or source_name(doc),
        facts=(*facts(doc), ("characters", f"{len(doc.text):,}"), ("claims", str(len(claims)))),
        fields=told,
        quotes=quoting.quotes(),
    )


def _told(claim: Claim) -> str:
    """Say in a few words what a claim tells."""
    match claim:
        case Engagement():
            return f"{claim.type}: {', '.join(map(words.person, claim.participants))}"
        case Event():
            return f"{', '.join(claim.source)} {claim.plover} {', '.join(claim.recipient)}".rstrip()
        case Commitment():
            return f"{', '.join(claim.promisor)}: {claim.undertaking}"
        case Position():
            return f"{', '.join(claim.holders)}: {claim.topic}"


def _decision(ledger: Ledger, decision: AnyDecision) -> Shown:
    about = claims_of(decision)
    quoting = Quoting.of(ledger, about)
    quoting.cite(about)
    return Shown(
        kind=decision.kind if isinstance(decision, Verdict | Progress) else "judgement",
        id=decision.id,
        name=decision.text if isinstance(decision, Progress) else says(decision),
        facts=tuple(facts(decision)),
        quotes=quoting.quotes(),
    )


def facts(item: Item) -> Iterator[tuple[str, str]]:
    """Give the fields that hold something, as plain text."""
    for name, value in msgspec.structs.asdict(item).items():
        if name not in WORDING | SECTIONS and (text := _plain(value)):
            yield name.replace("_", " "), f"{len(value)} of 10: {text}" if name == "quality" else text


def _plain(value: object) -> str:
    """Write the value of a field for people, an empty text for one that says nothing.

    >>> _plain(Period(start="2026", end="2026", text="next year")), _plain(("IND", "JPN")), _plain(None)
    ('2026 (“next year”)', 'IND, JPN', '')
    """
    match value:
        case None | False | () | "":
            return ""
        case Amount():
            return say(value)
        case Figure():
            return f"{value.role} {say(amount(value))}"
        case Participant():
            return words.person(value) + (f", {value.office}" if value.office else "")
        case Period():
            said = f"“{words.flat(value.text)}”" if value.text else ""
            return f"{words.dates(value)} ({said})" if value.start and said else said or words.dates(value)
        case Descent():
            return f"{value.relation} {value.why}"
        case Decided() | Progress():
            return words.decided(value)
        case Compliance():
            return f"{value.party} {'not assessed' if value.score is None else value.score}"
        case Mapping():
            return msgspec.json.encode(value).decode()
        case Merit():
            return f"{value.criterion} “{words.flat(value.quote)}”"
        case Reading():
            return f"{value.value} “{words.flat(value.text)}”"
        case tuple():
            return ("; " if isinstance(value[0], msgspec.Struct) else ", ").join(map(_plain, value))
        case msgspec.Struct():
            return ", ".join(filter(None, map(_plain, msgspec.structs.astuple(value))))
        case _:
            return str(value)

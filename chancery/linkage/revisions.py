"""When one account of a commitment revises what another tells of, and how: judged on the two alone."""

from __future__ import annotations

from decimal import Decimal

from chancery.linkage import tables
from chancery.linkage.amounts import EXACT, close, comparable, ratio
from chancery.linkage.commitment_matching import STANDING_YEARS, agreeing, changes, inside, wording_overlap
from chancery.linkage.commitments import CommitmentAccount
from chancery.linkage.dates import gap
from chancery.linkage.entries import DescentRelation
from chancery.linkage.matching import Likeness
from chancery.linkage.wording import shared
from chancery.models import Value

NEXT_ROUND_DAYS = 180  # two standing targets given closer together are readings of one
SAME_PACE = Decimal("0.02")
SAME_OBJECT = 0.5  # share of telling words


class Revising(Value, frozen=True, kw_only=True):
    """What the newer account does to the older one, how surely and why."""

    relation: DescentRelation
    likeness: Likeness


def relate(
    over: Decimal | None, newer_years: Decimal | None, older_years: Decimal | None, word: str | None
) -> DescentRelation:
    """Name what a commitment does to an earlier one, from its headline over the earlier one's, both terms and the
    coder's word; arithmetic wins over words about more and less.

    >>> relate(Decimal(2), Decimal(10), Decimal(5), "doubles"), relate(Decimal(2), None, Decimal(5), "doubles")
    ('ROLLS_OVER', 'MULTIPLIES')
    """
    said = tables.revisions().get(word or "")
    if said and said.relation in ("WITHDRAWS", "SUPERSEDES", "IMPLEMENTS", "SPECIFIES", "PART_OF"):
        return said.relation
    if over is None:
        return said.relation if said else "SUPERSEDES"
    longer = bool(newer_years and older_years and newer_years > older_years)
    if longer and newer_years and older_years and close(over * older_years, newer_years, within=SAME_PACE):
        return "ROLLS_OVER"
    if close(over, Decimal(1), within=EXACT):
        return "EXTENDS" if longer or (said and said.relation == "EXTENDS") else "RESTATES"
    if said and said.relation == "MULTIPLIES":
        return "MULTIPLIES"
    return "RAISES" if over > 1 else "LOWERS"


def revises(newer: CommitmentAccount, older: CommitmentAccount) -> Revising | None:
    """Say what the newer account does to what the older one tells of, None where it does nothing to it."""
    if not newer.promisor & older.promisor or newer.claim.denied or older.claim.denied:
        return None
    if newer.whole == older.id:
        reason = "a part of the sum named before" if newer.part else "with others it adds up to that sum"
        return Revising(relation="PART_OF", likeness=Likeness(score=0.8, reasons=(reason,)))
    if newer.beneficiary and older.beneficiary and not newer.beneficiary & older.beneficiary:
        return None
    if inside(newer, older):
        return Revising(
            relation="PART_OF", likeness=Likeness(score=0.7, reasons=("its figure is a part of the other",))
        )
    if newer.part or older.part or newer.recalled or newer.running or older.running:
        return None
    changed = _by_word(newer, older)
    if changed or agreeing(newer, older):
        return changed
    if newer.made and older.made and older.made.first > newer.made.last:
        return None
    grounds = _from_baseline(newer, older) or _by_ratio(newer, older) or _next_round(newer, older)
    if grounds is None:
        return None
    word = newer.claim.revises.relation if newer.claim.revises else None
    return Revising(relation=relate(headline_ratio(newer, older), newer.years, older.years, word), likeness=grounds)


def _by_word(newer: CommitmentAccount, older: CommitmentAccount) -> Revising | None:
    """The newer text says that it changes something, and the older one tells of the same object or sum."""
    if not newer.change or not changes(newer, older):
        return None
    if not agreeing(newer, older) and wording_overlap(newer, older) < SAME_OBJECT:
        return None
    grounds = Likeness(score=0.7, reasons=("the text says so of an earlier undertaking for the same object",))
    return Revising(relation=newer.change, likeness=grounds)


def headline_ratio(newer: CommitmentAccount, older: CommitmentAccount) -> Decimal | None:
    """Return the newer headline over the older one where both are in one measure."""
    found = (ratio(a.value, b.value) for a in newer.headline for b in older.headline if comparable(a, b))
    return next(found, None)


def _from_baseline(newer: CommitmentAccount, older: CommitmentAccount) -> Likeness | None:
    """The newer text prints the older headline as the figure it starts from."""
    printed = any(
        comparable(base, head) and close(base.value, head.value, within=EXACT)
        for base in newer.baselines
        for head in older.headline
    )
    return Likeness(score=0.9, reasons=("the earlier headline is printed as its starting figure",)) if printed else None


def _by_ratio(newer: CommitmentAccount, older: CommitmentAccount) -> Likeness | None:
    """The newer text names a ratio and no starting figure, and the headlines stand in that ratio."""
    said = newer.claim.revises
    stated = stated_ratio(newer)
    over = headline_ratio(newer, older)
    if said is None or stated is None or newer.baselines or over is None or not _same_object(newer, older):
        return None
    if not close(over, stated, within=SAME_PACE):
        return None
    return Likeness(score=0.8, reasons=(f"the headlines stand in the ratio that the text names: {said.relation}",))


def stated_ratio(account: CommitmentAccount) -> Decimal | None:
    """Return new over old as the text puts it in words ("doubling" is 2), None where it does not; a ratio worked
    out from printed figures is no word."""
    said = account.claim.revises
    word = tables.revisions().get(said.relation) if said else None
    if said is None or word is None:
        return None
    if word.ratio is None and word.relation == "MULTIPLIES" and said.ratio is not None:
        return Decimal(str(said.ratio))
    return word.ratio


def _next_round(newer: CommitmentAccount, older: CommitmentAccount) -> Likeness | None:
    """Both are standing targets of several years for one object, in one measure, given at different times."""
    if headline_ratio(newer, older) is None or not newer.made or not older.made:
        return None
    if min(newer.years or 0, older.years or 0) < STANDING_YEARS or gap(newer.made, older.made) < NEXT_ROUND_DAYS:
        return None
    if newer.claim.type != older.claim.type or not _same_object(newer, older):
        return None
    return Likeness(score=0.7, reasons=("a later target of several years for the same object",))


def _same_object(newer: CommitmentAccount, older: CommitmentAccount) -> bool:
    return shared(newer.object, older.object) >= SAME_OBJECT or bool(newer.sectors & older.sectors)

"""When two accounts of a commitment tell of one undertaking: keys for blocking, what forbids and what supports it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from chancery.linkage.amounts import EXACT, ROUNDING, SMALL_COUNT, close, comparable, same_figure, with_role
from chancery.linkage.commitments import CommitmentAccount
from chancery.linkage.dates import Days, gap
from chancery.linkage.matching import NOTHING, Key, Likeness
from chancery.linkage.rates import convertible
from chancery.linkage.wording import NAME_WEIGHT, alike, shared
from chancery.models import Figure

BUCKETS = 20  # of a decade, for blocking by figure: neighbours differ by 12 per cent
SEASON_DAYS = 14  # in which reports of one undertaking appear, whether or not they call it an extension
LONGEST_WORDS = 4  # of an object without figures, any two of which make a block
RETOLD = 0.7  # share of common words from which one text says a thing twice
ROUND_DAYS = 60  # two reports of one undertaking that has no term: equal sums half a year apart are two packages
LONGEST_ROUND = 400  # days that reports of it can lie apart when others stand between them
RECALLED_DAYS = 200  # a recalled date is often that of the meeting or of the year's plan
STANDING_YEARS = Decimal(2)
TELLING_WEIGHT = 4.0  # an object of fewer telling words ("the AI initiative") cannot be recognised by them alone
UNLIKE = 0.1  # share of common words below which two objects are two
LONGEST_WAIT = 120  # days between two reports of an undertaking without figures


def keys(account: CommitmentAccount) -> Iterator[Key]:
    """Give the blocks in which other accounts of the same undertaking, or of what it revises, are to be looked for."""
    for giver in sorted(account.promisor):
        for figure in account.claim.quantities:
            if figure.value > 0 and (figure.currency or figure.value >= SMALL_COUNT):
                for bucket in _buckets(figure.value):
                    yield ("figure", giver, figure.currency or "count", bucket)
        for name in sorted(account.names):
            yield ("name", giver, name)
        if not account.headline:
            yield from (("object", giver, *pair) for pair in combinations(_longest(account), 2))
        for one in sorted(account.beneficiary):
            for sector in sorted(account.sectors):
                yield from (("topic", giver, one, sector, month) for month in _months(account.made))
            if account.years and account.years >= STANDING_YEARS:
                yield ("standing", giver, one)
        yield ("document", account.document.id, giver)


def _longest(account: CommitmentAccount) -> list[str]:
    """Return the longest telling words of an object, which are the rarest, in alphabetical order."""
    return sorted(sorted(account.object, key=lambda word: (-len(word), word))[:LONGEST_WORDS])


def _buckets(value: Decimal) -> tuple[str, ...]:
    """Return the two buckets between which a value lies, so that near values share one; a tenfold has its own."""
    place = math.log10(value) * BUCKETS
    return tuple(sorted({str(math.floor(place)), str(math.ceil(place))}))


def _months(made: Days | None) -> Iterator[str]:
    """Give the month of an undertaking and the four around it, so that reports of one season meet."""
    if made is None:
        return
    month = made.first.year * 12 + made.first.month - 1
    yield from (str(other // 2) for other in sorted({month - 2, month, month + 2}))


def clash(left: CommitmentAccount, right: CommitmentAccount) -> str | None:
    """Say what forbids that both tell of one undertaking in one voice, None where nothing does."""
    if left.claim.denied != right.claim.denied:
        return "one denies what the other reports"
    one_text = left.document.id == right.document.id
    if one_text and left.headline and right.headline and not compare(left, right).same:
        return "one text tells them apart"
    return _of_others(left, right)


def _of_others(left: CommitmentAccount, right: CommitmentAccount) -> str | None:
    """Say why the two tell of two undertakings, None where nothing speaks for that."""
    if not left.promisor & right.promisor:
        return "other givers"
    if left.beneficiary and right.beneficiary and not left.beneficiary & right.beneficiary:
        return "other beneficiaries"
    if not (left.parties <= right.parties or right.parties <= left.parties):
        return "other parties"
    if left.part != right.part:
        return "one is a part"
    if left.running != right.running and left.headline and right.headline:
        return "one is a running total"
    if not left.running and _figures_clash(left, right):
        return "other figures"
    if _revises(left, right) or _revises(right, left):
        return "one names the other's figure as the earlier one"
    if changes(left, right) or changes(right, left):
        return "one changes the other"
    if apart(left, right, LONGEST_ROUND):
        return "times too far apart"
    return None


def changes(newer: CommitmentAccount, older: CommitmentAccount) -> bool:
    """Tell whether one says that it extends, carries out, replaces or withdraws something, and the other was given
    before."""
    if not newer.change or newer.change == older.change or not newer.made or not older.made:
        return False
    return (newer.made.first - older.made.last).days > SEASON_DAYS


def _figures_clash(left: CommitmentAccount, right: CommitmentAccount) -> bool:
    """Tell whether the main figures of both are in one measure and do not agree."""
    one, other = left.main, right.main
    if one is None or other is None or not comparable(one, other):
        return False
    return not close(one.value, other.value, within=ROUNDING if one.currency else EXACT)


def _revises(newer: CommitmentAccount, older: CommitmentAccount) -> bool:
    """Tell whether one prints the other's headline as the figure it starts from, and has another headline itself."""
    return any(
        comparable(base, head) and close(base.value, head.value, within=EXACT)
        for base in newer.baselines
        for head in older.headline
    ) and not agreeing(newer, older)


def agreeing(left: CommitmentAccount, right: CommitmentAccount) -> tuple[Figure, ...]:
    """Return the headline figures of the left that the right has as headline too."""
    return tuple(a for a in left.headline if any(same_figure(a, b) for b in right.headline))


def inside(part: CommitmentAccount, whole: CommitmentAccount) -> bool:
    """Tell whether the main figure of one account is a lesser figure of another: 50,000 workers of 500,000 people."""
    if part.main is None or whole.main is None or apart(part, whole):
        return False
    lesser = (*whole.headline, *with_role(whole.claim.quantities, "part"))
    larger = comparable(part.main, whole.main) and whole.main.value > part.main.value
    alike = bool(part.sectors & whole.sectors) or wording_overlap(part, whole) > UNLIKE
    same_taker = bool(part.beneficiary & whole.beneficiary)
    return larger and alike and same_taker and any(same_figure(part.main, one, within=EXACT) for one in lesser)


def apart(left: CommitmentAccount, right: CommitmentAccount, longest: int = ROUND_DAYS) -> bool:
    """Tell whether the undertakings were given too far apart to be one: a promise stands for its term, one without a
    term for at most `longest` days."""
    if left.made is None or right.made is None:
        return False
    between = gap(left.made, right.made)
    if left.recalled or right.recalled:
        return between > RECALLED_DAYS
    if not left.headline or not right.headline:
        return between > LONGEST_WAIT
    term = max(left.years or Decimal(0), right.years or Decimal(0))
    return between > max(longest, int(term * 365))


def compare(left: CommitmentAccount, right: CommitmentAccount) -> Likeness:
    """Say how likely two accounts tell of one undertaking, with the reasons.

    Where both have figures these decide, wording, term and time support; where one has none, wording decides.
    Whether one of them denies it does not matter here.
    """
    if _of_others(left, right) or (apart(left, right) and not _same_baseline(left, right)):
        return NOTHING
    figures = list(_figure_points(left, right))
    if left.headline and right.headline and not figures:
        return NOTHING
    wordings = _wording_points(left, right, decisive=not figures)
    points = [*figures, *wordings, *_common_points(left, right, decisive=not figures)]
    score = round(sum(value for value, _ in points), 3)
    return Likeness(score=max(0.0, min(1.0, score)), reasons=tuple(reason for _, reason in points))


def _figure_points(left: CommitmentAccount, right: CommitmentAccount) -> Iterator[tuple[float, str]]:
    """Give what the figures say for one undertaking."""
    equal = agreeing(left, right)
    if equal:
        telling = any(figure.currency or figure.value >= SMALL_COUNT for figure in equal)
        yield (0.45 if telling else 0.2, "same headline figure")
        if len(equal) > 1:
            yield (0.1, f"{len(equal)} figures agree")
    elif any(
        comparable(a, b) and a.currency and close(a.value, b.value, within=ROUNDING)
        for a in left.figures
        for b in right.figures
    ):
        yield (0.35, "same figure in another currency")
    elif left.running and right.running and left.document.id != right.document.id:
        yield (0.1, "both are running totals")
    elif any(convertible(a, b, left.made or right.made) for a in left.headline for b in right.headline):
        yield (0.25, "figures agree at the rate of the day")
    if _same_baseline(left, right):
        yield (0.1, "same earlier figure")


def _same_baseline(left: CommitmentAccount, right: CommitmentAccount) -> bool:
    return any(
        comparable(a, b) and close(a.value, b.value, within=EXACT) for a in left.baselines for b in right.baselines
    )


def _wording_points(
    left: CommitmentAccount, right: CommitmentAccount, *, decisive: bool
) -> Iterator[tuple[float, str]]:
    """Give what the wording says: two texts name one object in other words, one text names two in like words.

    Where figures agree, objects without a common word speak against it, since round sums are often given twice.
    """
    one_text = left.document.id == right.document.id
    overlap = alike(left.object, right.object) if one_text else wording_overlap(left, right)
    if not one_text:
        overlap = max(overlap, alike(left.passage, right.passage))
    if decisive and one_text and overlap < RETOLD:
        overlap = 0.0
    if overlap > 0:
        yield ((0.75 if decisive else 0.25) * overlap, f"wording {overlap:.0%} alike")
    telling = min(sum(left.object.values()), sum(right.object.values())) >= NAME_WEIGHT
    if overlap < UNLIKE and telling and agreeing(left, right):
        round_sum = all(map(_round, left.headline))
        yield (-0.25 if round_sum else -0.1, "other objects by their wording")
        if round_sum and left.sectors and right.sectors and not left.sectors & right.sectors:
            yield (-0.1, "other sectors")


def _round(figure: Figure) -> bool:
    """Tell whether a figure has one digit that tells: "1 billion", "400,000"."""
    return len(figure.value.normalize().as_tuple().digits) <= 1


def wording_overlap(left: CommitmentAccount, right: CommitmentAccount) -> float:
    """Return the share of telling words of one object in the other, less where there are few of them."""
    enough = min(1.0, min(sum(left.object.values()), sum(right.object.values())) / TELLING_WEIGHT)
    return enough * shared(left.object, right.object)


def _common_points(left: CommitmentAccount, right: CommitmentAccount, *, decisive: bool) -> Iterator[tuple[float, str]]:
    """Give what giver, beneficiary, sector, term and time say; where wording decides they count half."""
    share = 0.5 if decisive else 1.0
    if left.promisor == right.promisor:
        yield (0.05 * share, "same giver")
    if left.beneficiary and left.beneficiary == right.beneficiary:
        yield (0.1 * share, "same beneficiary")
    if decisive and bool(left.beneficiary) != bool(right.beneficiary):
        yield (-0.2, "one does not say for whom")
    if left.sectors & right.sectors:
        yield (0.1 * share, f"same sector: {', '.join(sorted(left.sectors & right.sectors)[:3])}")
    if left.years and right.years:
        same = left.years == right.years
        yield (0.1, f"{left.years:f} years") if same else (-0.1, f"{left.years:f} against {right.years:f} years")
    apart_texts = left.document.id != right.document.id
    if apart_texts and left.made and right.made and gap(left.made, right.made) <= ROUND_DAYS:
        yield (0.15 * share, "given at the same time")

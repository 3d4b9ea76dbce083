"""The figures of an undertaking and the role of each: target, baseline, part, equivalent or actual."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from chancery.coding.commissives import cues
from chancery.coding.reading import Reading
from chancery.coding.worth import counted
from chancery.models import Count, Figure, Money, Role, Timespan

BEFORE = 48
QUALIFIERS = re.compile(
    r"(?:\b(?:at least|at most|no less than|as much as|about|some|roughly|nearly|almost|over|around|approximately"
    r"|approx\.?|more than|less than|up to|an? total of|a further|an? additional|an? estimated"
    r"|another|an?|its|their|the)\s+)+$"
)
RANGE_TO = re.compile(r"^[^.;]{0,60}?\bto\b")
SPACE = re.compile(r"\s+")
BARE = frozenset({"from", "from the"})

Figured = Money | Count


def figured(reading: Reading, start: int, end: int) -> tuple[Figured, ...]:
    """Return the amounts and the counts of things in a stretch of text."""
    return tuple(
        q for q in reading.quantities_in(start, end) if isinstance(q, Money) or (isinstance(q, Count) and counted(q))
    )


def figures(
    reading: Reading, found: Sequence[Figured], start: int, end: int, *, ahead: bool = False
) -> tuple[Figure, ...]:
    """Give each amount and count of an undertaking told at [start, end) its role.

    A figure that restates another is an equivalent; words before it make it a baseline or a part; after a first part
    the smaller figures that follow in the same list are parts too; with a span of time gone by it is an actual,
    unless all lies `ahead`.
    """
    given: list[Figure] = []
    ordered = sorted(found, key=lambda q: q.start)
    for n, quantity in enumerate(ordered):
        role = role_of(reading, quantity, given)
        since = ordered[n - 1].end if n else opening(reading, start)
        until = ordered[n + 1].start if n + 1 < len(ordered) else end
        if role == "target" and not ahead and is_actual(reading, quantity, since, until):
            role = "actual"
        given.append(figure(quantity, role))
    return summed(given)


def summed(given: Sequence[Figure]) -> tuple[Figure, ...]:
    """Make parts of the amounts that add up to the first one ("70 million, with 35 million from each of two banks")."""
    first = next((f for f in given if f.role == "target" and f.currency), None)
    if first is None:
        return tuple(given)
    rest = [f for f in given if f is not first and f.role == "target" and f.currency == first.currency]
    if len(rest) < 2 or sum(f.value for f in rest) != first.value:
        return tuple(given)
    return tuple(msgspec.structs.replace(f, role="part") if f in rest else f for f in given)


def opening(reading: Reading, offset: int) -> int:
    """Return where the sentence at an offset begins."""
    i = reading.sentence_at(offset)
    return offset if i is None else reading.sentences[i].start


def is_actual(reading: Reading, quantity: Figured, since: int, until: int) -> bool:
    """Tell whether a figure is spent or a running total: totalled before it, or over a time gone by after it."""
    before = SPACE.sub(" ", reading.document.text[since : quantity.start].lower())
    after = SPACE.sub(" ", reading.document.text[quantity.end : until].lower())
    if any(re.search(rf"\b{re.escape(cue)}\b", before) for cue in cues().totals):
        return True
    if ends_with(words_before(reading, quantity.start), cues().reached):
        return True
    turn = min((m.start() for cue in cues().totals if (m := re.search(rf"\b{re.escape(cue)}\b", after))), default=None)
    return gone(before) or gone(after[:turn])


def gone(text: str) -> bool:
    """Tell whether words speak of a time gone by.

    >>> gone("over the past two years")
    True
    """
    return any(re.search(rf"\b{re.escape(cue)}\b", text) for cue in cues().actual_cues)


def role_of(reading: Reading, quantity: Figured, given: Sequence[Figure]) -> Role:
    """Return the role of one figure after those before it."""
    if isinstance(quantity, Money) and quantity.translates is not None:
        return "equivalent"
    before = words_before(reading, quantity.start)
    if is_baseline(reading, quantity, before):
        return "baseline"
    if ends_with(before, cues().part_before):
        return "part"
    last = given[-1] if given else None
    if (
        last is not None
        and last.currency
        and isinstance(quantity, Money)
        and converted(reading, last, quantity, before)
    ):
        return "equivalent"
    listed = last is not None and last.role == "part" and isinstance(quantity, Money) == (last.currency is not None)
    return "part" if listed and last is not None and quantity.value <= max(f.value for f in given) else "target"


def converted(reading: Reading, last: Figure, quantity: Money, before: str) -> bool:
    """Tell whether an amount restates the one before it: in brackets after it, or after words of equality."""
    between = reading.document.text[last.end : quantity.start]
    bracketed = between.count("(") > between.count(")") or (last.role == "equivalent" and between.strip() == "or")
    return bracketed or (quantity.currency != last.currency and ends_with(before, cues().equivalent_before))


def is_baseline(reading: Reading, quantity: Figured, before: str) -> bool:
    """Tell whether the words before a figure make it the earlier value; a bare "from" needs its "to"."""
    if before.endswith(("from", "from the")) and not before.endswith(("up from", "down from")):
        after = reading.document.text[quantity.end : quantity.end + 80]
        others = figured(reading, quantity.end, quantity.end + 80)
        same = any(isinstance(o, Money) == isinstance(quantity, Money) for o in others)
        return same and bool(RANGE_TO.search(after))
    return ends_with(before, tuple(cue for cue in cues().baseline_before if cue not in BARE))


def words_before(reading: Reading, offset: int, length: int = BEFORE) -> str:
    """Return the words before an offset in lower case, qualifiers and articles taken off."""
    text = reading.document.text[max(0, offset - length) : offset].lower()
    text = SPACE.sub(" ", re.split(r"[.;:!?]\s", text)[-1])
    bare = QUALIFIERS.sub("", text).rstrip()
    return bare if bare else text.rstrip()


def ends_with(before: str, phrases: Sequence[str]) -> bool:
    """Tell whether some words end with one of some phrases, articles of the phrase aside."""
    return any(re.search(rf"(?:^|\W){re.escape(strip_article(p))}$", before) for p in phrases)


def strip_article(phrase: str) -> str:
    return phrase.removesuffix(" the")


def figure(quantity: Figured, role: Role) -> Figure:
    """Return a quantity as a figure of a commitment."""
    money = isinstance(quantity, Money)
    return Figure(
        role=role,
        value=quantity.value,
        max=quantity.max,
        currency=quantity.currency if isinstance(quantity, Money) else None,
        unit=None if money or not isinstance(quantity, Count) else quantity.unit,
        qualifier=quantity.qualifier,
        per=quantity.per,
        start=quantity.start,
        end=quantity.end,
    )


def merged(groups: Sequence[Sequence[Figure]]) -> tuple[Figure, ...]:
    """Join the figures of several tellings of one undertaking, each value once, in the order of the text.

    What one telling gives as an equivalent is not another's target.
    """
    kept: dict[tuple[object, ...], Figure] = {}
    ordered = sorted((f for group in groups for f in group), key=lambda f: (f.role != "equivalent", f.start))
    for item in ordered:
        kept.setdefault((item.value, item.currency), item)
    return tuple(sorted(kept.values(), key=lambda f: f.start))


def timespans(reading: Reading, start: int, end: int) -> tuple[Timespan, ...]:
    """Return the spans of time named in a stretch of text."""
    return tuple(q for q in reading.quantities_in(start, end) if isinstance(q, Timespan))

"""How values are written for people: dates, terms, ratios, people, lists of numbers."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from chancery.decisions import AnyDecision, Progress
from chancery.linkage.entries import Decided
from chancery.models import Judgement, Participant, Period

PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
QUARTER = re.compile(r"(\d{4})-(Q[1-4])")
YEARLESS = re.compile(r"--(\d{2})-(\d{2})")

RELATIONS = {
    "RESTATES": "restated",
    "RAISES": "raised",
    "LOWERS": "lowered",
    "MULTIPLIES": "multiplied",
    "EXTENDS": "extended",
    "ROLLS_OVER": "rolled over at the same yearly pace",
    "SPECIFIES": "made specific",
    "PART_OF": "a part of it",
    "IMPLEMENTS": "put into effect",
    "SUPERSEDES": "replaced",
    "WITHDRAWS": "withdrawn",
}

FIELDS = {"executor": "source of the money", "period": "term"}
EXECUTORS = {"mixed": "public and private"}


def field(name: str) -> str:
    """Write the name of an entry's field.

    >>> field("executor"), field("equivalent USD")
    ('source of the money', 'equivalent USD')
    """
    return FIELDS.get(name, name)


def date(partial: str | None) -> str:
    """Write a partial ISO date at its precision, "undated" where there is none.

    >>> date("2025-08-29"), date("2026-02"), date("2025-Q3"), date("--08-29"), date(None)
    ('29 Aug 2025', 'Feb 2026', 'Q3 2025', '29 Aug', 'undated')
    """
    if not partial:
        return "undated"
    if found := QUARTER.fullmatch(partial):
        return f"{found[2]} {found[1]}"
    if found := YEARLESS.fullmatch(partial):
        return f"{int(found[2])} {calendar.month_abbr[int(found[1])]}"
    if not (found := PARTIAL.fullmatch(partial)):
        return partial
    day = f"{int(found[3])} " if found[3] else ""
    month = f"{calendar.month_abbr[int(found[2])]} " if found[2] else ""
    return f"{day}{month}{found[1]}"


def dates(period: Period | None) -> str:
    """Write from when to when.

    >>> dates(Period(start="2025-08-29", end="2025-08-30")), dates(Period(start="2022", end="2026"))
    ('29–30 Aug 2025', '2022–2026')
    """
    if period is None or not (period.start or period.end):
        return "undated"
    if not period.end or period.start == period.end:
        return date(period.start)
    if not period.start:
        return f"until {date(period.end)}"
    return _joined(date(period.start), date(period.end))


def _joined(first: str, last: str) -> str:
    """Join two dates, leaving out of the first what the second repeats at its end.

    >>> _joined("29 Aug 2025", "30 Aug 2025"), _joined("29 Aug 2025", "2 Sep 2025"), _joined("2022", "2026")
    ('29–30 Aug 2025', '29 Aug – 2 Sep 2025', '2022–2026')
    """
    head, tail = first.split(" "), last.split(" ")
    while len(head) > 1 and len(head) == len(tail) and head[-1] == tail[-1]:
        head, tail = head[:-1], tail[:-1]
    dash = "–" if len(head) == 1 else " – "
    return f"{' '.join(head)}{dash}{last}"


def years(count: Decimal | None) -> str | None:
    """Write a term in years.

    >>> years(Decimal("10.0")), years(Decimal(1)), years(None)
    ('10 years', '1 year', None)
    """
    if count is None:
        return None
    number = f"{count.normalize():f}"
    return f"{number} year{'' if number == '1' else 's'}"


def times(ratio: Decimal | None) -> str | None:
    """Write a ratio.

    >>> times(Decimal("2")), times(Decimal("1.4285714")), times(None)
    ('×2', '×1.43', None)
    """
    if ratio is None:
        return None
    return f"×{ratio.quantize(Decimal('0.01')).normalize():f}"


def person(one: Participant) -> str:
    """Write a participant with the actor he stands for.

    >>> person(Participant(name="Fumio Kishida", office="Prime Minister", actor="JPN")), person(Participant(name="EU"))
    ('Fumio Kishida (JPN)', 'EU')
    """
    side, name = one.actor or one.organisation, " ".join(one.name.split())
    return f"{name} ({side})" if side and side != name else name


def score(value: float | None) -> str:
    """Write a score with its sign.

    >>> score(3.617), score(-2.0), score(0.0), score(None)
    ('+3.6', '−2.0', '0.0', '–')
    """
    if value is None:
        return "–"
    written = f"{value:+.1f}".replace("-", "−")
    return written.lstrip("+−") if float(f"{value:.1f}") == 0 else written


def numbers(found: Sequence[int]) -> str:
    """Write quote numbers, runs of three and more as ranges.

    >>> numbers((1, 2, 3, 5, 7, 8)), numbers(())
    ('[1–3, 5, 7, 8]', '')
    """
    return f"[{', '.join(map(run, runs(found)))}]" if found else ""


def runs(found: Iterable[int]) -> list[list[int]]:
    """Split numbers into runs of three and more that follow each other, and single ones.

    >>> runs((1, 2, 3, 5, 7, 8))
    [[1, 2, 3], [5], [7], [8]]
    """
    runs: list[list[int]] = []
    for number in sorted(found):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [piece for run in runs for piece in ([run] if len(run) > 2 else [[number] for number in run])]


def run(found: Sequence[int]) -> str:
    """Write a run of numbers.

    >>> run([4]), run([4, 5, 6])
    ('4', '4–6')
    """
    return str(found[0]) if len(found) == 1 else f"{found[0]}–{found[-1]}"


def by(sources: int, alone: str | None) -> str:
    """Write who says something.

    >>> by(3, None), by(1, "Meridian Wire")
    ('3 sources', 'Meridian Wire alone')
    """
    return f"{alone} alone" if alone else plural(sources, "source")


def plural(count: int, noun: str) -> str:
    """Write a count with its noun.

    >>> plural(1, "report"), plural(3, "report")
    ('1 report', '3 reports')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def flat(text: str | None) -> str | None:
    """Put words that a report breaks over lines on one line.

    >>> flat("Washington,\\nDC"), flat(None)
    ('Washington, DC', None)
    """
    return " ".join(text.split()) if text else None


def sentence(text: str) -> str:
    """Begin a line with a capital.

    >>> sentence("loan of the two banks")
    'Loan of the two banks'
    """
    return text[:1].upper() + text[1:]


def listed(words: Iterable[str]) -> str:
    """Join words as a sentence does.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    found = list(words)
    return found[0] if len(found) == 1 else " and ".join([", ".join(found[:-1]), *found[-1:]]) if found else ""


def decided(one: Decided | AnyDecision) -> str:
    """Say what a person decided: what, by whom, on which day, why, and whether others differ.

    >>> from chancery.decisions import Verdict
    >>> decided(Verdict(claim="3f2a", says="wrong", author="Mara", made="2026-01-05T09:30:00Z", because="a hoax"))
    'wrong, by Mara on 5 Jan 2026: a hoax'
    """
    told = _decided(one)
    undone = None if isinstance(one, Decided) else one.undone
    return f"{told}; undone on {date(undone[:10])}" if undone else told


def _decided(one: Decided | AnyDecision) -> str:
    if isinstance(one, Judgement):
        what, why = f"{one.relation} {one.detail or ''}".strip(), "; ".join(one.reasons)
        return f"{what}, by {one.author} on {date((one.made or '')[:10])}{f': {why}' if why else ''}"
    if isinstance(one, Progress):
        status = f", now {one.status.replace('_', ' ')}" if one.status else ""
        return f"{date(one.on)}: {one.text}{status} ({one.url or 'a report'}; recorded by {one.author})"
    fields = one.fields if isinstance(one, Decided) else tuple(sorted(one.correction))
    what = f"{one.says} ({', '.join(map(field, fields))})" if fields else one.says
    because = f": {one.because}" if one.because else ""
    differs = "; others differ" if isinstance(one, Decided) and one.disputed else ""
    return f"{what}, by {one.author} on {date(one.made[:10])}{because}{differs}"

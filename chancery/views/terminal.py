"""Views as text in a terminal, by rich: aligned, calm, as wide as the window and no wider than can be read."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from chancery.linkage.index import Index
from chancery.views import words
from chancery.views.brief import Brief
from chancery.views.check import Checked
from chancery.views.due import Due, DueLine
from chancery.views.lines import (
    Dispute,
    EngagementLine,
    Finding,
    Lineage,
    PositionLine,
    Side,
    Step,
    Support,
)
from chancery.views.quotes import Quote
from chancery.views.shortening import shortened
from chancery.views.show import Shown
from chancery.views.view import View

WIDEST = 110  # longer lines are hard to read
WHEN = 15  # "29 Aug – 2 Sep" wraps, "29–30 Aug 2025" does not
QUOTED = 220  # characters of a quote in a terminal; md, html and `show` give all
ALARM, QUIET, STRONG, CITED = "bold red", "dim", "bold", "cyan"


def plain(view: View, width: int) -> str:
    """Write a view as plain text of a width."""
    target = io.StringIO()
    console = Console(
        file=target, width=min(width, WIDEST), color_system=None, force_terminal=False, legacy_windows=False
    )
    console.print(shown(view))
    return "\n".join(line.rstrip() for line in target.getvalue().splitlines()) + "\n"


@singledispatch
def shown(view: View) -> RenderableType:
    """Return what rich prints for a view."""
    raise TypeError(f"{type(view).__name__} has no text form")


# --- parts ----------------------------------------------------------------------------------------------------------


def _head(left: str, right: str) -> RenderableType:
    line = Table.grid(expand=True)
    line.add_column(ratio=1)
    line.add_column(justify="right", no_wrap=True)
    line.add_row(Text(left, style=STRONG), Text(right, style=QUIET))
    return Group(line, Rule(style=QUIET))


def _section(
    title: str, parts: Iterable[RenderableType], lost: int | None = None, which: str = "more"
) -> Iterator[RenderableType]:
    """Give a section with its title and how many lines of it are not shown, nothing where it is empty."""
    found = list(parts)
    if found:
        yield Text()
        yield Text(title, style=STRONG) + Text(f"  and {lost:,} {which}" if lost else "", style=QUIET)
        yield from (Padding(part, (0, 0, 0, 2)) for part in found)


def _grid(*, when: int = WHEN) -> Table:
    """A column for the date, one for the words, one for the numbers of quotes."""
    table = Table.grid(expand=True, padding=(0, 2, 0, 0))
    table.add_column(width=when)
    table.add_column(ratio=1)
    table.add_column(justify="right", max_width=16)
    return table


def _cited(quotes: Sequence[int]) -> Text:
    return Text(words.numbers(quotes), style=CITED)


def _mark(alarm: bool) -> Text:
    return Text("!" if alarm else "·", style=ALARM if alarm else QUIET)


def _bullets(lines: Iterable[tuple[bool, str, Sequence[int]]]) -> RenderableType:
    table = Table.grid(expand=True, padding=(0, 1, 0, 0))
    table.add_column(width=1)
    table.add_column(ratio=1)
    table.add_column(justify="right", max_width=16)
    for alarm, text, quotes in lines:
        table.add_row(_mark(alarm), Text(words.sentence(text)), _cited(quotes))
    return table


def _support(support: Support) -> str:
    """Say in one line who stands behind a thing."""
    said = [words.plural(support.reports, "report")]
    if support.reports != support.sources:
        said.append(f"{support.sources} independent")
    if support.official:
        said.append(f"{support.official} official")
    if support.quoted:
        said.append(f"quoting {words.listed(support.quoted)}")
    return ", ".join(said)


def _alone(support: Support) -> Iterator[str]:
    for one in support.alone:
        yield f"{words.field(one.field)} {one.text}: {one.source} alone {words.numbers(one.quotes)}"


def _side(side: Side) -> str:
    by = f" ({words.by(side.sources, side.alone)})" if side.alone or side.sources > 1 else ""
    return f"{side.text}{by} {words.numbers(side.quotes)}"


def _dispute(dispute: Dispute) -> Text:
    sides = " ≠ ".join(map(_side, dispute.sides))
    return Text(f"{words.field(dispute.field)}: {sides}", style=ALARM if dispute.alarm else QUIET)


def _finding(finding: Finding) -> Text:
    return Text(f"{finding.text} {words.numbers(finding.quotes)}", style=ALARM if finding.alarm else "")


def _short(text: str) -> str:
    """Put a quote on one line, cut at a word where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= QUOTED else f"{flat[:QUOTED].rsplit(' ', 1)[0]} …"


def _quotes(quotes: Iterable[Quote]) -> Iterator[RenderableType]:
    table = Table.grid(expand=True, padding=(0, 1, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1)
    for quote in quotes:
        source = f"{quote.source}, {words.date(quote.published)}: "
        table.add_row(Text(str(quote.number), style=CITED), Text.assemble((source, QUIET), f"“{_short(quote.text)}”"))
    if table.row_count:
        yield table


# --- brief ----------------------------------------------------------------------------------------------------------


@shown.register
def _(brief: Brief) -> RenderableType:
    span = " to ".join(dict.fromkeys(words.date(day) for day in (brief.first, brief.last) if day))
    parts: list[RenderableType] = [_head(brief.title, f"{words.plural(brief.reports, 'report')}  {span}".rstrip())]
    if not brief.reports:
        return Group(*parts, Text("The ledger holds nothing on this; chancery add PATH brings in reports."))
    brief, lost = shortened(brief)
    parts += _section("In short", _points(brief))
    parts += _section("Partners", _partners(brief), lost.get("partners"))
    parts += _section("Held", map(_engagement, brief.held), lost.get("held"), "earlier")
    parts += _section("Planned", map(_engagement, brief.planned), lost.get("planned"))
    parts += _section("Planned, and not reported since", map(_engagement, brief.unreported), lost.get("unreported"))
    long, short = _split(brief.lineages)
    for line in long:
        parts += _section(f"{line.parties}: {line.title}", _lineage(line))
    parts += _section("Commitments" if not long else "Other commitments", _singles(short), lost.get("lineages"))
    parts += _section("Positions", _positions(brief.positions), lost.get("positions"))
    frictions = [(one.when, f"{one.title}: “{_short(one.words)}”", one.quotes) for one in brief.frictions]
    parts += _section("Acts of conflict", [_grid_of(frictions)] if frictions else [], lost.get("frictions"), "earlier")
    parts += _section("How cooperative", _index(brief.index) if brief.index else ())
    parts += _section("Topics", _topics(brief))
    parts += _section("Quotes", _quotes(brief.quotes))
    if lost:
        parts += [Text(), Text("The whole: --format html. Less: a second actor, --since, --topic.", style=QUIET)]
    if brief.left_out:
        parts += [Text(), Text(f"Left out: {words.plural(brief.left_out, 'related-story line')}", style=QUIET)]
    return Group(*parts)


def _points(brief: Brief) -> Iterator[RenderableType]:
    if brief.points:
        yield _bullets((one.alarm, one.text, one.quotes) for one in brief.points)


def _partners(brief: Brief) -> Iterator[RenderableType]:
    if not brief.partners:
        return
    table = Table(box=None, padding=(0, 3, 0, 0), header_style=QUIET)
    table.add_column("")
    for title in ("contacts", "commitments", "acts", "last report"):
        table.add_column(title, justify="right")
    for one in brief.partners:
        name = one.name if one.name == one.code else f"{one.name} ({one.code})"
        counts = (one.engagements, one.commitments, one.events)
        table.add_row(name, *(str(count or "–") for count in counts), words.date(one.last))
    yield table


def _engagement(line: EngagementLine) -> RenderableType:
    kind = None if line.type == "other" and line.occasion else line.type.capitalize()
    what = " · ".join(dict.fromkeys(filter(None, (kind, line.place, line.occasion))))
    if line.status not in ("held", "planned"):
        what += f" ({line.status})"
    body = [Text(what, style=STRONG), Text(", ".join(line.people))]
    shared = [_support(line.support)] if line.support.reports > 1 or line.support.quoted else []
    notes = [*shared, *(f"first: {first}" for first in line.firsts), *_alone(line.support)]
    body += [Text(note, style=QUIET) for note in notes]
    body += [_dispute(one) for one in line.disputes]
    table = _grid()
    table.add_row(Text(line.when), Group(*body), _cited(line.quotes))
    return table


def _split(lines: Iterable[Lineage]) -> tuple[list[Lineage], list[Lineage]]:
    found = list(lines)
    return [line for line in found if len(line.steps) > 1], [line for line in found if len(line.steps) == 1]


def _lineage(line: Lineage) -> Iterator[RenderableType]:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=QUIET, expand=True)
    table.add_column("", no_wrap=True)
    table.add_column("headline", ratio=2, min_width=16)
    table.add_column("term", no_wrap=True, max_width=10)
    table.add_column("a year", max_width=20)
    table.add_column("", ratio=2)
    table.add_column("reports", justify="right", no_wrap=True)
    table.add_column("", justify="right", max_width=16)
    for one in line.steps:
        table.add_row(
            Text(one.made),
            Text(one.headline or "–", style=STRONG),
            Text(one.term or "–"),
            Text((one.pace or "–").removesuffix(" a year")),
            Text(one.change or ""),
            Text(str(one.support.reports)),
            _cited(one.quotes),
        )
    yield table
    if line.arithmetic:
        yield _bullets((False, one.text, one.quotes) for one in line.arithmetic)
    for one in line.steps:
        yield from _notes(one)
    yield from map(_part, line.parts)


def _part(step: Step) -> RenderableType:
    table = _grid()
    table.add_row(Text("of which", style=QUIET), Text(_promise(step)), _cited(step.quotes))
    return table


def _joined(pieces: Iterable[tuple[str, str]]) -> Text:
    """Join pieces of text, each in its style, by dots."""
    return Text(" · ", style=QUIET).join(Text(text, style=style) for text, style in pieces)


def _promise(step: Step) -> str:
    """Write a commitment on one line."""
    return " · ".join([step.undertaking, *step.terms])


def _notes(step: Step) -> Iterator[RenderableType]:
    """Give what there is to say of a step beneath its row, indented behind its date."""
    notes: list[RenderableType] = []
    if step.support.official or step.support.quoted or step.support.reports != step.support.sources:
        notes.append(Text(_support(step.support), style=QUIET))
    if step.equivalents:
        notes.append(Text(f"also given as {'; '.join(map(_side, step.equivalents))}", style=QUIET))
    if step.parts:
        notes.append(Text(f"parts: {'; '.join(step.parts)}", style=QUIET))
    if step.pace_note:
        notes.append(Text(step.pace_note, style=QUIET))
    notes += [Text(note) for note in step.people]
    notes += [Text(note, style=QUIET) for note in _alone(step.support)]
    notes += map(_finding, step.findings)
    notes += map(_dispute, step.disputes)
    if notes:
        table = _grid()
        table.add_row(Text(step.made, style=QUIET), Group(*notes), Text())
        yield table


def _singles(lines: Iterable[Lineage]) -> Iterator[RenderableType]:
    for line in lines:
        (one,) = line.steps
        table = _grid()
        reports = [_support(one.support)] if one.support.reports > 1 else []
        terms = [(text, STRONG) for text in one.terms] + [(text, QUIET) for text in (one.strength, *reports)]
        body: list[RenderableType] = [Text(f"{line.parties}: {line.title}"), _joined(terms)]
        if one.conditions:
            body.append(Text(f"if: {one.conditions}", style=QUIET))
        body += [Text(note) for note in one.people]
        body += [*map(_finding, one.findings), *map(_dispute, one.disputes)]
        table.add_row(Text(one.made), Group(*body), _cited(one.quotes))
        yield table
        yield from map(_part, line.parts)


def _positions(lines: Sequence[PositionLine]) -> Iterator[RenderableType]:
    stances = {"for": "for", "against": "against", "concern": "concerned about", "shared_value": "share"}
    for holders, held in groupby(lines, key=lambda one: sorted(one.holders)):
        yield Text(", ".join(holders))
        yield Padding(_bullets((False, f"{stances[one.stance]} {one.topic}", one.quotes) for one in held), (0, 0, 0, 2))


def _grid_of(rows: Iterable[tuple[str, str, Sequence[int]]]) -> RenderableType:
    table = _grid()
    for first, text, quotes in rows:
        table.add_row(Text(first), Text(text), _cited(quotes))
    return table


def _index(index: Index) -> Iterator[RenderableType]:
    """Show the years of the relationship index, from -10 to 10."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=QUIET)
    for head in ("", "acts", "score", "smoothed", "cooperation", "conflict"):
        table.add_column(head, justify="left" if not head else "right")
    for one in index.years:
        sums = (one.verbal_cooperation + one.material_cooperation, one.verbal_conflict + one.material_conflict)
        scores = map(words.score, (one.score, one.smoothed, *sums))
        table.add_row(Text(one.period), str(one.acts or "–"), *scores)
    if table.row_count:
        yield table


def _topics(brief: Brief) -> Iterator[RenderableType]:
    if brief.topics:
        yield Text("   ".join(f"{topic.name.replace('_', ' ')} {topic.entries}" for topic in brief.topics))
    if brief.acts:
        yield Text("acts  " + "   ".join(f"{kind} {count}" for kind, count in brief.acts.items()), style=QUIET)


# --- the others -----------------------------------------------------------------------------------------------------


@shown.register
def _(due: Due) -> RenderableType:
    parts: list[RenderableType] = [_head(due.title, f"from {words.date(due.on)}")]
    if not (due.coming or due.passed or due.undated):
        return Group(*parts, Text("Nothing planned and no term that ends, as far as the ledger tells."))
    for title, lines in (("To come", due.coming), ("Past, and no report of it", due.passed), ("Undated", due.undated)):
        parts += _section(title, [_due(lines)] if lines else [])
    parts += _section("Quotes", _quotes(due.quotes))
    return Group(*parts)


def _due(lines: Iterable[DueLine]) -> RenderableType:
    return _grid_of((line.when, f"{line.text}  ({', '.join(line.parties)})", line.quotes) for line in lines)


@shown.register
def _(checked: Checked) -> RenderableType:
    parts: list[RenderableType] = [_head(checked.title, words.date(checked.published))]
    if checked.reason:
        parts.append(Text(f"Not diplomatic: {checked.reason}"))
    counts = [f"{count} {verdict.replace('_', ' ')}" for verdict, count in checked.counts.items() if count]
    parts.append(Text(words.listed(counts) or "No claims to check."))
    if checked.known:
        parts.append(Text("The ledger holds this report; it is compared with the others.", style=QUIET))
    for verdict, count in checked.counts.items():
        lines = [one for one in checked.claims if one.verdict == verdict]
        parts += _section(
            verdict.replace("_", " ").capitalize(), [_checked(checked, verdict)] if count and lines else []
        )
    parts += _section("Words about the record", [_records(checked)] if checked.records else [])
    parts += _section("Quotes", _quotes(checked.quotes))
    return Group(*parts)


def _records(checked: Checked) -> RenderableType:
    table = _grid()
    for one in checked.records:
        outcome = one.outcome.replace("_", " ")
        numbers = words.numbers(one.quotes) + (f" against {words.numbers(one.against)}" if one.against else "")
        said = Group(Text(f"“{one.text}”"), Text(one.why, style=QUIET))
        table.add_row(
            Text(outcome, style=ALARM if one.outcome == "contradicted" else ""), said, Text(numbers, style=CITED)
        )
    return table


def _checked(checked: Checked, verdict: str) -> RenderableType:
    table = _grid()
    for one in checked.claims:
        if one.verdict == verdict:
            joined = "with" if one.verdict == "corroborated" else "against"
            numbers = words.numbers(one.quotes) + (f" {joined} {words.numbers(one.against)}" if one.against else "")
            table.add_row(
                Text(one.kind), Group(Text(one.title), Text(one.why, style=QUIET)), Text(numbers, style=CITED)
            )
    return table


@shown.register
def _(item: Shown) -> RenderableType:
    parts: list[RenderableType] = [_head(item.title, f"{item.kind} {item.id}")]
    facts = Table.grid(padding=(0, 2, 0, 0))
    for name, value in item.facts:
        facts.add_row(Text(name, style=QUIET), Text(value))
    parts += _section("Facts", [facts] if item.facts else [])
    if item.support:
        parts += _section("Who says so", [Text(line) for line in (_support(item.support), *_alone(item.support))])
    readings = [(words.field(field.name), side) for field in item.fields for side in field.sides]
    parts += _section(
        "What reports say",
        [_grid_of((name, _side(side), ()) for name, side in readings)] if readings else [],
    )
    stages = [(one.when, f"{one.what}: {one.text}", one.quotes) for one in item.history]
    parts += _section("History", [_grid_of(stages)] if stages else [])
    parts += _section("Checks", map(_finding, item.findings))
    parts += _section("Disputed", map(_dispute, item.disputes))
    parts += _section("Quotes", _quotes(item.quotes))
    return Group(*parts)

"""Commands that look at the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import click
from click.core import ParameterSource

from chancery.cli.frame import AS_OF, DAY, FORMAT, VIEW, console, example, lines, opened, recalled, table, view

if TYPE_CHECKING:
    from chancery.decisions import AnyDecision
    from chancery.desk import Desk
    from chancery.linkage import Entry
    from chancery.models import Document, Judgement, Value
    from chancery.views.view import Form

T = TypeVar("T", bound="Value")

KINDS = {"engagements": "engagement", "commitments": "commitment", "events": "event", "positions": "position"}


def _partial(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Let a partial ISO date through."""
    from chancery.linkage.dates import days

    if value is not None and days(value) is None:
        raise click.BadParameter(f"{value!r} is no date; write it as 2025, 2025-08 or 2025-08-29")
    return value


SINCE = click.option(
    "--since", metavar="DATE", callback=_partial, help="From this day, month or year on (2025, 2025-08, 2025-08-29)."
)
UNTIL = click.option("--until", metavar="DATE", callback=_partial, help="Up to and with this day, month or year.")
TOPIC = click.option("--topic", metavar="WORD", help="Only what has this word in its title, topic or sectors.")
OTHERS = ("documents", "actors", "judgements", "decisions")
SHORT_ID = 10
"""Digits of an id that are shown: as good as unique, and the whole is accepted by its beginning."""


@click.command(
    epilog=example(
        "chancery brief India Japan",
        "chancery brief IND JPN --since 2022 --topic investment",
        "chancery brief Japan --format html > japan.html",
    )
)
@click.argument("actors", nargs=-1, required=True, metavar="ACTOR...")
@SINCE
@UNTIL
@TOPIC
@AS_OF
@VIEW
@click.pass_context
def brief(
    context: click.Context,
    actors: tuple[str, ...],
    since: str | None,
    until: str | None,
    topic: str | None,
    as_of: datetime | None,
    form: Form,
) -> None:
    """Print the state of a relationship.

    Contacts, promises with their history, what does not add up, each line with the numbers of its quotes.
    ACTOR is a name or a code; one alone gives all its partners. HTML is one self-contained page.
    """
    with opened(context) as desk:
        day = recalled(desk, as_of)
        view(desk.brief(*actors, since=since, until=until, topic=topic, as_of=day), form)


@click.command(
    "list",
    epilog=example(
        "chancery list commitments --actor Japan --since 2022", "chancery list engagements --status planned"
    ),
)
@click.argument("kind", type=click.Choice([*KINDS, *OTHERS]), metavar="KIND")
@click.option("--actor", "actors", multiple=True, metavar="NAME", help="A name or code that takes part; repeatable.")
@SINCE
@UNTIL
@TOPIC
@click.option("--status", metavar="WORD", help="A status (planned, held, announced …) or a strength (pledge, sign …).")
@click.option("--limit", type=click.IntRange(1), help="At most so many.")
@AS_OF
@FORMAT
@click.pass_context
def list_(
    context: click.Context,
    kind: str,
    actors: tuple[str, ...],
    since: str | None,
    until: str | None,
    topic: str | None,
    status: str | None,
    limit: int | None,
    as_of: datetime | None,
    form: str,
) -> None:
    """List engagements, commitments, events, positions …

    KIND is engagements, commitments, events, positions, documents, actors, judgements or decisions (people's alone).
    Each line shows the beginning of an id, for chancery show.
    """
    from chancery.export import line

    with opened(context) as desk:
        codes = [desk.actor(name) for name in actors]
        day = recalled(desk, as_of)
        asked = desk.as_of(day, actors=codes) if day else desk
        if kind in OTHERS:
            _list_others(asked, kind, limit, form)
            return
        found = asked.entries(KINDS[kind], actors=codes, since=since, until=until, topic=topic, status=status)[:limit]
    if form == "json":
        lines(map(line, found))
    else:
        table(("id", "date", "what", "status", "reports"), map(_row, found), flowing="what")


def _list_others(desk: Desk, kind: str, limit: int | None, form: str) -> None:
    """List what is no entry."""
    if kind == "actors":
        lines(desk.actors()[:limit])
    elif kind == "documents":
        _listed(desk.documents(limit=limit), ("id", "published", "publisher", "title"), _named, form)
    elif kind == "decisions":
        _listed(desk.decisions(limit=limit), ("id", "made", "author", "what", "why"), _decided, form)
    else:
        _listed(desk.judgements()[:limit], ("id", "left", "relation", "right", "author", "why"), _told, form)


def _listed(values: Sequence[T], heads: tuple[str, ...], row: Callable[[T], tuple[str | None, ...]], form: str) -> None:
    """Print values as JSON or as a table, whose last column takes what width is left."""
    from chancery.export import line

    lines(map(line, values)) if form == "json" else table(heads, map(row, values), flowing=heads[-1])


def _named(doc: Document) -> tuple[str | None, ...]:
    return doc.id[:SHORT_ID], doc.published, doc.publisher, doc.title or doc.source_id


def _decided(one: AnyDecision) -> tuple[str, ...]:
    """Say who decided what of what when, and why, or by whom it was undone."""
    from chancery.decisions import Progress, claims_of
    from chancery.linkage.decided import says
    from chancery.models import Judgement

    about = " ⟷ ".join(claim[:SHORT_ID] for claim in claims_of(one)[:2])
    because = "; ".join(one.reasons) if isinstance(one, Judgement) else one.because
    told = f"{one.on}: {one.text}" if isinstance(one, Progress) else ""
    undone = f"undone {one.undone[:16]} by {one.undone_by or 'somebody'}" if one.undone else ""
    why = "; ".join(filter(None, (told, undone, because)))
    return one.id[:SHORT_ID], (one.made or "")[:16], one.author, f"{says(one)} {about}", why


def _told(one: Judgement) -> tuple[str, ...]:
    undone = f"undone {one.undone}" if one.undone else ""
    why = "; ".join(filter(None, (one.detail, undone, *one.reasons)))
    return one.id[:SHORT_ID], one.left[:SHORT_ID], one.relation, one.right[:SHORT_ID], one.author, why


def _row(entry: Entry) -> tuple[str | None, ...]:
    status = getattr(entry, "status", None) or getattr(entry, "stance", None) or getattr(entry, "tense", None)
    when = getattr(entry, "made", None) or getattr(getattr(entry, "when", None), "start", None) or entry.first_reported
    conflicts = " !" if any(conflict.alarm for conflict in entry.conflicts) else ""
    return entry.id[:SHORT_ID], when, entry.title, status, f"{entry.corroboration.reports}{conflicts}"


@click.command(
    epilog=example("chancery show 3f2a91bc", "chancery show reports/readout.txt", "chancery show 3f2a --format md")
)
@click.argument("name", metavar="ID")
@AS_OF
@click.option("--history", is_flag=True, help="With what older versions read there, and all that people decided.")
@VIEW
@click.pass_context
def show(context: click.Context, name: str, as_of: datetime | None, history: bool, form: Form) -> None:
    """Show an entry, claim or document with its quotes.

    ID is an id as printed by other commands, the beginning of one, or the path or address a document came from.
    """
    with opened(context) as desk:
        view(desk.show(name, as_of=recalled(desk, as_of), history=history), form)


@click.command(epilog=example("chancery due", "chancery due India --until 2027", "chancery due --ics > due.ics"))
@click.argument("actors", nargs=-1, metavar="[ACTOR]...")
@click.option("--on", type=DAY, metavar="DAY", help="The day from which it is asked (2025-11-22); today when left out.")
@UNTIL
@TOPIC
@click.option("--ics", is_flag=True, help="Print a calendar (iCalendar) of what is to come; it has no other format.")
@AS_OF
@VIEW
@click.pass_context
def due(
    context: click.Context,
    actors: tuple[str, ...],
    on: datetime | None,
    until: str | None,
    topic: str | None,
    ics: bool,
    as_of: datetime | None,
    form: Form,
) -> None:
    """List what is planned and what falls due, soonest first.

    All actors, or those named; what lay before the day and is not reported stands apart.
    """
    if ics and context.get_parameter_source("form") is not ParameterSource.DEFAULT:
        raise click.UsageError("a calendar has no other format: give --ics or --format")
    with opened(context) as desk:
        day = recalled(desk, as_of)
        found = desk.due(*actors, on=on.date() if on else None, until=until, topic=topic, as_of=day)
    if ics:
        click.echo(found.calendar(), nl=False)
    else:
        view(found, form)


@click.command(epilog=example("chancery search skilled workers", "chancery search '\"G20 summit\" invest*'"))
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@AS_OF
@FORMAT
@click.pass_context
def search(context: click.Context, words: tuple[str, ...], limit: int, as_of: datetime | None, form: str) -> None:
    """Find reports by their words, with the passage.

    All WORDS must occur; a "quoted phrase" in one piece; word* stands for every word that begins so.
    """
    from rich.text import Text

    from chancery.export import line
    from chancery.ledger import CLOSE, OPEN

    with opened(context) as desk:
        hits = desk.search(" ".join(words), limit=limit, as_of=recalled(desk, as_of))
    if form == "json":
        lines(map(line, hits))
        return
    if not hits:
        click.echo("no report has all these words", err=True)
    out = console()
    for hit in hits:
        head = " · ".join(filter(None, (hit.published, hit.publisher, hit.title or hit.source_id)))
        out.print(Text(f"{hit.document[:SHORT_ID]}  ", style="dim") + Text(head, style="bold"))
        passage = Text("  ")
        for n, piece in enumerate(" ".join(hit.snippet.split()).replace(CLOSE, OPEN).split(OPEN)):
            passage.append(piece, style="bold yellow" if n % 2 else "")
        out.print(passage)

"""Commands that read reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from chancery.cli.frame import JOBS, LEXICON, PUBLISHED, PUBLISHER, complain, example, iso, opened, progress

if TYPE_CHECKING:
    from datetime import datetime

    from chancery.models import Document

MOST_SKIPPED = 20
"""Lines on reports that are not diplomatic: more would hide the sum."""
SOURCES = click.argument("sources", nargs=-1, required=True, metavar="PATH...")


@click.command(
    epilog=example(
        "chancery add reports/",
        "chancery add talk.pdf --published 2025-11-24",
        "chancery add https://example.org/statement.html",
        "curl … | chancery add -",
    )
)
@SOURCES
@PUBLISHED
@PUBLISHER
@LEXICON
@JOBS
@click.option("--recode", is_flag=True, help="Code known reports again that an older version coded.")
@click.option("--quiet", "-q", is_flag=True, help="Print only what failed.")
@click.pass_context
def add(
    context: click.Context,
    sources: tuple[str, ...],
    published: datetime | None,
    publisher: str | None,
    jobs: int,
    recode: bool,
    quiet: bool,
) -> None:
    """Read reports and keep what they say in the ledger.

    A PATH is a file (text, Markdown, HTML, PDF, JSON Lines), a directory, an http(s) address, or - for standard input.
    Reports that the ledger holds already are not coded again. Exit status 1 when one failed; the rest is kept.
    """
    with opened(context, make=True) as desk, progress("Reading") as tell:
        report = desk.add(
            *sources, published=iso(published), publisher=publisher, jobs=jobs, progress=tell, recode=recode
        )
    if not quiet:
        for one in report.skipped[:MOST_SKIPPED]:
            click.echo(f"skipped {one.source}: {one.reason or 'not diplomatic'}")
        if more := report.skipped[MOST_SKIPPED:]:
            click.echo(f"skipped {len(more)} more; chancery code tells why, report by report")
        click.echo(str(report))
    for one in report.failed:
        complain(f"{one.source}: {one.reason}")
    if report.failed:
        context.exit(1)


@click.command(epilog=example("chancery code report.html", "chancery code reports.jsonl > coded.jsonl"))
@SOURCES
@PUBLISHED
@PUBLISHER
@LEXICON
@JOBS
@click.pass_context
def code(
    context: click.Context, sources: tuple[str, ...], published: datetime | None, publisher: str | None, jobs: int
) -> None:
    """Print what reports say as JSON Lines, without a ledger.

    One line a report, in the order of reading; docs/json.md describes the fields. Exit status 1 when one failed.
    """
    from chancery.bulk import Failure, code_all, name, read_all
    from chancery.errors import SourceError
    from chancery.export import coded_line

    failed = False

    def fail(message: str) -> None:
        nonlocal failed
        failed = True
        complain(message)

    def documents() -> Iterator[Document]:
        for outcome in read_all(sources, published=iso(published), publisher=publisher):
            if isinstance(outcome, SourceError):
                fail(str(outcome))
            else:
                yield outcome

    for outcome in code_all(documents(), jobs=jobs):
        if isinstance(outcome, Failure):
            fail(f"{name(outcome.document)}: {outcome.reason}")
        else:
            click.echo(coded_line(outcome))
    if failed:
        context.exit(1)

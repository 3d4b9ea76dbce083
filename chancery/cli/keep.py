"""Commands that keep the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancery.cli.frame import JOBS, complain, example, opened, progress

if TYPE_CHECKING:
    from chancery.bulk import AddReport
    from chancery.desk import Desk


@click.command(epilog=example("chancery merge colleague.db", "chancery --ledger both.db merge mine.db"))
@click.argument("other", type=click.Path(path_type=Path))
@click.pass_context
def merge(context: click.Context, other: Path) -> None:
    """Take in another ledger.

    Its documents, claims and people's decisions; the result is the ledger that all the documents together would have
    given. OTHER is not changed.
    """
    from chancery.errors import LedgerError
    from chancery.ledger import Ledger

    if not other.exists():
        raise LedgerError(f"{other}: there is no such file; check the path")
    with opened(context, make=True) as desk, Ledger(other) as theirs:
        new = desk.merge(theirs)
        size = desk.size()
    click.echo(f"{len(new)} documents added; now {size.documents} documents, {size.entries} entries")


@click.command(epilog=example("chancery rebuild", "chancery rebuild --recode"))
@click.option("--recode", is_flag=True, help="Code again the reports that an older version coded, from their texts.")
@JOBS
@click.pass_context
def rebuild(context: click.Context, recode: bool, jobs: int) -> None:
    """Judge all claims and build all entries anew.

    Changes nothing unless a newer chancery judges by other rules, or with --recode reads otherwise; what people decided
    stays, and older readings stay to be read (chancery show --history).
    """
    with opened(context) as desk:
        report = _recoded(desk, jobs) if recode else None
        desk.rebuild()
        click.echo(f"{desk.size().entries} entries")
    if report and report.failed:
        context.exit(1)


def _recoded(desk: Desk, jobs: int) -> AddReport:
    with progress("Reading again") as tell:
        report = desk.recode(jobs=jobs, progress=tell)
    click.echo(str(report))
    for one in report.failed:
        complain(f"{one.source}: {one.reason}")
    return report


@click.command(epilog=example("chancery export --format csv out/", "chancery export --format gdelt out/"))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl", "parquet", "gdelt", "polecat", "index"]),
    default="csv",
    show_default=True,
)
@click.pass_context
def export(context: click.Context, folder: Path, form: str) -> None:
    """Write the ledger into a folder, one file a table.

    CSV or Parquet for data frames, JSON Lines with everything that is nested, `gdelt` and `polecat` for tools that read
    these event data. `index` is one CSV file: how cooperative each pair of actors was by year and month.
    """
    with opened(context) as desk:
        for path in desk.export(folder, form=form):
            click.echo(str(path))


@click.command(epilog=example("chancery version"))
def version() -> None:
    """Print the versions of chancery and of what it stands on."""
    import platform
    import sqlite3

    from chancery import __version__

    click.echo(f"chancery {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")

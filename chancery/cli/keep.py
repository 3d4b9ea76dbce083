"""Commands that keep the ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancery.cli.frame import example, opened

if TYPE_CHECKING:
    from chancery.models import Relation


@click.command(
    epilog=example(
        "chancery judge 3f2a 91bc --same --because 'the same announcement'",
        "chancery judge 3f2a 91bc --revises RAISES",
        "chancery judge --undo 77e0",
    )
)
@click.argument("left", required=False)
@click.argument("right", required=False)
@click.option("--same", "relation", flag_value="SAME", help="Both tell of one thing.")
@click.option("--different", "relation", flag_value="DIFFERENT", help="They tell of two things.")
@click.option("--conflicts", "relation", flag_value="CONFLICTS", help="They contradict each other.")
@click.option("--revises", metavar="HOW", help="LEFT revises RIGHT: RAISES, LOWERS, EXTENDS, ROLLS_OVER, SUPERSEDES …")
@click.option("--because", metavar="WHY", help="The reason, shown wherever the judgement is.")
@click.option("--by", envvar="USER", default="a person", help="Who judges.  [default: the user's name]")
@click.option("--undo", metavar="ID", help="Let an earlier judgement hold no longer.")
@click.pass_context
def judge(
    context: click.Context,
    left: str | None,
    right: str | None,
    relation: Relation | None,
    revises: str | None,
    because: str | None,
    by: str,
    undo: str | None,
) -> None:
    """Say yourself how two claims or entries relate.

    LEFT and RIGHT are ids. Your judgement wins over those of the rules, stays when more is added, and is undone by a
    date, never deleted.
    """
    if bool(relation) + bool(revises) + bool(undo) != 1 or (undo is None) != bool(left and right):
        raise click.UsageError(
            "give LEFT and RIGHT with one of --same, --different, --conflicts, --revises; or --undo ID"
        )
    with opened(context) as desk:
        if undo:
            desk.undo(desk.item(undo).id, on=date.today())
            click.echo(f"undone {undo}")
            return
        said = relation or "REVISES"
        for made in desk.relate(left or "", right or "", said, detail=revises, because=because, by=by):
            click.echo(f"{made.id}  {made.left} {made.relation} {made.right}")


@click.command(epilog=example("chancery merge colleague.db", "chancery --ledger both.db merge mine.db"))
@click.argument("other", type=click.Path(path_type=Path))
@click.pass_context
def merge(context: click.Context, other: Path) -> None:
    """Take in another ledger.

    Its documents, claims and people's judgements; the result is the ledger that all the documents together would have
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


@click.command(epilog=example("chancery rebuild"))
@click.pass_context
def rebuild(context: click.Context) -> None:
    """Judge all claims and build all entries anew.

    Changes nothing unless a newer chancery judges by other rules; people's judgements stay.
    """
    with opened(context) as desk:
        desk.rebuild()
        click.echo(f"{desk.size().entries} entries")


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

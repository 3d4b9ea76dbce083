"""Commands for a user's own actors."""

from __future__ import annotations

from datetime import date, datetime

import click

from chancery.cli.frame import DAY, example, table


@click.group(
    invoke_without_command=True,
    epilog=example("chancery actors add my-actors.csv", "chancery actors --check"),
)
@click.option("--check", is_flag=True, help="List offices whose last known holder has left.")
@click.option("--on", type=DAY, metavar="DAY", help="The day for which to check; today when left out.")
@click.pass_context
def actors(context: click.Context, check: bool, on: datetime | None) -> None:
    """List your own actors, add some, or check what is stale."""
    from chancery.actors import stale
    from chancery.actors.user import actors as known
    from chancery.config import actor_files

    if context.invoked_subcommand:
        return
    if check:
        day = on.date() if on else date.today()
        gone = stale(day)
        table(("state", "office", "last known holder"), gone)
        click.echo(f"{len(gone)} offices have no known holder on {day}; add who holds them with chancery actors add")
        return
    mine = known()
    if mine:
        table(("code", "kind", "name", "since", "until"), ((a.code, a.kind, a.name, a.since, a.until) for a in mine))
    places = ", ".join(map(str, actor_files())) or "no file yet; chancery actors add makes one"
    click.echo(f"{len(mine)} actors of your own ({places})")


@actors.command(epilog=example("chancery actors add my-actors.csv"))
@click.argument("path", metavar="CSV", type=click.Path())
def add(path: str) -> None:
    """Make the actors of a CSV known to every later run.

    Columns: name, aliases, code, kind, office, sector, since, until, source; name and code are needed.
    """
    from chancery.actors import keep_user_actors

    target, added = keep_user_actors(path)
    click.echo(f"{len(added)} added to {target}")

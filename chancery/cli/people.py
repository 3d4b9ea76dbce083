"""Commands for who may use the pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancery.cli.frame import example, table

if TYPE_CHECKING:
    from chancery.web.people import People, Role


@click.group(
    invoke_without_command=True,
    epilog=example("chancery people add 'Ana Rojas' --role reviewer", "chancery people remove 'Ana Rojas'"),
)
@click.pass_context
def people(context: click.Context) -> None:
    """List who may use the pages of the ledger, let people in or out."""
    if context.invoked_subcommand:
        return
    members = people_of(context.find_root().obj).members()
    if members:
        table(("name", "role", "since"), ((one.name, one.role, one.made) for one in members))
    click.echo(f"{len(members)} people; chancery serve --auth token lets them in")


@people.command(epilog=example("chancery people add 'Ana Rojas' --role reviewer"))
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(["reader", "reviewer", "admin"]),
    default="reader",
    show_default=True,
    help="reader reads; reviewer also adds and decides; admin also undoes what others decided.",
)
@click.pass_context
def add(context: click.Context, name: str, role: Role) -> None:
    """Let a person in and print their token.

    The token is shown this once; only its hash is kept. A token that NAME had before holds no longer.
    """
    click.echo(people_of(context.find_root().obj).admit(name, role))
    click.echo(f"This is the token of {name}, {role}; it is not kept, and cannot be shown again.", err=True)


@people.command(epilog=example("chancery people remove 'Ana Rojas'"))
@click.argument("name")
@click.pass_context
def remove(context: click.Context, name: str) -> None:
    """Let a person in no longer; what they decided stays."""
    people_of(context.find_root().obj).dismiss(name)
    click.echo(f"removed {name}")


def people_of(ledger: Path) -> People:
    """Return the people of a ledger, kept in a file beside it."""
    from chancery.web.people import People

    return People(ledger.with_name(f"{ledger.name}.people.json"))

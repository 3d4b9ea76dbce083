"""Commands that check words and figures."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from chancery.cli.frame import (
    AS_OF,
    DAY,
    FORMAT,
    PUBLISHED,
    PUBLISHER,
    VIEW,
    example,
    iso,
    lines,
    opened,
    recalled,
    table,
    view,
)

if TYPE_CHECKING:
    from chancery.views.view import Form


@click.command(epilog=example("chancery check new-report.html", "curl … | chancery check -"))
@click.argument("source", metavar="PATH")
@PUBLISHED
@PUBLISHER
@AS_OF
@VIEW
@click.pass_context
def check(
    context: click.Context,
    source: str,
    published: datetime | None,
    publisher: str | None,
    as_of: datetime | None,
    form: Form,
) -> None:
    """Compare a new report with the ledger.

    What is corroborated, new, stale or contradicted. Both sides are quoted. Nothing is kept; chancery add keeps it.
    """
    with opened(context) as desk:
        day = recalled(desk, as_of)
        for found in desk.check(source, published=iso(published), publisher=publisher, as_of=day):
            view(found, form)


@click.command(epilog=example("chancery who 'Prime Minister Takaichi' --on 2025-11-22", "chancery who Kremlin"))
@click.argument("name")
@click.option("--on", type=DAY, metavar="DAY", help="The day for which it is asked (2025-11-22); today when left out.")
@FORMAT
def who(name: str, on: datetime | None, form: str) -> None:
    """Tell whom a NAME stands for on a day.

    A state, an organisation, an office, a person, or a place with its coordinates.
    """
    from chancery.actors import locate, resolve
    from chancery.errors import UnknownActorError
    from chancery.export import line, shown

    actor = resolve(name, on=(on or datetime.now()).date()) or locate(name)
    if actor is None:
        raise UnknownActorError(f"{name}: stands for no actor we know; try the full name or a code such as JPN")
    if form == "json":
        lines([line(actor)])
    else:
        table(("field", "value"), shown(actor))


@click.command(epilog=example("chancery quantities 'Rs 3.2 lakh crore over five years' --published 2022-03-20"))
@click.argument("words", metavar="TEXT")
@click.option("--published", type=DAY, metavar="DAY", help="The day from which 'next year' is counted.")
@click.option("--country", metavar="CODE", help="The publisher's country: whose dollars and pounds are meant (AUS).")
@FORMAT
def quantities(words: str, published: datetime | None, country: str | None, form: str) -> None:
    """Tell the money, counts and periods that a TEXT names."""
    from chancery.export import line, shown
    from chancery.quantities import quantities as found_in

    found = found_in(words, published=published.date() if published else None, country=country)
    if form == "json":
        lines(map(line, found))
        return
    rows = (
        (one.text, one.kind, ", ".join(f"{field} {value}" for field, value in shown(one, LEFT_OUT))) for one in found
    )
    table(("words", "kind", "value"), rows, flowing="value")


LEFT_OUT = frozenset({"start", "end", "text"})

"""What all commands share: the grouped help, the ledger they open, errors with a way out, output and progress."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancery.config import DEFAULT_JOBS
from chancery.errors import ChanceryError, LedgerError

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console

    from chancery.desk import Desk
    from chancery.views.view import Form, View

PLAIN_WIDTH = 110
"""Columns of output that goes into a file or a pipe."""
SLOW = 2.0
"""Seconds after which a progress bar is worth showing."""

DAY = click.DateTime(formats=["%Y-%m-%d"])
FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
AS_OF = click.option(
    "--as-of", type=DAY, metavar="DAY", help="Say what one knew by that day: by the reports published until then."
)
PUBLISHED = click.option(
    "--published", type=DAY, metavar="DAY", help="The day of publication where a file does not say (2025-11-24)."
)
PUBLISHER = click.option("--publisher", metavar="NAME", help="Who published it, where a file does not say.")


def with_phrases(context: click.Context, parameter: click.Parameter, path: str | None) -> None:
    """Make a user's phrases known to this run and to the processes that it starts."""
    if path is None:
        return
    from chancery.coding.phrasebook import load_lexicon
    from chancery.config import LEXICON_VARIABLE, lexicon_files

    load_lexicon(path)
    before = os.environ.get(LEXICON_VARIABLE, "")
    context.call_on_close(lambda: os.environ.update({LEXICON_VARIABLE: before}))
    os.environ[LEXICON_VARIABLE] = os.pathsep.join(str(one) for one in (*lexicon_files(), path))


LEXICON = click.option(
    "--lexicon", metavar="CSV", type=click.Path(), callback=with_phrases, expose_value=False,
    help="Your own phrases for political acts; docs/events.md describes the columns.",
)  # fmt: skip
JOBS = click.option(
    "--jobs",
    type=click.IntRange(1),
    default=DEFAULT_JOBS,
    show_default=True,
    help="Worker processes when there are many reports.",
)
VIEW = click.option(
    "--format", "form", type=click.Choice(["text", "md", "html", "json"]), default="text", show_default=True
)


class Contents(click.Group):
    """A group whose help lists its commands by section, and whose errors are one line that says what to do."""

    def __init__(self, *args: Any, sections: Mapping[str, Sequence[click.Command]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = sections
        for commands in sections.values():
            for command in commands:
                self.add_command(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under the heading of their section."""
        for heading, commands in self.sections.items():
            with formatter.section(heading):
                formatter.write_dl([(command.name or "", command.get_short_help_str(70)) for command in commands])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what chancery refuses becomes an error message and exit status 1."""
        try:
            return super().invoke(ctx)
        except ChanceryError as error:
            raise click.ClickException(str(error)) from error


def iso(day: datetime | None) -> str | None:
    """Return an option's day as an ISO date."""
    return day.date().isoformat() if day else None


def example(*lines: str) -> str:
    """Return the end of a command's help: how it is used."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


@contextmanager
def opened(context: click.Context, *, make: bool = False) -> Iterator[Desk]:
    """Give the ledger that the command is about; unless it is to be made, it must be there and hold something."""
    path: Path = context.find_root().obj
    if not make and not path.exists():
        raise LedgerError(f"{path}: there is no ledger here; make one with chancery add, or name one with --ledger")
    from chancery.desk import Desk

    with Desk(path) as desk:
        if not make and not desk.size().documents:
            raise LedgerError(f"{path}: the ledger is empty; add reports with chancery add PATH")
        yield desk


def recalled(desk: Desk, as_of: datetime | None) -> str | None:
    """Return the day as of which the ledger is asked; tell how many reports were published by then."""
    if as_of is not None:
        click.echo(str(desk.known_by(as_of.date())), err=True)
    return iso(as_of)


def console() -> Console:
    """Return what text is printed with: coloured in a terminal, plain and of fixed width elsewhere."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else PLAIN_WIDTH)


def view(shown: View, form: Form) -> None:
    """Print a view in a form; text with colours where there is a terminal."""
    if form == "text":
        from chancery.views.terminal import shown as drawn

        console().print(drawn(shown))
    else:
        click.echo(shown.render(form), nl=False)


def complain(message: str) -> None:
    """Write a line to standard error."""
    click.echo(f"Error: {message}", err=True)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, str], None]]:
    """Give a callback that shows a count on standard error once it takes long, and only in a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, name: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=None)
    begun = time.monotonic()

    def tell(done: int, name: str) -> None:
        if time.monotonic() - begun > SLOW:
            bar.start()
            bar.update(task, description=f"{what}: {done} done, {name}")

    try:
        yield tell
    finally:
        bar.stop()


def lines(texts: Iterable[str]) -> None:
    """Print each text on a line of its own."""
    for text in texts:
        click.echo(text)


def table(heads: tuple[str, ...], rows: Iterable[tuple[str | None, ...]], *, flowing: str = "") -> None:
    """Print rows under their heads; the column that `flowing` names takes what width is left and breaks its lines."""
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, header_style="bold")
    for head in heads:
        grid.add_column(head, no_wrap=head != flowing)
    for row in rows:
        grid.add_row(*(Text(cell or "—") for cell in row))
    console().print(grid)

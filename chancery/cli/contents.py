"""The table of contents: which commands there are, in which order, and the options that all share."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from chancery.cli import actors, check, keep, look, people, read, review, serve
from chancery.cli.frame import Contents
from chancery.config import DEFAULT_LEDGER, LEDGER_VARIABLE

SECTIONS = {
    "Read reports": (read.add, read.code),
    "Look at the ledger": (look.brief, look.list_, look.show, look.search, look.due, serve.serve),
    "Check words and figures": (check.check, check.who, actors.actors, check.quantities),
    "Set it right": (review.review, review.judge, review.verdict, review.progress, review.undo),
    "Keep the ledger": (keep.merge, keep.rebuild, keep.export, people.people, keep.version),
}


@click.group(cls=Contents, sections=SECTIONS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    envvar=LEDGER_VARIABLE,
    default=DEFAULT_LEDGER,
    show_default=True,
    show_envvar=True,
    help="The ledger's file.",
)
@click.option("--verbose", "-v", is_flag=True, help="Tell on standard error what is being done.")
@click.pass_context
def main(context: click.Context, ledger: Path, verbose: bool) -> None:
    """The record of what states do and promise one another, each line with its quote.

    \b
    Begin:  chancery add reports/
            chancery brief India Japan
    """
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, format="%(levelname)s: %(message)s")
    context.obj = ledger

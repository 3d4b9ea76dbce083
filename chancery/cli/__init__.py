"""The command line: one command is one call. `chancery --help` is its table of contents."""

from chancery.cli.contents import main

__all__ = ["main"]

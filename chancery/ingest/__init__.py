"""Source -> Documents: text, Markdown, HTML, PDF, JSON Lines, a directory, standard input, an http(s) address."""

from chancery.ingest.limits import Limits
from chancery.ingest.sources import read

__all__ = ["Limits", "read"]

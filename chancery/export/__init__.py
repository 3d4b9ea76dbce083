"""The ledger for other programs: its tables, JSON Lines and the formats of event data (docs/export.md)."""

from chancery.export.folder import FORMATS, export
from chancery.export.lines import coded_line, line, shown

__all__ = ["FORMATS", "coded_line", "export", "line", "shown"]

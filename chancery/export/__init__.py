"""The ledger for other programs: JSON Lines and CSV, one file a table, columns documented in docs/ledger.md."""

from chancery.export.folder import FORMATS, export
from chancery.export.lines import coded_line, line, shown

__all__ = ["FORMATS", "coded_line", "export", "line", "shown"]

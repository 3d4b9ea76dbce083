"""The same `code` on many documents: here on one machine, in order, over a few processes."""

from chancery.bulk.intake import AddReport, Handled, code_each, name, older, read_all, take_in
from chancery.bulk.pool import Failure, code_all

__all__ = ["AddReport", "Failure", "Handled", "code_all", "code_each", "name", "older", "read_all", "take_in"]

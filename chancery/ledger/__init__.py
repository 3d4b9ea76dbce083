"""The ledger: tables that keep documents, claims, judgements and entries, and full-text search over them."""

from chancery.ledger.ledger import Ledger, Size
from chancery.ledger.reading import Item
from chancery.ledger.search import CLOSE, OPEN, Hit
from chancery.ledger.writing import batches, check_evidence

__all__ = ["CLOSE", "OPEN", "Hit", "Item", "Ledger", "Size", "batches", "check_evidence"]

"""The ledger: tables that keep documents, claims, judgements and entries, and full-text search over them."""

from chancery.ledger.doubts import DECIDED_AT_ONCE, Doubt, Doubting, DoubtKind
from chancery.ledger.finding import Facet, FacetValue, Found, Pair, Wanted
from chancery.ledger.ledger import Ledger, Size
from chancery.ledger.past import Known
from chancery.ledger.reading import Item
from chancery.ledger.rows import version_key
from chancery.ledger.search import CLOSE, OPEN, Hit
from chancery.ledger.writing import batches, check_evidence

__all__ = [
    "CLOSE",
    "DECIDED_AT_ONCE",
    "OPEN",
    "Doubt",
    "DoubtKind",
    "Doubting",
    "Facet",
    "FacetValue",
    "Found",
    "Hit",
    "Item",
    "Known",
    "Ledger",
    "Pair",
    "Size",
    "Wanted",
    "batches",
    "check_evidence",
    "version_key",
]

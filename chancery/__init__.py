"""chancery reads diplomatic news and keeps the record of what states do and promise one another.

Everything public is here; each name is loaded from its home when first asked for, so that `import chancery` is quick.

>>> import chancery
>>> [str(amount.value) for amount in chancery.quantities("a loan of JPY 3 billion")]
['3000000000']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from chancery.decisions import Compliance, Progress, Verdict
from chancery.errors import (
    ChanceryError,
    EvidenceError,
    LedgerError,
    NotFoundError,
    SourceError,
    UnknownActorError,
)
from chancery.models import (
    Actor,
    Attribution,
    Claim,
    CodedDocument,
    Commitment,
    Count,
    Document,
    Engagement,
    Event,
    Evidence,
    Figure,
    Judgement,
    Mention,
    Money,
    Number,
    Participant,
    Period,
    Place,
    Position,
    Revision,
    Sentence,
    Span,
    Timespan,
    Token,
    TypedRelation,
    document,
)
from chancery.quantities import quantities

if TYPE_CHECKING:
    from chancery.actors import resolve
    from chancery.coding.relation import relation
    from chancery.desk import Desk, open_ledger
    from chancery.ingest import read
    from chancery.language import analyse
    from chancery.pipeline import code
    from chancery.quantities import check_equivalent, convert

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Attribution",
    "ChanceryError",
    "Claim",
    "CodedDocument",
    "Commitment",
    "Compliance",
    "Count",
    "Desk",
    "Document",
    "Engagement",
    "Event",
    "Evidence",
    "EvidenceError",
    "Figure",
    "Judgement",
    "LedgerError",
    "Mention",
    "Money",
    "NotFoundError",
    "Number",
    "Participant",
    "Period",
    "Place",
    "Position",
    "Progress",
    "Revision",
    "Sentence",
    "SourceError",
    "Span",
    "Timespan",
    "Token",
    "TypedRelation",
    "UnknownActorError",
    "Verdict",
    "analyse",
    "check_equivalent",
    "code",
    "convert",
    "document",
    "open_ledger",
    "quantities",
    "read",
    "relation",
    "resolve",
]

_HOMES = {
    "Desk": "chancery.desk",
    "analyse": "chancery.language",
    "check_equivalent": "chancery.quantities",
    "code": "chancery.pipeline",
    "convert": "chancery.quantities",
    "open_ledger": "chancery.desk",
    "read": "chancery.ingest",
    "relation": "chancery.coding.relation",
    "resolve": "chancery.actors",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'chancery' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__

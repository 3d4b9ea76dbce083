"""Claims to judgements and entries: which claims tell of the same thing, what revises what, what does not add up."""

from chancery.linkage.entries import (
    Amount,
    Check,
    CommitmentEntry,
    Conflict,
    Corroboration,
    Descent,
    EngagementEntry,
    Entry,
    EventEntry,
    Field,
    PositionEntry,
    Reading,
    Stage,
)

__all__ = [
    "Amount",
    "Check",
    "CommitmentEntry",
    "Conflict",
    "Corroboration",
    "Descent",
    "EngagementEntry",
    "Entry",
    "EventEntry",
    "Field",
    "PositionEntry",
    "Reading",
    "Stage",
]

"""Claims to judgements and entries: which claims tell of the same thing, what revises what, what does not add up."""

from chancery.linkage.consolidation import entries
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
from chancery.linkage.judging import block_keys, by_rule, judge, judge_new
from chancery.linkage.totals import Total, totals

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
    "Total",
    "block_keys",
    "by_rule",
    "entries",
    "judge",
    "judge_new",
    "totals",
]

"""Claims to judgements and entries: which claims tell of the same thing, what revises what, what does not add up."""

from chancery.linkage.consolidation import entries
from chancery.linkage.corrections import correct, correction, counting, differences, set_right
from chancery.linkage.decided import Agreement, agreements
from chancery.linkage.entries import (
    Amount,
    Check,
    CommitmentEntry,
    Conflict,
    Corroboration,
    Decided,
    Descent,
    EngagementEntry,
    Entry,
    EventEntry,
    Field,
    PositionEntry,
    Reading,
    Stage,
)
from chancery.linkage.heirs import heirs
from chancery.linkage.judging import block_keys, by_rule, judge, judge_new
from chancery.linkage.totals import Total, totals

__all__ = [
    "Agreement",
    "Amount",
    "Check",
    "CommitmentEntry",
    "Conflict",
    "Corroboration",
    "Decided",
    "Descent",
    "EngagementEntry",
    "Entry",
    "EventEntry",
    "Field",
    "PositionEntry",
    "Reading",
    "Stage",
    "Total",
    "agreements",
    "block_keys",
    "by_rule",
    "correct",
    "correction",
    "counting",
    "differences",
    "entries",
    "heirs",
    "judge",
    "judge_new",
    "set_right",
    "totals",
]

"""What comparing two accounts gives, and the one scale on which all kinds of claims are scored."""

from __future__ import annotations

from typing import TypeAlias

from chancery.models import Value

Key: TypeAlias = tuple[str, ...]

SAME_FROM = 0.6  # measured on the grouping of the shared gold and on generated worlds: docs/linkage.md


class Likeness(Value, frozen=True, kw_only=True):
    """How likely two accounts tell of one thing, from 0 to 1, with the reasons in plain words."""

    score: float
    reasons: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        return self.score >= SAME_FROM


NOTHING = Likeness(score=0.0)

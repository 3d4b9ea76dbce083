"""What people recorded of a promise's progress, on the entry it belongs to: status, compliance and history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from chancery.decisions import Compliance, Progress
from chancery.linkage.entries import CommitmentEntry, Stage


def progressed(entries: Sequence[CommitmentEntry], recorded: Iterable[Progress]) -> tuple[CommitmentEntry, ...]:
    """Return the entries with the progress that people recorded; the status is the last that one of them gives.

    A record belongs to the entry that has the first of its claims that still counts; undone ones belong nowhere.
    """
    of = {claim: entry.id for entry in entries for claim in entry.claims}
    found = defaultdict[str, set[Progress]](set)
    for one in recorded:
        home = next((of[claim] for claim in one.claims if claim in of), None)
        if home and not one.undone:
            found[home].add(one)
    return tuple(_with(entry, sorted(found[entry.id], key=order)) for entry in entries)


def order(one: Progress) -> tuple[str, str, str]:
    """Return what sorts progress by the day it tells of; of one day the last word counts."""
    return one.on, one.made, one.id


def _with(entry: CommitmentEntry, steps: Sequence[Progress]) -> CommitmentEntry:
    if not steps:
        return msgspec.structs.replace(entry, compliance=tuple(Compliance(party=one) for one in entry.promisor))
    reached = [step.status for step in steps if step.status]
    stages = [Stage(what=one.status or "progress", on=one.on, text=one.text, claims=()) for one in steps]
    return msgspec.structs.replace(
        entry,
        status=reached[-1] if reached else entry.status,
        history=tuple(sorted((*entry.history, *stages), key=lambda stage: (stage.on is None, stage.on or ""))),
        progress=tuple(steps),
        compliance=compliance(entry, steps),
    )


def compliance(entry: CommitmentEntry, steps: Iterable[Progress]) -> tuple[Compliance, ...]:
    """Return the last score of each party; one that promises and was never scored is there without a score."""
    scores: dict[str, Compliance] = {party: Compliance(party=party) for party in entry.promisor}
    for step in steps:
        scores.update((one.party, one) for one in step.compliance)
    return tuple(scores[party] for party in sorted(scores))

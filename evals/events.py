"""Events and engagements measured on short passages: what is found, what is missed, what is too much.

    python -m evals.events [dev|held] [--faults]

Half of the passages are held out: only their counts are looked at while rules are written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from chancery.models import Claim, Document, Engagement, Event, Value, document
from chancery.pipeline import code

PASSAGES = Path(__file__).parent / "events.txt"
FREE, NONE = "*", "-"
Half = Literal["dev", "held"]


class Passage(Value, frozen=True, kw_only=True):
    """A passage with the engagements and events that it tells, in the words of the file."""

    half: Half
    document: Document
    engagements: tuple[str, ...]
    events: tuple[str, ...]


def passages(path: Path = PASSAGES) -> tuple[Passage, ...]:
    """Return the passages of a file; the odd ones are for development."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    blocks = [block for block in "\n".join(lines).strip().split("\n\n") if block.strip()]
    return tuple(passage(block, "held" if n % 2 else "dev") for n, block in enumerate(blocks))


def passage(block: str, half: Half) -> Passage:
    """Read one block; an engagement of two or more is an event too.

    >>> one = passage("2025-01-02\\nMali met Togo.\\n@ meeting held MLI+TGO * -", "dev")
    >>> one.engagements, one.events
    (('meeting held MLI+TGO * -',), ('MLI+TGO CONSULT MLI+TGO',))
    """
    published, *lines = block.strip().splitlines()
    text = "\n".join(line for line in lines if line[:2] not in ("> ", "@ "))
    met = [" ".join((kind, status, joined(parties.split("+")), date, place)) for kind, status, parties, date, place in
           (line[2:].split() for line in lines if line.startswith("@ "))]  # fmt: skip
    done = [" ".join((joined(a.split("+")), type_, joined(b.split("+")))) for a, type_, b in
            (line[2:].split() for line in lines if line.startswith("> "))]  # fmt: skip
    events = dict.fromkeys((*(event for one in met if (event := as_event(one))), *done))
    return Passage(
        half=half, document=document(text, published=published), engagements=tuple(met), events=tuple(events)
    )


def joined(codes: Iterable[str]) -> str:
    return "+".join(sorted(codes)) or NONE


def as_event(engagement: str) -> str | None:
    """Return the event that an engagement of two or more is: a consultation when held, an agreement when planned."""
    _, status, parties, *_ = engagement.split()
    types = {"held": "CONSULT", "planned": "AGREE"}
    return f"{parties} {types[status]} {parties}" if status in types and "+" in parties else None


def told(claim: Claim) -> str:
    """Return a claim in the words of the file."""
    if isinstance(claim, Event):
        return f"{joined(claim.source)} {claim.plover} {joined(claim.recipient)}"
    assert isinstance(claim, Engagement)
    parties = joined({p.actor or p.organisation or "" for p in claim.participants})
    date = (claim.when.start if claim.when else None) or NONE
    return f"{claim.type} {claim.status} {parties} {date} {(claim.place.country if claim.place else None) or NONE}"


def right(wanted: str, found: str) -> bool:
    """Tell whether a record is as it should be, field by field."""
    return all(w in (FREE, f) for w, f in zip(wanted.split(), found.split(), strict=True))


class Tally(Value, frozen=True, kw_only=True):
    """Counts over passages: records wanted, found and matched; a match of an engagement has every field right."""

    wanted: int
    found: int
    matched: int
    faults: tuple[str, ...]

    @property
    def f1(self) -> float:
        return 2 * self.matched / max(1, self.wanted + self.found)


def tally(kind: str, every: Iterable[Passage]) -> Tally:
    """Compare what is coded with what should be, for "engagement" or "event"."""
    wanted = found = matched = 0
    faults: list[str] = []
    for one in every:
        missing = list(one.engagements if kind == "engagement" else one.events)
        coded = [told(claim) for claim in code(one.document).claims if claim.kind == kind]
        wanted, found = wanted + len(missing), found + len(coded)
        extra, missed = compared(missing, coded)
        matched += len(coded) - len(extra)
        if extra or missed:
            faults.append("\n".join([one.document.text, *(f"  - {x}" for x in missed), *(f"  + {x}" for x in extra)]))
    return Tally(wanted=wanted, found=found, matched=matched, faults=tuple(faults))


def compared(wanted: Sequence[str], coded: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return what is too much and what is missing."""
    missing, extra = list(wanted), []
    for record in coded:
        same = next((w for w in missing if right(w, record)), None)
        if same is None:
            extra.append(record)
        else:
            missing.remove(same)
    return extra, missing


def main(arguments: Sequence[str]) -> str:
    """Return the scores of both kinds, with the faults where asked for."""
    half = next((a for a in arguments if a in ("dev", "held")), None)
    every = [one for one in passages() if half in (None, one.half)]
    lines = []
    for kind in ("engagement", "event"):
        score = tally(kind, every)
        lines.append(f"{kind:11} F1 {score.f1:.2f}  wanted {score.wanted} found {score.found} right {score.matched}")
        lines.extend(score.faults if "--faults" in arguments else ())
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]) + "\n")

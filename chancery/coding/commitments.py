"""Undertakings in one document: who promises whom what, how much, by when, how strongly, and what it revises.

The steps: (1) find the frames, (2) cut each sentence into the stretches that belong to its frames, (3) read off
parties, figures, period and the rest of each, (4) give amounts that no frame has to the promise they speak of, (5) set
the earlier value that a promise revises apart as a promise of its own, (6) join tellings of one undertaking.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from chancery.coding.clauses import clauses
from chancery.coding.commissives import verbs
from chancery.coding.details import Telling, commitment
from chancery.coding.followups import attach, recalled
from chancery.coding.reading import Reading
from chancery.coding.tellings import joined
from chancery.coding.undertakings import Finder, Frame
from chancery.models import Commitment


def commitments(reading: Reading) -> tuple[Commitment, ...]:
    """Return the undertakings that a document tells, in the order of the text; ids are left empty."""
    every = clauses(reading)
    frames = Finder(reading, every).find()
    told: list[Commitment] = []
    for telling in tellings(reading, frames):
        item = commitment(reading, every, telling)
        if item is not None and not only_recalls(item):
            told.append(of_its_deal(reading, telling, item, told))
    found = attach(reading, every, told)
    found = [*found, *recalled(reading, found)]
    return joined(reading, found)


def of_its_deal(reading: Reading, telling: Telling, item: Commitment, told: Sequence[Commitment]) -> Commitment:
    """Give what a deal provides for ("The deal covers …") the parties of the undertaking told just before."""
    frame = telling.frame
    last = told[-1] if told else None
    if last is None or frame.subject or frame.verb not in verbs().provides:
        return item
    near = last.evidence[0].start >= reading.sentences[max(0, frame.sentence - 2)].start
    return replace(item, promisor=last.promisor, beneficiary=last.beneficiary) if near else item


def only_recalls(item: Commitment) -> bool:
    """Tell whether all that a telling has is an earlier value: what it was compared with is told elsewhere."""
    return bool(item.quantities) and all(f.role in ("baseline", "equivalent") for f in item.quantities)


def tellings(reading: Reading, frames: Sequence[Frame]) -> Iterator[Telling]:
    """Yield every frame with the stretch of its sentence that is its own: up to where the next frame begins."""
    by_sentence: dict[int, list[Frame]] = {}
    for frame in frames:
        by_sentence.setdefault(frame.sentence, []).append(frame)
    for sentence, group in sorted(by_sentence.items()):
        tokens = reading.sentences[sentence].tokens
        ordered = sorted(group, key=lambda f: (tokens[f.head].start, f.start))
        opened: set[int] = set()
        starts = []
        for frame in ordered:
            starts.append(frame.own if frame.matrix in opened else min(frame.start, tokens[frame.head].start))
            opened.add(frame.matrix)
        for n, frame in enumerate(ordered):
            head_end = tokens[frame.head].end
            after = [s if s >= head_end else tokens[f.head].start for s, f in zip(starts, ordered, strict=True)][
                n + 1 :
            ]
            end = min([s for s in after if s >= head_end], default=reading.sentences[sentence].end)
            yield Telling(frame=frame, start=starts[n], end=end)

"""Undertakings in one document: who promises whom what, how much, by when, how strongly, and what it revises.

The steps: (1) find the frames, (2) cut each sentence into the stretches that belong to its frames, (3) read off
parties, figures, period and the rest of each, (4) give amounts that no frame has to the promise they speak of, (5) set
the earlier value that a promise revises apart as a promise of its own, (6) join tellings of one undertaking, (7) score
how well each is pledged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from chancery.coding.clauses import Clause, clauses, codes_of, predicates
from chancery.coding.commissives import cues, nouns, thing_type, verbs
from chancery.coding.details import commitment
from chancery.coding.followups import attach, recalled
from chancery.coding.frames import Frame, Telling
from chancery.coding.quality import quality
from chancery.coding.reading import Reading
from chancery.coding.tellings import joined
from chancery.coding.undertakings import Finder
from chancery.models import Commitment


def commitments(reading: Reading) -> tuple[Commitment, ...]:
    """Return the undertakings that a document tells, in the order of the text; ids are left empty."""
    every = clauses(reading)
    frames = Finder(reading, every).find()
    told: list[Commitment] = []
    for telling in tellings(reading, every, frames):
        item = commitment(reading, every, telling)
        if item is None or only_recalls(item) or domestic(reading, item):
            continue
        settled = of_its_deal(reading, telling, item, told)
        if settled is not None:
            told.append(continued(reading, telling, settled, told))
    found = attach(reading, every, told)
    found = [*found, *recalled(reading, found)]
    return tuple(replace(item, quality=quality(item, reading.document)) for item in joined(reading, found))


def of_its_deal(reading: Reading, telling: Telling, item: Commitment, told: Sequence[Commitment]) -> Commitment | None:
    """Give what a deal provides for ("The deal covers …") the parties of the undertaking told just before.

    What a text is said not to hold is a denial of those who signed it; without them it is nobody's, None.
    """
    frame = telling.frame
    if frame.scheme and not frame.subject:
        return replace(item, promisor=told[-1].promisor, beneficiary=told[-1].beneficiary) if told else item
    if frame.subject or frame.verb not in verbs().provides:
        return item
    first = reading.sentences[max(0, frame.sentence - 2)].start
    near = [c for c in told[-1:] if c.evidence[0].start >= first]
    if frame.negated:
        near = [c for c in near if any(thing_type(word) == "legal" for word in c.undertaking.lower().split())]
        return replace(item, promisor=near[0].promisor, beneficiary=near[0].beneficiary) if near else None
    return replace(item, promisor=near[0].promisor, beneficiary=near[0].beneficiary) if near else item


def continued(reading: Reading, telling: Telling, item: Commitment, told: Sequence[Commitment]) -> Commitment:
    """Give "another 3 billion" that names no beneficiary that of the undertaking told just before."""
    frame, text = telling.frame, reading.document.text[telling.start : telling.end].lower()
    more = any(re.search(rf"\b{re.escape(cue)}\b", text) for cue in cues().further)
    near = [c for c in told[-1:] if c.evidence[0].start >= reading.sentences[max(0, frame.sentence - 1)].start]
    if not near or not more or set(item.beneficiary) - set(item.promisor) or len(item.promisor) > 1:
        return item
    return replace(item, beneficiary=tuple(c for c in near[0].beneficiary if c not in item.promisor))


def domestic(reading: Reading, item: Commitment) -> bool:
    """Tell whether an undertaking is a state's own affair: about its budget or taxes, with nobody else named."""
    words = set(item.undertaking.lower().split())
    if len(item.promisor) > 1 or not words & nouns().domestic or set(item.beneficiary) - set(item.promisor):
        return False
    named = {c for e in item.evidence for m in reading.mentions_in(e.start, e.end) for c in m.codes}
    return not named - set(item.promisor)


def only_recalls(item: Commitment) -> bool:
    """Tell whether all that a telling has is an earlier value: what it was compared with is told elsewhere."""
    return bool(item.quantities) and all(f.role in ("baseline", "equivalent") for f in item.quantities)


def severed(reading: Reading, every: Sequence[Clause], frame: Frame) -> int:
    """Return where the sentence of a frame turns to somebody else: a later clause with a subject of its own."""
    sentence = reading.sentences[frame.sentence]
    head = sentence.tokens[frame.head]
    starts = [sentence.end]
    for clause in every:
        if clause.sentence != frame.sentence or clause.form != "finite" or clause.start < head.end:
            continue
        if clause.relation not in ("conj", "advcl", "parataxis"):
            continue
        own = [
            j
            for j in reading.trees[clause.sentence][clause.head]
            if sentence.tokens[j].deprel.startswith("nsubj")
            and not (clause.relation == "advcl" and sentence.tokens[j].upos == "PRON")
        ]
        if own and (codes_of(reading, clause.sentence, own) or clause.lemma in predicates().speech):
            starts.append(clause.start)
    return min(starts)


def tellings(reading: Reading, every: Sequence[Clause], frames: Sequence[Frame]) -> Iterator[Telling]:
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
            end = min(end, severed(reading, every, frame))
            yield Telling(frame=frame, start=starts[n], end=end)

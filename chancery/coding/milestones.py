"""What is to happen to a treaty of the parties: its entry into force, as a planned record of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chancery.actors import label
from chancery.coding.attribution import as_period, attribute, when
from chancery.coding.clauses import Clause, words
from chancery.coding.delegations import is_state
from chancery.coding.lexicon import words_beside
from chancery.coding.occasions import patterns
from chancery.coding.principals import principals
from chancery.coding.reading import Reading, subtree
from chancery.coding.timing import forward
from chancery.models import Engagement, Participant, Timespan, evidence

UNSURE = 0.6
"""How sure a record is whose parties are those of the text."""
PAIR = 2


def milestones(reading: Reading, every: Sequence[Clause]) -> Iterator[Engagement]:
    """Yield the treaties that are still to enter into force, once each, between the two parties of a text."""
    parties = principals(reading)
    told: set[str] = set()
    for clause in every:
        subject = treaty(reading, clause)
        ahead = clause.tense == "planned" and not clause.negated
        if len(parties) != PAIR or subject is None or not ahead or subject in told:
            continue
        told.add(subject)
        start, end = words(reading, clause)
        yield Engagement(
            evidence=(evidence(reading.document, start, end),),
            confidence=UNSURE,
            attribution=attribute(reading, every, clause),
            type="other",
            participants=tuple(
                Participant(name=label(c), actor=c if is_state(c) else None, organisation=None if is_state(c) else c)
                for c in parties
            ),
            when=as_period(forward(time(reading, every, clause), reading.document.published_on)),
            occasion=f"entry into force of {subject}",
            status="planned",
        )


def treaty(reading: Reading, clause: Clause) -> str | None:
    """Return what enters into force, in the words of the text; None where nothing does."""
    beside = words_beside(reading, clause)
    frames = (phrase.split() for phrase in patterns().in_force)
    if clause.form == "nominal" or not any(clause.lemma == verb and beside.issuperset(rest) for verb, *rest in frames):
        return None
    tokens, tree = reading.sentences[clause.sentence].tokens, reading.trees[clause.sentence]
    below = [tokens[j] for i in clause.subjects[:1] for j in subtree(tree, i, without=(clause.head,))]
    return " ".join(reading.document.text[below[0].start : below[-1].end].split()).strip(" ,") if below else None


def time(reading: Reading, every: Sequence[Clause], clause: Clause) -> Timespan | None:
    """Return the time of an entry into force, or that of the verb which announces it."""
    above = every[clause.governor] if clause.governor is not None else None
    return when(reading, clause) or (when(reading, above) if above is not None else None)

"""Who says so, and when the act took place."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from functools import cache

from chancery.coding.clauses import Clause, arguments
from chancery.coding.reading import Reading
from chancery.models import Attribution, Document, Period, Timespan, Token
from chancery.quantities import period

JOINT = re.compile(
    r"\bjoint\s+(?:leaders['’]?\s+)?(?:statement|communiqu[eé]|declaration|press release|fact sheet)\b"
    r"|\bleaders['’]?\s+(?:statement|declaration)\b",
    re.IGNORECASE,
)
READOUT = re.compile(r"^\W*read-?out\b", re.IGNORECASE)
JOINT_NOUNS = ("statement", "communique", "communiqué", "declaration", "text", "document")
OPENING = 160
"""Characters of a text that stand in for a missing title."""


def voice(document: Document) -> Attribution:
    """Return who speaks where no speaker is named: a joint text, one side's readout, or the publisher.

    >>> from chancery.models import document
    >>> voice(document("We agreed to meet.", title="Joint Statement of Chile and Peru")).kind
    'joint_text'
    """
    head = document.title or document.text[:OPENING]
    if JOINT.search(head):
        return Attribution(kind="joint_text", name=document.title)
    if READOUT.search(head):
        return Attribution(kind="readout", name=document.publisher, actor=document.country)
    return Attribution(kind="publisher", name=document.publisher)


def attribute(reading: Reading, every: Sequence[Clause], clause: Clause) -> Attribution:
    """Return who says what a clause tells: its speech clause, "according to", or the text itself."""
    sentence = reading.sentences[clause.sentence]
    if sentence.block == "related":
        return Attribution(kind="related", name=reading.document.publisher)
    if clause.speaker is not None:
        said = speaker(reading, every[clause.speaker])
        if said is not None:
            return said
    for token in arguments(clause, "oblique:according to"):
        return of_token(reading, clause.sentence, token)
    return voice(reading.document)


def speaker(reading: Reading, speech: Clause) -> Attribution | None:
    """Return who speaks in a speech clause, or None when nobody is named ("it was said")."""
    return of_token(reading, speech.sentence, speech.subjects[0]) if speech.subjects else None


def of_token(reading: Reading, sentence: int, token: int) -> Attribution:
    """Return the attribution to whom a noun stands for: a person, a joint text, or sources without a name."""
    word = reading.sentences[sentence].tokens[token]
    mentions = reading.mentions_over(word.start, word.end)
    mention = mentions[-1] if mentions else None
    if mention is None:
        if word.lemma.lower() in JOINT_NOUNS:
            return Attribution(kind="joint_text", name=word.text)
        return Attribution(kind="source", name=None if word.upos == "PRON" else word.text)
    kind = "person" if mention.kind in ("person", "office", "pronoun") else "source"
    return Attribution(
        kind="person" if kind == "person" else "source",
        name=mention.name or (None if mention.kind == "pronoun" else mention.text),
        actor=mention.codes[0] if len(mention.codes) == 1 else None,
    )


# --- dates ----------------------------------------------------------------------------------------------------------


@cache
def _dateline() -> re.Pattern[str]:
    return re.compile(r"^[^.\n]{0,80}?(?:--?|—|–|:)\s")


def dateline(document: Document) -> tuple[int, int]:
    """Return the offsets of the opening "TOKYO, 21 August —", empty when there is none."""
    found = _dateline().match(document.text)
    upper = bool(found) and bool(
        re.match(r"\s*[A-Z][\w.'’-]*(?:[ ,\[\]()]|[A-Z]|--|:|—|–)", found.group()) if found else False
    )
    return (found.start(), found.end()) if found and upper else (0, 0)


def timespans(reading: Reading, start: int, end: int) -> tuple[Timespan, ...]:
    """Return the points and ranges of time named in [start, end), those of the dateline left out."""
    opening = dateline(reading.document)[1]
    return tuple(
        q
        for q in reading.quantities_in(start, end)
        if isinstance(q, Timespan) and q.form in ("point", "range") and q.start >= opening
    )


def when(reading: Reading, clause: Clause) -> Timespan | None:
    """Return the time of an act: the nearest one named under its predicate and under no other verb."""
    head = reading.sentences[clause.sentence].tokens[clause.head]
    own = [t for t in timespans(reading, clause.start, clause.end) if belongs(reading, clause, t.start, t.end)]
    return min(own, key=lambda t: (abs(t.start - head.end), t.start), default=None)


def belongs(reading: Reading, clause: Clause, start: int, end: int) -> bool:
    """Tell whether words hang on a predicate with no other verb between ("met … at the fair that opened Monday")."""
    tokens = reading.sentences[clause.sentence].tokens
    inside = [i for s, i in reading.tokens_in(start, end) if s == clause.sentence]
    tops = [i for i in inside if tokens[i].head not in inside]
    return any(reaches(tokens, i, clause.head) for i in tops)


def reaches(tokens: Sequence[Token], i: int, head: int) -> bool:
    """Tell whether the way up from a token comes to `head` before it comes to another verb."""
    for _ in range(len(tokens)):
        if i == head:
            return True
        i = tokens[i].head
        if i < 0 or (i != head and tokens[i].upos == "VERB"):
            return False
    return False


DAY_OF_MONTH = re.compile(
    rf"(?P<before>\d{{1,2}})(?:\s*(?:[-–]|to|and)\s*\d{{1,2}})?\s+(?P<m1>{'|'.join(calendar.month_name[1:])})"
    rf"|(?P<m2>{'|'.join(calendar.month_name[1:])})\s+(?P<after>\d{{1,2}})\b"
)


def as_period(timespan: Timespan | None) -> Period | None:
    """Return a time as the ledger keeps it; a day and month without a year become --MM-DD."""
    if timespan is None:
        return None
    found = DAY_OF_MONTH.search(timespan.text) if timespan.first is None else None
    if found is None:
        return period(timespan)
    month = list(calendar.month_name).index(found["m1"] or found["m2"])
    return Period(
        start=f"--{month:02d}-{int(found['before'] or found['after']):02d}", precision="day", text=timespan.text
    )

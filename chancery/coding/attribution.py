"""Who says so, and when the act took place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from urllib.parse import urlsplit

from chancery.actors import parse
from chancery.coding.clauses import Clause, arguments
from chancery.coding.reading import Reading
from chancery.coding.speakers import quoted
from chancery.errors import UnknownActorError
from chancery.models import Attribution, Document, Mention, Period, Timespan, Token
from chancery.quantities import period

JOINT = re.compile(
    r"\bjoint\s+(?:leaders['’]?\s+)?(?:statement|communiqu[eé]|declaration|press release|fact sheet)\b"
    r"|\bleaders['’]?\s+(?:statement|declaration)\b",
    re.IGNORECASE,
)
READOUT = re.compile(r"^\W*read-?out\b", re.IGNORECASE)
JOINT_NOUNS = ("statement", "communique", "communiqué", "declaration", "text", "document")
GOVERNMENT_LABELS = ("gov", "gob", "gouv", "go", "govt", "gc", "admin")
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


def home(document: Document, mentions: Sequence[Mention]) -> str | None:
    """Return whose offices a text means where it names no country ("the Foreign Secretary"): its publisher's state.

    That is the publisher's country, that of a government's address (state.gov, mea.gov.in), or the one state that the
    text speaks of more than once beside those of the persons it introduces as foreign.

    >>> from chancery.models import document
    >>> home(document("The President called.", url="https://www.gov.uk/news/call"), ())
    'GBR'
    """
    if document.country or (country := of_address(document.url)) is not None:
        return document.country or country
    foreign = {code for m in mentions if m.kind == "person" for code in m.codes}
    states = Counter(m.codes[0] for m in mentions if m.kind == "state" and len(m.codes) == 1)
    rest = [code for code, n in states.items() if code not in foreign and n > 1]
    return rest[0] if len(rest) == 1 else None


def of_address(url: str | None) -> str | None:
    """Return the state whose government publishes at an address, None for any other publisher.

    >>> of_address("https://www.mea.gov.in/x"), of_address("https://www.state.gov/"), of_address("https://a.com/gov.in")
    ('IND', 'USA', None)
    """
    host = urlsplit(url or "").hostname or ""
    labels = host.split(".")
    if labels[-1] in ("gov", "mil"):
        return "USA"
    if len(labels) > 1 and labels[-2] in GOVERNMENT_LABELS and len(labels[-1]) == 2:
        try:
            return parse("gb" if labels[-1] == "uk" else labels[-1])
        except UnknownActorError:
            return None
    return None


def attribute(reading: Reading, every: Sequence[Clause], clause: Clause) -> Attribution:
    """Return who says what a clause tells: its speech clause, "according to", or the text itself."""
    sentence = reading.sentences[clause.sentence]
    if sentence.block == "related":
        return Attribution(kind="related", name=reading.document.publisher)
    if clause.speaker is not None:
        said = speaker(reading, every[clause.speaker])
        if said is not None:
            return said
    around = quoted(reading, reading.sentences[clause.sentence].tokens[clause.head].start)
    if clause.speaker is None and around is not None and around.speaker is not None:
        return of_token(reading, *around.speaker)
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
    if found and re.search(r"\b(?:Today|Yesterday|the|and|is|was|with)\b", found.group()):
        return (0, 0)
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


def as_period(timespan: Timespan | None) -> Period | None:
    """Return a time as the ledger keeps it."""
    return period(timespan) if timespan is not None else None

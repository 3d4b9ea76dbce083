"""From a document to its claims: the order of the steps, written once.

1. `actors.find` looks for names of actors; a text that names fewer than two is not diplomatic and is not parsed.
2. `language.analyse` cuts the text into sentences with dependency trees.
3. `actors.mentions` resolves names, offices and pronouns to actors; offices without a country are the publisher's.
4. `quantities.quantities` reads money, counts and time.
5. `coding` reads engagements, commitments, positions and events, in this order, off the sentences.
6. `relevance.judge` weighs what was read, with the title's acts; a text that is not diplomatic keeps no claims.
7. Every claim gets its identity, a hash of what it says.
"""

from __future__ import annotations

import msgspec

from chancery import __version__, actors, language
from chancery.coding import relevance
from chancery.coding.attribution import home
from chancery.coding.commitments import commitments
from chancery.coding.engagements import engagements
from chancery.coding.events import events
from chancery.coding.positions import positions
from chancery.coding.reading import Reading
from chancery.models import Claim, CodedDocument, Document, identified
from chancery.quantities import quantities

CODER = f"chancery {__version__}"
"""Who coded a claim: this program and its version."""


def code(document: Document, *, parser: language.Parser | None = None) -> CodedDocument:
    """Read the claims of a document: pure, picklable, the same wherever it runs.

    Offsets in claims are those of `document.text`; claims stand in the order of their evidence. A `parser` takes the
    place of the shipped one (docs/analyser.md).
    """
    named = actors.find(document.text, on=document.published_on, country=document.country)
    verdict = relevance.glance(document, named)
    if verdict is not None:
        return CodedDocument(document=document, claims=(), diplomatic=False, reason=verdict.reason, coder=CODER)
    reading = read(document, parser=parser)
    claims = claims_of(reading)
    verdict = relevance.judge(reading, claims, title=title_claims(document, parser=parser))
    kept = tuple(identified(claim, document, CODER) for claim in claims) if verdict.diplomatic else ()
    return CodedDocument(
        document=document, claims=kept, diplomatic=verdict.diplomatic, reason=verdict.reason, coder=CODER
    )


def title_claims(document: Document, *, parser: language.Parser | None = None) -> tuple[Claim, ...]:
    """Return the acts that a title tells, which say what a report is about; they are no claims of their own."""
    if not document.title or document.text.startswith(document.title):
        return ()
    title = read(msgspec.structs.replace(document, text=document.title, title=None), parser=parser)
    return (*engagements(title), *events(title))


def read(document: Document, *, parser: language.Parser | None = None) -> Reading:
    """Return a document with its sentences, actors and quantities."""
    sentences = language.analyse(document.text, parser=parser)
    mentions = actors.mentions(document, sentences)
    country = home(document, mentions)
    if country != document.country and any(m.office and not m.codes for m in mentions):
        mentions = actors.mentions(msgspec.structs.replace(document, country=country), sentences)
    return Reading(
        document=document,
        sentences=sentences,
        mentions=mentions,
        quantities=quantities(document.text, published=document.published_on, country=document.country),
    )


def claims_of(reading: Reading) -> tuple[Claim, ...]:
    """Return all claims of a document in the order of their evidence; identical ones once."""
    engaged = engagements(reading)
    promised = commitments(reading)
    found: list[Claim] = [
        *engaged,
        *promised,
        *positions(reading),
        *events(reading, engaged=engaged, promised=promised),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda c: (c.evidence[0].start, c.evidence[0].end, c.kind)))

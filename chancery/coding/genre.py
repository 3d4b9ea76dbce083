"""What kind of text a document is: whether its sentences lay undertakings down or report on them."""

from __future__ import annotations

import re

from chancery.coding.attribution import OPENING, voice
from chancery.coding.reading import Reading

SHEET = re.compile(r"\bfact ?sheet\b", re.IGNORECASE)
ENOUGH = 3
"""Bullets, or sentences that begin with "we": one or two also stand in reports."""


def official(reading: Reading) -> bool:
    """Tell whether a text lays down undertakings itself: a joint text, a fact sheet, a list of measures, words of "us".

    There "will deepen cooperation" is an undertaking; in a report or a readout it is what somebody hopes for.
    """
    kind = voice(reading.document).kind
    if kind == "readout":
        return False
    bullets = sum(sentence.block == "bullet" for sentence in reading.sentences)
    ours = sum(sentence.text.startswith("We ") for sentence in reading.sentences)
    return kind == "joint_text" or sheet(reading) or bullets >= ENOUGH or ours >= ENOUGH


def sheet(reading: Reading) -> bool:
    """Tell whether a text is a fact sheet: one publisher's list of what it does."""
    document = reading.document
    return SHEET.search(document.title or document.text[:OPENING]) is not None

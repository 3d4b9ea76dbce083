"""What kind of text a document is: whether its sentences lay undertakings down or report on them."""

from __future__ import annotations

from chancery.coding.attribution import voice
from chancery.coding.reading import Reading

ENOUGH = 3
"""Bullets, or sentences that begin with "we": one or two also stand in reports."""


def official(reading: Reading) -> bool:
    """Tell whether a text lays down undertakings itself: a joint text, a list of measures, a statement by "us".

    There "will deepen cooperation" is an undertaking; in a report or a readout it is what somebody hopes for.
    """
    kind = voice(reading.document).kind
    if kind == "readout":
        return False
    bullets = sum(sentence.block == "bullet" for sentence in reading.sentences)
    ours = sum(sentence.text.startswith("We ") for sentence in reading.sentences)
    return kind == "joint_text" or bullets >= ENOUGH or ours >= ENOUGH

"""Whether a bare month or weekday lies ahead: told by the nearest verb of its sentence."""

from __future__ import annotations

from chancery.quantities.pieces import Piece
from chancery.quantities.tables import listed_words

REACH = 14  # pieces looked at on either side
AUXILIARY_REACH = 3  # pieces between "will" and its participle: "will now be formally signed"

GOVERNOR_REACH = 8  # pieces between a verb and the infinitive that hangs on it


def promises(pieces: list[Piece], i: int) -> bool:
    """Whether piece i makes a participle behind it lie ahead: "will", "to be"."""
    return pieces[i].word in listed_words("future") or (pieces[i].word == "to" and pieces[i + 1].word == "be")


def direction(pieces: list[Piece], i: int) -> bool | None:
    """What the verb at piece i says: True for ahead, False for past, None for no verb.

    An infinitive takes the time of the verb that governs it: "met to sign", "are to sign".
    """
    word = pieces[i].word
    if word in listed_words("future"):
        return True
    if word in listed_words("past"):
        return False
    if len(word) > 4 and word.endswith("ed"):
        return any(promises(pieces, j) for j in range(max(0, i - AUXILIARY_REACH), i))
    if (
        word == "to"
        and i + 1 < len(pieces)
        and pieces[i + 1].text.islower()
        and pieces[i + 1].word not in listed_words("not_verbs")
    ):
        governing = (
            direction(pieces, j) for j in range(i - 1, max(-1, i - 1 - GOVERNOR_REACH), -1) if pieces[j].word != "to"
        )
        return next((found for found in governing if found is not None), True)
    return None


def looks_ahead(pieces: list[Piece], first: int, stop: int, default: bool | None = None) -> bool | None:
    """Whether the sentence of pieces [first, stop) looks ahead, by its nearest verb; else `default`."""
    for i in range(first - 1, max(-1, first - 1 - REACH), -1):
        if pieces[i].text in ".;!?":
            break
        if (found := direction(pieces, i)) is not None:
            return found
    for i in range(stop, min(len(pieces), stop + REACH)):
        if pieces[i].text in ".;!?":
            break
        if (found := direction(pieces, i)) is not None:
            return found
    return default

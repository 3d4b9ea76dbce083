"""Who speaks where: the quotations of a document with whose words they are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from chancery.actors import folding
from chancery.actors.grammar import Grammar, Place
from chancery.actors.quotations import quotations
from chancery.coding.clauses import Clause, actors, codes_of
from chancery.coding.reading import Reading
from chancery.models import Value


class Speech(Value, frozen=True, kw_only=True):
    """Quoted words: `speaker` is the noun that says them, None where nobody is named."""

    start: int
    end: int
    speaker: Place | None


def speeches(reading: Reading) -> tuple[Speech, ...]:
    """Return the quotations of a document in order, read at the first asking."""
    return reading.once(read_speeches)


def read_speeches(reading: Reading) -> tuple[Speech, ...]:
    """Read the quotations off the text and the trees."""
    folded = folding.fold(reading.document.text)
    found = quotations(folded.text, Grammar(reading.sentences, folded))
    return tuple(
        Speech(start=folded.original(q.start), end=folded.original(q.end - 1) + 1, speaker=q.speaker) for q in found
    )


def quoted(reading: Reading, offset: int) -> Speech | None:
    """Return the quotation that an offset stands in, or None."""
    every = speeches(reading)
    at = bisect_right(every, offset, key=lambda speech: speech.start) - 1
    return every[at] if at >= 0 and offset < every[at].end else None


def speaker_of(reading: Reading, every: Sequence[Clause], clause: Clause) -> tuple[str, ...]:
    """Return whose words a clause is: the subject of its speech clause, else who speaks in the quotation around it.

    A former official speaks for nobody else.
    """
    if clause.speaker is not None:
        speech = every[clause.speaker]
        former = any(is_former(reading, speech.sentence, i) for i in speech.subjects)
        return () if former else actors(reading, every, speech, "subject")
    around = quoted(reading, reading.sentences[clause.sentence].tokens[clause.head].start)
    if around is None or around.speaker is None or is_former(reading, *around.speaker):
        return ()
    return codes_of(reading, around.speaker.sentence, (around.speaker.token,))


def is_former(reading: Reading, sentence: int, token: int) -> bool:
    """Tell whether a noun stands for one who no longer holds office."""
    word = reading.sentences[sentence].tokens[token]
    return any(mention.former for mention in reading.mentions_over(word.start, word.end))

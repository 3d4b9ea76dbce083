"""Text to analysed sentences: the order of the steps.

1. `segments` cuts the text into sentences and words; 2. the parser reads the words; 3. lemmas and names are added.
Any object with a `parse` of the same shape can take the place of the shipped model (`Parser`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import Protocol

from chancery.errors import ChanceryError
from chancery.language.lemmas import lemma
from chancery.language.model import Model, Parse
from chancery.language.names import names
from chancery.language.sentences import Segment, segments
from chancery.models import Sentence, Token

GROUP = 1_000
"""Sentences read at a time, which bounds the memory that a book takes."""
_LOADING = Lock()


class Parser(Protocol):
    """What reads words: one `Parse` for each sentence given, in order, with one entry for each word.

    Words are those that `segments` cuts, and tags, relations and names those of Universal Dependencies and BIO, since
    the coding reads them; heads are a tree with one root (-1).
    """

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Analyses sentences of words."""


def default() -> Parser:
    """The shipped model, loaded on first use and once in a process, however many threads ask for it."""
    with _LOADING:
        return _shipped()


@cache
def _shipped() -> Parser:
    return Model()


def analyse(text: str, *, parser: Parser | None = None) -> tuple[Sentence, ...]:
    """The sentences of a text with words, lemmas, parts of speech, dependency heads and names.

    Offsets are code points of `text`. Never raises on any text; an empty one gives no sentences. A `parser` of another
    make that leaves out words raises ChanceryError.

    >>> [token.text for token in analyse("Modi met Takaichi in Tokyo.")[0].tokens if token.head == -1]
    ['met']
    """
    found = segments(text)
    out: list[Sentence] = []
    for start in range(0, len(found), GROUP):
        group = found[start : start + GROUP]
        rows = [[text[a:b] for a, b in segment.words] for segment in group]
        parses = _checked(rows, (parser or default()).parse(rows))
        out += [_sentence(text, *parts) for parts in zip(group, rows, parses, strict=True)]
    return tuple(out)


def _checked(rows: list[list[str]], parses: list[Parse]) -> list[Parse]:
    """The parses, if there is one for each sentence and an entry for each word."""
    if len(parses) != len(rows):
        raise ChanceryError(f"the parser gave {len(parses)} parses for {len(rows)} sentence(s)")
    for words, parse in zip(rows, parses, strict=True):
        for field in ("upos", "xpos", "heads", "deprels", "names"):
            if len(found := getattr(parse, field)) != len(words):
                raise ChanceryError(f"the parser gave {len(found)} {field} for {len(words)} words: {' '.join(words)}")
    return parses


def _sentence(text: str, segment: Segment, words: list[str], parse: Parse) -> Sentence:
    tokens = tuple(
        Token(
            i=i,
            start=start,
            end=end,
            text=words[i],
            lemma=lemma(words[i], parse.upos[i], parse.xpos[i]),
            upos=parse.upos[i],
            xpos=parse.xpos[i],
            head=parse.heads[i],
            deprel=parse.deprels[i],
            name=parse.names[i],
        )
        for i, (start, end) in enumerate(segment.words)
    )
    return Sentence(
        start=segment.start,
        end=segment.end,
        text=text[segment.start : segment.end],
        tokens=tokens,
        names=names(text, tokens),
        block=segment.block,
        chapeau=segment.chapeau,
    )

"""Words to word pieces: what the encoder reads.

The encoder is uncased, so every piece carries beside its number a *shape*: how the word it comes from is
written, and whether the piece opens the word.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tokenizers import Tokenizer

MAX_PIECES = 6
"""A longer word (an address, a run of dots) is cut here: its beginning says enough about its part in the sentence."""
MAX_CHARS = 48
MAX_KNOWN = 200_000
"""Words remembered: more than a large collection has, a few dozen megabytes at most."""
SHAPES = ("other", "lower", "title", "upper", "initial", "mixed", "digits", "alnum", "punct")


class Pieces(NamedTuple):
    """One sentence for the encoder; word 0 is the root, so `first` and `last` are one longer than the words."""

    ids: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]


def shape(word: str) -> str:
    """The way a word is written, one of `SHAPES`.

    >>> [shape(word) for word in ("Japan", "JPY", "J.", "of", "McKay", "2026", "G20", "—")]
    ['title', 'upper', 'initial', 'lower', 'mixed', 'digits', 'alnum', 'punct']
    """
    letters = sum(map(str.isalpha, word))
    digits = sum(map(str.isdigit, word))
    if not letters and not digits:
        return "punct" if not any(map(str.isalnum, word)) else "other"
    if digits:
        return "alnum" if letters else "digits"
    if word.islower():
        return "lower"
    if word[0].isupper() and letters == 1:
        return "initial"
    if word.isupper():
        return "upper"
    return "title" if word.istitle() else "mixed"


class PieceReader:
    """Cuts words into pieces with a `tokenizer.json`, remembering every word it has met."""

    def __init__(self, tokenizer: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._known: dict[str, tuple[list[int], list[int]]] = {}
        numbers: dict[str, int] = self._tokenizer.get_vocab()
        self._open, self._close, self._unknown = (numbers[name] for name in ("[CLS]", "[SEP]", "[UNK]"))

    def word(self, word: str) -> tuple[list[int], list[int]]:
        """The piece numbers and shape numbers of one word; never empty."""
        known = self._known.get(word)
        if known is None:
            ids = self._tokenizer.encode(word[:MAX_CHARS], add_special_tokens=False).ids[:MAX_PIECES]
            ids = ids or [self._unknown]
            number = 1 + 2 * SHAPES.index(shape(word))
            known = ids, [number] + [number + 1] * (len(ids) - 1)
            if len(self._known) < MAX_KNOWN:
                self._known[word] = known
        return known

    def read(self, words: Sequence[str]) -> Pieces:
        """The pieces of a sentence, between the opening piece (which stands for the root) and the closing one."""
        ids, shapes, first, last = [self._open], [0], [0], [0]
        for word in words:
            its_ids, its_shapes = self.word(word)
            first.append(len(ids))
            ids += its_ids
            shapes += its_shapes
            last.append(len(ids) - 1)
        return Pieces([*ids, self._close], [*shapes, 0], first, last)

"""A spaCy pipeline in the place of our parser, for measuring one beside the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from chancery.language import Parse

Span = tuple[int, int]


class Rival:
    """A spaCy pipeline from a folder or an installed package; as a `Parser` it takes sentences of words."""

    def __init__(self, name: str) -> None:
        import spacy

        self.pipeline = spacy.load(name)

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """One parse for each sentence; universal tags are "X", since the pipeline has none."""
        from spacy.tokens import Doc

        vocab = self.pipeline.vocab
        given = [Doc(vocab, words=list(words), sent_starts=[i == 0 for i in range(len(words))]) for words in sentences]
        return [parsed(document) for document in self.pipeline.pipe(given)]

    def words(self, text: str) -> int:
        """Reads a text and counts its words."""
        return len(self.pipeline(text))

    def sentences(self, text: str) -> set[Span]:
        """Where the sentences of a text begin and end, white space at both ends left out."""
        spans = (sentence for sentence in self.pipeline(text).sents if sentence.text.strip())
        return {(span.end_char - len(span.text.lstrip()), span.start_char + len(span.text.rstrip())) for span in spans}


def parsed(document: Any) -> Parse:
    """A spaCy document of one sentence as our parser would give it."""
    return Parse(
        ["X"] * len(document),
        [token.tag_ for token in document],
        [-1 if token.head == token else token.head.i for token in document],
        ["root" if token.dep_ == "ROOT" else token.dep_ for token in document],
        [f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in document],
        np.zeros(1, dtype=np.float32),
    )

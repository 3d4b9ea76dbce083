"""Analysed sentences as spaCy documents, for displaCy and for users' own matchers. Needs spaCy, which is optional."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from chancery.errors import ChanceryError

if TYPE_CHECKING:
    from chancery.models import Sentence


def to_spacy(sentences: Sequence[Sentence], vocabulary: Any = None) -> Any:
    """The sentences as one `spacy.tokens.Doc` with tags, heads, relations, lemmas and names.

    Words are parted by one space where the text has any between them. A `vocabulary` of the caller's own (`nlp.vocab`)
    is needed for matchers made with it; without one, that of spaCy's blank English pipeline is taken.
    Raises ChanceryError when spaCy is not installed.
    """
    vocab = vocabulary if vocabulary is not None else _english()
    tokens = [token for sentence in sentences for token in sentence.tokens]
    begins = [token.start for token in tokens]
    heads: list[int] = []
    for sentence in sentences:
        at = len(heads)
        heads += [at + (token.head if token.head >= 0 else token.i) for token in sentence.tokens]
    return _library("spacy.tokens").Doc(
        vocab,
        words=[token.text for token in tokens],
        spaces=[token.end < after for token, after in zip(tokens, [*begins[1:], 0], strict=True)] if tokens else [],
        lemmas=[token.lemma for token in tokens],
        pos=[token.upos for token in tokens],
        tags=[token.xpos for token in tokens],
        heads=heads,
        deps=["ROOT" if token.head < 0 else token.deprel for token in tokens],
        ents=[label for sentence in sentences for label in _labels(sentence)],
        sent_starts=[token.i == 0 for token in tokens],
    )


def _labels(sentence: Sentence) -> list[str]:
    """The names of a sentence as one B-, I- or O for each word."""
    labels = ["O"] * len(sentence.tokens)
    for name in sentence.names:
        for token in sentence.tokens:
            if name.start <= token.start < name.end:
                labels[token.i] = f"{'B' if token.start == name.start else 'I'}-{name.label}"
    return labels


@cache
def _english() -> Any:
    return _library("spacy").blank("en").vocab


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise ChanceryError("to_spacy needs spaCy: pip install 'chancery[spacy]'") from error

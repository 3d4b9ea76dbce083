"""Analysed sentences as spaCy documents, for displaCy and for users' own matchers. Needs spaCy, which is optional."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from chancery.errors import ChanceryError

if TYPE_CHECKING:
    from chancery.models import Sentence


def to_spacy(sentences: Sequence[Sentence], vocabulary: Any = None) -> Any:
    """The sentences as one `spacy.tokens.Doc` with tags, heads, relations, lemmas and names.

    Raises ChanceryError when spaCy is not installed.
    """
    try:
        doc, vocab = import_module("spacy.tokens").Doc, import_module("spacy.vocab").Vocab
    except ImportError as error:
        raise ChanceryError("to_spacy needs spaCy: pip install spacy") from error
    tokens = [(token, sentence) for sentence in sentences for token in sentence.tokens]
    begins: dict[int, int] = {}
    for place, (_, sentence) in enumerate(tokens):
        begins.setdefault(id(sentence), place)
    ends = [token.end for token, _ in tokens]
    starts = [token.start for token, _ in tokens[1:]]
    return doc(
        vocabulary if vocabulary is not None else vocab(),
        words=[token.text for token, _ in tokens],
        spaces=[end < start for end, start in zip(ends, [*starts, 0], strict=True)],
        lemmas=[token.lemma for token, _ in tokens],
        pos=[token.upos for token, _ in tokens],
        tags=[token.xpos for token, _ in tokens],
        heads=[begins[id(sentence)] + (token.head if token.head >= 0 else token.i) for token, sentence in tokens],
        deps=["ROOT" if token.head < 0 else token.deprel for token, _ in tokens],
        ents=[token.name for token, _ in tokens],
        sent_starts=[token.i == 0 for token, _ in tokens],
    )

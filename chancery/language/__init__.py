"""Text to analysed sentences: splitting, words, tags, dependency heads, lemmas and names."""

from chancery.language.analyser import Parser, analyse
from chancery.language.model import Model, Parse
from chancery.spacy import to_spacy

__all__ = ["Model", "Parse", "Parser", "analyse", "to_spacy"]

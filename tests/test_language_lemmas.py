"""Lemmas by tag, and the table they rest on."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from chancery.language.lemmas import lemma

DATA = Path(__file__).parent.parent / "data"


@pytest.mark.parametrize(
    ("word", "upos", "xpos", "expected"),
    [
        ("developed", "VERB", "VBD", "develop"),
        ("undertook", "VERB", "VBD", "undertake"),
        ("imposes", "VERB", "VBZ", "impose"),
        ("signing", "VERB", "VBG", "sign"),
        ("agreeing", "VERB", "VBG", "agree"),
        ("crises", "NOUN", "NNS", "crisis"),
        ("troops", "NOUN", "NNS", "troops"),
        ("Talks", "NOUN", "NNS", "talk"),
        ("States", "PROPN", "NNPS", "State"),
        ("better", "ADV", "RBR", "well"),
        ("closest", "ADJ", "JJS", "close"),
        ("’s", "AUX", "VBZ", "be"),
        ("n’t", "PART", "RB", "not"),
        ("them", "PRON", "PRP", "they"),
        ("Foreign", "ADJ", "JJ", "foreign"),
        ("Kenyan", "ADJ", "JJ", "Kenyan"),
        ("Sept.", "PROPN", "NNP", "September"),
    ],
)
def test_a_word_has_the_lemma_of_its_part_of_speech(word: str, upos: str, xpos: str, expected: str) -> None:
    assert lemma(word, upos, xpos) == expected


@pytest.mark.skipif(importlib.util.find_spec("lemminflect") is None, reason="lemminflect is not installed")
def test_building_the_table_again_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DATA))
    import build_lemmas

    assert build_lemmas.TARGET.read_text(encoding="utf-8") == build_lemmas.built()
    sys.modules.pop("build_lemmas")

"""Clauses: who does what to whom, read off trees drawn by hand."""

from importlib import import_module
from pathlib import Path

import pytest

from chancery import models
from chancery.coding.clauses import Clause, actors, clauses, words
from chancery.coding.reading import Reading


def read(table: str, mentions: dict[str, str] | None = None) -> Reading:
    """Build a one-sentence reading from lines of word, lemma, upos, xpos, head (from 1, 0 is the root) and deprel."""
    rows = [line.split() for line in table.strip().splitlines()]
    text, tokens = "", []
    for i, (word, lemma, upos, xpos, head, deprel) in enumerate(rows):
        start = len(text)
        text += word
        tokens.append(
            models.Token(
                i=i, start=start, end=len(text), text=word, lemma=lemma, upos=upos, xpos=xpos,
                head=int(head) - 1, deprel=deprel,
            )
        )  # fmt: skip
        text += " "
    doc = models.document(text)
    sentence = models.Sentence(start=0, end=len(text), text=text, tokens=tuple(tokens))
    found = [
        models.Mention(start=text.index(name), end=text.index(name) + len(name), text=name, kind="state", codes=(code,))
        for name, code in (mentions or {}).items()
    ]
    return Reading(document=doc, sentences=(sentence,), mentions=tuple(sorted(found, key=lambda m: m.start)))


def find(reading: Reading, lemma: str) -> Clause:
    return next(clause for clause in clauses(reading) if clause.lemma == lemma)


def who(reading: Reading, lemma: str, role: str) -> tuple[str, ...]:
    return actors(reading, clauses(reading), find(reading, lemma), role)


DIRECTED = """
Modi Modi PROPN NNP 4 nsubj
and and CCONJ CC 3 cc
Takaichi Takaichi PROPN NNP 1 conj
directed direct VERB VBD 0 root
officials official NOUN NNS 4 obj
to to PART TO 7 mark
expedite expedite VERB VB 4 xcomp
work work NOUN NN 7 obj
, , PUNCT , 10 punct
pledging pledge VERB VBG 4 advcl
support support NOUN NN 10 obj
. . PUNCT . 4 punct
"""
LEADERS = {"Modi": "IND", "Takaichi": "JPN"}


def test_coordinated_subjects_are_all_subjects():
    assert who(read(DIRECTED, LEADERS), "direct", "subject") == ("IND", "JPN")


def test_the_object_of_a_directing_verb_is_the_subject_of_its_infinitive():
    reading = read(DIRECTED, LEADERS)
    expedite = find(reading, "expedite")
    assert [reading.sentences[0].tokens[i].text for i in expedite.subjects] == ["officials"]
    assert expedite.tense == "planned"


def test_a_participle_takes_the_subject_and_the_tense_of_its_clause():
    reading = read(DIRECTED, LEADERS)
    assert who(reading, "pledge", "subject") == ("IND", "JPN")
    assert find(reading, "pledge").tense == "past"


PASSIVE = """
Kyiv Kyiv PROPN NNP 4 nsubj:pass
was be AUX VBD 4 aux:pass
not not PART RB 4 advmod
promised promise VERB VBN 0 root
missiles missile NOUN NNS 4 obj
by by ADP IN 7 case
Berlin Berlin PROPN NNP 4 obl:agent
"""


def test_a_passive_is_turned_round_and_negation_is_kept():
    reading = read(PASSIVE, {"Kyiv": "UKR", "Berlin": "DEU"})
    assert who(reading, "promise", "subject") == ("DEU",)
    assert who(reading, "promise", "object") == ("UKR",)
    assert find(reading, "promise").negated


SAID = """
Modi Modi PROPN NNP 2 nsubj
said say VERB VBD 0 root
Tokyo Tokyo PROPN NNP 5 nsubj
would would AUX MD 5 aux
lift lift VERB VB 2 ccomp
its its PRON PRP$ 7 nmod:poss
target target NOUN NN 5 obj
"""


def test_the_content_of_speech_knows_its_speaker_and_would_is_a_plan():
    reading = read(SAID, {"Modi": "IND", "Tokyo": "JPN"})
    every = clauses(reading)
    lift = find(reading, "lift")
    assert lift.tense == "planned"
    assert every[lift.speaker].lemma == "say"
    assert actors(reading, every, every[lift.speaker], "subject") == ("IND",)
    assert actors(reading, every, lift, "subject") == ("JPN",)


NOMINAL = """
Japan Japan PROPN NNP 3 nmod:poss
's 's PART POS 1 case
backing backing NOUN NN 0 root
for for ADP IN 6 case
the the DET DT 6 det
summit summit NOUN NN 3 nmod
"""


def test_a_noun_has_its_possessor_as_subject():
    reading = read(NOMINAL, {"Japan": "JPN"})
    assert who(reading, "backing", "subject") == ("JPN",)
    assert [o.case for o in find(reading, "backing").obliques] == ["for"]


RELATIVE = """
funds fund NOUN NNS 0 root
which which PRON WDT 4 nsubj
Korea Korea PROPN NNP 4 nsubj
pledged pledge VERB VBD 1 acl:relcl
"""


@pytest.mark.parametrize("table", [DIRECTED, PASSIVE, SAID, NOMINAL, RELATIVE])
def test_the_words_of_every_clause_lie_in_the_text_and_have_no_loose_ends(table):
    reading = read(table)
    for clause in clauses(reading):
        start, end = words(reading, clause)
        quote = reading.document.text[start:end]
        assert quote == quote.strip() != ""
        assert clause.start <= start < end <= clause.end


def test_a_conditional_is_told_from_a_fact():
    table = """
    If if SCONJ IN 3 mark
    Iran Iran PROPN NNP 3 nsubj
    agrees agree VERB VBZ 6 advcl
    Rome Rome PROPN NNP 6 nsubj
    will will AUX MD 6 aux
    invest invest VERB VB 0 root
    """
    reading = read(table)
    assert find(reading, "agree").tense == "conditional"
    assert find(reading, "invest").tense == "planned"


def test_the_word_lists_are_what_their_source_builds(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent / "data"))
    builder = import_module("build_predicates")
    assert builder.TARGET.read_text(encoding="utf-8") == builder.build()

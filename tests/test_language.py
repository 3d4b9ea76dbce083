"""What the analyser promises: offsets, trees, blocks, and the sentences it has to read right."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chancery.errors import ChanceryError
from chancery.language import Model, Parse, analyse, to_spacy
from chancery.language.sentences import segments
from chancery.models import Sentence, Token, document
from chancery.pipeline import code

SIGNS = "aAzZé中 \n\t.,;:!?-–—'’\"“”()[]*_#<>/\\@&$%0159\u200b\u00ad\u2028\r\x00🙂"
PIECES = ("U.S. ", "No. 5 ", "Mr. ", "\n- ", "\n1. ", "](http://a) ")
ALPHABET = st.sampled_from([*SIGNS, *PIECES])
TEXTS = st.lists(ALPHABET, max_size=120).map("".join)


def root(sentence: Sentence) -> Token:
    return next(token for token in sentence.tokens if token.head == -1)


def children(sentence: Sentence, head: Token, *deprels: str) -> list[str]:
    return [token.text for token in sentence.tokens if token.head == head.i and token.deprel in deprels]


def word(sentence: Sentence, text: str) -> Token:
    return next(token for token in sentence.tokens if token.text == text)


def above(sentence: Sentence, token: Token) -> str:
    return sentence.tokens[token.head].text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_gives_words_that_lie_in_it_and_sentences_that_are_trees(text: str) -> None:
    end = 0
    for number, sentence in enumerate(analyse(text)):
        assert sentence.start >= end and text[sentence.start : sentence.end] == sentence.text
        end = sentence.end
        assert sentence.chapeau is None or sentence.chapeau < number
        at = sentence.start
        for i, token in enumerate(sentence.tokens):
            assert token.i == i and token.start >= at and text[token.start : token.end] == token.text != ""
            at = token.end
        assert at == sentence.end
        assert_tree([token.head for token in sentence.tokens])
        for name in sentence.names:
            assert text[name.start : name.end] == name.text


def assert_tree(heads: list[int]) -> None:
    assert heads.count(-1) == 1
    for start in range(len(heads)):
        at, steps = start, 0
        while at != -1:
            at, steps = heads[at], steps + 1
            assert steps <= len(heads), "the heads go in a circle"


def test_no_text_gives_no_sentences() -> None:
    assert analyse("") == analyse(" \n\n ") == ()


def test_the_same_text_gives_the_same_analysis() -> None:
    text = "Modi met Takaichi in Johannesburg. They agreed to expand trade.\n" * 20
    assert analyse(text) == analyse(text)


def test_a_sentence_is_read_the_same_wherever_it_stands() -> None:
    lines = [
        "Modi met Takaichi in Johannesburg.",
        "Yes.",
        "Talks on grain, steel and rice go on, officials of both said.",
    ]
    alone = {line: analyse(line)[0] for line in lines}
    for order in (lines, lines[::-1], lines * 5):
        for sentence in analyse(" ".join(order)):
            assert list(map(reading, sentence.tokens)) == list(map(reading, alone[sentence.text].tokens))


def reading(token: Token) -> tuple[str, str, int, str, str]:
    return token.text, token.xpos, token.head, token.deprel, token.name


def test_one_thread_and_two_give_the_same() -> None:
    text = "Kenya’s president thanked the EU. " * 200
    assert analyse(text, parser=Model(threads=1)) == analyse(text, parser=Model(threads=2))


HOSTILE = {
    "letters": "a" * 100_000,
    "newlines": "\n" * 50_000,
    "signs": "a.b-c@d/e" * 5_000,
    "brackets": "(" * 20_000,
    "bullets": "- \n" * 20_000,
    "links": "[a](" * 10_000,
    "titles": "Mr. " * 20_000,
    "quotes": "“" * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    found = segments(text)
    if any(map(str.isalnum, text)):
        assert found[-1].end == len(text.rstrip())
    else:
        assert found == []


def test_a_sentence_longer_than_the_window_keeps_all_its_words_and_one_root() -> None:
    text = "The ministers discussed " + ", ".join(f"topic {number}" for number in range(300)) + " and trade."
    (sentence,) = analyse(text)
    assert sentence.end == len(text)
    assert_tree([token.head for token in sentence.tokens])
    assert root(sentence).text == "discussed"


@pytest.mark.parametrize(
    "marked",
    [
        "He met U.S. officials.| They left the U.S.| The talks went on.",
        "Order No. 5 was signed.| He said no.| Five left.",
        "Dr. Eduardo M. Año met Gen. Li at 5 p.m. on Sunday.",
        "“We agreed.”| She left.| “Why?” he asked.",
        "Growth was 3.5 percent...| It fell later.",
        "Ministers meet|\n\nThey met in Rome|\n\nTalks go on in Oslo",
        "NEW DELHI, March 19 (Reuters) -| India signed.| Japan did too.",
        "Nairobi [Kenya], May 3:| Ruto left for Rome.",
        "Modi said: We agree.",
        "Brussels, 12.03.2024 –| The ministers met.",
        "They met in Washington D.C. in May.| She has a Ph.D. in law.| He left D.C. on Monday.",
        "WASHINGTON, D.C., May 3 –| They met in Oslo in May.",
        "They welcomed peace. |2. They agreed to trade. |3. They left.",
        "Para. 5 fell.| In 1945.| They left.",
        "The two leaders welcomed the\nprogress made.",
    ],
)
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    found = analyse(marked.replace("|", ""))
    assert [sentence.text for sentence in found] == [part.strip() for part in marked.split("|")]


def test_bullets_know_the_sentence_that_opens_their_list() -> None:
    text = (
        "The Leaders:\n\n1.  agreed to trade:\n    - in grain;\n    - in steel; and\n2.  welcomed peace.\n\nThey left."
    )
    found = analyse(text)
    assert [(sentence.text, sentence.block, sentence.chapeau) for sentence in found] == [
        ("The Leaders:", "prose", None),
        ("agreed to trade:", "bullet", 0),
        ("in grain;", "bullet", 1),
        ("in steel; and", "bullet", 1),
        ("welcomed peace.", "bullet", 0),
        ("They left.", "prose", None),
    ]


def test_lists_nest_by_the_style_of_their_marks_too() -> None:
    text = "3. Both sides agreed:\n(a) to hold drills; and\n(b) to share data.\n4. They left."
    assert [(sentence.text, sentence.chapeau) for sentence in analyse(text)] == [
        ("Both sides agreed:", None),
        ("to hold drills; and", 0),
        ("to share data.", 0),
        ("They left.", None),
    ]


def test_a_line_that_breaks_off_opens_the_list_below_it() -> None:
    found = analyse("Results of the visit\n\nThe leaders agreed to\n- open ports\n- cut tariffs")
    assert [(sentence.block, sentence.chapeau) for sentence in found] == [
        ("headline", None), ("prose", None), ("bullet", 1), ("bullet", 1),
    ]  # fmt: skip


def test_lines_that_point_at_other_stories_stand_apart() -> None:
    text = "Modi met Xi in Kazan.\nAlso Read: Oil prices fall as OPEC meets\nThey agreed to resume flights."
    assert [sentence.block for sentence in analyse(text)] == ["prose", "related", "prose"]


def test_markup_is_no_word_and_moves_no_offset() -> None:
    text = "**WE**, the [leaders](https://example.org/a_b), met on the 19<sup>th</sup>."
    (sentence,) = analyse(text)
    assert [token.text for token in sentence.tokens] == [
        "WE",
        ",",
        "the",
        "leaders",
        ",",
        "met",
        "on",
        "the",
        "19",
        "th",
        ".",
    ]


def test_words_are_cut_as_in_the_treebank() -> None:
    (sentence,) = analyse("India's non-aligned, rules-based plan can't cost US$5bn (approx. 3.5%) by 2030.")
    assert [token.text for token in sentence.tokens] == [
        "India", "'s", "non-aligned", ",", "rules", "-", "based", "plan", "ca", "n't", "cost", "US$", "5", "bn", "(",
        "approx.", "3.5", "%", ")", "by", "2030", ".",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("They held talks.", "held", "hold"),
        ("The parties met.", "parties", "party"),
        ("He has left Tokyo.", "left", "leave"),
        ("It saw growth.", "saw", "see"),
        ("She is using it.", "using", "use"),
        ("They planned it.", "planned", "plan"),
        ("We have committed ourselves.", "committed", "commit"),
        ("The Japanese minister spoke.", "Japanese", "Japanese"),
        ("It funds AI research.", "AI", "AI"),
        ("They pledged 1,500,000 doses.", "1,500,000", "1500000"),
    ],
)
def test_lemmas(text: str, form: str, lemma: str) -> None:
    (sentence,) = analyse(text)
    assert word(sentence, form).lemma == lemma


def test_a_participle_that_opens_a_long_sentence_does_not_hide_its_verb() -> None:
    (sentence,) = analyse(
        "Drawing on the findings of the 9th Kenya-Egypt Trade Forum held last month, Ruto and Madbouly instructed "
        "ministers to speed up work across a wide range of fields that include ports, grain storage, solar power and "
        "student exchanges."
    )
    verb = root(sentence)
    assert verb.text == "instructed"
    assert children(sentence, verb, "nsubj") == ["Ruto"] and above(sentence, word(sentence, "Madbouly")) == "Ruto"
    assert children(sentence, verb, "obj", "iobj") == ["ministers"]
    assert above(sentence, word(sentence, "speed")) == "instructed"
    assert above(sentence, word(sentence, "held")) == "Forum"


def test_from_and_to_figures_stay_apart_and_whole() -> None:
    (sentence,) = analyse(
        "The two sides approved a steep rise in Norway’s climate finance for Brazil, from the present USD 500 million "
        "(2021–2025) to a new level of USD 1.2 billion over the next five years."
    )
    assert root(sentence).text == "approved"
    million, billion = word(sentence, "million"), word(sentence, "billion")
    assert above(sentence, word(sentence, "500")) == "million" and above(sentence, word(sentence, "1.2")) == "billion"
    assert million.head != billion.i and billion.head != million.i


def test_a_participle_after_the_clause_hangs_on_its_verb() -> None:
    (sentence,) = analyse(
        "President Ruto voiced Kenya’s strong support for Egypt’s coming Water Summit in May 2027, promising full "
        "attendance and expert advice."
    )
    assert root(sentence).text == "voiced"
    assert above(sentence, word(sentence, "promising")) == "voiced"
    assert above(sentence, word(sentence, "Kenya")) == "support"


def test_names_of_people_organisations_and_places() -> None:
    (sentence,) = analyse("President Emmanuel Macron met Ursula von der Leyen of the European Commission in Paris.")
    assert ("Emmanuel Macron", "PER") in {(name.text, name.label) for name in sentence.names}
    assert ("Paris", "LOC") in {(name.text, name.label) for name in sentence.names}


class Toy:
    """A parser that hangs every word on the first and takes names from a table."""

    def __init__(self, **names: str) -> None:
        self.names = names

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        return [self.flat(words) for words in sentences]

    def flat(self, words: Sequence[str]) -> Parse:
        size = len(words)
        tags = ["PUNCT" if word in (",", ".") else "X" for word in words]
        names = [self.names.get(word, "O") for word in words]
        return Parse(tags, ["FW"] * size, [-1] + [0] * (size - 1), ["root"] + ["dep"] * (size - 1), names, np.zeros(1))


def test_any_parser_can_take_the_place_of_the_model() -> None:
    (sentence,) = analyse("Modi met Xi.", parser=Toy(Modi="B-PER", Xi="B-PER"))
    assert [token.head for token in sentence.tokens] == [-1, 0, 0, 0]
    assert [name.text for name in sentence.names] == ["Modi", "Xi"]
    assert [sentence.text[a.start : a.end] for a in sentence.tokens] == ["Modi", "met", "Xi", "."]


def test_a_document_is_coded_with_the_parser_that_is_given() -> None:
    class Listener(Toy):
        heard = 0

        def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
            self.heard += len(sentences)
            return super().parse(sentences)

    report, listener = document("Japan and India signed an agreement on trade. They met in Tokyo."), Listener()
    assert code(report, parser=listener) != code(report)
    assert listener.heard == 2


def test_a_parser_without_a_word_for_each_word_is_told_so() -> None:
    class Short(Toy):
        def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
            return [self.flat(words[:-1]) for words in sentences]

    with pytest.raises(ChanceryError, match="3 upos for 4 words"):
        analyse("Modi met Xi.", parser=Short())
    with pytest.raises(ChanceryError, match="0 parses for 1 sentence"):
        analyse("Modi met Xi.", parser=type("None_", (), {"parse": lambda self, sentences: []})())


def test_a_name_goes_on_after_a_comma_of_its_own_and_never_ends_in_one() -> None:
    text = "Washington, D.C. in May, Oslo."
    (sentence,) = analyse(text, parser=Toy(**{"Washington": "B-LOC", ",": "I-LOC", "D.C.": "B-LOC", "Oslo": "B-LOC"}))
    assert [name.text for name in sentence.names] == ["Washington, D.C.", "Oslo"]


def test_spacy_shows_what_the_analyser_found() -> None:
    pytest.importorskip("spacy")
    document = to_spacy(analyse("Modi met Takaichi in Tokyo. They didn't sign it."))
    assert [sentence.root.text for sentence in document.sents] == ["met", "sign"]
    assert document.text == "Modi met Takaichi in Tokyo. They didn't sign it."


def test_a_sentence_can_be_drawn_and_matched_by_spacy() -> None:
    spacy = pytest.importorskip("spacy")
    text = "They left.\nRuto met Madbouly at the 9th Kenya-Egypt Trade Forum in Cairo."
    document = analyse(text)[1].to_spacy()
    matcher = spacy.matcher.Matcher(document.vocab)
    matcher.add("MEETING", [[{"DEP": "nsubj"}, {"LEMMA": "meet", "POS": "VERB"}, {"LOWER": "madbouly"}]])
    assert [document[start:end].text for _, start, end in matcher(document)] == ["Ruto met Madbouly"]
    assert ("9th Kenya-Egypt Trade Forum", "EVENT") in {(name.text, name.label_) for name in document.ents}
    assert "nsubj" in spacy.displacy.render(document, style="dep", jupyter=False)
    assert "Cairo" in spacy.displacy.render(document, style="ent", jupyter=False)


def test_no_sentences_are_an_empty_spacy_document() -> None:
    pytest.importorskip("spacy")
    assert len(to_spacy(())) == 0


def test_without_spacy_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("spacy", "spacy.tokens"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ChanceryError, match=r"pip install 'chancery\[spacy\]'"):
        analyse("Modi met Xi.")[0].to_spacy()

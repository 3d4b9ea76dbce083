"""The gold trees of diplomatic prose are whole: one root each, filled columns, and words that make up the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.treebank import Tree, read, spans

ROOT = Path(__file__).parent.parent
FILES = [ROOT / "training" / "diplomatic.conllu", ROOT / "evals" / "diplomatic.conllu"]
TREES = {path: read(path) for path in FILES}
UPOS = frozenset(
    (
        "ADJ",
        "ADP",
        "ADV",
        "AUX",
        "CCONJ",
        "DET",
        "INTJ",
        "NOUN",
        "NUM",
        "PART",
        "PRON",
        "PROPN",
        "PUNCT",
        "SCONJ",
        "SYM",
        "VERB",
    )
)
NOUN_RELATIONS = {"amod", "appos", "case", "compound", "det", "flat", "nmod", "nummod", "acl"}
VERB_RELATIONS = {
    "nsubj",
    "csubj",
    "obj",
    "iobj",
    "obl",
    "advcl",
    "advmod",
    "ccomp",
    "xcomp",
    "aux",
    "cop",
    "mark",
    "expl",
}
LOOSE_RELATIONS = {"root", "conj", "cc", "punct", "parataxis", "fixed", "discourse", "orphan"}
CLOSED = {"case", "mark", "det", "aux", "cop", "cc", "punct"}
EACH_FILE = pytest.mark.parametrize("trees", TREES.values(), ids=[path.parent.name for path in FILES])


def ancestors(tree: Tree, place: int) -> list[int]:
    """The places above a word, up to the root or around a circle once."""
    found: list[int] = []
    while (head := tree.heads[place] - 1) >= 0 and head not in found:
        found.append(head)
        place = head
    return found


def test_each_file_holds_sixty_sentences_or_more_and_none_is_in_both() -> None:
    assert all(len(trees) >= 60 for trees in TREES.values())
    texts = [tree.text for trees in TREES.values() for tree in trees]
    assert len(set(texts)) == len(texts)


def test_every_line_has_ten_columns_with_form_lemma_tags_head_relation_and_name() -> None:
    for path in FILES:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                columns = line.split("\t")
                assert len(columns) == 10, line
                assert all(columns[number].strip("_ ") for number in (0, 1, 2, 3, 4, 6, 7, 9)), line


@EACH_FILE
def test_heads_are_in_range_and_make_a_tree_with_one_root(trees: list[Tree]) -> None:
    for tree in trees:
        roots = [place for place, head in enumerate(tree.heads) if head == 0]
        assert len(roots) == 1, tree.text
        assert [place for place, relation in enumerate(tree.deprels) if relation == "root"] == roots, tree.text
        assert all(0 <= head <= len(tree.words) for head in tree.heads), tree.text
        assert all(place in roots or roots[0] in ancestors(tree, place) for place in range(len(tree.words))), tree.text


@EACH_FILE
def test_words_and_spaces_make_up_the_text(trees: list[Tree]) -> None:
    for tree in trees:
        spaced = zip(tree.words, tree.spaces, strict=True)
        assert "".join(word + " " * space for word, space in spaced).rstrip() == tree.text


@EACH_FILE
def test_tags_and_relations_are_of_the_known_sets(trees: list[Tree]) -> None:
    for tree in trees:
        assert set(tree.upos) <= UPOS, tree.text
        plain = {relation.split(":")[0] for relation in tree.deprels}
        assert plain <= NOUN_RELATIONS | VERB_RELATIONS | LOOSE_RELATIONS, tree.text


@EACH_FILE
def test_names_are_people_organisations_and_places_and_begin_before_they_go_on(trees: list[Tree]) -> None:
    for tree in trees:
        assert tree.names is not None, tree.text
        assert {tag[2:] for tag in tree.names} <= {"", "PER", "ORG", "LOC"}, tree.text
        assert len(spans(tree.names)) == sum(tag.startswith("B-") for tag in tree.names), tree.text


@EACH_FILE
def test_function_words_and_stops_have_no_dependents_of_substance(trees: list[Tree]) -> None:
    for tree in trees:
        for place, head in enumerate(tree.heads):
            if head and tree.deprels[head - 1].split(":")[0] in CLOSED:
                assert tree.deprels[place] in {"fixed", "advmod", "conj", "cc", "punct"}, (tree.words[place], tree.text)

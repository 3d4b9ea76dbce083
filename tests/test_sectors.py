"""Sectors: what a passage is about, with crosswalks to other lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.coding.sectors import find, sectors, words


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("critical minerals and green energy", ("minerals", "clean_energy")),
        ("companies and batteries", ("industry", "clean_energy")),
        ("SUPPLY CHAINS", ("supply_chains",)),
        ("a walk in the park", ()),
        ("", ()),
    ],
)
def test_sectors_are_found_by_their_words_in_any_case_and_number(text, codes):
    assert find(text) == codes


def test_the_longest_term_wins():
    assert find("clean energy") == ("clean_energy",)
    assert find("energy") == ("energy",)


def test_each_sector_comes_once_in_the_order_of_its_first_word():
    assert find("Health, trade and more health.") == ("health", "trade")


@given(st.text(max_size=80))
def test_any_text_gives_known_codes(text):
    assert set(find(text)) <= sectors().keys()


def test_every_leaf_has_crosswalks_of_the_right_shape_and_no_word_has_two_leaves():
    seen: dict[str, str] = {}
    for code, sector in sectors().items():
        assert 1 <= sector.cap <= 21
        assert all(100 <= purpose <= 998 for purpose in sector.crs)
        assert all(1 <= goal <= 17 for goal in sector.sdg)
        assert sector.crs and sector.sdg and sector.words
        for term in sector.words:
            assert term == term.lower()
            assert seen.setdefault(term, code) == code, term
            assert find(term) == (code,), term


def test_hyphenated_words_stay_whole():
    assert words("The F-16s, a 5G network") == ["the", "f-16s", "a", "5g", "network"]

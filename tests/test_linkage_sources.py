"""Who says so: independent sources, official or press, the parties' own words, quoted persons."""

import importlib.util
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from linkage_worlds import money, promise, promised, report

from chancery.linkage.corroboration import resemblance, sketch, sources
from chancery.models import Attribution, document

ROOT = Path(__file__).parent.parent
WIRE = " ".join(f"In paragraph {i} the agency tells how talks on the loan went on day {i * 7}." for i in range(40))


def told(day: str, attribution: Attribution, **source: str) -> object:
    """Return a report of a loan in somebody's voice."""
    loan = promise(f"A loan of 2.5 billion euros ({day}).", "ITA", "EGY", money("2.5e9", "EUR"), undertaking="a loan")
    return report(day, msgspec.structs.replace(loan, attribution=attribution), **source)


@pytest.mark.parametrize(
    ("source", "official"),
    [
        ({"publisher": "Ministry of External Affairs"}, True),
        ({"url": "https://www.mea.gov.in/press.htm"}, True),
        ({"url": "https://www.whitehouse.gov/briefing"}, True),
        ({"url": "https://www.mofa.go.jp/a.html"}, True),
        ({"url": "https://www.governmentnews.com/a.html"}, False),
        ({"publisher": "Courier", "url": "https://courier.example/gov.in"}, False),
        ({}, False),
    ],
)
def test_an_official_source_is_known_by_its_name_or_address(source: dict[str, str], official: bool) -> None:
    (entry,) = promised(told("2024-03-17", Attribution(), **source))  # type: ignore[arg-type]
    assert (entry.corroboration.official, entry.corroboration.press) == ((1, 0) if official else (0, 1))


def test_sides_are_the_parties_that_speak_themselves_and_persons_are_named() -> None:
    readout = told("2024-03-17", Attribution(kind="readout", actor="ITA"))
    quote = told("2024-03-18", Attribution(kind="person", name="Abdel Fattah el-Sisi", actor="EGY"))
    stranger = told("2024-03-19", Attribution(kind="person", name="An analyst", actor="GRC"))
    (entry,) = promised(readout, quote, stranger)  # type: ignore[arg-type]
    assert entry.corroboration.sides == ("EGY", "ITA")
    assert entry.corroboration.quoted == ("Abdel Fattah el-Sisi", "An analyst")


def test_a_joint_text_is_in_the_words_of_all_parties() -> None:
    (entry,) = promised(told("2024-03-17", Attribution(kind="joint_text")))  # type: ignore[arg-type]
    assert entry.corroboration.sides == ("EGY", "ITA")


def test_near_copies_share_a_source_and_rewritten_reports_do_not() -> None:
    texts = [
        WIRE,
        f"CAIRO: {WIRE} Additional reporting by the desk.",
        WIRE.replace("tells", "says").replace("went", "ran"),
    ]
    docs = [document(text, published=f"2024-03-1{i}") for i, text in enumerate(texts)]
    found = sources(docs)
    assert found[docs[0].id] == found[docs[1].id]
    assert found[docs[2].id] != found[docs[0].id]


@given(st.text(max_size=200), st.text(max_size=200))
def test_resemblance_is_a_symmetric_share(left: str, right: str) -> None:
    share = resemblance(sketch(left), sketch(right))
    assert 0 <= share <= 1
    assert share == resemblance(sketch(right), sketch(left))
    assert resemblance(sketch(left), sketch(left)) == 1


def test_the_tables_of_linkage_are_what_their_sources_build() -> None:
    spec = importlib.util.spec_from_file_location("build_linkage", ROOT / "data" / "build_linkage.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, text in module.build().items():
        kept = (ROOT / "chancery" / "data" / "linkage" / name).read_text(encoding="utf-8")
        assert kept == text, f"{name} is not what data/build_linkage.py builds: run it"

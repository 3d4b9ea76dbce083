"""The built tables of quantities are what their sources say."""

from __future__ import annotations

import csv
import importlib.util
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from chancery.quantities.tables import table

ROOT = Path(__file__).parent.parent


@pytest.fixture
def builder() -> ModuleType:
    path = ROOT / "data" / "build_quantities.py"
    spec = importlib.util.spec_from_file_location("build_quantities", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_rebuild_is_identical(builder: ModuleType, tmp_path: Path) -> None:
    builder.build(tmp_path)
    committed = ROOT / "chancery" / "data" / "quantities"
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in committed.iterdir()}
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (committed / path.name).read_bytes(), f"{path.name}: run data/build_quantities.py"


def test_every_source_says_where_it_is_from() -> None:
    for path in (ROOT / "data" / "quantities").iterdir():
        assert path.read_text(encoding="utf-8").startswith("# "), path.name


def test_every_peg_has_a_rate_a_beginning_and_a_source() -> None:
    for peg in table("pegs")["pegs"]:
        assert Decimal(peg["rate"]) > 0
        assert peg["since"]
        assert peg["source"]


def test_every_currency_of_a_word_is_a_known_code() -> None:
    currencies = table("currencies")
    known = {*currencies["codes"], "~"}
    for group in ("names", "signs", "abbreviations", "letters"):
        for word, codes in currencies[group].items():
            assert set(codes) <= known, word
    assert set(currencies["dollars"].values()) <= known


def test_no_word_of_a_table_was_read_as_true_or_false() -> None:
    def leaves(value: object) -> list[object]:
        if isinstance(value, dict):
            return [leaf for key, inner in value.items() for leaf in (key, *leaves(inner))]
        return [leaf for inner in value for leaf in leaves(inner)] if isinstance(value, list) else [value]

    for name in ("words", "calendar", "numbers", "currencies"):
        assert not [leaf for leaf in leaves(table(name)) if isinstance(leaf, bool) or leaf in ("true", "false")]


def test_every_country_has_its_codes_once() -> None:
    with (ROOT / "data" / "quantities" / "countries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    assert len({row["alpha2"] for row in rows}) == len({row["alpha3"] for row in rows}) == len(rows)

"""Exports that tools for event data and data frames read: GDELT, POLECAT and Parquet."""

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from ledger_reports import coded, words, world

from chancery.errors import ChanceryError
from chancery.export import export, gdelt, polecat
from chancery.export.acts import acts
from chancery.export.codes import codes
from chancery.ledger import Ledger
from chancery.models import Event, Period, document

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")


def act(text: str, quote: str, **fields: object) -> Event:
    doc = document(text, published="2025-03-04")
    plain = {"source": ("CHL",), "recipient": ("PER",), "plover": "SUPPORT", "cameo": "057", "quad": 1}
    return Event(evidence=words(doc, quote), confidence=0.9, **{"goldstein": 8.0, **plain, **fields})  # type: ignore[arg-type]


def held(text: str, *claims: Event, **source: object) -> Ledger:
    ledger = Ledger(":memory:")
    ledger.append([coded(document(text, published="2025-03-04", **source), *claims, diplomatic=True)])  # type: ignore[arg-type]
    return ledger


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def named(row: list[str], columns: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(columns, row, strict=True))


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    whole = Ledger(":memory:")
    whole.append(world())
    text = "Chile signed the fishing treaty with Peru on Monday. Nothing else was settled in Lima."
    signed = act(text, "Chile signed the fishing treaty with Peru")
    both = act(text, "settled in Lima", source=("CHL", "PER"), recipient=("CHL", "PER"), plover="CONSULT", cameo="040")
    whole.append([coded(document(text, published="2025-03-04"), signed, both, diplomatic=True)])
    yield whole


def test_the_built_codes_are_those_of_the_sources() -> None:
    spec = importlib.util.spec_from_file_location("build_export", ROOT / "data" / "build_export.py")
    assert spec is not None and spec.loader is not None
    builder = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(builder)
    folder = ROOT / "chancery" / "data" / "export"
    assert builder.build() == {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("code", "cow", "fips"),
    [("DEU", "255", "GM"), ("VNM", "816", "VM"), ("SRB", "345", "RI"), ("YEM", "679", "YM"), ("GBR", "200", "UK")],
)
def test_states_have_the_numbers_and_letters_of_other_data_sets(code: str, cow: str, fips: str) -> None:
    assert (codes(code).cow, codes(code).fips) == (cow, fips)


def test_no_two_states_share_a_number_or_letters() -> None:
    known = msgspec.json.decode((ROOT / "chancery/data/export/codes.json").read_bytes())
    for scheme in ("cow", "fips", "geonames", "cameo"):
        used = [row[scheme] for row in known.values() if scheme in row]
        assert len(used) == len(set(used)), scheme


def test_an_actor_that_no_scheme_has_has_no_codes() -> None:
    assert codes("ATLANTIS") == codes(None) == codes("")


def test_the_columns_are_as_many_as_the_codebooks_say_and_documented_in_their_order() -> None:
    assert (len(gdelt.EVENTS), len(gdelt.MENTIONS), len(polecat.COLUMNS)) == (61, 16, 40)
    for heading, columns in (
        ("GDELT Events", gdelt.EVENTS),
        ("GDELT Mentions", gdelt.MENTIONS),
        ("POLECAT", polecat.COLUMNS),
    ):
        paragraph = PAGE.split(f"### {heading}\n", 1)[1].split("\n\n")[1]
        assert re.findall(r"`([^`]+)`", paragraph) == list(columns)


def test_every_row_has_every_column(ledger: Ledger, tmp_path: Path) -> None:
    events, mentions = export(ledger, tmp_path, form="gdelt")
    (polecats,) = export(ledger, tmp_path, form="polecat")
    assert {len(row) for row in rows(events)} == {61}
    assert {len(row) for row in rows(mentions)} == {16}
    assert {len(row) for row in rows(polecats)} == {40}
    assert len(rows(events)) == len(rows(polecats)) - 1 == len(list(acts(ledger))) > 2


def test_an_act_tells_who_what_to_whom_and_when(ledger: Ledger, tmp_path: Path) -> None:
    events, _ = export(ledger, tmp_path, form="gdelt")
    (signed,) = [row for row in (named(row, gdelt.EVENTS) for row in rows(events)) if row["EventCode"] == "057"]
    told = {"Actor1Code": "CHL", "Actor2Name": "PERU", "EventRootCode": "05", "QuadClass": "1", "SQLDATE": "20250304"}
    assert told.items() <= signed.items()
    assert signed["FractionDate"] == "2025.1753"
    assert signed["AvgTone"] == signed["Actor1EthnicCode"] == ""


def test_a_reciprocal_act_is_told_both_ways_and_never_of_oneself(ledger: Ledger) -> None:
    both = {
        (one.source, one.recipient)
        for one in acts(ledger)
        if one.reports[0].claim.evidence[0].quote == "settled in Lima"
    }
    assert both == {("CHL", "PER"), ("PER", "CHL")}


def test_offsets_of_mentions_lie_in_the_text(ledger: Ledger, tmp_path: Path) -> None:
    _, mentions = export(ledger, tmp_path, form="gdelt")
    texts = {doc.source_id or doc.id: doc.text for doc in ledger.documents()}
    told = [named(row, gdelt.MENTIONS) for row in rows(mentions)]
    (signed,) = [
        row for row in told if texts[row["MentionIdentifier"]].startswith("Chile signed") and row["SentenceID"] == "1"
    ]
    text = texts[signed["MentionIdentifier"]]
    assert text[int(signed["Actor1CharOffset"]) :].startswith("Chile")
    assert text[int(signed["Actor2CharOffset"]) :].startswith("Peru")
    assert int(signed["MentionDocLen"]) == len(text)


def test_what_a_text_denies_or_supposes_is_no_event() -> None:
    text = "Chile did not sign the fishing treaty with Peru."
    assert not list(acts(held(text, act(text, "did not sign", tense="negated"))))
    assert not list(acts(held(text, act(text, "did not sign", tense="conditional"))))
    assert len(list(acts(held(text, act(text, "did not sign"))))) == 1


@pytest.mark.parametrize(
    ("start", "tense", "date"),
    [
        ("2025-03-01", "past", "2025-03-01"),
        (None, "past", "2025-03-04"),
        ("2025-03", "past", "2025-03-04"),
        ("2024-11", "past", "2024-11"),
        ("2026-01-01", "planned", "2025-03-04"),
    ],
)
def test_an_act_without_a_day_has_that_of_its_first_report(start: str | None, tense: str, date: str) -> None:
    text = "Chile signs the fishing treaty with Peru."
    when = Period(start=start, end=start, precision="day", text=start) if start else None
    (one,) = acts(held(text, act(text, "signs", when=when, tense=tense)))
    assert one.date == date
    assert one.day == (date if len(date) == 10 else None)


def test_an_act_without_a_recipient_is_a_row_with_an_empty_second_actor(tmp_path: Path) -> None:
    text = "Chile condemned the strike."
    ledger = held(text, act(text, "condemned", recipient=()))
    (row,) = rows(export(ledger, tmp_path, form="gdelt")[0])
    assert {value for name, value in named(row, gdelt.EVENTS).items() if name.startswith("Actor2")} == {""}
    row = rows(export(ledger, tmp_path, form="polecat")[0])[1]
    assert {value for name, value in named(row, polecat.COLUMNS).items() if "Recipient" in name} == {"None"}


def test_tabs_and_lines_in_names_break_no_row(tmp_path: Path) -> None:
    text = "Chile signed the treaty with Peru."
    ledger = held(text, act(text, "signed"), publisher="The\tMorning\nCourier")
    (row,) = rows(export(ledger, tmp_path, form="gdelt")[1])
    assert named(row, gdelt.MENTIONS)["MentionSourceName"] == "The Morning Courier"


def test_an_organisation_has_its_code_in_the_cameo_dictionaries(tmp_path: Path) -> None:
    text = "NATO praised Chile."
    ledger = held(text, act(text, "praised", source=("NATO",), recipient=("CHL",), source_sectors=("IGO",)))
    row = named(rows(export(ledger, tmp_path, form="gdelt")[0])[0], gdelt.EVENTS)
    assert (row["Actor1Code"], row["Actor1KnownGroupCode"], row["Actor1CountryCode"]) == ("IGOWSTNAT", "NAT", "")


def test_an_export_of_events_is_the_same_again(ledger: Ledger, tmp_path: Path) -> None:
    files = [*export(ledger, tmp_path, form="gdelt"), *export(ledger, tmp_path, form="polecat")]
    before = [path.read_bytes() for path in files]
    export(ledger, tmp_path, form="gdelt")
    export(ledger, tmp_path, form="polecat")
    assert [path.read_bytes() for path in files] == before


def test_an_empty_ledger_gives_empty_tables(tmp_path: Path) -> None:
    empty = Ledger(":memory:")
    assert [path.read_bytes() for path in export(empty, tmp_path, form="gdelt")] == [b"", b""]
    assert rows(export(empty, tmp_path, form="polecat")[0]) == [list(polecat.COLUMNS)]


def test_parquet_has_the_rows_of_the_tables_with_their_types(ledger: Ledger, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    files = {path.stem: path for path in export(ledger, tmp_path / "it's", form="parquet")}
    assert files.keys() == {path.stem for path in export(ledger, tmp_path / "csv")}
    ask = duckdb.connect()
    for name in ("documents", "entries", "evidence"):
        assert ask.execute("SELECT count(*) FROM read_parquet(?)", [str(files[name])]).fetchone() == (
            len(ledger.table(name)),
        )
    types = dict(
        ask.execute("SELECT name, type FROM (SELECT * FROM parquet_schema(?))", [str(files["evidence"])]).fetchall()
    )
    assert types["start_char"] == "INT64" and types["quote"] == "BYTE_ARRAY"
    largest = ask.execute("SELECT max(value) FROM read_parquet(?)", [str(files["quantities"])]).fetchone()
    assert largest is not None and largest[0] == 8_000_000_000


def test_parquet_without_duckdb_says_what_to_install(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(ChanceryError, match=r"pip install 'chancery\[parquet\]'"):
        export(ledger, tmp_path, form="parquet")


def test_the_script_of_the_docs_loads_every_export_and_draws(ledger: Ledger, tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("matplotlib")
    spec = importlib.util.spec_from_file_location("explore", ROOT / "docs" / "explore.py")
    assert spec is not None and spec.loader is not None
    explore = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(explore)
    path = tmp_path / "world.db"
    with Ledger(path) as kept:
        kept.append(ledger.coded())
    explore.main([str(path), str(tmp_path / "plots"), "--pair", "CHL", "PER"])
    assert {plot.name for plot in (tmp_path / "plots").iterdir()} == {"cooperation.png", "quads.png"}
    assert all(plot.read_bytes().startswith(b"\x89PNG") for plot in (tmp_path / "plots").iterdir())

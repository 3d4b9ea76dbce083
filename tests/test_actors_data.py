"""The tables of actors: built from their sources, sourced, and whole."""

from __future__ import annotations

import csv
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from chancery import actors
from chancery.actors import tables
from chancery.errors import SourceError

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_actors", ROOT / "data" / "build_actors.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_rebuild_is_identical(builder: ModuleType) -> None:
    folder = ROOT / "chancery" / "data" / "actors"
    built = builder.build()
    assert built.keys() == {path.name for path in folder.iterdir()}
    for name, content in built.items():
        assert (folder / name).read_text(encoding="utf-8") == content, f"{name}: run data/build_actors.py"


def test_every_tenure_has_a_source_and_begins_before_it_ends() -> None:
    for person in tables.people():
        for tenure in person.tenures:
            assert tenure.source, person.name
            assert not (tenure.since and tenure.until) or tenure.since[: len(tenure.until)] <= tenure.until, person.name


def test_every_member_of_the_united_nations_has_a_head_at_any_time_since_2000() -> None:
    members = {code for code, state in tables.states().items() if state.un_member}
    assert len(members) >= 192
    assert members - {state for state, _ in heads()} == set()


def heads() -> set[tuple[str, str]]:
    roles = {"head_of_state", "head_of_government", "monarch", "pope"}
    return {(t.state, t.role) for person in tables.people() for t in person.tenures if t.role in roles}


def test_sixty_states_have_ministers() -> None:
    for role in ("foreign", "defence", "finance"):
        dated = {t.state for person in tables.people() for t in person.tenures if t.role == role and not t.attested}
        assert len(dated) >= 60, role


def test_every_office_holder_belongs_to_a_known_state_or_body() -> None:
    known = tables.states().keys() | tables.international().keys()
    assert {t.state for person in tables.people() for t in person.tenures} - known == set()


def test_every_city_has_coordinates_on_the_globe_in_the_state_that_it_is_said_to_be_in() -> None:
    for place, (country, latitude, longitude) in tables.places().items():
        assert -90 <= latitude <= 90, place
        assert -180 <= longitude <= 180, place
        assert actors.country_of(place) == country, place


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Tokyo", (36, 140)),
        ("Johannesburg", (-26, 28)),
        ("Buenos Aires", (-35, -58)),
        ("the Hague", (52, 4)),
        ("BRUSSELS", (51, 4)),
        ("Washington, D.C.", (39, -77)),
        ("Reykjavik", (64, -22)),
        ("Port Vila", (-18, 168)),
        ("St. George's", (12, -62)),
    ],
)
def test_a_city_has_latitude_and_longitude_however_it_is_printed(place: str, expected: tuple[int, int]) -> None:
    found = actors.coordinates(place)
    assert found is not None
    assert (round(found[0]), round(found[1])) == expected


@pytest.mark.parametrize("place", ["", "Atlantis", "Japan", "Kishida", "the"])
def test_what_is_no_city_has_no_coordinates(place: str) -> None:
    assert actors.coordinates(place) is None


def test_every_member_of_the_united_nations_with_a_capital_has_its_coordinates() -> None:
    capitals = {state.capitals[0] for state in tables.states().values() if state.un_member and state.capitals}
    assert len(capitals) >= 180
    assert {capital for capital in capitals if actors.coordinates(capital) is None} == set()


def test_places_are_read_only_when_asked_for() -> None:
    code = (
        "from chancery import actors; from chancery.actors import tables; actors.find('Modi met Ishiba in Tokyo.'); "
        "assert tables.places.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_stale_heads_are_listed_with_their_state() -> None:
    assert ("PER", "President", "José Jerí") not in actors.stale("2025-11-01")
    assert all(len(row) == 3 for row in actors.stale("2026-11-22"))


# --- user actors ------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def no_user_actors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHANCERY_ACTORS", raising=False)
    actors.user.registry.cache_clear()


def write(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["name,aliases,code,kind,office,sector,since,until,source", *rows]), encoding="utf-8")
    return path


def test_a_users_actor_is_read_in_texts(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.csv", "Blue Harbour Fund,BHF;Blue Harbour,NOR,organisation,,BUS,,,our files")
    assert [actor.code for actor in actors.load_user_actors(path)] == ["NOR"]
    mention = actors.find("The BHF lent to Ghana.")[0]
    assert (mention.text, mention.codes, mention.sector, mention.name) == ("BHF", ("NOR",), "BUS", "Blue Harbour Fund")
    actors.user.registry.cache_clear()
    assert actors.find("The BHF lent.") == ()


def test_the_environment_names_files_of_user_actors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHANCERY_ACTORS", str(write(tmp_path / "mine.csv", "Zubrowka,,ZUB,state,,,,,a film")))
    actors.user.registry.cache_clear()
    assert actors.find("Zubrowka protested.")[0].codes == ("ZUB",)


def test_a_users_actor_is_read_within_its_dates(tmp_path: Path) -> None:
    actors.load_user_actors(write(tmp_path / "mine.csv", "Zubrowka,,ZUB,state,,,2020,2022,a film"))
    found = [
        len(actors.find("Zubrowka protested.", on=on))
        for on in ("2019-12-31", "2021-01-01", "2022-12-31", "2023-01-01")
    ]
    assert found == [0, 1, 1, 0]


@pytest.mark.parametrize(
    ("row", "message"),
    [("Somebody,,,person,,,,,", ":2: needs a name and a code"), ("Somebody,,NOR,planet,,,,,", ":2: kind is 'planet'")],
)
def test_a_wrong_row_is_named_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        actors.load_user_actors(write(tmp_path / "mine.csv", row))


def test_a_file_that_is_no_csv_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(b"\xff\xfe\x00name")
    with pytest.raises(SourceError, match="UTF-8"):
        actors.load_user_actors(path)
    with pytest.raises(SourceError, match="nothing"):
        actors.load_user_actors(tmp_path / "nothing.csv")


def test_every_source_table_cites_its_sources() -> None:
    folder = ROOT / "data" / "actors"
    for path in [*folder.glob("*.csv"), *(folder / "holders").glob("*.csv")]:
        with path.open(encoding="utf-8", newline="") as file:
            assert all(row["source"] for row in csv.DictReader(file)), path.name
    for path in folder.glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# "), path.name

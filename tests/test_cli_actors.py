"""A user's own actors: added once by file, known from then on, checked for what has gone stale."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chancery import actors
from chancery.cli import main

HEAD = "name,aliases,code,kind,office,sector,since,until,source\n"


@pytest.fixture(autouse=True)
def _own_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.delenv("CHANCERY_ACTORS", raising=False)
    monkeypatch.chdir(tmp_path)
    actors.user.registry.cache_clear()
    yield
    actors.user.registry.cache_clear()


def run(*args: str, status: int = 0) -> Result:
    result = CliRunner().invoke(main, ["actors", *args])
    assert result.exit_code == status, result.output
    return result


def write(rows: str) -> str:
    Path("mine.csv").write_text(HEAD + rows, encoding="utf-8")
    return "mine.csv"


def test_added_actors_are_read_in_every_later_run():
    assert "1 added to chancery-actors.csv" in run("add", write("Zubrowka,Zub,ZUB,state,,GOV,,,a film\n")).output
    actors.user.registry.cache_clear()
    assert actors.find("Zub protested.")[0].codes == ("ZUB",)
    assert "Zubrowka" in run().output


def test_adding_twice_adds_nothing_and_keeps_what_was_there():
    run("add", write("Zubrowka,,ZUB,state,,,,,a film\n"))
    assert "0 added" in run("add", "mine.csv").output
    assert "1 added" in run("add", write('"Ruritania, Kingdom of",,RUR,state,,,1894,,a novel\n')).output
    kept = actors.user.read(Path("chancery-actors.csv"))
    assert [actor.code for actor in kept] == ["ZUB", "RUR"]
    assert kept[1].name == "Ruritania, Kingdom of"


def test_the_environment_names_where_they_are_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CHANCERY_ACTORS", "own.csv")
    with pytest.raises(Exception, match=r"own\.csv"):
        actors.user.registry()
    run("add", write("Zubrowka,,ZUB,state,,,,,a film\n"))
    assert Path("own.csv").exists() and not Path("chancery-actors.csv").exists()


@pytest.mark.parametrize(("rows", "told"), [(",,ZUB,,,,,,\n", "mine.csv:2"), ("Zubrowka,,ZUB,empire,,,,,\n", "empire")])
def test_a_wrong_row_is_named_and_nothing_is_written(rows: str, told: str):
    assert told in run("add", write(rows), status=1).output
    assert not Path("chancery-actors.csv").exists()


def test_a_file_that_is_not_there_is_named():
    assert "gone.csv" in run("add", "gone.csv", status=1).output


def test_the_check_lists_offices_without_a_known_holder():
    assert "offices have no known holder on 2040-01-01" in run("--check", "--on", "2040-01-01").output

"""What a person does with a ledger: add, look, check, judge; what is said of each report."""

import sqlite3
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import msgspec
import pytest
from ledger_reports import coded, fake_code, jsonl, meeting, pledge, world

from chancery.bulk import pool, take_in
from chancery.desk import Desk, open_ledger
from chancery.errors import ChanceryError, LedgerError, NotFoundError, SourceError, UnknownActorError


@pytest.fixture(autouse=True)
def _coder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_pipeline", lambda: fake_code)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    path.write_text(jsonl(world()), encoding="utf-8")
    return path


@pytest.fixture
def desk(reports: Path) -> Desk:
    held = Desk(":memory:")
    held.append(world())
    return held


def test_adding_tells_what_became_of_each_report(tmp_path: Path, reports: Path) -> None:
    desk = Desk(":memory:")
    report = desk.add(reports)
    assert [one.source for one in report.added] == [f"{name}.txt" for name in "abcdef"]
    assert [(one.source, one.reason) for one in report.skipped] == [("g.txt", "no state is named")]
    assert str(report) == "6 added (12 claims), 1 skipped as not diplomatic"
    assert "no state is named" in report._repr_html_()


def test_adding_twice_changes_nothing_and_codes_nothing(
    desk: Desk, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden():
        raise AssertionError("the analyser was loaded")

    monkeypatch.setattr(pool, "_pipeline", forbidden)
    before = desk.entries(), desk.size()
    report = desk.add(reports)
    assert len(report.known) == len(world())
    assert str(report) == "0 added (0 claims), 7 already known"
    assert (desk.entries(), desk.size()) == before


def test_adding_says_how_many_reports_nobody_has_dated(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text(meeting().document.text, encoding="utf-8")
    assert "1 without a day of publication" in str(Desk(":memory:").add(path))
    assert "without" not in str(Desk(":memory:").add(path, published=date(2024, 5, 8)))


def test_a_report_under_two_names_is_known_the_second_time(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(meeting().document.text, encoding="utf-8")
    desk = Desk(":memory:")
    report = desk.add(tmp_path / "two.txt", tmp_path / "one.txt")
    assert [one.fate for one in report.handled] == ["added", "known"]
    assert desk.documents()[0].source_id == str(tmp_path / "one.txt")
    assert desk.item(str(tmp_path / "two.txt")) == desk.documents()[0]


def test_one_bad_source_never_stops_the_rest(tmp_path: Path, reports: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text(
        '{"id": "x", "text": "It rained."}\n{"id": oops\n{"id": "y", "text": "It is trouble."}\n', "utf-8"
    )
    (tmp_path / "empty.txt").touch()
    report = Desk(":memory:").add(broken, tmp_path / "empty.txt", tmp_path / "missing.txt", reports)
    assert [one.fate for one in report.handled[:5]] == ["skipped", "failed", "failed", "failed", "failed"]
    assert f"{broken}:2" in report.failed[0].source
    assert "a fault in the coder" in report.failed[1].reason
    assert len(report.added) == 6


def test_a_report_that_failed_may_come_again(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text("All is trouble.", encoding="utf-8")
    desk = Desk(":memory:")
    assert [one.fate for one in desk.add(path, path).handled] == ["failed", "known"]
    assert desk.size().documents == 0


def test_progress_is_told_after_each_report(reports: Path) -> None:
    told = []
    Desk(":memory:").add(reports, progress=lambda done, name: told.append((done, name)))
    assert [done for done, _ in told] == list(range(1, 8))
    assert told[0] == (1, "a.txt")


def test_what_an_interrupted_add_kept_is_linked_when_the_ledger_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Desk(path) as desk:
        desk.append(world(), link=False)
        assert desk.entries() == ()
    with Desk(path) as desk:
        assert desk.entries()


def test_an_interrupt_in_the_middle_keeps_what_was_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chancery.bulk.intake.KEPT_AT_ONCE", 2)
    path = tmp_path / "reports.jsonl"
    path.write_text(jsonl(world()), encoding="utf-8")

    def stop(done: int, name: str) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with Desk(tmp_path / "ledger.db") as desk, pytest.raises(KeyboardInterrupt):
        desk.add(path, progress=stop)
    with Desk(tmp_path / "ledger.db") as desk:
        assert desk.size().documents == 2
        assert desk.size().entries
        desk.add(path)
        assert desk.size().documents == len(world())


def slow_code(doc):
    """Code as the real thing does, some documents later than others."""
    time.sleep(0.05 if "Cusco" in doc.text else 0)
    return fake_code(doc)


def test_an_interrupt_of_several_workers_keeps_what_they_had_coded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chancery.bulk.pool.FEW_DOCUMENTS", 1)
    told: list[str] = []

    def stop(done: int, name: str) -> None:
        told.append(name)
        if done == 4:
            raise KeyboardInterrupt

    reports = [one.document for one in world()]
    with Desk(tmp_path / "ledger.db") as desk, pytest.raises(KeyboardInterrupt):
        take_in(desk, reports, jobs=2, progress=stop, coder=slow_code)
    with Desk(tmp_path / "ledger.db") as desk:
        assert {doc.source_id for doc in desk.documents()} == set(told[:3])


def test_what_an_older_version_coded_is_coded_again_when_asked(tmp_path: Path, reports: Path) -> None:
    old = [
        coded(one.document, *(msgspec.structs.replace(claim, id="", confidence=0.5) for claim in one.claims),
              coder="chancery 0.0.9", diplomatic=one.diplomatic)
        for one in world()
    ]  # fmt: skip
    desk, fresh = Desk(":memory:"), Desk(":memory:")
    desk.append(old)
    fresh.append(world())
    claim = desk.entries("commitment")[0].claims[0]
    desk.verdict(claim, "corrected", {"strength": "sign"}, by="Mara")
    assert str(desk.add(reports)) == "0 added (0 claims), 7 already known"
    assert str(desk.add(reports, recode=True)) == "0 added (0 claims), 7 coded anew (12 claims)"
    assert str(desk.recode()) == "0 added (0 claims)"
    assert [claim.id for claim in desk.claims()] == [claim.id for claim in fresh.claims()]
    assert desk.entries("commitment")[0].strength == "sign"
    shown = str(desk.show(desk.entries("commitment")[0].id, history=True))
    assert f"({claim}, chancery 0.0.9)" in " ".join(shown.split())
    assert "corrected (strength), by Mara" in shown
    assert "chancery 0.0.9" in str(desk.show("d.txt", history=True))
    assert "chancery 0.0.9" not in str(desk.show("d.txt"))


def test_a_ledger_codes_its_own_texts_again(reports: Path) -> None:
    desk = Desk(":memory:")
    desk.append(coded(one.document, coder="chancery 0.0.9") for one in world())
    assert desk.entries() == ()
    assert str(desk.recode()) == "0 added (0 claims), 7 coded anew (12 claims)"
    assert desk.entries()


def test_nothing_is_coded_for_a_ledger_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ledger.db"
    Desk(path).close()
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with Desk(path) as desk, pytest.raises(LedgerError, match="may only be read"):
        desk.add("no-such-file.txt")


def test_actors_are_given_by_code_or_name(desk: Desk) -> None:
    assert desk.actor("CHL") == "CHL"
    assert desk.actor("Peru") == "PER"
    with pytest.raises(UnknownActorError, match="Atlantis"):
        desk.actor("Atlantis")


def test_a_brief_shows_itself_as_text_page_and_data(desk: Desk) -> None:
    brief = desk.brief("Chile", "Peru")
    assert "Chile" in str(brief)
    assert "html" in brief._repr_html_()
    assert '"actors"' in brief.render("json")
    with pytest.raises(UnknownActorError):
        desk.brief("Chile", "Atlantis")
    with pytest.raises(LedgerError, match="is no date"):
        desk.brief("Chile", since="yesterday")


def test_what_falls_due_is_asked_from_a_day(desk: Desk) -> None:
    assert desk.due("Chile", on=date(2024, 1, 1)).on == "2024-01-01"


def test_a_new_report_is_checked_and_not_kept(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "new.jsonl"
    path.write_text(jsonl([pledge(published="2024-05-11", publisher="Wire", source_id="new")]), encoding="utf-8")
    before = desk.size()
    (checked,) = desk.check(path)
    assert checked.claims
    assert not checked.known
    assert desk.size() == before
    with pytest.raises(SourceError, match="no such file"):
        desk.check(tmp_path / "missing.txt")


def test_anything_can_be_shown_with_its_quotes(desk: Desk) -> None:
    entry = desk.entries("commitment")[0]
    assert desk.show(entry.id[:8]).quotes
    assert "border railway" in str(desk.show("d.txt"))
    with pytest.raises(NotFoundError):
        desk.show("0000000000")


def test_a_person_relates_entries_or_claims_and_wins(desk: Desk) -> None:
    lima, cusco = desk.entries("engagement")
    before = desk.entries()
    made = desk.relate(lima.id, cusco.claims[0], "SAME", because="one visit", by="Mara", on=date(2026, 1, 1))
    (one,) = desk.entries("engagement")
    assert one.judged
    assert {judgement.reasons for judgement in made} == {("one visit",)}
    for judgement in made:
        desk.undo(judgement.id, on=date(2026, 1, 2))
    assert desk.entries() == before


def test_entries_that_a_person_tells_apart_stay_apart(desk: Desk) -> None:
    both = desk.entries("engagement")[0]
    one, other = both.claims
    desk.relate(one, other, "DIFFERENT")
    apart = [entry for entry in desk.entries("engagement") if set(entry.claims) & {one, other}]
    assert len(apart) == 2
    desk.relate(apart[0].id, apart[1].id, "CONFLICTS")
    assert len(desk.judgements([one])) >= 2


def test_only_claims_and_entries_can_be_related(desk: Desk) -> None:
    lima = desk.entries("engagement")[0]
    with pytest.raises(NotFoundError, match="is neither a claim nor an entry"):
        desk.relate("a.txt", lima.id, "SAME")


def test_a_ledger_is_opened_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHANCERY_LEDGER", raising=False)
    with open_ledger() as desk:
        assert desk.path == "chancery.db"
    monkeypatch.setenv("CHANCERY_LEDGER", str(tmp_path / "other.db"))
    with open_ledger() as desk:
        assert desk.path == str(tmp_path / "other.db")
    with closing(sqlite3.connect(tmp_path / "chancery.db")) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (0,)


def test_a_desk_shows_what_it_holds(desk: Desk) -> None:
    assert repr(desk).startswith("<Desk :memory:: 7 documents, 12 claims, ")
    assert "<td>documents</td><td>7</td>" in desk._repr_html_()


def test_an_export_of_an_unknown_kind_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ChanceryError, match="xlsx: is no format for export; choose one of csv, jsonl"):
        desk.export(tmp_path, form="xlsx")


def test_a_day_and_a_publisher_are_taken_where_a_file_does_not_say(tmp_path: Path) -> None:
    (tmp_path / "bare.txt").write_text(meeting().document.text, encoding="utf-8")
    (tmp_path / "dated.txt").write_text(f"Published: 2024-05-08\n\n{meeting('Arica').document.text}", encoding="utf-8")
    desk = Desk(":memory:")
    desk.add(tmp_path, published="2024-05-07", publisher="Courier")
    assert [doc.published for doc in desk.documents()] == ["2024-05-08", "2024-05-07"]
    assert desk.documents()[1].id == meeting().document.id
    (checked,) = desk.check(tmp_path / "bare.txt", published="2024-05-07", publisher="Courier")
    assert checked.known

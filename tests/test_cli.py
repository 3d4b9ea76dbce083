"""The commands: what they print, how they fail, and that every one is told of."""

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from ledger_reports import fake_code, jsonl, meeting, world

from chancery.bulk import pool
from chancery.cli import main
from chancery.desk import Desk

DOCS = Path(__file__).parent.parent / "docs"
COMMANDS = sorted(main.commands)


@pytest.fixture(autouse=True)
def _coder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pool, "_pipeline", lambda: fake_code)
    monkeypatch.delenv("CHANCERY_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def reports(tmp_path: Path) -> str:
    path = tmp_path / "reports.jsonl"
    path.write_text(jsonl(world()), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def ledger_of_the_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("world") / "chancery.db"
    with Desk(path) as desk:
        desk.append(world())
    return path


@pytest.fixture
def kept(ledger_of_the_world: Path, tmp_path: Path) -> None:
    shutil.copy(ledger_of_the_world, tmp_path / "chancery.db")


def run(*args: str, status: int = 0, stdin: str | None = None) -> Result:
    """Run a command and look at its exit status; no command ever shows a traceback."""
    result = CliRunner().invoke(main, args, input=stdin)
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    if status == 0:
        assert "Error" not in result.stderr
    return result


def ids(kind: str) -> list[str]:
    return [json.loads(line)["id"] for line in run("list", kind, "--format", "json").stdout.splitlines()]


# --- help -----------------------------------------------------------------------------------------------------------


def test_the_help_is_a_table_of_contents() -> None:
    shown = run("--help").stdout
    headings = ["Read reports:", "Look at the ledger:", "Check words and figures:", "Set it right:", "Keep the ledger:"]
    assert [shown.index(heading) for heading in headings] == sorted(shown.index(heading) for heading in headings)
    for name in COMMANDS:
        assert re.search(rf"^  {name}  +[A-Z].+[^.]\.?( …)?$", shown, re.M), name
    assert "..." not in shown[shown.index(headings[0]) :], "a first line is too long for the table of contents"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_that_names_it_and_explains_its_options(name: str) -> None:
    shown = run(name, "--help").stdout
    assert "Examples:" in shown
    assert f"chancery {name}" in shown or f" {name} " in shown.split("Examples:")[1]
    for parameter in main.commands[name].params:
        if isinstance(parameter, click.Option) and parameter.name not in ("form", "limit"):
            assert parameter.help, f"{name} {parameter.name}"


def documented() -> dict[str, str]:
    """Return the sections of docs/cli.md by the command in their heading."""
    pieces = re.split(r"^### `chancery (\w+)`$", (DOCS / "cli.md").read_text(encoding="utf-8"), flags=re.M)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def test_every_command_is_documented_and_no_other() -> None:
    assert sorted(documented()) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_argument_is_documented_and_no_other(name: str) -> None:
    params = main.commands[name].params
    options = {word for one in params if isinstance(one, click.Option) for word in one.opts if word.startswith("--")}
    section = documented()[name]
    table = set(re.findall(r"^\| `(--[\w-]+)", section, re.M))
    assert table == options
    for one in params:
        if isinstance(one, click.Argument):
            assert one.make_metavar(click.Context(main.commands[name])).strip("[].").replace("]...", "") in section


def test_the_shared_options_are_documented() -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    for one in main.params:
        assert f"`{one.opts[0]}" in page


# --- read -----------------------------------------------------------------------------------------------------------


def test_add_says_what_became_of_the_reports(reports: str) -> None:
    shown = run("add", reports).stdout
    assert "skipped g.txt: no state is named" in shown
    assert "6 added (12 claims), 1 skipped as not diplomatic" in shown
    assert "7 already known" in run("add", reports).stdout
    assert run("add", "--quiet", reports).output == ""


def test_add_does_not_list_skipped_reports_without_end() -> None:
    lines = "".join(json.dumps({"text": f"It rained for {n} days."}) + "\n" for n in range(30))
    shown = run("add", "-", stdin=lines).stdout.splitlines()
    assert len(shown) == 22
    assert shown[-2] == "skipped 10 more; chancery code tells why, report by report"
    assert shown[-1] == "0 added (0 claims), 30 skipped as not diplomatic"


def test_add_reads_standard_input() -> None:
    assert "6 added" in run("add", "-", stdin=jsonl(world())).stdout


def test_add_tells_failures_on_standard_error_with_status_1_and_keeps_the_rest(reports: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    result = run("add", "--quiet", "empty.txt", "missing.txt", reports, status=1)
    assert result.stdout == ""
    assert re.search(r"^Error: empty\.txt: is empty", result.stderr, re.M)
    assert re.search(r"^Error: missing\.txt: no such file or directory; check the path", result.stderr, re.M)
    assert "Courier" in run("list", "documents").stdout


def test_code_prints_one_line_a_report_in_order_without_the_text(reports: str) -> None:
    lines = [json.loads(line) for line in run("code", reports).stdout.splitlines()]
    assert [line["document"]["source_id"] for line in lines] == [f"{name}.txt" for name in "abcdefg"]
    assert all("text" not in line["document"] for line in lines)
    assert (lines[-1]["diplomatic"], lines[-1]["reason"], lines[-1]["claims"]) == (False, "no state is named", [])
    (claim,) = lines[3]["claims"]
    assert claim["kind"] == "commitment"
    assert claim["quantities"][0]["value"] == "5000000000"
    assert lines[0]["document"]["published"] == "2024-05-07"


def test_code_takes_standard_input_and_names_a_file_by_its_path(tmp_path: Path) -> None:
    (line,) = run("code", "-", stdin=meeting().document.text).stdout.splitlines()
    assert json.loads(line)["document"]["source_id"] == "-"
    (tmp_path / "note.txt").write_text(meeting().document.text, encoding="utf-8")
    (line,) = run("code", "note.txt", "--jobs", "1").stdout.splitlines()
    assert json.loads(line)["document"]["source_id"] == "note.txt"


def test_code_dates_a_file_that_does_not_say(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(meeting().document.text, encoding="utf-8")
    shown = json.loads(run("code", "note.txt", "--published", "2024-05-07", "--publisher", "Courier").stdout)
    assert shown["document"]["id"] == meeting().document.id
    assert "Invalid value for '--published'" in run("code", "note.txt", "--published", "May", status=2).stderr


def test_code_goes_on_after_a_bad_line_and_ends_with_status_1(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"text": "It rained."}\n{oops\n{"text": "It snowed."}\n', encoding="utf-8")
    result = run("code", "bad.jsonl", status=1)
    assert len(result.stdout.splitlines()) == 2
    assert "Error: bad.jsonl:2: is not a report" in result.stderr


# --- look -----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("kept")
def test_list_shows_entries_with_filters() -> None:
    shown = run("list", "engagements").stdout
    assert "Lima" in shown
    assert "Cusco" in shown
    assert "Lima" not in run("list", "engagements", "--since", "2024-06").stdout
    assert "Lima" in run("list", "engagements", "--actor", "Peru", "--actor", "CHL").stdout
    assert "border railway" in run("list", "commitments", "--topic", "transport", "--status", "pledge").stdout
    assert len(run("list", "events", "--limit", "1", "--format", "json").stdout.splitlines()) == 1
    assert "fishing" in run("list", "positions").stdout
    assert "Courier" in run("list", "documents").stdout
    assert len(run("list", "documents", "--format", "json").stdout.splitlines()) == len(world())
    assert run("list", "actors").stdout.split() == ["CHL", "PER"]


@pytest.mark.usefixtures("kept")
def test_what_list_shows_can_be_shown() -> None:
    for kind in ("engagements", "commitments", "events", "positions", "documents"):
        for line in run("list", kind).stdout.splitlines()[1:]:
            if re.match(r"[0-9a-f]{10} ", line):
                assert run("show", line.split()[0]).stdout
    assert "Ana Rojas" in run("show", "a.txt").stdout
    entry = ids("commitments")[0]
    assert entry in run("show", entry, "--format", "json").stdout
    assert run("show", entry, "--format", "html").stdout.lstrip().startswith("<!")


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("form", ["text", "md", "html", "json"])
def test_a_brief_comes_in_every_form(form: str) -> None:
    shown = run("brief", "Chile", "Peru", "--format", form).stdout
    assert "border railway" in shown
    if form == "json":
        assert json.loads(shown)["actors"] == ["CHL", "PER"]


@pytest.mark.usefixtures("kept")
def test_a_brief_may_be_narrowed_and_of_one_actor() -> None:
    assert "Peru" in run("brief", "CHL").stdout
    assert "border railway" not in run("brief", "CHL", "PER", "--topic", "fishing").stdout
    assert "Lima" not in run("brief", "CHL", "PER", "--since", "2024-09", "--until", "2024").stdout


@pytest.mark.usefixtures("kept")
def test_an_unknown_actor_is_named_with_a_way_out() -> None:
    result = run("brief", "Chile", "Atlantis", status=1)
    assert result.stdout == ""
    assert "Atlantis" in result.stderr
    assert "did you mean Chile (CHL)" in run("brief", "Chiel", status=1).stderr


@pytest.mark.usefixtures("kept")
def test_search_shows_the_passage() -> None:
    result = run("search", "border", "railway")
    assert "border railway over four years" in result.stdout
    assert json.loads(run("search", "railway", "--format", "json").stdout.splitlines()[0])["snippet"]
    for odd in ('"', "AND (", "a:b*", "-"):
        assert "no report has all these words" in run("search", "--", odd, "zebra").stderr


@pytest.mark.usefixtures("kept")
def test_due_prints_a_list_or_a_calendar() -> None:
    assert "What falls due" in run("due", "Chile", "--on", "2024-01-01").stdout
    calendar = run("due", "--ics").stdout
    assert calendar.startswith("BEGIN:VCALENDAR")
    assert calendar.endswith("END:VCALENDAR\n")


# --- check ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("kept")
def test_check_compares_a_report_and_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "new.jsonl").write_text(jsonl([meeting(publisher="Wire", source_id="n")]), encoding="utf-8")
    before = run("list", "documents", "--format", "json").stdout
    assert "Check of" in run("check", "new.jsonl").stdout
    assert json.loads(run("check", "new.jsonl", "--format", "json").stdout)["known"] is False
    assert run("list", "documents", "--format", "json").stdout == before
    assert "Error: missing.txt: no such file" in run("check", "missing.txt", status=1).stderr


def test_who_tells_whom_a_name_stands_for() -> None:
    assert "JPN" in run("who", "Prime Minister Takaichi", "--on", "2025-11-22").stdout
    assert json.loads(run("who", "Japan", "--format", "json").stdout)["code"] == "JPN"
    assert "Xyzzyx" in run("who", "Xyzzyx", status=1).stderr
    assert "Invalid value for '--on'" in run("who", "Japan", "--on", "soon", status=2).stderr


def test_quantities_tells_money_counts_and_periods() -> None:
    shown = run("quantities", "Rs 3.2 lakh crore and 50,000 workers by 2030").stdout
    assert "3200000000000" in shown
    assert "INR" in shown
    assert "50000" in shown
    assert json.loads(run("quantities", "$5", "--country", "AUS", "--format", "json").stdout)["currency"] == "AUD"


# --- keep -----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("kept")
def test_judge_keeps_a_judgement_and_undoes_it() -> None:
    one, other = ids("engagements")
    made = run("judge", one, other, "--same", "--because", "one tour", "--by", "Mara").stdout.splitlines()
    assert len(ids("engagements")) == 1
    assert "Mara" in run("show", made[0].split()[0]).stdout
    assert "Mara" in run("list", "judgements").stdout
    for line in made:
        run("undo", line.split()[0])
    assert ids("engagements") == [one, other]
    assert sum("undone" in line for line in run("list", "judgements").stdout.splitlines()) == len(made)
    assert ids("judgements")


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "words", [[], ["a", "b"], ["a", "--same"], ["a", "b", "--same", "--revises", "RAISES"], ["a", "b"]]
)
def test_judge_wants_two_ids_and_one_relation(words: list[str]) -> None:
    assert re.search("Missing argument|give one of --same", run("judge", *words, status=2).stderr)


@pytest.mark.usefixtures("kept")
def test_everything_can_be_asked_as_of_a_day() -> None:
    told = run("list", "commitments", "--as-of", "2024-05-07")
    assert "as known by 2024-05-07, from 2 of the reports; 4 later and 1 undated left out" in told.stderr
    assert "8 billion" not in told.stdout
    assert "as known by 8 May 2024" in run("brief", "Chile", "Peru", "--as-of", "2024-05-08").stdout
    assert "as known by 8 May 2024" in run("due", "--as-of", "2024-05-08").stdout
    assert "as known by 8 May 2024" in run("show", "d.txt", "--as-of", "2024-05-08").stdout
    assert run("search", "railway", "--as-of", "2024-05-08").stdout.count("railway") == 1
    assert "Invalid value for '--as-of'" in run("search", "railway", "--as-of", "2024", status=2).stderr


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("words", [("brief", "Chile"), ("list", "commitments")])
def test_since_after_until_is_an_error_that_says_so(words: tuple[str, ...]) -> None:
    shown = run(*words, "--since", "2025", "--until", "2024-05", status=1).stderr
    assert "since 2025 lies after until 2024-05; nothing can be in between, swap them" in shown


@pytest.mark.usefixtures("kept")
def test_a_calendar_has_no_other_format() -> None:
    assert "give --ics or --format" in run("due", "--ics", "--format", "html", status=2).stderr


@pytest.mark.usefixtures("kept")
def test_a_verdict_corrects_a_claim_and_is_undone() -> None:
    entry = json.loads(run("list", "commitments", "--format", "json").stdout.splitlines()[0])
    claim = entry["claims"][0]
    made = run(
        "verdict", claim, "--set", "quantities.0.value=7000000000", "--set", "strength=sign", "--by", "Mara"
    ).stdout
    assert "corrected (quantities, strength)" in made
    assert "CLP 7 billion" in run("show", claim).stdout
    assert "Mara" in run("list", "decisions").stdout
    assert "undone" in run("undo", made.split()[0], "--by", "Ben").stdout
    assert "by Ben" in run("list", "decisions").stdout
    assert "CLP 7 billion" not in run("list", "commitments").stdout
    assert "right" in run("verdict", claim, "--right").stdout


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "words, message",
    [
        ([], "give --right, --wrong, or what to --set"),
        (["--right", "--set", "a=b"], "give --right, --wrong, or what to --set"),
        (["--set", "strength"], "write it as FIELD=VALUE"),
    ],
)
def test_a_verdict_says_one_thing(words: list[str], message: str) -> None:
    assert message in run("verdict", "0000", *words, status=2).stderr


@pytest.mark.usefixtures("kept")
def test_progress_is_recorded_with_its_source() -> None:
    (promise, *_) = ids("commitments")
    words = ("It is done", "--day", "2026-02", "--status", "fulfilled", "--score", "Chile=1")
    made = run("progress", promise, *words, "--source", "f.txt", "--quote", "border railway", "--by", "Mara").stdout
    shown = run("show", promise).stdout
    assert "It is done, now fulfilled (a report; recorded by Mara)" in shown
    assert "CHL 1" in shown
    assert "It is done, now fulfilled" in run("brief", "Chile", "Peru").stdout
    run("undo", made.split()[0])
    assert "fulfilled" not in run("brief", "Chile", "Peru").stdout
    assert (
        "write it as ACTOR=-1" in run("progress", promise, *words[:-1], "CHL=3", "--source", "f.txt", status=2).stderr
    )


@pytest.mark.usefixtures("kept")
def test_the_review_lists_what_is_doubtful_and_accepts_it_at_once() -> None:
    shown = run("review", "--limit", "3")
    assert "3 of " in shown.stderr
    assert "dispute" not in shown.stdout
    found = [json.loads(line) for line in run("review", "--kind", "pair", "--format", "json").stdout.splitlines()]
    assert [one["doubt"] for one in found] == sorted((one["doubt"] for one in found), reverse=True)
    accepted = run("review", "--kind", "pair", "--actor", "Chile", "--accept", "--yes", "--by", "Mara").stdout
    assert f"accepted {len(found)}; chancery undo " in accepted
    assert run("review", "--kind", "pair").stdout.count("pair") == 0
    batch = accepted.split()[-3]
    assert f"{len(found)} undone" in run("undo", batch).stdout


@pytest.mark.usefixtures("kept")
def test_the_review_tells_how_far_two_people_agree() -> None:
    claim = json.loads(run("list", "commitments", "--format", "json").stdout.splitlines()[0])["claims"][0]
    run("verdict", claim, "--right", "--by", "Mara")
    run("verdict", claim, "--wrong", "--by", "Ben")
    assert "0.0 %" in run("review", "--agreement").stdout
    assert json.loads(run("review", "--agreement", "--format", "json").stdout)["kappa"] == 0.0
    assert "Ben says “wrong”; Mara says “right”" in " ".join(run("review", "--kind", "dispute").stdout.split())


@pytest.mark.usefixtures("kept")
def test_judge_knows_how_one_revises_another() -> None:
    earlier, later = ids("commitments")
    run("judge", later, earlier, "--revises", "SUPERSEDES", "--by", "Mara")
    assert "SUPERSEDES" in run("show", later).stdout
    result = run("judge", later, earlier, "--revises", "DOUBLES", status=1)
    assert "DOUBLES: is no way to revise; say one of RESTATES, RAISES" in result.stderr


@pytest.mark.usefixtures("kept")
def test_merge_takes_in_another_ledger(tmp_path: Path) -> None:
    with Desk(tmp_path / "other.db") as other:
        other.append([meeting("Arica", "2025-02-01", published="2025-02-02")])
    assert "1 documents added; now 8 documents" in run("merge", "other.db").stdout
    assert "0 documents added" in run("merge", "other.db").stdout
    assert "there is no such file" in run("merge", "nowhere.db", status=1).stderr
    (tmp_path / "text.db").write_text("no ledger", encoding="utf-8")
    assert "is not a ledger" in run("merge", "text.db", status=1).stderr


@pytest.mark.usefixtures("kept")
def test_rebuild_changes_nothing() -> None:
    before = run("list", "commitments").stdout
    run("rebuild")
    assert run("list", "commitments").stdout == before


@pytest.mark.usefixtures("kept")
def test_export_writes_a_folder(tmp_path: Path) -> None:
    assert str(Path("out") / "commitments.csv") in run("export", "out").stdout
    with (tmp_path / "out" / "commitments.csv").open(encoding="utf-8") as file:
        assert {row["strength"] for row in csv.DictReader(file)} == {"pledge"}
    run("export", "--format", "jsonl", "lines")
    assert len((tmp_path / "lines" / "coded.jsonl").read_text("utf-8").splitlines()) == len(world())
    (tmp_path / "file").touch()
    assert "Error: file: cannot be written" in run("export", "file", status=1).stderr


def test_version_names_what_it_stands_on() -> None:
    assert re.match(r"chancery \d+\.\d+.*, Python 3\..*, SQLite 3\.", run("version").stdout)


# --- the ledger that is meant ---------------------------------------------------------------------------------------


def test_a_ledger_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    result = run("brief", "Chile", status=1)
    assert "chancery.db: there is no ledger here; make one with chancery add" in result.stderr
    assert not (tmp_path / "chancery.db").exists()


def test_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    Desk(tmp_path / "chancery.db").close()
    for words in (["brief", "Chile"], ["list", "events"], ["search", "x"], ["due"], ["show", "x"], ["export", "out"]):
        assert "the ledger is empty; add reports with chancery add PATH" in run(*words, status=1).stderr


def test_the_ledger_is_named_by_option_or_environment(
    reports: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("--ledger", "one.db", "add", "--quiet", reports)
    monkeypatch.setenv("CHANCERY_LEDGER", "two.db")
    run("add", "--quiet", reports)
    assert sorted(path.name for path in tmp_path.glob("*.db")) == ["one.db", "two.db"]


def test_a_file_that_is_no_ledger_is_refused_with_status_1(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("my notes", encoding="utf-8")
    for words in (["brief", "Chile"], ["add", "reports.jsonl"]):
        result = run("--ledger", "notes.txt", *words, status=1)
        assert (
            result.stderr == "Error: notes.txt: is not a ledger (no SQLite file); choose another name for the ledger\n"
        )


@pytest.mark.parametrize(
    "words",
    [["nonsense"], ["brief"], ["brief", "Chile", "--since", "May"], ["list", "dreams"], ["add", "--jobs", "0", "x"]],
)
def test_wrong_usage_ends_with_status_2(words: list[str]) -> None:
    assert "Usage:" in run(*words, status=2).stderr


def test_the_help_loads_neither_the_ledger_nor_the_analyser() -> None:
    heavy = ["onnxruntime", "sqlalchemy", "trafilatura", "rich", "numpy", "jinja2"]
    program = (
        "import sys\nfrom chancery.cli import main\n"
        f"try: main(['--help'])\nexcept SystemExit: sys.exit(str(set({heavy}) & set(sys.modules) or '') or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

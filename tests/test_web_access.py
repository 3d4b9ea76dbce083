"""Who may do what: nobody unknown gets in beyond this machine, and no other site makes a change through a browser."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from starlette.routing import Route
from starlette.testclient import TestClient

from chancery.cli import main
from chancery.desk import Desk, open_ledger
from chancery.errors import ChanceryError, NotFoundError
from chancery.web import application
from chancery.web.auth import Access, Alone, ByProxy, ByToken
from chancery.web.people import People, fingerprint
from chancery.web.reception import FORM_BYTES
from tests.ledger_reports import world

HERE = "http://127.0.0.1:8420"
BROWSER = {"Origin": HERE, "Sec-Fetch-Site": "same-origin", "Accept": "text/html"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_ledger(tmp_path_factory.mktemp("access") / "ledger.db") as made:
        made.append(world())
        yield made


@pytest.fixture
def people(tmp_path: Path) -> People:
    return People(tmp_path / "people.json")


def client(desk: Desk, access: Access | None = None, **options: object) -> TestClient:
    app = application(desk, access=access, hosts=None if access else frozenset({"127.0.0.1"}))
    return TestClient(app, base_url=HERE, follow_redirects=False, **options)  # type: ignore[arg-type]


def form_token(page: str) -> str:
    (found, *_) = re.findall(r'name="token" value="([0-9a-f]{64})"', page)
    return str(found)


class TestPeople:
    def test_a_token_is_kept_as_a_hash_only_and_for_its_owners_eyes(self, people: People) -> None:
        token = people.admit("Ana Rojas", "reviewer")
        kept = people.path.read_text()
        assert token not in kept and fingerprint(token) in kept
        assert stat.S_IMODE(people.path.stat().st_mode) == 0o600
        assert [one.person.name for one in People(people.path).members()] == ["Ana Rojas"]

    def test_a_new_token_ends_the_old_one(self, people: People) -> None:
        old, new = people.admit("Ana", "reader"), people.admit("Ana", "admin")
        assert people.holder(old) is None
        assert people.holder(new) == people.named("Ana") and len(people.members()) == 1

    def test_who_is_dismissed_is_not_known_any_more(self, people: People) -> None:
        token = people.admit("Ana", "reader")
        people.dismiss("Ana")
        assert people.holder(token) is None
        with pytest.raises(NotFoundError, match="chancery people lists them"):
            people.dismiss("Ana")

    @pytest.mark.parametrize("name", ["", "  ", "x" * 81, "Ana\x00", "\u202eanA"])
    def test_odd_names_are_refused(self, people: People, name: str) -> None:
        with pytest.raises(ChanceryError, match="is no name"):
            people.admit(name, "reader")

    def test_a_file_that_is_no_list_is_named(self, people: People) -> None:
        people.path.write_text("{}")
        with pytest.raises(ChanceryError, match=r"people\.json: is no list of people"):
            people.members()


class TestByToken:
    def test_strangers_see_the_door_alone(self, desk: Desk, people: People) -> None:
        people.admit("Ana", "reader")
        asked = client(desk, ByToken(people))
        page = asked.get("/due?on=2025-11-24", headers={"Accept": "text/html"})
        assert (page.status_code, page.headers["location"]) == (303, "/login?next=%2Fdue%3Fon%3D2025-11-24")
        for address in ("/home.json", "/search.csv", "/jobs/1.json", "/openapi.json", "/api"):
            answer = asked.get(address)
            assert answer.status_code == 401 and answer.json()["error"]["code"] == "unknown_person", address
            assert answer.headers["www-authenticate"] == "Bearer"
        assert asked.post("/documents", json={"text": "x"}).status_code == 401
        assert asked.get("/login").status_code == asked.get("/style.css").status_code == 200

    def test_a_program_sends_its_token(self, desk: Desk, people: People) -> None:
        token = people.admit("Ana", "reader")
        asked = client(desk, ByToken(people))
        assert asked.get("/me.json", headers={"Authorization": f"Bearer {token}"}).json()["name"] == "Ana"
        assert asked.get("/me.json", headers={"Authorization": f"Bearer {token}x"}).status_code == 401
        assert asked.get("/me.json", headers={"Authorization": f"Basic {token}"}).status_code == 401

    def test_a_person_enters_once_and_leaves(self, desk: Desk, people: People) -> None:
        token = people.admit("Ana", "reader")
        asked = client(desk, ByToken(people), headers=BROWSER)
        door = asked.get("/login?next=/due").text
        wrong = asked.post("/login", data={"token": form_token(door), "key": "chancery_x"})
        assert wrong.status_code == 401 and "Nobody has this token" in wrong.text
        entered = asked.post("/login", data={"token": form_token(door), "key": f" {token} ", "next": "/due"})
        assert (entered.status_code, entered.headers["location"]) == (303, "/due")
        cookie = entered.headers["set-cookie"]
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and token not in cookie
        assert asked.get("/").status_code == 200
        left = asked.post("/logout", data={"token": form_token(asked.get("/me").text)})
        assert left.headers["location"] == "/login"
        assert asked.get("/").status_code == 303

    def test_a_session_ends_when_its_token_is_taken_away(self, desk: Desk, people: People) -> None:
        token = people.admit("Ana", "reader")
        asked = client(desk, ByToken(people), headers=BROWSER)
        asked.post("/login", data={"token": form_token(asked.get("/login").text), "key": token})
        assert asked.get("/").status_code == 200
        people.dismiss("Ana")
        assert asked.get("/").status_code == 303

    def test_a_cookie_that_was_changed_counts_for_nothing(self, desk: Desk, people: People) -> None:
        token = people.admit("Ana", "reader")
        asked = client(desk, ByToken(people), headers=BROWSER)
        asked.post("/login", data={"token": form_token(asked.get("/login").text), "key": token})
        carried = asked.cookies["chancery"]
        other = client(desk, ByToken(people), headers=BROWSER)
        for forged in (carried[:-2] + "aa", "x", carried.split(".")[0], "." * 5000, carried.replace(".", "..")):
            assert other.get("/", headers={"Cookie": f"chancery={forged}"}).status_code == 303

    def test_the_cookie_is_for_encrypted_lines_only_where_there_is_one(self, desk: Desk, people: People) -> None:
        people.admit("Ana", "reader")
        app = application(desk, access=ByToken(people), hosts=None)
        assert "Secure" in TestClient(app, base_url="https://ledger.example").get("/login").headers["set-cookie"]
        assert "Secure" not in TestClient(app, base_url=HERE).get("/login").headers["set-cookie"]

    @pytest.mark.parametrize("there", ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example"])
    def test_entering_leads_to_these_pages_only(self, desk: Desk, people: People, there: str) -> None:
        token = people.admit("Ana", "reader")
        asked = client(desk, ByToken(people), headers=BROWSER)
        sent = {"token": form_token(asked.get("/login").text), "key": token, "next": there}
        assert asked.post("/login", data=sent).headers["location"] == "/"


class TestByProxy:
    def test_the_name_is_believed_from_the_proxy_alone(self, desk: Desk, people: People) -> None:
        access = ByProxy("X-Forwarded-User", people, ["10.0.0.2"])
        app = application(desk, access=access, hosts=None)
        named = {"X-Forwarded-User": "Ana"}
        proxy = TestClient(app, base_url=HERE, client=("10.0.0.2", 5000))
        other = TestClient(app, base_url=HERE, client=("10.0.0.3", 5000))
        assert proxy.get("/me.json", headers=named).json().items() >= {"name": "Ana", "role": "reader"}.items()
        assert other.get("/me.json", headers=named).status_code == 401
        assert proxy.get("/me.json").status_code == 401
        twice = [("X-Forwarded-User", "Ana"), ("X-Forwarded-User", "Luis")]
        assert proxy.get("/me.json", headers=twice).status_code == 401
        assert proxy.get("/me.json", headers={"X-Forwarded-User": "x" * 99}).status_code == 401

    def test_the_ledger_says_who_has_which_role(self, desk: Desk, people: People) -> None:
        people.admit("Ana", "reviewer")
        app = application(desk, access=ByProxy("Remote-User", people, ["10.0.0.2"]), hosts=None)
        proxy = TestClient(app, base_url=HERE, client=("10.0.0.2", 5000))
        assert proxy.get("/me.json", headers={"Remote-User": "Ana"}).json()["role"] == "reviewer"


class TestAlone:
    def test_who_sits_here_may_do_all_under_their_own_name(self, desk: Desk) -> None:
        asked = client(desk, Alone("Ana"), headers=BROWSER)
        assert asked.get("/me.json").json().items() >= {"name": "Ana", "role": "admin"}.items()
        asked.post("/me", data={"token": form_token(asked.get("/me").text), "name": "Ana  Rojas"})
        assert asked.get("/me.json").json()["name"] == "Ana Rojas"
        assert client(desk).get("/me.json").json()["name"]

    def test_a_hostile_name_is_refused_or_stays_text(self, desk: Desk) -> None:
        asked = client(desk, Alone("<b>Ana"), headers=BROWSER)
        assert "<b>" not in asked.get("/me").text
        token = form_token(asked.get("/me").text)
        assert asked.post("/me", data={"token": token, "name": "\u202e"}).status_code == 400


def changes(desk: Desk) -> list[str]:
    """Return the addresses that change something, from the routes themselves."""
    app = application(desk).app.app  # type: ignore[attr-defined]
    routes = [one for one in app.routes if isinstance(one, Route) and not {"GET", "HEAD"} >= (one.methods or set())]
    assert len(routes) >= 4
    return [one.path.replace("{key}", "0123456789abcdef") for one in routes]


class TestChanges:
    def test_every_change_needs_the_token_of_its_form(self, desk: Desk) -> None:
        asked = client(desk, Alone("Ana"), headers=BROWSER)
        other = form_token(client(desk, Alone("Ana"), headers=BROWSER).get("/me").text)
        asked.get("/me")
        for address in changes(desk):
            for sent in ({}, {"token": ""}, {"token": "é"}, {"token": other}):
                answer = asked.post(address, data=sent)
                assert answer.status_code == 403, address
                assert "the form is too old" in answer.text
            refused = asked.post(address, json={}, headers={"X-Form-Token": other, "Accept": "application/json"})
            assert refused.status_code == 403 and refused.json()["error"]["code"] == "not_allowed"

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://127.0.0.1:9999"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "none"},
        ],
    )
    def test_no_other_site_makes_a_change_even_with_the_token(self, desk: Desk, headers: dict[str, str]) -> None:
        asked = client(desk, Alone("Ana"))
        sent = {"token": form_token(asked.get("/me", headers=BROWSER).text), "name": "Eve"}
        for address in changes(desk):
            answer = asked.post(address, data=sent, headers=headers)
            assert answer.status_code == 403 and "another site" in answer.text, address

    def test_a_browser_that_says_little_of_itself_needs_the_token_too(self, desk: Desk) -> None:
        asked = client(desk, Alone("Ana"))
        answer = asked.post("/me", data={"name": "Eve"}, headers={"User-Agent": "Mozilla/4.0 (old)"})
        assert answer.status_code == 403 and asked.get("/me.json").json()["name"] == "Ana"

    def test_what_takes_a_role_is_refused_to_others(self, desk: Desk, people: People) -> None:
        token = people.admit("Ana", "reader")
        asked = client(desk, ByToken(people), headers={"Authorization": f"Bearer {token}"})
        answer = asked.post("/documents", json={"text": "Chile met Peru."})
        assert answer.status_code == 403 and "it takes a reviewer" in answer.json()["error"]["message"]
        assert asked.get("/add.json").status_code == asked.get("/jobs/1.json").status_code == 403

    def test_a_request_that_brings_too_much_is_refused(self, desk: Desk) -> None:
        asked = client(desk, Alone("Ana"))
        pieces = (b"name=" + b"x" * 100_000 for _ in range(FORM_BYTES // 100_000 + 1))
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        assert asked.post("/me", content=pieces, headers=form).json()["error"]["code"] == "too_large"
        answer = asked.post("/me", data={"name": "x" * FORM_BYTES})
        assert answer.status_code == 413 and answer.json()["error"]["code"] == "too_large"

    def test_forms_that_are_none_are_refused_without_a_fault(self, desk: Desk) -> None:
        asked = client(desk, Alone("Ana"))
        kind = {"Content-Type": "multipart/form-data; boundary=x", "Accept": "application/json"}
        answer = asked.post("/me", content=b"--x\r\nnonsense", headers=kind)
        assert answer.status_code == 400 and answer.json()["error"]["message"]


def serve(desk: Desk, *options: str) -> Result:
    return CliRunner().invoke(main, ["--ledger", desk.path, "serve", *options])


class TestServe:
    def test_other_machines_are_not_let_in_unknown(self, desk: Desk) -> None:
        for host in ("0.0.0.0", "::", "192.168.1.7", "ledger.example"):
            result = serve(desk, "--host", host)
            assert result.exit_code == 2 and "--auth token or --auth proxy" in result.stderr

    def test_with_a_public_name_others_are_refused(
        self, desk: Desk, people: People, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        started: list[object] = []
        monkeypatch.setattr("uvicorn.run", lambda app, **options: started.append(app.hosts))
        options = ("--auth", "proxy", "--user-header", "X-User", "--public-name", "ledger.example")
        assert serve(desk, *options).exit_code == 0 and started == [{"ledger.example"}]

    def test_a_header_is_believed_only_where_that_is_asked_for(self, desk: Desk) -> None:
        assert serve(desk, "--user-header", "X-User").exit_code == 2
        assert serve(desk, "--auth", "proxy").exit_code == 2

    def test_tokens_need_somebody_who_has_one(self, desk: Desk) -> None:
        result = serve(desk, "--auth", "token")
        assert result.exit_code == 2 and "chancery people add" in result.stderr

    def test_with_tokens_other_machines_may_ask(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        started: list[dict[str, object]] = []
        monkeypatch.setattr("uvicorn.run", lambda app, **options: started.append({"hosts": app.hosts, **options}))
        run = CliRunner().invoke
        added = run(main, ["--ledger", desk.path, "people", "add", "Ana Rojas", "--role", "admin"])
        assert added.exit_code == 0 and re.fullmatch(r"chancery_[\w-]{43}\n", added.stdout)
        assert serve(desk, "--host", "0.0.0.0", "--auth", "token").exit_code == 0
        assert started[0]["hosts"] is None and started[0]["proxy_headers"] is False
        assert "Ana Rojas" in run(main, ["--ledger", desk.path, "people"]).stdout
        assert run(main, ["--ledger", desk.path, "people", "remove", "Ana Rojas"]).exit_code == 0
        assert json.loads(Path(f"{desk.path}.people.json").read_text()) == []

"""Adding in the browser and by a program: what comes in is read off to one side, and what failed says why."""

from __future__ import annotations

import http.client
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from chancery.bulk import pool
from chancery.desk import Desk, open_ledger
from chancery.errors import SourceError
from chancery.ingest import fetch
from chancery.models import CodedDocument, Document
from chancery.web import application
from chancery.web.guard import POLICY, SCRIPTED
from chancery.web.jobs import MOST_WAITING, Jobs, Source
from tests.ledger_reports import fake_code, jsonl, meeting, world

HERE = "http://127.0.0.1:8420"
BROWSER = {"Origin": HERE, "Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
REPORT = world()[0].document.text


@pytest.fixture(autouse=True)
def coder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_pipeline", lambda: fake_code)
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_ledger(tmp_path / "ledger.db") as made:
        yield made


@pytest.fixture
def program(desk: Desk) -> Iterator[TestClient]:
    with TestClient(application(desk), base_url=HERE, follow_redirects=False) as made:
        yield made


@pytest.fixture
def browser(desk: Desk) -> Iterator[TestClient]:
    with TestClient(application(desk), base_url=HERE, follow_redirects=False, headers=BROWSER) as made:
        yield made


def token(client: TestClient) -> str:
    found = re.search(r'name="token" value="(\w+)"', client.get("/add").text)
    assert found
    return found[1]


def over(client: TestClient, address: str) -> dict[str, Any]:
    """Return a job when it is over."""
    for _ in range(200):
        job: dict[str, Any] = client.get(f"{address}.json").json()
        if job["state"] in ("done", "stopped"):
            return job
        time.sleep(0.02)
    raise AssertionError(f"{address} does not end: {job}")


class TestByForm:
    def test_files_addresses_and_a_text_become_one_job(self, desk: Desk, browser: TestClient) -> None:
        files = [
            ("files", ("world.jsonl", jsonl(world()).encode())),
            ("files", ("../../2024-05-07 lima.txt", REPORT.encode())),
            ("files", ("empty.txt", b"")),
        ]
        sent = {"token": token(browser), "addresses": "http://127.0.0.1:1/x\n", "text": REPORT * 2, "title": "Pasted"}
        answer = browser.post("/documents", data=sent, files=files)
        assert answer.status_code == 303
        job = over(browser, answer.headers["location"])
        fates = {one["source"]: one["fate"] for one in job["results"]}
        assert (fates["2024-05-07 lima.txt"], fates["Pasted"]) == ("added", "skipped")
        assert fates["empty.txt"] == fates["http://127.0.0.1:1/x"] == "failed"
        assert job["read"] == job["sources"] == 5 and job["by"] and job["state"] == "done"
        (kept,) = [one for one in desk.documents() if one.source_id == "2024-05-07 lima.txt"]
        assert kept.published == "2024-05-07", "the name of a file says its day"
        assert desk.entries("engagement")

    def test_the_page_of_a_job_shows_what_failed_and_why_and_leads_to_what_was_kept(self, browser: TestClient) -> None:
        files = [("files", ("ok.txt", REPORT.encode())), ("files", ("bad\u202e<b>.pdf", b"%PDF-1.4 broken"))]
        there = browser.post("/documents", data={"token": token(browser)}, files=files).headers["location"]
        job = over(browser, there)
        page = browser.get(there).text
        (kept,) = [one for one in job["results"] if one["fate"] == "added"]
        assert f'href="{kept["address"]}"' in page and browser.get(kept["address"]).status_code == 200
        assert "Failed" in page and "<b>.pdf" not in page and "\u202e" not in page
        assert 'http-equiv="refresh"' not in page and "hx-trigger" not in page
        assert browser.get("/add").text.count(there) == 1

    def test_what_is_chosen_is_gone_from_the_disk_afterwards(
        self, browser: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        files = [("files", ("ok.txt", REPORT.encode()))]
        there = browser.post("/documents", data={"token": token(browser)}, files=files).headers["location"]
        over(browser, there)
        browser.post("/documents", data={"token": token(browser), "addresses": "nonsense"}, files=files)
        time.sleep(0.05)
        assert list(tmp_path.glob("chancery-*")) == []

    @pytest.mark.parametrize("address", ["/etc/passwd", "file:///etc/passwd", "-", "ftp://x/y", "https://", "reports/"])
    def test_only_addresses_are_fetched_never_paths_of_this_machine(self, browser: TestClient, address: str) -> None:
        answer = browser.post("/documents", data={"token": token(browser), "addresses": address})
        assert answer.status_code == 400 and "is no address" in answer.text
        answer = browser.post("/documents", data={"token": token(browser), "url": address})
        assert answer.status_code == 400 and "is no address" in answer.text

    def test_an_empty_form_says_what_to_do(self, browser: TestClient) -> None:
        answer = browser.post("/documents", data={"token": token(browser)})
        assert answer.status_code == 400 and "choose files, give addresses or a text" in answer.text

    def test_a_running_job_shows_itself_anew_with_or_without_a_script(
        self, browser: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        gate = threading.Event()

        def slow(doc: Document) -> CodedDocument:
            gate.wait(5)
            return fake_code(doc)

        monkeypatch.setattr(pool, "_pipeline", lambda: slow)
        sent = {"token": token(browser), "text": REPORT, "title": "Slow"}
        first = browser.post("/documents", data=sent).headers["location"]
        second = browser.post("/documents", data=sent | {"title": "Later"}).headers["location"]
        try:
            page = browser.get(first)
            assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page.text
            assert f'hx-get="{first}" hx-trigger="every 1s"' in page.text
            assert page.headers["content-security-policy"] == SCRIPTED
            assert "another job is at work" in browser.get(second).text
            assert browser.get("/due").status_code == 200, "pages are answered meanwhile"
        finally:
            gate.set()
        assert over(browser, first)["results"][0]["fate"] == "added"
        assert over(browser, second)["results"][0]["fate"] == "known"


class TestByProgram:
    def test_a_small_text_is_answered_with_what_was_found(self, program: TestClient, desk: Desk) -> None:
        sent = {"id": "wire-7", "text": REPORT, "published": "2024-05-07", "publisher": "Courier"}
        answer = program.post("/documents", json=sent)
        assert answer.status_code == 200, answer.text
        (result,) = answer.json()["job"]["results"]
        assert result["source"] == "wire-7" and result["fate"] == "added" and result["claims"] == 3
        assert [one["kind"] for one in answer.json()["found"]] and len(answer.json()["found"]) == 3
        (doc,) = desk.documents([result["document"]])
        assert (doc.publisher, doc.published, doc.text) == ("Courier", "2024-05-07", sent["text"])
        again = program.post("/documents", json=sent).json()
        assert again["job"]["results"][0]["fate"] == "known" and len(again["found"]) == 3

    def test_much_is_answered_with_a_job_to_ask_after(self, program: TestClient) -> None:
        answer = program.post("/documents", files=[("files", ("world.jsonl", b"x" * 30_000))])
        assert answer.status_code == 202
        assert answer.headers["location"] == answer.json()["job"]["address"] + ".json"
        assert over(program, answer.json()["job"]["address"])["state"] == "done"

    @pytest.mark.parametrize(
        "body", [b"", b"{", b"[]", b'{"txt": "x"}', b'{"text": 5}', b"{}", b'{"url": "/etc/passwd"}', b"\xff"]
    )
    def test_a_body_that_is_none_says_what_is_asked_for(self, program: TestClient, body: bytes) -> None:
        answer = program.post("/documents", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 400 and answer.json()["error"]["code"] == "bad_request"

    def test_an_empty_text_is_a_failure_of_the_job_not_of_the_request(self, program: TestClient) -> None:
        (result,) = program.post("/documents", json={"text": " "}).json()["job"]["results"]
        assert result["fate"] == "failed" and "holds no text" in result["reason"]

    def test_a_job_nobody_asked_for_is_not_found(self, program: TestClient) -> None:
        answer = program.get("/jobs/nothing.json")
        assert answer.status_code == 404 and "is no job" in answer.json()["error"]["message"]

    def test_a_ledger_that_may_only_be_read_says_so(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Desk, "readonly", True)
        with TestClient(application(desk), base_url=HERE) as client:
            answer = client.post("/documents", json={"text": REPORT})
        assert answer.status_code == 503 and answer.json()["error"]["code"] == "ledger_unusable"


class Courier(BaseHTTPRequestHandler):
    """A site that leads from a public address to one inside the network."""

    secret_asked = False

    def do_GET(self) -> None:
        if self.path == "/secret":
            type(self).secret_asked = True
        self.send_response(302 if self.path == "/away" else 200)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/secret")  # type: ignore[attr-defined]
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        if self.path != "/away":
            self.wfile.write(REPORT.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give a site that stands for a public one: only its own name is connected without a look at where it lies."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Courier)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    connect = fetch._PublicHTTPConnection.connect

    def public(self: http.client.HTTPConnection) -> None:
        if self.host == "news.example":
            self.sock = socket.create_connection(("127.0.0.1", server.server_port))
        else:
            connect(self)  # type: ignore[arg-type]

    monkeypatch.setattr(fetch._PublicHTTPConnection, "connect", public)
    Courier.secret_asked = False
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class TestFetching:
    def test_a_public_address_is_fetched_and_added(self, program: TestClient, site: str) -> None:
        (result,) = program.post("/documents", json={"url": "http://news.example/report"}).json()["job"]["results"]
        assert result["fate"] == "added", result

    def test_private_networks_are_refused(self, program: TestClient, site: str) -> None:
        for address in (f"{site}/secret", site.replace("127.0.0.1", "localhost"), site.replace("127.0.0.1", "[::1]")):
            (result,) = program.post("/documents", json={"url": address}).json()["job"]["results"]
            assert result["fate"] == "failed" and "private network" in result["reason"], address
        assert not Courier.secret_asked

    def test_private_networks_are_refused_after_a_redirect_too(self, program: TestClient, site: str) -> None:
        (result,) = program.post("/documents", json={"url": "http://news.example/away"}).json()["job"]["results"]
        assert result["fate"] == "failed" and "private network" in result["reason"]
        assert not Courier.secret_asked


class TestJobs:
    def test_what_breaks_one_job_leaves_the_next_alone(self, desk: Desk) -> None:
        def broken() -> Iterator[Document | SourceError]:
            raise RuntimeError("boom")
            yield

        jobs = Jobs(desk)
        first = jobs.begin([Source(name="x", read=broken)], by="Ana")
        second = jobs.begin([Source(name="y", read=lambda: [meeting().document])], by="Ana")
        assert jobs.wait(second.id, 10).state == "done"
        stopped = jobs.wait(first.id, 10)
        assert stopped.state == "stopped" and "boom" not in str(stopped.problem)
        jobs.close()

    def test_too_many_at_once_are_refused(self, desk: Desk) -> None:
        gate = threading.Event()

        def slow() -> Iterator[Document | SourceError]:
            gate.wait(5)
            yield from ()

        jobs = Jobs(desk)
        with pytest.raises(Exception, match="jobs wait already") as refused:
            for _ in range(MOST_WAITING + 2):
                jobs.begin([Source(name="x", read=slow)], by="Ana")
        assert refused.value.status == 429  # type: ignore[attr-defined]
        gate.set()
        jobs.close()

    def test_closing_stops_a_long_job_after_the_report_at_hand(self, desk: Desk) -> None:
        begun = threading.Event()

        def many() -> Iterator[Document | SourceError]:
            for number in range(10_000):
                begun.set()
                yield meeting(day=f"2024-05-{number % 28 + 1:02}", source_id=str(number)).document

        jobs = Jobs(desk)
        job = jobs.begin([Source(name="x", read=many), Source(name="y", read=many)], by="Ana")
        begun.wait(5)
        jobs.close()
        assert jobs.get(job.id).state == "stopped"


def test_read_pages_stay_without_any_script(browser: TestClient) -> None:
    for address in ("/", "/search", "/due", "/add", "/me"):
        answer = browser.get(address)
        assert "<script" not in answer.text and answer.headers["content-security-policy"] == POLICY
    for name in ("review.js", "vendor/htmx.min.js"):
        assert browser.get(f"/static/{name}").headers["content-type"].startswith("text/javascript")
    for name in ("../app.py", "pages.css", "vendor/", "%2e%2e/app.py"):
        assert browser.get(f"/static/{name}").status_code == 404


def test_the_job_in_json_names_its_view(program: TestClient) -> None:
    job = program.post("/documents", json={"text": REPORT}).json()["job"]
    assert json.loads(program.get(f"{job['address']}.json").text) == job | {"view": "job"}

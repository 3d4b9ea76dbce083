"""An address is fetched within its caps, and never inside a private network unless that is asked for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from chancery.errors import SourceError
from chancery.ingest import Limits, read
from chancery.models import Document

INSIDE = Limits(private_networks=True, seconds=5, bytes=20_000, redirects=2)
REPORT = "Norway and Poland agreed on Tuesday to build four minesweepers together."
ARTICLE = f"<html lang='en'><title>Ships</title><body><article><p>{REPORT * 3}</p></article></body></html>"


class Courier(BaseHTTPRequestHandler):
    """A small site: a text, a page, a loop of redirects, a way out to a file, too much and too late."""

    def do_GET(self) -> None:
        match self.path:
            case "/text":
                self.answer("text/plain; charset=iso-8859-1", f"Malmö: {REPORT}".encode("latin-1"))
            case "/page":
                self.answer("text/html", ARTICLE.encode())
            case "/moved":
                self.redirect("/page")
            case "/loop":
                self.redirect("/loop")
            case "/away":
                self.redirect("file:///etc/hostname")
            case "/large":
                self.answer("text/plain", b"x" * 100_000)
            case "/slow":
                time.sleep(1)
                self.answer("text/plain", REPORT.encode())
            case _:
                self.send_error(404)

    def answer(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Courier)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


def outcome(url: str, limits: Limits = INSIDE) -> Document | SourceError:
    (found,) = read(url, limits=limits)
    return found


def reason(url: str, limits: Limits = INSIDE) -> str:
    found = outcome(url, limits)
    assert isinstance(found, SourceError)
    assert found.source == url
    return found.reason


def test_a_text_is_read_in_the_charset_that_the_server_declares(site: str) -> None:
    found = outcome(f"{site}/text")
    assert isinstance(found, Document)
    assert found.text.startswith("Malmö")
    assert found.url == f"{site}/text" and found.fetched is not None


def test_a_page_is_read_as_html_at_the_address_it_moved_to(site: str) -> None:
    found = outcome(f"{site}/moved")
    assert isinstance(found, Document)
    assert (found.url, found.source_id) == (f"{site}/page", f"{site}/moved")
    assert found.text.startswith("Norway")


def test_when_it_was_fetched_is_no_part_of_the_identity(site: str) -> None:
    first, second = outcome(f"{site}/page"), outcome(f"{site}/moved")
    assert isinstance(first, Document) and isinstance(second, Document)
    assert first.id == second.id


def test_an_address_in_a_private_network_is_refused_by_default(site: str) -> None:
    assert "private network" in reason(f"{site}/text", Limits())
    assert "private network" in reason(site.replace("127.0.0.1", "localhost"), Limits())


def test_redirects_are_counted(site: str) -> None:
    assert "answered 302" in reason(f"{site}/loop")


def test_a_redirect_leads_to_no_file(site: str) -> None:
    assert isinstance(outcome(f"{site}/away"), SourceError)


def test_a_large_answer_is_refused(site: str) -> None:
    assert "20,000 bytes" in reason(f"{site}/large")


def test_a_slow_answer_is_given_up(site: str) -> None:
    assert "0.2 seconds" in reason(f"{site}/slow", Limits(private_networks=True, seconds=0.2))


def test_a_missing_page_is_named_with_its_status(site: str) -> None:
    assert "404" in reason(f"{site}/none")


@pytest.mark.parametrize("url", ["http://", "http://[", "https://exa mple/", "http://127.0.0.1:99999/"])
def test_a_malformed_address_is_an_error_value(url: str) -> None:
    assert isinstance(outcome(url), SourceError)

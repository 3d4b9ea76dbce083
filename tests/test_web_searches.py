"""Searches: given a name, taken off the list, and as a feed that says why an entry is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from ledger_reports import world
from starlette.testclient import TestClient

from chancery.desk import Desk, open_ledger
from chancery.web import application
from chancery.web.visits import Visits

HERE = "http://127.0.0.1:8420"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def desk() -> Iterator[Desk]:
    with open_ledger(":memory:") as made:
        made.append(world())
        yield made


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(application(desk), base_url=HERE, follow_redirects=False) as made:
        yield made


def token(page: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page)
    return found[1] if found else ""


def save(client: TestClient, name: str, query: str) -> int:
    page = client.get(f"/search?{query}").text
    sent = {"token": token(page), "name": name, "query": query}
    return client.post("/searches", data=sent, headers={"origin": HERE}).status_code


class TestNames:
    def test_a_search_with_a_name_is_on_the_first_page_until_it_is_taken_off(
        self, client: TestClient, desk: Desk
    ) -> None:
        assert save(client, "Fishing <b>", "q=fishing&kind=position") == 303
        home = client.get("/").text
        assert "Fishing &lt;b&gt;" in home and "/search?q=fishing&amp;kind=position" in home
        (one,) = desk.searches()
        sent = {"token": token(home), "id": one.id}
        assert client.post("/searches/drop", data=sent, headers={"origin": HERE}).status_code == 303
        assert desk.searches() == () and "Fishing" not in client.get("/").text
        assert [row["undone"] is None for row in desk.table("searches")] == [False]

    def test_the_same_search_is_kept_once(self, client: TestClient, desk: Desk) -> None:
        save(client, "Fish", "q=fishing")
        save(client, "Fish", "q=fishing")
        assert len(desk.searches()) == 1

    def test_a_search_without_a_name_is_refused(self, client: TestClient, desk: Desk) -> None:
        assert save(client, " ", "q=fishing") == 400
        assert desk.searches() == ()


class TestFeed:
    def test_it_says_why_an_entry_is_in_it(self, client: TestClient) -> None:
        answer = client.get("/search.atom?q=fishing&kind=position")
        assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
        feed = ElementTree.fromstring(answer.content)
        entries = feed.findall(f"{ATOM}entry")
        assert entries and feed.findtext(f"{ATOM}updated", "").endswith("T00:00:00Z")
        told = entries[0].findtext(f"{ATOM}summary", "")
        assert "kind position" in told and "fishing" in told and "says:" in told
        assert (entries[0].findtext(f"{ATOM}id") or "").startswith(f"{HERE}/positions/")

    def test_its_page_leads_to_it(self, client: TestClient) -> None:
        assert 'type="application/atom+xml"' in client.get("/search?q=fishing").text

    def test_nothing_else_is_a_feed(self, client: TestClient) -> None:
        assert client.get("/due.atom").status_code == 404


class TestVisits:
    def test_who_comes_again_sees_what_was_added_since_the_day_before(self, client: TestClient, desk: Desk) -> None:
        last = desk.last_number()
        client.cookies.set("chancery-visits", f"1.2020-01-01_{last}.2020-01-02")
        page = client.get("/").text
        assert "Added since your visit of 2 Jan 2020" in page and "Nothing was added" in page
        assert client.get("/home.json?after=0").json()["new"]

    def test_a_cookie_that_nobody_wrote_is_a_first_visit(self) -> None:
        assert Visits.of("x", "2025-11-24", 3).before is None

"""The pages: every address answers in each of its forms, all links lead somewhere, and hostile reports stay text.

The ledger is made once of the samples as a coder without faults would code them, and of a hostile report.
"""

from __future__ import annotations

import csv
import html.parser
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from chancery.cli import main
from chancery.desk import Desk, open_ledger
from chancery.ingest import read
from chancery.ledger import Wanted
from chancery.linkage.entries import CommitmentEntry
from chancery.models import Commitment, Document, document, evidence
from chancery.web import application
from chancery.web.guard import POLICY
from evals.gold_claims import coded as as_gold
from evals.gold_claims import load
from tests.ledger_reports import coded, dull

ROOT = Path(__file__).parent.parent
HERE = "http://127.0.0.1:8420"
ON = "?on=2025-11-25"
HOSTILE = (
    "<script>alert(1)</script> Chile pledged 5 ships to Peru\u202e.yrevocsid ni, "
    '"><img src=x onerror=alert(2)> {{ 7*7 }} '
    "</article></main><svg onload=alert(3)>\x00\x1b[31m &amp; \U000e0041 日本 \U0001f41f the end."
)


def hostile() -> Document:
    return document(
        HOSTILE,
        title="</title><script>alert(4)</script>\u202egpj.exe",
        publisher='"><b onmouseover=alert(5)>Daily',
        published="2025-11-20",
        url="data:text/html,<script>alert(6)</script>",
        source_id="javascript:alert(7)",
    )


def promise(doc: Document, quote: str) -> Commitment:
    start = doc.text.index(quote)
    return Commitment(
        evidence=(evidence(doc, start, start + len(quote)),),
        confidence=0.9,
        promisor=("CHL",),
        beneficiary=("PER",),
        undertaking=quote[:200],
        strength="pledge",
        conditions="<i>if</i> \u2067they pay",
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    documents = {Path(one.source_id or "").name: one for one in read(ROOT / "samples") if isinstance(one, Document)}
    samples = [as_gold(documents[row["id"]], row) for row in load(ROOT / "evals" / "samples.gold.jsonl")]
    doc = hostile()
    nasty = coded(
        doc, promise(doc, doc.text[:-9]), promise(doc, 'Peru\u202e.yrevocsid ni, "><img src=x onerror=alert(2)>')
    )
    with open_ledger(tmp_path_factory.mktemp("web") / "ledger.db") as made:
        made.append([*samples, nasty, dull(source_id="rain.txt")])
        yield made


@pytest.fixture(scope="module")
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(application(desk), base_url=HERE, follow_redirects=False) as made:
        yield made


@pytest.fixture(scope="module")
def doubled(desk: Desk) -> CommitmentEntry:
    found = [one for one in desk.entries("commitment", actors=["IND", "JPN"]) if isinstance(one, CommitmentEntry)]
    return max((one for one in found if one.made == "2025-08-29"), key=lambda one: one.corroboration.reports)


def addresses(desk: Desk) -> list[str]:
    """Return one address of each kind."""
    entries = [desk.entries(kind)[0] for kind in ("commitment", "engagement", "event", "position")]
    entry_pages = [f"/{one.kind}s/{one.id}" for one in entries]
    documents = [f"/documents/{one.id}" for one in desk.documents(limit=2)]
    lists = ["/home", "/search", "/search?q=yen", "/due", "/relations/IND-JPN", "/actors/JPN"]
    return lists + entry_pages + documents


def with_form(address: str, form: str) -> str:
    path, _, query = address.partition("?")
    return f"{path}.{form}" + (f"?{query}" if query else "")


class Page(html.parser.HTMLParser):
    """What is in a page: links, anchors, elements, attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        changes = tag == "form" and ("method", "post") in attrs
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src", "action") and not changes:
                self.links.append(value or "")
            if name == "id":
                self.anchors.append(value or "")


class TestAddresses:
    def test_every_kind_of_page_answers_as_page_json_and_csv(self, desk: Desk, client: TestClient) -> None:
        for address in addresses(desk):
            page = client.get(address)
            assert page.status_code == 200, address
            assert page.headers["content-type"] == "text/html; charset=utf-8"
            assert "<h1" in page.text and page.text.endswith("</html>\n")
            data = client.get(with_form(address, "json"))
            assert data.headers["content-type"] == "application/json"
            assert data.json()["view"]
            rows = list(csv.reader(io.StringIO(client.get(with_form(address, "csv")).text)))
            assert len({len(row) for row in rows}) == 1, address

    def test_the_first_page_is_the_root(self, client: TestClient) -> None:
        assert client.get("/" + ON).text.replace("/home.", "") == client.get("/home" + ON).text.replace("/home.", "")

    def test_every_link_of_every_page_leads_somewhere(self, client: TestClient) -> None:
        seen: dict[str, Page | None] = {}
        wanted: set[tuple[str, str, str]] = set()
        waiting = ["/" + ON]
        of_a_kind: Counter[str] = Counter()
        while waiting:
            address = waiting.pop(0)
            answer = client.get(address)
            assert answer.status_code == 200, address
            is_page = answer.headers["content-type"].startswith("text/html")
            seen[address] = page = Page(answer.text) if is_page else None
            for link in page.links if page else ():
                target = urlsplit(urljoin(HERE + address, link))
                if f"{target.scheme}://{target.netloc}" != HERE:
                    assert target.scheme in ("http", "https"), link
                    continue
                there = target.path + (f"?{target.query}" if target.query else "")
                if target.fragment:
                    wanted.add((address, there, target.fragment))
                kind = target.path.split("/")[1] + target.path.partition(".")[1]
                if there not in seen and there not in waiting and of_a_kind[kind] < 9:
                    of_a_kind[kind] += 1
                    waiting.append(there)
        assert len(of_a_kind) > 12
        for address, there, anchor in wanted:
            found = seen.get(there)
            assert found is None or anchor in found.anchors, f"{address} leads to {there}#{anchor}"

    def test_no_page_has_an_anchor_twice(self, desk: Desk, client: TestClient) -> None:
        for address in addresses(desk):
            anchors = Page(client.get(address).text).anchors
            assert len(anchors) == len(set(anchors)), address

    def test_names_and_abbreviations_lead_to_the_permanent_address(
        self, client: TestClient, doubled: CommitmentEntry
    ) -> None:
        for asked, there in {
            "/relations/Japan-India?since=2025": "/relations/IND-JPN?since=2025",
            "/relations/JPN-IND.json": "/relations/IND-JPN.json",
            "/actors/Japan": "/actors/JPN",
            f"/engagements/{doubled.id[:8]}.csv": f"/commitments/{doubled.id}.csv",
        }.items():
            answer = client.get(asked)
            assert (answer.status_code, answer.headers["location"]) == (307, there)

    def test_a_claim_leads_to_its_words(self, client: TestClient, desk: Desk, doubled: CommitmentEntry) -> None:
        there = client.get(f"/claims/{doubled.claims[0]}").headers["location"]
        assert 'id="passage"' in client.get(there).text or "passage" in there

    def test_what_falls_due_comes_as_a_calendar(self, client: TestClient) -> None:
        answer = client.get("/due.ics" + ON)
        assert answer.headers["content-type"].startswith("text/calendar")
        assert answer.text.startswith("BEGIN:VCALENDAR")


class TestErrors:
    @pytest.mark.parametrize(
        "address, status",
        [
            ("/nothing", 404),
            ("/commitments/ffffffffffffffff", 404),
            ("/actors/Atlantis", 404),
            ("/relations/IND", 404),
            ("/relations/IND-Atlantis", 404),
            ("/documents/nowhere", 404),
            ("/home.ics", 404),
            ("/home.xml", 404),
            ("/search?page=0", 400),
            ("/search?page=x", 400),
            ("/due?on=2025", 400),
            ("/relations/IND-JPN?since=soon", 400),
            ("/commitments/%00%ff", 404),
        ],
    )
    def test_what_cannot_be_shown_says_so_as_a_page_and_as_data(
        self, client: TestClient, address: str, status: int
    ) -> None:
        answer = client.get(address)
        assert answer.status_code == status
        assert f'<p class="kicker">{status}</p>' in answer.text or "json" in answer.headers["content-type"]
        if "." not in address:
            data = client.get(with_form(address, "json"))
            assert data.status_code == status
            assert data.json()["error"]["status"] == status and data.json()["error"]["message"]

    def test_nothing_is_changed_from_here(self, client: TestClient) -> None:
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            answer = client.request(method, "/home.json")
            assert answer.status_code == 405 and answer.json()["error"]["code"] == "not_answered"

    def test_a_fault_of_our_own_is_a_page_without_its_inside(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Desk, "find", lambda *a, **k: 1 / 0)
        with TestClient(application(desk), base_url=HERE, raise_server_exceptions=False) as client:
            answer = client.get("/search.json")
        assert answer.status_code == 500
        assert "Zero" not in answer.text and answer.json()["error"]["status"] == 500


class TestSafety:
    def test_every_answer_carries_a_policy_without_scripts_and_inline_styles(
        self, desk: Desk, client: TestClient
    ) -> None:
        assert "script" not in POLICY and "unsafe" not in POLICY
        for address in [*addresses(desk), "/style.css", "/nothing", "/due.ics"]:
            headers = client.get(address).headers
            assert headers["content-security-policy"] == POLICY
            assert headers["x-content-type-options"] == "nosniff"

    def test_no_page_needs_a_script_or_an_inline_style(self, desk: Desk, client: TestClient) -> None:
        for address in addresses(desk):
            page = Page(client.get(address).text)
            assert not page.tags & {"script", "style", "iframe", "object", "img"}
            assert not [name for name in page.attributes if name == "style" or name.startswith("on")]

    @pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost@evil.example", "[::1"])
    def test_other_host_names_are_refused(self, client: TestClient, host: str) -> None:
        answer = client.get("/", headers={"Host": host})
        assert answer.status_code == 421
        assert answer.json()["error"]["status"] == 421
        assert answer.headers["content-security-policy"] == POLICY

    @pytest.mark.parametrize("host", ["127.0.0.1:8420", "localhost", "LOCALHOST:1", "[::1]:8420"])
    def test_the_names_of_this_machine_are_answered(self, client: TestClient, host: str) -> None:
        assert client.get("/style.css", headers={"Host": host}).status_code == 200

    def test_with_a_host_of_ones_own_any_name_is_answered(self, desk: Desk) -> None:
        with TestClient(application(desk, hosts=None), base_url="http://ledger.example") as client:
            assert client.get("/style.css").status_code == 200

    def test_a_hostile_report_stays_text_everywhere(self, desk: Desk, client: TestClient) -> None:
        (entry, *_) = desk.entries("commitment", actors=["CHL"])
        doc = hostile()
        for address in ("/", "/search?q=ships", f"/documents/{doc.id}", f"/commitments/{entry.id}", "/actors/CHL"):
            text = client.get(address).text
            page = Page(text)
            assert not page.tags & {"script", "img", "b onmouseover", "i"}, address
            assert not [name for name in page.attributes if name.startswith("on")]
            assert not [link for link in page.links if link.startswith(("data:", "javascript:"))]
            assert not set(text) & {"\u202e", "\u2067", "\x00", "\x1b", "\U000e0041"}
        assert "‹U+202E›" in client.get(f"/documents/{doc.id}").text

    def test_a_line_of_megabytes_is_shown_in_parts(self, tmp_path: Path) -> None:
        doc = document("Chile will send fish to Peru " * 70_000, published="2025-01-01")
        end = len(doc.text) - 1
        long = coded(doc, promise(doc, doc.text[:end]))
        with open_ledger(tmp_path / "long.db") as desk:
            desk.append([long])
            (entry,) = desk.entries("commitment")
            with TestClient(application(desk), base_url=HERE) as client:
                last = client.get(f"/documents/{doc.id}", params={"start": end - 4, "end": end})
                assert len(last.content) < 200_000
                assert 'id="passage"' in last.text and "part 34 of 34" in last.text
                for address in (f"/documents/{doc.id}", "/search?q=fish", "/"):
                    assert len(client.get(address).content) < 200_000, address
                assert client.get(f"/commitments/{entry.id}").status_code == 200

    def test_what_a_spreadsheet_would_compute_is_kept_from_it(self, tmp_path: Path) -> None:
        doc = document("Chile will send fish to Peru.", publisher="=cmd()", published="2025-01-01")
        with open_ledger(tmp_path / "sheet.db") as desk:
            desk.append([coded(doc, promise(doc, "send fish"))])
            (entry,) = desk.entries("commitment")
            with TestClient(application(desk), base_url=HERE) as client:
                rows = client.get(f"/documents/{doc.id}.csv").text + client.get(f"/commitments/{entry.id}.csv").text
        assert not [cell for row in csv.reader(io.StringIO(rows)) for cell in row if cell.startswith("=")]


class TestSearch:
    def test_a_passage_opens_at_its_words(self, desk: Desk, client: TestClient) -> None:
        found = client.get("/search.json?q=skilled").json()
        for hit in found["passages"]:
            query = urlsplit(hit["address"]).query
            start, end = (int(pair.split("=")[1]) for pair in query.split("&"))
            (doc,) = desk.documents([hit["document"]])
            assert doc.text[start:end].lower().startswith("skilled")
            assert 'id="passage"' in client.get(hit["address"]).text or "passage" in client.get(hit["address"]).text

    def test_facets_count_what_choosing_them_finds(self, client: TestClient) -> None:
        found = client.get("/search.json?q=India").json()
        for facet in found["facets"]:
            for choice in facet["values"][:2]:
                narrowed = client.get(choice["address"].replace("/search?", "/search.json?")).json()
                assert narrowed["total"] == choice["entries"], choice["address"]

    def test_facets_may_be_combined_and_let_go(self, client: TestClient) -> None:
        found = client.get("/search.json?q=yen&kind=commitment&promisor=JPN&beneficiary=IND").json()
        assert found["entries"] and all(one["kind"] == "commitment" for one in found["entries"])
        (promisor,) = [one for one in found["chosen"] if one["value"] == "JPN"]
        assert promisor["address"] == "/search?q=yen&kind=commitment&beneficiary=IND"

    @pytest.mark.parametrize("words", ["zzzz", '""', "* - (", "%", "a" * 5000, "\x00"])
    def test_odd_words_find_nothing_and_say_what_to_do(self, client: TestClient, words: str) -> None:
        answer = client.get("/search", params={"q": words})
        assert answer.status_code == 200 and "Nothing has all of this" in answer.text

    def test_pages_together_show_every_entry_once(self, desk: Desk, client: TestClient) -> None:
        found, address = [], "/search?page=1"
        while address:
            page = client.get(address.replace("/search?", "/search.json?")).json()
            found += [one["id"] for one in page["entries"]]
            address = page["later"]
        direct = {one.id for one in desk.entries() if not one.related}
        assert len(found) == page["total"] == len(direct) and set(found) == direct

    def test_the_ledger_finds_by_year_sector_and_publisher(self, desk: Desk) -> None:
        everything = desk.find(Wanted())
        for facet in everything.facets:
            one = facet.values[0]
            assert desk.find(Wanted(**{facet.name: one.value})).total == one.entries  # type: ignore[arg-type]


class TestPages:
    def test_a_promise_is_told_in_one_sentence_with_its_history_and_chart(
        self, client: TestClient, doubled: CommitmentEntry
    ) -> None:
        view = client.get(f"/commitments/{doubled.id}.json").json()
        assert view["sentence"].startswith("Japan on 29 Aug 2025 ") and view["sentence"].endswith(".")
        assert [one["headline"] for one in view["history"]["steps"]][-2:] == ["JPY 5 trillion", "JPY 10 trillion"]
        headline, pace = view["charts"]
        assert [one["text"] for one in headline["levels"]][-1] == "JPY 10 trillion"
        assert pace["levels"][-1]["y"] == pace["levels"][-2]["y"]
        assert headline["levels"][0]["doubt"] > 0 and headline["levels"][-1]["doubt"] == 0
        assert view["cite"].startswith(f"@misc{{chancery-{doubled.id},")
        assert f"{HERE}/commitments/{doubled.id}" in view["cite"]

    def test_each_wording_of_a_promise_stands_beside_its_facts(
        self, desk: Desk, client: TestClient, doubled: CommitmentEntry
    ) -> None:
        view = client.get(f"/commitments/{doubled.id}.json").json()
        assert {one["claim"] for one in view["wordings"]} == set(doubled.claims)
        assert all(one["quotes"] and one["facts"] for one in view["wordings"])
        assert any(check["rate_source"] and check["rate_date"] for check in view["checks"])

    def test_a_document_marks_each_claim_and_leads_there_and_back(self, desk: Desk, client: TestClient) -> None:
        (doc,) = [one for one in desk.documents() if (one.source_id or "").endswith("takaichi-restates.html")]
        view = client.get(f"/documents/{doc.id}.json").json()
        assert "".join(piece["text"] for piece in view["pieces"]) == doc.text
        page = Page(client.get(f"/documents/{doc.id}").text)
        for record in view["records"]:
            assert {f"m{record['number']}", f"r{record['number']}"} <= set(page.anchors)
            assert {f"#m{record['number']}", f"#r{record['number']}"} <= set(page.links)

    def test_layers_of_marks_may_be_hidden(self, desk: Desk, client: TestClient) -> None:
        (doc,) = [one for one in desk.documents() if (one.source_id or "").endswith("takaichi-restates.html")]
        kinds = {one["kind"] for one in client.get(f"/documents/{doc.id}.json").json()["records"]}
        shown = client.get(f"/documents/{doc.id}.json?hide=commitment").json()
        assert {one["kind"] for one in shown["records"]} == kinds - {"commitment"}
        assert [one["hidden"] for one in shown["layers"] if one["kind"] == "commitment"] == [True]

    def test_home_shows_what_is_new_since_a_day_and_what_falls_due_from_one(self, client: TestClient) -> None:
        view = client.get("/home.json?on=2025-11-25&since=2025-11-20").json()
        days = [day["on"] for day in view["new"]]
        assert days == sorted(days, reverse=True) and min(days) >= "2025-11-20"
        assert view["coming"] and view["matrix"]

    def test_a_busy_relationship_is_shown_in_part_and_says_so(
        self, client: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("chancery.web.pages.MOST", 1)
        short = client.get("/relations/IND-JPN?since=2022").text
        whole = client.get("/relations/IND-JPN?since=2022&all=yes").text
        assert 'href="/relations/IND-JPN?since=2022&amp;all=yes"' in short and len(short) < len(whole)
        assert "The page leaves out" not in whole
        assert len(client.get("/relations/IND-JPN.json").json()["held"]) > 1

    def test_an_empty_ledger_has_pages_too(self) -> None:
        with open_ledger(":memory:") as desk, TestClient(application(desk), base_url=HERE) as client:
            assert [client.get(address).status_code for address in ("/", "/search", "/due", "/home.csv")] == [200] * 4


class TestServe:
    def test_the_command_listens_on_this_machine_alone(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        called: list[dict[str, object]] = []
        monkeypatch.setattr("uvicorn.run", lambda app, **options: called.append({"hosts": app.hosts, **options}))
        result = CliRunner().invoke(main, ["--ledger", desk.path, "serve"])
        assert result.exit_code == 0 and "http://127.0.0.1:8420/" in result.stderr
        assert called[0]["host"] == "127.0.0.1" and "127.0.0.1" in str(called[0]["hosts"])


def test_the_data_of_a_page_names_what_it_shows(desk: Desk, client: TestClient) -> None:
    kinds = {address: json.loads(client.get(with_form(address, "json")).text)["view"] for address in addresses(desk)}
    assert kinds["/home"] == "home" and kinds["/search"] == "search" and kinds["/relations/IND-JPN"] == "brief"

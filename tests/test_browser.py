"""The pages in a real browser (Chromium): the way of an analyst, two reviewers at once, without scripts, with axe-core.

Skipped where Chromium or axe-core is missing; `make browser` installs both.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from chancery.bulk import pool
from chancery.decisions import claims_of
from chancery.desk import Desk, open_ledger
from chancery.ingest import read
from chancery.linkage.entries import CommitmentEntry
from chancery.models import CodedDocument, Commitment, Document, Judgement
from chancery.web import application
from chancery.web.auth import ByToken
from chancery.web.people import People
from evals.gold_claims import coded as as_gold
from evals.gold_claims import load

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e '.[dev]'")

ROOT = Path(__file__).parent.parent
CHROMIUM = os.environ.get("CHANCERY_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
AXE = ROOT / ".venv" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
ON = "2025-11-25"
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here: make browser installs it")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Give a ledger of the samples, coded as their gold says."""
    documents = {Path(one.source_id or "").name: one for one in read(ROOT / "samples") if isinstance(one, Document)}
    with open_ledger(tmp_path_factory.mktemp("browser") / "ledger.db") as made:
        made.append([as_gold(documents[row["id"]], row) for row in load(ROOT / "evals" / "samples.gold.jsonl")])
        yield made


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> People:
    return People(tmp_path_factory.mktemp("people") / "people.json")


@pytest.fixture(scope="module")
def here(desk: Desk, people: People) -> Iterator[str]:
    """Serve the ledger and give its address."""
    app = application(desk, access=ByToken(people), hosts=None)
    config = uvicorn.Config(app, port=0, log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *quiet])
        yield browser
        browser.close()


@pytest.fixture
def enter(chromium: Any, here: str, people: People) -> Iterator[Any]:
    """Give a function that opens a browser window in which somebody has entered."""
    opened: list[Any] = []

    def entered(name: str = "Ana Rojas", role: str = "admin", **options: Any) -> Any:
        context = chromium.new_context(base_url=here, **options)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: _quiet(message))
        page.goto("/login")
        page.get_by_label("Your token").fill(people.admit(name, role))  # type: ignore[arg-type]
        page.get_by_role("button", name="Enter").click()
        page.wait_for_url("/")
        return page

    yield entered
    for context in opened:
        context.close()


def _quiet(message: Any) -> None:
    """Fail where the browser complains, as it does of what the Content-Security-Policy forbids."""
    assert "Content Security Policy" not in message.text, message.text


@pytest.fixture(scope="module")
def promise(desk: Desk) -> CommitmentEntry:
    """Give Japan's promise of August 2025, which several reports tell of."""
    found = [one for one in desk.entries("commitment", actors=["IND", "JPN"]) if isinstance(one, CommitmentEntry)]
    return max((one for one in found if one.made == "2025-08-29"), key=lambda one: one.corroboration.reports)


class TestAnalyst:
    def test_from_a_search_to_the_words_to_a_correction_and_back(
        self, enter: Any, desk: Desk, promise: CommitmentEntry
    ) -> None:
        page = enter()
        page.get_by_role("searchbox", name="Words to look for").fill("trillion yen")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=trillion+yen")
        assert page.locator(".passages mark").count() > 1

        page.locator(".facet a[href*='promisor=JPN']").first.click()
        page.wait_for_url("**promisor=JPN**")
        page.locator(".facet a[href*='beneficiary=IND']").first.click()
        page.wait_for_url("**beneficiary=IND**")
        page.locator("#entries a[href^='/commitments/']").first.click()
        page.wait_for_url("**/commitments/*")
        page.get_by_role("link", name="the relationship").click()
        page.wait_for_url("**/relations/*-*")
        page.locator(f"main a[href='/commitments/{promise.id}']:visible").first.click()
        page.wait_for_url(f"**/commitments/{promise.id}")
        page.get_by_role("link", name="in the report, at these words").first.click()
        page.wait_for_url("**/documents/*#passage")
        passage = page.locator(".text .passage").first
        assert passage.is_visible() and passage.bounding_box()["y"] < page.viewport_size["height"]

        claim = self.single(desk)
        page.goto(f"/review/{claim.id}")
        page.keyboard.press("e")
        page.get_by_label("Amount").first.fill("77 billion")
        page.locator("div.figure").first.get_by_label("Currency").fill("USD")
        page.get_by_role("button", name="Keep the correction").click()
        page.wait_for_selector("text=Kept.")
        (entry,) = desk.entries_with([claim.id])
        pair = "-".join(sorted(entry.actors)[:2])
        page.goto(f"/relations/{pair}?all=yes")
        assert "USD 77 billion" in page.locator("main").inner_text()

        page.goto("/review/decisions")
        assert "Ana Rojas" in page.locator(".decided").inner_text()
        page.get_by_role("button", name="Undo").first.click()
        page.wait_for_selector("text=undone")
        page.goto(f"/relations/{pair}?all=yes")
        assert "USD 77 billion" not in page.locator("main").inner_text()

    def single(self, desk: Desk) -> Commitment:
        """Return a claim with one figure that is an entry of its own, so that its correction shows by itself."""
        entries = [one for one in desk.entries("commitment") if isinstance(one, CommitmentEntry)]
        alone = [one.claims[0] for one in entries if len(one.claims) == 1 and len(one.actors) == 2 and one.headline]
        claims = [one for one in desk.claims(alone) if isinstance(one, Commitment) and len(one.quantities) == 1]
        return next(one for one in claims if one.quantities[0].currency)

    def test_a_report_is_added_and_its_progress_shown(self, enter: Any) -> None:
        page = enter()
        page.get_by_role("link", name="Add", exact=True).click()
        text = "LIMA: Peru's president met Chile's president in Lima on Monday. Chile pledged $2 billion for a railway."
        file = {"name": "2025-11-24-lima.txt", "mimeType": "text/plain", "buffer": text.encode()}
        page.get_by_label("Drop files here or choose them").set_input_files([file])
        page.get_by_label("One address a line").fill("http://127.0.0.1:9/inside")
        page.get_by_role("button", name="Add").click()
        page.wait_for_url("**/jobs/*")
        page.wait_for_selector("#added-h, #skipped-h", timeout=60_000)
        assert "private network" in page.locator("main").inner_text()
        page.get_by_role("link", name="2025-11-24-lima.txt").click()
        assert "Lima" in page.locator("article.text").inner_text()

    def test_the_progress_of_a_job_shows_itself_without_a_new_page(
        self, enter: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        gate = threading.Event()

        def slow(doc: Document) -> CodedDocument:
            gate.wait(30)
            return CodedDocument(document=doc, claims=(), diplomatic=False, reason="it rained")

        monkeypatch.setattr(pool, "_pipeline", lambda: slow)
        page = enter()
        page.goto("/add")
        page.get_by_text("Or paste a text").click()
        page.get_by_label("Title").fill("Rain")
        page.get_by_label("Text", exact=True).fill("It rained on the hills.")
        page.get_by_role("button", name="Add").click()
        page.wait_for_url("**/jobs/*")
        page.evaluate("window.untouched = true")
        page.wait_for_selector("text=now at Rain")
        gate.set()
        page.wait_for_selector("#skipped-h")
        assert page.evaluate("window.untouched") and page.locator("[hx-get]").count() == 0


class TestReviewer:
    def test_keys_decide_skip_and_undo(self, enter: Any, desk: Desk) -> None:
        page = enter()
        before = len(desk.decisions())
        first, second, third, *_ = desk.queue(kind="pair", limit=3)
        page.goto("/review?kind=pair")
        page.get_by_role("link", name="Begin").click()
        page.wait_for_url(f"**/review/{first.id}?*")
        page.keyboard.press("Space")
        page.wait_for_url(f"**/review/{second.id}?*")
        page.keyboard.press("a")
        page.wait_for_url(f"**/review/{third.id}?*")
        page.keyboard.press("x")
        page.wait_for_selector("text=Kept.")
        made = desk.decisions()[:2]
        assert [{*one.claims} for one in (third, second)] == [{*claims_of(one)} for one in made]
        page.keyboard.press("Backspace")
        page.wait_for_selector(".notice", state="detached")
        assert desk.decisions()[0].undone and len(desk.decisions()) == before + 2
        page.keyboard.press("e")
        assert page.locator("#relation").is_visible() and page.evaluate("document.activeElement.id") == "relation"
        page.keyboard.press("Escape")
        assert not page.locator("#relation").is_visible()

    def test_letters_typed_as_a_reason_decide_nothing(self, enter: Any, desk: Desk) -> None:
        page = enter()
        before = len(desk.decisions())
        doubt = desk.queue(kind="claim", limit=1)[0]
        page.goto(f"/review/{doubt.id}")
        page.get_by_label("Why").first.click()
        page.keyboard.type("a x e because")
        assert page.get_by_label("Why").first.input_value() == "a x e because"
        assert page.url.endswith(doubt.id) and len(desk.decisions()) == before

    def test_two_reviewers_at_once_lose_nothing(self, enter: Any, desk: Desk) -> None:
        ana, luis = enter("Ana Rojas", "reviewer"), enter("Luis Quispe", "reviewer")
        doubt = desk.queue(kind="pair", limit=1)[0]
        for page in (ana, luis):
            page.goto(f"/review/{doubt.id}")
        ana.keyboard.press("a")
        ana.wait_for_selector("text=Kept.")
        luis.keyboard.press("x")
        luis.wait_for_selector("[role=alert]")
        assert "somebody decided meanwhile: ana rojas said" in luis.locator("[role=alert]").inner_text().lower()
        assert "Ana Rojas" in luis.locator(".decided").inner_text()
        luis.keyboard.press("x")
        luis.wait_for_selector("text=Kept.")
        judged = [one for one in desk.decisions() if isinstance(one, Judgement)]
        said = {one.author for one in judged if {one.left, one.right} == set(doubt.claims)}
        assert said == {"Ana Rojas", "Luis Quispe"}
        luis.goto("/review?kind=dispute")
        assert "Two people differ" in luis.locator("main").inner_text()

    def test_all_of_it_goes_without_a_script(self, enter: Any, desk: Desk) -> None:
        page = enter(java_script_enabled=False)
        doubt = desk.queue(kind="claim", of="commitment", limit=1)[0]
        page.goto(f"/review/{doubt.id}")
        page.get_by_text("Correct it").click()
        page.get_by_label("How firmly").select_option("reaffirm")
        page.get_by_role("button", name="Keep the correction").click()
        page.get_by_text("Kept.").wait_for()
        made = desk.decisions()[0]
        assert made.author == "Ana Rojas" and desk.verdicts(doubt.claims)
        page.get_by_role("button", name="Undo the last").click()
        page.wait_for_load_state()
        assert desk.verdicts(doubt.claims)[0].undone
        page.goto("/add")
        page.get_by_text("Or paste a text").click()
        page.get_by_label("Text", exact=True).fill("It rained on the coast all week.")
        page.get_by_role("button", name="Add").click()
        page.get_by_role("heading", name="Set aside as not diplomatic").wait_for(timeout=60_000)


def addresses(desk: Desk, promise: CommitmentEntry) -> list[str]:
    """Return one address of each type of page."""
    entries = {kind: desk.entries(kind)[0] for kind in ("engagement", "event", "position")}
    single = desk.queue(kind="claim", of="commitment", limit=1)[0].id
    doubts = [desk.queue(kind=kind, limit=1) for kind in ("pair", "conflict")]
    return [
        f"/?on={ON}",
        "/search?q=yen",
        "/relations/IND-JPN",
        "/actors/JPN",
        f"/due?on={ON}",
        f"/commitments/{promise.id}",
        *(f"/{kind}s/{one.id}" for kind, one in entries.items()),
        f"/documents/{promise.documents[0]}",
        "/review",
        *(f"/review/{found[0].id}" for found in doubts if found),
        f"/review/{single}",
        f"/review/{promise.id}",
        "/review/decisions",
        "/review/accept?kind=pair",
        "/add",
        "/me",
        "/api",
        "/nothing",
        "/login",
    ]


@pytest.mark.skipif(not AXE.exists(), reason="there is no axe-core here: make browser installs it")
@pytest.mark.parametrize("scheme, rules", [("light", ""), ("dark", ", runOnly: ['color-contrast']")])
def test_axe_finds_no_violation_on_any_type_of_page(
    enter: Any, desk: Desk, promise: CommitmentEntry, scheme: str, rules: str
) -> None:
    """Every rule in the light; in the dark, where only colours differ, those on contrast."""
    desk.verdict(promise.claims[0], "right", by="Ana Rojas", because="checked")
    desk.verdict(promise.claims[0], "wrong", by="Luis Quispe")
    page = enter(color_scheme=scheme, reduced_motion="reduce")
    script = AXE.read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for address in addresses(desk, promise):
        page.goto(address)
        page.evaluate("[...document.querySelectorAll('details')].slice(0, 12).forEach((one) => { one.open = true; })")
        page.evaluate(script)
        result = page.evaluate(f"axe.run({{resultTypes: ['violations'] {rules}}})")
        if wrong := [
            f"{one['id']}: {node['target']} {node['any'][0]['message'] if node['any'] else one['help']}"
            for one in result["violations"]
            for node in one["nodes"][:3]
        ]:
            found[re.sub(r"[0-9a-f]{16}", "…", address)] = wrong
    for one in desk.decisions(promise.claims[0]):
        desk.undo(one.id, by="Ana Rojas")
    assert not found, "\n".join(f"{address}\n  " + "\n  ".join(wrong) for address, wrong in found.items())


def test_a_phone_shows_every_type_of_page_without_scrolling_sideways(
    enter: Any, desk: Desk, promise: CommitmentEntry
) -> None:
    page = enter(viewport={"width": 390, "height": 800})
    wide = []
    for address in addresses(desk, promise):
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
            wide.append(address)
    assert not wide

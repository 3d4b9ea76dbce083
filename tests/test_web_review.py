"""The review in the browser: doubts in their order, answers kept under a name, nothing decided unawares, all undone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from chancery.decisions import Verdict
from chancery.desk import Desk, open_ledger
from chancery.errors import ChanceryError
from chancery.ledger import Doubt
from chancery.linkage.entries import CommitmentEntry
from chancery.models import CodedDocument, Commitment, Engagement, Evidence, Judgement, document
from chancery.web import application
from chancery.web.auth import Alone, ByToken
from chancery.web.corrections import FIELDS, amount, correction_form
from chancery.web.guard import SCRIPTED
from chancery.web.items import window
from chancery.web.people import People, Role
from chancery.web.queue import KINDS
from tests.ledger_reports import coded, meeting, pledge, words, world

HERE = "http://127.0.0.1:8420"
BROWSER = {"Origin": HERE, "Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
ENDED = "Chile pledged 5 billion pesos <script>alert(1)</script> to Peru\u202e, its minister said."


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "ledger.db"
    with open_ledger(path) as made:
        made.append([*world(), contradicting()])
    return path


@pytest.fixture
def desk(ledger: Path, tmp_path: Path) -> Iterator[Desk]:
    with open_ledger(shutil.copy(ledger, tmp_path / "ledger.db")) as made:
        yield made


def contradicting() -> CodedDocument:
    """Code a report that has the pledge of the world paid by others."""
    report = pledge(published="2024-05-08", publisher="Gazette", source_id="h.txt")
    (claim,) = report.claims
    return coded(report.document, msgspec.structs.replace(claim, id="", executor="private"))  # type: ignore[call-arg]


@pytest.fixture
def browser(desk: Desk) -> Iterator[TestClient]:
    app = application(desk, access=Alone("Ana"))
    with TestClient(app, base_url=HERE, follow_redirects=False, headers=BROWSER) as made:
        yield made


@pytest.fixture
def program(desk: Desk) -> Iterator[TestClient]:
    with TestClient(application(desk, access=Alone("Ana")), base_url=HERE, follow_redirects=False) as made:
        yield made


def hidden(page: str) -> dict[str, str]:
    """Return the token and the stamp of the first form of an item's page."""
    token = re.search(r'name="token" value="(\w+)"', page)
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert token
    return {"token": token[1]} | ({"seen": seen[1]} if seen else {})


def pair(desk: Desk) -> Doubt:
    return desk.queue(kind="pair", of="engagement")[0]


def promised(desk: Desk, billions: int = 5) -> Commitment:
    """Return a claim of what Chile pledged."""
    found = [one for one in desk.claims(kind="commitment") if isinstance(one, Commitment)]
    return next(one for one in found if one.quantities[0].value == billions * 10**9)


def visitor(desk: Desk, people: People, name: str, role: Role) -> TestClient:
    token = people.admit(name, role)
    app = application(desk, access=ByToken(people), hosts=None)
    return TestClient(
        app, base_url=HERE, follow_redirects=False, headers={"Authorization": f"Bearer {token}"} | BROWSER
    )


class TestQueue:
    def test_of_very_many_it_says_only_that_there_are_more(
        self, program: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("chancery.web.queue.COUNTED", 3)
        view = program.get("/review.json?kind=claim").json()
        assert (view["total"], view["more"]) == (3, True)
        assert "3 or more to decide" in program.get("/review?kind=claim", headers=BROWSER).text

    def test_the_most_doubtful_comes_first_with_a_count_of_each_kind(self, desk: Desk, program: TestClient) -> None:
        view = program.get("/review.json").json()
        assert view["total"] == desk.queue_size() == sum(one["count"] for one in view["kinds"])
        doubts = [one["doubt"] for one in view["lines"]]
        assert doubts == sorted(doubts, reverse=True)
        assert [one["kind"] for one in view["kinds"]] == list(KINDS)

    def test_it_narrows_by_kind_actor_and_what_it_is_about(self, program: TestClient) -> None:
        view = program.get("/review.json?kind=claim&of=commitment&actor=Chile").json()
        assert view["lines"] and {one["of"] for one in view["lines"]} == {"commitment"}
        assert view["asked"]["actor"] == "CHL"
        assert program.get("/review.json?actor=Japan").json()["total"] == 0

    @pytest.mark.parametrize("query", ["kind=x", "of=x", "relation=x", "page=0", "page=x"])
    def test_what_cannot_be_meant_says_so(self, program: TestClient, query: str) -> None:
        answer = program.get(f"/review.json?{query}")
        assert answer.status_code == 400 and answer.json()["error"]["message"]

    def test_skipping_leads_through_all_of_it_once_and_back_to_the_list(self, desk: Desk, browser: TestClient) -> None:
        seen = []
        there = browser.get("/review/next?kind=pair").headers["location"]
        while there.startswith("/review/"):
            key = urlsplit(there).path.removeprefix("/review/")
            seen.append(key)
            there = browser.get(f"/review/next?kind=pair&after={key}").headers["location"]
        assert seen == [one.id for one in desk.queue(kind="pair", limit=None)] and len(seen) > 1
        assert there == "/review?kind=pair"

    def test_what_was_passed_over_stays_behind_when_the_next_is_decided(self, desk: Desk, browser: TestClient) -> None:
        first, second, third, *_ = desk.queue(kind="pair", limit=None)
        page = browser.get(f"/review/{second.id}?kind=pair&after={first.id}")
        sent = hidden(page.text) | {"say": "accept"}
        there = browser.post(f"/review/{second.id}?kind=pair&after={first.id}", data=sent).headers["location"]
        assert browser.get(there).headers["location"].startswith(f"/review/{third.id}?")

    def test_every_item_has_a_page_that_needs_no_script(self, desk: Desk, browser: TestClient) -> None:
        for doubt in desk.queue(limit=None):
            page = browser.get(f"/review/{doubt.id}")
            assert page.status_code == 200 and page.headers["content-security-policy"] == SCRIPTED
            assert page.text.count("<script") == 1 and '<script src="/static/review.js" defer></script>' in page.text
            for key in ("a", "e" if doubt.kind != "conflict" else "a", "space"):
                assert f'data-key="{key}"' in page.text
            assert 'accesskey="a"' in page.text and not re.search(r'\son\w+="|style="', page.text)


class TestPairs:
    def test_both_words_stand_side_by_side_with_marks_and_what_differs(self, desk: Desk, program: TestClient) -> None:
        doubt = pair(desk)
        view = program.get(f"/review/{doubt.id}.json").json()
        assert [one["claim"] for one in view["sides"]] == list(doubt.claims)
        for side, claim in zip(view["sides"], desk.claims(doubt.claims), strict=True):
            marked = "".join(one["text"] for one in side["pieces"] if one["over"])
            assert marked in [one.evidence[0].quote for one in desk.claims(doubt.claims)], claim
        assert view["question"] == "Do both tell of the same engagement?" and view["reasons"]

    def test_accepting_makes_the_rules_judgement_ones_own(self, desk: Desk, browser: TestClient) -> None:
        doubt = pair(desk)
        sent = hidden(browser.get(f"/review/{doubt.id}").text) | {"say": "accept", "because": "same  day"}
        answer = browser.post(f"/review/{doubt.id}?kind=pair", data=sent)
        assert answer.status_code == 303 and answer.headers["location"].startswith("/review/next?kind=pair&done=")
        (made,) = desk.decisions()
        assert isinstance(made, Judgement) and made.author == "Ana" and made.reasons == ("same day",)
        assert (made.relation, {made.left, made.right}) == ("SAME", set(doubt.claims))

    def test_rejecting_takes_a_merge_apart_and_undoing_mends_it(self, desk: Desk, browser: TestClient) -> None:
        doubt = pair(desk)
        together = len(desk.entries("engagement"))
        sent = hidden(browser.get(f"/review/{doubt.id}").text) | {"say": "reject"}
        then = browser.post(f"/review/{doubt.id}", data=sent).headers["location"]
        assert len(desk.entries("engagement")) == together + 1
        (done,) = parse_qs(urlsplit(then).query)["done"]
        page = browser.get(browser.get(then).headers["location"]).text
        assert f'name="id" value="{done}"' in page and 'data-key="backspace"' in page
        sent = {"token": sent["token"], "id": done, "back": "/review?kind=pair"}
        assert browser.post("/review/undo", data=sent).headers["location"] == "/review?kind=pair"
        assert len(desk.entries("engagement")) == together

    def test_something_else_can_be_said_of_two_either_way_round(self, desk: Desk, program: TestClient) -> None:
        doubt = desk.queue(kind="pair", of="commitment")[0]
        left, right = doubt.claims
        kept = program.post(f"/review/{doubt.id}", json={"say": "relate", "relation": "REVISED:EXTENDS"}).json()
        (made,) = desk.decisions()
        assert isinstance(made, Judgement) and (made.left, made.right, made.detail) == (right, left, "EXTENDS")
        assert kept["undo"] == made.id and kept["decisions"][0]["author"] == "Ana"
        wrong = program.post(f"/review/{doubt.id}", json={"say": "relate", "relation": "LIKES"})
        assert wrong.status_code == 400 and "LIKES: is no relation" in wrong.json()["error"]["message"]


class TestCorrections:
    def form(self, browser: TestClient, claim: Commitment, **changed: str) -> dict[str, str]:
        """Return the whole form of a correction as a browser sends it, some of it changed."""
        page = browser.get(f"/review/{claim.id}").text
        part = page[page.index('class="fields correct"') :]
        sent = dict(re.findall(r'<input (?!type="checkbox")[^>]*name="([\w.]+)" value="([^"]*)"', part))
        for name, options in re.findall(r'<select[^>]* name="([\w.]+)">(.*?)</select>', part, re.S):
            chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
            sent[name] = (chosen[1] if chosen[1] is not None else chosen[2]) if chosen else ""
        return hidden(page) | sent | {"say": "corrected"} | changed

    def test_a_figure_is_corrected_and_the_entry_tells_it(self, desk: Desk, browser: TestClient) -> None:
        claim = promised(desk)
        sent = self.form(browser, claim, **{"figure.0.value": "6 billion", "figure.0.currency": "usd"})
        assert browser.post(f"/review/{claim.id}", data=sent).status_code == 303
        (made,) = desk.verdicts([claim.id])
        assert made.says == "corrected" and set(made.correction) == {"quantities"}
        (now,) = desk.claims([claim.id])
        assert isinstance(now, Commitment)
        assert (now.quantities[0].value, now.quantities[0].currency) == (6 * 10**9, "USD")
        assert (now.quantities[0].start, now.quantities[0].end) == (
            claim.quantities[0].start,
            claim.quantities[0].end,
        )

    def test_words_parties_strength_and_period_are_corrected(self, desk: Desk, browser: TestClient) -> None:
        claim = promised(desk)
        (doc,) = desk.documents_of([claim.id]).values()
        end = doc.text.index("railway") + len("railway")
        changed = {"promisor": "Chile, Argentina", "strength": "sign", "period.end": "2028-05", "span.end": str(end)}
        assert browser.post(f"/review/{claim.id}", data=self.form(browser, claim, **changed)).status_code == 303
        (now,) = desk.claims([claim.id])
        assert isinstance(now, Commitment) and now.period
        assert (now.promisor, now.strength, now.period.end) == (("CHL", "ARG"), "sign", "2028-05")
        assert now.evidence[0].quote.endswith("border railway")

    def test_figures_are_added_and_dropped(self, desk: Desk, browser: TestClient) -> None:
        claim = promised(desk, 8)
        added = {"figure.1.drop": "yes", "figure.new.words": "8 billion pesos", "figure.new.role": "part"}
        assert browser.post(f"/review/{claim.id}", data=self.form(browser, claim, **added)).status_code == 303
        (now,) = desk.claims([claim.id])
        assert isinstance(now, Commitment)
        assert [(one.role, one.value) for one in now.quantities] == [("target", 8 * 10**9), ("part", 8 * 10**9)]

    def test_a_form_sent_as_it_was_changes_nothing(self, desk: Desk, browser: TestClient) -> None:
        claim = promised(desk)
        answer = browser.post(f"/review/{claim.id}", data=self.form(browser, claim))
        assert answer.status_code == 400 and "othing is changed" in answer.text
        assert desk.decisions() == ()

    @pytest.mark.parametrize(
        "changed",
        [
            {"promisor": "Atlantis"},
            {"strength": "vow"},
            {"period.end": "soon"},
            {"figure.0.value": "plenty"},
            {"figure.0.value": "NaN"},
            {"span.start": "40", "span.end": "10"},
            {"figure.new.words": "7 billion euros"},
        ],
    )
    def test_what_a_claim_cannot_have_is_told_on_the_item_itself(
        self, desk: Desk, browser: TestClient, changed: dict[str, str]
    ) -> None:
        claim = promised(desk)
        answer = browser.post(f"/review/{claim.id}", data=self.form(browser, claim, **changed))
        assert answer.status_code in (400, 404) and 'role="alert"' in answer.text
        assert '<details open><summary data-key="e"' in answer.text and desk.decisions() == ()

    def test_a_meeting_is_corrected_too(self, desk: Desk, browser: TestClient) -> None:
        claim = desk.claims(kind="engagement")[0]
        page = browser.get(f"/review/{claim.id}").text
        sent = hidden(page) | {"say": "corrected", "status": "planned", "participants.1.name": "Luis Q. Quispe"}
        assert browser.post(f"/review/{claim.id}", data=sent).status_code == 303
        (now,) = desk.claims([claim.id])
        assert isinstance(now, Engagement)
        assert (now.status, now.participants[1].name) == ("planned", "Luis Q. Quispe")

    def test_every_kind_of_claim_has_a_form_that_names_places_it_has(self, desk: Desk) -> None:
        for claim in desk.claims():
            form = correction_form(claim, desk.documents_of([claim.id])[claim.id])
            assert {one.path.split(".")[0] for one in form.fields} <= set(claim.__struct_fields__)
            assert form.start in [one.start for one in form.words] and form.end in [one.end for one in form.words]
        assert {type(one) for one in desk.claims()} == set(FIELDS)

    @pytest.mark.parametrize("text", ["", "x", "NaN", "Infinity", "-", "1e", "()"])
    def test_what_is_no_figure_says_how_to_write_one(self, text: str) -> None:
        with pytest.raises(ChanceryError, match="is no figure"):
            amount(text)


class TestTwoPeople:
    def test_nobody_decides_unaware_of_what_another_decided_meanwhile(self, desk: Desk, tmp_path: Path) -> None:
        people = People(tmp_path / "people.json")
        ana, luis = (visitor(desk, people, name, "reviewer") for name in ("Ana", "Luis"))
        doubt = pair(desk)
        seen = [hidden(one.get(f"/review/{doubt.id}").text) for one in (ana, luis)]
        assert ana.post(f"/review/{doubt.id}", data=seen[0] | {"say": "accept"}).status_code == 303
        late = luis.post(f"/review/{doubt.id}", data=seen[1] | {"say": "reject"})
        assert late.status_code == 409 and "Ana said “both tell of the same”" in late.text
        assert [one.author for one in desk.decisions()] == ["Ana"]
        again = luis.post(f"/review/{doubt.id}", data=hidden(late.text) | {"say": "reject"})
        assert again.status_code == 303
        assert sorted(one.author for one in desk.decisions()) == ["Ana", "Luis"], "nothing is lost"
        assert desk.queue_size(kind="dispute") == 1
        (dispute,) = desk.queue(kind="dispute")
        page = ana.get(f"/review/{dispute.id}")
        assert page.status_code == 200 and "Luis" in page.text

    def test_a_program_is_told_of_it_too(self, desk: Desk, program: TestClient) -> None:
        claim = promised(desk)
        seen = program.get(f"/review/{claim.id}.json").json()["seen"]
        assert program.post(f"/review/{claim.id}", json={"say": "right", "seen": seen}).status_code == 200
        late = program.post(f"/review/{claim.id}", json={"say": "wrong", "seen": seen})
        error = late.json()["error"]
        assert late.status_code == 409 and error["code"] == "decided_meanwhile"
        assert error["details"]["decided"][0]["says"] == "right"
        retry = {"say": "wrong", "seen": error["details"]["seen"]}
        assert program.post(f"/review/{claim.id}", json=retry).status_code == 200

    def test_each_undoes_their_own_and_an_admin_all(self, desk: Desk, tmp_path: Path) -> None:
        people = People(tmp_path / "people.json")
        ana, luis, chief = (
            visitor(desk, people, name, role)
            for name, role in (("Ana", "reviewer"), ("Luis", "reviewer"), ("Eva", "admin"))
        )
        made = desk.verdict(promised(desk).id, "wrong", by="Ana")
        refused = luis.post("/review/undo", data={"id": made.id})
        assert refused.status_code == 403 and "Ana decided this" in refused.text
        assert chief.post("/review/undo", data={"id": made.id}).status_code == 303
        (undone,) = desk.decisions()
        assert undone.undone and undone.undone_by == "Eva"
        assert ana.post("/review/undo", data={"id": "ffff"}).status_code == 404

    def test_who_decided_when_and_how_far_people_agree_is_told(self, desk: Desk, program: TestClient) -> None:
        for claim in desk.claims()[:4]:
            desk.verdict(claim.id, "right", by="Ana")
            desk.verdict(claim.id, "right" if claim.kind != "event" else "wrong", by="Luis")
        view = program.get("/review/decisions.json").json()
        assert len(view["decisions"]) == 8 and view["people"] == ["Ana", "Luis"]
        assert [(one["left"], one["right"], one["both"]) for one in view["agreement"]] == [("Ana", "Luis", 4)]
        assert len(program.get("/review/decisions.json?by=Ana").json()["decisions"]) == 4
        assert "Ana and Luis" in program.get("/review/decisions", headers=BROWSER).text


class TestAtOnce:
    def test_a_filtered_list_is_accepted_after_its_count_was_shown_and_undone_as_one(
        self, desk: Desk, browser: TestClient
    ) -> None:
        page = browser.get("/review/accept?kind=claim&of=event").text
        count = desk.queue_size(kind="claim", of="event")
        assert f'name="count" value="{count}"' in page and count > 1
        token = hidden(page)["token"]
        late = browser.post("/review/accept?kind=claim&of=event", data={"token": token, "count": str(count + 1)})
        assert late.status_code == 409 and desk.decisions() == ()
        then = browser.post("/review/accept?kind=claim&of=event", data={"token": token, "count": str(count)})
        assert len(desk.decisions()) == count and desk.queue_size(kind="claim", of="event") == 0
        (batch,) = parse_qs(urlsplit(then.headers["location"]).query)["done"]
        browser.post("/review/undo", data={"token": token, "id": batch})
        assert desk.queue_size(kind="claim", of="event") == count

    def test_conflicts_need_a_look_at_each(self, program: TestClient) -> None:
        answer = program.get("/review/accept.json?kind=conflict")
        assert answer.status_code == 400 and "only pairs or claims" in answer.json()["error"]["message"]

    def test_it_takes_an_admin(self, desk: Desk, tmp_path: Path) -> None:
        ana = visitor(desk, People(tmp_path / "people.json"), "Ana", "reviewer")
        assert "It takes an admin" in ana.get("/review/accept?kind=claim").text
        assert ana.post("/review/accept?kind=claim", data={"count": "1"}).status_code == 403


class TestConflictsAndEntries:
    def test_reports_that_differ_are_all_called_right_at_once(self, desk: Desk, program: TestClient) -> None:
        (doubt,) = desk.queue(kind="conflict")
        kept = program.post(f"/review/{doubt.id}", json={"say": "right"}).json()
        assert len(kept["decisions"]) == len(doubt.claims)
        assert all(isinstance(one, Verdict) and one.batch == kept["undo"] for one in desk.decisions())
        assert desk.queue_size(kind="conflict") == 0

    def test_a_claim_is_set_apart_from_an_entry_and_put_back(self, desk: Desk, browser: TestClient) -> None:
        (entry, *_) = [one for one in desk.entries("engagement") if len(one.claims) > 1]
        page = browser.get(f"/review/{entry.id}").text
        sent = hidden(page) | {"say": "apart", "claim": entry.claims[0], "back": f"/engagements/{entry.id}"}
        answer = browser.post(f"/review/{entry.id}", data=sent)
        assert answer.headers["location"] == f"/engagements/{entry.id}"
        homes = {one.id for one in desk.entries_with(entry.claims)}
        assert len(homes) == 2
        (made, *_) = desk.decisions()
        browser.post("/review/undo", data={"token": sent["token"], "id": made.batch or made.id})
        assert len({one.id for one in desk.entries_with(entry.claims)}) == 1

    def test_two_entries_are_joined_by_the_address_of_the_other(self, desk: Desk, program: TestClient) -> None:
        lima, cusco = desk.entries("engagement")[:2]
        other = f"{HERE}/engagements/{cusco.id}"
        program.post(f"/review/{lima.id}", json={"say": "relate", "relation": "SAME", "other": other})
        assert len(desk.entries_with([*lima.claims, *cusco.claims])) == 1


class TestProgress:
    def entry(self, desk: Desk) -> CommitmentEntry:
        (found, *_) = [one for one in desk.entries("commitment") if isinstance(one, CommitmentEntry)]
        return found

    def test_what_became_of_a_promise_is_kept_with_its_source(self, desk: Desk, browser: TestClient) -> None:
        entry = self.entry(desk)
        page = browser.get(f"/commitments/{entry.id}").text
        assert f'action="/commitments/{entry.id}/progress"' in page and 'name="score.CHL"' in page
        sent = {"text": "The first rails were laid.", "day": "2025-03", "status": "in_progress", "score.CHL": "0"}
        source = {"url": "https://example.org/rails", "token": hidden(page)["token"]}
        answer = browser.post(f"/commitments/{entry.id}/progress", data=sent | source)
        assert answer.status_code == 303 and answer.headers["location"].endswith("#log-h")
        now = desk.item(entry.id)
        assert isinstance(now, CommitmentEntry) and now.status == "in_progress"
        assert [(one.party, one.score) for one in now.compliance] == [("CHL", 0)]
        page = browser.get(f"/commitments/{entry.id}").text
        assert "The first rails were laid." in page and "recorded by Ana" in page and "kept in part" in page
        assert 'href="https://example.org/rails"' in page
        (made,) = desk.decisions()
        browser.post("/review/undo", data={"token": source["token"], "id": made.id, "back": f"/commitments/{entry.id}"})
        undone = desk.item(entry.id)
        assert isinstance(undone, CommitmentEntry) and undone.progress == ()

    @pytest.mark.parametrize(
        "body",
        [
            {"text": "x", "day": "2025"},
            {"text": "x", "day": "soon", "url": "https://example.org"},
            {"text": "x", "day": "2025", "url": "https://example.org", "status": "lost"},
            {"text": "x", "day": "2025", "url": "https://example.org", "scores": {"CHL": 2}},
            {"text": "x", "day": "2025", "document": "ffff"},
            {"day": "2025"},
        ],
    )
    def test_what_is_missing_is_told(self, desk: Desk, program: TestClient, body: dict[str, Any]) -> None:
        answer = program.post(f"/commitments/{self.entry(desk).id}/progress", json=body)
        assert answer.status_code in (400, 404) and answer.json()["error"]["message"]
        assert desk.decisions() == ()


class TestSafety:
    def test_hostile_words_stay_text(self, desk: Desk, browser: TestClient) -> None:
        doc = document(ENDED, title="</title><script>x</script>", published="2025-01-01", publisher="<b>Bad")
        promise = Commitment(
            evidence=words(doc, ENDED[:-1]),
            confidence=0.1,
            promisor=("CHL",),
            undertaking='"><img src=x onerror=alert(2)>',
            strength="pledge",
            conditions="<i>if</i>",
        )
        desk.append([coded(doc, promise)])
        (claim,) = [one for one in desk.claims() if isinstance(one, Commitment) and one.conditions == "<i>if</i>"]
        desk.verdict(claim.id, "wrong", by="<u>Eve", because="<script>y</script>")
        for address in ("/review", "/review?mine=yes", f"/review/{claim.id}", "/review/decisions"):
            text = browser.get(address).text
            assert not re.search(r"<script>|<img|<b>Bad|<i>if|<u>Eve", text), address
            assert "\u202e" not in text

    @pytest.mark.parametrize("key", ["ffff", "x:y", "a-b", "%00", "-", ":", "a" * 5000])
    def test_keys_of_nothing_are_not_found(self, browser: TestClient, key: str) -> None:
        assert browser.get(f"/review/{key}").status_code == 404
        token = hidden(browser.get("/me").text)["token"]
        assert browser.post(f"/review/{key}", data={"token": token, "say": "right"}).status_code in (400, 404)

    @given(st.text(max_size=300), st.integers(0, 280), st.integers(1, 60))
    def test_the_words_shown_are_always_within_the_stretch_shown(self, text: str, start: int, length: int) -> None:
        (claim,) = meeting().claims[:1]
        start = min(start, max(0, len(text) - 1))
        if not text[start : start + length]:
            return
        doc = document(text)
        span = coded(doc, Commitment(**_spanned(doc.text, start, min(len(text), start + length)))).claims[0]
        first, last = window(text, span)
        assert 0 <= first <= start < last <= len(text), claim


def _spanned(text: str, start: int, end: int) -> dict[str, Any]:
    return {
        "evidence": (Evidence(start=start, end=end, quote=text[start:end]),),
        "confidence": 0.5,
        "promisor": ("CHL",),
        "undertaking": "x",
        "strength": "aim",
    }

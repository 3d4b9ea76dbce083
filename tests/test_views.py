"""What a person is shown of a ledger: every line with the quotes it rests on, in every form the same.

The ledger is made of the samples as a coder without faults would code them, so that views are tested apart from coding.
"""

from __future__ import annotations

import datetime as dt
import html.parser
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
import pytest
from icalendar import Calendar
from rich.cells import cell_len

from chancery import views
from chancery.errors import NotFoundError, UnknownActorError
from chancery.ingest import read
from chancery.ledger import Ledger
from chancery.models import (
    Attribution,
    CodedDocument,
    Document,
    Engagement,
    Participant,
    Period,
    document,
    evidence,
    identified,
)
from chancery.views.shortening import cited, shortened
from evals.gold_claims import coded, load

ROOT = Path(__file__).parent.parent
CRORE = "india-japan-2025-crore"
RESTATES = "2025-11-24-takaichi-restates.html"
TRILLION = "2025-11-18-white-house-riyadh.txt"
FORMS = ("text", "md", "html")


@cache
def samples() -> dict[str, CodedDocument]:
    """Return the samples with their gold as claims, by name."""
    documents = {Path(one.source_id or "").name: one for one in read(ROOT / "samples") if isinstance(one, Document)}
    return {row["id"]: coded(documents[row["id"]], row) for row in load(ROOT / "evals" / "samples.gold.jsonl")}


def ledger_of(*reports: CodedDocument) -> Ledger:
    ledger = Ledger(":memory:")
    ledger.append(reports)
    return ledger


@cache
def without(name: str) -> Ledger:
    return ledger_of(*(one for key, one in samples().items() if key != name))


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    with ledger_of(*samples().values()) as made:
        yield made


@pytest.fixture(scope="module")
def brief(ledger: Ledger) -> views.Brief:
    return views.brief(ledger, "India", "Japan")


def every_view(ledger: Ledger) -> list[views.View]:
    entry = next(one for one in ledger.entries("commitment", actors=["IND", "JPN"]) if one.corroboration.reports > 3)
    return [
        views.brief(ledger, "India", "Japan"),
        views.brief(ledger, "USA"),
        views.due(ledger, on=dt.date(2025, 11, 25)),
        views.check(ledger, samples()[CRORE]),
        views.show(ledger, entry.id),
        views.show(ledger, samples()[CRORE].document.id),
    ]


class TestBrief:
    def test_tells_engagements_in_order_and_planned_ones_apart(self, brief: views.Brief) -> None:
        assert [(one.when, one.place) for one in brief.held] == [
            ("19 Mar 2022", "New Delhi"),
            ("29 Aug 2025", "Tokyo"),
            ("23 Nov 2025", "Johannesburg"),
        ]
        assert brief.planned[0].occasion == "AI summit"
        assert [one.place for one in brief.unreported] == ["Sendai"]

    def test_has_one_line_for_an_engagement_however_many_reports_tell_of_it(self, brief: views.Brief) -> None:
        (tokyo,) = [one for one in brief.held if one.place == "Tokyo"]
        assert tokyo.support.reports == 6

    def test_tells_a_promise_as_one_line_of_descent(self, brief: views.Brief) -> None:
        line = brief.lineages[0]
        assert [(one.made, one.headline, one.term) for one in line.steps] == [
            ("2014", "JPY 3.5 trillion", "5 years"),
            ("19 Mar 2022", "JPY 5 trillion", "5 years"),
            ("29 Aug 2025", "JPY 10 trillion", "10 years"),
        ]
        assert line.parties == "JPN → IND"

    def test_says_that_the_headline_doubles_while_the_yearly_pace_is_unchanged(self, brief: views.Brief) -> None:
        line = brief.lineages[0]
        assert [one.pace for one in line.steps][1:] == ["JPY 1 trillion a year"] * 2
        assert line.arithmetic[-1].verdict == "ROLLS_OVER"
        assert "the headline doubles, the yearly pace is unchanged" in line.arithmetic[-1].text

    def test_says_where_a_report_hides_the_term(self, brief: views.Brief) -> None:
        assert "over the coming years" in (brief.lineages[0].steps[-1].pace_note or "")

    def test_raises_the_alarm_at_a_figure_off_by_a_power_of_ten(self, brief: views.Brief) -> None:
        (crore,) = [one for one in brief.lineages[0].steps[-1].findings if one.alarm]
        assert crore.verdict == "off_by_power_of_ten"
        assert crore.rate_date == "2025-08-29"
        assert crore.rate_source
        assert any(point.alarm and "INR 600 billion" in point.text for point in brief.points)

    def test_says_that_an_equivalent_repeats_that_of_an_earlier_date(self, brief: views.Brief) -> None:
        assert any(one.verdict == "stale" for one in brief.lineages[0].steps[-1].findings)

    def test_names_the_source_that_says_something_alone(self, brief: views.Brief) -> None:
        alone = {side.text: side.alone for side in brief.lineages[0].steps[-1].equivalents}
        assert alone["about INR 600 billion"] == "Gulmohar Express"

    def test_leaves_out_what_rests_on_related_story_lines(self) -> None:
        doc = document("Modi met Takaichi.\nAlso read: Modi meets Ishiba at summit", published="2025-11-24")
        quotes = {"Modi met Takaichi": Attribution(), "Modi meets Ishiba": Attribution(kind="related")}
        claims = [
            Engagement(
                type="meeting",
                participants=(Participant(name="Modi", actor="IND"), Participant(name=quote[-8:], actor="JPN")),
                when=Period(start=day, end=day),
                evidence=(evidence(doc, doc.text.index(quote), doc.text.index(quote) + len(quote)),),
                confidence=1.0,
                attribution=attribution,
            )
            for (quote, attribution), day in zip(quotes.items(), ("2025-11-23", "2025-11-20"), strict=True)
        ]
        made = tuple(identified(claim, doc, "gold") for claim in claims)
        found = views.brief(ledger_of(CodedDocument(document=doc, claims=made, coder="gold")), "India", "Japan")
        assert len(found.held) == 1
        assert found.left_out == 1

    def test_of_one_actor_counts_its_partners(self, ledger: Ledger) -> None:
        found = views.brief(ledger, "United States")
        assert [one.code for one in found.partners][:2] == ["KOR", "SAU"]
        assert found.title == "United States"

    def test_can_be_limited_to_a_time_and_a_topic(self, ledger: Ledger) -> None:
        assert [one.when for one in views.brief(ledger, "IND", "JPN", until="2022").held] == ["19 Mar 2022"]
        assert [one.title for one in views.brief(ledger, "IND", "JPN", topic="space").lineages] == [
            "Chandrayaan-5 mission"
        ]

    def test_of_strangers_says_that_there_is_nothing(self, ledger: Ledger) -> None:
        found = views.brief(ledger, "Fiji", "Peru")
        assert found.reports == 0
        assert all("holds nothing on this" in found.render(form) for form in FORMS)

    def test_of_an_unknown_actor_is_an_error_that_names_it(self, ledger: Ledger) -> None:
        with pytest.raises(UnknownActorError, match="Atlantisland"):
            views.brief(ledger, "Atlantisland")

    def test_is_the_same_whatever_the_order_in_which_reports_came(self, brief: views.Brief) -> None:
        one_by_one = Ledger(":memory:")
        for report in reversed(samples().values()):
            one_by_one.append([report])
        assert views.brief(one_by_one, "India", "Japan") == brief


class TestQuotes:
    def test_every_number_has_its_quote_and_every_quote_its_line(self, ledger: Ledger) -> None:
        for view in every_view(ledger):
            found = msgspec.to_builtins(view)
            numbers = {quote["number"] for quote in found["quotes"]}
            lines = set(cited({key: value for key, value in found.items() if key != "quotes"}))
            assert lines <= numbers
            assert numbers == set(range(1, len(numbers) + 1))
            if view.title == "India – Japan":
                assert lines == numbers

    def test_are_the_words_of_their_documents(self, ledger: Ledger, brief: views.Brief) -> None:
        texts = {doc.id: doc.text for doc in ledger.documents()}
        assert all(texts[quote.document][quote.start : quote.end] == quote.text for quote in brief.quotes)

    def test_are_numbered_once_however_often_they_are_cited(self, brief: views.Brief) -> None:
        places = [(quote.document, quote.start, quote.end) for quote in brief.quotes]
        assert len(places) == len(set(places))


class TestDue:
    def test_tells_what_is_to_come_soonest_first_and_what_has_passed_without_a_report(self, ledger: Ledger) -> None:
        found = views.due(ledger, on=dt.date(2025, 11, 25))
        assert [line.when for line in found.coming][:2] == ["Feb 2026", "Apr 2026"]
        assert [line.last or "" for line in found.coming] == sorted(line.last or "" for line in found.coming)
        assert all((line.last or "") < "2025-11-25" for line in found.passed)
        assert all(line.first is None for line in found.undated)

    def test_can_be_limited_to_actors_and_a_time(self, ledger: Ledger) -> None:
        found = views.due(ledger, "South Korea", on=dt.date(2025, 11, 25), until="2031")
        assert [line.when for line in found.coming] == ["2030"]

    def test_makes_a_calendar_of_whole_days(self, ledger: Ledger) -> None:
        found = views.due(ledger, "India", "Japan", on=dt.date(2025, 11, 25))
        events = Calendar.from_ical(found.calendar()).walk("VEVENT")
        assert len(events) == len(found.coming)
        assert {str(event["uid"]) for event in events} == {f"{line.id}@chancery" for line in found.coming}
        assert events[0].decoded("dtend") > events[0].decoded("dtstart")
        assert "“" in str(events[0]["description"])


class TestCheck:
    def test_finds_the_figure_that_does_not_add_up_and_what_others_corroborate(self) -> None:
        found = views.check(without(CRORE), samples()[CRORE]).claims
        (wrong,) = [one for one in found if one.verdict == "does_not_add_up"]
        assert "JPY 10 trillion" in wrong.title
        assert "off by a factor of 10" in wrong.why
        (met,) = [one for one in found if one.kind == "engagement"]
        assert (met.verdict, bool(met.against)) == ("corroborated", True)

    def test_finds_what_others_contradict_and_the_stale_figure_in_it(self) -> None:
        found = views.check(without(RESTATES), samples()[RESTATES])
        (worst,) = [one for one in found.claims if one.verdict == "contradicted"]
        assert "repeats the figure of 2025-08-29" in worst.why
        assert worst.against

    def test_finds_what_is_new_and_what_it_revises(self) -> None:
        found = views.check(without(TRILLION), samples()[TRILLION])
        (raised,) = [one for one in found.claims if "USD 1 trillion" in one.title]
        assert raised.verdict == "new"
        assert raised.why.startswith("raised: USD 600 billion to about USD 1 trillion")

    def test_keeps_nothing(self) -> None:
        ledger = without(CRORE)
        before = ledger.size()
        views.check(ledger, samples()[CRORE])
        assert ledger.size() == before

    def test_knows_a_report_that_the_ledger_holds(self, ledger: Ledger) -> None:
        assert views.check(ledger, samples()[CRORE]).known
        assert not views.check(without(CRORE), samples()[CRORE]).known

    def test_of_a_report_without_claims_says_so(self, ledger: Ledger) -> None:
        found = views.check(ledger, samples()["hockey-hangzhou-2023"])
        assert not found.claims
        assert "No claims to check" in found.render("text")

    def test_against_an_empty_ledger_finds_everything_new(self) -> None:
        found = views.check(ledger_of(), samples()["india-uae-2024-treaty"])
        assert {one.verdict for one in found.claims} == {"new"}


class TestShow:
    def test_prints_the_readings_of_an_entry_with_their_quotes(self, ledger: Ledger) -> None:
        (entry,) = ledger.entries("commitment", actors=["IND", "JPN"], topic="10 trillion")
        found = views.show(ledger, entry.id[:8])
        readings = {(field.name, side.text) for field in found.fields for side in field.sides}
        assert ("equivalent INR", "about INR 600 billion") in readings
        assert ("headline", "JPY 10 trillion") in found.facts
        assert found.history and found.findings and found.support

    def test_finds_documents_by_their_source_and_claims_and_judgements_by_id(self, ledger: Ledger) -> None:
        assert views.show(ledger, CRORE).kind == "document"
        claim, judgement = ledger.claims(kind="commitment")[0], ledger.judgements()[0]
        assert views.show(ledger, claim.id).kind == "claim (commitment)"
        assert len(views.show(ledger, judgement.id).quotes) == 2

    def test_of_an_unknown_id_is_an_error(self, ledger: Ledger) -> None:
        with pytest.raises(NotFoundError):
            views.show(ledger, "no-such-thing")


class Page(html.parser.HTMLParser):
    """Collects the tags, links and ids of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: dict[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.values.setdefault(name, []).append(value or "")


class TestShortening:
    def test_keeps_the_latest_and_weightiest_and_counts_the_rest(self, brief: views.Brief) -> None:
        short, lost = shortened(brief, 1)
        assert [one.place for one in short.held] == ["Johannesburg"]
        assert len(short.lineages[0].steps) == 3
        assert lost["held"] == len(brief.held) - 1

    def test_keeps_the_quotes_that_are_cited_under_their_numbers(self, brief: views.Brief) -> None:
        short, _ = shortened(brief, 1)
        numbers = {quote.number for quote in short.quotes}
        lines = {key: value for key, value in msgspec.to_builtins(short).items() if key not in ("quotes", "topics")}
        assert set(cited(lines)) == numbers
        assert set(short.quotes) < set(brief.quotes)

    def test_leaves_a_short_brief_alone(self, brief: views.Brief) -> None:
        assert shortened(brief) == (brief, {})


class TestForms:
    @pytest.mark.parametrize("width", [60, 80, 100])
    def test_text_keeps_within_its_width(self, ledger: Ledger, width: int) -> None:
        for view in every_view(ledger):
            lines = view.render("text", width=width).splitlines()
            assert all(cell_len(line) <= width for line in lines)
            assert all(line == line.rstrip() for line in lines)

    def test_page_is_self_contained_and_its_links_lead_somewhere(self, ledger: Ledger) -> None:
        for view in every_view(ledger):
            page = Page(view.render("html"))
            assert not {"script", "link", "img", "iframe"} & set(page.tags)
            ids = set(page.values["id"])
            inner = {link[1:] for link in page.values.get("href", []) if link.startswith("#")}
            assert inner <= ids
            assert len(ids) == len(page.values["id"])

    def test_hostile_words_stay_words(self) -> None:
        hostile = '<script>alert("x")</script> *a* [b](javascript:c) & "q"'
        doc = document(f"{hostile} met Takaichi.", published="2025-11-23", url="javascript:alert(1)", title=hostile)
        claim = Engagement(
            type="meeting",
            participants=(Participant(name=hostile, actor="IND"), Participant(name="Takaichi", actor="JPN")),
            occasion=hostile,
            evidence=(evidence(doc, 0, len(doc.text)),),
            confidence=1.0,
        )
        report = CodedDocument(document=doc, claims=(identified(claim, doc, "gold"),), coder="gold")
        found = views.brief(ledger_of(report), "India", "Japan")
        page = Page(found.render("html"))
        assert "script" not in page.tags
        assert not any(link.startswith("javascript") for link in page.values["href"])
        assert "<script>" not in found.render("md")
        assert "[b](javascript:c)" not in found.render("md")

    def test_json_gives_the_view_back(self, brief: views.Brief) -> None:
        assert msgspec.json.decode(brief.render("json"), type=views.Brief) == brief
        assert json.loads(brief.render("json"))["view"] == "brief"

    def test_markdown_has_the_same_lines_as_the_page(self, brief: views.Brief) -> None:
        markdown = brief.render("md")
        assert "| 29 Aug 2025 | JPY 10 trillion | 10 years | JPY 1 trillion |" in markdown
        assert re.search(r"^# India – Japan$", markdown, re.MULTILINE)
        assert not re.search(r"\n\n\n", markdown)

    def test_notebook_gets_a_frame_of_its_own(self, brief: views.Brief) -> None:
        assert brief._repr_html_().startswith("<iframe srcdoc=")

    def test_str_is_the_text(self, brief: views.Brief) -> None:
        assert str(brief) == brief.render("text")

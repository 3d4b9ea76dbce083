"""Every kind of source gives documents whose text is frozen and whose provenance is what the source says of itself."""

from __future__ import annotations

import gzip
import io
import json
import logging
import sys
from pathlib import Path

import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chancery.errors import SourceError
from chancery.ingest import Limits, read
from chancery.ingest.provenance import Provenance
from chancery.ingest.text import normalise, split_header
from chancery.models import Document

REPORT = "Norway and Poland agreed on Tuesday to build four minesweepers together."

PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Four ships | Baltic Courier</title>
<meta property="og:title" content="Norway and Poland order four ships">
<meta property="og:site_name" content="Baltic Courier">
<meta property="article:published_time" content="2025-05-06T09:30:00+02:00">
<link rel="canonical" href="https://courier.example/ships"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Norway and Poland order four ships</h1>
<p>Norway and Poland agreed on Tuesday to build four minesweepers together, the two defence ministers said in Oslo
after a day of talks about the Baltic Sea.</p>
<p>They settled on two further things, which their staffs are to work out before the end of the summer:</p>
<ul><li>a joint school for divers;</li><li>a yearly exercise in the Gulf of Gdansk.</li></ul>
<script>var hidden = "Norway pledged nine billion crowns to Atlantis";</script>
<p>The Polish minister thanked his host, and said that the yards of both countries “will be busy for ten years”.</p>
</article>
<aside><h3>Also read</h3><ul><li><a href="/x">Minister of Atlantis resigns over flood</a></li></ul></aside>
<footer>Copyright 2019</footer></body></html>
"""


def only(source: str | Path, **options: object) -> Document:
    """Return the one document that a source gives."""
    (outcome,) = read(source, **options)  # type: ignore[arg-type]
    assert isinstance(outcome, Document), outcome
    return outcome


def make_pdf(path: Path, *paragraphs: str, title: str | None = None, password: str | None = None) -> Path:
    pdf = FPDF()
    if title:
        pdf.set_title(title)
    if password:
        pdf.set_encryption(owner_password=password, user_password=password)
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    for paragraph in paragraphs:
        pdf.multi_cell(0, 6, paragraph, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(4)
    pdf.output(str(path))
    return path


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


class TestPlainText:
    def test_is_read_as_it_stands_with_its_path_as_source_id(self, tmp_path: Path) -> None:
        path = write(tmp_path / "ships.txt", REPORT)
        document = only(path)
        assert (document.text, document.source_id) == (REPORT, str(path))
        assert document.published is document.title is document.publisher is document.url is None

    def test_may_begin_with_a_header_block(self, tmp_path: Path) -> None:
        header = "Title: Four ships\nPublished: 2025-05-06\nPublisher: Baltic Courier\nURL: https://courier.example/s\n"
        document = only(write(tmp_path / "ships.txt", f"{header}language: en\nCountry: NOR\n\n{REPORT}"))
        assert document.text == REPORT
        assert (document.title, document.published, document.publisher) == (
            "Four ships",
            "2025-05-06",
            "Baltic Courier",
        )
        assert (document.url, document.language, document.country) == ("https://courier.example/s", "en", "NOR")

    def test_whose_first_lines_are_no_header_keeps_them(self, tmp_path: Path) -> None:
        text = f"Title: Four ships\nOSLO: a report\n\n{REPORT}"
        assert only(write(tmp_path / "ships.txt", text)).text == text

    def test_takes_no_date_from_its_dateline(self, tmp_path: Path) -> None:
        assert only(write(tmp_path / "ships.txt", f"OSLO, 6 May 2025 — {REPORT}")).published is None

    def test_takes_the_date_that_its_file_name_begins_with(self, tmp_path: Path) -> None:
        assert only(write(tmp_path / "2025-05-06-ships.txt", REPORT)).published == "2025-05-06"

    def test_takes_its_own_date_over_the_one_in_its_file_name(self, tmp_path: Path) -> None:
        path = write(tmp_path / "2025-05-06-ships.txt", f"Published: 2025-05-07\n\n{REPORT}")
        assert only(path).published == "2025-05-07"

    def test_takes_from_the_caller_what_it_does_not_say(self, tmp_path: Path) -> None:
        path = write(tmp_path / "ships.txt", f"Publisher: Baltic Courier\n\n{REPORT}")
        document = only(path, defaults=Provenance(published="2025-05-06", publisher="Somebody"))
        assert (document.published, document.publisher) == ("2025-05-06", "Baltic Courier")

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
    def test_with_a_byte_order_mark_is_read_by_it(self, tmp_path: Path, encoding: str) -> None:
        assert (
            only(write(tmp_path / "a.txt", "São Tomé thanked Åland.".encode(encoding))).text
            == "São Tomé thanked Åland."
        )

    def test_in_a_legacy_encoding_is_read_with_a_warning(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        text = (
            "Le président a reçu à l’Élysée la délégation sénégalaise; il a été décidé d’ouvrir une école à Dakar. " * 5
        )
        document = only(write(tmp_path / "a.txt", text.encode("cp1252")))
        assert "Élysée" in document.text
        assert "not UTF-8" in caplog.text

    def test_without_a_suffix_is_told_by_its_content(self, tmp_path: Path) -> None:
        assert only(write(tmp_path / "report", REPORT)).text == REPORT
        assert only(write(tmp_path / "page", PAGE)).publisher == "Baltic Courier"
        assert only(write(tmp_path / "lines", json.dumps({"text": REPORT, "id": 7}))).source_id == "7"
        assert only(make_pdf(tmp_path / "paper", REPORT)).text.startswith("Norway and Poland")


class TestNormalisation:
    def test_unifies_line_ends_and_drops_marks_and_control_characters(self) -> None:
        assert normalise("\ufeffone\r\ntwo\rthree\x00\u2028four\x0cfive") == "one\ntwo\nthree\nfour\n\nfive"

    def test_composes_letters_and_leaves_everything_else(self) -> None:
        assert normalise("Sa\u0303o Tome\u0301 “says” — \u00a050 €") == "São Tomé “says” — \u00a050 €"

    @given(st.text())
    def test_done_twice_changes_nothing(self, text: str) -> None:
        assert normalise(normalise(text)) == normalise(text)

    @given(st.text())
    def test_splitting_a_header_never_invents_text(self, text: str) -> None:
        _, body = split_header(normalise(text))
        assert normalise(text).endswith(body)


class TestMarkdown:
    def test_gives_the_words_without_the_markup(self, tmp_path: Path) -> None:
        markdown = (
            "---\ntitle: 'Four ships'\npublished: 2025-05-06\ntags: [sea]\n---\n# Ships\n\n"
            "Norway and **Poland** [agreed](https://x.example):\n\n* one school;\n* one *yearly* exercise.\n\n"
            "![a map](map.png)\n\n> “Busy,” he said.\n\n```\ncode\n```\n\n<script>alert(1)</script>\n"
        )
        document = only(write(tmp_path / "ships.md", markdown))
        assert document.text == (
            "Ships\n\nNorway and Poland agreed:\n\n- one school;\n- one yearly exercise.\n\n“Busy,” he said.\n"
        )
        assert (document.title, document.published) == ("Four ships", "2025-05-06")

    def test_without_front_matter_takes_its_first_heading_as_title(self, tmp_path: Path) -> None:
        assert only(write(tmp_path / "ships.md", f"# Four ships\n\n{REPORT}\n")).title == "Four ships"


class TestHtml:
    def test_gives_the_main_text_and_what_the_page_declares(self, tmp_path: Path) -> None:
        document = only(write(tmp_path / "ships.html", PAGE))
        assert (document.title, document.published) == ("Norway and Poland order four ships", "2025-05-06")
        assert (document.publisher, document.url) == ("Baltic Courier", "https://courier.example/ships")
        assert document.language == "en"

    def test_leaves_out_scripts_navigation_and_links_to_other_stories(self, tmp_path: Path) -> None:
        text = only(write(tmp_path / "ships.html", PAGE)).text
        assert "four minesweepers" in text
        assert all(word not in text for word in ("Atlantis", "Sport", "Copyright"))

    def test_parts_paragraphs_and_keeps_lists_together(self, tmp_path: Path) -> None:
        text = only(write(tmp_path / "ships.html", PAGE)).text
        assert (
            "summer:\n\n- a joint school for divers;\n- a yearly exercise in the Gulf of Gdansk.\n\nThe Polish" in text
        )

    def test_without_a_declared_date_has_none_even_where_a_year_is_printed(self, tmp_path: Path) -> None:
        bare = PAGE.replace('<meta property="article:published_time" content="2025-05-06T09:30:00+02:00">', "")
        assert only(write(tmp_path / "ships.html", bare)).published is None

    def test_in_a_declared_charset_is_read_by_it(self, tmp_path: Path) -> None:
        page = PAGE.replace('charset="utf-8"', 'charset="windows-1251"').replace("Oslo", "Осло")
        assert "Осло" in only(write(tmp_path / "ships.html", page.encode("cp1251", "replace"))).text

    def test_of_links_alone_is_refused_with_a_reason(self, tmp_path: Path) -> None:
        (outcome,) = read(write(tmp_path / "app.html", "<html><body><script>load()</script></body></html>"))
        assert isinstance(outcome, SourceError)
        assert "no main text" in outcome.reason


class TestPdf:
    def test_gives_the_text_layer_with_empty_lines_between_paragraphs(self, tmp_path: Path) -> None:
        path = make_pdf(
            tmp_path / "2025-05-06-ships.pdf", REPORT * 3, "They agreed:", "- one school.", title="Four ships"
        )
        document = only(path)
        assert document.text.count("\n\n") == 2
        assert document.text.endswith("They agreed:\n\n- one school.")
        assert (document.title, document.published) == ("Four ships", "2025-05-06")

    def test_takes_no_date_from_when_the_file_was_made(self, tmp_path: Path) -> None:
        assert only(make_pdf(tmp_path / "ships.pdf", REPORT)).published is None


class TestJsonLines:
    def test_give_a_document_a_line_with_text_exactly_as_given(self, tmp_path: Path) -> None:
        text = "\ufeffSa\u0303o Tome\u0301\r\nthanked\x0bJapan.  "
        record = {
            "id": "a-1",
            "text": text,
            "published": "2025-05-06",
            "publisher": "Courier",
            "country": "NOR",
            "x": 1,
        }
        document = only(write(tmp_path / "reports.jsonl", json.dumps(record)))
        assert (document.text, document.source_id, document.country) == (text, "a-1", "NOR")

    def test_with_a_broken_line_name_it_and_go_on(self, tmp_path: Path) -> None:
        path = write(
            tmp_path / "r.jsonl", f'{{"text": "{REPORT}"}}\n\n{{"text": \n[1]\n{{"id": "e", "text": "{REPORT}"}}\n'
        )
        good, third, fourth, last = read(path)
        assert isinstance(good, Document) and good.source_id == f"{path}:1"
        assert isinstance(third, SourceError) and third.source == f"{path}:3"
        assert isinstance(fourth, SourceError) and fourth.source == f"{path}:4"
        assert isinstance(last, Document) and last.source_id == "e"

    def test_with_an_empty_text_or_none_name_the_line(self, tmp_path: Path) -> None:
        outcomes = list(read(write(tmp_path / "r.jsonl", '{"text": " "}\n{"title": "x"}\n{"text": null}\n')))
        assert [isinstance(outcome, SourceError) for outcome in outcomes] == [True] * 3

    def test_may_be_packed(self, tmp_path: Path) -> None:
        path = write(tmp_path / "r.jsonl.gz", gzip.compress(json.dumps({"text": REPORT}).encode()))
        assert only(path).text == REPORT

    def test_packed_and_cut_off_give_what_is_whole_and_an_error(self, tmp_path: Path) -> None:
        whole = gzip.compress(b"".join(json.dumps({"text": f"{i} {REPORT}"}).encode() + b"\n" for i in range(9000)))
        outcomes = list(read(write(tmp_path / "r.jsonl.gz", whole[: len(whole) // 2])))
        assert len(outcomes) > 1
        assert isinstance(outcomes[-1], SourceError)

    @given(st.lists(st.one_of(st.binary(max_size=40), st.just(b'{"text": "x"}')), max_size=6))
    def test_never_raise_whatever_the_bytes(self, lines: list[bytes]) -> None:
        from chancery.ingest.jsonl import read_jsonl

        for outcome in read_jsonl(io.BytesIO(b"\n".join(lines)), "r.jsonl", limits=Limits()):
            assert isinstance(outcome, Document | SourceError)


class TestAnyBytes:
    @pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.jsonl", "a.jsonl.gz", "a"])
    @given(data=st.one_of(st.binary(max_size=300), st.text(alphabet="<>p&;/[](){}*_#-'\" \n:a1é", max_size=200)))
    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_give_documents_or_errors_and_never_raise(self, tmp_path: Path, name: str, data: bytes | str) -> None:
        content = data if isinstance(data, bytes) else data.encode()
        for outcome in read(write(tmp_path / name, content)):
            assert isinstance(outcome, Document | SourceError)

    def test_with_a_fault_in_a_parser_are_an_error(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object, **__: object) -> None:
            raise RecursionError("too deep")

        monkeypatch.setattr("chancery.ingest.markdown.read_markdown", fail)
        (outcome,) = read(write(tmp_path / "a.md", REPORT))
        assert isinstance(outcome, SourceError)
        assert "too deep" in outcome.reason


class TestDirectory:
    def test_is_read_with_what_is_below_it_sorted_and_hidden_files_left_out(self, tmp_path: Path) -> None:
        (tmp_path / "b").mkdir()
        (tmp_path / ".git").mkdir()
        for name in ("z.txt", "b/c.txt", "a.txt", ".hidden.txt", ".git/x.txt", "script.py"):
            write(tmp_path / name, f"{name}: {REPORT}")
        names = [Path(d.source_id or "").name for d in read(tmp_path) if isinstance(d, Document)]
        assert names == ["a.txt", "z.txt", "c.txt"]

    def test_with_bad_files_gives_all_the_good_ones(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt", "")
        write(tmp_path / "b.pdf", "no pdf")
        write(tmp_path / "c.txt", bytes(range(256)) * 9)
        write(tmp_path / "d.html", "<html></html>")
        write(tmp_path / "e.jsonl.gz", "not packed")
        write(tmp_path / "f.txt", REPORT)
        outcomes = list(read(tmp_path))
        assert [isinstance(outcome, Document) for outcome in outcomes] == [False] * 5 + [True]

    def test_gives_one_identity_to_a_text_under_two_names(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt", REPORT)
        write(tmp_path / "b.txt", REPORT)
        first, second = read(tmp_path)
        assert isinstance(first, Document) and isinstance(second, Document)
        assert first.id == second.id and first.source_id != second.source_id

    def test_that_is_empty_gives_nothing(self, tmp_path: Path) -> None:
        assert list(read(tmp_path)) == []


class TestStandardInput:
    @pytest.mark.parametrize("content", [REPORT, PAGE, json.dumps({"text": REPORT})], ids=["text", "html", "jsonl"])
    def test_is_told_by_its_content(self, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
        assert "four minesweepers" in only("-").text


class TestBadInput:
    def reason(self, path: Path | str, limits: Limits | None = None) -> str:
        (outcome,) = read(path, limits=limits)
        assert isinstance(outcome, SourceError)
        assert outcome.source == str(path)
        assert str(path) in str(outcome)
        return outcome.reason

    def test_missing_file(self, tmp_path: Path) -> None:
        assert "no such file" in self.reason(tmp_path / "missing.txt")

    def test_address_that_is_not_of_the_web(self) -> None:
        assert "only http and https" in self.reason("ftp://courier.example/ships.txt")

    @pytest.mark.parametrize("content", [b"", b" \n\t", b"\xef\xbb\xbf", b"\x00"])
    def test_empty_file(self, tmp_path: Path, content: bytes) -> None:
        assert self.reason(write(tmp_path / "a.txt", content))

    def test_binary_file(self, tmp_path: Path) -> None:
        assert "binary" in self.reason(write(tmp_path / "a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20))

    def test_bytes_that_break_their_own_byte_order_mark(self, tmp_path: Path) -> None:
        assert "UTF-8" in self.reason(write(tmp_path / "a.txt", b"\xef\xbb\xbfabc\xff\xfe"))

    def test_fifty_megabytes_of_text_are_refused_with_the_limit_and_a_way_out(self, tmp_path: Path) -> None:
        for size in (49_000_000, 51_000_000):
            reason = self.reason(write(tmp_path / "a.txt", b"word " * (size // 5)))
            assert "5,000,000" in reason or "50,000,000" in reason
            assert "JSON Lines" in reason

    def test_json_that_is_not_in_lines(self, tmp_path: Path) -> None:
        assert "JSON Lines" in self.reason(write(tmp_path / "a.json", json.dumps([{"text": REPORT}], indent=1)))
        assert only(write(tmp_path / "b.json", f"[Oslo] {REPORT}")).text == f"[Oslo] {REPORT}"

    def test_a_line_longer_than_the_limit(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.jsonl", json.dumps({"text": REPORT * 20}))
        (outcome,) = read(path, limits=Limits(bytes=1000))
        assert isinstance(outcome, SourceError) and outcome.source == f"{path}:1"

    def test_encrypted_pdf(self, tmp_path: Path) -> None:
        assert "encrypted" in self.reason(make_pdf(tmp_path / "a.pdf", REPORT, password="secret"))

    def test_pdf_of_pictures(self, tmp_path: Path) -> None:
        pdf = FPDF()
        pdf.add_page()
        pdf.rect(10, 10, 50, 50, style="F")
        pdf.output(str(tmp_path / "a.pdf"))
        assert "OCR" in self.reason(tmp_path / "a.pdf")

    def test_broken_pdf(self, tmp_path: Path) -> None:
        assert "PDF" in self.reason(write(tmp_path / "a.pdf", b"%PDF-1.7\nnothing"))

    def test_long_pdf(self, tmp_path: Path) -> None:
        path = make_pdf(tmp_path / "a.pdf", REPORT * 40)
        assert "1,000" in self.reason(path, Limits(characters=1000))

    def test_unreadable_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = write(tmp_path / "a.txt", REPORT)

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "open", refuse)
        assert "Permission denied" in self.reason(path)

    def test_future_date_is_kept_with_a_warning(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        document = only(write(tmp_path / "a.txt", f"Published: 2093-01-01\n\n{REPORT}"))
        assert document.published == "2093-01-01"
        assert "in the future" in caplog.text

    @pytest.mark.parametrize("published", ["last Friday", "2025-13-40", "2025"])
    def test_date_that_is_none_is_left_out_with_a_warning(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture, published: str
    ) -> None:
        path = write(tmp_path / "a.jsonl", json.dumps({"text": REPORT, "published": published, "country": "Norway"}))
        with caplog.at_level(logging.WARNING):
            document = only(path)
        assert document.published is document.country is None
        assert published in caplog.text

"""Adding reports: files, addresses or a text, by a form or by a program; what came of it is a job's page."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chancery.desk import Desk
from chancery.errors import ChanceryError, SourceError
from chancery.ingest import Limits, read
from chancery.ingest.provenance import Provenance, freeze
from chancery.models import Document, Value
from chancery.views.view import View
from chancery.web import answers
from chancery.web.answers import TYPES, Answer, row
from chancery.web.auth import Visit
from chancery.web.changes import FORM, Sent
from chancery.web.faults import RefusedError
from chancery.web.jobs import Job, Jobs, Result, Source
from chancery.web.offers import offers
from chancery.web.report import Record, report

ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)
MOST_SOURCES = 200
PATIENCE = 10.0
"""Seconds that a program with one small document is kept waiting for what was found, before it is given a job."""
SMALL = 20_000
"""Characters (bytes of a file) of a document that may be waited for."""
SHOWN_JOBS = 10


class NewDocument(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report to be added: its `text` with what is known of it, or the `url` from which it is fetched."""

    text: str | None = None
    url: str | None = None
    id: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    country: str | None = None


class Added(Value, frozen=True, kw_only=True):
    """A job and, of one small document, the claims that were found in it."""

    job: Job
    found: tuple[Record, ...] = ()


class AddPage(View, tag_field="view", tag="add", frozen=True, kw_only=True):
    """The form, and the last jobs."""

    jobs: tuple[Job, ...]

    @property
    def title(self) -> str:
        """What the page is called."""
        return "Add reports"


EXAMPLE = NewDocument(
    text="Japan will invest 10 trillion yen in India over ten years, the prime ministers said in Tokyo on Friday.",
    title="A joint vision",
    published="2025-08-29",
    publisher="Example Courier",
)
ANSWER = Added(
    job=Job(
        id="5f0c1d2e3a4b5c6d",
        address="/jobs/5f0c1d2e3a4b5c6d",
        state="running",
        by="Ana Rojas",
        asked="2025-08-30T08:00:00+00:00",
        began="2025-08-30T08:00:01+00:00",
        sources=2,
        read=1,
        reports=2,
        at="https://example.org/statement.html",
        results=(
            Result(
                source="readout.txt",
                fate="added",
                document="91bc5d7e0a463f2a",
                address="/documents/91bc5d7e0a463f2a",
                claims=4,
            ),
        ),
    )
)


class Adding:
    """What the addresses for adding stand for."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        self.desk = desk
        self.jobs = jobs

    @offers(AddPage)
    def page(self, request: Request, key: str) -> Answer:
        """The form by which reports are added, and the jobs since the program began."""
        view = AddPage(jobs=self.jobs.listed()[:SHOWN_JOBS])
        return Answer(view=view, template="add.html", rows=lambda: (row(one, *JOB) for one in view.jobs))

    @offers(Job)
    def job(self, request: Request, key: str) -> Answer:
        """How far a job is, and what became of each report."""
        view = self.jobs.get(key)
        return Answer(view=view, template="add_job.html", rows=lambda: map(row, view.results), scripted=True)

    @offers(
        Added,
        forms=("json",),
        status=(200, 202),
        files=True,
        body=NewDocument,
        examples={"body": EXAMPLE, "answer": ANSWER},
        fields={
            "addresses": "Addresses to be fetched, one a line.",
            "url": "An address to be fetched; may be repeated.",
            "text": "A text.",
            "title": "The title of the text.",
            "published": "The day of publication where a report does not say, such as 2025-08-29.",
            "publisher": "Who published it, where a report does not say.",
            **FORM,
        },
    )
    def add(self, request: Request, sent: Sent, visit: Visit) -> Response:
        """Add reports: files of a form, addresses, a text, or JSON with a text or an address."""
        if self.desk.readonly:
            raise RefusedError(503, f"{self.desk.path}: may only be read; nothing can be added here")
        by = visit.person.name if visit.person else ""
        folder = Path(tempfile.mkdtemp(prefix="chancery-"))
        try:
            sources, small = _json(sent) if sent.body is not None else _form(sent, folder)
            job = self.jobs.begin(sources, by=by, after=lambda: shutil.rmtree(folder, ignore_errors=True))
        except ChanceryError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        if answers.wanted(request) == "html":
            return RedirectResponse(job.address, status_code=303)
        if small:
            job = self.jobs.wait(job.id, PATIENCE)
        body = msgspec.json.encode(Added(job=job, found=self._found(job) if job.over else ()))
        status, headers = (200, {}) if job.over else (202, {"Location": f"{job.address}.json", "Retry-After": "1"})
        return Response(body, status_code=status, headers=headers, media_type=TYPES["json"])

    def _found(self, job: Job) -> tuple[Record, ...]:
        kept = [one.document for one in job.results if one.document]
        documents = self.desk.documents(kept) if len(kept) == 1 else ()
        return tuple(record for doc in documents for record in report(self.desk, doc).records)


JOB = ("id", "state", "by", "asked", "began", "ended", "sources", "read", "reports", "problem", "address")


def _json(sent: Sent) -> tuple[list[Source], bool]:
    """Read what a program sends."""
    new = sent.json(NewDocument)
    if new.text is None:
        if not new.url:
            raise RefusedError(400, 'nothing to add: give "text", or "url" to fetch it from')
        return [_fetched(new.url, Provenance(published=new.published, publisher=new.publisher))], True
    fields = {name: value for name, value in msgspec.structs.asdict(new).items() if name not in ("text", "id")}
    return [_told(new.text, Provenance(**fields), new.id)], len(new.text) <= SMALL


def _form(sent: Sent, folder: Path) -> tuple[list[Source], bool]:
    """Read what a form brings: each file, each address, and the text."""
    known = Provenance(published=sent.get("published") or None, publisher=sent.get("publisher") or None)
    given = [*sent.get("addresses").split(), *(one for one in sent.all("url") if one)]
    text = sent.get("text")
    if wrong := next((one for one in given if not ADDRESS.fullmatch(one)), None):
        raise RefusedError(400, f"{wrong[:200]}: is no address; each begins with https:// or http://")
    sources = [_kept(file, folder / str(number), known) for number, file in enumerate(sent.files)]
    sources += [_fetched(one, known) for one in dict.fromkeys(given)]
    if text.strip():
        sources.append(_told(text, msgspec.structs.replace(known, title=sent.get("title") or None), None))
    if not 0 < len(sources) <= MOST_SOURCES:
        raise RefusedError(400, f"nothing to add: choose files, give addresses or a text, {MOST_SOURCES} at most")
    small = len(sources) == 1 and sum(file.size or 0 for file in sent.files) <= SMALL and len(text) <= SMALL
    return sources, small


def _kept(file: UploadFile, folder: Path, known: Provenance) -> Source:
    """Keep a chosen file until it is read; its own name says its form and maybe its day."""
    name = safe(file.filename or "")
    folder.mkdir()
    with (folder / name).open("wb") as there:
        shutil.copyfileobj(file.file, there)

    def outcomes() -> Iterator[Document | SourceError]:
        for one in read(folder / name, defaults=known):
            yield _renamed(one, str(folder / name), name)

    return Source(name=name, read=outcomes)


def _fetched(url: str, known: Provenance) -> Source:
    """Fetch an address from here; `read` refuses private networks, too much and too long."""
    if not ADDRESS.fullmatch(url):
        raise RefusedError(400, f"{url[:200]}: is no address; it begins with https:// or http://")
    return Source(name=url, read=lambda: read(url, defaults=known))


def _told(text: str, provenance: Provenance, id: str | None) -> Source:
    """Take a text as it was sent."""
    name = id or provenance.url or provenance.title or "text"

    def outcomes() -> Iterator[Document | SourceError]:
        try:
            yield freeze(text, provenance, source=name, source_id=id, limits=Limits())
        except SourceError as error:
            yield error

    return Source(name=name, read=outcomes)


def safe(name: str) -> str:
    """Return the last part of a file's name, without what a path could be made of.

    >>> safe("../../etc/passwd"), safe("C:\\\\Reports\\\\2025-08-29 Tokyo.html"), safe("..")
    ('passwd', '2025-08-29 Tokyo.html', 'report')
    """
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(one for one in last if one.isprintable())[-150:].lstrip(".")
    return kept or "report"


def _renamed(one: Document | SourceError, path: str, name: str) -> Document | SourceError:
    """Let what was read from a kept file go by the name it was sent under."""
    if isinstance(one, SourceError):
        return SourceError(one.source.replace(path, name), one.reason.replace(path, name))
    if one.source_id and one.source_id.startswith(path):
        return msgspec.structs.replace(one, source_id=name + one.source_id.removeprefix(path))
    return one

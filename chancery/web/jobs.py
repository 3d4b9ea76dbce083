"""Reports added in the background: one job after another in a thread of its own, so that one writes at a time."""

from __future__ import annotations

import datetime as dt
import logging
import queue
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec

from chancery.bulk import Handled, take_in
from chancery.bulk.intake import Fate
from chancery.config import DEFAULT_JOBS
from chancery.desk import Desk
from chancery.errors import ChanceryError, NotFoundError, SourceError
from chancery.models import Document, Value
from chancery.views.view import View
from chancery.web.addresses import address
from chancery.web.faults import RefusedError

log = logging.getLogger(__name__)

State: TypeAlias = Literal["waiting", "running", "done", "stopped"]
REMEMBERED = 200
"""Finished jobs that can still be looked at; the ledger keeps what they added."""
MOST_WAITING = 20


class Source(Value, frozen=True, kw_only=True):
    """Something to be added: the name it goes by, and what reads it."""

    name: str
    read: Callable[[], Iterable[Document | SourceError]]


class Result(Value, frozen=True, kw_only=True):
    """What became of one report: `address` is where it is kept, `reason` why it failed or was set aside."""

    source: str
    fate: Fate
    document: str | None = None
    address: str | None = None
    claims: int = 0
    reason: str | None = None
    undated: bool = False


class Job(View, tag_field="view", tag="job", frozen=True, kw_only=True):
    """A job: `read` of `sources` files and addresses are through, `at` is the report that is being coded; `problem`
    says what stopped it."""

    id: str
    address: str
    state: State
    by: str
    asked: str
    began: str | None = None
    ended: str | None = None
    sources: int
    read: int = 0
    reports: int = 0
    at: str | None = None
    results: tuple[Result, ...] = ()
    problem: str | None = None

    @property
    def title(self) -> str:
        """What the page is called."""
        return {"waiting": "Waiting", "running": "Adding", "done": "Added", "stopped": "Stopped"}[self.state]

    @property
    def over(self) -> bool:
        """Tell whether nothing more will come."""
        return self.state in ("done", "stopped")

    def of(self, fate: str) -> tuple[Result, ...]:
        """Return what met this fate."""
        return tuple(one for one in self.results if one.fate == fate)


class Jobs:
    """The jobs of a ledger since the program began. Closing lets the one at work finish its report."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._jobs: dict[str, Job] = {}
        self._ready: dict[str, threading.Event] = {}
        self._tasks: queue.Queue[tuple[str, Sequence[Source], Callable[[], None]] | None] = queue.Queue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closing = False

    def begin(self, sources: Sequence[Source], *, by: str, after: Callable[[], None] = lambda: None) -> Job:
        """Let sources be added; `after` is called when nothing more is read from them.

        Raises RefusedError when too much waits already.
        """
        with self._lock:
            if sum(not one.over for one in self._jobs.values()) > MOST_WAITING:
                raise RefusedError(429, f"{MOST_WAITING} jobs wait already; try again when some are done")
            for old in [one.id for one in self._jobs.values() if one.over][: -REMEMBERED or None]:
                del self._jobs[old], self._ready[old]
            id = secrets.token_hex(8)
            job = Job(id=id, address=f"/jobs/{id}", state="waiting", by=by, asked=_now(), sources=len(sources))
            self._jobs[id], self._ready[id] = job, threading.Event()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="chancery jobs", daemon=True)
                self._thread.start()
        self._tasks.put((id, sources, after))
        return job

    def get(self, id: str) -> Job:
        """Return a job as it stands. Raises NotFoundError."""
        try:
            return self._jobs[id]
        except KeyError:
            raise NotFoundError(
                f"{id[:40]}: is no job since this program began; what it added is in the ledger"
            ) from None

    def listed(self) -> tuple[Job, ...]:
        """Return all jobs, the last one first."""
        return tuple(reversed(self._jobs.values()))

    def wait(self, id: str, seconds: float) -> Job:
        """Return a job when it is over, or as it stands after so many seconds."""
        self._ready[id].wait(seconds)
        return self.get(id)

    def close(self) -> None:
        """Begin nothing more, and wait for what is at work."""
        self._closing = True
        self._tasks.put(None)
        if self._thread:
            self._thread.join()

    def _work(self) -> None:
        while task := self._tasks.get():
            id, sources, after = task
            try:
                self._do(id, sources)
            except ChanceryError as error:
                self._note(id, state="stopped", problem=str(error))
            except Exception:
                log.exception("job %s broke", id)
                self._note(id, state="stopped", problem="something broke on our side; the server's log tells what")
            finally:
                after()
                self._note(id, ended=_now(), at=None)
                self._ready[id].set()

    def _do(self, id: str, sources: Sequence[Source]) -> None:
        self._note(id, state="running", began=_now())
        for number, source in enumerate(sources):
            if self._closing:
                self._note(id, state="stopped", problem="the program ended before all was read")
                return
            self._note(id, at=source.name)
            report = take_in(self._desk, self._told(id, source), jobs=DEFAULT_JOBS)
            results = self._jobs[id].results + tuple(map(_result, report.handled))
            self._note(id, read=number + 1, results=results)
        self._note(id, state="done")

    def _told(self, id: str, source: Source) -> Iterator[Document | SourceError]:
        """Pass on what is read and note what the job is at."""
        for outcome in source.read():
            if self._closing:
                return
            name = outcome.source if isinstance(outcome, SourceError) else outcome.source_id
            self._note(id, at=name, reports=self._jobs[id].reports + 1)
            yield outcome

    def _note(self, id: str, **changed: object) -> None:
        """Put a changed job in place of the old one; only the working thread does."""
        self._jobs[id] = msgspec.structs.replace(self._jobs[id], **changed)


def _result(one: Handled) -> Result:
    return Result(
        source=one.source,
        fate=one.fate,
        document=one.document,
        address=address("document", one.document) if one.document else None,
        claims=one.claims,
        reason=one.reason,
        undated=one.undated,
    )


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")

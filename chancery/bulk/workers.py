"""A few processes that code documents: each has one at a time, so that whoever ends a process is known."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait

from chancery.bulk.pool import Coder, Failure, Outcome, attempt
from chancery.models import Document

AHEAD = 50
"""Documents that may be done before one that comes earlier: enough for a long text among short ones."""


def in_workers(coder: Coder | None, documents: Iterable[Document], jobs: int) -> Iterator[Outcome]:
    """Yield the outcomes of documents in their order; workers take the next document as soon as they are free."""
    rest = enumerate(documents)
    workers = [Worker(coder) for _ in range(jobs)]
    done: dict[int, Outcome] = {}
    turn = 0
    try:
        while True:
            for worker in workers:
                if worker.place is None and len(done) < AHEAD and (task := next(rest, None)):
                    worker.give(*task)
            while turn in done:
                yield done.pop(turn)
                turn += 1
            busy = {worker.connection: worker for worker in workers if worker.place is not None}
            if not busy:
                return
            for connection in wait(list(busy)):
                place, outcome = busy[connection].take()  # type: ignore[index]
                done[place] = outcome
    finally:
        for worker in workers:
            worker.stop()


class Worker:
    """A process with the document it is at; `place` is that document's place in the order, None when it is free."""

    def __init__(self, coder: Coder | None) -> None:
        self._coder = coder
        self.place: int | None = None
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(self._coder, theirs), daemon=True)
        with _deaf():
            self._process.start()
        theirs.close()

    def give(self, place: int, doc: Document) -> None:
        """Let it code a document."""
        self.place, self._document = place, doc
        try:
            self.connection.send(doc)
        except BrokenPipeError:
            self._renew()
            self.connection.send(doc)

    def take(self) -> tuple[int, Outcome]:
        """Return what came of its document; where that ended the process, there is a new one."""
        assert self.place is not None
        place, self.place = self.place, None
        try:
            return place, self.connection.recv()
        except EOFError:
            self._renew()
            reason = "ended the process that coded it (out of memory?); split the text"
            return place, Failure(document=self._document, reason=reason)

    def _renew(self) -> None:
        self.stop()
        self._start()

    def stop(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.join()
        self.connection.close()


def work(coder: Coder | None, connection: Connection) -> None:
    """Code one document after another until the other side is gone."""
    try:
        while True:
            connection.send(attempt(coder, connection.recv()))
    except (EOFError, BrokenPipeError):
        return


@contextmanager
def _deaf() -> Iterator[None]:
    """Start processes that do not hear the interrupt key: it stops this one, which ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

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


def in_workers(
    coder: Coder | None, documents: Iterable[Document], jobs: int, *, ordered: bool = True
) -> Iterator[Outcome]:
    """Yield the outcomes of documents in their order, or else as soon as they are there; workers take the next document
    as soon as they are free."""
    rest = enumerate(documents)
    workers = [Worker(coder) for _ in range(jobs)]
    done: dict[int, Outcome] = {}
    turn = 0
    try:
        while True:
            for worker in workers:
                if worker.task is None and len(done) < AHEAD and (task := next(rest, None)):
                    worker.give(task)
            while done and (turn in done or not ordered):
                yield done.pop(turn if ordered else min(done))
                turn += 1
            busy = {worker.connection: worker for worker in workers if worker.task}
            if not busy:
                return
            for connection in wait(list(busy)):
                done.update(busy[connection].take())  # type: ignore[index]
    finally:
        for worker in workers:
            worker.stop()


class Worker:
    """A process with the task it is at, a document and its place in the order; None when it is free."""

    def __init__(self, coder: Coder | None) -> None:
        self._coder = coder
        self.task: tuple[int, Document] | None = None
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(self._coder, theirs), daemon=True)
        with _deaf():
            self._process.start()
        theirs.close()

    def give(self, task: tuple[int, Document]) -> None:
        """Let it code a document."""
        self.task = task
        try:
            self.connection.send(task)
        except BrokenPipeError:
            self._renew()
            self.connection.send(task)

    def take(self) -> Iterator[tuple[int, Outcome]]:
        """Yield what came of its task; where that ended the process, there is a new one."""
        task, self.task = self.task, None
        try:
            yield self.connection.recv()
        except EOFError:
            self._renew()
            if task:
                reason = "ended the process that coded it (out of memory?); split the text"
                yield task[0], Failure(document=task[1], reason=reason)

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
            place, doc = connection.recv()
            connection.send((place, attempt(coder, doc)))
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

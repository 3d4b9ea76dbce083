"""Documents through `pipeline.code` in their order; what one document breaks stays with that document."""

from __future__ import annotations

import logging
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TypeAlias

from chancery.config import FEW_DOCUMENTS
from chancery.errors import ChanceryError
from chancery.models import CodedDocument, Document, Value

log = logging.getLogger(__name__)

Coder: TypeAlias = Callable[[Document], CodedDocument]
AHEAD = 8
"""Documents a worker may have waiting: enough to keep it busy, few enough to keep memory flat."""


class Failure(Value, frozen=True, kw_only=True):
    """A document that could not be coded, and why."""

    document: Document
    reason: str


Outcome: TypeAlias = CodedDocument | Failure


def code_all(documents: Iterable[Document], *, jobs: int = 1, coder: Coder | None = None) -> Iterator[Outcome]:
    """Code documents and yield what comes of each, in their order.

    With more than one job, more than `FEW_DOCUMENTS` documents are coded in so many worker processes; a script that
    asks for them needs `if __name__ == "__main__":`, as always with processes in Python. `coder` is `pipeline.code`,
    or any function like it that can be pickled.
    """
    rest = iter(documents)
    few = list(islice(rest, FEW_DOCUMENTS + 1)) if jobs > 1 else []
    if jobs == 1 or len(few) <= FEW_DOCUMENTS:
        yield from (_attempt(coder, doc) for doc in chain(few, rest))
    else:
        yield from _in_workers(coder, chain(few, rest), jobs)


def _pipeline() -> Coder:
    """Return the real coder, imported only when there is a document to code: it brings the analyser with it."""
    from chancery.pipeline import code

    return code


def _attempt(coder: Coder | None, doc: Document) -> Outcome:
    """Code one document; a fault in the coder is reported with the document, never raised past it."""
    try:
        return (coder or _pipeline())(doc)
    except ChanceryError as error:
        return Failure(document=doc, reason=str(error))
    except Exception as error:
        log.debug("document %s could not be coded", doc.id, exc_info=True)
        return Failure(document=doc, reason=f"could not be coded ({type(error).__name__}: {error}); please report it")


def _in_workers(coder: Coder | None, documents: Iterable[Document], jobs: int) -> Iterator[Outcome]:
    """Keep `jobs` workers busy with a short queue; start anew when a document has killed one."""
    rest = iter(documents)
    queue: deque[tuple[Document, Future[Outcome]]] = deque()
    pool = _workers(jobs)
    try:
        while True:
            for doc in islice(rest, jobs * AHEAD - len(queue)):
                queue.append((doc, _submit(pool, coder, doc)))
            if not queue:
                return
            doc, future = queue.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                waiting = [doc, *(doc for doc, _ in queue)]
                queue.clear()
                yield from (_alone(coder, doc) for doc in waiting)
                pool = _workers(jobs)
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, coder: Coder | None, doc: Document) -> Future[Outcome]:
    """Hand a document to the workers; where they are gone, the future says so when it is asked."""
    try:
        return pool.submit(_attempt, coder, doc)
    except BrokenProcessPool as error:
        gone: Future[Outcome] = Future()
        gone.set_exception(error)
        return gone


def _alone(coder: Coder | None, doc: Document) -> Outcome:
    """Code a document in a process of its own, which it may take down."""
    with _workers(1) as pool:
        try:
            return pool.submit(_attempt, coder, doc).result()
        except BrokenProcessPool:
            return Failure(document=doc, reason="ended the process that coded it (out of memory?); split the text")


def _workers(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))

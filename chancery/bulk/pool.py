"""Documents through `pipeline.code` in their order; what one document breaks stays with that document."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TypeAlias

from chancery.config import FEW_DOCUMENTS
from chancery.errors import ChanceryError
from chancery.models import CodedDocument, Document, Value

log = logging.getLogger(__name__)

Coder: TypeAlias = Callable[[Document], CodedDocument]


class Failure(Value, frozen=True, kw_only=True):
    """A document that could not be coded, and why."""

    document: Document
    reason: str


Outcome: TypeAlias = CodedDocument | Failure


def code_all(
    documents: Iterable[Document], *, jobs: int = 1, coder: Coder | None = None, ordered: bool = True
) -> Iterator[Outcome]:
    """Code documents and yield what comes of each, in their order, or with `ordered=False` as soon as it is there.

    With more than one job, more than `FEW_DOCUMENTS` documents are coded in so many worker processes; a script that
    asks for them needs `if __name__ == "__main__":`, as always with processes in Python. `coder` is `pipeline.code`,
    or any function like it that can be pickled.
    """
    rest = iter(documents)
    few = list(islice(rest, FEW_DOCUMENTS + 1)) if jobs > 1 else []
    if jobs == 1 or len(few) <= FEW_DOCUMENTS:
        yield from (attempt(coder, doc) for doc in chain(few, rest))
    else:
        from chancery.bulk.workers import in_workers

        yield from in_workers(coder, chain(few, rest), jobs, ordered=ordered)


def attempt(coder: Coder | None, doc: Document) -> Outcome:
    """Code one document; a fault in the coder is reported with the document, never raised past it."""
    try:
        return (coder or _pipeline())(doc)
    except ChanceryError as error:
        return Failure(document=doc, reason=str(error))
    except Exception as error:
        log.debug("document %s could not be coded", doc.id, exc_info=True)
        return Failure(document=doc, reason=f"could not be coded ({type(error).__name__}: {error}); please report it")


def _pipeline() -> Coder:
    """Return the real coder, imported only when there is a document to code: it brings the analyser with it."""
    from chancery.pipeline import code

    return code

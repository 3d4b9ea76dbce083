"""Many documents through one coder: order is kept, and what one breaks stays with it."""

import os

import pytest

from chancery import bulk
from chancery.bulk import Failure, code_all
from chancery.bulk import pool as pool_module
from chancery.errors import ChanceryError
from chancery.models import CodedDocument, Document, document


def echo(doc: Document) -> CodedDocument:
    """Stand in for the pipeline; some texts ask for trouble."""
    if "refuse" in doc.text:
        raise ChanceryError(f"{doc.source_id}: refused; give another text")
    if "crash" in doc.text:
        raise ZeroDivisionError("a fault")
    if "kill" in doc.text:
        os._exit(1)
    return CodedDocument(document=doc, claims=())


def texts(count: int) -> list[Document]:
    return [document(f"Report number {n}.", source_id=str(n)) for n in range(count)]


def test_few_documents_come_back_in_their_order() -> None:
    docs = texts(5)
    assert [coded.document for coded in code_all(docs, coder=echo)] == docs


def test_many_documents_come_back_from_workers_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "FEW_DOCUMENTS", 3)
    docs = texts(40)
    assert [coded.document for coded in code_all(docs, jobs=2, coder=echo)] == docs


def test_a_document_that_is_refused_or_breaks_the_coder_is_a_failure_and_the_rest_goes_on() -> None:
    docs = [document("one"), document("refuse", source_id="x"), document("crash"), document("four")]
    outcomes = list(code_all(docs, coder=echo))
    assert [isinstance(outcome, Failure) for outcome in outcomes] == [False, True, True, False]
    assert outcomes[1].reason == "x: refused; give another text"
    assert "ZeroDivisionError" in outcomes[2].reason


def test_a_document_that_kills_its_worker_is_a_failure_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "FEW_DOCUMENTS", 1)
    docs = [*texts(2), document("kill"), *texts(4)[2:]]
    outcomes = list(code_all(docs, jobs=2, coder=echo))
    assert [outcome.document for outcome in outcomes] == docs
    assert [isinstance(outcome, Failure) for outcome in outcomes] == [False, False, True, False, False]


def test_nothing_in_gives_nothing_out() -> None:
    assert list(bulk.code_all([], coder=echo)) == []

"""The one shape of all errors, and what each fault of the program is to who asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException

from chancery.errors import ChanceryError, LedgerError, NotFoundError, UnknownActorError
from chancery.models import Value

CODES = {
    400: "bad_request",
    401: "unknown_person",
    403: "not_allowed",
    404: "not_found",
    405: "not_answered",
    409: "decided_meanwhile",
    413: "too_large",
    415: "unknown_form",
    421: "wrong_host",
    429: "too_many",
    500: "broken",
    503: "ledger_unusable",
}
TITLES = {
    401: "Who are you?",
    403: "Not allowed",
    404: "Not found",
    409: "Decided meanwhile",
    413: "Too large",
    429: "Too much at once",
}
SAID = {
    400: "cannot be read; send it as a form does",
    404: "there is no such page; begin at the first page",
    405: "is not answered in this way; pages are read with GET, and /api tells what else there is",
}


class Failure(Value, frozen=True, kw_only=True, omit_defaults=True):
    """What went wrong: the status, its code, and a message that says what to do; `details` of some."""

    status: int
    code: str
    message: str
    details: Mapping[str, Any] = {}

    @property
    def title(self) -> str:
        """What went wrong, in two words."""
        return TITLES.get(self.status, "Not possible")


class Wrong(Value, frozen=True, kw_only=True):
    """An error as JSON."""

    error: Failure


class RefusedError(ChanceryError):
    """Something that cannot be done, with the status that says so."""

    def __init__(self, status: int, message: str, **details: Any) -> None:
        super().__init__(message)
        self.status = status
        self.details = details


def failure(status: int, message: str, **details: Any) -> Failure:
    """Say what went wrong.

    >>> failure(404, "ffff: is not here").code
    'not_found'
    """
    return Failure(status=status, code=CODES.get(status, "bad_request"), message=message, details=details)


def fault(error: Exception) -> Failure:
    """Say what an error of the program is to who asked; what we did not foresee shows nothing of its inside."""
    match error:
        case RefusedError():
            return failure(error.status, str(error), **error.details)
        case NotFoundError() | UnknownActorError():
            return failure(404, str(error))
        case LedgerError():
            return failure(503, str(error))
        case ChanceryError():
            return failure(400, str(error))
        case HTTPException():
            told = error.detail if error.status_code == 413 else SAID.get(error.status_code, "cannot be answered")
            return failure(error.status_code, told)
        case _:
            return failure(500, "something broke on our side; what was asked for stands in the server's log")

"""What an address takes and gives, said at its handler, for the description of the API."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from chancery.models import Value

H = TypeVar("H", bound=Callable[..., Any])
PAGE = ("html", "json", "csv")


class Offer(Value, frozen=True, kw_only=True):
    """What a handler takes and gives.

    `answers` are the kinds of what its JSON shows, `forms` the forms it comes in, `query` and `fields` describe what
    may stand in the address and in a form, `body` is the kind of a JSON body, `status` what success is. `examples` are
    a body and an answer in full.
    """

    answers: tuple[type, ...] = ()
    forms: tuple[str, ...] = PAGE
    query: Mapping[str, str] = {}
    fields: Mapping[str, str] = {}
    files: bool = False
    body: type | None = None
    status: tuple[int, ...] = (200,)
    examples: Mapping[str, Value] = {}


def offers(*answers: type, **said: Any) -> Callable[[H], H]:
    """Say of a handler what it takes and gives; its first line of documentation says what for."""

    def described(handler: H) -> H:
        handler.offer = Offer(answers=answers, **said)  # type: ignore[attr-defined]
        return handler

    return described


def offer_of(endpoint: Callable[..., Any]) -> Offer | None:
    """Return what an endpoint's handler says of itself."""
    return getattr(handler_of(endpoint), "offer", None)


def handler_of(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """Return the handler that an endpoint leads to."""
    while inner := getattr(endpoint, "handler", None):
        endpoint = inner
    return endpoint

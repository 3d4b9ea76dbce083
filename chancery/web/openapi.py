"""The description of all addresses as OpenAPI 3.1, made from the routes and the kinds of what they answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import msgspec
from starlette.routing import BaseRoute, Route

import chancery
from chancery.views.view import View
from chancery.web.faults import CODES, Failure, Wrong
from chancery.web.offers import Offer, handler_of, offer_of

Json: TypeAlias = dict[str, Any]

REFERENCE = "#/components/schemas/{name}"
TYPES = {"html": "text/html", "json": "application/json", "csv": "text/csv", "ics": "text/calendar"}
PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
KEYS = {
    "relations": ("The codes or names of two or more actors, joined by hyphens.", "IND-JPN"),
    "actors": ("An actor's code or name.", "JPN"),
}
KEY = ("An id, or the beginning of one that no other id has.", "3f2a91bc5d7e0a46")
INTRODUCTION = (
    "The record of what states do and promise one another, each line with its quote. What a page shows is at its "
    "address with .json or .csv at the end. Errors have one shape, whatever the address: see Wrong."
)
WRONG = Wrong(
    error=Failure(status=404, code="not_found", message="ffff: the ledger holds no such id; search shows ids")
)


class Api(View, tag_field="view", tag="api", frozen=True, kw_only=True):
    """The description, for its page."""

    document: Json

    @property
    def title(self) -> str:
        """What the page is called."""
        return "API"

    @property
    def operations(self) -> list[tuple[str, str, Json]]:
        """Return all operations with their path and method."""
        return [
            (path, method, operation)
            for path, methods in self.document["paths"].items()
            for method, operation in methods.items()
        ]

    @property
    def tags(self) -> list[str]:
        """Return the groups of operations in their order."""
        return list(dict.fromkeys(operation["tags"][0] for _, _, operation in self.operations))


def described(routes: Iterable[BaseRoute]) -> Json:
    """Describe the routes. Raises LookupError for a route whose handler does not say what it offers."""
    known = [one for one in routes if isinstance(one, Route)]
    offers = [_offer(one) for one in known]
    kinds = _kinds(offers)
    references, schemas = msgspec.json.schema_components(kinds, ref_template=REFERENCE)
    of_kind = dict(zip(kinds, references, strict=True))
    paths: dict[str, Json] = {}
    for route, offer in zip(known, offers, strict=True):
        for path, form in _paths(route, offer):
            for method in sorted((route.methods or {"GET"}) - {"HEAD"}):
                paths.setdefault(path, {})[method.lower()] = _operation(path, method, form, route, offer, of_kind)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "chancery",
            "version": chancery.__version__,
            "description": INTRODUCTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": {name: _tidy(schema) for name, schema in sorted(schemas.items())},
            "responses": {"Wrong": _wrong(of_kind)},
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Where the server was started with --auth token: what chancery people add printed.",
                }
            },
        },
    }


def _offer(route: Route) -> Offer:
    found = offer_of(route.endpoint)
    if found is None:
        raise LookupError(f"{route.path}: its handler does not say what it offers (chancery.web.offers)")
    return found


def _kinds(offers: Sequence[Offer]) -> list[type]:
    """Return every kind that is sent or answered, once."""
    named = [Wrong, *(kind for one in offers for kind in (*one.answers, one.body) if kind)]
    return list(dict.fromkeys(named))


def _paths(route: Route, offer: Offer) -> Iterator[tuple[str, str]]:
    """Give the addresses of a route with the form each answers in."""
    path = PARAMETER.sub(r"{\1}", route.path)
    if "GET" not in (route.methods or {"GET"}):
        yield path, offer.forms[0]
    elif "{form}" in path:
        yield from ((path.replace("{form}", form), form) for form in offer.forms if form != "html")
    elif path.endswith("{key}"):
        yield from ((path if form == "html" else f"{path}.{form}", form) for form in offer.forms)
    else:
        yield path, offer.forms[0] if offer.forms else "html"


def _operation(path: str, method: str, form: str, route: Route, offer: Offer, of_kind: dict[type, Json]) -> Json:
    said = " ".join((handler_of(route.endpoint).__doc__ or "").split())
    made: Json = {
        "operationId": f"{method.lower()}{re.sub(r'[^A-Za-z0-9]+', '_', path).rstrip('_') or '_root'}",
        "tags": [_tag(path, form)],
        "summary": said,
        "responses": {str(status): _answer(form, status, offer, of_kind) for status in offer.status},
    }
    made["responses"]["default"] = {"$ref": "#/components/responses/Wrong"}
    if parameters := [*_in_path(path), *_in_query(offer)]:
        made["parameters"] = parameters
    if method != "GET":
        made["requestBody"] = {"required": True, "content": _body(offer, of_kind)}
    if role := getattr(route.endpoint, "role", None):
        made["description"] = f"Takes a {role}." if role != "reader" else "Takes somebody who is known."
    return made


def _tag(path: str, form: str) -> str:
    """Return the group of an address: its first part, of files that pages load one for all."""
    return "files" if "/" in form and form != TYPES["json"] else path.split("/")[1].split(".")[0] or "home"


def _in_path(path: str) -> Iterator[Json]:
    folder = path.split("/")[1]
    for name in PARAMETER.findall(path):
        description, example = KEYS.get(folder, KEY) if name == "key" else ("A file's name.", "review.js")
        yield {
            "name": name,
            "in": "path",
            "required": True,
            "description": description,
            "schema": {"type": "string"},
            "example": example,
        }


def _in_query(offer: Offer) -> Iterator[Json]:
    for name, description in offer.query.items():
        yield {"name": name, "in": "query", "description": description, "schema": {"type": "string"}}


def _answer(form: str, status: int, offer: Offer, of_kind: dict[type, Json]) -> Json:
    """Describe what comes back; a form sent by a browser is answered with a page instead."""
    if 300 <= status < 400:
        return {
            "description": "Leads on.",
            "headers": {"Location": {"schema": {"type": "string"}, "description": "Where to."}},
        }
    if form != "json":
        return {"description": "As it is." if form == "html" else "The table.", "content": {_type(form, offer): {}}}
    content: Json = {"schema": _any([of_kind[kind] for kind in offer.answers])}
    if example := offer.examples.get("answer"):
        content["example"] = msgspec.to_builtins(example)
    return {"description": "What it shows." if status == 200 else "Begun.", "content": {TYPES["json"]: content}}


def _type(form: str, offer: Offer) -> str:
    return TYPES.get(form, form)


def _any(schemas: Sequence[Json]) -> Json:
    return schemas[0] if len(schemas) == 1 else {"anyOf": list(schemas)} if schemas else {}


def _body(offer: Offer, of_kind: dict[type, Json]) -> Json:
    """Describe what is sent: a form, or JSON."""
    fields: Json = {name: {"type": "string", "description": said} for name, said in offer.fields.items()}
    content: Json = {}
    if offer.files:
        files = {"type": "array", "items": {"type": "string", "contentMediaType": "application/octet-stream"}}
        content["multipart/form-data"] = {"schema": {"type": "object", "properties": {"files": files, **fields}}}
    else:
        content["application/x-www-form-urlencoded"] = {"schema": {"type": "object", "properties": fields}}
    if offer.body:
        content[TYPES["json"]] = {"schema": of_kind[offer.body]}
        if example := offer.examples.get("body"):
            content[TYPES["json"]]["example"] = msgspec.to_builtins(example)
    return content


def _wrong(of_kind: dict[type, Json]) -> Json:
    codes = ", ".join(f"{code} ({status})" for status, code in CODES.items())
    return {
        "description": f"What went wrong and what to do, of pages as a page; the codes are {codes}.",
        "content": {
            TYPES["json"]: {"schema": of_kind[Wrong], "example": msgspec.to_builtins(WRONG)},
            TYPES["html"]: {},
        },
    }


def _tidy(schema: Json) -> Json:
    """Put a description on one line."""
    if "description" in schema:
        return schema | {"description": " ".join(schema["description"].split())}
    return schema

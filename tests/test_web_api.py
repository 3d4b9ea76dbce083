"""The description of the API says what the program does: every route is in it, every example and answer fits it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.routing import Match, Route
from starlette.testclient import TestClient

from chancery.bulk import pool
from chancery.desk import Desk, open_ledger
from chancery.web import application
from chancery.web.openapi import described
from tests.ledger_reports import fake_code, world

HERE = "http://127.0.0.1:8420"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_ledger(tmp_path_factory.mktemp("api") / "ledger.db") as made:
        made.append(world())
        yield made


@pytest.fixture(scope="module")
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(application(desk), base_url=HERE, follow_redirects=False) as made:
        yield made


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, one) for path, methods in document["paths"].items() for method, one in methods.items()]


def fits(document: dict[str, Any], schema: dict[str, Any], value: Any) -> list[str]:
    """Return what does not fit a schema of the description."""
    whole = {"components": document["components"], **schema}
    return [error.message for error in Draft202012Validator(whole).iter_errors(value)]


def routes(desk: Desk) -> list[Route]:
    app = application(desk).app.app  # type: ignore[attr-defined]
    return [one for one in app.routes if isinstance(one, Route)]


def test_every_route_is_described(desk: Desk, document: dict[str, Any]) -> None:
    for route in routes(desk):
        for method in (route.methods or {"GET"}) - {"HEAD"}:
            scope = {"type": "http", "method": method, "root_path": ""}
            paths = [re.sub(r"\{\w+\}", "x", path) for path, how, _ in operations(document) if how == method.lower()]
            assert any(route.matches(scope | {"path": path})[0] == Match.FULL for path in paths), (method, route.path)


def test_every_described_address_is_answered_by_the_program(desk: Desk, document: dict[str, Any]) -> None:
    for path, method, _ in operations(document):
        scope = {"type": "http", "method": method.upper(), "root_path": "", "path": re.sub(r"\{\w+\}", "x", path)}
        assert any(route.matches(scope)[0] == Match.FULL for route in routes(desk)), (method, path)


def test_every_operation_has_a_name_of_its_own_and_says_what_for(document: dict[str, Any]) -> None:
    names = [one["operationId"] for _, _, one in operations(document)]
    assert len(names) == len(set(names))
    for path, _, one in operations(document):
        assert re.fullmatch(r"[A-Z].*\.", one["summary"]), path
        named = {each["name"] for each in one.get("parameters", ()) if each["in"] == "path"}
        assert named == set(re.findall(r"\{(\w+)\}", path))


def test_every_schema_is_one_and_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for name in re.findall(r"'#/components/(\w+/\w+)'", str(document)):
        group, key = name.split("/")
        assert key in document["components"][group]


def test_every_example_fits_its_schema(document: dict[str, Any]) -> None:
    contents = [
        content
        for _, _, one in operations(document)
        for holder in (
            one.get("requestBody", {}),
            *one["responses"].values(),
            document["components"]["responses"]["Wrong"],
        )
        for content in holder.get("content", {}).values()
    ]
    shown = [content for content in contents if "example" in content]
    assert len(shown) > 3
    for content in shown:
        assert fits(document, content["schema"], content["example"]) == []


def test_every_page_answers_as_it_is_described(
    desk: Desk, client: TestClient, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_pipeline", lambda: fake_code)
    job = client.post("/documents", json={"text": "Rain."}).json()["job"]["id"]
    keys = {
        "relations": "CHL-PER",
        "actors": "PER",
        "documents": desk.documents(limit=1)[0].id,
        "jobs": job,
        **{f"{kind}s": desk.entries(kind)[0].id for kind in ("commitment", "engagement", "event", "position")},
    }
    asked = 0
    for path, method, one in operations(document):
        content = one["responses"].get("200", {}).get("content", {}).get("application/json")
        if method != "get" or not content or path == "/openapi.json":
            continue
        key = keys.get(path.split("/")[1])
        if "{key}" in path and key is None:
            continue
        query = {"kind": "claim"} if path == "/review/accept.json" else {}
        answer = client.get(path.replace("{key}", key or ""), params=query)
        assert answer.status_code == 200, path
        assert fits(document, content["schema"], answer.json()) == [], path
        asked += 1
    assert asked >= 12


def test_what_is_sent_and_answered_when_adding_is_as_described(
    client: TestClient, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_pipeline", lambda: fake_code)
    operation = document["paths"]["/documents"]["post"]
    body = operation["requestBody"]["content"]["application/json"]["example"]
    answer = client.post("/documents", json=body)
    schema = operation["responses"][str(answer.status_code)]["content"]["application/json"]["schema"]
    assert fits(document, schema, answer.json()) == []


@pytest.mark.parametrize("address", ["/nothing.json", "/jobs/x.json", "/commitments/ffff.json", "/search.json?page=0"])
def test_every_error_has_the_one_shape(client: TestClient, document: dict[str, Any], address: str) -> None:
    schema = {"$ref": "#/components/schemas/Wrong"}
    answer = client.get(address)
    assert answer.status_code >= 400 and fits(document, schema, answer.json()) == []
    assert client.post(address, headers={"Origin": "null"}).json()["error"]["code"]


def test_the_page_shows_every_address_and_every_kind(client: TestClient, document: dict[str, Any]) -> None:
    page = client.get("/api").text
    for path, _, one in operations(document):
        assert f"<code>{path}</code>" in page and f'id="{one["operationId"]}"' in page
    for name in document["components"]["schemas"]:
        assert f'id="{name}"' in page


def test_a_route_that_says_nothing_of_itself_is_named() -> None:
    with pytest.raises(LookupError, match="/mute"):
        described([Route("/mute", lambda request: None)])

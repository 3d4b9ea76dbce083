"""The reference says what the code does: fields and vocabularies on the page are those of the models."""

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from chancery import decisions, models

DOCS = Path(__file__).parent.parent / "docs"
BASE = {field.name for field in msgspec.structs.fields(models.ClaimBase)}


def tables() -> dict[str, dict[str, str]]:
    """Return for every heading of docs/json.md the fields of its table with their descriptions."""
    found: dict[str, dict[str, str]] = {}
    heading = ""
    for line in (DOCS / "json.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        if row := re.match(r"\| `(\w+)` \| (.+) \|$", line):
            found.setdefault(heading, {})[row[1]] = row[2]
    return found


@pytest.mark.parametrize(
    "heading, struct",
    [
        ("Engagement", models.Engagement),
        ("Event", models.Event),
        ("Commitment", models.Commitment),
        ("Position", models.Position),
    ],
)
def test_every_field_of_a_claim_is_documented_and_no_other(heading, struct):
    assert set(tables()[heading]) == {field.name for field in msgspec.structs.fields(struct)} - BASE


def test_the_common_fields_of_claims_are_documented():
    assert set(tables()["Every claim"]) == BASE | {"kind"}


def test_the_fields_of_decisions_are_documented():
    base = {field.name for field in msgspec.structs.fields(decisions.Decision)}
    assert set(tables()["Decision"]) == base
    for struct in (decisions.Verdict, decisions.Progress):
        assert set(tables()[struct.__name__]) == {field.name for field in msgspec.structs.fields(struct)} - base


def test_the_fields_of_figures_documents_and_lines_are_documented():
    assert set(tables()["Figure"]) == {field.name for field in msgspec.structs.fields(models.Figure)}
    assert set(tables()["Merit"]) == {field.name for field in msgspec.structs.fields(models.Merit)}
    assert set(tables()["Document"]) == {field.name for field in msgspec.structs.fields(models.Document)} - {"text"}
    assert set(tables()["Line"]) == {field.name for field in msgspec.structs.fields(models.CodedDocument)}


@pytest.mark.parametrize(
    "heading, field, vocabulary",
    [
        ("Engagement", "type", models.EngagementType),
        ("Engagement", "status", models.EngagementStatus),
        ("Event", "tense", models.Tense),
        ("Commitment", "strength", models.Strength),
        ("Commitment", "type", models.CommitmentType),
        ("Commitment", "executor", models.Executor),
        ("Figure", "role", models.Role),
        ("Merit", "criterion", models.Criterion),
        ("Figure", "qualifier", models.Qualifier),
        ("Position", "stance", models.Stance),
    ],
)
def test_every_word_of_a_vocabulary_is_documented(heading, field, vocabulary):
    assert set(get_args(vocabulary)) <= set(re.findall(r"`(\w+)`", tables()[heading][field]))


def test_relative_links_of_the_docs_lead_somewhere():
    for page in [*DOCS.glob("*.md"), DOCS.parent / "README.md"]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"

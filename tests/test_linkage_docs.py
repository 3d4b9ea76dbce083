"""The reference of entries says what the code does: the fields on the page are those of the types."""

import importlib
import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from chancery import models

types = importlib.import_module("chancery.linkage.entries")  # the package's name for it is the function
PAGE = (Path(__file__).parent.parent / "docs" / "linkage.md").read_text(encoding="utf-8")
BASE = {field.name for field in msgspec.structs.fields(types.EntryBase)}
TYPES = [getattr(types, name) for name in types.__all__ if name != "Entry"]


def described(heading: str) -> set[str]:
    """Return the fields of the table under a heading."""
    section = PAGE.split(f"### {heading}\n", 1)[1].split("\n#", 1)[0]
    return set(re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE))


@pytest.mark.parametrize("struct", TYPES, ids=lambda struct: struct.__name__)
def test_every_field_of_an_entry_is_documented_and_no_other(struct: type) -> None:
    own = {field.name for field in msgspec.structs.fields(struct)}
    assert described(struct.__name__) == own - (BASE if issubclass(struct, types.EntryBase) else set())


@pytest.mark.parametrize(
    "entry, claim",
    [("EngagementEntry", models.Engagement), ("EventEntry", models.Event), ("PositionEntry", models.Position)],
)
def test_an_entry_has_the_fields_of_its_claims_with_their_types(entry: str, claim: type) -> None:
    common = {field.name for field in msgspec.structs.fields(models.ClaimBase)}
    of_claims = {field.name: (field.type, field.default) for field in msgspec.structs.fields(claim)}
    own = {field.name: (field.type, field.default) for field in msgspec.structs.fields(getattr(types, entry))}
    assert {name: own[name] for name in own.keys() - BASE} == {
        name: of_claims[name] for name in of_claims.keys() - common
    }


def test_what_every_entry_has_is_documented() -> None:
    assert described("Every entry") == BASE


@pytest.mark.parametrize(
    "vocabulary", ["DescentRelation", "ConflictKind", "CheckVerdict", "CommitmentStatus", "CheckSubject"]
)
def test_every_word_of_a_vocabulary_is_on_the_page(vocabulary: str) -> None:
    assert [word for word in get_args(getattr(types, vocabulary)) if word not in PAGE] == []

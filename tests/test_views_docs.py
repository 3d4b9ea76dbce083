"""Every field of a view is documented, and nothing is that is not there."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from chancery.models import Value

PAGE = (Path(__file__).parent.parent / "docs" / "views.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
NAMES = ("balance", "brief", "check", "due", "lines", "quotes", "show", "timeline")
HOMES = [f"chancery.views.{name}" for name in NAMES]


def values() -> list[type[Value]]:
    """Return the values that views are made of, by their modules."""
    found = [one for home in HOMES for one in vars(import_module(home)).values() if isinstance(one, type)]
    return list(dict.fromkeys(one for one in found if issubclass(one, Value) and one.__module__ in HOMES))


@pytest.mark.parametrize("value", values(), ids=lambda value: value.__name__)
def test_the_fields_of_a_view_are_those_of_its_page(value: type[Value]) -> None:
    documented = re.findall(r"^\| `(\w+)` \| \S", SECTIONS[value.__name__], re.MULTILINE)
    assert documented == list(value.__struct_fields__)


def test_the_page_describes_no_other_value() -> None:
    assert set(SECTIONS) == {value.__name__ for value in values()}

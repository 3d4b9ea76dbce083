"""The public door: what `chancery` offers is listed, exists and is documented."""

import importlib
import subprocess
import sys

import pytest

import chancery


def test_every_public_name_can_be_had_and_is_documented():
    for name in chancery.__all__:
        assert getattr(chancery, name).__doc__ or name == "Claim", name


def test_lazy_names_are_the_listed_ones_and_live_where_they_say():
    assert set(chancery._HOMES) <= set(chancery.__all__)
    for name, home in chancery._HOMES.items():
        assert getattr(importlib.import_module(home), name) is getattr(chancery, name)


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nonsense"):
        getattr(chancery, "nonsense")  # noqa: B009


def test_importing_chancery_loads_neither_the_model_nor_the_ledger_nor_the_rates():
    heavy = ["onnxruntime", "numpy", "sqlalchemy", "trafilatura", "currency_converter", "rich"]
    program = f"import sys, chancery; loaded = set({heavy}) & set(sys.modules); sys.exit(str(loaded) if loaded else 0)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

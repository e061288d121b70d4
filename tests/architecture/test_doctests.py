"""The examples in docstrings are true."""

import doctest
import importlib

import pytest

from support.project import importable_modules


@pytest.mark.parametrize("name", importable_modules())
def test_examples_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), raise_on_error=False)
    assert result.failed == 0, (
        f"{result.failed} of {result.attempted} examples fail: see the output"
    )


def test_examples_exist() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = (finder.find(importlib.import_module(name)) for name in importable_modules())
    assert any(test.examples for tests in found for test in tests)

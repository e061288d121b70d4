"""The examples in docstrings are true."""

import doctest
import importlib

import pytest

from support.project import importable_modules


@pytest.mark.parametrize("name", importable_modules())
def test_examples_hold(name: str) -> None:
    runner = doctest.DocTestRunner()
    for test in _with_examples(name):
        runner.run(test)
    assert runner.failures == 0, (
        f"{runner.failures} of {runner.tries} examples fail: see the output"
    )


def test_examples_exist() -> None:
    assert any(_with_examples(name) for name in importable_modules())


def _with_examples(name: str) -> list[doctest.DocTest]:
    """The docstrings of a module that have examples: running one without costs as much."""
    found = doctest.DocTestFinder().find(importlib.import_module(name))
    return [test for test in found if test.examples]

"""Functions and files stay small, and every public thing is described."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

from support.project import assert_none, functions, parsed, place, product_files

MEDIAN_FUNCTION_LINES = 10
MOST_FUNCTION_LINES = 60
MOST_FILE_LINES = 500

Function = ast.FunctionDef | ast.AsyncFunctionDef
Described = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def _code_lines(function: Function) -> int:
    """Lines from `def` to the end, without the docstring: describing well costs nothing."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def _lengths() -> list[tuple[int, str]]:
    return [
        (_code_lines(function), f"{place(file, function)} {function.name}")
        for file in product_files()
        for function in functions(parsed(file))
    ]


def test_no_function_is_long() -> None:
    assert_none(entry for entry in _lengths() if entry[0] > MOST_FUNCTION_LINES)


def test_most_functions_are_short() -> None:
    lengths = [lines for lines, _ in _lengths()]
    assert statistics.median(lengths or [0]) <= MEDIAN_FUNCTION_LINES


def test_no_file_is_long() -> None:
    counted = {
        place(file): len(file.read_text(encoding="utf-8").splitlines()) for file in product_files()
    }
    assert_none(entry for entry in counted.items() if entry[1] > MOST_FILE_LINES)


def test_lines_are_counted_without_the_docstring() -> None:
    source = 'def f():\n    """One.\n\n    More.\n    """\n    return 1\n'
    assert [_code_lines(function) for function in functions(ast.parse(source))] == [2]


def _is_described_elsewhere(node: ast.AST) -> bool:
    names = getattr(node, "decorator_list", [])
    return any(
        getattr(name, "id", getattr(name, "attr", "")) in {"override", "setter"} for name in names
    )


def _public(node: ast.Module | ast.ClassDef) -> Iterator[Described]:
    """The node and every public class and function reachable by attribute access."""
    yield node
    for child in node.body:
        name = getattr(child, "name", "_")
        if name.startswith("_") or _is_described_elsewhere(child):
            continue
        if isinstance(child, ast.ClassDef):
            yield from _public(child)
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child


def _undescribed(file: Path) -> list[str]:
    return [
        f"{place(file, node)} {getattr(node, 'name', 'module')}"
        for node in _public(parsed(file))
        if not (ast.get_docstring(node) or "").strip()
    ]


def test_everything_public_is_described() -> None:
    assert_none(entry for file in product_files() for entry in _undescribed(file))

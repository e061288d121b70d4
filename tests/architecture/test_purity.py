"""Pure packages touch nothing but their arguments; nothing below the window knows Qt."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from support.project import (
    ROOT,
    assert_none,
    importable_modules,
    module_name,
    parsed,
    place,
    product_files,
    product_packages,
)

PURE = frozenset({"accounting", "merging", "questionnaire", "scoring"})

#: Calls that reach the world without an import that the contracts could see.
WORLDLY_NAMES = frozenset(
    {"__import__", "breakpoint", "compile", "eval", "exec", "input", "open", "print"}
)
WORLDLY_METHODS = frozenset({"now", "today", "utcnow", "uuid1", "uuid4"})


def _pure_files() -> list[Path]:
    return [file for file in product_files() if file.relative_to(ROOT).parts[0] in PURE]


def _foreign_imports(tree: ast.Module) -> list[str]:
    """Imported top-level names that are neither ours nor the standard library's."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return sorted(names - sys.stdlib_module_names - set(product_packages()))


def _worldly_calls(tree: ast.Module) -> list[tuple[ast.Call, str]]:
    found: list[tuple[ast.Call, str]] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id in WORLDLY_NAMES:
            found.append((node, called.id))
        elif isinstance(called, ast.Attribute) and called.attr in WORLDLY_METHODS:
            found.append((node, called.attr))
    return found


def test_pure_packages_import_the_standard_library_only() -> None:
    assert_none(
        f"{place(file)}: {name}"
        for file in _pure_files()
        for name in _foreign_imports(parsed(file))
    )


def test_pure_packages_reach_no_file_clock_or_dice() -> None:
    assert_none(
        f"{place(file, node)}: {name}()"
        for file in _pure_files()
        for node, name in _worldly_calls(parsed(file))
    )


@pytest.mark.parametrize(
    "source",
    ["open('x')", "eval('1')", "datetime.date.today()", "datetime.now(tz)", "uuid.uuid4()"],
)
def test_a_worldly_call_is_noticed(source: str) -> None:
    assert len(_worldly_calls(ast.parse(source))) == 1


def test_a_foreign_import_is_noticed() -> None:
    source = (
        "import numpy.linalg\nfrom attrs import define\nimport decimal\nfrom scoring import grades"
    )
    assert _foreign_imports(ast.parse(source)) == ["attrs", "numpy"]


def test_nothing_but_the_window_knows_qt() -> None:
    modules = [name for name in importable_modules() if name.split(".")[0] != "gui"]
    program = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('PySide6', 'shiboken6', 'PyQt6')])"
    )
    command = [sys.executable, "-W", "error", "-c", program]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == "[]"


def test_importing_says_and_leaves_nothing(tmp_path: Path) -> None:
    program = (
        f"import importlib\nfor name in {importable_modules()!r}: importlib.import_module(name)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert result.stdout + result.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_modules_are_found() -> None:
    assert {name.split(".")[0] for name in importable_modules()} == set(product_packages())
    assert "cli" in {module_name(file) for file in product_files()}

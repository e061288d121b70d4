"""Where the project's files are, and what its packages are called."""

import ast
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: Folders of the checkout that hold code or data but are no part of the product.
NOT_PRODUCT = frozenset({"bench", "build", "dist", "docs", "scripts", "tests"})


def pyproject() -> dict[str, object]:
    """The parsed pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def table(*keys: str) -> dict[str, object]:
    """One table of pyproject.toml, e.g. `table("tool", "importlinter")`."""
    found: object = pyproject()
    for key in keys:
        assert isinstance(found, dict), f"{keys} leads through something that is no table"
        found = found[key]
    assert isinstance(found, dict), f"{keys} is no table"
    return found


def texts(value: object) -> list[str]:
    """A list of texts out of a parsed TOML value."""
    assert isinstance(value, list)
    return [str(item) for item in value]


def product_packages() -> list[str]:
    """Names of the folders of the checkout that make up the product, sorted."""
    return sorted(
        folder.name
        for folder in ROOT.iterdir()
        if folder.is_dir()
        and not folder.name.startswith((".", "_"))
        and folder.name not in NOT_PRODUCT
    )


def product_files() -> list[Path]:
    """Every Python file of the product, sorted."""
    return [
        file
        for package in product_packages()
        for file in sorted((ROOT / package).rglob("*.py"))
        if "__pycache__" not in file.parts
    ]


def module_name(file: Path) -> str:
    """The dotted name under which a product file is imported."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def importable_modules() -> list[str]:
    """Dotted names of all product modules that may be imported for their own sake.

    Migration scripts are run by Alembic and entry points by the interpreter; neither is imported.
    """
    return [
        module_name(file)
        for file in product_files()
        if "migrations" not in file.parts and file.name != "__main__.py"
    ]


def parsed(file: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a syntax tree, methods and inner functions included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def place(file: Path, node: ast.AST | None = None) -> str:
    """`folder/file.py` or `folder/file.py:12`, for messages."""
    where = file.relative_to(ROOT).as_posix()
    return f"{where}:{getattr(node, 'lineno', 1)}" if node is not None else where


def assert_none(findings: Iterable[object], advice: str = "") -> None:
    """Fail with all findings, one a line, and what to do; pytest would cut a list short."""
    lines = [str(finding) for finding in findings]
    assert not lines, "\n".join([f"{len(lines)} found. {advice}", *lines])

"""Every layer contract holds, and every one is seen failing on a planted import."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import grimp
import pytest

from support.project import ROOT, assert_none, product_packages, table


class Plant(NamedTuple):
    """An import that must not be there.

    Attributes:
        contract: id of the contract that must notice.
        package: where the import is planted.
        imported: what is imported.
    """

    contract: str
    package: str
    imported: str


PLANTS = [
    Plant("layers", "questionnaire", "scoring"),
    Plant("layers", "scoring", "accounting"),
    Plant("layers", "analysis", "reports"),
    Plant("layers", "services", "cli"),
    Plant("db-behind-services", "cli", "db"),
    Plant("data-only", "resources", "questionnaire"),
    Plant("pure", "questionnaire", "os"),
    Plant("pure", "scoring", "pathlib"),
    Plant("pure", "accounting", "random"),
    Plant("pure", "merging", "sqlalchemy"),
    Plant("pure", "merging", "resources"),
    Plant("sql-in-db", "services", "sqlmodel"),
    Plant("sql-in-db", "services", "sqlite3"),
    Plant("pdf-in-reports", "services", "reportlab"),
    Plant("numpy-in-analysis", "reports", "numpy"),
    Plant("spreadsheets-in-exchange", "services", "openpyxl"),
    Plant("layers", "exchange", "reports"),
    Plant("qt-in-gui", "exchange", "PySide6"),
    Plant("commands-in-cli", "services", "typer"),
    Plant("keys-in-services", "db", "cryptography"),
    Plant("quick-json", "exchange", "orjson"),
    Plant("layers", "gui", "cli"),
    Plant("db-behind-services", "gui", "db"),
    Plant("sql-in-db", "gui", "sqlite3"),
    Plant("pdf-in-reports", "gui", "reportlab"),
    Plant("qt-in-gui", "services", "PySide6"),
    Plant("qt-in-gui", "cli", "PySide6"),
]


def _contracts() -> dict[str, str]:
    listed = table("tool", "importlinter")["contracts"]
    assert isinstance(listed, list)
    return {contract["id"]: contract["name"] for contract in listed}


def _lint(folder: Path, contract: str) -> subprocess.CompletedProcess[str]:
    # The installed package leads back to the checkout; the copy must come first.
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    linter = Path(sys.executable).with_name("lint-imports")
    command: list[str | Path] = [linter, "--no-cache", "--no-logo", "--contract", contract]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the product's code; every test that plants in it also clears up."""
    folder = tmp_path_factory.mktemp("tree")
    only_code = shutil.ignore_patterns("__pycache__", "*.ttf", "*.mo", "*.po", "*.toml", "*.json")
    for package in product_packages():
        shutil.copytree(ROOT / package, folder / package, ignore=only_code)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_contract_has_a_plant() -> None:
    assert {plant.contract for plant in PLANTS} == set(_contracts())


@pytest.mark.parametrize("plant", PLANTS, ids="-".join)
def test_contract_notices_a_planted_import(plant: Plant, tree: Path) -> None:
    planted = tree / plant.package / "planted.py"
    planted.write_text(f'"""Planted."""\n\nimport {plant.imported}\n', encoding="utf-8")
    try:
        result = _lint(tree, plant.contract)
    finally:
        planted.unlink()
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{_contracts()[plant.contract]} BROKEN" in " ".join(result.stdout.split())
    line = rf"{plant.package}\.planted -> {plant.imported}\b"
    assert re.search(line, result.stdout), result.stdout


def _trespasses(graph: grimp.ImportGraph) -> list[str]:
    """Imports of `package._module` from outside `package`."""
    return sorted(
        f"{importer} imports {module}"
        for module in graph.modules
        if any(part.startswith("_") and not part.startswith("__") for part in module.split("."))
        for importer in graph.find_modules_that_directly_import(module)
        if importer.split(".")[0] != module.split(".")[0]
    )


def test_internal_modules_are_imported_inside_their_package_only() -> None:
    first, *others = product_packages()
    assert_none(_trespasses(grimp.build_graph(first, *others, cache_dir=None)))


def test_import_of_an_internal_module_is_noticed() -> None:
    graph = grimp.ImportGraph()
    graph.add_import(importer="services.store", imported="db._tables")
    graph.add_import(importer="db.queries", imported="db._tables")
    assert _trespasses(graph) == ["services.store imports db._tables"]

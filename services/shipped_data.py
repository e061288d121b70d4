"""Reads and checks the data that the program ships."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from accounting.factor_library import FactorLibrary
from accounting.factors import load_factors
from questionnaire.catalogue import Catalogue
from questionnaire.catalogue_loader import load_catalogue


def read_catalogue() -> Catalogue:
    """The field catalogue.

    Raises:
        GreenparkError: a data file has defects; all are listed.
    """
    return load_catalogue(read_resources("catalogue"))


def read_factors() -> FactorLibrary:
    """The factor sets.

    Raises:
        GreenparkError: a data file has defects; all are listed.
    """
    return load_factors(read_resources("factors"))


def read_resources(folder: str) -> dict[str, str]:
    """All TOML files below `resources/<folder>`: path relative to it -> text."""
    found: dict[str, str] = {}
    _collect(files("resources") / folder, "", found)
    return found


def _collect(folder: Traversable, prefix: str, found: dict[str, str]) -> None:
    for item in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if item.is_dir():
            _collect(item, f"{prefix}{item.name}/", found)
        elif item.name.endswith(".toml"):
            found[f"{prefix}{item.name}"] = item.read_text(encoding="utf-8")

"""Reads the product's own data and puts the parts together; called by every door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from accounting.factor_library import FactorLibrary
from questionnaire.catalogue import Catalogue, Reference, References
from questionnaire.check_plan import CheckPlan
from questionnaire.messages import LocalText, msg
from scoring.edition import Edition
from scoring.edition_loader import load_edition
from services.errors import UnknownItem
from services.shipped_data import read_catalogue, read_factors, read_resources

DEFAULT_WEIGHT_SET = "design-2026"


@dataclass(frozen=True)
class Product:
    """Everything the program ships: catalogue, rubric editions, factors.

    Attributes:
        references: choice lists of the form (fuels, processes, sinks, industries, editions ...).
        check_plan: the checks of the catalogue, parsed once.
    """

    catalogue: Catalogue
    editions: Mapping[str, Edition]
    factors: FactorLibrary
    references: References
    check_plan: CheckPlan

    def edition(self, name: str | None, year: int) -> Edition:
        """The edition called `name`, or the newest that covers `year`.

        Raises:
            UnknownItem: no such edition is installed.
        """
        if name:
            if name not in self.editions:
                raise UnknownItem(
                    msg("There is no rubric edition {name}.", name=name),
                    msg("Installed are: {names}.", names=", ".join(sorted(self.editions))),
                )
            return self.editions[name]
        covering = [item for item in self.editions.values() if item.valid_from_year <= year]
        if not covering:
            raise UnknownItem(
                msg("No installed rubric edition covers the year {year}.", year=year),
                msg("Installed are: {names}.", names=", ".join(sorted(self.editions))),
            )
        return max(covering, key=lambda item: item.id)


@cache
def load_product() -> Product:
    """Read and check the shipped data once in a process.

    Raises:
        GreenparkError: a data file has defects; all are listed.
    """
    catalogue, factors = read_catalogue(), read_factors()
    editions = _load_editions(catalogue)
    references = {**factors.references(), **_own_references(catalogue, editions)}
    return Product(catalogue, editions, factors, references, CheckPlan(catalogue))


def _load_editions(catalogue: Catalogue) -> dict[str, Edition]:
    by_folder: dict[str, dict[str, str]] = {}
    for path, text in read_resources("rubrics").items():
        folder, _, inside = path.partition("/")
        by_folder.setdefault(folder, {})[inside] = text
    return {name: load_edition(texts, catalogue) for name, texts in sorted(by_folder.items())}


def _own_references(catalogue: Catalogue, editions: Mapping[str, Edition]) -> References:
    names = sorted({name for edition in editions.values() for name in edition.weight_sets})
    return {
        "industries": {
            code: Reference(code, item.label) for code, item in catalogue.industries.items()
        },
        "editions": {code: Reference(code, item.label) for code, item in editions.items()},
        "weight_sets": {name: Reference(name, LocalText(name)) for name in names},
    }

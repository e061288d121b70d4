"""Ledgers of any length, of which not every row is right."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from db.edits import EditGroup, changes
from db.park_file import ParkFile
from questionnaire.answers import Row
from support.sessions import BEFORE, PRODUCT, YEAR


def add_ledger(park: Path, count: int) -> None:
    """Give both years a ledger; the output of every fifth enterprise has doubled."""
    with ParkFile.open(park, PRODUCT.catalogue) as file:
        for year, factor in ((BEFORE, 1), (YEAR, 2)):
            before = file.history()[year]
            rows = {
                f"{year}-{number}": _enterprise(year, number, factor) for number in range(count)
            }
            after = replace(before, tables={**before.tables, "enterprises": rows})
            edits = changes(before, after, PRODUCT.catalogue)
            file.apply(EditGroup("a", "2026-01-01T00:00:00Z", "", edits))


def _enterprise(year: int, number: int, factor: int) -> Row:
    output = 100 * (factor if number % 5 == 0 else 1)
    return {"year": Decimal(year), "uscc": f"code {number}", "output": Decimal(output)}

"""A made-up enterprise ledger of any length, that passes its checks."""

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from bench.sample import YEAR
from db.edits import EditGroup, changes
from db.park_file import ParkFile
from questionnaire.answers import Row
from services.bootstrap import Product

TABLE = "enterprises"
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def credit_code(number: int) -> str:
    """A unified social credit code with its check character (GB 32100-2015).

    >>> credit_code(7)
    '91320594MA10000074'
    """
    base = f"91320594MA1{number:06d}"
    pairs = zip(_WEIGHTS, base, strict=True)
    total = sum(weight * _ALPHABET.index(character) for weight, character in pairs)
    return base + _ALPHABET[(31 - total % 31) % 31]


def ledger_rows(count: int, first: int = 0) -> Iterator[Row]:
    """Rows of enterprises, numbered from `first`."""
    dice = random.Random(first)
    for number in range(first, first + count):
        output, power = Decimal(dice.randrange(1000, 2_000_000)), Decimal(dice.randrange(9, 9999))
        yield {
            "year": Decimal(YEAR),
            "enterprise_name": f"合成精密机械（江苏）有限公司{number:06d}",
            "uscc": credit_code(number),
            "industry": dice.choice(("26", "27", "34", "35", "38", "39")),
            "above_scale": dice.choice(("yes", "no")),
            "in_boundary": "yes",
            "output": output,
            "value_added": output / 4,
            "energy_tce": Decimal(dice.randrange(10, 90_000)) / 10,
            "electricity": power,
            "zero_carbon_power": power / 10,
            "zero_carbon_power_own": power / 20,
            "co2_scope1_energy": Decimal(dice.randrange(10, 90_000)),
            "co2_process": Decimal(0),
            "co2_scope2_external": Decimal(dice.randrange(10, 90_000)),
            "report_status": dice.choice(("verified", "self_reported", "estimated")),
            "dynamic_control": dice.choice(("yes", "no")),
            "ets_unit": "no",
            "cp_audit": "done",
            "green_label": "none",
            "efficiency_level": "na",
            "discloses": "yes",
        }


def ledger_texts(product: Product, count: int, first: int) -> tuple[tuple[str, ...], ...]:
    """The same as a spreadsheet puts it on the clipboard, in the order of the columns."""
    columns = product.catalogue.tables[TABLE].columns
    return tuple(
        tuple(str(row.get(name, "")) for name in columns) for row in ledger_rows(count, first)
    )


def add_ledger(product: Product, park: Path, count: int) -> None:
    """Add rows to the ledger of a park file."""
    with ParkFile.open(park, product.catalogue) as file:
        before = file.history()[YEAR]
        rows = {f"bench-{number}": row for number, row in enumerate(ledger_rows(count))}
        tables = {**before.tables, TABLE: {**before.rows(TABLE), **rows}}
        edits = changes(before, replace(before, tables=tables), product.catalogue)
        file.apply(EditGroup("bench", "2026-04-01T00:00:00Z", "", edits))

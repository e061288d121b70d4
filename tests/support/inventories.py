"""Inventories of the worked example, by its published values (rubric.md 16, analysis.md C15)."""

from decimal import Decimal

from accounting.inventory import (
    GridFactor,
    Inventory,
    InventoryLine,
    InventorySettings,
    LineScope,
)
from questionnaire.messages import LocalText

LINES: tuple[tuple[LineScope, str, str], ...] = (
    ("scope1", "oil", "18575.4"),
    ("scope1", "oil", "21778.08"),
    ("scope1", "gas", "231354.33"),
    ("scope2", "electricity", "2083152.5"),
    ("scope2", "heat", "194700"),
    ("process", "process", "10671.05"),
    ("removal", "sink", "1248"),
    ("instrument", "instrument", "342744.5"),
)


def inventory_of(year: int, share: str = "1") -> Inventory:
    """An inventory whose lines are `share` of the worked example's."""
    part = Decimal(share)
    lines = tuple(
        _line(scope, category, Decimal(tonnes) * part) for scope, category, tonnes in LINES
    )
    total = Decimal("2560231.36") * part
    values = {
        "territorial_co2": total, "export_co2": Decimal(0), "net_co2": total,
        "non_co2_co2e": Decimal(0), "removals": Decimal(1248) * part,
        "instruments_co2": Decimal("342744.5") * part,
        "balance_co2e": Decimal("2216238.86") * part,
    }  # fmt: skip
    grid = GridFactor("CN-JS", 2023, "average", Decimal("0.5827"), 2, "公告", "checked")
    return Inventory(
        year=year, settings=InventorySettings(scoring=True), factors_hash="", grid=grid,
        lines=lines, values={f"inventory.{name}": value for name, value in values.items()},
        incomplete=(), uncertainty_percent=Decimal("4.8"), quality_share=None, problems=(),
    )  # fmt: skip


def _line(scope: LineScope, category: str, tonnes: Decimal) -> InventoryLine:
    return InventoryLine(
        source=category, label=LocalText(category), scope=scope, gas="CO2", category=category,
        activity=None, unit="t", factor=None, factor_unit="", factor_source="", factor_set="",
        state="", co2_t=tonnes, rows=(),
    )  # fmt: skip

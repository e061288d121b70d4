"""Units of cells that depend on their row."""

from decimal import Decimal

import pytest

from questionnaire.answers import Row
from questionnaire.catalogue import Reference
from questionnaire.messages import LocalText
from questionnaire.row_units import row_unit
from support.catalogue_files import shipped_catalogue

REFERENCES = {
    "fuels": {
        "natural_gas": Reference(
            "natural_gas", LocalText("天然气"), "万Nm³", {"ncv_unit": "GJ/万Nm³"}
        )
    },
    "sinks": {"ccus": Reference("ccus", LocalText("封存"), "t", {"factor_unit": "tCO2/t"})},
}


@pytest.mark.parametrize(
    "table, column, row, unit",
    [
        ("energy_carriers", "consumption", {"carrier": "natural_gas"}, "万Nm³"),
        ("energy_carriers", "ncv_measured", {"carrier": "natural_gas"}, "GJ/万Nm³"),
        ("energy_carriers", "co2_factor", {"carrier": "natural_gas"}, "tCO2/万Nm³"),
        ("energy_carriers", "carbon_content", {"carrier": "natural_gas"}, "tC/TJ"),
        ("sinks", "factor", {"sink": "ccus"}, "tCO2/t"),
        ("power_heat_balance", "quantity", {"flow": "heat_sold"}, "GJ"),
        ("power_heat_balance", "factor", {"flow": "grid_bought"}, "tCO2/MWh"),
        ("dual_targets", "target", {"quantity": "coal_total", "kind": "rate"}, "%"),
        ("dual_targets", "target", {"quantity": "coal_total", "kind": "cap"}, "万t"),
        ("dual_targets", "base_value", {"quantity": "energy_intensity"}, "tce/万元"),
        ("scenario_policy_values", "value", {"quantity": "stage_rate_v"}, "%/年"),
        ("power_heat_balance", "quantity", {}, ""),
        ("energy_carriers", "consumption", {"carrier": "unknown"}, ""),
        ("enterprises", "output", {"output": Decimal(1)}, "万元"),
    ],
)
def test_unit_follows_what_the_row_has_chosen(table: str, column: str, row: Row, unit: str) -> None:
    found = shipped_catalogue().tables[table]
    assert row_unit(found, found.columns[column], row, REFERENCES) == unit

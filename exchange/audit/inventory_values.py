"""Sums over the lines of the inventory, and the values of the record out of them.

Source: derived_values.csv; carbon-accounting.md 6, 12 and 16.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from accounting.explain import COMBINED
from accounting.step_list import known_number
from accounting.sums import CARRIERS, INDUSTRY
from exchange.audit.factor_sheet import Factors
from exchange.audit.formula_writer import number_formula, text_literal
from exchange.audit.grid import Block, Grid
from exchange.audit.input_cells import InputCells, state_word
from exchange.audit.ledger_formulas import certified_formula, ledger_formulas
from exchange.audit.looks import AMOUNT, SOURCE, WORD
from exchange.audit.recalculation import Formula
from exchange.form import Form
from exchange.styles import GROUP, HEAD
from questionnaire.answers import State
from questionnaire.formula import parse_formula

_CARRIER = "energy_carriers"
_NOT_WASTE = ("code", '"<>waste_heat"')
_Condition = tuple[str, str]

_ENERGY_SUMS: Mapping[str, tuple[str, tuple[_Condition, ...]]] = {
    "energy_tce": ("tce", (_NOT_WASTE,)),
    "coal_tonnes": ("net", (("coal", "1"),)),
    "coal_tce": ("tce", (("coal", "1"),)),
    **{
        f"carrier_tce_{name}": ("tce", (("category", f'"{name}"'), _NOT_WASTE)) for name in CARRIERS
    },
    "final_tce": ("final_tce", (_NOT_WASTE,)),
    "final_electricity_tce": ("end_use_tce", (("power", "1"),)),
    "non_energy_tce": ("non_energy_tce", (_NOT_WASTE,)),
    "scope1_energy_co2": ("co2", (("burns", "1"),)),
    **{
        f"carrier_co2_{name}": ("co2", (("burns", "1"), ("category", f'"{name}"')))
        for name in ("coal", "oil", "gas", "other")
    },
    "burnt_biogenic_co2": ("biogenic", ()),
    "electricity_used": ("used", (("category", '"electricity"'), ("code", '"<>self_pv_wind"'))),
    "heat_used": ("used", (("category", '"heat"'),)),
    "power_net": ("net", (("power", "1"),)),
    "own_renewable_power": ("used", (("code", '"self_pv_wind"'),)),
}
"""Sum over the energy rows -> the column that is added, and which rows belong to it."""

_INDUSTRY_SUMS: Mapping[str, str] = {
    "industry_tce": "energy_tce",
    "industry_coal_tce": "coal_tce",
    "industry_scope1_co2": "scope1_energy_co2",
    "industry_electricity_used": "electricity_used",
    "industry_heat_used": "heat_used",
}
"""Sum over the rows of 规上工业 -> the sum over all of which it is a part."""

_FLOW_SUMS: Mapping[str, tuple[str, str]] = {
    "scope2_power_co2": ("co2_in", "grid_bought"),
    "scope2_heat_co2": ("co2_in", "heat_bought"),
    "export_power_co2": ("co2_out", "power_sold"),
    "export_heat_co2": ("co2_out", "heat_sold"),
    "power_loss_tce": ("loss_tce", "power_loss"),
    "heat_loss_tce": ("loss_tce", "heat_loss"),
    "grid_bought": ("quantity", "grid_bought"),
    "direct_green": ("quantity", "direct_green"),
}
_RECORD = frozenset(
    {
        "industry_tce", "coal_tonnes", "coal_tce", "industry_coal_tce", "final_tce",
        "final_electricity_tce", "process_co2", "scope1_energy_co2", "scope2_power_co2",
        "scope2_heat_co2", "non_co2_co2e", "removals",
        *(f"carrier_co2_{name}" for name in ("coal", "oil", "gas", "other")),
        *(f"carrier_tce_{name}" for name in CARRIERS),
    }
)  # fmt: skip
"""Sums that are values of the record themselves."""


@dataclass
class InventorySheet:
    """The sheet while it is laid out, and what others refer to on it.

    Attributes:
        values: `inventory.*`, `enterprises.*`, `sum.*` and shares -> cell.
        blocks: table -> its lines.
        known: table -> cell that says whether its sums are known.
    """

    grid: Grid
    form: Form
    inputs: InputCells
    factors: Factors
    values: dict[str, str] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)

    def text(self, chinese: str, english: str) -> str:
        """One of two texts, by language."""
        return self.form.pair(chinese, english)

    def word(self, column: str, code: str, table: str) -> str:
        """The word of a choice as it stands in a formula."""
        return text_literal(self.inputs.word(column, code, table))

    def add_value(self, name: str, formula: str, rule: str = "") -> None:
        """Write a value of the park on a line of its own; without a rule its source stands there.

        Args:
            name: of the value.
            formula: of the spreadsheet.
            rule: formula in the names of the program.
        """
        label, unit, source = known_number(name, self.form.catalogue)
        row = self.grid.row + 1
        self.grid.put_row(row, (self.form.word(label), self.form.unit(unit)))
        self.values[name] = self.grid.put(row, 4, Formula(formula), AMOUNT)
        self.grid.put(row, 5, rule or self.form.word(source), SOURCE)


def _sum_name(name: str) -> str:
    if name == "carrier_tce_coal":
        return "inventory.coal_products_tce"
    return f"inventory.{name}" if name in _RECORD else f"sum.{name}"


def add_sums(sheet: InventorySheet) -> None:
    """Write the sums over the lines."""
    grid = sheet.grid
    row = grid.row + 2
    grid.put(row, 2, sheet.text("合计", "Sums"), GROUP)
    grid.row = row
    _add_known(sheet)
    _head(sheet)
    for name, (column, conditions) in _ENERGY_SUMS.items():
        sheet.add_value(_sum_name(name), _sum(sheet, _CARRIER, column, conditions))
    industry = sheet.word("sector", INDUSTRY, _CARRIER)
    for name, whole in _INDUSTRY_SUMS.items():
        column, conditions = _ENERGY_SUMS[whole]
        sheet.add_value(_sum_name(name), _industry_sum(sheet, column, conditions, industry))
    balance = "power_heat_balance"
    for name, (column, flow) in _FLOW_SUMS.items():
        condition = ("flow", sheet.word("flow", flow, balance))
        sheet.add_value(_sum_name(name), _sum(sheet, balance, column, (condition,)))
    table = "process_activities"
    for name, column, conditions in (
        ("process_co2", "co2e", (("gas", '"CO2"'),)),
        ("non_co2_co2e", "co2e", (("gas", '"<>CO2"'),)),
        ("process_biogenic_co2", "biogenic", ()),
    ):
        sheet.add_value(_sum_name(name), _sum(sheet, table, column, conditions))
    sheet.add_value(_sum_name("removals"), _sum(sheet, "sinks", "removal", ()))
    sheet.add_value("sum.certified", certified_formula(sheet.inputs, sheet.factors.single))


def _head(sheet: InventorySheet) -> None:
    row = sheet.grid.row + 2
    words = (
        sheet.text("数值", "Value"), sheet.text("单位", "Unit"), sheet.text("结果", "Result"),
        sheet.text("依据", "Rule"),
    )  # fmt: skip
    sheet.grid.put_row(row, words, HEAD)
    sheet.grid.row = row


def _add_known(sheet: InventorySheet) -> None:
    """Whether the sums of a table are known: rows are there, or it is declared 不适用."""
    inputs, form = sheet.inputs, sheet.form
    na, no_data = (text_literal(state_word(form, s)) for s in (State.NA, State.NO_DATA))
    confirmed = f"{inputs.field('no_process_confirmed')}=" + text_literal(
        inputs.word("no_process_confirmed", "true")
    )
    for table, column in (
        (_CARRIER, "category"), ("power_heat_balance", "flow"), ("process_activities", "gas"),
    ):  # fmt: skip
        block = sheet.blocks[table]
        absent = f"{inputs.field(table, 'state')}={na}"
        if table == "process_activities":
            absent = f"OR({absent},{confirmed})"
        unread = f'COUNTIFS({block.range(column)},"?")'
        _known(sheet, table, f"IF({absent},1,0)", f"IF({unread}>0,0,1)")
    absent = f"IF({inputs.field('sinks', 'state')}={no_data},0,1)"
    _known(sheet, "sinks", absent, "1")


def _known(sheet: InventorySheet, table: str, absent: str, present: str) -> None:
    row = sheet.grid.row + 1
    label = sheet.form.word(sheet.form.catalogue.fields[table].label)
    sheet.grid.put_row(row, (sheet.text(f"{label}：完整可加", f"{label}: known"), ""))
    formula = f"IF(SUM({sheet.blocks[table].range('active')})=0,{absent},{present})"
    sheet.known[table] = sheet.grid.put(row, 4, Formula(formula), WORD)


def _sum(sheet: InventorySheet, table: str, column: str, conditions: Sequence[_Condition]) -> str:
    """A sum over the lines that fit; unknown as soon as one of them has no number."""
    block = sheet.blocks[table]
    pairs = _pairs(block, (("active", "1"), *conditions))
    values = block.range(column)
    unknown = f'COUNTIFS({pairs})>COUNTIFS({pairs},{values},">=-9E+99")'
    return f'IF({sheet.known[table]}=0,"",IF({unknown},"",SUMIFS({values},{pairs})))'


def _industry_sum(
    sheet: InventorySheet, column: str, conditions: Sequence[_Condition], industry: str
) -> str:
    """The part of 规上工业; a row without a sector could belong to it, so it makes it unknown."""
    block = sheet.blocks[_CARRIER]
    unread = _pairs(block, (("active", "1"), *conditions, ("sector", '"?"')))
    whole = _sum(sheet, _CARRIER, column, (*conditions, ("sector", industry)))
    return f'IF(COUNTIFS({unread})>0,"",{whole})'


def _pairs(block: Block, conditions: Sequence[_Condition]) -> str:
    return ",".join(f"{block.range(name)},{criterion}" for name, criterion in conditions)


# Values of the record

_INSTRUMENTS = (
    "min(max(0, bought * 10 * grid - max(0, bought * 10 - certified * 10) * residual), "
    "certified * 10 * grid)"
)
_EQUIVALENT = "total_tce + power * (coefficient * 10 - tce_factor)"


def add_totals(sheet: InventorySheet) -> None:
    """Write the values of the record out of the sums."""
    grid = sheet.grid
    grid.put(grid.row + 2, 2, sheet.text("清单结果", "Values of the inventory"), GROUP)
    grid.row += 1
    _head(sheet)
    _add_shares(sheet)
    _add_instruments(sheet)
    for name, formula in COMBINED:
        sheet.add_value(f"inventory.{name}", _combined(sheet, formula), formula)
    names = {
        "total_tce": sheet.values["inventory.total_tce"],
        "power": sheet.values["sum.power_net"],
        "coefficient": sheet.factors.single["equivalent"],
        "tce_factor": sheet.factors.single["electricity_tce"],
    }
    text = number_formula(parse_formula(_EQUIVALENT), names)
    sheet.add_value("inventory.total_tce_equivalent", text, _EQUIVALENT)
    ledger = ledger_formulas(sheet.form, sheet.inputs, sheet.factors.single)
    for name, text in ledger.items():
        sheet.add_value(name, text)


def _combined(sheet: InventorySheet, formula: str) -> str:
    parsed = parse_formula(formula)
    names = {
        name: sheet.values.get(name) or sheet.values[f"inventory.{name}"]
        for name in sorted(parsed.names)
    }
    return number_formula(parsed, names)


def _add_shares(sheet: InventorySheet) -> None:
    """Industry's shares of electricity and heat; 1 when nothing is used."""
    for kind in ("electricity", "heat"):
        part, whole = (sheet.values[f"sum.{n}{kind}_used"] for n in ("industry_", ""))
        used = f'IF(COUNT({part},{whole})<2,"",{part}/{whole})'
        text = f'IF(ISNUMBER({whole}),IF({whole}=0,1,{used}),"")'
        sheet.add_value(f"{kind}_share", text)


def _add_instruments(sheet: InventorySheet) -> None:
    """The instruments line; 0 when nothing is certified, whatever else is unknown."""
    certified = sheet.values["sum.certified"]
    names = {
        "bought": sheet.values["sum.grid_bought"],
        "certified": certified,
        "grid": sheet.factors.single["grid"],
        "residual": sheet.factors.single["residual"],
    }
    text = number_formula(parse_formula(_INSTRUMENTS), names)
    nothing = f"IF(ISNUMBER({certified}),{certified}=0,1=2)"
    sheet.add_value("inventory.instruments_co2", f"IF({nothing},0,{text})", _INSTRUMENTS)

"""The sheet of the inventory: a line for each row of the form, sums, and the values of the record.

Source: carbon-accounting.md 3 to 12.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accounting.step_labels import ATTRIBUTES, NUMBERS
from exchange.audit.factor_sheet import Factors
from exchange.audit.grid import Block, Content, Grid, LineColumn, write_block
from exchange.audit.input_cells import InputCells
from exchange.audit.inventory_values import InventorySheet, add_sums, add_totals
from exchange.audit.line_formulas import BALANCE, ENERGY, PLANTS, PROCESSES, SINKS, Templates
from exchange.audit.looks import FLAG, NUMBER, WORD
from exchange.audit.recalculation import Formula
from exchange.form import Form
from exchange.styles import GROUP, NOTE_LINE, TITLE, Look
from exchange.table_sheets import FIRST_ROW
from questionnaire.messages import LocalText

_HEADINGS: Mapping[str, LocalText] = {
    "what": LocalText("内容", "What"),
    "active": LocalText("计入", "Counted"),
    "item": LocalText("参数表行", "Factor row"),
    "sector": LocalText("部门", "Sector"),
    "code": LocalText("代码", "Code"),
    "category": LocalText("类别", "Category"),
    "owner": LocalText("所属", "Owner"),
    "burns": LocalText("燃料", "Fuel"),
    "coal": LocalText("煤炭", "Coal"),
    "tce_factor": LocalText("折标系数", "tce/unit"),
    "ncv": LocalText("热值", "Heat value"),
    "carbon": LocalText("含碳量", "Carbon"),
    "oxidation": LocalText("氧化率", "Oxidation"),
    "factor": LocalText("排放因子", "Factor"),
    "plant_co2": LocalText("加工转换投入排放", "CO2 of plant input"),
    "used": LocalText("消费量（热力折GJ）", "Amount used (heat in GJ)"),
    "name": LocalText("名称", "Name"),
    "power": LocalText("电力", "Power"),
    "power_factor": LocalText("供电因子", "Power factor"),
    "heat_factor": LocalText("供热因子", "Heat factor"),
    "flow": LocalText("流向", "Flow"),
    "is_heat": LocalText("热力", "Heat"),
    "quantity": LocalText("数量", "Quantity"),
    "by_tonne": LocalText("按吨计汽", "Steam by tonne"),
    "factor_in": LocalText("购入因子", "Factor of purchase"),
    "co2_in": LocalText("购入排放", "CO2 of purchase"),
    "factor_out": LocalText("外送因子", "Factor of export"),
    "co2_out": LocalText("外送排放", "CO2 of export"),
    "loss_tce": LocalText("损失折标煤", "Loss in tce"),
    "gas": LocalText("气体", "Gas"),
    "applied": LocalText("可计", "Applied"),
    "produced": LocalText("产生量", "Produced"),
    "released": LocalText("排出量", "Released"),
    "accepted": LocalText("已认可", "Accepted"),
    "counts": LocalText("计数", "Counts"),
}
_WORDS = frozenset({"what", "sector", "code", "category", "owner", "name", "flow", "gas"})
_FLAGS = frozenset({"active", "item", "burns", "coal", "power", "is_heat", "by_tonne"})
_FLOWS = (
    "grid_bought", "direct_green", "heat_bought", "heat_generated", "heat_sold", "heat_loss",
    "power_sold", "power_loss",
)  # fmt: skip


def inventory_sheet(form: Form, inputs: InputCells, factors: Factors, name: str) -> InventorySheet:
    """Lay the sheet out: lines first, then sums, then the values of the record."""
    grid = Grid(name, (2, 40, 12, 18, 18, *(13,) * 26), frozen="C4")
    sheet = InventorySheet(grid, form, inputs, factors)
    grid.put(1, 2, sheet.text("排放清单", "Inventory"), TITLE)
    grid.put(2, 2, sheet.text(
        "每行对应填报表的一行，空白表示未知。排放量 = 活动量 × 因子；合计中有未知项时合计也未知。",
        "A line for each row of the form; blank is unknown. CO2 = activity x factor; a sum with an "
        "unknown part is unknown.",
    ), NOTE_LINE)  # fmt: skip
    grid.row = 2
    _lines(sheet)
    add_sums(sheet)
    add_totals(sheet)
    return sheet


def _lines(sheet: InventorySheet) -> None:
    factors = sheet.factors
    energy = _write_lines(sheet, "energy_carriers", ENERGY, factors.fuels, {})
    owned = {f"e_{name}": energy.range(name) for name in ("burns", "owner", "plant_co2")}
    shares = {f"w_{code}": sheet.word("allocation", code, "chp_plants")
              for code in ("heat_ratio", "efficiency")}  # fmt: skip
    plants = _write_lines(sheet, "chp_plants", PLANTS, None, owned | shares)
    _write_balance(sheet, plants)
    answered = {
        "w_yes": sheet.word("carbon_balance", "yes", "process_activities"),
    }
    _write_lines(sheet, "process_activities", PROCESSES, factors.processes, answered)
    _write_sinks(sheet)


def _write_balance(sheet: InventorySheet, plants: Block) -> None:
    names = {f"p_{name}": plants.range(name) for name in ("name", "power_factor", "heat_factor")}
    names |= {f"w_{flow}": sheet.word("flow", flow, "power_heat_balance") for flow in _FLOWS}
    names["w_yes"] = sheet.word("resold", "yes", "power_heat_balance")
    grid = sheet.grid
    row = grid.row + 2
    resale = grid.put(row, 4, "", NUMBER)
    names["resale"] = resale
    grid.row = row
    block = _write_lines(sheet, "power_heat_balance", BALANCE, None, names)
    bought = f"{block.range('flow')},{names['w_heat_bought']}"
    numbers = f'{block.range("quantity")},">=-9E+99",{block.range("co2_in")},">=-9E+99"'
    heat = f"SUMIFS({block.range('quantity')},{bought})"
    known = f"COUNTIFS({bought})>COUNTIFS({bought},{numbers})"
    mean = f"SUMIFS({block.range('co2_in')},{bought})/{heat}"
    label, unit = NUMBERS["resale_factor"]
    grid.put_row(row, (sheet.form.word(label), unit))
    grid.put(row, 4, Formula(f'IF({known},"",IF({heat}=0,"",{mean}))'), NUMBER)


def _write_sinks(sheet: InventorySheet) -> None:
    inputs = sheet.inputs
    key, reason = (inputs.own_sheet("confirmations", name) for name in ("key", "reason"))
    explained = f'IF(COUNTIFS({key},"CA-W20",{reason},"?*")>0,1,0)'
    names = {
        "explained": explained,
        "w_yes": sheet.word("accepted", "yes", "sinks"),
        "w_no": sheet.word("accepted", "no", "sinks"),
    }
    _write_lines(sheet, "sinks", SINKS, sheet.factors.sinks, names)


def _write_lines(
    sheet: InventorySheet,
    table: str,
    templates: Templates,
    held: Block | None,
    names: Mapping[str, str],
) -> Block:
    """A block of lines for the rows of a table and some spare ones."""
    form, inputs, grid = sheet.form, sheet.inputs, sheet.grid
    grid.put(grid.row + 2, 2, form.word(form.catalogue.fields[table].label), GROUP)
    shared = {**sheet.factors.single, **names}
    if held is not None:
        shared |= {f"f_{name}": held.range(name) for name in held.columns}
    lines: list[Mapping[str, Content]] = []
    for at in range(inputs.lines(table)):
        line: dict[str, Content] = {"row": FIRST_ROW + at, "line": inputs.line(table, at)}
        columns = form.catalogue.tables[table].columns
        line |= {f"in_{name}": inputs.cell(table, name, at) for name in columns}
        lines.append(line)
    block = write_block(grid, _columns(form, templates), lines, shared)
    sheet.blocks[table] = block
    return block


def _columns(form: Form, templates: Templates) -> Sequence[LineColumn]:
    what, *rest = (
        LineColumn(name, form.word(_HEADINGS.get(name) or ATTRIBUTES[name]), template, _look(name))
        for name, template in templates.items()
    )
    return (what, LineColumn("row", form.pair("填报表行", "Row"), "", FLAG), *rest)


def _look(name: str) -> Look:
    return WORD if name in _WORDS else FLAG if name in _FLAGS else NUMBER

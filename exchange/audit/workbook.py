"""The audit workbook: the export, and sheets whose numbers are live formulas over it.

Source: interface.md, Excel (audit workbook); docs/decisions, audit workbook.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from functools import partial

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from exchange.audit.carbon_code_part import write_code, write_neutrality
from exchange.audit.case import AuditCase
from exchange.audit.check_sheet import check_sheet, differs_rule
from exchange.audit.factor_sheet import factor_sheet
from exchange.audit.grid import Grid
from exchange.audit.guide_sheet import guide_sheet
from exchange.audit.indicator_sheet import Frame, indicator_sheet, plan_indicators
from exchange.audit.input_cells import InputCells
from exchange.audit.inventory_sheet import inventory_sheet
from exchange.audit.recalculation import CellError, Formula, Recalculation, Result
from exchange.audit.result_sheet import (
    gate_cell,
    plan_results,
    write_results,
)
from exchange.audit.rule_sheet import add_class_rules, rule_sheet
from exchange.audit.stored_values import with_stored_values
from exchange.audit.value_sheet import value_sheet
from exchange.layout import AUDIT_SHEET
from exchange.sheet_writer import SheetWriter
from exchange.styles import HEAD
from exchange.workbook import new_book, write_answers
from questionnaire.messages import LocalText
from questionnaire.numbers import exact

TITLES: Mapping[str, LocalText] = {
    "guide": LocalText("审计说明", "Audit guide"),
    "check": LocalText("审计-核对", "Audit check"),
    "results": LocalText("审计-结果", "Audit results"),
    "indicators": LocalText("审计-指标", "Audit indicators"),
    "values": LocalText("审计-取值", "Audit values"),
    "inventory": LocalText("审计-清单", "Audit inventory"),
    "factors": LocalText("审计-参数", "Audit factors"),
    "rules": LocalText("审计-规则", "Audit rules"),
}
"""The sheets in their order; no sheet of the form is called so."""

_TAB = "8A5A00"
_HEAD_HEIGHT = 30


class AuditSheets:
    """All audit sheets of a case, laid out, with what their formulas give."""

    def __init__(self, case: AuditCase) -> None:
        """Lay all sheets out."""
        self.case = case
        self.inputs = inputs = InputCells(case.form)
        self._names = {key: case.form.word(title) for key, title in TITLES.items()}
        factors = factor_sheet(case, inputs, self._names["factors"])
        inventory = inventory_sheet(case.form, inputs, factors, self._names["inventory"])
        rules = rule_sheet(case, inputs, self._names["rules"])
        values = value_sheet(case, inputs, rules.limits, inventory.values, self._names["values"])
        add_class_rules(rules, case, values.park_class, values.used)
        results = plan_results(case, inputs, rules, values, self._names["results"])
        planned = plan_indicators(case, self._names["indicators"])
        write_results(results, planned)
        write_code(results, planned)
        write_neutrality(results, factors.single["grid"])
        frame = Frame(case, inputs, rules, values, results.dimensions, gate_cell(results, "G5"))
        indicators, self.indicators = indicator_sheet(frame, self._names["indicators"])
        check, self.check = check_sheet(
            case, inventory.values, self.indicators, results, self._names["check"]
        )
        guide = guide_sheet(case, self._names)
        self.grids: tuple[Grid, ...] = (
            guide, check, results.grid, indicators, values.grid, inventory.grid, factors.grid,
            rules.grid,
        )  # fmt: skip
        self._by_name = {grid.name: grid for grid in self.grids}
        self._computed = Recalculation(self)

    def content(self, sheet: str, column: int, row: int) -> Result | Formula:
        """What stands in a cell of any sheet of the workbook."""
        grid = self._by_name.get(sheet)
        if grid is None:
            return self.inputs.content(sheet, column, row)
        return grid.content(column, row)

    def value(self, sheet: str, column: int, row: int) -> Result:
        """What a cell of any sheet shows; an error value as its text."""
        try:
            return self._computed.value(sheet, column, row)
        except CellError:
            return "#VALUE!"

    def differing(self) -> tuple[str, ...]:
        """Names of results that the formulas give otherwise than the program."""
        block = self.check
        agrees = self.case.form.pair("一致", "agrees")
        with exact():
            return tuple(
                str(self.value(block.grid.name, block.columns["name"], row))
                for row in range(block.top, block.bottom + 1)
                if self.value(block.grid.name, block.columns["verdict"], row) != agrees
            )


def write_audit_workbook(sheets: AuditSheets, made: datetime.datetime) -> bytes:
    """Write the export and its audit sheets as an .xlsx file.

    Args:
        sheets: the audit sheets.
        made: the time that the file names.
    """
    book = new_book(made)
    write_answers(book, sheets.case.form)
    parts: dict[str, Grid] = {}
    for grid in sheets.grids:
        _write_grid(book, grid, sheets)
        parts[f"xl/worksheets/sheet{len(book.worksheets)}.xml"] = grid
    file = io.BytesIO()
    book.save(file)
    with exact():
        return with_stored_values(
            file.getvalue(),
            {part: partial(sheets.value, grid.name) for part, grid in parts.items()},
        )


def _write_grid(book: Workbook, grid: Grid, sheets: AuditSheets) -> None:
    writer = SheetWriter(book, grid.name, (0, *grid.widths[1:]))
    sheet: Worksheet = writer.sheet
    sheet.sheet_properties.tabColor = _TAB
    sheet.sheet_view.showGridLines = False
    if grid.frozen:
        sheet.freeze_panes = grid.frozen
    rows: dict[int, dict[int, object]] = {}
    for (row, column), cell in grid.cells.items():
        if isinstance(cell.content, Formula):
            written = writer.cell(None, cell.look, cell.note)
            written.value = f"={cell.content}"
        else:
            written = writer.cell(cell.content, cell.look, cell.note)
        rows.setdefault(row, {})[column] = written
    for row in {row for (row, _), cell in grid.cells.items() if cell.look is HEAD}:
        writer.height(row, _HEAD_HEIGHT)
    rows.setdefault(1, {})[1] = AUDIT_SHEET.marker
    for row in range(1, grid.row + 1):
        cells = rows.get(row, {})
        writer.append([cells.get(column) for column in range(1, max(cells, default=0) + 1)])
    if grid is sheets.check.grid:
        writer.colour(*differs_rule(sheets.case.form, sheets.check))
    writer.protect()

"""Where in a workbook the things stand that defects and problems name.

Source: interface.md, Excel (problems with sheet and cell), check --json (ids of problems).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from exchange.cells import letters_of


@dataclass
class TablePlace:
    """Where the rows of a table stand.

    Attributes:
        sheet: name of the sheet.
        columns: name of a column -> its number.
        rows: row id -> its number.
    """

    sheet: str
    columns: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def cell(self, row_id: str, column: str) -> str:
        """The cell, or as much of it as is known; empty for a row that the sheet lacks."""
        row = self.rows.get(row_id)
        if row is None:
            return ""
        number = self.columns.get(column)
        return f"{self.sheet}!{'' if number is None else letters_of(number)}{row}"


@dataclass
class Places:
    """Where fields, rows, marks and confirmations stand.

    Attributes:
        parts: place in a document of answers, e.g. `fields.gdp` -> sheet and cell.
        tables: by table code; a table may stand on several sheets.
    """

    parts: dict[str, str] = field(default_factory=dict)
    tables: dict[str, list[TablePlace]] = field(default_factory=dict)

    def of_part(self, part: str) -> str:
        """Sheet and cell of a place in a document of answers; the place itself when unknown.

        >>> Places({"status.gdp": "0 基本信息!E9"}).of_part("status.gdp.reason")
        '0 基本信息!E9'
        """
        name = part
        while name:
            if name in self.parts:
                return self.parts[name]
            name = name.rpartition(".")[0]
        return part

    def of_cell(self, table: str, row_id: str, column: str) -> str:
        """Sheet and cell of a cell of a table; empty when it is not in the workbook."""
        found = (place.cell(row_id, column) for place in self.tables.get(table, ()))
        return next((cell for cell in found if cell), "")

    def of_problem(self, problem: str, fields: Iterable[str]) -> str:
        """Sheet and cell of a problem of the answers; its id when the workbook does not hold it."""
        kind, _, rest = problem.partition(":")
        if kind == "table":
            cell, _, row_id = rest.partition(":")
            table, _, column = cell.partition(".")
            return self.of_cell(table, row_id, column) or problem
        code = rest if kind == "field" else next(iter(fields), "")
        if f"fields.{code}" in self.parts:
            return self.parts[f"fields.{code}"]
        if kind != "field" and code in self.tables:
            return self.tables[code][0].sheet
        return problem

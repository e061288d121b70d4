"""Where the answers stand on the sheets of an export, and what their cells hold.

The order of rows is that of `page_sheets`, `table_sheets` and `own_sheets`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal, TypeAlias

from exchange.audit.grid import range_reference, reference
from exchange.audit.recalculation import Result
from exchange.cells import MOST_ROWS
from exchange.contents import content_of
from exchange.form import Form
from exchange.layout import (
    CONFIRMATION_COLUMNS,
    HEAD_ROW,
    KEY_COLUMN,
    MARK_COLUMNS,
    PAGE_COLUMNS,
    SheetPlan,
    sheet_names,
)
from exchange.own_sheets import marks_of
from exchange.table_sheets import FIRST_ROW
from exchange.vocabulary import STATES, choice_words
from questionnaire.answer_scope import indicator_of
from questionnaire.answers import Answer, Row, State, Value
from questionnaire.catalogue import Column, Field, FieldType

Part: TypeAlias = Literal["value", "state", "reason", "quality"]

SPARE_LINES, SPARE_LEDGER = 12, 500
"""Rows behind those of a table that the audit sheets follow as well; of a long table more."""
_LEDGER = ("enterprises", "green_certificate_list", "evidence")
"""Tables that are summed as a whole, not line by line."""


@dataclass
class InputCells:
    """The cells of the answers of a form.

    Attributes:
        form: the answers as they are exported.
        names: the names of their sheets.
    """

    form: Form
    names: Mapping[SheetPlan, str] = field(init=False)
    _rows: dict[str, list[tuple[str, Row]]] = field(default_factory=dict)
    _makers: dict[str, Callable[[Value | None], Result]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Name the sheets as the export does."""
        self.names = sheet_names(self.form.catalogue, self.form.language)

    def field(self, code: str, part: Part = "value") -> str:
        """The cell of a field: its value, state, reason or quality."""
        sheet, row = self._field_places[code]
        return reference(sheet, _page_column(part), row)

    def cell(self, table: str, column: str, line: int) -> str:
        """The cell of a row of a table counted from 0."""
        return reference(self._table_sheet(table), self._column(table, column), FIRST_ROW + line)

    def line(self, table: str, line: int) -> str:
        """All cells of a row of a table, its hidden key included."""
        columns = len(self.form.catalogue.tables[table].columns) + 1
        row = FIRST_ROW + line
        last = reference("", columns, row).partition("!")[2]
        return f"{reference(self._table_sheet(table), KEY_COLUMN, row)}:{last}"

    def column(self, table: str, column: str) -> str:
        """The cells of a column of a table, with spare rows for new entries."""
        bottom = FIRST_ROW + self.lines(table) - 1
        at = KEY_COLUMN if column == "" else self._column(table, column)
        return range_reference(self._table_sheet(table), at, FIRST_ROW, min(bottom, MOST_ROWS))

    def lines(self, table: str) -> int:
        """Rows of a table with the spare ones behind them."""
        spare = SPARE_LEDGER if table in _LEDGER else SPARE_LINES
        return len(self.form.answers.rows(table)) + spare

    def own_sheet(self, kind: Literal["marks", "confirmations"], column: str) -> str:
        """A column of the marks or the confirmations; `key` is the hidden one."""
        known = MARK_COLUMNS if kind == "marks" else CONFIRMATION_COLUMNS
        at = KEY_COLUMN if column == "key" else known.index(column) + 2
        top = HEAD_ROW + 1
        bottom = top + len(self._own_rows[kind]) + SPARE_LEDGER
        return range_reference(self.names[SheetPlan(kind)], at, top, bottom)

    def word(self, code: str, choice: str, table: str = "") -> str:
        """What a cell shows for the code of a choice of a field or of a column of a table."""
        catalogue = self.form.catalogue
        question: Field | Column = (
            catalogue.tables[table].columns[code] if table else catalogue.fields[code]
        )
        return choice_words(question, self.form.references, self.form.language)[choice]

    def content(self, sheet: str, column: int, row: int) -> Result:
        """What a cell of the export holds; blank where the audit reads nothing."""
        plan = self._plans.get(sheet)
        if plan is None:
            return None
        if plan.kind == "page":
            return self._page_content(column, row, plan)
        if plan.kind == "table":
            return self._table_content(plan.code, column, row)
        return self._own_content(plan.kind, column, row)

    # Places

    @cached_property
    def _plans(self) -> Mapping[str, SheetPlan]:
        return {name: plan for plan, name in self.names.items()}

    @cached_property
    def _field_places(self) -> Mapping[str, tuple[str, int]]:
        """Field -> sheet and row: each group has a row of its own above its fields."""
        places: dict[str, tuple[str, int]] = {}
        for page in self.form.catalogue.pages:
            sheet, row = self.names[SheetPlan("page", str(page.number))], HEAD_ROW
            fields = [f for f in self.form.catalogue.fields.values() if f.page == page.number]
            for group in page.groups:
                row += 1
                for item in (one for one in fields if one.group == group.key):
                    row += 1
                    places[item.code] = (sheet, row)
        return places

    @cached_property
    def _fields_at(self) -> Mapping[tuple[str, int], str]:
        return {place: code for code, place in self._field_places.items()}

    def _table_sheet(self, table: str) -> str:
        return self.names[SheetPlan("table", table)]

    def _column(self, table: str, column: str) -> int:
        return list(self.form.catalogue.tables[table].columns).index(column) + 2

    # Contents

    def _page_content(self, column: int, row: int, plan: SheetPlan) -> Result:
        code = self._fields_at.get((self.names[plan], row))
        if code is None:
            return None
        item, answers = self.form.catalogue.fields[code], self.form.answers
        level = item.type is FieldType.LEVEL
        answer = answers.answers.get(indicator_of(code) if level else code)
        if column == _page_column("value"):
            shown = None if item.type is FieldType.TABLE else answers.value(code)
            return self._maker(code, item)(shown)
        return self._answer_content(answer, column)

    def _answer_content(self, answer: Answer | None, column: int) -> Result:
        if answer is None:
            return None
        state = STATES.get(answer.state)
        contents: dict[int, Result] = {
            _page_column("state"): self.form.word(state) if state else None,
            _page_column("reason"): answer.reason or None,
            _page_column("quality"): answer.quality,
        }
        return contents.get(column)

    def _table_content(self, table: str, column: int, row: int) -> Result:
        if table not in self._rows:
            self._rows[table] = list(self.form.answers.rows(table).items())
        rows = self._rows[table]
        if not FIRST_ROW <= row < FIRST_ROW + len(rows):
            return None
        row_id, cells = rows[row - FIRST_ROW]
        if column == KEY_COLUMN:
            return row_id
        item = list(self.form.catalogue.tables[table].columns.values())[column - 2]
        return self._maker(f"{table}.{item.code}", item)(cells.get(item.code))

    def _maker(self, name: str, question: Field | Column) -> Callable[[Value | None], Result]:
        """What the cells of a question hold for its values; kept, as the words take time."""
        made = self._makers.get(name)
        if made is None:
            words = dict(choice_words(question, self.form.references, self.form.language)) or None

            def made(value: Value | None) -> Result:
                shown = content_of(value, words)
                return shown if isinstance(shown, Result) else str(shown)

            self._makers[name] = made
        return made

    @cached_property
    def _own_rows(self) -> Mapping[str, list[Mapping[str, Result]]]:
        answers = self.form.answers
        marks: list[Mapping[str, Result]] = [
            {"key": f"{code}:{role}", "level": Decimal(mark.level)}
            for code, role, mark in marks_of(self.form)
        ]
        confirmed: list[Mapping[str, Result]] = [
            {"key": name, "reason": reason} for name, reason in answers.confirmed.items()
        ]
        return {"marks": marks, "confirmations": confirmed}

    def _own_content(self, kind: str, column: int, row: int) -> Result:
        rows = self._own_rows.get(kind, [])
        at = row - HEAD_ROW - 1
        if not 0 <= at < len(rows):
            return None
        known = MARK_COLUMNS if kind == "marks" else CONFIRMATION_COLUMNS
        return rows[at].get("key" if column == KEY_COLUMN else known[column - 2])


def _page_column(part: Part) -> int:
    return PAGE_COLUMNS.index(part) + 2


def state_word(form: Form, state: State) -> str:
    """What a state cell shows."""
    return form.word(STATES[state])

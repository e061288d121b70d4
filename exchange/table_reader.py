"""Rows of a table out of a sheet, laid over the rows that are there.

Rows that the sheet lacks stay, a blank cell erases nothing, 清空 erases a value, and in the first
cell of a row the row.

Source: interface.md, Excel; rubric.md 14 (natural keys); submissions.md, Revision (row ids).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from exchange.cell_values import NOTES, CellReader
from exchange.cells import CLEAR, Cell, Cells, place_of
from exchange.findings import Findings
from exchange.matching import Matched
from exchange.places import TablePlace
from questionnaire.answers import Row, Value
from questionnaire.catalogue import References, Table
from questionnaire.messages import msg
from questionnaire.row_identity import RowKey, match_row_ids, row_key
from questionnaire.value_problem import ValueProblem
from questionnaire.values import is_blank

ROW_ID = "row_id"

_TOTALS = re.compile(
    r"(全区|全园|园区|本页|本表)?(合计|总计|小计|共计|累计)|(grand)?total|subtotal|sum",
    re.IGNORECASE,
)
"""What the first text of a line of totals says, blanks and a colon taken off."""
_FOOTNOTE = re.compile(
    r"(注\d*|备注|说明|填报说明|填报单位|填表人|制表人?|审核人|单位负责人|统计负责人|填表日期|notes?)"
    r"\s*[:：]",
    re.IGNORECASE,
)
"""How the lines begin that statistical tables carry below their rows."""


@dataclass
class _ReadRow:
    """A row as it was read.

    Attributes:
        number: row of the sheet.
        row_id: as the hidden column says; empty for none.
        values: cells with a value.
        erased: columns to blank.
        unread: cells that cannot be read, which is no harm where they say what is there already.
        doomed: whether the row goes.
    """

    number: int
    row_id: str
    values: dict[str, Value] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    unread: dict[str, tuple[Cell, ValueProblem]] = field(default_factory=dict)
    doomed: bool = False


class TableReader:
    """Reads the rows of one sheet and lays them over the rows of its table.

    Args:
        table: the table.
        matched: the sheet.
        references: lists that choices come from.
        findings: takes defects and notes.
        year: of the answers; None leaves the year of a row as it is.
        plain: whether every cell is a text because its file knows nothing else.
    """

    def __init__(
        self,
        table: Table,
        matched: Matched,
        references: References,
        findings: Findings,
        year: int | None,
        *,
        plain: bool = False,
    ) -> None:
        self.place = TablePlace(matched.name, {name: at for at, name in matched.columns.items()})
        self._table = table
        self._matched = matched
        self._findings = findings
        self._year = year
        self._id_column = 1 if matched.by_code else self.place.columns.pop(ROW_ID, 0)
        self._readers = [
            (number, name, CellReader(table.columns[name], references, plain=plain))
            for number, name in sorted(matched.columns.items())
            if name in table.columns
        ]
        self._rows: list[_ReadRow] = []

    def take(self, number: int, cells: Cells) -> None:
        """Read a row of the sheet below its headings."""
        row = _ReadRow(number, _text_of(cells.get(self._id_column)))
        first = True
        for column, name, reader in self._readers:
            cell = cells.get(column)
            if cell is not None and cell.kind == "text":
                if cell.text.strip() == CLEAR:
                    row.doomed = row.doomed or first
                    row.erased.add(name)
                    cell = None
                elif is_blank(cell.text):
                    cell = None
            first = False
            if cell is not None:
                self._read(row, column, name, reader, cell)
        if (row.values or row.erased or row.unread) and not self._is_below(row, cells):
            self._rows.append(row)

    def merge(self, base: Mapping[str, Row], new_row_id: Callable[[], str]) -> Mapping[str, Row]:
        """The rows of the table with those of the sheet laid over them; `base` when all is equal.

        Those of the sheet are given up.

        Args:
            base: rows so far by id.
            new_row_id: makes the id of a new row.
        """
        self._settle_ids(base)
        living = [row for row in self._rows if not row.doomed or row.row_id]
        given = [(row.row_id or None, row.values) for row in living]
        ids = match_row_ids(self._table, given, base, new_row_id)
        merged = dict(base)
        for row_id, row in zip(ids, living, strict=True):
            self.place.rows[row_id] = row.number
            if row.doomed:
                merged.pop(row_id, None)
                continue
            before = base.get(row_id, {})
            after = self._laid_over(before, row)
            if after != before:
                merged[row_id] = after
        del given, living
        while self._rows:  # one by one: freed at once they would stop all threads for a while
            self._rows.pop()
        same = len(merged) == len(base) and all(merged[key] is base.get(key) for key in merged)
        return base if same else merged

    def _read(self, row: _ReadRow, column: int, name: str, reader: CellReader, cell: Cell) -> None:
        try:
            row.values[name], noted = reader.read(cell)
        except ValueProblem as problem:
            row.unread[name] = (cell, problem)
            return
        if noted:
            self._findings.count((self._matched.name, column, row.number), noted, NOTES[noted])

    def _is_below(self, row: _ReadRow, cells: Cells) -> bool:
        """Whether a row without an id is a line of totals or notes below a ledger."""
        if row.row_id:
            return False
        first = min(cells)
        texts = [cells[at].text.strip() for at in sorted(cells) if cells[at].kind == "text"]
        if texts and _is_total(texts[0]):
            rule, message = "totals", msg("The row of totals is not read.")
        elif len(texts) == len(cells) and all(map(_FOOTNOTE.match, filter(None, texts))):
            rule, message = "footnote", msg("The line of notes below the table is not read.")
        else:
            return False
        self._findings.note(place_of(self._matched.name, first, row.number), rule, message)
        return True

    def _settle_ids(self, base: Mapping[str, Row]) -> None:
        """Forget ids that were copied with a row, or no longer stand beside their row."""
        keys = {row_key(self._table, row): row_id for row_id, row in base.items()}
        seen: dict[str, _ReadRow] = {}
        for row in self._rows:
            self._fill_year(row, base)
            if not row.row_id:
                self._find_doomed(row, keys)
                continue
            own = self._key(row, base)
            known = base.get(row.row_id)
            stays = known is None or row_key(self._table, known) == own
            rightful = row.row_id if stays else keys.get(own)
            if rightful not in (None, row.row_id):
                self._forget(row, "row-moved")
            elif row.row_id in seen:
                self._forget(self._copy_of(seen[row.row_id], row, rightful), "row-copied")
            if row.row_id:
                seen[row.row_id] = row

    @staticmethod
    def _copy_of(first: _ReadRow, second: _ReadRow, rightful: str | None) -> _ReadRow:
        """Which of two rows with one id is the copy: the one without the old key."""
        return first if rightful == second.row_id and first.values != second.values else second

    def _forget(self, row: _ReadRow, rule: str) -> None:
        row.row_id = ""
        copied = msg(
            "The row carries the hidden id of another row, as after copying; it was told apart by "
            "its contents."
        )
        place = place_of(self._matched.name, self._matched.first_column, row.number)
        self._findings.note(place, rule, copied)

    def _find_doomed(self, row: _ReadRow, keys: Mapping[RowKey, str]) -> None:
        """A row without an id that shall go is found by what names it."""
        if row.doomed:
            row.row_id = keys.get(row_key(self._table, row.values), "")

    def _fill_year(self, row: _ReadRow, base: Mapping[str, Row]) -> None:
        """A row without a year is of the year of the answers."""
        known = row.row_id in base
        if self._year is None or "year" in row.values or "year" in row.unread or known:
            return
        if "year" not in row.erased or row.doomed:
            row.values["year"] = Decimal(self._year)

    def _key(self, row: _ReadRow, base: Mapping[str, Row]) -> RowKey:
        return row_key(self._table, {**base.get(row.row_id, {}), **row.values})

    def _laid_over(self, before: Row, row: _ReadRow) -> Row:
        self._settle_unread(before, row)
        after = {**before, **row.values}
        for name in row.erased:
            after.pop(name, None)
        return after

    def _settle_unread(self, before: Row, row: _ReadRow) -> None:
        """A cell that cannot be read is a defect, unless it says what is there already."""
        if not row.unread:
            return
        for number, name, reader in self._readers:
            if name not in row.unread:
                continue
            cell, problem = row.unread[name]
            code = reader.code_in(cell) if cell.kind in ("text", "bool") else None
            if code is None or code != before.get(name):
                place = place_of(self._matched.name, number, row.number)
                self._findings.refuse(place, problem.rule, problem.message)


def _text_of(cell: Cell | None) -> str:
    return "" if cell is None else cell.text.strip()


def _is_total(text: str) -> bool:
    return _TOTALS.fullmatch("".join(text.split()).rstrip(":：")) is not None

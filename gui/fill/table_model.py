"""One table field as an item model: typed cells, problems, sorting, filters, totals.

The rows are those of the session; the model holds their order on the screen, and the texts that
were refused until they are corrected.

Source: interface.md, 填报 (tables); visual.md, Tables; quality.md, Speed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from gui.fill.cell_blocks import Lines
from gui.fill.cell_notes import CellNotes, Kind
from gui.fill.cell_words import CellWords
from gui.fill.column_sums import ColumnSums
from gui.fill.row_order import filter_for
from gui.fill.session_signals import SessionSignals
from gui.fill.table_rows import Arrangement, TableRows
from gui.fill.value_words import Choices, Wording, choices_of, wording_of
from gui.texts import Texts
from questionnaire.answers import Row
from questionnaire.catalogue import Column, FieldType, Table
from services.cell_states import WRITTEN_BY_PROGRAM
from services.park_sessions import ParkSession
from services.session_values import Change, EditResult
from services.table_views import can_be_totalled

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

PROBLEM_ROLE = Qt.ItemDataRole.UserRole
"""A `cell_notes.Kind`: `error`, `warn`, `blank`, `explained` or an empty text."""
UNIT_ROLE = Qt.ItemDataRole.UserRole + 1
"""Unit of a cell whose unit depends on its row; else empty."""
MESSAGE_ROLE = Qt.ItemDataRole.UserRole + 2
"""What is wrong with the cell, in words; empty when nothing is."""
STATE_ROLE = Qt.ItemDataRole.UserRole + 3
"""What the cell is, in words: blank and required, explained and why; empty for a plain value."""

_MOST_FROZEN = 3
_EDITABLE = Qt.ItemFlag.ItemIsEditable
_SHOWN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren


class TableModel(QAbstractTableModel):
    """Rows and columns of a table field.

    Args:
        session: the open file.
        signals: its changes as signals.
        texts: the language.
        code: code of the table.
    """

    totals_changed = Signal()
    """After the sums at the foot, or the number of rows shown, may differ."""
    sums_found = Signal()
    """After the sums of a long table, which `total` did not know, were worked out."""
    refused = Signal(object)
    """After an edit, with its `EditResult`, when something of it was not taken."""

    def __init__(
        self,
        session: ParkSession,
        signals: SessionSignals,
        texts: Texts,
        code: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.code = code
        self._session = session
        self._texts = texts
        self._table: Table = session.catalogue.tables[code]
        self._columns: tuple[Column, ...] = tuple(self._table.columns.values())
        self._wordings: dict[str, Wording] = {}
        self._rows = TableRows(tuple(self._table.columns), self._wording)
        self._arrangement = Arrangement()
        self._notes = CellNotes(code)
        self._words = CellWords(session, texts, self._notes, code)
        self._flags = [
            _SHOWN if (code, column.code) in WRITTEN_BY_PROGRAM else _SHOWN | _EDITABLE
            for column in self._columns
        ]
        self._summed = [column.code for column in self._columns if can_be_totalled(column)]
        self._sums = ColumnSums(self._rows, self._summed, self, has_year=self._table.has_year)
        self._sums.found.connect(self.sums_found)
        signals.changed.connect(self._follow)
        texts.language_changed.connect(self._reword)
        self._read_problems()
        self._rows.read(session.answers.rows(code))
        self._arrange()

    # What the view asks

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in form order."""
        return self._columns

    @property
    def ids(self) -> Sequence[str]:
        """Row ids in the order of the screen."""
        return self._rows.ids

    @property
    def all_rows(self) -> int:
        """Rows of the table, filtered ones included."""
        return len(self._rows.all)

    @property
    def is_filtered(self) -> bool:
        """Whether a filter or a search hides rows."""
        return self._arrangement.hides

    @property
    def arrangement(self) -> Arrangement:
        """What hides and orders the rows."""
        return self._arrangement

    @property
    def frozen_columns(self) -> int:
        """How many columns at the left tell rows apart: up to the name, else the natural key."""
        columns = self._columns[:_MOST_FROZEN]
        for at, column in enumerate(columns):
            if column.type is FieldType.TEXT and column.required == "yes":
                return at + 1
        keys = [at + 1 for at, item in enumerate(columns) if item.code in self._table.natural_key]
        return keys[-1] if keys else 1

    @property
    def read_only(self) -> bool:
        """Whether no cell can be edited."""
        return self._session.read_only

    def is_editable(self, column: int) -> bool:
        """Whether the user writes the cells of a column, not the program itself."""
        return bool(self._flags[column] & _EDITABLE)

    def is_filled(self, row: int, column: int) -> bool:
        """Whether a cell holds a value or a refused text."""
        row_id, name = self.ids[row], self._columns[column].code
        return name in self._rows.all[row_id] or self._notes.refused(row_id, name) is not None

    def position(self, row_id: str) -> int:
        """Row on the screen; -1 when it is filtered out or gone."""
        return self._rows.position(row_id)

    def column_position(self, name: str) -> int:
        """Column on the screen; -1 when there is none of this name."""
        return list(self._table.columns).index(name) if name in self._table.columns else -1

    def choices(self, column: int) -> Choices:
        """What a choice column offers."""
        references = self._session.product.references
        return choices_of(self._columns[column], references, self._texts)

    def has_sums(self) -> bool:
        """Whether a sum stands at the foot of any column, maybe one that is not worked out yet."""
        if not self._session.is_read(self.code):
            return False
        return any(map(self._rows.has_numbers, self._summed)) and not self._sums.span_years()

    def total(self, column: int) -> str:
        """The sum at the foot of a column; empty for columns that are not summed.

        Amounts of several years are not added up, nor rows that are still being read. Those of a
        long table are worked out between the events of the window; `sums_found` tells when.
        """
        question = self._columns[column]
        if not can_be_totalled(question) or not self._session.is_read(self.code):
            return ""
        if not self._sums.knows(question.code) or self._sums.span_years():
            return ""
        found = self._rows.total(question.code)
        return "" if found is None else self._wording(question.code)(found)

    def sum_over(self, column: int, rows: Iterable[int]) -> str:
        """The sum of some shown cells of a column; empty where a sum means nothing."""
        question = self._columns[column]
        if not can_be_totalled(question):
            return ""
        found = self._rows.sum_over(question.code, rows)
        return "" if found is None else self._wording(question.code)(found)

    def filter_of(self, row: int, column: int) -> str:
        """The filter that leaves the rows whose cell holds what this one holds."""
        name = self._columns[column].code
        return filter_for(self._rows.all[self.ids[row]].get(name), self._wording(name))

    def found(self, text: str) -> Sequence[tuple[int, int]]:
        """Row and column of each shown cell that holds a text, in reading order."""
        return self._rows.found(text)

    # What the view does

    def set_filter(self, column: int, text: str) -> None:
        """Show rows only whose cell passes a filter, see `row_order.passing`."""
        self.rearrange(self._arrangement.with_filter(self._columns[column].code, text))

    def clear_filters(self) -> None:
        """Show all rows."""
        self.rearrange(Arrangement(sorting=self._arrangement.sorting))

    def rearrange(self, arrangement: Arrangement) -> None:
        """Hide and order rows in another way."""
        if arrangement != self._arrangement:
            self._arrangement = arrangement
            self._reset()

    def add_row(self, after: str | None = None) -> str:
        """Add a row behind another one, or last; gives its id, empty when refused."""
        if after is None and self.ids:
            after = self.ids[-1]
        return self._new_row(self._session.add_row(self.code, after, initiator=self))

    def duplicate_row(self, row_id: str) -> str:
        """Add a row with the same cells behind a row; gives its id, empty when refused."""
        return self._new_row(self._session.duplicate_row(self.code, row_id, initiator=self))

    def delete_rows(self, row_ids: Sequence[str]) -> None:
        """Delete rows, as one step."""
        self._tell(self._session.delete_rows(self.code, row_ids, initiator=self))

    def paste(self, row: int, column: int, block: Lines) -> EditResult:
        """Put a block of texts at a cell, as one step; lines beyond the last row make rows.

        Args:
            row: row of the first line; one beyond the last adds rows.
            column: column of the first cells.
            block: texts as they were copied; None leaves its cell as it is.
        """
        anchor = self.ids[row] if 0 <= row < len(self.ids) else None
        lines = self._with_codes(column, block)
        names = [item.code for item in self._columns]
        known = tuple(self.ids)
        result = self._session.paste(
            self.code, anchor, names[column], lines, self, rows=known, columns=names
        )
        rows = known[row:] if anchor is not None else ()
        if self._notes.keep_block(result, rows, names[column:], lines):
            self._announce(0, len(self.ids) - 1)
        self._tell(result)
        return result

    def problem(self, row: int, column: int) -> Kind:
        """The mark of a cell."""
        row_id = self.ids[row]
        return self._notes.kind(row_id, self._columns[column].code, self._rows.all[row_id])

    @property
    def missing_cells(self) -> int:
        """How many required cells are blank in rows that were begun, hidden rows included."""
        return self._notes.missing(self._rows.all)

    def missing_after(self, row: int, column: int) -> tuple[str, str] | None:
        """Row id and column of the next required blank on the screen, round to the first one."""
        blanks = self._notes.missing_places(self._rows.all)
        found = [(self.position(row_id), self.column_position(name)) for row_id, name in blanks]
        shown = [place for place in found if place[0] >= 0]
        if not shown:
            return None
        at, of = min([place for place in shown if place > (row, column)] or shown)
        return self.ids[at], self._columns[of].code

    def unit(self, row: int, column: int) -> str:
        """Unit of a cell whose unit depends on its row; else empty."""
        return self._words.unit(self._rows.all[self.ids[row]], self._columns[column])

    def text(self, row: int, column: int) -> str:
        """What a cell shows: the refused text, or the wording of its value."""
        row_id, name = self.ids[row], self._columns[column].code
        refused = self._notes.refused(row_id, name)
        if refused is not None:
            return refused
        value = self._rows.all[row_id].get(name)
        return "" if value is None else self._wording(name)(value)

    def copied_text(self, row: int, column: int) -> str:
        """What a cell gives to the clipboard: numbers as spreadsheets read them."""
        row_id, name = self.ids[row], self._columns[column].code
        value = self._rows.all[row_id].get(name)
        plain = isinstance(value, Decimal) and self._notes.refused(row_id, name) is None
        return f"{value:f}" if plain else self.text(row, column)

    # Following the session

    def _follow(self, change: Change) -> None:
        others = False
        if change.year:
            self._notes.forget()
        elif change.initiator is not self:  # taken back, for example, with what was refused
            others = self._notes.forget_rows(change.rows.get(self.code, frozenset()))
        others = (change.problems and self._read_problems()) or others
        if self.code in change.tables:
            if self.code in change.rows and not change.year:
                self._take_cells(change.rows[self.code])
            else:
                self._take_rows()
        if others:
            self._announce(0, len(self.ids) - 1)
        if not change.codes:  # the rows of large tables were read and checked
            self.totals_changed.emit()

    def _take_rows(self) -> None:
        """Show the rows anew; those of another year, or after an import, may be the same."""
        rows = self._session.answers.rows(self.code)
        same = rows is self._rows.all or not (rows or self._rows.all)
        if same and not self.is_filtered:  # else other rows may have problems
            self._announce(0, len(self.ids) - 1)
            return
        self._rows.read(rows)
        self._notes.recount()
        self._reset()

    def _take_cells(self, row_ids: frozenset[str]) -> None:
        before, rows = self._rows.all, self._session.answers.rows(self.code)
        self._rows.follow(rows, row_ids)
        places = [place for row_id in row_ids if (place := self.position(row_id)) >= 0]
        if len(places) == 1:
            row_id = self.ids[places[0]]
            self._announce_cells(places[0], before[row_id], rows[row_id])
        if self._notes.follow(before, rows, row_ids) or len(places) > 1:
            self._announce(min(places, default=0), max(places, default=-1))
        self.totals_changed.emit()

    def _announce(self, first: int, last: int) -> None:
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, first, last)

    def _announce_cells(self, row: int, old: Row, new: Row) -> None:
        """Tell the cells of one row that differ, each by itself: only they are drawn again."""
        for column, question in enumerate(self._columns):
            if old.get(question.code) != new.get(question.code) or ":" in question.unit:
                index = self.index(row, column)
                self.dataChanged.emit(index, index)

    def _reset(self) -> None:
        self.beginResetModel()
        self._arrange()
        self.endResetModel()
        self.totals_changed.emit()

    def _arrange(self) -> None:
        """Choose the rows that are shown and bring them into their order."""
        failing = self._notes.failing_rows() if self._arrangement.problems else ()
        self._rows.arrange(self._arrangement, failing)

    def _read_problems(self) -> bool:
        return self._notes.read(self._session.problems_at(self.code))

    def _reword(self) -> None:
        self._wordings.clear()
        self._rows.forget_words()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        self._announce(0, len(self.ids) - 1)
        self.totals_changed.emit()

    def _wording(self, name: str) -> Wording:
        if name not in self._wordings:
            references = self._session.product.references
            self._wordings[name] = wording_of(self._table.columns[name], references, self._texts)
        return self._wordings[name]

    # Edits

    def _new_row(self, result: EditResult) -> str:
        self._tell(result)
        return result.rows[0] if result.rows else ""

    def _with_codes(self, first: int, block: Lines) -> list[list[str | None]]:
        """A block with the codes of choices in place of the labels that cells show."""
        codes = {
            at: {label: code for code, label in self.choices(first + at)}
            for at, question in enumerate(self._columns[first:])
            if question.type is FieldType.CHOICE
        }
        lines = [list(line) for line in block]
        for at, labels in codes.items():
            for line in lines:
                text = line[at] if at < len(line) else None
                if text is not None:
                    line[at] = labels.get(text.strip(), text)
        return lines

    def _tell(self, result: EditResult) -> None:
        if result.refused is not None or result.refusals:
            self.refused.emit(result)

    # QAbstractTableModel

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.ids)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _SHOWN if self.read_only else self._flags[index.column()]

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        return self._note(row, column, role)

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        row_id, name = self.ids[index.row()], self._columns[index.column()].code
        was_refused = self._notes.refused(row_id, name) is not None
        self._notes.accept(row_id, name)
        result = self._session.set_cell(self.code, row_id, name, value, initiator=self)
        if result.refused is not None:
            self._notes.refuse(row_id, name, str(value), result.refused)
            self.refused.emit(result)
        if was_refused or result.refused is not None:
            self._announce(index.row(), index.row())
        return result.refused is None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return self._row_head(section, role)
        if not 0 <= section < len(self._columns):
            return None
        question = self._columns[section]
        if role == UNIT_ROLE:
            return self._words.head_unit(question)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        name = self._texts.tr(question.label)
        if role == Qt.ItemDataRole.ToolTipRole:  # the head may have no room for the whole name
            return f"{name}\n{self._texts.tr(question.help)}".rstrip()
        return name if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        descending = order == Qt.SortOrder.DescendingOrder
        sorting = None if column < 0 else (self._columns[column].code, descending)
        self.rearrange(replace(self._arrangement, sorting=sorting))

    def _row_head(self, section: int, role: int) -> object:
        if not 0 <= section < len(self.ids):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(section + 1)
        if role == PROBLEM_ROLE:
            row_id = self.ids[section]
            return self._notes.kind_of_row(row_id, self._rows.all[row_id])
        return None

    def _note(self, row: int, column: int, role: int) -> object:
        row_id, name = self.ids[row], self._columns[column].code
        if role == PROBLEM_ROLE:
            return self.problem(row, column)
        if role == UNIT_ROLE:
            return self.unit(row, column)
        if role == MESSAGE_ROLE:
            return self._words.message(row_id, name)
        if role == STATE_ROLE:
            return self._words.of_state(row_id, name)
        text = self.text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._words.tip(row_id, name, text)
        spoken = role == Qt.ItemDataRole.AccessibleTextRole
        return self._words.spoken(row_id, self._columns[column], text) if spoken else None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        flags = Qt.AlignmentFlag
        number = self._columns[column].type.is_number
        return (flags.AlignRight if number else flags.AlignLeft) | flags.AlignVCenter

"""What is said of the cells of a table: state, problem, unit, and what a reader reads out.

Source: interface.md, 填报 (tables); services/cell_states.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gui.fill.cell_notes import CellNotes
from gui.texts import Texts
from questionnaire.answers import Row
from questionnaire.catalogue import Column
from questionnaire.messages import Text, msg
from questionnaire.row_units import CHOSEN_UNIT, row_unit
from services.cell_states import CellState, state_of
from services.park_sessions import ParkSession

_WORDS: Mapping[CellState, Text] = MappingProxyType(
    {
        CellState.VALUE: "",
        CellState.WRITTEN: msg("Filled in by the program"),
        CellState.WRONG: msg("Must be corrected"),
        CellState.TO_EXPLAIN: msg("Needs a word"),
        CellState.MISSING: msg("Blank: a value is required"),
        CellState.ZERO: msg("Blank: counts as 0"),
        CellState.NOT_ASKED: msg("Blank: not asked for in this row"),
        CellState.OPTIONAL: msg("Blank: may stay blank"),
    }
)


class CellWords:
    """Words of one table.

    Args:
        session: the open file.
        texts: the language.
        notes: the problems of the cells and the texts that they could not take.
        table: code of the table.
    """

    def __init__(self, session: ParkSession, texts: Texts, notes: CellNotes, table: str) -> None:
        self._session = session
        self._texts = texts
        self._notes = notes
        self._table = table

    def state(self, row_id: str, column: str) -> CellState:
        """The state of a cell; one that could not take a text is wrong.

        A row that was deleted just now may still be asked about: it is as it was seen last.
        """
        if row_id not in self._session.answers.rows(self._table):
            return CellState.VALUE
        if self._notes.refused(row_id, column) is not None:
            return CellState.WRONG
        problem = self._notes.problem(row_id, column)
        return state_of(self._session, (self._table, row_id, column), problem)

    def message(self, row_id: str, column: str) -> str:
        """What is wrong with a cell; empty when nothing is."""
        return self._texts.tr(self._notes.message(row_id, column))

    def of_state(self, row_id: str, column: str) -> str:
        """The state of a cell in words; of an explained one the reason; empty for a plain value."""
        state = self.state(row_id, column)
        if state is CellState.EXPLAINED:
            problem = self._notes.problem(row_id, column)
            reason = "" if problem is None else problem.confirmed
            return self._texts.tr(msg("Explained: {reason}", reason=reason))
        return self._texts.tr(_WORDS[state])

    def tip(self, row_id: str, column: str, text: str) -> str:
        """What the pointer shows over a cell that shows `text`."""
        state = self.of_state(row_id, column)
        if self.state(row_id, column).is_blank:
            return state
        return "\n".join(filter(None, (text, self.message(row_id, column) or state)))

    def unit(self, row: Row, column: Column) -> str:
        """The unit of a cell whose unit depends on its row; else empty."""
        if ":" not in column.unit or not CHOSEN_UNIT.search(column.unit):
            return ""
        if column.code not in row:
            return ""
        catalogue = self._session.catalogue
        table, references = catalogue.tables[self._table], self._session.product.references
        unit = row_unit(table, column, row, references)
        return catalogue.unit_text(unit, self._texts.language)

    def head_unit(self, column: Column) -> str:
        """The unit under the name; none where it differs by row, or the name says it."""
        unit = column.unit
        by_row = CHOSEN_UNIT.search(unit) is not None
        if by_row or unit in column.label.zh:
            return ""
        return self._session.catalogue.unit_text(unit, self._texts.language)

    def spoken(self, row_id: str, column: Column, text: str) -> str:
        """What a reader reads out: column, value with unit, and the state where it says more."""
        row = self._session.answers.rows(self._table).get(row_id, {})
        unit = self.unit(row, column) or self.head_unit(column)
        value = msg("{column}: {value} {unit}", column=column.label, value=text or "–", unit=unit)
        state = self.of_state(row_id, column.code)
        return " · ".join(filter(None, (self._texts.tr(value).rstrip(), state)))

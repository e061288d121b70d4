"""What the checks see while somebody types: one scope that follows the answers.

`AnswerScope` reads one state of the answers and indexes columns and keys of tables when first
asked. This one keeps its indexes from edit to edit and drops only those that an edit touches, so
that a check of one cell costs the same in a ledger of 50 000 rows as in one of ten.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import cast

from questionnaire.answer_scope import AnswerScope
from questionnaire.answers import AnswerSet, History, Row, Value
from questionnaire.catalogue import Catalogue, References

CellPlace = tuple[str, str, str]
"""Table, row id and column."""


class LiveScope(AnswerScope):
    """The scope of the year that is shown."""

    def __init__(
        self,
        catalogue: Catalogue,
        history: History,
        year: int,
        references: References,
        today: datetime.date,
    ) -> None:
        """Look at the answers of `year`; computed values come with `follow`."""
        super().__init__(catalogue, history, year, {}, references, today)

    def follow(
        self,
        history: History,
        derived: Mapping[str, Decimal | None],
        cells: Iterable[CellPlace],
        tables: Iterable[str],
    ) -> None:
        """Look at the answers after an edit.

        Args:
            history: all answer sets now.
            derived: computed values now.
            cells: cells that changed, in rows that stay.
            tables: tables in which rows came, went or moved.
        """
        before = self.answers
        self._history = history
        self.answers: AnswerSet = history[self.year]
        self._derived = derived
        for table, row_id, column in cells:
            self._forget_column(table, column)
            self._replace_row(table, before.rows(table).get(row_id), row_id, column)
        for table in tables:
            self._forget_table(table)

    def _forget_column(self, table: str, column: str) -> None:
        self._columns.pop((table, column), None)
        self._years.pop((table, column), None)
        self._rows.pop(table, None)
        if column == "year":
            self._forget_years(table)
        if table == "evidence":
            self._supports = None

    def _replace_row(self, table: str, old: Row | None, row_id: str, column: str) -> None:
        """Put the new row into the index of keys, or forget the index when the key changed."""
        place = (self.year, table)
        index = self._keys.get(place)
        if index is None:
            return
        definition = self.catalogue.tables[table]
        new = self.answers.rows(table).get(row_id)
        if column == "year" or column in definition.natural_key or old is None or new is None:
            del self._keys[place]
            return
        year = new.get("year") if definition.has_year else None
        names = (name for name in definition.natural_key if name != "year")
        key = (year, *(new.get(name) for name in names))
        if index.get(key) is old:
            cast(dict[tuple[Value | None, ...], Row], index)[key] = new

    def _forget_years(self, table: str) -> None:
        for place in [place for place in self._years if place[0] == table]:
            del self._years[place]

    def _forget_table(self, table: str) -> None:
        for place in [place for place in self._columns if place[0] == table]:
            del self._columns[place]
        self._forget_years(table)
        self._rows.pop(table, None)
        self._keys.pop((self.year, table), None)
        if table == "evidence":
            self._supports = None

"""What a check sees: the answers of one year, earlier years, computed values, reference lists.

Everything that a check over many rows looks up again and again (values of a column, rows by their
key, evidence by what it supports) is indexed when first asked for, so that checking a table takes
time in proportion to its rows.

Source: rubric.md 14.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from questionnaire.answers import AnswerSet, History, Row, Value
from questionnaire.catalogue import Catalogue, References, Table
from questionnaire.formula_functions import items_of
from questionnaire.numbers import exact
from questionnaire.scope import Scope

REFERENCE_NAMES = frozenset(
    {"default_ncv", "default_tce", "default_co2", "default_factor", "category"}
)
"""Names that mean a value of the item chosen in the row."""

_BLANK_IS_FALSE = frozenset({"no_process_confirmed"})  # rubric.md 14: counts as false (X22)
_LEVEL = "_level"

_Key: TypeAlias = tuple[Value | None, ...]


def indicator_of(level_field: str) -> str:
    """Graded indicator of a level field.

    >>> indicator_of("T1_level")
    'T1'
    """
    return level_field.removesuffix(_LEVEL)


class ColumnValues:
    """Values of one column; `in` asks an index."""

    def __init__(self, values: Sequence[Value | None]) -> None:
        """Hold the values in row order."""
        self._values = values
        self._kinds = Counter((type(value), value) for value in values if value is not None)

    def times(self, value: Value) -> int:
        """How many rows hold this value."""
        return self._kinds[type(value), value]

    def __contains__(self, value: object) -> bool:
        return (type(value), value) in self._kinds

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[Value | None]:
        return iter(self._values)


class AnswerScope:
    """The scope of cross-checks, and the source of the scopes of fields and cells.

    It reads one state of the answers: after a change a new one is made.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        history: History,
        year: int,
        derived: Mapping[str, Decimal | None],
        references: References,
        today: dt.date,
    ) -> None:
        """Look at the answers of `year`.

        Args:
            catalogue: the fields, their tables and natural keys.
            history: the answer sets of the park by year.
            year: the assessed year; its set must be in `history`.
            derived: computed values by code; None or absent = unknown.
            references: reference lists that `default_*` and `category` come from.
            today: date of the check.
        """
        self.catalogue = catalogue
        self.answers: AnswerSet = history[year]
        self.year = year
        self.references = references
        self._history = history
        self._derived = derived
        self._today = today
        self._columns: dict[tuple[str, str], ColumnValues] = {}
        self._years: dict[tuple[str, str], Counter[_Key]] = {}
        self._keys: dict[tuple[int, str], Mapping[_Key, Row]] = {}
        self._supports: Mapping[str, frozenset[str]] | None = None
        self._rows: dict[str, Sequence[Scope]] = {}
        self._choices: dict[str, Collection[str] | None] = {}

    def for_field(self, code: str) -> Scope:
        """The scope of a field's own checks: `x` is its value."""
        return _FieldScope(self, code)

    def for_cell(self, table: str, row_id: str, column: str) -> Scope:
        """The scope of a cell's own checks: `x` is the cell, bare names are its row first."""
        row = self.answers.rows(table)[row_id]
        return _RowScope(self, self.catalogue.tables[table], row, column)

    def has_year(self, year: int) -> bool:
        """Whether the park has answers for a year."""
        return year in self._history

    def choices(self, source: str) -> Collection[str] | None:
        """Codes of a reference list that the form offers; None when the list is not known."""
        if source not in self._choices:
            items = self.references.get(source)
            known = self.catalogue.industries if source == "industries" else None
            self._choices[source] = (
                known if items is None else {c for c, item in items.items() if item.selectable}
            )
        return self._choices[source]

    def value(self, name: str) -> Value | None:
        """Value of a field or a computed value; None when blank or unknown."""
        if "." in name:
            return self._derived.get(name)
        value = self.answers.value(name)
        return False if value is None and name in _BLANK_IS_FALSE else value

    def column(self, table: str, column: str) -> ColumnValues:
        """Values of a column over all rows of the year's set."""
        place = (table, column)
        if place not in self._columns:
            rows = self.answers.rows(table).values()
            self._columns[place] = ColumnValues([row.get(column) for row in rows])
        return self._columns[place]

    def rows(self, table: str) -> Sequence[Scope]:
        """A scope for each row of a table."""
        if table not in self._rows:
            definition = self.catalogue.tables.get(table)
            rows = self.answers.rows(table).values() if definition else ()
            self._rows[table] = [_RowScope(self, definition, row, "") for row in rows if definition]
        return self._rows[table]

    def call(self, function: str, arguments: Sequence[Value | None]) -> Value | None:
        """Functions of fields: `change`, `evidence_count`, `all_codes`, `today`.

        `unique` and `unique_in_year` mean nothing for a field and are unknown.
        """
        if function == "today":
            return self._today
        argument = arguments[0] if arguments else None
        if not isinstance(argument, str):
            return None
        if function == "all_codes":
            return self._are_codes(argument)
        if function == "evidence_count":
            return Decimal(self.evidence_count(argument))
        return self._field_change(argument) if function == "change" else None

    def evidence_count(self, code: str) -> int:
        """Evidence rows whose `supports` names the field; for a level also its indicator."""
        if self._supports is None:
            self._supports = self._index_evidence()
        rows = self._supports.get(code, frozenset())
        if code.endswith(_LEVEL):
            rows |= self._supports.get(indicator_of(code), frozenset())
        return len(rows)

    def is_unique(self, table: str, column: str, row: Row, *, in_year: bool) -> bool | None:
        """Whether no other row (of the same year) holds the value; None when the cell is blank."""
        value = row.get(column)
        if value is None:
            return None
        if not in_year:
            return self.column(table, column).times(value) == 1
        place = (table, column)
        if place not in self._years:
            rows = self.answers.rows(table).values()
            self._years[place] = Counter((other.get("year"), other.get(column)) for other in rows)
        return self._years[place][row.get("year"), value] == 1

    def previous_row(self, table: Table, row: Row) -> Row | None:
        """The row of the year before with the same natural key; the same set is searched first."""
        year = row.get("year") if table.has_year else Decimal(self.year)
        if not isinstance(year, Decimal):
            return None
        key = (year - 1 if table.has_year else None, *_natural_key(table, row))
        sets = (self.year, int(year) - 1) if table.has_year else (self.year - 1,)
        for other in sets:
            found = self._rows_by_key(other, table).get(key)
            if found is not None:
                return found
        return None

    def _rows_by_key(self, year: int, table: Table) -> Mapping[_Key, Row]:
        place = (year, table.code)
        if place not in self._keys:
            answers = self._history.get(year)
            index: dict[_Key, Row] = {}
            for row in answers.rows(table.code).values() if answers else ():
                own_year = row.get("year") if table.has_year else None
                index.setdefault((own_year, *_natural_key(table, row)), row)
            self._keys[place] = index
        return self._keys[place]

    def _field_change(self, code: str) -> Decimal | None:
        before = self._history.get(self.year - 1)
        return _change(self.answers.value(code), before.value(code) if before else None)

    def _are_codes(self, text: str) -> bool:
        return self.catalogue.evidence_codes.issuperset(items_of(text))

    def _index_evidence(self) -> Mapping[str, frozenset[str]]:
        index: dict[str, set[str]] = {}
        for row_id, row in self.answers.rows("evidence").items():
            supports = row.get("supports")
            for item in items_of(supports) if isinstance(supports, str) else ():
                index.setdefault(item, set()).add(row_id)
        return {item: frozenset(rows) for item, rows in index.items()}


class _FieldScope:
    """An `AnswerScope` seen from one field."""

    def __init__(self, base: AnswerScope, code: str) -> None:
        self._base = base
        self._code = code

    def value(self, name: str) -> Value | None:
        return self._base.value(self._code if name == "x" else name)

    def column(self, table: str, column: str) -> Collection[Value | None]:
        return self._base.column(table, column)

    def rows(self, table: str) -> Sequence[Scope]:
        return self._base.rows(table)

    def call(self, function: str, arguments: Sequence[Value | None]) -> Value | None:
        if function != "all_codes" and list(arguments) == ["x"]:
            arguments = (self._code,)
        return self._base.call(function, arguments)


class _RowScope:
    """An `AnswerScope` seen from one row, and from one cell of it when a column is given."""

    __slots__ = ("_base", "_column", "_row", "_table")

    def __init__(self, base: AnswerScope, table: Table, row: Row, column: str) -> None:
        self._base = base
        self._table = table
        self._row = row
        self._column = column

    def value(self, name: str) -> Value | None:
        value = self._row.get(self._column if name == "x" else name)
        if value is not None or name == "x" or name in self._table.columns:
            return value
        return self._reference(name) if name in REFERENCE_NAMES else self._base.value(name)

    def column(self, table: str, column: str) -> Collection[Value | None]:
        return self._base.column(table, column)

    def rows(self, table: str) -> Sequence[Scope]:
        return self._base.rows(table)

    def call(self, function: str, arguments: Sequence[Value | None]) -> Value | None:
        if function in {"today", "all_codes"}:
            return self._base.call(function, arguments)
        name = self._column if arguments[0] == "x" else str(arguments[0])
        if name not in self._table.columns:
            return self._base.call(function, (name,))
        if function == "evidence_count":
            return Decimal(self._base.evidence_count(self._table.code))
        if function == "change":
            before = self._base.previous_row(self._table, self._row)
            return _change(self._row.get(name), before.get(name) if before else None)
        in_year = function == "unique_in_year" and self._table.has_year
        return self._base.is_unique(self._table.code, name, self._row, in_year=in_year)

    def _reference(self, name: str) -> Value | None:
        """Value of the item that the row has chosen from a reference list."""
        for column in self._table.columns.values():
            chosen = self._row.get(column.code) if column.choice_source else None
            if isinstance(chosen, str):
                item = self._base.references.get(column.choice_source, {}).get(chosen)
                if item is not None and name in item.attributes:
                    return item.attributes[name]
        return None


def _natural_key(table: Table, row: Row) -> _Key:
    return tuple(row.get(column) for column in table.natural_key if column != "year")


def _change(value: Value | None, before: Value | None) -> Decimal | None:
    """Change against the year before in percent; unknown without an earlier value or from zero."""
    if not isinstance(value, Decimal) or not isinstance(before, Decimal) or not before:
        return None
    with exact():
        return abs(value - before) / abs(before) * 100

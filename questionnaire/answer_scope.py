"""What a check sees: the answers of one year, earlier years, computed values, reference lists.

Everything that a check over many rows looks up again and again (values of a column, rows by their
key, evidence by what it supports) is indexed when first asked for, so that checking a table takes
time in proportion to its rows.

Source: rubric.md 14.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from questionnaire.answers import AnswerSet, History, Row, Value
from questionnaire.catalogue import Catalogue, References, Table
from questionnaire.formula_functions import items_of
from questionnaire.numbers import exact
from questionnaire.scope import NoRows, Rows, Scope
from questionnaire.table_index import Cells, ColumnValues, RowBatch, TableIndex

REFERENCE_NAMES = frozenset(
    {"default_ncv", "default_tce", "default_co2", "default_factor", "category"}
)
"""Names that mean a value of the item chosen in the row."""

_BLANK_IS_FALSE = frozenset({"no_process_confirmed"})  # rubric.md 14: counts as false (X22)
_LEVEL = "_level"


def indicator_of(level_field: str) -> str:
    """Graded indicator of a level field.

    >>> indicator_of("T1_level")
    'T1'
    """
    return level_field.removesuffix(_LEVEL)


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
        self._indexes: dict[tuple[int, str], TableIndex] = {}
        self._supports: Mapping[str, frozenset[str]] | None = None
        self._choices: dict[str, Collection[str] | None] = {}

    def for_field(self, code: str) -> Scope:
        """The scope of a field's own checks: `x` is its value."""
        return _FieldScope(self, code)

    def for_cell(self, table: str, row_id: str, column: str) -> Scope:
        """The scope of a cell's own checks: `x` is the cell, bare names are its row first."""
        row = self.answers.rows(table)[row_id]
        return _RowScope(self, self.catalogue.tables[table], row, column)

    def for_rows(self, table: str, only: Collection[str] | None = None) -> TableCells:
        """What the checks of cells see of many rows at once.

        Args:
            table: table code.
            only: ids of the rows, all of them in the table; None for all rows.
        """
        index = self.index(table)
        definition = self.catalogue.tables[table]
        if only is None:
            return TableCells(self, definition, index.batch)
        rows = {row_id: index.rows[row_id] for row_id in only}
        return TableCells(self, definition, RowBatch(rows, tuple(definition.columns)))

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
        return self.index(table).column(column)

    def rows(self, table: str) -> Rows:
        """The rows of a table."""
        definition = self.catalogue.tables.get(table)
        return NoRows() if definition is None else _TableRows(self, definition)

    def index(self, table: str, year: int | None = None) -> TableIndex:
        """What is known about the rows of a table, of the year unless another one is named."""
        place = (self.year if year is None else year, table)
        if place not in self._indexes:
            answers = self._history.get(place[0])
            rows = answers.rows(table) if answers else {}
            self._indexes[place] = TableIndex(rows, tuple(self.catalogue.tables[table].columns))
        return self._indexes[place]

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
        return self.index(table).counts(("year", column))[row.get("year"), value] == 1

    def previous_row(self, table: Table, row: Row) -> Row | None:
        """The row of the year before with the same natural key; the same set is searched first."""
        columns = key_columns(table)
        if not table.has_year:
            return self.index(table.code, self.year - 1).first(columns, _cells(row, columns))
        year = row.get("year")
        if not isinstance(year, Decimal):
            return None
        before = year - 1
        years = (self.year, int(before)) if before in self._history else (self.year,)
        for other in years:
            index = self.index(table.code, other)
            if (before,) in index.counts(("year",)):
                found = index.first(columns, (before, *_cells(row, columns[1:])))
                if found is not None:
                    return found
        return None

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

    def rows(self, table: str) -> Rows:
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

    def rows(self, table: str) -> Rows:
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


class TableCells:
    """Rows of a table while their cells are checked, column by column."""

    def __init__(self, base: AnswerScope, table: Table, batch: RowBatch) -> None:
        """Look at some rows.

        Args:
            base: where everything else is looked up.
            table: the table.
            batch: its rows.
        """
        self.base = base
        self.table = table
        self.batch = batch
        self._before: Sequence[Row | None] | None = None

    def before(self) -> Sequence[Row | None]:
        """The row of the year before, for each row."""
        if self._before is None:
            rows = self.batch.rows.values()
            self._before = [self.base.previous_row(self.table, row) for row in rows]
        return self._before

    def of_column(self, column: str) -> ColumnCells:
        """What the checks of one column see."""
        return ColumnCells(self, column)


class ColumnCells:
    """`formula_columns.ColumnScope` of one column."""

    def __init__(self, cells: TableCells, column: str) -> None:
        """See `cells` from one column."""
        self._cells = cells
        self._column = column

    def values(self, name: str) -> Sequence[Value | None]:
        """Values of a name in each row: column, value of the chosen item, or field."""
        table, batch = self._cells.table, self._cells.batch
        if name == "x" or name in table.columns:
            return batch.column(self._column if name == "x" else name)
        if name in REFERENCE_NAMES:
            return [scope.value(name) for scope in self.scopes()]
        return [self._cells.base.value(name)] * len(batch.rows)

    def call(self, function: str, place: str) -> Sequence[Value | None]:
        """Values of `change`, `unique`, `unique_in_year` and `evidence_count`."""
        name = self._column if place == "x" else place
        if name not in self._cells.table.columns or function == "evidence_count":
            return [scope.call(function, (place,)) for scope in self.scopes()]
        if function == "change":
            return self._changes(name)
        in_year = function == "unique_in_year" and self._cells.table.has_year
        columns = ("year", name) if in_year else (name,)
        times = self._cells.base.index(self._cells.table.code).counts(columns)
        return [
            None if cells[-1] is None else times[cells] == 1
            for cells in self._cells.batch.cells(columns)
        ]

    def _changes(self, name: str) -> Sequence[Value | None]:
        values = self._cells.batch.column(name)
        return [
            None if value is None or row is None else _change(value, row.get(name))
            for value, row in zip(values, self._cells.before(), strict=True)
        ]

    def among(self, table: str, column: str) -> ColumnValues:
        """All values of a column."""
        return self._cells.base.column(table, column)

    def scopes(self) -> Iterator[Scope]:
        """The scope of each cell."""
        cells = self._cells
        for row in cells.batch.rows.values():
            yield _RowScope(cells.base, cells.table, row, self._column)


class _TableRows:
    """The rows of a table, one by one or by kind."""

    def __init__(self, base: AnswerScope, table: Table) -> None:
        self._base = base
        self._table = table

    def __iter__(self) -> Iterator[Scope]:
        for row in self._base.answers.rows(self._table.code).values():
            yield _RowScope(self._base, self._table, row, "")

    def counted(self, names: Collection[str]) -> Iterable[tuple[Scope, int]]:
        columns = self._columns(names)
        for cells, times in self._base.index(self._table.code).counts(columns).items():
            yield self._scope(columns, cells), times

    def summed(self, names: Collection[str], column: str) -> Iterable[tuple[Scope, Decimal]]:
        columns = self._columns(names)
        for cells, total in self._base.index(self._table.code).sums(columns, column).items():
            yield self._scope(columns, cells), total

    def _columns(self, names: Collection[str]) -> tuple[str, ...]:
        """Columns that tell rows of one kind from those of another."""
        chosen = not REFERENCE_NAMES.isdisjoint(names)
        return tuple(
            code
            for code, column in self._table.columns.items()
            if code in names or (chosen and column.choice_source)
        )

    def _scope(self, columns: tuple[str, ...], cells: Cells) -> Scope:
        pairs = zip(columns, cells, strict=True)
        row = {name: value for name, value in pairs if value is not None}
        return _RowScope(self._base, self._table, row, "")


def key_columns(table: Table) -> tuple[str, ...]:
    """Columns by which a row is found in another year: the year, where there is one, and its key.

    >>> key_columns(Table("peak_plan", {}, (), has_year=True))
    ('year',)
    """
    names = tuple(column for column in table.natural_key if column != "year")
    return ("year", *names) if table.has_year else names


def _cells(row: Row, columns: tuple[str, ...]) -> Cells:
    return tuple(row.get(column) for column in columns)


def _change(value: Value | None, before: Value | None) -> Decimal | None:
    """Change against the year before in percent; unknown without an earlier value or from zero."""
    if not isinstance(value, Decimal) or not isinstance(before, Decimal) or not before:
        return None
    with exact():
        return abs(value - before) / abs(before) * 100

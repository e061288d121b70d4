"""What a formula may look up while it is evaluated."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from questionnaire.answers import Value


class Rows(Protocol):
    """The rows of a table as conditions over them see them."""

    def __iter__(self) -> Iterator[Scope]:
        """A scope for each row, in row order; bare names are its columns first."""
        ...

    def counted(self, names: Collection[str]) -> Iterable[tuple[Scope, int]]:
        """One row of each kind, and how many there are of it.

        Args:
            names: rows are of one kind when none of these names tells them apart.
        """
        ...

    def summed(self, names: Collection[str], column: str) -> Iterable[tuple[Scope, Decimal]]:
        """One row of each kind, and the sum of a number column over all of that kind."""
        ...


class Scope(Protocol):
    """Names, rows and functions that a formula sees. None is always *unknown* (blank)."""

    def value(self, name: str) -> Value | None:
        """Scalar by name: field, row column, `x`, `inventory.*`, `enterprises.*`.

        In a row also the values of the chosen reference item: `default_ncv`, `default_tce`,
        `default_co2`, `default_factor`, `category`.
        """
        ...

    def column(self, table: str, column: str) -> Collection[Value | None]:
        """Values of a column over all rows, in row order; `in` asks for a value among them."""
        ...

    def rows(self, table: str) -> Rows:
        """The rows of a table."""
        ...

    def call(self, function: str, arguments: Sequence[Value | None]) -> Value | None:
        """A function that needs more than values.

        `change`, `unique`, `unique_in_year` and `evidence_count` get the name of the place as
        their argument, `all_codes` a text, `today` nothing.
        """
        ...


class NoRows:
    """A table without rows."""

    def __iter__(self) -> Iterator[Scope]:
        return iter(())

    def counted(self, names: Collection[str]) -> Iterable[tuple[Scope, int]]:
        """None."""
        return ()

    def summed(self, names: Collection[str], column: str) -> Iterable[tuple[Scope, Decimal]]:
        """None."""
        return ()


class Values:
    """A scope of scalars only, as indicator formulas need it.

    >>> Values({"gdp": "1"}).value("gdp"), Values({}).value("gdp")
    ('1', None)
    """

    def __init__(self, values: Mapping[str, Value | None]) -> None:
        """Look names up in `values`; a name that is absent is unknown."""
        self._values = values

    def value(self, name: str) -> Value | None:
        """The value, or None when unknown."""
        return self._values.get(name)

    def column(self, table: str, column: str) -> Collection[Value | None]:
        """No tables: always empty."""
        return ()

    def rows(self, table: str) -> Rows:
        """No tables: always empty."""
        return NoRows()

    def call(self, function: str, arguments: Sequence[Value | None]) -> Value | None:
        """No place: always unknown."""
        return None

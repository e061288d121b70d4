"""What a formula may look up while it is evaluated."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from questionnaire.answers import Value


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

    def rows(self, table: str) -> Sequence[Scope]:
        """A scope for each row, in which bare names are its columns first."""
        ...

    def call(self, function: str, arguments: Sequence[Value | None]) -> Value | None:
        """A function that needs more than values.

        `change`, `unique`, `unique_in_year` and `evidence_count` get the name of the place as
        their argument, `all_codes` a text, `today` nothing.
        """
        ...


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

    def rows(self, table: str) -> Sequence[Scope]:
        """No tables: always empty."""
        return ()

    def call(self, function: str, arguments: Sequence[Value | None]) -> Value | None:
        """No place: always unknown."""
        return None

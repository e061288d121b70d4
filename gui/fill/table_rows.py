"""The rows of a table as a grid shows them: filtered, searched and sorted, with their sums.

Source: interface.md, 填报 (tables); visual.md, Tables; quality.md, Speed.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice

from gui.fill.row_order import Cells, Key, holding, passing, sort_keys, sorted_places, total_of
from gui.fill.value_words import Wording
from questionnaire.answers import Row, Value
from questionnaire.numbers import exact


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What hides and orders rows.

    Attributes:
        filters: text by column name.
        search: rows that hold it in some cell; empty for all.
        sorting: column name and whether the largest comes first; None for the order of the table.
        problems: whether only rows with a problem are shown.
    """

    filters: Mapping[str, str] = field(default_factory=dict)
    search: str = ""
    sorting: tuple[str, bool] | None = None
    problems: bool = False

    @property
    def hides(self) -> bool:
        """Whether it may hide rows."""
        return self.problems or any(t.strip() for t in (self.search, *self.filters.values()))

    def with_filter(self, name: str, text: str) -> Arrangement:
        """The same with another filter of one column."""
        return replace(self, filters={**self.filters, name: text})


class TableRows:
    """Rows by id with their columns, and which of them are shown in which order.

    Args:
        names: the columns.
        wording: the wording of a column by its name.
    """

    def __init__(self, names: Sequence[str], wording: Callable[[str], Wording]) -> None:
        self.all: Mapping[str, Row] = {}
        self.ids: list[str] = []
        self._names = names
        self._wording = wording
        self._known: list[str] = []
        self._shown: list[int] = []
        self._cells: dict[str, list[Value | None]] = {}
        self._gathered: dict[str, list[Value | None]] = {}  # the first cells, while they come
        self._keys: dict[str, list[Key]] = {}
        self._hits: tuple[str, dict[str, list[int]]] | None = None
        self._places: dict[str, int] | None = None
        self._positions: dict[str, int] | None = None
        self._totals: dict[str, Decimal | None] = {}
        self._years: int | None = None

    # What is shown

    def position(self, row_id: str) -> int:
        """Row on the screen; -1 when it is hidden or gone."""
        if self._positions is None:
            self._positions = dict(zip(self.ids, range(len(self.ids)), strict=True))
        return self._positions.get(row_id, -1)

    def total(self, name: str) -> Decimal | None:
        """Sum of a number column over the rows that are shown; None when all are blank."""
        if name not in self._totals:
            with exact():
                self._totals[name] = total_of(self._shown_cells(name))
        return self._totals[name]

    def knows_total(self, name: str) -> bool:
        """Whether a sum was worked out already."""
        return name in self._totals

    def has_numbers(self, name: str) -> bool:
        """Whether a column has a number in any row that is shown."""
        if len(self._shown) == len(self._known):
            return any(isinstance(row.get(name), Decimal) for row in self.all.values())
        return any(isinstance(self.all[row_id].get(name), Decimal) for row_id in self.ids)

    @property
    def knows_years(self) -> bool:
        """Whether the years were counted already."""
        return self._years is not None

    def count_years(self) -> int:
        """How many different years, a blank included, the rows that are shown name."""
        if self._years is None:
            self._years = len(set(self._shown_cells("year")))
        return self._years

    def sum_over(self, name: str, rows: Iterable[int]) -> Decimal | None:
        """Sum of a number column over some rows of the screen; None when all are blank."""
        with exact():
            cells = self.cells(name)
            return total_of([cells[self._shown[row]] for row in rows])

    def cells(self, name: str) -> Cells:
        """The cells of a column, in the order of the table."""
        if name not in self._cells:
            self._cells[name] = [row.get(name) for row in self.all.values()]
        return self._cells[name]

    def gather(self, name: str, most: int) -> bool:
        """Gather so many more cells of a column; whether `cells` has them all now."""
        if name not in self._cells:
            found = self._gathered.setdefault(name, [])
            some = islice(self.all.values(), len(found), len(found) + most)
            found.extend([row.get(name) for row in some])
            if len(found) == len(self.all):
                self._cells[name] = self._gathered.pop(name)
        return name in self._cells

    def _shown_cells(self, name: str) -> Cells:
        """The cells of a column in the rows that are shown, in no particular order."""
        cells = self.cells(name)
        if len(self._shown) == len(cells):
            return cells
        return [*map(cells.__getitem__, self._shown)]

    def found(self, text: str) -> Sequence[tuple[int, int]]:
        """Row and column on the screen of each cell that holds a text, in reading order."""
        hits: dict[int, list[int]] = {}
        for column, name in enumerate(self._names):
            for place in self._holding(text).get(name, ()):
                hits.setdefault(place, []).append(column)
        return [
            (row, column) for row, place in enumerate(self._shown) for column in hits.get(place, ())
        ]

    # What changes it

    def read(self, rows: Mapping[str, Row]) -> None:
        """Take over rows of which some came, went or moved."""
        self.all = rows
        self._known = list(rows)
        self._places = None
        self._cells.clear()
        self._gathered.clear()
        self._keys.clear()
        self._hits = None

    def forget_words(self) -> None:
        """Word everything anew, in another language."""
        self._keys.clear()
        self._hits = None

    def arrange(self, arrangement: Arrangement, failing: Container[str]) -> None:
        """Choose and order the rows.

        Args:
            arrangement: what hides and orders them.
            failing: ids of rows with a problem.
        """
        shown: list[int] = list(range(len(self._known)))
        if arrangement.search.strip():
            hits = self._holding(arrangement.search).values()
            shown = sorted(set().union(*hits))
        for name, text in arrangement.filters.items():
            if text.strip():
                shown = passing(shown, self.cells(name), text, self._wording(name))
        if arrangement.problems:
            shown = [place for place in shown if self._known[place] in failing]
        if arrangement.sorting is not None:
            name, descending = arrangement.sorting
            shown = sorted_places(shown, self._keys_of(name), descending=descending)
        self._show(shown)

    def follow(self, rows: Mapping[str, Row], changed: Iterable[str]) -> None:
        """Take over rows of which some have other cells; the order on the screen stays."""
        before, self.all = self.all, rows
        self._gathered.clear()
        self._keys.clear()
        self._hits = None
        if self._places is None:
            self._places = dict(zip(self._known, range(len(self._known)), strict=True))
        touched = [(row_id, before[row_id], rows[row_id]) for row_id in changed]
        if any(old.get("year") != new.get("year") for _, old, new in touched):
            self._years = None
        for row_id, _, new in touched:
            place = self._places[row_id]
            for name, cells in self._cells.items():
                cells[place] = new.get(name)
        shown = [(old, new) for row_id, old, new in touched if self.position(row_id) >= 0]
        for name, total in [*self._totals.items()]:
            pairs = [(old.get(name), new.get(name)) for old, new in shown]
            self._adjust(name, total, [(old, new) for old, new in pairs if old != new])

    def _adjust(
        self, name: str, total: Decimal | None, cells: Sequence[tuple[Value | None, Value | None]]
    ) -> None:
        """Let a sum follow some cells that changed, or forget it so that it is added up again."""
        with exact():
            for before, after in cells:
                numbers = isinstance(before, Decimal) and isinstance(after, Decimal)
                if total is None or not numbers:
                    del self._totals[name]
                    return
                total += after - before  # type: ignore[operator]  # both are numbers
        self._totals[name] = total

    def _show(self, places: list[int]) -> None:
        self._shown = places
        self.ids = [*map(self._known.__getitem__, places)]
        self._positions = None
        self._totals.clear()
        self._years = None

    def _keys_of(self, name: str) -> Sequence[Key]:
        if name not in self._keys:
            self._keys[name] = sort_keys(self.cells(name), self._wording(name))
        return self._keys[name]

    def _holding(self, text: str) -> Mapping[str, list[int]]:
        if self._hits is None or self._hits[0] != text:
            names = self._names if text.strip() else ()
            found = {name: holding(self.cells(name), text, self._wording(name)) for name in names}
            self._hits = text, found
        return self._hits[1]

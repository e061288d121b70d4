"""Which sheet is which, and which column is which: by hidden code, then by name.

Source: interface.md, Excel (columns are matched by hidden code, then by name).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from exchange.cells import Cells, letters_of
from exchange.layout import (
    CODE_ROW,
    CONFIRMATION_COLUMNS,
    MARK_COLUMNS,
    PAGE_COLUMNS,
    SheetPlan,
    read_marker,
    sheet_names,
)
from exchange.vocabulary import COLUMN_WORDS, LANGUAGES, fold, unit_in_heading, without_brackets
from questionnaire.catalogue import Catalogue
from questionnaire.messages import LocalText

MatchKind: TypeAlias = Literal["code", "name", "remembered", "none"]

HEAD_ROWS = 30
"""Rows in which headings are looked for."""

_LEAST_MATCHED = 2
_OWN_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "page": PAGE_COLUMNS,
    "marks": MARK_COLUMNS,
    "confirmations": CONFIRMATION_COLUMNS,
}


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """What a column of a sheet was taken for.

    Attributes:
        place: sheet and cell of its heading.
        heading: as it stands there.
        table: table that the sheet was taken for; empty for other sheets.
        column: column of the table; empty when it is not read.
        how: by hidden code, by name, as an earlier import was told, or not at all.
    """

    place: str
    heading: str
    table: str
    column: str
    how: MatchKind


@dataclass
class Matched:
    """A sheet that was recognised.

    Attributes:
        name: name of the sheet.
        plan: what it is.
        columns: column counted from 1 -> its name (see `layout`, or a column of the table).
        head_row: row of the headings; data stand below.
        by_code: whether its hidden codes were there.
        matches: what each column was taken for.
    """

    name: str
    plan: SheetPlan
    columns: dict[int, str]
    head_row: int
    by_code: bool
    matches: list[ColumnMatch] = field(default_factory=list)

    @property
    def first_column(self) -> int:
        """The left-most column that is read; 清空 in it deletes a row."""
        return min(self.columns, default=0)


@dataclass(frozen=True)
class Names:
    """What sheets and columns may be called.

    Attributes:
        remembered: table -> folded heading -> column, as earlier imports were told.
        table: the table that unknown sheets are taken for; empty: the one that fits best.
    """

    catalogue: Catalogue
    remembered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    table: str = ""

    def match(self, name: str, head: Sequence[tuple[int, Cells]]) -> Matched | None:
        """Recognise a sheet from its first rows; None when it is none of ours.

        Args:
            name: name of the sheet.
            head: its first rows that are not blank.
        """
        if head and head[0][0] == CODE_ROW and 1 in head[0][1]:
            plan = read_marker(head[0][1][1].text)
            if plan is not None and self._is_known(plan):
                return self._by_code(name, plan, head)
        return self._by_name(name, head)

    def _is_known(self, plan: SheetPlan) -> bool:
        if plan.kind == "table":
            return plan.code in self.catalogue.tables
        return plan.kind != "page" or plan.code in {str(p.number) for p in self.catalogue.pages}

    def _by_code(self, name: str, plan: SheetPlan, head: Sequence[tuple[int, Cells]]) -> Matched:
        known = self._columns_of(plan)
        codes = {column: cell.text for column, cell in head[0][1].items() if column > 1}
        columns = {column: code for column, code in codes.items() if code in known}
        row = self._head_row(plan, columns, head)
        headings = dict(head).get(row, {})
        matched = Matched(name, plan, columns, row, by_code=True)
        for column in sorted({*codes, *headings} - {1}):
            text = headings[column].text if column in headings else codes.get(column, "")
            code = columns.get(column, "")
            matched.matches.append(_match(matched, column, text, code, "code" if code else "none"))
        return matched

    def _head_row(
        self, plan: SheetPlan, columns: Mapping[int, str], head: Sequence[tuple[int, Cells]]
    ) -> int:
        """The row whose cells are most like the headings."""
        labels = self._labels(plan)
        best, most = CODE_ROW, 0
        for number, cells in head[1:]:
            fitting = sum(
                column in cells and fold(cells[column].text) in labels[code]
                for column, code in columns.items()
            )
            if fitting > most:
                best, most = number, fitting
        return best

    def _by_name(self, name: str, head: Sequence[tuple[int, Cells]]) -> Matched | None:
        if self.table:
            return self._told_row(name, SheetPlan("table", self.table), head)
        found = [self._named(name, plan, head) for plan in self._plans_called(name)]
        if not any(found):
            tables = [SheetPlan("table", code) for code in self.catalogue.tables]
            found = [self._named(name, plan, head) for plan in tables]
        ranked = sorted((item for item in found if item), key=lambda item: -len(item.columns))
        if not ranked:
            return None
        tied = len(ranked) > 1 and len(ranked[0].columns) == len(ranked[1].columns)
        return None if tied else ranked[0]

    def _plans_called(self, name: str) -> list[SheetPlan]:
        wanted = fold(name)
        called = (
            plan
            for language in LANGUAGES
            for plan, title in sheet_names(self.catalogue, language).items()
            if wanted in (fold(title), plan.code)
        )
        return list(dict.fromkeys(called))

    def _named(
        self, name: str, plan: SheetPlan, head: Sequence[tuple[int, Cells]]
    ) -> Matched | None:
        """The sheet by the row of headings that fits a plan best."""
        best: Matched | None = None
        for number, cells in head:
            found = self._named_row(name, plan, number, cells)
            if best is None or len(found.columns) > len(best.columns):
                best = found
        if best is None or len(best.columns) < min(_LEAST_MATCHED, len(self._columns_of(plan))):
            return None
        return best

    def _told_row(
        self, name: str, plan: SheetPlan, head: Sequence[tuple[int, Cells]]
    ) -> Matched | None:
        """The sheet as the table that the user named, even if no heading is known yet."""
        rows = [self._named_row(name, plan, number, cells) for number, cells in head]
        return max(rows, key=lambda item: (len(item.columns), len(item.matches)), default=None)

    def _named_row(self, name: str, plan: SheetPlan, number: int, cells: Cells) -> Matched:
        labels = self._labels(plan)
        told = self.remembered.get(plan.code, {})
        matched = Matched(name, plan, {}, number, by_code=False)
        for column, cell in sorted(cells.items()):
            heading = fold(cell.text)
            code, how = told.get(heading, ""), "remembered"
            if not code:
                code, how = _column_called(heading, labels), "name"
            if code and code not in matched.columns.values():
                matched.columns[column] = code
                matched.matches.append(_match(matched, column, cell.text, code, how))  # type: ignore[arg-type]  # one of the kinds
            else:
                matched.matches.append(_match(matched, column, cell.text, "", "none"))
        return matched

    def _columns_of(self, plan: SheetPlan) -> tuple[str, ...]:
        if plan.kind == "table":
            return (*self.catalogue.tables[plan.code].columns, "row_id")
        return _OWN_COLUMNS.get(plan.kind, ())

    def _labels(self, plan: SheetPlan) -> Mapping[str, frozenset[str]]:
        """Folded headings of each column."""
        own: dict[str, LocalText] = dict(COLUMN_WORDS)
        if plan.kind == "table":
            columns = self.catalogue.tables[plan.code].columns
            own |= {code: column.label for code, column in columns.items()}
        return {
            code: frozenset({fold(own[code].zh), fold(own[code].en), fold(code)})
            for code in (*self._columns_of(plan), "code")
        }


def repeated(columns: Mapping[int, str]) -> Iterable[tuple[int, str]]:
    """Columns whose name stands further left already.

    >>> list(repeated({2: "year", 5: "year"}))
    [(5, 'year')]
    """
    seen: set[str] = set()
    for column, name in sorted(columns.items()):
        if name in seen:
            yield column, name
        seen.add(name)


def heading_unit(heading: str) -> str:
    """The unit that a heading names; empty when it names none."""
    return unit_in_heading(heading)


def _column_called(heading: str, labels: Mapping[str, frozenset[str]]) -> str:
    for name in (heading, without_brackets(heading)):
        found = next((code for code, known in labels.items() if name and name in known), "")
        if found:
            return found
    return next(
        (
            code
            for code, known in labels.items()
            if without_brackets(heading) in {without_brackets(label) for label in known} - {""}
        ),
        "",
    )


def _match(matched: Matched, column: int, heading: str, code: str, how: MatchKind) -> ColumnMatch:
    place = f"{matched.name}!{letters_of(column)}{matched.head_row}"
    table = matched.plan.code if matched.plan.kind == "table" else ""
    return ColumnMatch(place, heading, table, code, how)

"""What a group of edits touches, and which checks rest on a column of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from db.edits import Edit
from questionnaire.answer_scope import REFERENCE_NAMES
from questionnaire.catalogue import Catalogue
from questionnaire.check_plan import CheckPlan, QuestionPlan
from questionnaire.formula import Formula

_UNIQUE = re.compile(r"\bunique(_in_year)?\(")
_CHANGE = re.compile(r"\bchange\(")


@dataclass(frozen=True, slots=True)
class EditEffect:
    """What a group of edits touches in one year.

    Attributes:
        codes: fields, tables and graded indicators; `T1_level` beside `T1`.
        cells: (table, row id, column) of cells in rows that stay.
        rows: by table, the rows that came, went, moved or changed.
        moved: tables in which rows came, went or moved.
        confirmed: problems that were confirmed or whose confirmation ended.
    """

    codes: frozenset[str] = frozenset()
    cells: tuple[tuple[str, str, str], ...] = ()
    rows: Mapping[str, frozenset[str]] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()

    def edited_columns(self, table: str) -> frozenset[str]:
        """Columns of a table of which cells were edited in rows that stay."""
        return frozenset(column for name, _, column in self.cells if name == table)


def effect_of(edits: Iterable[Edit]) -> EditEffect:
    """What edits of one year touch.

    >>> from db.edits import Place
    >>> sorted(effect_of([Edit(Place(2025, "mark", "T1", role="self"), None, "{}")]).codes)
    ['T1', 'T1_level']
    """
    codes: set[str] = set()
    cells: list[tuple[str, str, str]] = []
    rows: dict[str, set[str]] = {}
    moved: set[str] = set()
    confirmed: set[str] = set()
    for place in (edit.place for edit in edits):
        if place.kind == "confirmed":
            confirmed.add(place.code)
            continue
        codes.add(place.code)
        if place.kind == "mark":
            codes.add(f"{place.code}_level")
        elif place.kind in ("row", "cell"):
            rows.setdefault(place.code, set()).add(place.row_id)
            if place.kind == "row":
                moved.add(place.code)
            else:
                cells.append((place.code, place.row_id, place.column))
    return EditEffect(
        frozenset(codes),
        tuple(cells),
        {table: frozenset(ids) for table, ids in rows.items()},
        frozenset(moved),
        frozenset(confirmed),
    )


@dataclass(frozen=True, slots=True)
class ColumnReach:
    """Columns of one table whose checks look at other rows.

    Attributes:
        unique: columns that must not occur twice.
        change: columns that are held against the row of the year before.
    """

    unique: frozenset[str]
    change: frozenset[str]


class CheckIndex:
    """Which checks rest on which column, and which look beyond their row; made once from a plan."""

    def __init__(self, plan: CheckPlan) -> None:
        """Read all expressions of the plan."""
        self._resting: dict[tuple[str, str], set[str]] = {}
        for check, formula in _formulas(plan):
            for place in _columns_read(formula, plan.catalogue):
                self._resting.setdefault(place, set()).add(check)
        for code, item in plan.fields.items():
            if item.field.evidence == "required":
                self._resting.setdefault(("evidence", "supports"), set()).add(f"evidence:{code}")
        self.reach: Mapping[str, ColumnReach] = {
            table: ColumnReach(_calling(columns, _UNIQUE), _calling(columns, _CHANGE))
            for table, columns in plan.columns.items()
        }

    def resting_on(self, table: str, column: str) -> frozenset[str]:
        """Checks outside the row that read a column; what reads it by a computed value is not."""
        return frozenset(self._resting.get((table, column), ()))


def _formulas(plan: CheckPlan) -> Iterator[tuple[str, Formula]]:
    """Every expression with the id of its check."""
    for code, item in plan.fields.items():
        for formula in _of_question(item.checks):
            yield f"field:{code}", formula
    for table, columns in plan.columns.items():
        for column in columns:
            for formula in _of_question(column):
                yield f"table:{table}.{column.question.code}", formula
    for name, cross in plan.cross_checks.items():
        yield name, cross.formula


def _of_question(plan: QuestionPlan) -> Iterator[Formula]:
    for formula in (plan.hard, plan.soft, plan.required):
        if isinstance(formula, Formula):
            yield formula


def _columns_read(formula: Formula, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Columns read over all rows; the cells of a column's own row are left out."""
    if "evidence_count(" in formula.text:
        yield "evidence", "supports"
    for reference in formula.references:
        named, _, column = reference.name.partition(".")
        table = catalogue.tables.get(reference.table)
        if column and named in catalogue.tables:
            yield named, column
        elif table is not None and reference.name in REFERENCE_NAMES:
            yield from ((table.code, name) for name in table.columns)
        elif table is not None:
            yield table.code, reference.name


def _calling(columns: Iterable[QuestionPlan], function: re.Pattern[str]) -> frozenset[str]:
    return frozenset(
        column.question.code
        for column in columns
        if any(function.search(formula.text) for formula in _of_question(column))
    )

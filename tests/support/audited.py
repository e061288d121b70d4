"""The audit workbook of made-up answers, recalculated by a spreadsheet engine that is not ours.

`formualizer` evaluates the formulas that stand in the written file; the values that we store beside
them are taken away first.
"""

import datetime
import io
import itertools
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import formualizer

from exchange.audit.formula_reader import Area, read_formula
from exchange.audit.input_cells import InputCells, Part
from exchange.audit.workbook import AuditSheets, write_audit_workbook
from exchange.table_sheets import FIRST_ROW
from questionnaire.answers import AnswerSet
from questionnaire.fill_shape import read_fill
from questionnaire.messages import Language
from questionnaire.numbers import exact
from scoring.scorecard import Benchmark
from services.audit_workbooks import audit_case
from services.subjects import Subject
from support.project import ROOT
from support.scored_park import example, means
from support.sessions import PRODUCT, environment

MADE = datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)
CHECK, INDICATORS = "审计-核对", "审计-指标"
NEAR = 1e-9
"""Largest relative difference (quality.md, Correctness figures)."""

Known = float | str
"""What a cell shows; unknown is an empty text."""

_VALUE_OF_FORMULA = re.compile(
    r'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)(?: t="[a-z]+")?(><f>[^<]*</f>)<v>[^<]*</v>'
)


@cache
def park() -> AnswerSet:
    """The answers of the worked example."""
    return filled(AnswerSet(2025), example()["inputs"])


def filled(base: AnswerSet, document: Mapping[str, Any]) -> AnswerSet:
    """Answers after a document of `fill`; marks given for an item replace all of it."""
    count = itertools.count()
    kept = {code: by for code, by in base.marks.items() if code not in document.get("marks", {})}
    return read_fill(
        PRODUCT.catalogue, document, replace(base, marks=kept), PRODUCT.references,
        lambda: f"r{next(count)}x{len(base.tables)}",
    )  # fmt: skip


def sheets(
    answers: AnswerSet,
    *earlier: AnswerSet,
    language: Language = "zh",
    industry_means: Mapping[str, Benchmark] | None = None,
) -> AuditSheets:
    """The audit sheets of answers, with the means of the example if none are given."""
    history = {one.year: one for one in (*earlier, answers)}
    given = means() if industry_means is None else industry_means
    subject = Subject("park", history, answers.year, industry_means=given)
    return AuditSheets(audit_case(PRODUCT, environment(ROOT), subject, language))


def written(laid_out: AuditSheets) -> bytes:
    """The file."""
    return write_audit_workbook(laid_out, MADE)


def without_values(workbook: bytes) -> bytes:
    """The file without the values beside its formulas."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as stripped,
    ):
        for item in source.infolist():
            data = source.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                data = _VALUE_OF_FORMULA.sub(r"\1\2", data.decode()).encode()
            stripped.writestr(item, data)
    return target.getvalue()


class Spreadsheet:
    """A workbook open in the engine; what is typed is recalculated when results are asked for.

    Args:
        workbook: the file, without the values beside its formulas.
        laid_out: what it was written from, to know what stands where.
    """

    def __init__(self, workbook: bytes, laid_out: AuditSheets) -> None:
        """Open it."""
        self.engine = formualizer.load_workbook_bytes(workbook)
        self._laid_out = laid_out

    def type(self, code: str, content: float | str | None, part: Part = "value") -> None:
        """Type into the cell of a field."""
        self.put(self._laid_out.inputs.field(code, part), content)

    def put(self, cell: str, content: float | str | None) -> None:
        """Type into a cell."""
        area = read_formula(cell)
        assert isinstance(area, Area)
        self.engine.set_value(area.sheet, area.top, area.left, content)

    def put_beside(
        self, sheet: str, key: str, column: int, content: float, *, found: int = 1
    ) -> None:
        """Type into a line of an audit sheet by its first cell; `found` counts such lines."""
        grid = next(grid for grid in self._laid_out.grids if grid.name == sheet)
        rows = [
            row for (row, at), cell in sorted(grid.cells.items()) if at == 2 and cell.content == key
        ]
        self.engine.set_value(sheet, rows[found - 1], column, content)

    def retype(self, answers: AuditSheets) -> None:
        """Make the sheets of the form hold other answers, as if each change was typed."""
        before, after = self._laid_out.inputs, answers.inputs
        for sheet, row, column in sorted({*_places(before), *_places(after)}):
            old, new = (_known(one.content(sheet, column, row)) for one in (before, after))
            if old != new:
                self.engine.set_value(sheet, row, column, None if new == "" else new)

    def results(self) -> dict[str, Known]:
        """Name -> live result of everything that the check sheet compares."""
        self.engine.evaluate_all()
        block = self._laid_out.check
        live, name = block.columns["live"], block.columns["name"]
        return {
            str(self.engine.get_value(CHECK, row, name)): _known(
                self.engine.get_value(CHECK, row, live)
            )
            for row in range(block.top, block.bottom + 1)
        }


def _places(inputs: InputCells) -> Iterator[tuple[str, int, int]]:
    """Cells of the form that the audit can read: sheet, row, column."""
    for sheet, row in inputs._field_places.values():
        yield from ((sheet, row, column) for column in (4, 5, 6, 7))
    for plan, sheet in inputs.names.items():
        if plan.kind == "table":
            columns = len(PRODUCT.catalogue.tables[plan.code].columns) + 1
            for line in range(len(inputs.form.answers.rows(plan.code))):
                yield from ((sheet, line + FIRST_ROW, at + 1) for at in range(columns))
        elif plan.kind in inputs._own_rows:
            for line in range(len(inputs._own_rows[plan.kind])):
                yield from ((sheet, line + 4, at) for at in (1, 5 if plan.kind == "marks" else 4))


def program(laid_out: AuditSheets) -> dict[str, Known]:
    """Name -> the program's result of everything that the check sheet compares."""
    block = laid_out.check
    return {
        str(laid_out.value(CHECK, block.columns["name"], row)): _known(
            laid_out.value(CHECK, block.columns["program"], row)
        )
        for row in range(block.top, block.bottom + 1)
    }


def differing(found: Mapping[str, Known], wanted: Mapping[str, Known]) -> list[str]:
    """Results that are not equal to 1e-9; results of one side only count as well."""
    return [
        f"{name}: {found.get(name)} instead of {wanted.get(name)}"
        for name in sorted({*found, *wanted})
        if not agree(found.get(name, "absent"), wanted.get(name, "absent"))
    ]


def agree(a: Known, b: Known) -> bool:
    """Whether two results are the same, numbers to a relative 1e-9."""
    if isinstance(a, str) or isinstance(b, str):
        return a == b
    return abs(a - b) <= NEAR * max(1.0, abs(a), abs(b))


def shown(laid_out: AuditSheets) -> Iterator[tuple[str, int, int, Known]]:
    """Sheet, row, column and value of every formula, as it is stored beside it."""
    with exact():
        for grid in laid_out.grids:
            for (row, column), cell in grid.cells.items():
                if isinstance(cell.content, str) and type(cell.content) is not str:
                    yield grid.name, row, column, _known(laid_out.value(grid.name, column, row))


def _known(value: object) -> Known:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    return float(value) if isinstance(value, Decimal | float | int) else str(value)

"""What a cell of a table is.

Source: carbon-accounting.md 3; rubric.md 14; docs/decisions/0020-states-of-cells.md.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from accounting.compute import compute_inventory
from accounting.rows import ZERO_WHEN_BLANK
from accounting.settings import settings_of
from questionnaire.answers import AnswerSet, Row
from services.cell_states import CellState, state_of
from services.park_sessions import ParkSession
from support.sessions import PRODUCT, YEAR


def row_of(session: ParkSession, table: str) -> str:
    """The first row of the year that is shown."""
    rows = session.answers.rows(table)
    return next(name for name, row in rows.items() if row.get("year", YEAR) == YEAR)


def state(session: ParkSession, table: str, column: str) -> CellState:
    """The state of a cell of the first row, with the worst problem that the checks find."""
    row = row_of(session, table)
    found = [item for item in session.problems if item.id == f"table:{table}.{column}:{row}"]
    return state_of(
        session, (table, row, column), min(found, default=None, key=lambda item: not item.open)
    )


@pytest.mark.parametrize(
    "table, column, cells, expected",
    [
        ("enterprises", "output", {}, CellState.VALUE),
        ("enterprises", "output", {"output": ""}, CellState.MISSING),
        ("enterprises", "uscc", {"uscc": "123"}, CellState.WRONG),
        ("enterprises", "output", {"output": "23500000"}, CellState.TO_EXPLAIN),
        ("enterprises", "value_added", {"value_added": ""}, CellState.OPTIONAL),
        ("enterprises", "ets_compliant", {"ets_compliant": ""}, CellState.MISSING),
        (
            "enterprises",
            "ets_compliant",
            {"ets_unit": "no", "ets_compliant": ""},
            CellState.NOT_ASKED,
        ),
        ("enterprises", "co2_process", {"co2_process": ""}, CellState.MISSING),
        (
            "enterprises",
            "co2_process",
            {"report_status": "none", "co2_process": ""},
            CellState.ZERO,
        ),
        ("energy_carriers", "recovered", {"recovered": ""}, CellState.ZERO),
        ("energy_carriers", "carbon_content", {}, CellState.OPTIONAL),
        ("energy_carriers", "note", {}, CellState.OPTIONAL),
        ("power_heat_balance", "quantity", {"quantity": "", "mass": "5"}, CellState.NOT_ASKED),
        ("evidence", "file_name", {"file_name": "a.pdf"}, CellState.WRITTEN),
    ],
)
def test_states(
    session: ParkSession, table: str, column: str, cells: dict[str, str], expected: CellState
) -> None:
    for name, typed in cells.items():
        session.set_cell(table, row_of(session, table), name, typed)
    assert state(session, table, column) is expected


def test_an_explained_cell(session: ParkSession) -> None:
    row = row_of(session, "enterprises")
    session.set_cell("enterprises", row, "output", "23500000")
    assert session.confirm(f"table:enterprises.output:{row}", "新产线投产").changed
    assert state(session, "enterprises", "output") is CellState.EXPLAINED


def test_a_blank_that_counts_as_zero_is_zero_to_the_inventory(session: ParkSession) -> None:
    """Whatever row of the example: without the cell everything is as with a 0 in it."""
    answers = session.answers
    cases = [
        (table, column, row_id)
        for table, columns in ZERO_WHEN_BLANK.items()
        for column in sorted(columns)
        for row_id in answers.rows(table)
    ]
    for table, column, row_id in cases:
        row = {**answers.rows(table)[row_id], "report_status": "none"}
        if table != "enterprises":
            del row["report_status"]
        blank = {name: value for name, value in row.items() if name != column}
        zero = {**blank, column: Decimal(0)}
        found = [_values(session, answers, table, {row_id: cells}) for cells in (blank, zero)]
        assert found[0] == found[1], (table, column, row_id)


def _values(
    session: ParkSession, answers: AnswerSet, table: str, rows: dict[str, Row]
) -> dict[str, Decimal | None]:
    tables = {**answers.tables, table: {**answers.rows(table), **rows}}
    changed = {**session.history, YEAR: replace(answers, tables=tables)}
    settings = settings_of(changed[YEAR])
    inventory = compute_inventory(session.catalogue, changed, YEAR, settings, PRODUCT.factors)
    return dict(inventory.values)

"""Whatever is done to a table in whatever order: sums, rows, blanks, the current cell stay right.

The sums are added up here from the answers of the session.
"""

import itertools
from collections.abc import Callable
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from gui.fill.table_block import TableBlock
from services.park_sessions import ParkSession
from support.tables import column, put_on_clipboard, select

FIRST_STEP = "Gross domestic product"
SUMMED = ("output", "energy_tce", "electricity")
VALUES = itertools.count(700)
Act = Callable[[TableBlock, ParkSession], object]


def _choose(block: TableBlock, row: int, name: str) -> None:
    if block.model.rowCount():
        select(block, (row % block.model.rowCount(), column(block, name)))


def _type(row: int, name: str, text: str) -> Act:
    def act(block: TableBlock, _session: ParkSession) -> None:
        if block.model.rowCount():
            place = block.model.index(row % block.model.rowCount(), column(block, name))
            block.model.setData(place, text)

    return act


def _paste(row: int, name: str, text: str) -> Act:
    def act(block: TableBlock, _session: ParkSession) -> None:
        if block.model.rowCount():  # else it would go into the first column, the year
            _choose(block, row, name)
            put_on_clipboard(text)
            block.grid.commands.paste()

    return act


def _offer(row: int, name: str, action: str) -> Act:
    def act(block: TableBlock, _session: ParkSession) -> None:
        _choose(block, row, name)
        block.offers().get(action, lambda: None)()

    return act


def _filter(name: str, text: str) -> Act:
    return lambda block, _session: block.model.set_filter(column(block, name), text)


def _undo(_block: TableBlock, session: ParkSession) -> None:
    """Take a step back, not beyond the beginning of the test."""
    if FIRST_STEP not in str(session.undo_text):
        session.undo()


ROWS, NAMES = st.integers(0, 9), st.sampled_from(SUMMED)
NUMBERS = st.sampled_from(["", "0", "12.5", "-3", "1,000", "0.1", "许多"])
BLOCKS = st.sampled_from(["5", "1\t2\r\n3\t4\r\n", "7\r\n\r\n9\r\n", "x\t1\r\n"])
ACTIONS = st.sampled_from(
    ["add_row", "insert_row", "duplicate_row", "delete_rows", "clear_cells", "fill_down",
     "cut_cells", "filter_value", "show_all_rows", "next_missing",
     "sort_rising", "sort_falling", "sort_none"]
)  # fmt: skip
STEPS = st.one_of(
    st.builds(_type, ROWS, NAMES, NUMBERS),
    st.builds(_paste, ROWS, NAMES, BLOCKS),
    st.builds(_offer, ROWS, NAMES, ACTIONS),
    st.builds(_filter, NAMES, st.sampled_from(["", ">= 10", "=", "<>", "zzz"])),
    st.just(_undo),
    st.just(lambda _block, session: session.redo()),
)


def _total(session: ParkSession, ids: list[str], name: str) -> Decimal | None:
    rows = session.answers.rows("enterprises")
    cells = [cell for row_id in ids if isinstance(cell := rows[row_id].get(name), Decimal)]
    return sum(cells, Decimal(0)) if cells else None


def _missing(session: ParkSession) -> int:
    """Required blanks of rows that were begun, by the catalogue's words read here."""
    columns = session.catalogue.tables["enterprises"].columns.values()
    always = [item.code for item in columns if item.required == "yes"]
    reported = [item.code for item in columns if item.required == 'report_status != "none"']
    assert reported
    found = 0
    for row in session.answers.rows("enterprises").values():
        asked = list(always) if row.keys() - {"year"} else []
        if asked and row.get("report_status") != "none":
            asked += reported
        if row.get("ets_unit") == "yes":
            asked.append("ets_compliant")
        found += sum(name not in row for name in asked)
    return found


def _check(block: TableBlock, session: ParkSession) -> None:
    ids, rows = list(block.model.ids), session.answers.rows("enterprises")
    assert len(set(ids)) == len(ids)
    assert set(ids) <= set(rows)
    if not block.model.is_filtered:
        assert set(ids) == set(rows)
        if block.model.arrangement.sorting is None:
            assert ids == list(rows)
    for name in SUMMED:
        shown = block.model.total(column(block, name)).replace(",", "").replace("−", "-")
        expected = _total(session, ids, name)
        assert (None if shown == "" else Decimal(shown)) == expected
    assert block.model.missing_cells == _missing(session)
    current = block.grid.currentIndex()
    assert current.isValid() is bool(ids), "the keyboard always has a cell"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(STEPS, min_size=1, max_size=8))
def test_after_every_step_all_is_right(
    block: TableBlock, session: ParkSession, steps: list[Act]
) -> None:
    session.set_field("gdp", str(next(VALUES)))
    block.clear_filters()
    block.model.sort(-1, Qt.SortOrder.AscendingOrder)
    for step in steps:
        step(block, session)
        _check(block, session)

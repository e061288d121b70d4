"""The parks of a store in their table: what is seen, sorted, filtered and selected."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QTableView, QToolButton
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.province.park_columns import KEYS
from gui.province.parks_model import TREND_ROLE, ParksModel
from gui.province.parks_table import ParksTable
from gui.province.store_workspace import StoreWorkspace, open_store
from gui.style import mixed
from gui.workspaces import OpenRequest
from services.rank_intervals import rank_intervals_of
from services.total_trends import YearTotal
from support.window import select_row, tab_order

DIMENSIONS = ("T", "I", "E", "S", "F", "P")


def table_of(workspace: StoreWorkspace) -> ParksTable:
    found = workspace.findChild(ParksTable, "store.parks")
    assert found is not None
    return found


def column_of(workspace: StoreWorkspace, key: str) -> list[str]:
    model = table_of(workspace).model()
    return [str(model.index(row, KEYS.index(key)).data()) for row in range(model.rowCount())]


def whole(table: QTableView, key: str) -> bool:
    """Whether a column is inside the window, and wide enough for all its texts."""
    column = KEYS.index(key)
    right = table.columnViewportPosition(column) + table.columnWidth(column)
    wide = table.columnWidth(column) >= table.sizeHintForColumn(column)
    return wide and right <= table.viewport().width()


def _choose(workspace: StoreWorkspace, name: str, text: str) -> None:
    box = workspace.findChild(QComboBox, f"store.filter.{name}")
    assert box is not None
    box.setCurrentText(text)
    assert box.currentText() == text
    box.activated.emit(box.currentIndex())


def tick(workspace: StoreWorkspace, key: str) -> None:
    """Turn a column on or off in the menu of columns."""
    action = workspace.findChild(QAction, f"store.columns.{key}")
    assert action is not None
    action.trigger()


def shown_columns(workspace: StoreWorkspace) -> list[str]:
    table = table_of(workspace)
    return [key for key in KEYS if not table.isColumnHidden(KEYS.index(key))]


def _find(workspace: StoreWorkspace) -> QLineEdit:
    found = workspace.tool_bar().end[0]
    assert isinstance(found, QLineEdit)
    return found


def test_opens_with_the_year_of_most_rated_parks(province: StoreWorkspace) -> None:
    assert province.title().endswith("2025")
    assert sorted(column_of(province, "code")) == ["TEST0001", "TEST0002", "TEST0003"]


def test_head_and_box_name_the_years(province: StoreWorkspace) -> None:
    note = province.findChild(QLabel, "store.note")
    year = province.tool_bar().start[0]
    assert note is not None
    assert isinstance(year, QComboBox)
    assert "2025–2026" in note.text()
    assert [year.itemData(row) for row in range(year.count())] == [2026, 2025]
    assert "3" in year.currentText()


@pytest.mark.parametrize("language, width", [("zh", 1280), ("zh", 1440), ("en", 1280)])
def test_everything_is_seen_without_scrolling(
    province: StoreWorkspace, context: Context, language: str, width: int
) -> None:
    context.texts.set_language("en" if language == "en" else "zh")
    province.resize(width, 600)
    table = table_of(province)
    seen = shown_columns(province)
    assert seen == [key for key in KEYS if key not in {"code", "status"}]
    assert [key for key in seen if key != "park" and not whole(table, key)] == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_text_is_cut_at_any_size_of_text(
    province: StoreWorkspace, context: Context, scale: float
) -> None:
    context.theme.set_scale(scale)
    table = table_of(province)
    cut = [
        key
        for column, key in enumerate(KEYS)
        if key != "park"
        and not table.isColumnHidden(column)
        and table.columnWidth(column) < table.sizeHintForColumn(column)
    ]
    assert cut == []


def test_a_long_name_takes_the_room_that_is_left(province: StoreWorkspace) -> None:
    province.resize(1900, 600)
    table, column = table_of(province), KEYS.index("park")
    assert table.columnWidth(column) >= table.sizeHintForColumn(column)


def test_a_selected_row_keeps_the_colours_of_its_scores(
    province: StoreWorkspace, context: Context
) -> None:
    table, tokens = table_of(province), context.theme.tokens
    select_row(table, 0)
    score = int(column_of(province, "E")[0])
    cell = table.visualRect(table.model().index(0, KEYS.index("E")))
    seen = table.viewport().grab().toImage().pixelColor(cell.topLeft() + QPoint(4, 4))
    expected = mixed(tokens.surface, tokens.heat, score / 100)
    assert _distance(seen, expected) <= 3
    assert _distance(seen, QColor(tokens.tint)) > 3


def _distance(one: QColor, other: QColor) -> int:
    return max(
        abs(one.red() - other.red()),
        abs(one.green() - other.green()),
        abs(one.blue() - other.blue()),
    )


def test_sorted_by_a_click_on_the_head_and_back(province: StoreWorkspace) -> None:
    tick(province, "code")
    heads = table_of(province).horizontalHeader()
    place = QPoint(heads.sectionViewportPosition(KEYS.index("code")) + 20, 12)
    orders = []
    for _ in range(2):
        QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=place)
        orders.append(column_of(province, "code"))
    assert orders == [
        ["TEST0001", "TEST0002", "TEST0003"],
        ["TEST0003", "TEST0002", "TEST0001"],
    ]


def test_sorted_by_keys_alone(province: StoreWorkspace) -> None:
    table = table_of(province)
    table.setCurrentIndex(table.model().index(0, KEYS.index("code")))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert column_of(province, "code") == ["TEST0003", "TEST0002", "TEST0001"]
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert column_of(province, "code") == ["TEST0001", "TEST0002", "TEST0003"]
    QTest.keyClick(table, Qt.Key.Key_F7)
    assert column_of(province, "code") == ["TEST0003", "TEST0002", "TEST0001"]
    QTest.keyClick(table, Qt.Key.Key_F7)
    assert column_of(province, "code") == ["TEST0001", "TEST0002", "TEST0003"]


@pytest.mark.parametrize(
    "text, codes",
    [("临港", ["TEST0002"]), ("test0003", ["TEST0003"]), (" 0001 ", ["TEST0001"]), ("无", [])],
)
def test_finds_by_name_or_code(province: StoreWorkspace, text: str, codes: Sequence[str]) -> None:
    _find(province).setText(text)
    assert column_of(province, "code") == codes


def test_filters_hold_together_and_the_head_counts(province: StoreWorkspace) -> None:
    _choose(province, "class", "CE")
    assert len(column_of(province, "code")) == 3
    _choose(province, "grade", "E")
    assert column_of(province, "code") == []
    note = province.findChild(QLabel, "store.note")
    assert note is not None
    assert "0" in note.text()
    assert "3" in note.text()
    _choose(province, "grade", "B")
    assert {text[0] for text in column_of(province, "grade")} == {"B"}


def test_columns_are_chosen_remembered_and_given_back(
    province: StoreWorkspace, context: Context, store: Path, qtbot: QtBot
) -> None:
    usual = shown_columns(province)
    tick(province, "status")
    tick(province, "k")
    chosen = shown_columns(province)
    assert set(chosen) ^ set(usual) == {"status", "k"}
    again = open_store(OpenRequest(str(store)), context)
    bar = again.tool_bar()
    for part in (again, *bar.start, *bar.end):
        qtbot.addWidget(part)
    assert shown_columns(again) == chosen
    button = again.findChild(QToolButton, "store.columns")
    assert button is not None
    button.menu().actions()[-1].trigger()
    assert shown_columns(again) == usual


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_several_columns_are_ticked_while_the_menu_stays_open(province: StoreWorkspace) -> None:
    button = province.findChild(QToolButton, "store.columns")
    assert button is not None
    menu, table = button.menu(), table_of(province)
    menu.popup(province.mapToGlobal(QPoint(0, 0)))
    menu.setActiveAction(menu.actions()[0])
    QTest.keyClick(menu, Qt.Key.Key_Space)
    QTest.mouseClick(
        menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.actions()[1]).center()
    )
    assert menu.isVisible()
    assert table.isColumnHidden(KEYS.index("interval"))
    assert not table.isColumnHidden(KEYS.index("code"))
    menu.close()


def test_each_rated_park_has_its_interval_and_its_last_years(
    province: StoreWorkspace, context: Context
) -> None:
    found = province.shown()
    assert found is not None
    between = rank_intervals_of(context.product, found.ranked)
    expected = [between[item.scorecard.park_code] for item in found.ranked]
    assert column_of(province, "interval") == [
        str(one.first) if one.first == one.last else f"{one.first}–{one.last}" for one in expected
    ]
    model = table_of(province).model()
    trends = [model.index(row, KEYS.index("trend")) for row in range(3)]
    totals = column_of(province, "total")
    for index, total in zip(trends, totals, strict=True):
        assert index.data(TREND_ROLE) == (None, None, None, 0.5)
        assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
            f"2022: –; 2023: –; 2024: –; 2025: {total}"
        )
    province.read(2026)
    assert column_of(province, "interval") == ["–"], "one park has no rank among others"
    tip = model.index(0, KEYS.index("trend")).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines()[2].startswith("2025: ")


def test_intervals_are_awaited_without_moving_columns(province: StoreWorkspace) -> None:
    parks, found = province.findChild(ParksModel), province.shown()
    assert parks is not None
    assert found is not None
    table, column = table_of(province), KEYS.index("interval")
    between = parks.intervals
    parks.show(found.ranked)
    table.fit_columns()
    assert column_of(province, "interval") == ["…"] * 3
    width = table.columnWidth(column)
    parks.show_intervals(between)
    table.fit_columns()
    assert column_of(province, "interval") != ["…"] * 3
    assert table.columnWidth(column) == width


def _inked(image: QImage, ground: QColor) -> set[int]:
    """Columns of pixels that something is drawn in."""
    return {
        x
        for x in range(image.width())
        for y in range(image.height())
        if _distance(image.pixelColor(x, y), ground) > 60
    }


def test_the_line_of_years_breaks_at_a_gap(province: StoreWorkspace, context: Context) -> None:
    parks = province.findChild(ParksModel)
    assert parks is not None
    years = [("81.2", "82.0", None, "75.0"), (None, "70.0", None, None), (None,) * 4]
    codes = [parks.park(row).scorecard.park_code for row in range(3)]
    parks.show_trends(
        {
            code: tuple(
                YearTotal(2022 + place, None if total is None else Decimal(total))
                for place, total in enumerate(totals)
            )
            for code, totals in zip(codes, years, strict=True)
        }
    )
    table, column = table_of(province), KEYS.index("trend")
    table.clearSelection()
    table.setCurrentIndex(QModelIndex())
    inked = []
    for row in range(3):
        cell = table.visualRect(table.model().index(row, column))
        image = table.viewport().grab(cell).toImage()
        found = _inked(image, QColor(context.theme.tokens.surface))
        inked.append({4 * x // image.width() for x in found})
    first, second, third = inked
    assert (first, second, third) == ({0, 1, 3}, {1}, set()), "quarters of the cell"


def test_sorted_by_the_change_to_the_year_before(province: StoreWorkspace) -> None:
    parks = province.findChild(ParksModel)
    assert parks is not None
    changes = {"TEST0001": "71", "TEST0002": "79.5"}
    parks.show_trends(
        {
            code: (YearTotal(2024, Decimal(75)), YearTotal(2025, Decimal(total)))
            for code, total in changes.items()
        }
    )
    table = table_of(province)
    table.sort_by(KEYS.index("trend"), Qt.SortOrder.DescendingOrder)
    assert column_of(province, "code") == ["TEST0002", "TEST0001", "TEST0003"]


def test_heads_explain_interval_and_years(province: StoreWorkspace, context: Context) -> None:
    context.texts.set_language("en")
    model, role = table_of(province).model(), Qt.ItemDataRole.ToolTipRole
    tips = {
        key: str(model.headerData(KEYS.index(key), Qt.Orientation.Horizontal, role))
        for key in ("interval", "trend", "T")
    }
    assert "2000" in tips["interval"]
    assert "20260101" in tips["interval"]
    assert "OECD" in tips["interval"]
    assert "gap" in tips["trend"]
    assert "Design" in tips["T"]


def test_what_was_chosen_stays_when_the_language_changes(
    province: StoreWorkspace, context: Context
) -> None:
    _choose(province, "grade", "E")
    context.texts.set_language("en")
    box = province.findChild(QComboBox, "store.filter.grade")
    assert box is not None
    assert (box.currentText(), column_of(province, "code")) == ("E", [])


def test_the_selected_park_stays_selected_when_the_store_is_read_again(
    province: StoreWorkspace,
) -> None:
    table = table_of(province)
    row = column_of(province, "code").index("TEST0003")
    select_row(table, row)
    province.actions()["refresh"]()
    assert table.currentIndex().row() == row


def test_another_year_is_shown(province: StoreWorkspace) -> None:
    year = province.tool_bar().start[0]
    assert isinstance(year, QComboBox)
    year.setCurrentIndex(year.findData(2026))
    year.activated.emit(year.currentIndex())
    assert column_of(province, "code") == ["TEST0002"]
    province.actions()["refresh"]()
    assert province.title().endswith("2026")


def test_tab_goes_through_filters_and_table_in_reading_order(province: StoreWorkspace) -> None:
    reached = [part.objectName() for part in tab_order(province)]
    assert reached == [
        "store.filter.class",
        "store.filter.grade",
        "store.filter.colour",
        "store.columns",
        "store.means.give",
        "store.parks",
        "store.panel.code.2",
        "store.panel.clusters",
        "store.panel.open",
    ]


def test_everything_has_a_name_for_readers(province: StoreWorkspace) -> None:
    parts = [*tab_order(province), *province.tool_bar().start, *province.tool_bar().end]
    unnamed = [part.objectName() for part in parts if not _spoken(part)]
    assert unnamed == []


def _spoken(part: object) -> str:
    text = getattr(part, "text", None)
    named = str(getattr(part, "accessibleName")())  # noqa: B009 - any widget
    return named or (str(text()) if callable(text) else "")

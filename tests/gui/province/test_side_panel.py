"""The panel beside the parks: codes, intensity and structure, the chosen parks."""

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTableView, QToolTip
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.province.cluster_chart import ClusterChart
from gui.province.cluster_view import PointView, cluster_view
from gui.province.code_bars import CodeBar
from gui.province.side_panel import SidePanel
from gui.province.store_workspace import StoreWorkspace, open_store
from gui.workspaces import OpenRequest
from questionnaire.messages import Language
from services.park_clusters import clusters
from support.cut_texts import cut_texts
from support.window import fake, select_row

LONG_NAME = "示例临港绿色石化与高端装备制造产业园区一期二期三期"


@pytest.fixture
def panel(province: StoreWorkspace) -> SidePanel:
    found = province.findChild(SidePanel)
    assert found is not None
    assert found.isVisible()
    return found


def _bar(panel: SidePanel, grade: int) -> CodeBar:
    found = panel.findChild(CodeBar, f"store.panel.code.{grade}")
    assert found is not None
    return found


def _counts(panel: SidePanel) -> list[str]:
    return [_bar(panel, grade).accessibleName() for grade in (1, 2, 3, 4, 5, 0)]


def _text(panel: SidePanel, name: str) -> str:
    found = panel.findChild(QLabel, f"store.panel.{name}")
    assert found is not None
    return found.text() if found.isVisibleTo(panel) else ""


def _codes(province: StoreWorkspace) -> list[str]:
    table = province.findChild(QTableView, "store.parks")
    assert table is not None
    model = table.model()
    return [str(model.index(row, 3).data()) for row in range(model.rowCount())]


def _table(province: StoreWorkspace) -> QTableView:
    found = province.findChild(QTableView, "store.parks")
    assert found is not None
    return found


def _find(province: StoreWorkspace, text: str) -> None:
    find = province.tool_bar().end[0]
    assert isinstance(find, QLineEdit)
    find.setText(text)


def test_a_bar_counts_its_parks_and_shows_them_alone(
    province: StoreWorkspace, panel: SidePanel, context: Context
) -> None:
    context.texts.set_language("en")
    found = province.shown()
    assert found is not None
    grades = [item.scorecard.code.k_grade or 0 for item in found.ranked]
    used, other = grades[0], next(grade for grade in range(6) if grade not in grades)
    counts = _counts(panel)
    assert [line.endswith(f", parks: {grades.count(g)}") for g, line in
            zip((1, 2, 3, 4, 5, 0), counts, strict=True)] == [True] * 6  # fmt: skip
    assert not _bar(panel, other).isEnabled()
    QTest.keyClick(_bar(panel, used), Qt.Key.Key_Space)
    assert len(_codes(province)) == grades.count(used)
    assert _counts(panel) == counts, "others can still be chosen"
    assert _bar(panel, used).isChecked()
    QTest.mouseClick(_bar(panel, used), Qt.MouseButton.LeftButton)
    assert len(_codes(province)) == 3
    _find(province, "TEST0003")
    assert [line.endswith(", parks: 1") for line in _counts(panel)].count(True) == 1


def _chart(panel: SidePanel) -> ClusterChart:
    found = panel.findChild(ClusterChart)
    assert found is not None
    return found


def _points(province: StoreWorkspace, context: Context) -> tuple[PointView, ...]:
    found = province.shown()
    assert found is not None
    cards = [item.scorecard for item in found.ranked]
    return cluster_view(clusters(cards, context.product.editions)).points


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_point_tells_its_park_and_chooses_it(
    province: StoreWorkspace, panel: SidePanel, context: Context
) -> None:
    chart, last = _chart(panel), _points(province, context)[-1]
    place = chart.place_of(last).toPoint()
    QApplication.sendEvent(chart, QHelpEvent(QHelpEvent.Type.ToolTip, place, QPoint(5, 5)))
    assert last.name in QToolTip.text()
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert _text(panel, "name") == last.name
    assert last.name in chart.accessibleName()
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert _text(panel, "name") == last.name, "nothing is there"


def test_arrow_keys_go_through_the_points(
    province: StoreWorkspace, panel: SidePanel, context: Context
) -> None:
    points, chart = _points(province, context), _chart(panel)
    assert len(points) == 3
    seen = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right,
                Qt.Key.Key_Right):  # fmt: skip
        QTest.keyClick(chart, key)
        seen.append(_text(panel, "name"))
    assert seen[-1] == points[-1].name
    assert seen[1] == points[0].name
    assert seen[2] == points[1].name


def test_the_chosen_park_is_told_and_opened(
    province: StoreWorkspace, panel: SidePanel, context: Context
) -> None:
    context.texts.set_language("en")
    found = province.shown()
    assert found is not None
    select_row(_table(province), 0)
    card = found.ranked[0].scorecard
    assert _text(panel, "name") == card.park_name
    assert _text(panel, "rank").startswith("Rank 1, range 1")
    assert _text(panel, "total").startswith(f"{card.total_printed}  {card.grade}")
    assert all(part in _text(panel, "code") for part in ("K", "L", "N"))
    scores = sorted(card.dimensions.values(), key=lambda one: one.score or 0)
    assert _text(panel, "text") == f"Weakest: {scores[0].label.en}, {scores[1].label.en}"
    link = panel.findChild(QPushButton, "store.panel.open")
    assert link is not None
    fake(context).will_answer(None)
    link.click()
    assert fake(context).asked == ["Folder for the scorecard"]


def test_several_parks_are_named_and_compared(
    province: StoreWorkspace, panel: SidePanel, context: Context
) -> None:
    context.texts.set_language("en")
    table, how = _table(province), QItemSelectionModel.SelectionFlag
    for row in (0, 1):
        table.selectionModel().select(table.model().index(row, 0), how.Select | how.Rows)
    assert _text(panel, "name") == "2 parks are chosen"
    assert len(_text(panel, "text").splitlines()) == 2
    assert _text(panel, "total") == ""
    chart = _chart(panel)
    assert ";" not in chart.accessibleName(), "no single park"
    link = panel.findChild(QPushButton, "store.panel.compare")
    assert link is not None
    fake(context).will_answer(lambda dialog: dialog.accept())
    link.click()
    assert fake(context).asked == ["Parks in 2025"]
    table.clearSelection()
    assert _text(panel, "name") == "No park is chosen"
    assert not link.isVisibleTo(panel)


def test_the_panel_is_turned_off_and_stays_off(
    province: StoreWorkspace, panel: SidePanel, context: Context, store: Path, qtbot: QtBot
) -> None:
    province.actions()["side_panel"]()
    assert not panel.isVisible()
    again = open_store(OpenRequest(str(store)), context)
    bar = again.tool_bar()
    for part in (again, *bar.start, *bar.end):
        qtbot.addWidget(part)
    again.resize(1440, 800)
    again.show()
    other = again.findChild(SidePanel)
    assert other is not None
    assert not other.isVisible()
    again.actions()["side_panel"]()
    assert other.isVisible()


def test_in_a_narrow_window_the_panel_comes_when_it_is_asked_for(
    province: StoreWorkspace, panel: SidePanel
) -> None:
    province.resize(1280, 700)
    assert not panel.isVisible()
    province.actions()["side_panel"]()
    assert panel.isVisible()
    table = _table(province)
    assert table.horizontalHeader().length() <= table.viewport().width(), "nothing to scroll"


def test_an_empty_store_has_no_panel(context: Context, tmp_path: Path, qtbot: QtBot) -> None:
    made = open_store(OpenRequest(str(tmp_path / "p.db"), create=True), context)
    bar = made.tool_bar()
    for part in (made, *bar.start, *bar.end):
        qtbot.addWidget(part)
    made.resize(1440, 800)
    made.show()
    found = made.findChild(SidePanel)
    assert found is not None
    assert not found.isVisible()
    assert "side_panel" not in made.actions()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_in_the_panel_is_cut(
    province: StoreWorkspace, panel: SidePanel, context: Context, language: Language, scale: float
) -> None:
    context.texts.set_language(language)
    context.theme.set_scale(scale)
    province.resize(round(1440 * scale), round(900 * scale))
    names = set()
    for row in range(3):
        select_row(_table(province), row)
        for _ in range(5):  # layouts ask each other for room
            QApplication.processEvents()
        names.add(_text(panel, "name"))
        assert cut_texts(panel) == []
    assert LONG_NAME in names

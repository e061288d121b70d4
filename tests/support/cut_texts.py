"""What is cut off in a window: texts without room, widgets outside their parent, side-scrolling.

A text that shortens itself is not cut as long as its tip says it all.
"""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QScrollBar,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from gui.fill.grid_view import GridView
from gui.fill.table_strips import FilterRow
from gui.fill.years_dialog import YearsDialog
from gui.widgets.labels import ElidedLabel

_SLACK = 1
"""Pixels that rounding may take."""
_GAP = 4
"""Pixels between an icon and its text, and around both."""
_MOST_ROWS = 40


def cut_texts(window: QWidget) -> list[str]:
    """Everything that is cut off in a window that is shown, in words."""
    shown = [part for part in window.findChildren(QWidget) if part.isVisibleTo(window)]
    return sorted({*_cut_labels(shown), *_cut_buttons(shown), *_cut_lines(shown),
                   *_cut_tabs(shown), *_cut_views(shown), *_outside(shown),
                   *_sideways(shown), *_overlapping(shown)})  # fmt: skip


def _named(part: QWidget, what: str) -> str:
    owner: QWidget | None = part
    while owner is not None and not owner.objectName():
        owner = owner.parentWidget()
    place = owner.objectName() if owner is not None else "a window"
    return f"{type(part).__name__} in {place}: {what}"


def _cut_labels(shown: list[QWidget]) -> Iterator[str]:
    for part in shown:
        if not isinstance(part, QLabel) or isinstance(part, ElidedLabel) or not part.text():
            continue
        room = part.contentsRect()
        metrics = QFontMetrics(part.font())
        if part.wordWrap():
            needed = part.heightForWidth(part.width())
            widest = max(metrics.horizontalAdvance(word) for word in part.text().split())
            too_wide = widest > room.width() + _SLACK and part.text().isascii()
            if (needed > part.height() + _SLACK or too_wide) and not part.toolTip():
                yield _named(part, f"{part.text()!r} {part.size().toTuple()} needs {needed}")
        elif not part.toolTip():
            needed = max(metrics.horizontalAdvance(line) for line in part.text().splitlines())
            if needed > room.width() + _SLACK or metrics.height() > part.height() + _SLACK:
                yield _named(part, f"{part.text()!r} {part.size().toTuple()} needs {needed}")


def _cut_buttons(shown: list[QWidget]) -> Iterator[str]:
    for part in shown:
        if not isinstance(part, QAbstractButton) or not part.text():
            continue
        needed = part.sizeHint().width()
        if isinstance(part, QToolButton):  # its hint has room for a frame that is not drawn
            icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
            icon = part.iconSize().width() + 2 * _GAP
            needed = icon + QFontMetrics(part.font()).horizontalAdvance(part.text())
            if part.toolButtonStyle() is icon_only:
                continue
        if needed > part.width() + _SLACK:
            yield _named(part, f"{part.text()!r} {part.size().toTuple()} needs {needed}")


def _cut_lines(shown: list[QWidget]) -> Iterator[str]:
    for part in shown:
        if not isinstance(part, QLineEdit) or (part.text() and hasattr(part, "shown_text")):
            continue  # the inputs of the form shorten what they show
        text = part.displayText() or part.placeholderText()
        room = part.contentsRect().width() - 2 * 4
        parent = part.parentWidget()
        whole = part.toolTip() or (parent is not None and parent.toolTip())
        too_long = QFontMetrics(part.font()).horizontalAdvance(text) > room
        if too_long and not whole and not part.hasFocus():
            yield _named(part, f"{text!r} {part.size().toTuple()}")


def _cut_tabs(shown: list[QWidget]) -> Iterator[str]:
    for part in shown:
        if isinstance(part, QTabBar):
            arrows = [item for item in part.findChildren(QToolButton) if item.isVisible()]
            if arrows:
                yield _named(part, "tabs do not fit")


def _cut_views(shown: list[QWidget]) -> Iterator[str]:
    for part in shown:
        if isinstance(part, QTableView):
            yield from _cut_heads(part)
        if isinstance(part, QAbstractItemView) and part.model() is not None:
            yield from _cut_cells(part)


def _cut_heads(view: QTableView) -> Iterator[str]:
    heads, model = view.horizontalHeader(), view.model()
    if not heads.isVisible() or type(heads) is not QHeaderView:
        return
    metrics = QFontMetrics(heads.font())
    for section in range(heads.count()):
        across = Qt.Orientation.Horizontal
        text = str(model.headerData(section, across) or "")
        tip = model.headerData(section, across, Qt.ItemDataRole.ToolTipRole)
        needed = max((metrics.horizontalAdvance(line) for line in text.splitlines()), default=0)
        if needed > heads.sectionSize(section) and not tip:
            yield _named(view, f"head {text!r} {heads.sectionSize(section)} needs {needed}")


def _cut_cells(view: QAbstractItemView) -> Iterator[str]:
    model, root, room = view.model(), QModelIndex(), view.viewport().rect()
    columns = range(model.columnCount(root)) if isinstance(view, QTableView) else (0,)
    for row in range(min(model.rowCount(root), _MOST_ROWS)):
        for column in columns:
            index = model.index(row, column)
            place = view.visualRect(index)
            if not place.intersects(room) or index.data(Qt.ItemDataRole.ToolTipRole):
                continue
            needed = view.sizeHintForIndex(index)
            wraps = isinstance(view, QTableView | QListView) and view.wordWrap()
            if needed.width() > place.width() + _SLACK and not wraps:
                yield _named(view, f"cell {index.data()!r} {place.size().toTuple()}")


def _outside(shown: list[QWidget]) -> Iterator[str]:
    for part in shown:
        parent = part.parentWidget()
        if parent is None or part.isWindow() or part.size().isEmpty():
            continue
        if isinstance(parent, FilterRow):  # its parts stand above columns that scroll
            continue
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
            continue
        inside = parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
        if not inside.contains(part.geometry()):
            yield _named(part, f"{part.geometry().getRect()} of {parent.size().toTuple()}")


def _sideways(shown: list[QWidget]) -> Iterator[str]:
    for part in shown:
        if not isinstance(part, QScrollBar) or part.orientation() is Qt.Orientation.Vertical:
            continue
        holder = part.parentWidget()
        area = holder.parentWidget() if holder is not None else None
        wide = isinstance(area, GridView) or isinstance(part.window(), YearsDialog)
        if part.maximum() > 0 and not wide:
            yield _named(area or part, f"scrolls sideways by {part.maximum()}")


def _overlapping(shown: list[QWidget]) -> Iterator[str]:
    families: dict[int, list[QWidget]] = {}
    for part in shown:
        if isinstance(part, QLabel | QAbstractButton) and part.parentWidget() is not None:
            families.setdefault(id(part.parentWidget()), []).append(part)
    for family in families.values():
        for one, other in combinations(family, 2):
            common: QRect = one.geometry().intersected(other.geometry())
            if common.width() > _SLACK and common.height() > _SLACK:
                words = [str(part.property("text")) for part in (one, other)]
                yield _named(one, f"{words} overlap by {common.size().toTuple()}")

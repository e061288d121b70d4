"""The table of the parks: heads that show how it is sorted, columns that fit the window.

Source: visual.md, Tables; mockups/province-parks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSortFilterProxyModel, Qt
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from gui.context import Context
from gui.province.park_columns import KEYS
from gui.province.parks_delegate import ParksDelegate
from gui.province.parks_model import ParksModel
from gui.style import colour
from gui.tokens import TABLE_ROW_PX
from questionnaire.messages import Text, msg

_MARK_PX = (9, 5)
_LEAST_PX = 44
_NAME_COLUMN = KEYS.index("park")
_NAME_LEAST_PX = (132, 132, 96)
"""Of the name, with words that are whole, short and shortest."""


class SortedHeads(QHeaderView):
    """Heads of one or two lines with a small triangle over the text of the sorted column.

    The style's own arrow lies over the text, or takes room from every column.
    """

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._context = context
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if self.sortIndicatorSection() == logicalIndex:
            self._paint_mark(painter, self._mark_place(rect, logicalIndex))

    def _mark_place(self, rect: QRect, column: int) -> QRectF:
        """At the upper edge, over the middle of the text."""
        px = self._context.theme.px
        words = min(self.sectionSizeHint(column), rect.width())
        alignment = self.model().headerData(
            column, self.orientation(), Qt.ItemDataRole.TextAlignmentRole
        )
        at_right = bool(int(alignment) & int(Qt.AlignmentFlag.AlignRight))
        middle = rect.right() - words / 2 if at_right else rect.left() + words / 2
        width, height = px(_MARK_PX[0]), px(_MARK_PX[1])
        return QRectF(middle - width / 2, rect.top() + 1, width, height)

    def _paint_mark(self, painter: QPainter, place: QRectF) -> None:
        up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        base, tip = (place.bottom(), place.top()) if up else (place.top(), place.bottom())
        corners = [
            QPointF(place.left(), base),
            QPointF(place.right(), base),
            QPointF(place.center().x(), tip),
        ]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self._context.theme.tokens.accent))
        painter.drawPolygon(QPolygonF(corners))
        painter.restore()


class ParksTable(QTableView):
    """Whole rows, several at once; sorted by a click on a head or by the menu of a cell."""

    def __init__(self, parks: ParksModel, model: QSortFilterProxyModel, context: Context) -> None:
        super().__init__()
        self._parks = parks
        self._context = context
        self._sort = model
        self._needed: dict[int, Mapping[int, int]] = {}
        self._heads = SortedHeads(context, self)
        self.setHorizontalHeader(self._heads)
        self.setModel(model)
        self.setItemDelegate(ParksDelegate(context.theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self._heads.sortIndicatorChanged.connect(model.sort)
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        self._sort_actions = (
            self._offer(msg("Sort ascending"), "Alt+Up", lambda: self._sort_current(up)),
            self._offer(msg("Sort descending"), "Alt+Down", lambda: self._sort_current(down)),
            self._offer(msg("Sort by this column"), "F7", self._turn_current),
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.sort_by(0, Qt.SortOrder.AscendingOrder)

    def sort_by(self, column: int, order: Qt.SortOrder) -> None:
        """Sort by a column; equal rows keep their order."""
        self._heads.setSortIndicator(column, order)

    def selected_rows(self) -> Sequence[int]:
        """Rows of the source model that are selected, from top to bottom."""
        found = sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)
        return [self._sort.mapToSource(index).row() for index in found]

    def fit_columns(self) -> None:
        """Give every column what its texts need, and the name what is left of the window.

        Where that is too little, words are shortened: grades to their letters, 暂定 in English;
        then dimensions to theirs. Called when texts or their size have changed.
        """
        self._needed.clear()
        self._arrange()

    def show_columns(self, seen: Collection[str]) -> None:
        """Show these columns by their keys, and no others."""
        for column, key in enumerate(KEYS):
            self.setColumnHidden(column, key not in seen)
        self.fit_columns()

    def retranslate(self) -> None:
        """Word the menu in the present language."""
        for action, text in self._sort_actions:
            action.setText(self._context.texts.tr(text))

    def _arrange(self) -> None:
        """Take the longest words that leave the name enough room."""
        self.verticalHeader().setDefaultSectionSize(self._context.theme.px(TABLE_ROW_PX))
        stage, left = self._stage()
        self._parks.shorten(stage)
        for column, width in self._widths(stage).items():
            self.setColumnWidth(column, width)
        self.setColumnWidth(_NAME_COLUMN, left)

    def _stage(self) -> tuple[int, int]:
        """How much words are shortened, and the width of the name."""
        least = [self._context.theme.px(width) for width in _NAME_LEAST_PX]
        for stage, width in enumerate(least):
            left = self.viewport().width() - sum(self._widths(stage).values())
            if left >= width:
                return stage, left
        return len(least) - 1, least[-1]

    def _widths(self, stage: int) -> Mapping[int, int]:
        """What the shown columns but the name need; measured once, as it takes long."""
        if stage not in self._needed:
            self._parks.shorten(stage)
            self._needed[stage] = {
                column: max(
                    self.sizeHintForColumn(column),
                    self._heads.sectionSizeHint(column),
                    self._context.theme.px(_LEAST_PX),
                )
                for column in range(self._sort.columnCount())
                if column != _NAME_COLUMN and not self.isColumnHidden(column)
            }
        return self._needed[stage]

    def _offer(self, text: Text, key: str, sort: Callable[[], None]) -> tuple[QAction, Text]:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(sort)
        self.addAction(action)
        return action, text

    def _sort_current(self, order: Qt.SortOrder) -> None:
        self.sort_by(max(self.currentIndex().column(), 0), order)

    def _turn_current(self) -> None:
        """As in the tables of the form: rising first, falling when it was rising."""
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        same = self._heads.sortIndicatorSection() == self.currentIndex().column()
        self._sort_current(down if same and self._heads.sortIndicatorOrder() is up else up)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

"""Finding a field by name, code or pinyin initials; choosing one goes there.

Source: interface.md, 填报 (Ctrl+F).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView
from typing_extensions import override

from gui.context import Context
from gui.style import set_role
from gui.texts import Texts
from gui.tokens import INPUT_PX, TABLE_ROW_PX
from questionnaire.catalogue import Catalogue
from questionnaire.messages import msg
from services.field_search import FieldHit, FieldSearch

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
CODE_ROLE = Qt.ItemDataRole.UserRole
"""Role of the field code."""
_MOST_SHOWN = 10


class FieldHitsModel(QAbstractListModel):
    """The fields that fit what was typed, best first."""

    def __init__(
        self, search: FieldSearch, catalogue: Catalogue, texts: Texts, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._search = search
        self._pages = {page.number: page.label for page in catalogue.pages}
        self._texts = texts
        self._hits: Sequence[FieldHit] = ()

    def find(self, typed: str) -> None:
        """List the fields that fit."""
        self.beginResetModel()
        self._hits = self._search.find(typed)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._hits)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            tr = self._texts.tr
            return f"{tr(hit.label)}    {hit.page} {tr(self._pages[hit.page])} · {hit.code}"
        return hit.code if role == CODE_ROLE else None


class FindField(QLineEdit):
    """The search in the tool bar, with its hits below."""

    chosen = Signal(str)
    """With the code of the field that was chosen."""
    left = Signal()
    """When Esc was pressed: the focus goes back to the page."""

    def __init__(self, context: Context, catalogue: Catalogue) -> None:
        super().__init__()
        self._context = context
        self.hits = FieldHitsModel(FieldSearch(catalogue), catalogue, context.texts, self)
        self.setObjectName("find_field")
        self.setClearButtonEnabled(True)
        self.list = QListView(self)
        self.list.setWindowFlags(Qt.WindowType.ToolTip)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        set_role(self.list, "role", "popup")
        self.list.setModel(self.hits)
        self.list.setUniformItemSizes(True)
        self.list.clicked.connect(self._choose)
        self.textEdited.connect(self._find)
        context.texts.language_changed.connect(self.retranslate)
        context.theme.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything anew."""
        tr, px = self._context.texts.tr, self._context.theme.px
        self.setPlaceholderText(tr(msg("Find a field (Ctrl+F)")))
        self.setAccessibleName(tr(msg("Find a field by name, code or pinyin initials")))
        self.setFixedHeight(px(INPUT_PX))
        self.setFixedWidth(px(272))

    def begin(self) -> None:
        """Take the focus with everything selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _find(self, typed: str) -> None:
        self.hits.find(typed)
        rows = min(self.hits.rowCount(), _MOST_SHOWN)
        if not rows:
            self.list.hide()
            return
        self.list.setCurrentIndex(self.hits.index(0))
        px = self._context.theme.px
        frame = 2 * px(1)
        wanted = max(self.width(), self.list.sizeHintForColumn(0) + px(TABLE_ROW_PX))
        width = min(wanted, self.window().width())
        self.list.resize(width, rows * self.list.sizeHintForRow(0) + frame)
        self.list.move(self.mapToGlobal(QPoint(self.width() - width, self.height() + px(2))))
        self.list.show()

    def _choose(self) -> None:
        code = self.list.currentIndex().data(CODE_ROLE)
        self.list.hide()
        if code:
            self.clear()
            self.chosen.emit(str(code))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.isVisible():
            step = 1 if key == Qt.Key.Key_Down else -1
            row = (self.list.currentIndex().row() + step) % self.hits.rowCount()
            self.list.setCurrentIndex(self.hits.index(row))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.isVisible():
            self._choose()
        elif key == Qt.Key.Key_Escape:
            self.list.hide()
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.list.hide()
        return super().event(event)

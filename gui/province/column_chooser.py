"""The button and the menu that choose which columns of the parks are seen.

Source: mockups/province-parks (列).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QToolButton
from typing_extensions import override

from gui.context import Context
from gui.province.park_columns import COLUMNS, USUAL, seen_columns
from gui.tokens import ICON_PX
from questionnaire.messages import msg

_TABLE = "parks"


class ColumnChooser(QToolButton):
    """Remembers the choice; the menu stays open while columns are ticked."""

    chosen = Signal(object)
    """After the choice changed, with the keys of the columns that are seen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("store.columns")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu = QMenu(self)
        self._menu.installEventFilter(self)
        self.setMenu(self._menu)
        self._ticks = {spec.key: self._tick(spec.key) for spec in COLUMNS if not spec.is_kept}
        self._menu.addSeparator()
        self._usual = self._menu.addAction("", self._forget)
        context.theme.changed.connect(self._tint)
        self._show(self.seen())
        self._tint()
        self.retranslate()

    def seen(self) -> frozenset[str]:
        """Keys of the columns that are seen."""
        return seen_columns(self._context.settings.shown_columns(_TABLE))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        tr = self._context.texts.tr
        self.setText(tr(msg("Columns")))
        for spec in COLUMNS:
            if spec.key in self._ticks:
                self._ticks[spec.key].setText(tr(spec.head))
        self._usual.setText(tr(msg("Usual columns")))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tick a column without closing the menu."""
        pressed = event.type() is QEvent.Type.MouseButtonRelease or (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Space
        )
        action = self._menu.activeAction() if pressed else None
        if action is None or not action.isCheckable():
            return super().eventFilter(watched, event)
        action.trigger()
        return True

    def _tick(self, key: str) -> QAction:
        action = self._menu.addAction("")
        action.setObjectName(f"store.columns.{key}")
        action.setCheckable(True)
        action.triggered.connect(self._keep)
        return action

    def _keep(self) -> None:
        ticked = [key for key, action in self._ticks.items() if action.isChecked()]
        self._context.settings.keep_shown_columns(_TABLE, sorted(seen_columns(ticked)))
        self.chosen.emit(self.seen())

    def _forget(self) -> None:
        self._context.settings.keep_shown_columns(_TABLE, None)
        self._show(USUAL)
        self.chosen.emit(USUAL)

    def _show(self, seen: frozenset[str]) -> None:
        for key, action in self._ticks.items():
            action.setChecked(key in seen)

    def _tint(self) -> None:
        side = self._context.theme.px(ICON_PX)
        self.setIconSize(QSize(side, side))
        self.setIcon(self._context.theme.icon("columns-3"))

"""The bar that finds cells of a table, and shows only the rows in which something was found.

Source: interface.md, 填报 (tables: find, filter); mockups/enterprises-1440-light.png.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget
from typing_extensions import override

from gui.context import Context
from gui.tokens import ICON_PX, INPUT_PX
from gui.widgets.labels import label
from questionnaire.messages import msg

_INPUT_WIDTH_PX = 220


class FindBar(QWidget):
    """What is looked for, the way to the next cell, and how many there are.

    Args:
        context: what every view is given.
        code: code of the table.
        parent: what holds it.
    """

    step_wanted = Signal(str, int)
    """With the text and 1 for the next cell, -1 for the one before, 0 for the nearest one."""
    rows_wanted = Signal(str)
    """With the text that the rows shown must hold; empty for all rows."""
    left = Signal()
    """When Esc was pressed or the bar was closed."""

    def __init__(self, context: Context, code: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.line = QLineEdit(self)
        self.line.setObjectName(f"find_text.{code}")
        self.line.setClearButtonEnabled(True)
        self._said: QLabel = label("", "note", self)
        self._buttons = {
            name: self._button(name, icon)
            for name, icon in (("before", "arrow-up"), ("next", "arrow-down"), ("close", "x"))
        }
        self.only = QToolButton(self)
        self.only.setObjectName(f"only_found.{code}")
        self.only.setCheckable(True)
        self._arrange()
        self.line.textChanged.connect(self._look)
        self.only.toggled.connect(self._show_rows)
        self._buttons["before"].clicked.connect(lambda: self.step(-1))
        self._buttons["next"].clicked.connect(lambda: self.step(1))
        self._buttons["close"].clicked.connect(self.end)
        context.texts.language_changed.connect(self._retranslate)
        context.theme.changed.connect(self._retranslate)
        self._retranslate()
        self.hide()

    def begin(self) -> None:
        """Show the bar with the cursor in it."""
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def end(self) -> None:
        """Hide the bar; all rows are shown again."""
        self.only.setChecked(False)
        self.hide()
        self.left.emit()

    def step(self, step: int) -> None:
        """Ask for the next cell (1) or the one before (-1)."""
        if self.line.text().strip():
            self.step_wanted.emit(self.line.text(), step)

    def say(self, place: int, cells: int) -> None:
        """Say which of how many cells is the current one; place counts from 1, 0 is none."""
        tr = self._context.texts.tr
        if not self.line.text().strip():
            self._said.clear()
        elif not cells:
            self._said.setText(tr(msg("Nothing found")))
        else:
            self._said.setText(tr(msg("{place} of {n}", place=f"{place:,}", n=f"{cells:,}")))

    def said(self) -> str:
        """What the bar says of the search."""
        return self._said.text()

    def _look(self) -> None:
        if self.only.isChecked():
            self.rows_wanted.emit(self.line.text())
        self.step_wanted.emit(self.line.text(), 0)

    def _show_rows(self, wanted: bool) -> None:
        self.rows_wanted.emit(self.line.text() if wanted else "")
        self.step_wanted.emit(self.line.text(), 0)

    def _arrange(self) -> None:
        px = self._context.theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(2), px(12), px(4))
        row.setSpacing(px(4))
        self.line.setFixedSize(px(_INPUT_WIDTH_PX), px(INPUT_PX))
        row.addWidget(self.line)
        row.addWidget(self._buttons["before"])
        row.addWidget(self._buttons["next"])
        row.addWidget(self.only)
        row.addWidget(self._said)
        row.addStretch(1)
        row.addWidget(self._buttons["close"])

    def _button(self, name: str, icon: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("icon_name", icon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _retranslate(self) -> None:
        tr, theme = self._context.texts.tr, self._context.theme
        self.line.setPlaceholderText(tr(msg("Find in the table")))
        self.line.setAccessibleName(tr(msg("Find in the table")))
        self.only.setText(tr(msg("Only these rows")))
        names = {
            "before": msg("Previous cell (Shift+F3)"),
            "next": msg("Next cell (F3)"),
            "close": msg("Close the search (Esc)"),
        }
        for name, button in self._buttons.items():
            button.setIcon(theme.icon(str(button.property("icon_name"))))
            button.setIconSize(QSize(theme.px(ICON_PX), theme.px(ICON_PX)))
            button.setToolTip(tr(names[name]))
            button.setAccessibleName(tr(names[name]))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            self.step(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

"""The bar above a table: its name, number of rows and of required blanks, state, and buttons.

Source: visual.md, Tables; mockups/enterprises-1440-light.png.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from gui.actions import action_named
from gui.context import Context
from gui.fill.page_view_model import STATES
from gui.fill.row_counts import rows_text
from gui.tokens import ICON_PX
from gui.widgets.labels import label
from questionnaire.answers import QUALITIES, State
from questionnaire.messages import Text, msg
from services.field_views import FieldView

_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "add_row": "plus",
        "duplicate_row": "copy",
        "delete_rows": "trash-2",
        "find": "search",
        "filters": "filter",
        "freeze": "columns-3",
        "state": "chevron-down",
        "evidence": "paperclip",
    }
)
_NAMES: Mapping[str, Text] = MappingProxyType(
    {"find": msg("Find in the table"), "evidence": msg("Add evidence…")}
)
"""Buttons that are called otherwise than their action in the menu."""
_NAMES_ALONE: Mapping[str, Text] = MappingProxyType(
    {"freeze": msg("Keep the first columns in sight"), "state": msg("State")}
)
"""Buttons that are no single action."""
_WORDED = frozenset({"add_row", "evidence"})
_EDITS = frozenset({"add_row", "duplicate_row", "delete_rows", "state"})


class TableBar(QWidget):
    """Name and buttons of one table.

    Args:
        context: what every view is given.
        code: code of the table.
        is_whole: whether the table takes the page; then its tab has the name.
    """

    pressed = Signal(str)
    """With the id of the action whose button was pressed."""
    freeze_toggled = Signal(bool)
    """After the first columns shall stay in sight, or not."""
    state_chosen = Signal(object)
    """With the `State`, or None for 未填."""
    quality_chosen = Signal(str)
    """With the letter."""

    def __init__(self, context: Context, code: str, *, is_whole: bool) -> None:
        super().__init__()
        self._context = context
        self._code = code
        self._view: FieldView | None = None
        self._shown: object = None
        self._title = label("", "strong", self)
        self._count = label("", "note")
        self._state_word = label("", "warn")
        self._missing = QToolButton()
        self._missing.setObjectName(f"next_missing.{code}")
        self._missing.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._missing.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._missing.clicked.connect(lambda: self.pressed.emit("next_missing"))
        self._buttons: dict[str, QToolButton] = {}
        px = context.theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(6), px(12), px(2))
        row.setSpacing(px(8))
        for part in (self._title, self._count, self._state_word, self._missing):
            row.addWidget(part)
        self._title.setHidden(is_whole)
        row.addStretch(1)
        for name in _ICONS:
            self._buttons[name] = self._button(name)
            row.addWidget(self._buttons[name])
        self._buttons["freeze"].setVisible(is_whole)  # in a page there is no room for it

    def show_table(self, view: FieldView, rows: int, missing: int, *, read_only: bool) -> None:
        """Show name, number of rows, of required blanks, and state as they are now."""
        tr, theme = self._context.texts.tr, self._context.theme
        look = (self._context.texts.language, theme.tokens, theme.scale)
        shown = (view, rows, missing, read_only, look)
        if shown == self._shown:
            return
        self._shown = shown
        self._view = view
        self._title.setText(view.label)
        self._title.setToolTip(view.help)
        self._count.setText(tr(rows_text(rows)))
        off = view.state in (State.NA, State.NO_DATA)
        self._state_word.setText(tr(STATES[view.state]) if off else "")
        self._show_missing(missing)
        self._word_buttons(read_only=read_only)
        self._buttons["evidence"].setText(str(len(view.evidence)) if view.evidence else "")
        self._buttons["evidence"].setEnabled(bool(view.evidence) or not read_only)

    def show_frozen(self, *, freezes: bool) -> None:
        """Show whether the first columns stay in sight."""
        self._buttons["freeze"].setChecked(freezes)

    def _show_missing(self, missing: int) -> None:
        """The number of required blanks, which leads to the next one; nothing for none."""
        tr, theme = self._context.texts.tr, self._context.theme
        self._missing.setVisible(missing > 0)
        self._missing.setIcon(theme.icon("circle-small", theme.tokens.error))
        self._missing.setText(tr(msg("{n} required {n|blank|blanks}", n=f"{missing:,}")))
        text, keys = _named("next_missing")
        self._missing.setToolTip(f"{tr(text)} ({keys})")
        self._missing.setAccessibleName(f"{self._missing.text()} · {tr(text)}")

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        styles = Qt.ToolButtonStyle
        worded = name in _WORDED
        button.setToolButtonStyle(
            styles.ToolButtonTextBesideIcon if worded else styles.ToolButtonIconOnly
        )
        button.setObjectName(f"{name}.{self._code}")
        if name == "freeze":
            button.setCheckable(True)
            button.clicked.connect(self.freeze_toggled)
        elif name == "state":
            button.setMenu(self._state_menu(button))
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        else:
            button.clicked.connect(lambda: self.pressed.emit(name))
        return button

    def _word_buttons(self, *, read_only: bool) -> None:
        tr, theme = self._context.texts.tr, self._context.theme
        for name, button in self._buttons.items():
            button.setIcon(theme.icon(_ICONS[name]))
            button.setIconSize(QSize(theme.px(ICON_PX), theme.px(ICON_PX)))
            text, keys = _named(name)
            button.setAccessibleName(tr(text))
            button.setToolTip(f"{tr(text)} ({keys})" if keys else tr(text))
            if name in _EDITS:
                button.setEnabled(not read_only)
        self._buttons["add_row"].setText(tr(_named("add_row")[0]))

    def _state_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        menu.aboutToShow.connect(lambda: self._fill_menu(menu))
        return menu

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        view, tr = self._view, self._context.texts.tr
        if view is None:
            return
        for state, text in STATES.items():
            action = menu.addAction(tr(text) if state is None else f"{tr(text)}…")
            action.setCheckable(True)
            action.setChecked(view.state is state)
            action.triggered.connect(lambda _=False, chosen=state: self.state_chosen.emit(chosen))
        menu.addSeparator()
        for letter in QUALITIES:
            action = menu.addAction(tr(msg("Quality {letter}", letter=letter)))
            action.setCheckable(True)
            action.setChecked(view.quality == letter)
            action.triggered.connect(
                lambda _=False, chosen=letter: self.quality_chosen.emit(chosen)
            )


def _named(name: str) -> tuple[Text, str]:
    """What a button is called, and its keys."""
    if name in _NAMES_ALONE:
        return _NAMES_ALONE[name], ""
    spec = action_named(name)
    native = QKeySequence.SequenceFormat.NativeText
    keys = QKeySequence(spec.shortcuts[0]).toString(native) if spec.shortcuts else ""
    return _NAMES.get(name, spec.text), keys

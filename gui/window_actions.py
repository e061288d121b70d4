"""Menus, tool bar and shortcuts of one window, made from the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolBar,
    QWidget,
)

from gui.actions import ACTIONS, MENUS, ActionSpec, is_shown
from gui.context import Context
from gui.style import set_role
from gui.tokens import ICON_PX
from gui.workspaces import ToolBarParts

_TEXT_GAP_PX = 12
"""More than between the icon and the text of a button, so that texts that come stay."""


class WindowActions(QObject):
    """Holds the actions of a window and shows those that belong to its present content."""

    triggered = Signal(str)
    """When the user chose an action, with its id."""

    def __init__(self, window: QMainWindow, context: Context) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._kind = ""
        self._menus: dict[str, QMenu] = {}
        self._actions = {spec.id: self._make(spec) for spec in ACTIONS}
        self._groups = self._group()
        self._fill_menus()
        self.tool_bar = self._make_tool_bar()
        self._primary: QPushButton | None = None
        context.texts.language_changed.connect(self.retranslate)
        context.theme.changed.connect(self._tint)
        self.retranslate()
        self._tint()
        self.show_for("", {}, ToolBarParts())

    def action(self, name: str) -> QAction:
        """One action by its id."""
        return self._actions[name]

    def menu(self, name: str) -> QMenu:
        """One menu by its id."""
        return self._menus[name]

    @property
    def primary(self) -> QPushButton | None:
        """The one primary button of the window; None where there is none."""
        return self._primary

    def show_for(
        self, kind: str, offered: Mapping[str, Callable[[], None]], parts: ToolBarParts
    ) -> None:
        """Show the actions for a workspace of `kind`, or for none; fill the tool bar."""
        self._kind = kind
        for spec in ACTIONS:
            self._actions[spec.id].setVisible(is_shown(spec, kind))
        for name, menu in self._menus.items():
            menu.menuAction().setVisible(
                any(spec.menu == name and is_shown(spec, kind) for spec in ACTIONS)
            )
        self._fill_tool_bar(parts)
        self.enable(offered)

    def enable(self, offered: Mapping[str, Callable[[], None]]) -> None:
        """Enable the actions of the window and those that the workspace offers."""
        for spec in ACTIONS:
            always = spec.needs == "window" or spec.id == "close_file"
            self._actions[spec.id].setEnabled(always or spec.id in offered)
        primary = self._primary_spec()
        if self._primary is not None and primary is not None:
            self._primary.setEnabled(primary.id in offered)

    def check(self, name: str) -> None:
        """Tick an action of a group."""
        self._actions[name].setChecked(True)

    def narrow(self, width_px: int) -> None:
        """Leave the texts out of the tool bar where they do not fit; icons stay."""
        styles = Qt.ToolButtonStyle
        fits = self._width_with_texts() <= width_px
        style = styles.ToolButtonTextBesideIcon if fits else styles.ToolButtonIconOnly
        if self.tool_bar.toolButtonStyle() is not style:
            self.tool_bar.setToolButtonStyle(style)

    def _width_with_texts(self) -> int:
        """What the tool bar needs when its buttons have texts."""
        width = self.tool_bar.sizeHint().width()
        if self.tool_bar.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon:
            return width
        metrics = self.tool_bar.fontMetrics()
        texts = [action.iconText() for action in self.tool_bar.actions() if action.objectName()]
        gap = self._context.theme.px(_TEXT_GAP_PX)
        return width + sum(metrics.horizontalAdvance(text) + gap for text in texts)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        tr = self._context.texts.tr
        for spec in ACTIONS:
            action = self._actions[spec.id]
            action.setText(tr(spec.text))
            short = tr(spec.tool_bar or spec.text).replace("&", "").rstrip("…")
            action.setIconText(short)
            keys = ", ".join(
                QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
                for key in spec.shortcuts[:1]
            )
            action.setToolTip(f"{short}  {keys}".strip())
        for name, text in MENUS:
            self._menus[name].setTitle(tr(text))
        primary = self._primary_spec()
        if self._primary is not None and primary is not None:
            self._primary.setText(tr(primary.text))
        self.narrow(self._window.width())

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(self._window)
        action.setObjectName(f"action.{spec.id}")
        action.setShortcuts([QKeySequence(key) for key in spec.shortcuts])
        action.setShortcutContext(
            Qt.ShortcutContext.WidgetShortcut  # of the menu: its part takes the keys
            if spec.keys_of_part
            else Qt.ShortcutContext.WindowShortcut
        )
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(lambda _checked, name=spec.id: self.triggered.emit(name))
        return action

    def _group(self) -> list[QActionGroup]:
        groups: dict[str, QActionGroup] = {}
        for spec in ACTIONS:
            if spec.group:
                group = groups.setdefault(spec.group, QActionGroup(self))
                self._actions[spec.id].setCheckable(True)
                group.addAction(self._actions[spec.id])
        return list(groups.values())

    def _fill_menus(self) -> None:
        for name, _ in MENUS:
            menu = QMenu(self._window)
            menu.setObjectName(f"menu.{name}")
            for spec in ACTIONS:
                if spec.menu == name:
                    if spec.separated:
                        menu.addSeparator()
                    menu.addAction(self._actions[spec.id])
            menu.setSeparatorsCollapsible(True)
            self._window.menuBar().addMenu(menu)
            self._menus[name] = menu

    def _make_tool_bar(self) -> QToolBar:
        bar = QToolBar(self._window)
        bar.setObjectName("tool_bar")
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.toggleViewAction().setVisible(False)
        self._window.addToolBar(bar)
        return bar

    def _fill_tool_bar(self, parts: ToolBarParts) -> None:
        """Fill the tool bar anew; widgets of the workspace before are deleted with their frame."""
        self._empty_tool_bar()
        if parts.start:
            self.tool_bar.addWidget(_row(*parts.start))
            self.tool_bar.addSeparator()
        for spec in ACTIONS:
            if spec.tool_bar is not None and is_shown(spec, self._kind):
                self.tool_bar.addAction(self._actions[spec.id])
        spring = QWidget(self.tool_bar)
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.tool_bar.addWidget(spring)
        if parts.end:
            self.tool_bar.addWidget(_row(*parts.end))
        spec_of_primary = self._primary_spec()
        if spec_of_primary is not None:
            self.tool_bar.addWidget(self._make_primary(spec_of_primary))
        self.tool_bar.setVisible(bool(self._kind))

    def _empty_tool_bar(self) -> None:
        """Take everything out; a widget would stay alive with the action that shows it."""
        for action in self.tool_bar.actions():
            self.tool_bar.removeAction(action)
            if action.parent() is self.tool_bar:  # made for it: a separator, or around a widget
                action.deleteLater()
        self._primary = None

    def _make_primary(self, spec: ActionSpec) -> QPushButton:
        button = QPushButton(self._context.texts.tr(spec.text), self.tool_bar)
        button.setObjectName("primary")
        set_role(button, "role", "primary")
        button.setEnabled(self._actions[spec.id].isEnabled())
        button.clicked.connect(self._actions[spec.id].trigger)
        self._primary = button
        return button

    def _primary_spec(self) -> ActionSpec | None:
        return next((s for s in ACTIONS if s.primary and is_shown(s, self._kind)), None)

    def _tint(self) -> None:
        theme = self._context.theme
        side = theme.px(ICON_PX)
        self.tool_bar.setIconSize(QSize(side, side))
        for spec in ACTIONS:
            if spec.icon:
                self._actions[spec.id].setIcon(theme.icon(spec.icon))
        self.narrow(self._window.width())


def _row(*widgets: QWidget) -> QWidget:
    """Widgets side by side as one widget of the tool bar."""
    frame = QWidget()
    frame.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, 8, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    return frame

"""The start page.

Source: interface.md, Windows; mockups/start-1280-light.png.
"""

from __future__ import annotations

from importlib.metadata import version

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QMenu,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gui.context import Context
from gui.start.drop_area import DropArea, dropped_paths
from gui.start.recent_model import ROW_INSET_PX, RecentDelegate, RecentModel
from gui.start.start_button import StartButton
from gui.start.start_view_model import StartViewModel
from gui.style import set_role
from gui.widgets.labels import hairline, label
from questionnaire.messages import Text, msg

_LEFT_PX, _MARGIN_PX, _TOP_PX = 380, 40, 46

_BUTTONS: tuple[tuple[str, str], ...] = (
    ("new_park", "file-plus"),
    ("open", "folder-open"),
    ("merge", "git-merge"),
    ("demonstration", "play"),
)


class StartView(QWidget):
    """Recent files at the right, the ways into the program at the left."""

    action_chosen = Signal(str)
    """When a large button was pressed, with the id of its action."""
    recent_chosen = Signal(object)
    """When a recent file was chosen, with its `RecentFile`."""
    dropped = Signal(object)
    """When files or folders were dropped, with the tuple of paths."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view_model = StartViewModel(context)
        self._model = RecentModel()
        self._delegate = RecentDelegate(context.theme, context.texts)
        self._name, self._purpose = label(role="headline"), label(role="label")
        self._foot = label(role="note")
        self._basis: Text = ""
        self._head, self._empty = label(role="key"), label(role="note")
        self._clear = QPushButton()
        self._list = QListView(self)
        self._drop = DropArea(context.theme)
        self._buttons = {name: StartButton(context.theme, icon) for name, icon in _BUTTONS}
        self._lay_out()
        self._connect()
        self.retranslate()
        self.refresh()

    @property
    def recent_list(self) -> QListView:
        """The list of recent files."""
        return self._list

    @property
    def drop_area(self) -> DropArea:
        """Where files are dropped."""
        return self._drop

    def button(self, name: str) -> StartButton:
        """The large button of an action."""
        return self._buttons[name]

    def refresh(self) -> None:
        """Read the recent files again."""
        self._view_model.refresh()

    def show_basis(self, text: Text) -> None:
        """Name the edition at the foot."""
        self._basis = text
        self._word_foot()

    def take_focus(self) -> None:
        """Put the focus where most people go on: the newest file, or a new one."""
        if self._model.rowCount():
            self._list.setCurrentIndex(self._model.index(0))
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._buttons["new_park"].setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        tr = self._context.texts.tr
        self._name.setText(tr(msg("Green park evaluation")))
        self._purpose.setText(tr(msg("Fill in, evaluate, merge — offline")))
        self._head.setText(tr(msg("Recent files")))
        self._clear.setText(tr(msg("Clear the list")))
        self._empty.setText(tr(msg("No file has been opened yet.")))
        self._list.setAccessibleName(tr(msg("Recent files")))
        self._drop.show_text(
            tr(
                msg(
                    "Drop files or folders here: a park file opens, "
                    "submissions go to the merge preview"
                )
            )
        )
        notes = {
            "new_park": (msg("New park file…"), msg("For parks: begin here")),
            "open": (msg("Open…"), msg("Park file, submission or store")),
            "merge": (msg("Merge into a store…"), msg("Take in the submissions you received")),
            "demonstration": (
                msg("Try the demonstration…"),
                msg("Invented parks; every figure is an example"),
            ),
        }
        for name, (text, note) in notes.items():
            self._buttons[name].show_texts(tr(text), tr(note))
        self._word_foot()

    def _word_foot(self) -> None:
        tr = self._context.texts.tr
        parts = (version("greenpark"), tr(self._basis), tr(msg("No network access")))
        self._foot.setText("\u2003".join(part for part in parts if part))

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left_side())
        row.addWidget(hairline(vertical=True))
        row.addWidget(self._right_side(), 1)

    def _left_side(self) -> QWidget:
        side = QWidget()
        set_role(side, "ground", "panel")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._left = side
        self._fit()
        column = QVBoxLayout(side)
        column.setContentsMargins(_MARGIN_PX, _TOP_PX, 32, 24)
        column.setSpacing(8)
        column.addWidget(self._name)
        column.addWidget(self._purpose)
        column.addSpacing(20)
        for name, button in self._buttons.items():
            button.setObjectName(f"start.{name}")
            column.addWidget(button)
        column.addStretch()
        column.addWidget(self._foot)
        return side

    def _fit(self) -> None:
        """The left side follows the size of text."""
        self._left.setFixedWidth(self._context.theme.px(_LEFT_PX))

    def _right_side(self) -> QWidget:
        side = QWidget()
        set_role(side, "ground", "surface")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(_MARGIN_PX - ROW_INSET_PX, _TOP_PX, _MARGIN_PX - ROW_INSET_PX, 24)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addStretch()
        set_role(self._clear, "role", "link")
        head.addWidget(self._clear)
        column.addLayout(_inset(head))
        column.addSpacing(6)
        column.addLayout(_inset(hairline()))
        column.addLayout(self._list_or_note(), 1)
        column.addSpacing(16)
        column.addLayout(_inset(self._drop))
        return side

    def _list_or_note(self) -> QStackedLayout:
        self._list.setObjectName("start.recent")
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(True)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(ROW_INSET_PX, 16, 0, 0)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        return self._stack

    def _connect(self) -> None:
        self._context.texts.language_changed.connect(self.retranslate)
        self._context.theme.changed.connect(self._list.doItemsLayout)
        self._context.theme.changed.connect(self._fit)
        self._view_model.rows_changed.connect(self._show_rows)
        self._clear.clicked.connect(self._view_model.forget_all)
        self._list.activated.connect(self._open)
        self._list.clicked.connect(self._open)
        self._list.customContextMenuRequested.connect(self._offer)
        self._drop.dropped.connect(self.dropped)
        for name, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, key=name: self.action_chosen.emit(key))
        forget = QShortcut(QKeySequence(Qt.Key.Key_Delete), self._list)
        forget.setContext(Qt.ShortcutContext.WidgetShortcut)
        forget.activated.connect(lambda: self._forget(self._list.currentIndex()))

    def _show_rows(self) -> None:
        chosen = self._list.currentIndex().row()
        rows = self._view_model.rows()
        self._model.show_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        self._clear.setEnabled(bool(rows))
        if rows and chosen >= 0:
            self._list.setCurrentIndex(self._model.index(min(chosen, len(rows) - 1)))

    def _open(self, index: QModelIndex) -> None:
        self.recent_chosen.emit(self._model.row_at(index).entry)

    def _forget(self, index: QModelIndex) -> None:
        if index.isValid():
            self._view_model.forget(self._model.row_at(index).entry.location)

    def _offer(self, place: QPoint) -> None:
        index = self._list.indexAt(place)
        if not index.isValid():
            return
        tr = self._context.texts.tr
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, act in (
            (msg("Open"), self._open),
            (msg("Remove from the recent files"), self._forget),
        ):
            action = QAction(tr(text), menu)
            action.triggered.connect(lambda _checked=False, do=act: do(index))
            menu.addAction(action)
        menu.popup(self._list.viewport().mapToGlobal(place))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._drop.dropEvent(event)


def _inset(part: QWidget | QHBoxLayout) -> QHBoxLayout:
    """A part that stands as far in as the texts of the list, whose rows are wider when chosen."""
    row = QHBoxLayout()
    row.setContentsMargins(ROW_INSET_PX, 0, ROW_INSET_PX, 0)
    if isinstance(part, QWidget):
        row.addWidget(part)
    else:
        row.addLayout(part)
    return row

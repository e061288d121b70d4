"""The page of a file that cannot be opened as asked."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.context import Context
from gui.repair.repair_view_model import REMEDY_WORDS, Remedy, Trouble
from gui.style import set_role
from gui.widgets.labels import label
from questionnaire.messages import msg

_WIDTH_PX, _TOP_PX, _ICON_PX = 720, 96, 24


class RepairView(QWidget):
    """Says what happened to a file and offers what can be done; changes nothing by itself."""

    chosen = Signal(str, str)
    """When the user chose a remedy, with its name and the location of the file."""
    left = Signal()
    """When the user wants back to the start page."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._trouble: Trouble | None = None
        self._icon = QLabel()
        self._heading, self._path = label(role="title"), label(role="note")
        self._message, self._hint = label(), label(role="label")
        self._details = label(role="note")
        self._promise = label(role="note")
        self._back = QPushButton()
        self._buttons: dict[Remedy, QPushButton] = {}
        self._box = QWidget()
        self._lay_out()
        context.texts.language_changed.connect(self.retranslate)
        context.theme.changed.connect(self._tint)
        self._tint()

    def show_trouble(self, trouble: Trouble) -> None:
        """Show what happened; the best remedy gets the focus."""
        self._trouble = trouble
        self.retranslate()
        first = self._buttons[trouble.remedies[0]]
        first.setDefault(True)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def offered(self) -> tuple[Remedy, ...]:
        """Remedies on the page, the best one first."""
        return self._trouble.remedies if self._trouble else ()

    def button(self, remedy: Remedy) -> QPushButton:
        """The button of a remedy."""
        return self._buttons[remedy]

    def retranslate(self) -> None:
        """Word everything in the present language."""
        trouble = self._trouble
        if trouble is None:
            return
        tr = self._context.texts.tr
        self._heading.setText(tr(trouble.heading))
        self._path.setText(trouble.location)
        self._message.setText(tr(trouble.message))
        self._hint.setText(tr(trouble.hint))
        self._hint.setVisible(bool(trouble.hint))
        self._details.setText("\n".join(tr(text) for text in trouble.details))
        self._details.setVisible(bool(trouble.details))
        self._promise.setText(tr(trouble.promise))
        self._promise.setVisible(bool(trouble.promise))
        self._back.setText(tr(msg("Back to the start page")))
        for remedy, button in self._buttons.items():
            button.setText(tr(REMEDY_WORDS[remedy]))
            button.setVisible(remedy in trouble.remedies)
            set_role(button, "role", "primary" if remedy == trouble.remedies[0] else "")

    def _lay_out(self) -> None:
        set_role(self, "ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._heading.setWordWrap(True)
        for text in (self._message, self._hint, self._details, self._path):
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._heading, 1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(head)
        for text in (self._path, self._message, self._hint, self._details, self._promise):
            column.addWidget(text)
        column.addSpacing(16)
        column.addLayout(self._button_column())
        column.addStretch()
        self._box.setLayout(column)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(40, _TOP_PX, 40, 24)
        outer.addStretch(1)
        outer.addWidget(self._box, 8)
        outer.addStretch(1)

    def _button_column(self) -> QHBoxLayout:
        """The buttons below each other, all as wide as the longest."""
        rows = QVBoxLayout()
        rows.setSpacing(8)
        for remedy in REMEDY_WORDS:
            button = QPushButton()
            button.setObjectName(f"repair.{remedy}")
            button.clicked.connect(lambda _checked=False, name=remedy: self._choose(name))
            self._buttons[remedy] = button
            rows.addWidget(button)
        self._back.setObjectName("repair.back")
        set_role(self._back, "role", "link")
        self._back.clicked.connect(self.left)
        rows.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        beside = QHBoxLayout()
        beside.addLayout(rows)
        beside.addStretch(1)
        return beside

    def _choose(self, remedy: Remedy) -> None:
        if self._trouble is not None:
            self.chosen.emit(remedy, self._trouble.location)

    def _tint(self) -> None:
        theme = self._context.theme
        self._box.setMaximumWidth(theme.px(_WIDTH_PX))
        side = theme.px(_ICON_PX)
        found = theme.icon("triangle-alert", theme.tokens.warn)
        self._icon.setPixmap(found.pixmap(QSize(side, side), self.devicePixelRatioF()))

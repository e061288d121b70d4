"""The park that is chosen in the table: its result in a few numbers, and the way into it.

Source: mockups/province-parks.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.context import Context
from gui.province.chosen_view import ParkView, SeveralView
from gui.style import set_role
from gui.widgets.code_tile import CodeTile
from gui.widgets.labels import wrapped_label
from questionnaire.messages import Text, msg

_TILE_PX, _GAP_PX = 44, 10
_KEPT_SPACE = "\u00a0"
"""Within a part, which stays on one line."""


class ChosenPark(QWidget):
    """One park, or the names of several."""

    open_asked = Signal()
    """When the one park shall be opened."""
    compare_asked = Signal()
    """When the several shall be set side by side."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._name, self._rank = wrapped_label("key"), wrapped_label("note")
        self._tile = CodeTile(context.theme, _TILE_PX)
        self._tile.setObjectName("store.panel.tile")
        self._total, self._code = wrapped_label("key"), wrapped_label("label")
        self._text = wrapped_label("label")
        for part, name in (
            (self._name, "name"), (self._rank, "rank"), (self._total, "total"),
            (self._code, "code"), (self._text, "text"),
        ):  # fmt: skip
            part.setObjectName(f"store.panel.{name}")
        self._open = self._link("store.panel.open", self.open_asked)
        self._compare = self._link("store.panel.compare", self.compare_asked)
        self._result = QWidget()
        self._lay_out()

    def show_park(self, view: ParkView) -> None:
        """Show one park."""
        tr = self._context.texts.tr
        self._name.setText(tr(view.name))
        self._rank.setText(tr(view.rank))
        self._tile.show_code(view.k_grade, view.code_status)
        self._tile.setAccessibleName(" ".join(tr(part) for part in self._tile.words()))
        self._total.setText(self._side_by_side(view.total))
        self._code.setText("\n".join(self._side_by_side(line) for line in view.code))
        self._text.setText(self._sentences(view.sentences))
        self._show(one=True)

    def show_several(self, view: SeveralView) -> None:
        """Show the names of several parks, or that none is chosen."""
        tr = self._context.texts.tr
        self._name.setText(tr(view.head))
        self._text.setText("\n".join(tr(line) for line in view.lines))
        self._show(one=False)
        self._compare.setVisible(bool(view.lines))

    def retranslate(self) -> None:
        """Word the links in the present language."""
        tr = self._context.texts.tr
        self._open.setText(tr(msg("Open the evaluation…")))
        self._compare.setText(tr(msg("Compare parks…")))

    def _side_by_side(self, parts: Sequence[Text]) -> str:
        worded = (self._context.texts.tr(part).replace(" ", _KEPT_SPACE) for part in parts)
        return "  ".join(worded)

    def _sentences(self, texts: Sequence[Text]) -> str:
        return "\n".join(self._context.texts.tr(text) for text in texts)

    def _show(self, *, one: bool) -> None:
        for part in (self._rank, self._result, self._open):
            part.setVisible(one)
        self._compare.setVisible(not one)

    def _link(self, name: str, signal: object) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        set_role(button, "role", "link")
        button.clicked.connect(signal)
        return button

    def _lay_out(self) -> None:
        px = self._context.theme.px
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._total)
        words.addWidget(self._code)
        row = QHBoxLayout(self._result)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(_GAP_PX))
        row.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        foot = QHBoxLayout()
        for button in (self._open, self._compare):
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        for part in (self._name, self._rank, self._result, self._text):
            column.addWidget(part)
        column.addLayout(foot)

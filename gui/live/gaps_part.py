"""What has to be entered before there is a result, each with the way there.

Source: visual.md, Principles 3 (one sentence, with a link to the place).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui.context import Context
from gui.style import TEXT_CURSOR, set_role
from gui.widgets.labels import wrapped_label
from questionnaire.messages import msg
from services.live_gaps import ClassGap

_MOST = 3


class GapsPart(QWidget):
    """Up to three sentences, each with a link; hidden while nothing is missing."""

    chosen = Signal(object)
    """With the `ClassGap` whose place shall be shown."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._gaps: tuple[ClassGap, ...] = ()
        self._head, self._more = wrapped_label("warn"), wrapped_label("note")
        self._lines = [self._line(position) for position in range(_MOST)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        for text, link in self._lines:
            column.addWidget(text)
            column.addWidget(link)
        column.addWidget(self._more)
        self.hide()

    def show_gaps(self, gaps: Sequence[ClassGap]) -> None:
        """Show what is missing."""
        tr = self._context.texts.tr
        self._gaps = tuple(gaps)
        self.setVisible(bool(gaps))
        if not gaps:
            return
        self._head.setText(tr(msg("No total yet: the class of the park is unknown. Missing:")))
        for position, (text, link) in enumerate(self._lines):
            gap = gaps[position] if position < len(gaps) else None
            text.setText("" if gap is None else tr(gap.text))
            link.setText(tr(msg("Go there")))
            if gap is not None:
                link.setAccessibleName(tr(msg("Go to {field}", field=gap.label)))
            text.setVisible(gap is not None)
            link.setVisible(gap is not None)
        rest = len(gaps) - _MOST
        self._more.setText(tr(msg("and {n} more", n=rest)) if rest > 0 else "")
        self._more.setVisible(rest > 0)

    def links(self) -> tuple[QPushButton, ...]:
        """The links that can be pressed."""
        return tuple(link for _, link in self._lines if not link.isHidden())

    def _line(self, position: int) -> tuple[QLabel, QPushButton]:
        text, link = wrapped_label("label"), QPushButton()
        set_role(link, "role", "link")
        link.setCursor(TEXT_CURSOR)
        link.setAutoDefault(False)
        link.clicked.connect(lambda: self.chosen.emit(self._gaps[position]))
        return text, link

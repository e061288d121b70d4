"""The mark of the worst problem at the left of a field."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget

from gui.context import Context
from gui.fill.page_list_delegate import MARK_ICONS
from gui.tokens import ICON_PX
from questionnaire.messages import msg


class ProblemMark(QLabel):
    """An icon with its word for people who hear it; nothing without a problem."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context

    def show_problem(self, kind: str) -> None:
        """Show `error`, `warn`, or nothing for an empty text."""
        if not kind:
            self.clear()
            self.setAccessibleName("")
            return
        theme = self._context.theme
        ink = theme.tokens.error if kind == "error" else theme.tokens.warn
        size = theme.px(ICON_PX)
        icon = theme.icon(MARK_ICONS[kind], ink)
        self.setPixmap(icon.pixmap(QSize(size, size), self.devicePixelRatioF()))
        word = msg("Must be corrected") if kind == "error" else msg("Needs a word")
        self.setAccessibleName(self._context.texts.tr(word))

"""Help of the current field: what to enter, which indicators read it, formula, bounds, source.

Source: visual.md, 填报 (live panel); rubric.md 10.
"""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.context import Context
from gui.live.live_view_model import FieldHelp, UseView
from gui.style import set_role
from gui.widgets.labels import wrapped_label
from questionnaire.messages import msg


class HelpPart(QWidget):
    """Labels stay and only changed texts are set, so that typing moves nothing."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._labels: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(context.theme.px(4))

    def show_help(self, shown: FieldHelp | None) -> None:
        """Show the help of a field; nothing for None."""
        lines = [] if shown is None else self._lines(shown)
        while len(self._labels) < len(lines):
            made = wrapped_label("")
            self._labels.append(made)
            self._column.addWidget(made)
        for position, item in enumerate(self._labels):
            text, role = lines[position] if position < len(lines) else ("", "")
            if text:
                set_role(item, "role", role)
            item.setText(text)
            item.setVisible(bool(text))

    def _lines(self, shown: FieldHelp) -> list[tuple[str, str]]:
        """Texts with their roles, without the empty ones."""
        tr = self._context.texts.tr
        lines = [(tr(shown.label), "key"), (tr(shown.help), "label")]
        for use in shown.uses:
            lines += self._use_lines(use)
        lines.append((tr(msg("Definition: {source}", source=shown.source)), "note"))
        return [line for line in lines if line[0]]

    def _use_lines(self, use: UseView) -> list[tuple[str, str]]:
        tr = self._context.texts.tr
        code, name = use.title
        return [
            (tr(msg("Used for {code} {name}", code=code, name=name)), "strong"),
            (tr(use.formula), "note"),
            (use.substituted, "label"),
            (tr(use.result), "label"),
            (tr(use.bounds), "note"),
            (tr(use.marks), "note"),
        ]

"""Help of the current field: what to enter, which indicators read it, formula, bounds, source.

Source: visual.md, 填报 (live panel); rubric.md 10.
"""

from __future__ import annotations

from gui.context import Context
from gui.live.live_view_model import FieldHelp, UseView
from gui.widgets.paragraphs import Paragraph, Paragraphs
from questionnaire.messages import msg

_GAP_PX = 4


class HelpPart(Paragraphs):
    """What is shown of a field; only changed texts are laid out anew."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme, _GAP_PX)
        self._context = context

    def show_help(self, shown: FieldHelp | None) -> None:
        """Show the help of a field; nothing for None."""
        self.show_paragraphs([] if shown is None else self._lines(shown))

    def _lines(self, shown: FieldHelp) -> list[Paragraph]:
        """Texts with their roles, without the empty ones."""
        tr = self._context.texts.tr
        lines = [(tr(shown.label), "key"), (tr(shown.help), "label")]
        for use in shown.uses:
            lines += self._use_lines(use)
        lines.append((tr(msg("Definition: {source}", source=shown.source)), "note"))
        return [line for line in lines if line[0]]

    def _use_lines(self, use: UseView) -> list[Paragraph]:
        tr = self._context.texts.tr
        code, name = use.title
        return [
            (tr(msg("Used for {code} {name}", code=code, name=name)), "strong"),
            (tr(use.formula), "note"),
            (use.substituted, "label"),
            (tr(use.result), "label"),
            (tr(use.bounds), "note"),
            (tr(use.source), "note"),
        ]

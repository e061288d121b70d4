"""The menu of a field: 未填, 不适用, 暂无数据, and the quality of its data.

Source: visual.md, 填报 (state menu); rubric.md 9 (quality letters).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gui.actions import action_named
from gui.context import Context
from gui.fill.page_view_model import STATES
from questionnaire.answers import QUALITIES, State
from questionnaire.catalogue import FieldType
from questionnaire.messages import LocalText, msg
from services.field_views import FieldView

QUALITY_WORDS: Mapping[str, LocalText] = MappingProxyType(
    {
        "A": LocalText("经核查，或统计部门数据", "verified, or of the statistics bureau"),
        "B": LocalText("计量数据，或盖章报表", "metered, or a stamped report"),
        "C": LocalText("依据记录估算", "estimated from records"),
        "D": LocalText("专家估计，或无凭据", "expert estimate, or no document"),
    }
)
"""What each letter says of the data (rubric.md 9)."""


class StateMenu(QMenu):
    """Made anew for the field that it is opened at."""

    state_chosen = Signal(object)
    """With the `State`, or None for 未填."""
    quality_chosen = Signal(str)
    """With the letter."""
    note_wanted = Signal()
    """When 填报说明 of the value shall be written."""
    history_wanted = Signal()
    """When the edits of the field shall be shown."""
    evidence_wanted = Signal()
    """When the evidence of the field shall be shown."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context

    def offer(self, view: FieldView, *, locked: bool = False) -> None:
        """Fill the menu for a field as it is now; `locked`: it can only be looked at."""
        self.clear()
        self._offer_states(view, locked=locked)
        self.addSeparator()
        self._offer_qualities(view, locked=locked)
        self.addSeparator()
        tr = self._context.texts.tr
        note = self.addAction(tr(msg("Note on the value…")))
        note.setEnabled(self._takes_more(view) and not locked)
        note.triggered.connect(self.note_wanted)
        for name, signal in (("evidence", self.evidence_wanted), ("history", self.history_wanted)):
            spec = action_named(name)
            action = self.addAction(self._context.theme.icon(spec.icon), tr(spec.text))
            action.setShortcut(QKeySequence(spec.shortcuts[0]))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # only named here
            action.setShortcutVisibleInContextMenu(True)
            action.triggered.connect(signal)

    def _takes_more(self, view: FieldView) -> bool:
        """Whether there is a value that can have a quality and a note."""
        return view.state is State.VALUE and view.kind is not FieldType.LEVEL

    def _offer_states(self, view: FieldView, *, locked: bool) -> None:
        tr = self._context.texts.tr
        for state, text in STATES.items():
            if state is State.NO_DATA and view.kind is FieldType.LEVEL:
                continue
            action = self.addAction(tr(text) if state is None else f"{tr(text)}…")
            action.setCheckable(True)
            action.setChecked(view.state is state)
            action.setEnabled(not locked)
            action.triggered.connect(lambda _=False, chosen=state: self.state_chosen.emit(chosen))

    def _offer_qualities(self, view: FieldView, *, locked: bool) -> None:
        tr = self._context.texts.tr
        group = QActionGroup(self)
        for letter in QUALITIES:
            words = tr(msg("Quality {letter}", letter=letter))
            action = self.addAction(f"{words}  {tr(QUALITY_WORDS[letter])}")
            action.setCheckable(True)
            action.setActionGroup(group)
            action.setChecked(view.quality == letter)
            action.setEnabled(self._takes_more(view) and not locked)
            action.triggered.connect(
                lambda _=False, chosen=letter: self.quality_chosen.emit(chosen)
            )

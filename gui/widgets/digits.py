"""Labels of long digits that can be marked and copied (`number_words.in_groups` words them)."""

from __future__ import annotations

from PySide6.QtCore import Qt

READABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)
"""Of labels whose text can be marked and copied."""

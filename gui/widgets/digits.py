"""Long digits in groups of four, to be read aloud and compared with a printed page."""

from __future__ import annotations

from PySide6.QtCore import Qt

READABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)
"""Of labels whose text can be marked and copied."""
_GROUP = 4


def in_groups(digits: str) -> str:
    """The digits in groups of four.

    >>> in_groups("98939826b1f03")
    '9893 9826 b1f0 3'
    """
    return " ".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))

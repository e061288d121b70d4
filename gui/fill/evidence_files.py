"""What is common to adding and replacing evidence files: kinds offered, refusals in words."""

from __future__ import annotations

from collections.abc import Callable

from gui.dialogs import FileFilter
from questionnaire.errors import GreenparkError
from questionnaire.messages import LocalText, Text, msg
from services.failures import system_failure
from services.session_values import EditResult

DOCUMENTS = FileFilter(
    LocalText("PDF 与图片", "PDF and images"), ("*.pdf", "*.png", "*.jpg", "*.jpeg")
)


def stored(store: Callable[[], EditResult]) -> Text | None:
    """Carry out an edit with a file; why it was refused, None when it was stored."""
    try:
        return store().refused
    except GreenparkError as error:
        return _worded(error)
    except OSError as error:
        return _worded(system_failure(error))


def _worded(error: GreenparkError) -> Text:
    if error.defects:
        return msg("{fault} {defect}", fault=error.message, defect=error.defects[0].message)
    return error.message

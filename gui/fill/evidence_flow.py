"""Adding evidence from the form: choose files, say what each is, store it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.context import Context
from gui.dialogs import ALL_FILES, FileFilter
from gui.fill.evidence_dialog import EvidenceDialog
from questionnaire.answer_scope import indicator_of
from questionnaire.catalogue import FieldType
from questionnaire.errors import GreenparkError
from questionnaire.messages import LocalText, Text, msg
from services.failures import system_failure
from services.park_sessions import ParkSession

_DOCUMENTS = FileFilter(
    LocalText("PDF 与图片", "PDF and images"), ("*.pdf", "*.png", "*.jpg", "*.jpeg")
)


def add_evidence(
    parent: QWidget, session: ParkSession, context: Context, code: str, paths: tuple[Path, ...]
) -> None:
    """Ask for files, unless they were dropped, and for the details of each, then store them."""
    chosen = paths or context.dialogs.open_files(
        parent, msg("Evidence files"), [_DOCUMENTS, ALL_FILES], several=True
    )
    for path in chosen:
        _add_one(parent, session, context, _supported(session, code), path)


def _supported(session: ParkSession, code: str) -> tuple[str, ...]:
    """What the evidence of a field supports; the evidence list itself supports nothing yet."""
    if code == "evidence":
        return ()
    is_level = session.catalogue.fields[code].type is FieldType.LEVEL
    return (indicator_of(code) if is_level else code,)


def _add_one(
    parent: QWidget, session: ParkSession, context: Context, codes: tuple[str, ...], path: Path
) -> None:
    dialog = EvidenceDialog(context, session.catalogue, path, codes, parent)
    while context.dialogs.run(dialog):
        refused = _store(session, path, dialog)
        if refused is None:
            break
        dialog.show_message(refused)
    dialog.deleteLater()


def _store(session: ParkSession, path: Path, dialog: EvidenceDialog) -> Text | None:
    """Why the file was not stored; None when it was."""
    try:
        return session.add_evidence(path, dialog.details()).refused
    except GreenparkError as error:
        return _worded(error)
    except OSError as error:
        return _worded(system_failure(error))


def _worded(error: GreenparkError) -> Text:
    if error.defects:
        return msg("{fault} {defect}", fault=error.message, defect=error.defects[0].message)
    return error.message

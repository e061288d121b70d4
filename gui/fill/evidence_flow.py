"""Evidence from the form: show what a field has, choose files, say what each is, store it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.context import Context
from gui.dialogs import ALL_FILES, Choice
from gui.fill.evidence_dialog import EvidenceDialog
from gui.fill.evidence_files import DOCUMENTS, stored
from questionnaire.errors import GreenparkError
from questionnaire.messages import msg
from services.evidence import read_document
from services.field_evidence import (
    TABLE,
    EvidenceView,
    attach_evidence,
    evidence_of,
    evidence_with,
    supported_by,
)
from services.park_sessions import ParkSession


def open_evidence(
    parent: QWidget, session: ParkSession, context: Context, code: str, paths: tuple[Path, ...]
) -> None:
    """Show the evidence of a field; files that were dropped, or the first ones, are added.

    Args:
        parent: the window.
        session: the open file.
        context: what every view is given.
        code: field or table.
        paths: files that were dropped or pasted; none when the evidence was asked for.
    """
    if paths or code == TABLE or not evidence_of(session, code, context.texts.language):
        if not session.read_only:
            add_evidence(parent, session, context, code, paths)
        return
    # Brings pypdfium2, which filling in does not need.
    from gui.fill.evidence_list import EvidenceList  # noqa: PLC0415

    dialog = EvidenceList(session, context, code, parent)

    def add_more() -> None:
        add_evidence(dialog, session, context, code, ())
        dialog.refresh()

    dialog.add_wanted.connect(add_more)
    context.dialogs.run(dialog)
    dialog.deleteLater()


def add_evidence(
    parent: QWidget, session: ParkSession, context: Context, code: str, paths: tuple[Path, ...]
) -> None:
    """Ask for files, unless they were dropped, and for the details of each, then store them."""
    chosen = paths or context.dialogs.open_files(
        parent, msg("Evidence files"), [DOCUMENTS, ALL_FILES], several=True
    )
    for path in chosen:
        known = _known(session, context, path)
        if code != TABLE and known is not None:
            _share(parent, session, context, code, known)
        else:
            _add_one(parent, session, context, code, path)


def _known(session: ParkSession, context: Context, path: Path) -> EvidenceView | None:
    """The row of a file that was added before; None also for one that cannot be read."""
    try:
        digest = read_document(path).sha256
    except (GreenparkError, OSError):  # said when it is added
        return None
    return evidence_with(session, digest, context.texts.language)


def _share(
    parent: QWidget, session: ParkSession, context: Context, code: str, known: EvidenceView
) -> None:
    """A file that is there already supports this field as well, if the user agrees."""
    if supported_by(session, code) in known.supports:
        note = msg("{id} “{title}” supports this field already.", id=known.id, title=known.title)
        context.dialogs.note(parent, note)
        return
    question = msg("This file is already there as {id} “{title}”.", id=known.id, title=known.title)
    choices = (Choice("share", msg("Use {id} for this field too", id=known.id), is_default=True),)
    detail = msg("Nothing is stored twice: the same row can support several fields.")
    if context.dialogs.ask(parent, question, detail, choices) == "share":
        attach_evidence(session, known.row_id, code)


def _add_one(
    parent: QWidget, session: ParkSession, context: Context, code: str, path: Path
) -> None:
    codes = () if code == TABLE else (supported_by(session, code),)
    dialog = EvidenceDialog(context, session.catalogue, path, codes, parent)
    while context.dialogs.run(dialog):
        refused = stored(lambda: session.add_evidence(path, dialog.details()))
        if refused is None:
            break
        dialog.show_message(refused)
    dialog.deleteLater()

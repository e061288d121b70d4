"""The dialogs that change a store: merging, signers, industry means, conflicts.

Source: interface.md, 汇总.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.context import Context
from gui.province.conflicts_dialog import ConflictsDialog
from gui.province.means_dialog import MeansDialog
from gui.province.merge_dialog import MergeDialog
from gui.province.signers_dialog import SignersDialog
from gui.workspaces import OpenRequest
from services.conflict_desk import ConflictDesk
from services.means_desk import MeansDesk
from services.signer_desk import SignerDesk


class StoreDialogs(QObject):
    """Opens each of them over a window.

    Args:
        request: says where the store is, and whether it may only be looked at.
        context: runs dialogs.
        window: parent of the dialogs.
    """

    changed = Signal()
    """After a dialog that has changed the store, or may have."""

    def __init__(self, request: OpenRequest, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._location, self._read_only = request.location, request.read_only
        self._context = context
        self._window = window

    def merge(self, files: Sequence[Path] = ()) -> None:
        """Merge files that are given, or that the user adds."""
        dialog = MergeDialog(self._location, self._context, files, self._window)
        self._context.dialogs.run(dialog)
        dialog.deleteLater()
        self.changed.emit()

    def signers(self) -> None:
        """Confirm and revoke keys."""
        desk = SignerDesk(self._location, self._context.environment)
        self._run(SignersDialog(desk, self._context, self._window))

    def means(self) -> None:
        """Keep industry means, or take them away."""
        catalogue = self._context.product.catalogue
        desk = MeansDesk(self._location, self._context.environment, catalogue)
        self._run(MeansDialog(desk, self._context, self._window, read_only=self._read_only))

    def conflicts(self) -> None:
        """Decide between versions."""
        desk = ConflictDesk(self._location, self._context.product, self._context.environment)
        self._run(ConflictsDialog(desk, self._context, self._window, read_only=self._read_only))

    def _run(self, dialog: SignersDialog | MeansDialog | ConflictsDialog) -> None:
        self._context.dialogs.run(dialog)
        changed = dialog.changed
        dialog.deleteLater()
        if changed:
            self.changed.emit()

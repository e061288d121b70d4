"""The dialog in which staff confirm whose signatures count.

Source: submissions.md, Signers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.context import Context
from gui.province.text_table import TextTable, TextTableModel
from gui.widgets.dialog_size import open_at
from gui.widgets.digits import READABLE
from gui.widgets.labels import label
from questionnaire.errors import GreenparkError
from questionnaire.messages import Text, msg
from services.environment import OFFICE_AUTHOR
from services.number_words import in_groups
from services.office import SHOWN_DIGITS
from services.signer_desk import SignerDesk, SignerView

_WIDTH_PX, _HEIGHT_PX = 820, 460
_HEADS: tuple[Text, ...] = (
    msg("Key"),
    msg("Name"),
    msg("State"),
    msg("Counts for"),
    msg("Has signed"),
)
_STATES: dict[str, Text] = {
    "confirmed": msg("confirmed"),
    "unconfirmed": msg("not confirmed"),
    "revoked": msg("revoked"),
}


class SignersDialog(QDialog):
    """All keys of a store; confirm or revoke the selected one.

    Attributes:
        changed: whether anything was confirmed or revoked.
    """

    def __init__(self, desk: SignerDesk, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._context = context
        self._signers: tuple[SignerView, ...] = ()
        self.changed = False
        self.setObjectName("signers")
        self.setWindowTitle(self._tr(msg("Signers")))
        open_at(self, context.theme, _WIDTH_PX, _HEIGHT_PX)
        self._build()
        self._refresh()

    def _build(self) -> None:
        px = self._context.theme.px
        note = label(
            self._tr(
                msg(
                    "Compare the key with the one on the printed statement page before you confirm."
                )
            ),
            "label",
        )
        note.setWordWrap(True)
        self._model = TextTableModel(self._context, _HEADS, (), self)
        self._table = TextTable(self._model, self._context.theme, stretched=1)
        self._table.setObjectName("signers.table")
        self._table.setAccessibleName(self._tr(msg("Signers")))
        self._table.selectionModel().currentRowChanged.connect(self._on_current)
        self._key, self._signed = label("", "strong"), label("", "label")
        self._key.setObjectName("signers.key")
        self._key.setTextInteractionFlags(READABLE)
        self._signed.setObjectName("signers.signed")
        self._signed.setWordWrap(True)
        self._confirm = self._button("confirm", msg("Confirm for its park"), self._confirm_park)
        self._office = self._button("office", msg("Confirm as office key"), self._confirm_office)
        self._revoke = self._button("revoke", msg("Revoke…"), self._revoke_key)
        close = self._button("close", msg("Close"), self.accept)
        row = QHBoxLayout()
        for button in (self._confirm, self._office, self._revoke):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(10))
        column.addWidget(note)
        column.addWidget(self._table, 1)
        column.addWidget(self._key)
        column.addWidget(self._signed)
        column.addLayout(row)

    def _button(self, name: str, text: Text, pressed: Callable[[], None]) -> QPushButton:
        button = QPushButton(self._tr(text))
        button.setObjectName(f"signers.{name}")
        button.setAutoDefault(False)
        button.clicked.connect(pressed)
        return button

    def _refresh(self) -> None:
        row = max(self._table.currentIndex().row(), 0)
        self._signers = self._desk.signers()
        self._model.show_rows([_row(signer) for signer in self._signers])
        if self._signers:
            self._table.selectRow(min(row, len(self._signers) - 1))
        self._on_current()

    def _current(self) -> SignerView | None:
        row = self._table.currentIndex().row()
        return self._signers[row] if 0 <= row < len(self._signers) else None

    def _on_current(self, *_rows: QModelIndex) -> None:
        signer = self._current()
        confirmed = signer is not None and signer.state == "confirmed"
        self._show_whole(signer)
        self._confirm.setEnabled(signer is not None and not confirmed and bool(signer.parks))
        self._office.setEnabled(signer is not None and not confirmed)
        self._revoke.setEnabled(confirmed)

    def _show_whole(self, signer: SignerView | None) -> None:
        """The whole key in groups to read aloud, and every park that it has signed for."""
        if signer is None:
            self._key.setText(self._tr(msg("Nobody has signed anything in this store yet.")))
            self._signed.clear()
            return
        self._key.setText(in_groups(signer.fingerprint))
        parks = ", ".join(signer.parks) or "–"
        self._signed.setText(self._tr(msg("Has signed: {parks}", parks=parks)))

    def _confirm_park(self) -> None:
        signer = self._current()
        if signer is not None:
            self._do(lambda: self._desk.confirm(signer.fingerprint, signer.parks[0]))

    def _confirm_office(self) -> None:
        signer = self._current()
        if signer is not None:
            self._do(lambda: self._desk.confirm(signer.fingerprint, None))

    def _revoke_key(self) -> None:
        signer = self._current()
        if signer is None:
            return
        reason = self._context.dialogs.ask_text(
            self, msg("Revoke a key"), msg("Why it shall count no longer")
        )
        if reason:
            self._do(lambda: self._desk.revoke(signer.fingerprint, reason))

    def _do(self, action: Callable[[], None]) -> None:
        try:
            action()
        except GreenparkError as error:
            self._context.dialogs.show_error(self, error)
            return
        self.changed = True
        self._refresh()

    def _tr(self, text: object) -> str:
        return self._context.texts.tr(text)


def _row(signer: SignerView) -> tuple[Text, ...]:
    counts: Text = signer.counts_for or "–"
    if signer.office:
        counts = msg("office")
    return (
        in_groups(signer.fingerprint[:SHOWN_DIGITS]),
        msg("office") if signer.name == OFFICE_AUTHOR else signer.name,
        _STATES[signer.state],
        counts,
        _signed(signer.parks),
    )


def _signed(parks: Sequence[str]) -> Text:
    if len(parks) > 1:
        return msg("{n} parks", n=len(parks))
    return parks[0] if parks else "–"

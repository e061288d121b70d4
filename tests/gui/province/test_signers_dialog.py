"""The keys of a store: whole and readable, confirmed and revoked, by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from db.store import Store
from gui.context import Context
from gui.province.signers_dialog import SignersDialog
from services.office import confirm_signer
from services.signer_desk import SignerDesk
from support.window import fake, select_row, tab_order


@pytest.fixture
def dialog(context: Context, store: Path, qtbot: QtBot) -> SignersDialog:
    made = SignersDialog(SignerDesk(str(store), context.environment), context)
    qtbot.addWidget(made)
    made.show()
    return made


def _table(dialog: SignersDialog) -> QTableView:
    found = dialog.findChild(QTableView, "signers.table")
    assert found is not None
    return found


def _label(dialog: SignersDialog, name: str) -> str:
    found = dialog.findChild(QLabel, f"signers.{name}")
    assert found is not None
    return found.text()


def test_the_whole_key_is_shown_in_groups_of_four(dialog: SignersDialog, store: Path) -> None:
    with Store.open(store) as opened:
        keys = {record.fingerprint for record in opened.signers()}
    shown = set()
    for row in range(_table(dialog).model().rowCount()):
        select_row(_table(dialog), row)
        groups = _label(dialog, "key").split(" ")
        assert {len(group) for group in groups} == {4}
        shown.add("".join(groups))
    assert shown == keys


def test_every_park_of_a_key_is_named(dialog: SignersDialog) -> None:
    named = []
    for row in range(_table(dialog).model().rowCount()):
        select_row(_table(dialog), row)
        named.append(_label(dialog, "signed").split()[-1].rpartition("：")[2])
    assert sorted(named) == ["TEST0001", "TEST0002", "TEST0003"]


def test_no_column_is_cut(dialog: SignersDialog) -> None:
    table = _table(dialog)
    columns = range(table.model().columnCount())
    assert [at for at in columns if table.columnWidth(at) < table.sizeHintForColumn(at)] == []


def test_a_key_is_revoked_with_a_reason(
    dialog: SignersDialog, context: Context, store: Path
) -> None:
    fake(context).will_answer("密钥遗失")
    revoke = dialog.findChild(QPushButton, "signers.revoke")
    assert revoke is not None
    revoke.click()
    with Store.open(store) as opened:
        states = sorted(record.status for record in opened.signers())
        assert states == ["confirmed", "confirmed", "revoked"]
    assert dialog.changed


def test_revoking_without_a_reason_changes_nothing(dialog: SignersDialog, context: Context) -> None:
    fake(context).will_answer(None)
    revoke = dialog.findChild(QPushButton, "signers.revoke")
    assert revoke is not None
    revoke.click()
    assert not dialog.changed


def test_an_office_key_counts_for_all(context: Context, store: Path, qtbot: QtBot) -> None:
    with Store.open(store) as opened:
        key = next(iter(opened.signers())).fingerprint
        confirm_signer(context.environment, opened, key, office=True)
    context.texts.set_language("en")
    dialog = SignersDialog(SignerDesk(str(store), context.environment), context)
    qtbot.addWidget(dialog)
    counts = [
        _table(dialog).model().index(row, 3).data()
        for row in range(_table(dialog).model().rowCount())
    ]
    assert counts.count("office") == 1


def test_tab_order_and_names(dialog: SignersDialog) -> None:
    parts = tab_order(dialog)
    assert [part.objectName() for part in parts] == [
        "signers.table",
        "signers.revoke",
        "signers.close",
    ]
    assert parts[0].accessibleName()

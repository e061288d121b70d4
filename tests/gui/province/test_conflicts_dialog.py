"""Two versions of a park stand side by side; one is withdrawn in the window, the other counts."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from db.store import Store
from gui.context import Context
from gui.province.conflicts_dialog import ConflictsDialog
from gui.province.store_workspace import StoreWorkspace, open_store
from gui.workspaces import OpenRequest
from services.conflict_desk import ConflictDesk
from services.store_views import StoreView
from support.journeys import (
    SUBMISSION,
    documents_of,
    identity,
    like,
    machine,
    merged,
    send,
)
from support.window import fake, tab_order


@pytest.fixture
def versions(made_store: Path, store: Path) -> dict[str, str]:
    """Ids of two versions of TEST0001 that follow the same one: gross domestic product -> id."""
    home = machine(made_store.parent)
    real = documents_of(made_store.parent / SUBMISSION)[0]
    changed = {
        gdp: like(real, parents=[identity(real)], answers={"gdp": gdp}) for gdp in ("701", "702")
    }
    merged(
        home,
        store,
        send(store.with_name("2.parkdb"), home.keys.park("TEST0001"), *changed.values()),
    )
    return {gdp: identity(document) for gdp, document in changed.items()}


@pytest.fixture
def dialog(
    context: Context, store: Path, versions: dict[str, str], qtbot: QtBot
) -> ConflictsDialog:
    assert versions
    context.texts.set_language("en")
    made = ConflictsDialog(ConflictDesk(str(store), context.product, context.environment), context)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def workspace(
    context: Context, store: Path, versions: dict[str, str], qtbot: QtBot
) -> Iterator[StoreWorkspace]:
    """The store with the conflict, open."""
    assert versions
    made = open_store(OpenRequest(str(store)), context)
    bar = made.tool_bar()
    for part in (made, *bar.start, *bar.end):
        qtbot.addWidget(part)
    yield made
    made.hide()


def _cells(dialog: QDialog, name: str) -> list[list[str]]:
    table = dialog.findChild(QTableView, f"conflicts.{name}")
    assert table is not None
    model, root = table.model(), QModelIndex()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount(root))]
        for row in range(model.rowCount(root))
    ]


def _press(dialog: QDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, f"conflicts.{name}")
    assert button is not None
    assert button.isEnabled(), name
    button.click()


def test_differences_are_in_words(dialog: ConflictsDialog, context: Context) -> None:
    assert _cells(dialog, "table") == [["TEST0001", "合成园区甲", "2025", "submission", "2", "1"]]
    ((where, base, *sides, who),) = _cells(dialog, "differences")
    assert where == context.product.catalogue.fields["gdp"].label.en
    assert (base, sorted(sides), who) == ("680", ["701", "702"], "both, differently")


def test_versions_are_named_by_their_digits(
    dialog: ConflictsDialog, versions: dict[str, str]
) -> None:
    shown = dialog.findChild(QLabel, "conflicts.versions")
    assert shown is not None
    digits = shown.text().replace(" ", "")
    assert all(name[:16] in digits for name in versions.values())


@pytest.mark.parametrize("name, column", [("withdraw_a", 2), ("withdraw_b", 3)])
def test_the_version_that_is_withdrawn_is_the_one_on_the_button(
    workspace: StoreWorkspace, context: Context, store: Path, name: str, column: int
) -> None:
    withdrawn: list[str] = []

    def decide(dialog: QDialog) -> None:
        withdrawn.append(_cells(dialog, "differences")[0][column])
        _press(dialog, name)
        assert _cells(dialog, "table") == []
        dialog.accept()

    fake(context).will_answer(decide, "误报")
    workspace.actions()["conflicts"]()
    assert "conflicts" not in workspace.actions(), "nothing is left to decide"
    with Store.open(store) as opened:
        history = StoreView(opened, context.product.catalogue).history("TEST0001")
    (kept,) = {"701", "702"} - set(withdrawn)
    assert history[2025].value("gdp") == Decimal(kept)


def test_without_a_reason_nothing_is_withdrawn(dialog: ConflictsDialog, context: Context) -> None:
    fake(context).will_answer(None)
    _press(dialog, "withdraw_a")
    assert not dialog.changed
    assert len(_cells(dialog, "table")) == 1


def test_without_conflicts_there_is_nothing_to_open(province: StoreWorkspace) -> None:
    assert "conflicts" not in province.actions()


def test_tab_order_and_names(dialog: ConflictsDialog) -> None:
    parts = tab_order(dialog)
    assert [part.objectName() for part in parts] == [
        "conflicts.table",
        "conflicts.differences",
        "conflicts.withdraw_a",
        "conflicts.withdraw_b",
        "conflicts.close",
    ]
    assert parts[0].accessibleName()
    assert parts[1].accessibleName()

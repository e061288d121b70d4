"""The window of a store: merging, confirming signers, the parks of a year."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QTableView, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.province.merge_dialog import MergeDialog
from gui.province.parks_model import COLUMNS, HEAT_ROLE, ParksModel
from gui.province.signers_dialog import SignersDialog
from gui.province.store_workspace import StoreWorkspace, open_store
from gui.workspaces import OpenRequest
from services.parks import fill_park, new_park
from services.submissions import submit
from support.command import example
from support.window import drop, fake


@pytest.fixture
def submission(context: Context, tmp_path: Path) -> Path:
    """The worked example as it is sent."""
    park, sent = tmp_path / "park.parkdb", tmp_path / "sent.parkdb"
    product, environment = context.product, context.environment
    new_park(product, environment, park, code="TEST0001", name="合成园区甲", year=2025)
    fill_park(product, environment, park, example()["inputs"])
    submit(product, environment, park, sent)
    return sent


@pytest.fixture
def workspace(context: Context, tmp_path: Path, qtbot: QtBot) -> Iterator[StoreWorkspace]:
    """An empty store, open."""
    request = OpenRequest(str(tmp_path / "province.db"), create=True)
    made = open_store(request, context)
    bar = made.tool_bar()
    for part in (made, *bar.start, *bar.end):
        qtbot.addWidget(part)
    made.show()
    yield made
    made.hide()


def _text(widget: QWidget, name: str) -> str:
    found = widget.findChild(QLabel, name)
    assert found is not None
    return found.text()


def _press(widget: QWidget, name: str) -> None:
    button = widget.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled(), name
    button.click()


def _cells(widget: QWidget, name: str) -> list[list[str]]:
    table = widget.findChild(QTableView, name)
    assert table is not None
    model: QAbstractItemModel = table.model()
    root = QModelIndex()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount(root))]
        for row in range(model.rowCount(root))
    ]


def _merge(files: list[Path]) -> object:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, MergeDialog)
        dialog.add_files(files)
        _press(dialog, "merge.start")
        dialog.accept()

    return answer


def _confirm(dialog: QDialog) -> None:
    assert isinstance(dialog, SignersDialog)
    assert _cells(dialog, "signers.table")[0][4] == "TEST0001"
    _press(dialog, "signers.confirm")
    dialog.accept()


def _filled(workspace: StoreWorkspace, context: Context, submission: Path) -> None:
    fake(context).will_answer(_merge([submission]), _confirm)
    workspace.actions()["merge_files"]()
    workspace.actions()["signers"]()


def test_an_empty_store_says_what_to_do(workspace: StoreWorkspace) -> None:
    assert "汇入" in _text(workspace, "store.note")
    assert _cells(workspace, "store.parks") == []


def test_merged_and_confirmed_the_park_is_ranked(
    workspace: StoreWorkspace, context: Context, submission: Path
) -> None:
    _filled(workspace, context, submission)
    row = dict(
        zip((spec.key for spec in COLUMNS), _cells(workspace, "store.parks")[0], strict=True)
    )
    alone = next(item for item in example()["variants"] if item["name"] == "self marks only")
    assert row["total"] == alone["expected"]["total_printed"]
    assert (row["rank"], row["park"], row["class"]) == ("1", "合成园区甲", "CE")
    assert row["status"] == "暂定", "only the park's own marks so far"


def test_an_unconfirmed_signer_is_left_out_and_named(
    workspace: StoreWorkspace, context: Context, submission: Path, qtbot: QtBot
) -> None:
    fake(context).will_answer(_merge([submission]))
    with qtbot.waitSignal(workspace.status_changed) as told:
        workspace.actions()["merge_files"]()
    assert _cells(workspace, "store.parks") == []
    assert "1" in told.args[0]


def test_merge_dialog_shows_control_totals_and_refusals(
    context: Context, submission: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "broken.parkdb"
    data = bytearray(submission.read_bytes())
    data[len(data) // 2] ^= 1
    broken.write_bytes(bytes(data[: len(data) // 2]))
    dialog = MergeDialog(str(tmp_path / "p.db"), context)
    qtbot.addWidget(dialog)
    assert drop(dialog, submission, broken)
    dialog.merge()
    files = {row[0]: row for row in _cells(dialog, "merge.files")}
    assert files["sent.parkdb"][2] == "1"
    assert "拒" in files["broken.parkdb"][1]
    assert files["broken.parkdb"][4], "what to ask the sender"
    ledger = {row[0]: row[1:] for row in _cells(dialog, "merge.ledger")}
    assert ledger["revision"] == ["1", "1", "0", "0", "0"]
    assert ledger["enterprises"][0] == ledger["enterprises"][1] == "7"


def test_parks_table_is_a_sound_model(
    workspace: StoreWorkspace,
    context: Context,
    submission: Path,
    qtmodeltester: ModelTester,
) -> None:
    _filled(workspace, context, submission)
    found = workspace.shown()
    assert found is not None
    model = ParksModel(context)
    model.show(found.ranked)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    energy = [spec.key for spec in COLUMNS].index("E")
    assert model.index(0, energy).data(HEAT_ROLE) == pytest.approx(0.717813, abs=1e-6)
    head = model.headerData(0, Qt.Orientation.Horizontal)
    context.texts.set_language("en")
    assert (head, model.headerData(0, Qt.Orientation.Horizontal)) == ("名次", "Rank")


def test_finds_a_park_by_a_part_of_its_name(
    workspace: StoreWorkspace, context: Context, submission: Path
) -> None:
    _filled(workspace, context, submission)
    find = workspace.tool_bar().end[0]
    find.setProperty("text", "园区乙")
    assert _cells(workspace, "store.parks") == []
    find.setProperty("text", "园区甲")
    assert len(_cells(workspace, "store.parks")) == 1

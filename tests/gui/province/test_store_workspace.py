"""The window of a store: merging, confirming signers, the parks of a year."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, QModelIndex, Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QTableView, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.jobs import Jobs
from gui.province.merge_dialog import MergeDialog
from gui.province.park_columns import COLUMNS
from gui.province.parks_model import HEAT_ROLE, ParksModel
from gui.province.signers_dialog import SignersDialog
from gui.province.store_workspace import StoreWorkspace, open_store
from gui.workspaces import OpenRequest
from services.merges import merge_files
from services.parks import fill_park, new_park
from services.subjects import open_store as open_stored
from services.submissions import submit
from support.command import example
from support.window import drop, fake, make_context, select_row


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
    context.texts.set_language("en")
    dialog = MergeDialog(str(tmp_path / "p.db"), context)
    qtbot.addWidget(dialog)
    assert drop(dialog, submission, broken)
    dialog.merge()
    rows = _cells(dialog, "merge.files")
    assert [row[1] for row in rows] == ["broken.parkdb", "sent.parkdb"], "what needs somebody first"
    files = {row[1]: row for row in rows}
    assert files["sent.parkdb"][2] == "1"
    assert files["broken.parkdb"][0] == "refused"
    assert files["broken.parkdb"][4], "what is wrong and what to ask the sender"
    assert _cells(dialog, "merge.ledger")[0][1], "the selected file is the refused one"


def _ledger(dialog: MergeDialog, row: int) -> dict[str, list[str]]:
    table = dialog.findChild(QTableView, "merge.files")
    assert table is not None
    select_row(table, row)
    return {row[0]: row[1:] for row in _cells(dialog, "merge.ledger")}


def test_control_totals_are_in_the_words_of_the_form(
    context: Context, submission: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    context.texts.set_language("en")
    dialog = MergeDialog(str(tmp_path / "p.db"), context, [submission])
    qtbot.addWidget(dialog)
    dialog.merge()
    ledger = _ledger(dialog, 0)
    assert ledger["Revisions"][1:] == ["1", "1", "0", "0", "0"]
    register = context.product.catalogue.fields["enterprises"].label.en
    assert ledger[register][1:3] == ["7", "7"]
    energy = example()["expected"]["derived"]["inventory.total_tce"]
    sums = next(row for row in ledger.values() if row[0] == "tce")
    assert sums[1] == f"{Decimal(energy):,.2f}"
    internal = [name for name in ledger if re.fullmatch(r"[a-z_0-9]+", name)]
    assert internal == [], "no internal name"


def test_the_folder_stands_under_its_own_head_before_the_merge(
    context: Context, submission: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    context.texts.set_language("en")
    dialog = MergeDialog(str(tmp_path / "p.db"), context, [submission])
    qtbot.addWidget(dialog)
    table = dialog.findChild(QTableView, "merge.files")
    assert table is not None
    heads = [
        table.model().headerData(column, Qt.Orientation.Horizontal)
        for column in range(table.model().columnCount())
    ]
    assert _cells(dialog, "merge.files") == [["sent.parkdb", str(submission.parent)]]
    assert heads == ["File", "Folder"]


def test_no_text_of_the_merge_dialog_is_cut(
    context: Context, submission: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    named = tmp_path / "示例临港绿色石化与高端装备制造产业园区（一期二期三期）2025.parkdb"
    named.write_bytes(submission.read_bytes())
    dialog = MergeDialog(str(tmp_path / "p.db"), context, [named])
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.merge()
    for name in ("merge.files", "merge.ledger"):
        table = dialog.findChild(QTableView, name)
        assert table is not None
        columns, rows = range(table.model().columnCount()), range(table.model().rowCount())
        wraps = all(table.rowHeight(row) >= table.sizeHintForRow(row) for row in rows)
        cut = [at for at in columns if table.columnWidth(at) < table.sizeHintForColumn(at)]
        assert cut == [] or wraps, name
        assert sum(table.columnWidth(at) for at in columns) == table.viewport().width(), name


def test_after_a_merge_the_next_files_can_be_added(
    context: Context, submission: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = MergeDialog(str(tmp_path / "p.db"), context, [submission])
    qtbot.addWidget(dialog)
    dialog.merge()
    again = tmp_path / "again.parkdb"
    again.write_bytes(submission.read_bytes())
    assert drop(dialog, again)
    assert [row[0] for row in _cells(dialog, "merge.files")] == ["again.parkdb"]
    dialog.merge()
    assert _cells(dialog, "merge.files")[0][2:4] == ["0", "1"], "known already"


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


def test_a_dialog_that_is_closed_while_it_merges_leaves_a_whole_store(
    submission: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """The file that is being taken is finished; nobody hears of it, and nothing is half done."""
    context = make_context(jobs=Jobs())
    dialog = MergeDialog(str(tmp_path / "p.db"), context, [submission])
    dialog.show()
    with qtbot.waitSignal(context.jobs.ended, timeout=20_000):
        dialog.merge()
        dialog.reject()
        dialog.deleteLater()
        QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    context.jobs.close()
    with open_stored(str(tmp_path / "p.db"), create=True) as store:
        assert store.check() == ()


def test_a_store_that_is_closed_while_it_is_read_says_nothing(
    submission: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    context = make_context(jobs=Jobs())
    with open_stored(str(tmp_path / "p.db"), create=True) as store:
        merge_files(context.product, context.environment, store, [submission])
    workspace = open_store(OpenRequest(str(tmp_path / "p.db")), context)
    bar = workspace.tool_bar()
    for part in (*bar.start, *bar.end):
        qtbot.addWidget(part)
    with qtbot.waitSignal(context.jobs.ended, timeout=20_000):
        workspace.deleteLater()
        QCoreApplication.sendPostedEvents(workspace, QEvent.Type.DeferredDelete)
    context.jobs.close()
    assert fake(context).told == []

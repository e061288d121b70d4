"""The store of the province: its parks, merging, signers, means, conflicts, comparisons."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPushButton, QTableView, QToolButton

from gui.province.park_columns import KEYS
from gui.workspaces import OpenRequest
from questionnaire.messages import LocalText
from scripts.pictures.scene import Scene
from scripts.pictures.stage import Stage, part
from services import subjects
from services.kept_means import drop_means
from services.merges import merge_files
from services.park_sessions import ParkSession
from services.submissions import submit


def _store(stage: Stage) -> None:
    stage.store()
    stage.show(stage.window)


def _empty(stage: Stage) -> None:
    stage.spoil()
    stage.open("store", OpenRequest("新汇总库.db", create=True))
    stage.show(stage.window)


def _filtered(stage: Stage) -> None:
    """Only parks of a class whose name is looked for; the list of classes is open."""
    shown = stage.store()
    (find,) = shown.tool_bar().end
    assert isinstance(find, QLineEdit)  # noqa: S101 - the search
    find.setText("示例")
    box = part(shown, QComboBox, "store.filter.class")
    box.setCurrentIndex(1)
    box.activated.emit(1)
    stage.show(stage.window)


def _forget_means(stage: Stage) -> None:
    """Open the store without its industry means."""
    stage.spoil()
    file = stage.copied_store()
    with subjects.open_store(str(file)) as store:
        drop_means(stage.context.environment, store)
    stage.open_store(file)


def _without_means(stage: Stage) -> None:
    _forget_means(stage)
    stage.show(stage.window)


def _received(stage: Stage) -> Path:
    """A folder with submissions and a file that is none."""
    folder = Path("收到")
    if not folder.exists():
        folder.mkdir()
        for sent in stage.examples.submissions:
            shutil.copy(sent, folder)
        (folder / "说明.parkdb").write_text("见附件", encoding="utf-8")
    return folder


def _merge(*, row: int | None = None, held: bool = False) -> Callable[[Stage], None]:
    """The scene of the merge dialog: before, while, or after the merge with a file chosen."""

    def press(dialog: QDialog) -> None:
        if row is not None or held:
            part(dialog, QPushButton, "merge.start").click()
        if row is not None:
            part(dialog, QTableView, "merge.files").selectRow(row)

    def play(stage: Stage) -> None:
        stage.spoil()
        store, files = stage.copied_store(), (_received(stage),)
        stage.open("store", OpenRequest(str(store), submissions=files))
        stage.jobs.held = (2, 3) if held else None
        stage.dialogs.prepare = press
        stage.settle()

    return play


def _merge_empty(stage: Stage) -> None:
    stage.store()
    stage.do("merge_files")


def _signer(button: str) -> Callable[[Stage], None]:
    """The scene of the signers; with the question that one of its buttons asks."""

    def press(dialog: QDialog) -> None:
        if button:
            part(dialog, QPushButton, button).click()

    def play(stage: Stage) -> None:
        stage.store()
        stage.dialogs.prepare = press
        stage.do("signers")

    return play


def _means(stage: Stage) -> None:
    stage.store()
    stage.do("means")


def _no_means(stage: Stage) -> None:
    _forget_means(stage)
    stage.do("means")


def _wrong_means(stage: Stage) -> None:
    """Every line that is wrong in a file of means."""
    file = Path("行业均值.csv")
    lines = (
        "industry,value,unit,year,source",
        "17,1.9,tCO2/万元,2023,省统计局",
        "99,2,,2023,省统计局",
        "26,约三,tCO2/万元,2023,",
        "31,-1,tCO2/万元,23,省统计局",
    )
    file.write_text("\n".join(lines), encoding="utf-8")

    def choose(dialog: QDialog) -> None:
        stage.dialogs.answers = [file]
        part(dialog, QPushButton, "means.choose").click()

    stage.store()
    stage.dialogs.prepare = choose
    stage.do("means")


def _open_with_conflict(stage: Stage) -> None:
    """Open the store after a park sent two versions that follow the same one."""
    stage.spoil()
    context = stage.context
    shutil.copytree(stage.examples.keys, context.environment.home / "keys", dirs_exist_ok=True)
    sent = []
    for number, name in enumerate(("李主任", "王科长"), start=1):
        park = stage.copied(stage.examples.park, f"版本{number}.parkdb")
        with ParkSession.open(context.product, context.environment, park) as session:
            session.set_field("contact_name", name)
            session.set_field("remarks", f"第 {number} 次更正：联系人。")
            year = session.year
        sent.append(Path(f"报送{number}.parkdb"))
        submit(context.product, context.environment, park, sent[-1], years=(year,))
    file = stage.copied_store()
    with subjects.open_store(str(file)) as store:
        merge_files(context.product, context.environment, store, sent)
    stage.open_store(file)


def _conflicts(button: str) -> Callable[[Stage], None]:
    """The scene of the conflicts; with the question that one of the buttons asks."""

    def press(dialog: QDialog) -> None:
        if button:
            part(dialog, QPushButton, button).click()

    def play(stage: Stage) -> None:
        _open_with_conflict(stage)
        stage.dialogs.prepare = press
        stage.do("conflicts")

    return play


def _store_with_conflict(stage: Stage) -> None:
    _open_with_conflict(stage)
    stage.show(stage.window)


def _columns(stage: Stage) -> None:
    """The menu of the columns is open."""
    button = part(stage.store(), QToolButton, "store.columns")
    button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))
    stage.show_menu()


def _with_panel(stage: Stage) -> QTableView:
    """The store with its panel, also where the window is narrow; its table."""
    shown = stage.store()
    stage.context.settings.side_panel = True
    shown.read(None)
    return part(shown, QTableView, "store.parks")


def _panel(stage: Stage) -> None:
    """The park with the longest name is chosen."""
    table = _with_panel(stage)
    column = KEYS.index("park")
    names = [table.model().index(row, column).data() for row in range(table.model().rowCount())]
    table.selectRow(max(range(len(names)), key=lambda row: len(names[row])))
    stage.settle()
    stage.show(stage.window)


def _several(stage: Stage) -> None:
    _choose_some(_with_panel(stage))
    stage.settle()
    stage.show(stage.window)


def _choose_some(table: QTableView) -> None:
    """Select the first three parks."""
    how = QItemSelectionModel.SelectionFlag
    for row in range(3):
        index = table.model().index(row, 0)
        table.selectionModel().select(index, how.Select | how.Rows)


def _compare_parks(stage: Stage) -> None:
    _choose_some(part(stage.store(), QTableView, "store.parks"))
    stage.do("compare_parks")


def _compare_years(stage: Stage) -> None:
    stage.store()
    stage.do("park_years")


STORE_SCENES: tuple[Scene, ...] = (
    Scene("store", LocalText("汇总库", "Store"), _store),
    Scene("store-filtered", LocalText("汇总库：筛选", "Store: filtered"), _filtered),
    Scene("store-empty", LocalText("空的汇总库", "Empty store"), _empty),
    Scene("store-without-means", LocalText("没有行业均值", "Store without means"), _without_means),
    Scene(
        "store-conflict", LocalText("有冲突的汇总库", "Store with a conflict"), _store_with_conflict
    ),
    Scene("store-columns", LocalText("选择列", "Choosing columns"), _columns),
    Scene("store-panel", LocalText("汇总库：侧栏", "Store: panel"), _panel),
    Scene("store-several", LocalText("选中几个园区", "Several parks chosen"), _several),
    Scene("merge-empty", LocalText("汇入：未选文件", "Merge: no files yet"), _merge_empty),
    Scene("merge", LocalText("汇入：之前", "Merge: before"), _merge()),
    Scene("merge-running", LocalText("汇入：进行中", "Merge: running"), _merge(held=True)),
    Scene("merge-refused", LocalText("汇入：被拒的文件", "Merge: refused file"), _merge(row=0)),
    Scene("merge-done", LocalText("汇入：控制总数", "Merge: control totals"), _merge(row=1)),
    Scene("signers", LocalText("签名人", "Signers"), _signer("")),
    Scene("signers-revoke", LocalText("撤销密钥", "Revoking a key"), _signer("signers.revoke")),
    Scene("means", LocalText("行业均值", "Industry means"), _means),
    Scene("means-none", LocalText("尚无行业均值", "No industry means"), _no_means),
    Scene("means-wrong", LocalText("有错误的均值文件", "Wrong file of means"), _wrong_means),
    Scene("conflicts", LocalText("冲突", "Conflicts"), _conflicts("")),
    Scene(
        "conflicts-withdraw",
        LocalText("撤回一个版本", "Withdrawing a version"),
        _conflicts("conflicts.withdraw_a"),
    ),
    Scene("compare-parks", LocalText("园区对比", "Comparing parks"), _compare_parks),
    Scene("compare-years", LocalText("历年对比", "Comparing years"), _compare_years),
)

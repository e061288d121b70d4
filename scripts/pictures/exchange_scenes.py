"""Spreadsheets and submitting: import, export, template, the steps of the submit assistant."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDialog, QPushButton, QTabWidget

from questionnaire.messages import LocalText, msg
from scripts.pictures.form_scenes import spoilt
from scripts.pictures.scene import Scene
from scripts.pictures.stage import Stage, part

_LEDGER = Path("企业台账 2024.csv")
_HEADS = ("企业名称", "统一社会信用代码", "行业大类代码", "工业总产值", "综合能耗", "主管部门")


_CODES = (
    "91320000TEXT0101XW", "91320000TEXT01028W", "91320000TEXT01036P", "91320000TEXP06001H",
    "91320000TEXP06002L", "91320000TEXP06003P", "91320000TEXP06004T", "91320000TEXP06005X",
)  # fmt: skip


def _ledger(lines: Sequence[Sequence[str]]) -> Path:
    """A ledger of another program, with headings of its own."""
    with _LEDGER.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened).writerows([_HEADS, *lines])
    return _LEDGER


_FILE_STEP = 2
"""The step of the submit assistant before the file is written."""
_COPYING = msg(
    "Copying evidence: {n} of {count}, {done} of {total} MB",
    n=14,
    count=41,
    done="61.4",
    total="184.3",
)


def _lines(*, output: str) -> list[tuple[str, ...]]:
    firms = ("热电", "造纸", "机械", "电子", "纺织", "化工新材料", "精密铸造", "食品")
    return [
        (
            f"示例{firm}有限公司",
            _CODES[number],
            str(34 + number % 5),
            output if number == 3 else f"{3_420_000 + 17_430 * number}",
            f"{3_200 + 811 * number}",
            "经发局",
        )
        for number, firm in enumerate(firms)
    ]


def _import(*, output: str = "48000", tab: int | None = None) -> Callable[[Stage], None]:
    """The scene of an import of a ledger, with one of its tabs in front."""

    def choose(dialog: QDialog) -> None:
        if tab is not None:
            part(dialog, QTabWidget, "import.tabs").setCurrentIndex(tab)

    def play(stage: Stage) -> None:
        stage.park()
        stage.dialogs.prepare = choose
        stage.do("import", _ledger(_lines(output=output)))

    return play


def _import_running(stage: Stage) -> None:
    stage.park()
    stage.jobs.held = (5, 12)
    stage.do("import", _ledger(_lines(output="48000")))


def _exported(stage: Stage) -> None:
    stage.edited_park()
    stage.do("export", Path("填报", "示例园区06 2024.xlsx"))


def _submit(steps: int, *, faulty: bool = False, writing: bool = False) -> Callable[[Stage], None]:
    """The scene of the submit assistant after some presses of its button."""

    def go_on(dialog: QDialog) -> None:
        for _ in range(steps):
            part(dialog, QCheckBox, "submit.declared").setChecked(True)
            part(dialog, QPushButton, "submit.next").click()

    def play(stage: Stage) -> None:
        stage.context.settings.last_folder = "填报"
        if faulty:
            spoilt(stage)
        elif steps > _FILE_STEP:
            stage.edited_park()
        else:
            stage.park()
        if writing:
            stage.jobs.held, stage.jobs.doing = (60_000, 180_000), _COPYING
        stage.dialogs.prepare = go_on
        stage.do("submit")

    return play


EXCHANGE_SCENES: tuple[Scene, ...] = (
    Scene("import-changes", LocalText("导入：将要改变的", "Import: changes"), _import(tab=0)),
    Scene(
        "import-defects",
        LocalText("导入：有错误", "Import: defects"),
        _import(output="约五万"),
    ),
    Scene("import-notes", LocalText("导入：说明", "Import: notes"), _import(tab=2)),
    Scene("import-columns", LocalText("导入：列的对应", "Import: columns"), _import(tab=3)),
    Scene("import-running", LocalText("导入：正在读取", "Import: reading"), _import_running),
    Scene("export-done", LocalText("导出完成", "Export done"), _exported),
    Scene(
        "submit-check",
        LocalText("上报：审核", "Submitting: check"),
        _submit(0, faulty=True),
    ),
    Scene("submit-ready", LocalText("上报：没有问题", "Submitting: no problems"), _submit(0)),
    Scene("submit-declaration", LocalText("上报：承诺", "Submitting: declaration"), _submit(1)),
    Scene("submit-file", LocalText("上报：文件", "Submitting: file"), _submit(2)),
    Scene(
        "submit-writing",
        LocalText("上报：正在写文件", "Submitting: writing"),
        _submit(3, writing=True),
    ),
    Scene("submit-done", LocalText("上报：完成", "Submitting: done"), _submit(3)),
)

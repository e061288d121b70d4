"""The dialogs of a park file: history, evidence, years, printing, second keying, closing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPushButton

from gui.fill.park_workspace import ParkWorkspace
from gui.fonts import FAMILY
from questionnaire.answers import State
from questionnaire.messages import LocalText
from scripts.pictures.scene import Scene
from scripts.pictures.stage import Stage, part
from services.opening import copy_file
from services.park_sessions import ParkSession

_SCAN = Path("填报", "统计资料扫描件.png")


def _scan(shade: str) -> Path:
    """An image file as a scanner makes it."""
    image = QImage(620, 877, QImage.Format.Format_RGB32)
    image.fill(QColor(shade))
    painter = QPainter(image)
    painter.setFont(QFont(FAMILY, 22))
    painter.drawText(0, 90, image.width(), 60, Qt.AlignmentFlag.AlignCenter, "统计资料（示例）")
    for line in range(14):
        painter.fillRect(70, 190 + 42 * line, 480 - 37 * (line % 4), 3, QColor("#8A8A8A"))
    painter.end()
    image.save(str(_SCAN))
    return _SCAN


def _on(code: str, action: str, *answers: object) -> Callable[[Stage], None]:
    """The scene of an action that is chosen while the focus is in a field."""

    def play(stage: Stage) -> None:
        stage.park().go_to(code)
        stage.do(action, *answers)

    return play


def _history(stage: Stage) -> None:
    workspace = stage.edited_park()
    for value in ("680.5", "682", "682.4"):
        workspace.session.set_field("gdp", value)
    workspace.session.undo()
    workspace.go_to("gdp")
    stage.do("history")


def _empty_history(stage: Stage) -> None:
    stage.park().go_to("remarks")
    stage.do("history")


def _with_scan(stage: Stage) -> ParkWorkspace:
    """The park, with a scan of the document that supports 地区生产总值."""
    workspace = stage.edited_park()
    session = workspace.session
    rows = session.answers.rows("evidence")
    supporting = (name for name, row in rows.items() if "gdp" in str(row.get("supports")))
    session.replace_evidence(next(supporting), _scan("#F4F1E8"))
    return workspace


def _evidence_known(stage: Stage) -> None:
    """A file that supports another field already."""
    _with_scan(stage).go_to("contact_name")
    stage.do("evidence", _SCAN)


def _evidence(stage: Stage) -> None:
    _with_scan(stage).go_to("gdp")
    stage.do("evidence")


def _evidence_add(stage: Stage) -> None:
    _scan("#EFEFEF")
    stage.park().go_to("remarks")
    stage.do("evidence", _SCAN)


def _key(steps: int) -> Callable[[Stage], None]:
    """The scene of the second keying after some presses of its button."""

    def fill(dialog: QDialog) -> None:
        part(dialog, QLineEdit, "keying.by").setText("王工")
        part(dialog, QCheckBox, "keying.page.0").setChecked(True)
        for step in range(steps):
            if step == 1:
                part(dialog, QLineEdit, "keying.field.gdp").setText("690")
                part(dialog, QLineEdit, "keying.field.industrial_output").setText("约一千")
            part(dialog, QPushButton, "keying.next").click()

    def play(stage: Stage) -> None:
        stage.park()
        stage.dialogs.prepare = fill
        stage.do("second_keying")

    return play


def _copy_of(workspace: ParkWorkspace) -> Path:
    """A copy of the open file, as a colleague gets it."""
    workspace.session.wait_saved()
    copy = Path("同事的副本.parkdb")
    copy_file(workspace.session.path, copy)
    return copy


def _compare(stage: Stage) -> None:
    """With a copy in which a colleague entered other numbers."""
    workspace = stage.edited_park()
    copy = _copy_of(workspace)
    workspace.session.set_field("gdp", "688")
    workspace.session.set_field("population_resident", "6.2")
    context = stage.context
    with ParkSession.open(context.product, context.environment, copy) as other:
        other.set_field("gdp", "691.3")
        other.set_field("industrial_output", "1530")
        other.set_field("contact_name", "李主任")
        other.set_state("gdp_constant", State.NO_DATA, "统计局六月公布不变价数据")
    stage.do("compare", copy)


def _compare_same(stage: Stage) -> None:
    stage.do("compare", _copy_of(stage.edited_park()))


def _unwritable(stage: Stage) -> ParkWorkspace:
    """The park after its file was taken away under it, with an edit that waits."""
    workspace = stage.edited_park()
    workspace.session.wait_saved()
    workspace.session.path.rename("别处.parkdb")
    workspace.session.set_field("gdp", "683")
    workspace.session.wait_saved()
    workspace.go_to("gdp")
    return workspace


def _not_saved(stage: Stage) -> None:
    _unwritable(stage)
    stage.show(stage.window)


def _unsaved(stage: Stage) -> None:
    _unwritable(stage)
    stage.window.close()


def _after_crash(stage: Stage) -> None:
    """A file that the program left without closing it, opened again."""
    session = stage.edited_park().session
    session.set_field("gdp", "683")
    session.wait_saved()
    left = Path("示例园区06.parkdb")
    copy_file(session.path, left)
    stage.open_park(left)
    stage.show(stage.window)


def _printed(what: str) -> Callable[[Stage], None]:
    """The scene of a printed form before it is printed."""

    def play(stage: Stage) -> None:
        stage.park()
        stage.do("print_form", what)

    return play


PARK_DIALOG_SCENES: tuple[Scene, ...] = (
    Scene("history", LocalText("字段的修改记录", "History of a field"), _history),
    Scene("history-empty", LocalText("没有修改记录", "Field without edits"), _empty_history),
    Scene("evidence", LocalText("字段的证明材料", "Evidence of a field"), _evidence),
    Scene("evidence-add", LocalText("添加证明材料", "Adding evidence"), _evidence_add),
    Scene("evidence-known", LocalText("已有的证明材料", "Evidence that is there"), _evidence_known),
    Scene("years", LocalText("各年对照", "A page over the years"), _on("gdp", "page_years")),
    Scene("new-year", LocalText("新增年度", "New year"), _on("gdp", "new_year")),
    Scene("preview", LocalText("成绩单预览", "Scorecard"), _on("gdp", "preview")),
    Scene("print-which", LocalText("打印哪种表格", "Which form"), _on("gdp", "print_form")),
    Scene("print-form", LocalText("打印表格：已填", "Form, filled in"), _printed("filled")),
    Scene("print-statement", LocalText("打印声明页", "Statement page"), _printed("statement")),
    Scene("keying-choose", LocalText("二次录入：选页", "Second keying: pages"), _key(0)),
    Scene("keying-key", LocalText("二次录入：录入", "Second keying: keying"), _key(1)),
    Scene("keying-decide", LocalText("二次录入：差异", "Second keying: differences"), _key(2)),
    Scene("compare-copy", LocalText("与副本对比", "Comparing with a copy"), _compare),
    Scene("compare-same", LocalText("副本相同", "A copy that is the same"), _compare_same),
    Scene("fill-not-saved", LocalText("不能保存", "Edits that cannot be saved"), _not_saved),
    Scene("close-unsaved", LocalText("关闭时未保存", "Closing with unsaved edits"), _unsaved),
    Scene("fill-recovered", LocalText("异常退出之后", "After a crash"), _after_crash),
)

"""The pages of a park file, and what opens on a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.fill.field_row import FieldRow
from gui.fill.park_workspace import ParkWorkspace
from questionnaire.answers import State
from questionnaire.messages import LocalText
from questionnaire.problems import Problem, Severity
from scripts.pictures.scene import Scene
from scripts.pictures.stage import Stage
from services.parks import new_park

_PAGES: tuple[tuple[str, LocalText], ...] = (
    ("profile", LocalText("0 基本信息", "0 Park profile")),
    ("design", LocalText("1 顶层设计", "1 Top-level design")),
    ("industry", LocalText("2 产业结构", "2 Industrial structure")),
    ("energy-system", LocalText("3 能源体系", "3 Energy system")),
    ("technology", LocalText("4 科技创新", "4 Technology and innovation")),
    ("finance", LocalText("5 绿色金融", "5 Green finance")),
    ("policy", LocalText("6 政策支撑", "6 Policy support")),
    ("inventory", LocalText("7 能源与碳清单", "7 Energy and carbon inventory")),
    ("register", LocalText("8 企业台账", "8 Enterprise register")),
    ("peak", LocalText("9 达峰计划", "9 Peak plan")),
    ("evidence", LocalText("10 证据材料", "10 Evidence")),
)


def row_of(workspace: ParkWorkspace, code: str) -> FieldRow:
    """The row of a field of the page that is shown."""
    row = workspace.page.row(code)
    assert row is not None, code  # noqa: S101 - the page has it
    return row


def spoilt(stage: Stage) -> ParkWorkspace:
    """The park after two answers went wrong: what must be corrected, what needs a word."""
    workspace = stage.edited_park()
    workspace.session.set_field("gdp", "12")
    workspace.session.erase_field("industrial_output")
    workspace.go_to("gdp")
    stage.settle()
    return workspace


def soft_problem(workspace: ParkWorkspace) -> Problem:
    """The first problem that a word can explain."""
    found = (item for item in workspace.session.problems if item.severity is Severity.SOFT)
    return next(found)


def _page(number: int) -> Callable[[Stage], None]:
    """The scene of a page as it is when somebody turns to it."""

    def play(stage: Stage) -> None:
        workspace = stage.park()
        workspace.show_page(number)
        workspace.page.focus_first()
        stage.show(stage.window)

    return play


def _economy(stage: Stage) -> None:
    """The main economic figures, all in sight."""
    workspace = stage.park()
    workspace.go_to("firms_above_scale")
    stage.settle()
    workspace.go_to("gdp")
    stage.show(stage.window)


def _empty(stage: Stage) -> None:
    stage.spoil()
    file, context = Path("示例园区07.parkdb"), stage.context
    new_park(context.product, context.environment, file, code="S32007", name=file.stem, year=2025)
    stage.open_park(file)
    stage.show(stage.window)


def _long_name(stage: Stage) -> None:
    stage.open_park(stage.copied(stage.examples.long_named))
    stage.show(stage.window)


def _read_only(stage: Stage) -> None:
    stage.open_park(stage.copied(stage.examples.park, "只读.parkdb"), read_only=True)
    stage.show(stage.window)


def _problems(stage: Stage) -> None:
    spoilt(stage).show_problems()
    stage.show(stage.window)


def _explaining(stage: Stage) -> None:
    """The word that a soft problem needs is being written, in the list of problems."""
    workspace = spoilt(stage)
    workspace.show_problems()
    workspace.problems.choose(soft_problem(workspace).id)
    workspace.problems.explain()
    stage.show(stage.window)


def _refused(stage: Stage) -> None:
    """A text that is no number stays in its field, with the reason below."""
    workspace = stage.edited_park()
    workspace.go_to("gdp")
    QTest.keyClicks(row_of(workspace, "gdp").editor, "3,00,1")
    workspace.go_to("industrial_output")
    stage.show(stage.window)


def _state_menu(stage: Stage) -> None:
    workspace = stage.park()
    workspace.go_to("top3_industry_output")
    stage.settle()
    button = row_of(workspace, "top3_industry_output").state_button()
    button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))
    stage.show_menu()


def _field_menu(stage: Stage) -> None:
    """The menu that the right button opens at an input."""
    workspace = stage.park()
    workspace.go_to("top3_industry_output")
    stage.settle()
    editor = row_of(workspace, "top3_industry_output").editor
    place = editor.rect().center()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(editor, QContextMenuEvent(reason, place, editor.mapToGlobal(place)))
    stage.show_menu()


def _state_reason(stage: Stage) -> None:
    """The reason of 暂无数据 is being written."""
    workspace = stage.park()
    workspace.go_to("gdp")
    stage.settle()
    row_of(workspace, "gdp").choose_state(State.NO_DATA)
    stage.show(stage.window)


def _states(stage: Stage) -> None:
    """Fields that are 不适用 and 暂无数据, with their reasons."""
    workspace = stage.edited_park()
    session = workspace.session
    session.set_state("gdp_constant", State.NO_DATA, "统计局六月公布不变价数据")
    session.set_state("industrial_workers", State.NA, "园区不统计从业人员")
    workspace.go_to("gdp_constant")
    stage.show(stage.window)


def _find_field(stage: Stage) -> None:
    search = stage.park().search
    search.begin()
    QTest.keyClicks(search, "gdp")
    stage.show(stage.window, search.list)


FORM_SCENES: tuple[Scene, ...] = (
    Scene("fill-economy", LocalText("填报：主要经济指标", "Form: economy"), _economy),
    *(
        Scene(f"fill-{name}", LocalText(f"填报：{title.zh}", f"Form: {title.en}"), _page(number))
        for number, (name, title) in enumerate(_PAGES)
    ),
    Scene("fill-empty", LocalText("空白的填报文件", "Empty park file"), _empty),
    Scene("fill-long-name", LocalText("最长的园区名称", "The longest name of a park"), _long_name),
    Scene("fill-read-only", LocalText("只读打开", "Open for reading only"), _read_only),
    Scene("fill-refused", LocalText("不能识别的输入", "Text that is no number"), _refused),
    Scene("fill-states", LocalText("不适用与暂无数据", "Not applicable, no data"), _states),
    Scene("state-menu", LocalText("状态菜单", "Menu of states"), _state_menu),
    Scene("field-menu", LocalText("字段的右键菜单", "Menu of a field"), _field_menu),
    Scene("state-reason", LocalText("填写原因", "Writing the reason"), _state_reason),
    Scene("find-field", LocalText("查找字段", "Finding a field"), _find_field),
    Scene("problems", LocalText("问题列表", "List of problems"), _problems),
    Scene("problems-explain", LocalText("说明问题", "Explaining a problem"), _explaining),
)

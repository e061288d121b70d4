"""The tables of a park file that no picture of a page shows, and what opens over one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint

from gui.fill.park_workspace import ParkWorkspace
from gui.fill.table_block import TableBlock
from questionnaire.answers import State
from questionnaire.messages import LocalText
from scripts.pictures.scene import Scene
from scripts.pictures.stage import Stage

_TABLES: tuple[tuple[str, LocalText], ...] = (
    ("boundary_areas", LocalText("片区表", "Areas of the zone")),
    ("pollutants", LocalText("主要污染物排放表", "Pollutant emissions by year")),
    ("power_heat_balance", LocalText("电力与热力平衡表", "Power and heat balance")),
    ("chp_plants", LocalText("热电厂与能源站表", "CHP plants and energy centres")),
    ("process_activities", LocalText("工业过程排放活动表", "Process activities")),
    ("sinks", LocalText("碳汇与固碳表", "Sinks and storage")),
    ("green_certificate_list", LocalText("绿电与绿证明细表", "Green power and certificate list")),
    ("park_meters", LocalText("园区总表核对", "Park meters")),
    ("enterprise_energy", LocalText("企业分品种能源表", "Energy of enterprises by carrier")),
    ("enterprise_months", LocalText("重点源月度表", "Monthly table of key sources")),
    ("dual_targets", LocalText("双控目标表", "Energy and carbon targets")),
    ("scenario_policy_values", LocalText("规划值表（情景分析用）", "Planned values for scenarios")),
    ("action_projects", LocalText("行动项目表", "Action projects")),
    ("evidence", LocalText("证明材料清单", "Evidence list")),
)


def _block(stage: Stage, code: str) -> TableBlock:
    return _block_of(stage, stage.park(), code)


def _block_of(stage: Stage, workspace: ParkWorkspace, code: str) -> TableBlock:
    workspace.go_to(code)
    stage.settle()
    block = workspace.page.block(code)
    assert block is not None, code  # noqa: S101 - the page has it
    return block


def _table(code: str) -> Callable[[Stage], None]:
    """The scene of a table with the focus in it."""

    def play(stage: Stage) -> None:
        _block(stage, code)
        stage.show(stage.window)

    return play


def _searched(stage: Stage) -> None:
    """The ledger scrolled sideways, with its filters, and a name that is looked for."""
    block = _block_of(stage, stage.edited_park(), "enterprises")
    block.open_filters()
    block.open_find()
    block.find_bar.line.setText("热电厂")
    stage.settle()
    bar = block.grid.horizontalScrollBar()
    bar.setValue(bar.maximum() // 3)
    stage.show(stage.window)


def _cell_menu(stage: Stage) -> None:
    """The menu that the right button opens at a cell."""
    grid = _block(stage, "enterprises").grid
    grid.choose(1, 3)
    stage.settle()
    corner = grid.visualRect(grid.currentIndex()).center()
    grid.cell_menu_wanted.emit(grid.viewport().mapToGlobal(corner))
    stage.show_menu()


def _column_menu(stage: Stage) -> None:
    """The menu that the right button opens at the head of a column."""
    grid = _block(stage, "enterprises").grid
    heads = grid.horizontalHeader()
    place = QPoint(heads.sectionViewportPosition(6), heads.height() // 2)
    grid.column_menu_wanted.emit(6, heads.viewport().mapToGlobal(place))
    stage.show_menu()


def _row_history(stage: Stage) -> None:
    """The edits of a row; those of a whole table look the same."""
    workspace = stage.edited_park()
    block, session = _block_of(stage, workspace, "enterprises"), workspace.session
    first = block.model.ids[0]
    session.set_cell("enterprises", first, "output", "160000")
    session.set_cell("enterprises", first, "value_added", "38200")
    block.go_to_cell(first, "output")
    stage.do("row_history")


def _cell_problem(stage: Stage) -> None:
    """A cell that must be corrected, with its message below the table."""
    workspace = stage.edited_park()
    block, session = _block_of(stage, workspace, "enterprises"), workspace.session
    session.set_cell("enterprises", block.model.ids[1], "zero_carbon_power", "999999")
    block.go_to_cell(block.model.ids[1], "zero_carbon_power")
    stage.show(stage.window)


def _cell_states(stage: Stage) -> None:
    """Required blanks, a wrong value, one that may be wrong, one that was explained."""
    workspace = stage.edited_park()
    block, session = _block_of(stage, workspace, "enterprises"), workspace.session
    ids = block.model.ids
    for row, column, typed in (
        *((1, "output", ""), (1, "energy_tce", ""), (2, "above_scale", ""), (3, "uscc", "123")),
        *((4, "output", "9000000"), (5, "output", "9500000"), (6, "value_added", "")),
    ):
        session.set_cell("enterprises", ids[row], column, typed)
    block.model.add_row()
    session.confirm(f"table:enterprises.output:{ids[5]}", "新生产线于上年末投产")
    block.go_to_cell(ids[1], "output")
    stage.show(stage.window)


def _add_reason(stage: Stage) -> None:
    """The reason for which a whole table does not apply is being written."""
    _block_of(stage, stage.edited_park(), "sinks").choose_state(State.NA)
    stage.show(stage.window)


TABLE_SCENES: tuple[Scene, ...] = (
    *(
        Scene(
            f"table-{code.replace('_', '-')}",
            LocalText(f"表格：{title.zh}", f"Table: {title.en}"),
            _table(code),
        )
        for code, title in _TABLES
    ),
    Scene("table-search", LocalText("筛选与查找", "Filters and find"), _searched),
    Scene("table-menu", LocalText("单元格的右键菜单", "Menu of a cell"), _cell_menu),
    Scene("table-column-menu", LocalText("列的右键菜单", "Menu of a column"), _column_menu),
    Scene("table-history", LocalText("一行的修改记录", "History of a row"), _row_history),
    Scene("table-problem", LocalText("有问题的单元格", "Cell with a problem"), _cell_problem),
    Scene("table-states", LocalText("单元格的状态", "States of cells"), _cell_states),
    Scene("table-reason", LocalText("整表不适用的原因", "Why a table does not apply"), _add_reason),
)

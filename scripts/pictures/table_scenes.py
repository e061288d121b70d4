"""The tables of a park file: every table once, and what opens over one."""

from __future__ import annotations

from collections.abc import Callable

from gui.fill.park_workspace import ParkWorkspace
from gui.fill.table_block import TableBlock
from questionnaire.answers import State
from questionnaire.messages import LocalText
from scripts.pictures.scene import Scene
from scripts.pictures.stage import Stage

_TABLES: tuple[tuple[str, LocalText], ...] = (
    ("boundary_areas", LocalText("片区表", "Areas of the zone")),
    ("pollutants", LocalText("主要污染物排放表", "Pollutant emissions by year")),
    ("industries", LocalText("分行业情况表", "Industries table")),
    ("energy_carriers", LocalText("分品种能源消费表", "Energy carriers by year")),
    ("power_heat_balance", LocalText("电力与热力平衡表", "Power and heat balance")),
    ("chp_plants", LocalText("热电厂与能源站表", "CHP plants and energy centres")),
    ("process_activities", LocalText("工业过程排放活动表", "Process activities")),
    ("sinks", LocalText("碳汇与固碳表", "Sinks and storage")),
    ("green_certificate_list", LocalText("绿电与绿证明细表", "Green power and certificate list")),
    ("park_meters", LocalText("园区总表核对", "Park meters")),
    ("enterprises", LocalText("重点企业台账", "Enterprise register")),
    ("enterprise_energy", LocalText("企业分品种能源表", "Energy of enterprises by carrier")),
    ("enterprise_months", LocalText("重点源月度表", "Monthly table of key sources")),
    ("peak_plan", LocalText("逐年达峰路径表", "Peak plan by year")),
    ("dual_targets", LocalText("双控目标表", "Energy and carbon targets")),
    ("scenario_policy_values", LocalText("规划值表（情景分析用）", "Planned values for scenarios")),
    ("action_projects", LocalText("行动项目表", "Action projects")),
    ("evidence", LocalText("证明材料清单", "Evidence list")),
)


def _block(stage: Stage, code: str) -> TableBlock:
    workspace = stage.park()
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
    block = _block(stage, "enterprises")
    block.open_filters()
    block.open_find()
    block.find_bar.line.setText("热电厂")
    stage.settle()
    bar = block.grid.horizontalScrollBar()
    bar.setValue(bar.maximum() // 3)
    stage.show(stage.window)


def _cell_problem(stage: Stage) -> None:
    """A cell that must be corrected, with its message below the table."""
    block = _block(stage, "enterprises")
    session = stage.workspace(ParkWorkspace).session
    session.set_cell("enterprises", block.model.ids[1], "zero_carbon_power", "999999")
    block.go_to_cell(block.model.ids[1], "zero_carbon_power")
    stage.show(stage.window)


def _add_reason(stage: Stage) -> None:
    """The reason for which a whole table does not apply is being written."""
    _block(stage, "sinks").choose_state(State.NA)
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
    Scene("table-problem", LocalText("有问题的单元格", "Cell with a problem"), _cell_problem),
    Scene("table-reason", LocalText("整表不适用的原因", "Why a table does not apply"), _add_reason),
)

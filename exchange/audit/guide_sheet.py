"""The first of the audit sheets: what they are, how to follow a number, and what is no formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exchange.audit.case import AuditCase
from exchange.audit.grid import Grid, quoted
from exchange.audit.input_cells import SPARE_LEDGER, SPARE_LINES
from exchange.audit.recalculation import Formula
from exchange.form import Form
from exchange.styles import GROUP, NOTE, TITLE


def guide_sheet(case: AuditCase, names: Mapping[str, str]) -> Grid:
    """Lay the sheet out.

    Args:
        case: what is audited.
        names: key of a sheet -> its name.
    """
    form = case.form
    grid = Grid(names["guide"], (2, 24, 110))
    park = form.answers.value("park_name") or form.answers.value("park_code") or ""
    title = form.pair("审计工作簿", "Audit workbook")
    grid.put(1, 2, f"{title} {park} {case.scorecard.year}", TITLE)
    row = 2
    for line in _lines(form):
        row += 1
        grid.put(row, 3, line, NOTE)
    row += 2
    grid.put(row, 2, form.pair("工作表", "Sheets"), GROUP)
    for key, text in _sheets(form).items():
        row += 1
        link = f"#'{quoted(names[key])}'!A1"
        label = names[key].replace('"', '""')
        grid.put(row, 2, Formula(f'HYPERLINK("{link}","{label}")'), NOTE)
        grid.put(row, 3, text, NOTE)
    row += 2
    grid.put(row, 2, form.pair("不是公式的数值", "Values that are no formulas"), GROUP)
    for line in _values(form):
        row += 1
        grid.put(row, 3, line, NOTE)
    return grid


def _lines(form: Form) -> Iterator[str]:
    yield form.pair(
        "本工作簿在导出内容之后附有审计表：排放清单、指标、总分、门槛、等级和碳效码都是填报单元格、参数和规则上的公式。",
        "Behind the export stand audit sheets: inventory, indicators, total, gates, grade and "
        "carbon code are formulas over the cells of the form, the factors and the rules.",
    )
    yield form.pair(
        "改动填报格或浅黄的参数、规则格，结果随之变化；“追踪引用单元格”可从任何数值查到填报格和因子。",
        "Change a cell of the form or a pale yellow factor or rule and the results follow. The "
        "spreadsheet's own precedents lead from any number to the cells of the form and factors.",
    )
    yield form.pair(
        "空白表示未知：有未知项的合计也未知，不以0代替。条件以1（成立）、0（不成立）、0.5（无法判断）表示。",
        "Blank is unknown: a sum with an unknown part is unknown, never 0. Conditions are 1 "
        "(true), 0 (false) or 0.5 (cannot be told).",
    )
    yield form.pair(
        "总分修约到一位（GB/T 8170，四舍六入五成双），等级按修约值比较；其余比较用未修约值。",
        "The total is rounded to one place (GB/T 8170, half to even) and the grade compares the "
        "rounded number; all other comparisons take unrounded numbers.",
    )
    yield form.pair(
        f"各表末行之后新填的 {SPARE_LINES} 行也计入（企业台账和绿证清单 {SPARE_LEDGER} 行）；"
        "更多的行请导入后重新导出。",
        f"The {SPARE_LINES} rows behind the last one of a table count as well ({SPARE_LEDGER} of "
        "the ledger and the certificates); for more, import the workbook and export it anew.",
    )
    yield form.pair(
        "导入本工作簿时审计表不读取，与普通导出相同。",
        "On import the audit sheets are not read; it works as with any export.",
    )


def _sheets(form: Form) -> Mapping[str, str]:
    return {
        "check": form.pair("每个结果与程序结果并列，不同者标红。",
                           "Each result beside that of the program; differences in red."),
        "results": form.pair("维度、总分、门槛、等级、碳效码。",
                             "Dimensions, totals, gates, grade, carbon code."),
        "indicators": form.pair("各指标的状态、指标值、界限、得分、权重和得分贡献。",
                                "Status, value, goalposts, score, weights and points."),
        "values": form.pair("评价规则读取的值及其检查，园区类别。",
                            "Values that the rubric reads, their checks, and the class."),
        "inventory": form.pair("能源、电热平衡、过程、碳汇逐行排放量，合计与清单结果。",
                               "CO2 of each row of the form, sums and values of the inventory."),
        "factors": form.pair("因子及来源和核对状态。", "Factors with source and state."),
        "rules": form.pair("限值、分级、权重、界限值及来源。",
                           "Limits, bands, weights and goalposts with their sources."),
    }  # fmt: skip


def _values(form: Form) -> Iterator[str]:
    yield form.pair(
        "各表的程序结论（“审计-取值”的表格部分）：选项代码、唯一性、证明编号和单元格之间的关系在程序中检查；"
        "数值和范围有公式。",
        "What the program found in a table (“Audit values”): codes, unique keys, evidence numbers "
        "and checks across cells are checked by the program; numbers and ranges by formulas.",
    )
    yield form.pair(
        "此前连续暂无数据的年数（F1、F2的状态公式中）：往年填报不在本工作簿内。",
        "Years running without data before this one (in the status of F1 and F2): earlier years "
        "are not in the workbook.",
    )
    yield form.pair(
        "采用的评价版本、权重方案、电网因子年份和行业基准：为导出时所用。",
        "Edition, weight set, year of the grid factor and industry means: those of the export.",
    )
    yield form.pair(
        "未列入：能耗控制总量（需2020年数据）和前十家企业占比，二者不参与评分。",
        "Left out: control total of energy (needs the data of 2020) and share of the ten largest "
        "enterprises; no score reads them.",
    )

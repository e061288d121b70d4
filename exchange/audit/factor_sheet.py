"""The sheet of factors: every factor that the scoring inventory can take, with source and state.

Source: carbon-accounting.md 4 to 12 and 19; rubric.md 8 (fixed settings of scores).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from accounting.factor_library import (
    COAL_CODES,
    FUEL_CATEGORIES,
    FactorLibrary,
    Fuel,
    Provenance,
    SetFactor,
)
from accounting.fuel_factors import FIXED_TCE, GJ_PER_TCE
from accounting.grid import equivalent_factor, excluding_market_factor
from accounting.inventory import GridFactor, InventorySettings
from accounting.plants import GJ_PER_MWH, HEAT_EFFICIENCY, POWER_EFFICIENCY
from accounting.power_heat import FEED_WATER, WATER_HEAT
from accounting.processes import CAO_CO2, CLINKER, MGO_CO2, WASTE, WET_BASIS
from accounting.sinks import EVIDENCE_ABOVE, REASON_ABOVE
from accounting.step_list import METHOD
from accounting.sums import POWER_CODES
from exchange.audit.case import AuditCase
from exchange.audit.grid import Block, Content, Grid, LineColumn, write_block
from exchange.audit.input_cells import InputCells
from exchange.audit.looks import FACTOR, SOURCE, TEXT, WORD
from exchange.form import Form
from exchange.styles import GROUP, NOTE_LINE, TITLE
from questionnaire.messages import LocalText

_NO_HEAT_VALUE = FIXED_TCE | {"steam", "waste_heat"}


@dataclass(frozen=True)
class Factors:
    """The sheet with its blocks.

    Attributes:
        fuels, processes, sinks: factors by what a row of the form chooses.
        single: name -> cell of a factor that stands for itself.
    """

    grid: Grid
    fuels: Block
    processes: Block
    sinks: Block
    single: Mapping[str, str]


def factor_sheet(case: AuditCase, inputs: InputCells, name: str) -> Factors:
    """Lay the sheet out."""
    form, library = case.form, case.library
    grid = Grid(name, (2, 30, 24, 12, 12, 12, 12, 12, 12, 12, 9, 9, 9, 9, 9, 9, 14, 50))
    grid.put(1, 2, form.pair("核算参数", "Factors"), TITLE)
    grid.put(2, 2, form.pair(
        "评价用清单固定取因子集 DEFAULT、江苏电网平均因子和 GWP 集 ar5_100（评价规则第8节）。"
        "浅黄格可改，结果随之变化。",
        "The inventory of scores always takes set DEFAULT, the Jiangsu grid average and GWP set "
        "ar5_100. Change a pale yellow cell to see what follows.",
    ), NOTE_LINE)  # fmt: skip
    grid.row = 3
    single = _single_factors(grid, form, case, library)
    fuels = _fuels(grid, form, library, inputs)
    processes = _processes(grid, form, case, inputs)
    sinks = _sinks(grid, form, library, inputs)
    return Factors(grid, fuels, processes, sinks, single)


def _head(grid: Grid, title: str) -> None:
    grid.put(grid.row + 2, 2, title, GROUP)


def _provenance(form: Form, row: Provenance) -> tuple[str, str]:
    state = STATE_WORDS.get(row.state, LocalText(row.state, row.state))
    return form.word(row.source), form.word(state)


STATE_WORDS: Mapping[str, LocalText] = {
    "official text checked": LocalText("已核对原文", "official text checked"),
    "published copy": LocalText("公开文本", "published copy"),
    "to check": LocalText("未核对", "to check"),
    "user value": LocalText("用户填写", "user value"),
}


def _single_factors(
    grid: Grid, form: Form, case: AuditCase, library: FactorLibrary
) -> Mapping[str, str]:
    """Factors, conversions and limits that stand for themselves."""
    _head(grid, form.pair("单个因子与换算", "Single factors and conversions"))
    lines = [*_power_factors(form, case, library), *_conversions(form)]
    block = write_block(
        grid,
        (
            LineColumn("label", form.pair("名称", "Name"), "", TEXT),
            LineColumn("unit", form.pair("单位", "Unit"), "", WORD),
            LineColumn("value", form.pair("数值", "Value"), "", FACTOR),
            LineColumn("state", form.pair("核对状态", "State"), "", WORD),
            LineColumn("source", form.pair("来源", "Source"), "", SOURCE),
        ),
        lines,
    )
    return {str(line["name"]): block.cell("value", at) for at, line in enumerate(lines)}


def _line(
    name: str, label: str, unit: str, value: Decimal | int | None, of: tuple[str, str]
) -> Mapping[str, Content]:
    given: Content = "" if value is None else value
    return {"name": name, "label": label, "unit": unit, "value": given,
            "source": of[0], "state": of[1]}  # fmt: skip


def _power_factors(
    form: Form, case: AuditCase, library: FactorLibrary
) -> list[Mapping[str, Content]]:
    grid, settings, year = case.inventory.grid, case.inventory.settings, case.inventory.year
    green = library.series[("CN", "nonfossil_certified")][0]
    return [
        _line("year", form.pair("核算年份", "Accounting year"), "", year, ("", "")),
        _grid_line(form, grid),
        _line("green", form.pair("绿电直连因子", "Factor of direct green power"), "tCO2/MWh",
              green.value, _provenance(form, green.provenance)),
        _residual_line(form, settings, library, year),
        _equivalent_line(form, settings, library, year),
        *(_fuel_line(form, library.fuels[code]) for code in ("electricity", "heat")),
        _heat_line(form, library.fuels["heat"], "heat_co2"),
        _heat_line(form, library.fuels["steam"], "steam_co2"),
        _line("steam_ncv", form.pair("蒸汽热值", "Heat of steam"), "GJ/t",
              library.fuels["steam"].ncv, _provenance(form, library.fuels["steam"].provenance)),
    ]  # fmt: skip


def _grid_line(form: Form, grid: GridFactor | None) -> Mapping[str, Content]:
    label = form.pair("电网排放因子", "Grid factor")
    if grid is None:
        return _line("grid", label, "tCO2/MWh", None, ("", ""))
    state = form.word(STATE_WORDS.get(grid.state, LocalText(grid.state, grid.state)))
    return _line("grid", f"{label} {grid.region} {grid.data_year or ''}", "tCO2/MWh",
                 grid.value, (form.word(grid.source), state))  # fmt: skip


def _residual_line(
    form: Form, settings: InventorySettings, library: FactorLibrary, year: int
) -> Mapping[str, Content]:
    row = excluding_market_factor(settings, library, year)
    label = form.pair("扣除市场化绿电后的因子", "Residual factor after green power")
    if row is None:
        return _line("residual", label, "tCO2/MWh", None, ("", ""))
    return _line("residual", f"{label} {row.year}", "tCO2/MWh", row.value,
                 _provenance(form, row.provenance))  # fmt: skip


def _equivalent_line(
    form: Form, settings: InventorySettings, library: FactorLibrary, year: int
) -> Mapping[str, Content]:
    value, known = equivalent_factor(settings, library, year)
    label = form.pair("电力等价系数", "Electricity at equivalent value")
    of = ("", "") if known is None else _provenance(form, library.equivalents[known].provenance)
    return _line("equivalent", f"{label} {known or ''}", "kgce/kWh", value, of)


def _fuel_line(form: Form, fuel: Fuel) -> Mapping[str, Content]:
    label = form.pair("折标准煤系数", "Coal equivalent")
    return _line(f"{fuel.code}_tce", f"{form.word(fuel.label)} {label}", f"tce/{fuel.unit}",
                 fuel.tce, _provenance(form, fuel.provenance))  # fmt: skip


def _heat_line(form: Form, fuel: Fuel, name: str) -> Mapping[str, Content]:
    label = form.pair("外购排放因子", "factor of purchases")
    return _line(name, f"{form.word(fuel.label)} {label}", f"tCO2/{fuel.unit}", fuel.co2,
                 _provenance(form, fuel.provenance))  # fmt: skip


def _conversions(form: Form) -> list[Mapping[str, Content]]:
    rows: Sequence[tuple[str, str, str, Decimal | int]] = (
        ("gj_per_tce", form.pair("标准煤热值", "Heat of coal equivalent"), "GJ/tce", GJ_PER_TCE),
        ("mwh", form.pair("万千瓦时折兆瓦时", "10^4 kWh in MWh"), "", 10),
        ("ten_thousand", form.pair("万", "Ten thousand"), "", 10000),
        ("feed_water", form.pair("给水焓", "Enthalpy of feed water"), "kJ/kg", FEED_WATER),
        ("water_heat", form.pair("水的比热", "Specific heat of water"), "kJ/(kg K)", WATER_HEAT),
        ("gj_per_mwh", form.pair("兆瓦时折吉焦", "GJ of a MWh"), "GJ/MWh", GJ_PER_MWH),
        ("heat_efficiency", form.pair("供热效率", "Efficiency of heat"), "", HEAT_EFFICIENCY),
        ("power_efficiency", form.pair("供电效率", "Efficiency of power"), "", POWER_EFFICIENCY),
        ("cao", form.pair("氧化钙折二氧化碳", "CO2 of CaO"), "tCO2/t", CAO_CO2),
        ("mgo", form.pair("氧化镁折二氧化碳", "CO2 of MgO"), "tCO2/t", MGO_CO2),
        ("evidence_above", form.pair("碳汇须附证明的限值", "Sink value that needs evidence"),
         "tCO2/ha", EVIDENCE_ABOVE),
        ("reason_above", form.pair("碳汇须另说明的限值", "Sink value that needs a reason"),
         "tCO2/ha", REASON_ABOVE),
    )  # fmt: skip
    of = (form.word(METHOD), "")
    return [_line(name, label, unit, value, of) for name, label, unit, value in rows]


def _fuels(grid: Grid, form: Form, library: FactorLibrary, inputs: InputCells) -> Block:
    _head(grid, form.pair("能源品种", "Energy carriers"))
    flag = form.pair("1 = 是", "1 = yes")
    columns = (
        LineColumn("word", form.pair("品种", "Carrier"), "", TEXT),
        LineColumn("code", form.pair("代码", "Code"), "", WORD),
        LineColumn("category", form.pair("类别", "Category"), "", WORD),
        LineColumn("tce", form.pair("折标煤 tce/单位", "tce/unit"), "", FACTOR),
        LineColumn("ncv", form.pair("低位热值", "Heat value"), "", FACTOR),
        LineColumn("carbon", form.pair("含碳量 tC/TJ", "tC/TJ"), "", FACTOR),
        LineColumn("oxidation", form.pair("氧化率", "Oxidation"), "", FACTOR),
        LineColumn("co2", form.pair("tCO2/单位", "tCO2/unit"), "", FACTOR),
        LineColumn("biogenic", form.pair("生物质 tCO2/单位", "biogenic tCO2/unit"), "", FACTOR),
        LineColumn("burns", form.pair("燃料", "Fuel"), "", WORD, flag),
        LineColumn("coal", form.pair("煤炭", "Coal"), "", WORD, flag),
        LineColumn("power", form.pair("电力", "Power"), "", WORD, flag),
        LineColumn("fixed", form.pair("固定折标", "Fixed tce"), "", WORD, flag),
        LineColumn("no_heat", form.pair("不按热值", "No heat value"), "", WORD, flag),
        LineColumn("tonnes", form.pair("按吨计", "By tonne"), "", WORD, flag),
        LineColumn("state", form.pair("核对状态", "State"), "", WORD),
        LineColumn("source", form.pair("来源", "Source"), "", SOURCE),
    )
    chain = library.chain("DEFAULT")
    lines = [
        _fuel(form, fuel, chain[code], inputs.word("carrier", code, "energy_carriers"))
        for code, fuel in library.fuels.items()
    ]
    return write_block(grid, columns, lines)


def _fuel(form: Form, fuel: Fuel, held: SetFactor, word: str) -> Mapping[str, Content]:
    source, state = _provenance(form, held.provenance)
    return {
        "word": word, "code": fuel.code, "category": fuel.category, "tce": fuel.tce,
        "ncv": _or_dash(held.ncv), "carbon": _or_dash(held.carbon_content),
        "oxidation": _or_dash(held.oxidation), "co2": _or_dash(held.co2),
        "biogenic": _or_dash(fuel.biogenic_co2),
        "burns": int(fuel.category in FUEL_CATEGORIES), "coal": int(fuel.code in COAL_CODES),
        "power": int(fuel.code in POWER_CODES), "fixed": int(fuel.code in FIXED_TCE),
        "no_heat": int(fuel.code in _NO_HEAT_VALUE), "tonnes": int(fuel.unit == "t"),
        "source": source, "state": state,
    }  # fmt: skip


def _or_dash(number: Decimal | None) -> Content:
    """A blank cell would be read as 0, so what the table lacks is a dash."""
    return "–" if number is None else number


def _processes(grid: Grid, form: Form, case: AuditCase, inputs: InputCells) -> Block:
    _head(grid, form.pair("工艺过程与其他气体", "Processes and other gases"))
    columns = (
        LineColumn("word", form.pair("过程", "Process"), "", TEXT),
        LineColumn("code", form.pair("代码", "Code"), "", WORD),
        LineColumn("gas", form.pair("气体", "Gas"), "", WORD),
        LineColumn("factor", form.pair("因子", "Factor"), "", FACTOR),
        LineColumn("wet", form.pair("湿基因子", "Wet basis"), "", FACTOR),
        LineColumn("biogenic", form.pair("生物质因子", "Biogenic"), "", FACTOR),
        LineColumn("warming", "GWP", "", FACTOR),
        LineColumn("clinker", form.pair("熟料分析", "Clinker analysis"), "", WORD),
        LineColumn("unit", form.pair("单位", "Unit"), "", WORD),
        LineColumn("state", form.pair("核对状态", "State"), "", WORD),
        LineColumn("source", form.pair("来源", "Source"), "", SOURCE),
    )
    library, gwp_set = case.library, case.inventory.settings.gwp_set
    factors, fuel = WET_BASIS
    wet = library.sets[factors].factors[fuel].co2
    lines: list[Mapping[str, Content]] = []
    for code, row in library.processes.items():
        source, state = _provenance(form, row.provenance)
        warming = Decimal(1) if row.gas == "CO2" else library.gases[row.gas].warming.get(gwp_set)
        lines.append(
            {
                "word": inputs.word("process", code, "process_activities"), "code": code,
                "gas": row.gas, "factor": _or_dash(row.factor),
                "wet": _or_dash(wet if code == WASTE else None),
                "biogenic": _or_dash(row.biogenic_co2), "warming": _or_dash(warming),
                "clinker": int(code == CLINKER), "unit": row.factor_unit,
                "source": source, "state": state,
            }
        )  # fmt: skip
    return write_block(grid, columns, lines)


def _sinks(grid: Grid, form: Form, library: FactorLibrary, inputs: InputCells) -> Block:
    _head(grid, form.pair("碳汇与封存", "Sinks and storage"))
    columns = (
        LineColumn("word", form.pair("碳汇", "Sink"), "", TEXT),
        LineColumn("code", form.pair("代码", "Code"), "", WORD),
        LineColumn("unit", form.pair("单位", "Unit"), "", WORD),
        LineColumn("value", form.pair("数值", "Value"), "", FACTOR),
        LineColumn("state", form.pair("核对状态", "State"), "", WORD),
        LineColumn("source", form.pair("来源", "Source"), "", SOURCE),
    )
    lines: list[Mapping[str, Content]] = []
    for code, row in library.sinks.items():
        source, state = _provenance(form, row.provenance)
        lines.append(
            {
                "word": inputs.word("sink", code, "sinks"), "code": code, "unit": row.unit,
                "value": _or_dash(row.value), "source": source, "state": state,
            }
        )  # fmt: skip
    return write_block(grid, columns, lines)

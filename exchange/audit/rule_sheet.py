"""The sheet of the rubric: limits, bands, weights and goalposts, as the edition holds them.

Source: rubric.md 2 to 7, 9 and 13.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from exchange.audit.case import AuditCase
from exchange.audit.formula_writer import Names, truth_formula
from exchange.audit.grid import Block, Content, Grid, LineColumn, write_block
from exchange.audit.input_cells import InputCells
from exchange.audit.looks import FACTOR, NUMBER, SOURCE, TEXT, WORD
from exchange.form import Form
from exchange.styles import GROUP, NOTE_LINE, TITLE
from questionnaire.trace import MARK_WORDS
from scoring.edition import CLASSES, BoundsRule, Edition, Indicator
from scoring.goalposts import FULL, PASS
from scoring.states import LEAST_REASON

NONE = "–"
"""What stands where a table has no number; a blank cell would be read as 0."""


@dataclass
class Rules:
    """The sheet, and what others refer to on it.

    Attributes:
        limits: name of a limit -> its cell.
        grades, efficiency, levels, benchmarks: bands and means.
        dimension_weights, weights: weights of the class used, in percent.
        bounds: goalposts with whether they apply.
    """

    grid: Grid
    limits: Mapping[str, str]
    grades: Block
    efficiency: Block
    levels: Block
    benchmarks: Block
    dimension_weights: dict[str, str] = field(default_factory=dict)
    weights: dict[str, str] = field(default_factory=dict)
    bounds: Block | None = None


def rule_sheet(case: AuditCase, inputs: InputCells, name: str) -> Rules:
    """Lay out what does not depend on the class; `add_class_rules` adds the rest."""
    form, edition = case.form, case.edition
    grid = Grid(name, (2, 16, 34, 12, 12, 12, 12, 12, 12, 12, 12, 40, 40, 40, 14))
    grid.put(1, 2, f"{form.word(edition.label)} ({edition.id})", TITLE)
    grid.put(2, 2, form.pair(
        f"权重方案 {case.weights.name}，版本指纹 {edition.hash[:12]}。浅黄格可改，结果随之变化。",
        f"Weight set {case.weights.name}, edition hash {edition.hash[:12]}. Change a pale yellow "
        "cell to see what follows.",
    ), NOTE_LINE)  # fmt: skip
    grid.row = 2
    return Rules(
        grid,
        _limits(grid, form, edition),
        _grades(grid, form, edition),
        _efficiency(grid, form, edition),
        _levels(grid, form, edition),
        _benchmarks(grid, case, inputs),
    )


def add_class_rules(rules: Rules, case: AuditCase, park_class: str, names: Names) -> None:
    """Add the weights and goalposts of all classes, and which of them apply.

    Args:
        rules: the sheet so far.
        case: what is audited.
        park_class: cell of the class used.
        names: cells of what conditions of goalposts read.
    """
    _add_dimension_weights(rules, case, park_class)
    _add_weights(rules, case, park_class)
    rules.bounds = _bounds(rules.grid, case, park_class, names)


def _head(grid: Grid, title: str) -> None:
    grid.put(grid.row + 2, 2, title, GROUP)


def _limits(grid: Grid, form: Form, edition: Edition) -> Mapping[str, str]:
    _head(grid, form.pair("限值与换算分", "Limits and scores of levels"))
    code, classes = edition.code_rules, edition.class_rules
    s5 = next(one.na_declared for one in edition.indicators.values() if one.na_declared)
    rows: list[tuple[str, str, Decimal | int, str]] = [
        ("share", form.pair("行业类：高耗能产值占比", "Industry park: energy-intensive share"),
         classes.energy_intensive_share, form.clause("2")),
        ("coverage", form.pair("数据覆盖率限值", "Limit of data coverage"),
         edition.coverage_limit, form.clause("9")),
        ("p2_final", form.pair("碳效码正式：P2", "Code final: P2"),
         code.coverage_final, form.clause("7")),
        ("p2_provisional", form.pair("碳效码暂定：P2", "Code provisional: P2"),
         code.coverage_provisional, form.clause("7")),
        ("covered", form.pair("行业基准覆盖", "Value added with a mean"),
         code.value_added_covered, form.clause("7")),
        ("shared_years", form.pair("暂无数据可分摊年数", "Years of shared no data"),
         edition.no_data_shared_years, form.clause("4.4")),
        ("reason", form.pair("理由最少字数", "Least characters of a reason"),
         LEAST_REASON, form.clause("4.4")),
        ("source_limit", form.pair("不适用认定的单源排放上限", "Largest source of a declared N/A"),
         s5.source_limit_t, form.clause("4.4 (S5)")),
        ("pass", form.pair("合格分", "Score of passing"), PASS, form.clause("4.1")),
        ("full", form.pair("满分", "Full score"), FULL, form.clause("4.1")),
        *((f"level_{at}", form.pair(f"等级 {at} 得分", f"Score of level {at}"), score,
           form.clause("4.2")) for at, score in enumerate(edition.level_scores)),
        *((f"quality_{letter}", form.pair(f"质量 {letter} 权数", f"Weight of quality {letter}"),
           weight, form.clause("9")) for letter, weight in edition.quality_weights.items()),
    ]  # fmt: skip
    block = write_block(
        grid,
        (
            LineColumn("name", form.pair("代号", "Name"), "", WORD),
            LineColumn("label", form.pair("名称", "Meaning"), "", TEXT),
            LineColumn("value", form.pair("数值", "Value"), "", FACTOR),
            LineColumn("source", form.pair("依据", "Rule"), "", SOURCE),
        ),
        [{"name": n, "label": label, "value": v, "source": s} for n, label, v, s in rows],
    )
    return {row[0]: block.cell("value", at) for at, row in enumerate(rows)}


def _grades(grid: Grid, form: Form, edition: Edition) -> Block:
    """Grades from the best; the lowest has no limit."""
    _head(grid, form.pair("等级", "Grades"))
    columns = (
        LineColumn("letter", form.pair("等级", "Grade"), "", WORD),
        LineColumn("label", form.pair("名称", "Name"), "", TEXT),
        LineColumn("lower", form.pair("下限（含）", "Lower limit, inclusive"), "", FACTOR),
    )
    lines: list[Mapping[str, Content]] = [
        {"letter": band.letter, "label": form.word(band.label),
         "lower": NONE if band.lower is None else band.lower}
        for band in edition.grades
    ]  # fmt: skip
    return write_block(grid, columns, lines)


def _efficiency(grid: Grid, form: Form, edition: Edition) -> Block:
    _head(grid, form.pair("碳利用效率 K 分级", "Bands of carbon efficiency K"))
    columns = (
        LineColumn("grade", form.pair("级", "Grade"), "", WORD),
        LineColumn("label", form.pair("颜色", "Colour"), "", TEXT),
        LineColumn("upper", form.pair("上限（含）", "Upper limit, inclusive"), "", FACTOR),
    )
    lines: list[Mapping[str, Content]] = [
        {"grade": band.grade, "label": form.word(band.colour_name),
         "upper": NONE if band.upper is None else band.upper}
        for band in edition.efficiency
    ]  # fmt: skip
    return write_block(grid, columns, lines)


def _levels(grid: Grid, form: Form, edition: Edition) -> Block:
    _head(grid, form.pair("碳排放水平 L 分级", "Bands of carbon level L"))
    columns = (
        LineColumn("band", form.pair("代号", "Band"), "", WORD),
        LineColumn("label", form.pair("名称", "Name"), "", TEXT),
        LineColumn("upper", form.pair("上限（含）", "Upper limit, inclusive"), "", FACTOR),
    )
    lines: list[Mapping[str, Content]] = [
        {"band": band.band, "label": form.word(band.label),
         "upper": NONE if band.upper is None else band.upper}
        for band in edition.levels
    ]  # fmt: skip
    return write_block(grid, columns, lines)


def _benchmarks(grid: Grid, case: AuditCase, inputs: InputCells) -> Block:
    """Means of industries for K; the block stays empty where no means are known."""
    form = case.form
    _head(grid, form.pair("行业基准（吨/万元）", "Industry means (t per 10^4 yuan)"))
    columns = (
        LineColumn("code", form.pair("行业代码", "Industry"), "", WORD),
        LineColumn("word", form.pair("行业", "Name"), "", TEXT),
        LineColumn("value", form.pair("均值", "Mean"), "", FACTOR),
        LineColumn("year", form.pair("年份", "Year"), "", WORD),
        LineColumn("source", form.pair("来源", "Source"), "", SOURCE),
    )
    lines: list[Mapping[str, Content]] = [
        {"code": code, "word": inputs.word("industry", code, "industries"), "value": one.value,
         "year": one.year, "source": one.source}
        for code, one in case.benchmarks.items()
    ]  # fmt: skip
    return write_block(grid, columns, lines)


# Weights


def _class_columns(form: Form) -> tuple[LineColumn, ...]:
    weight = 'IF({class}="","",INDEX({row},MATCH({class},{heads},0)))'
    return (
        LineColumn("code", form.pair("代码", "Code"), "", WORD),
        LineColumn("label", form.pair("名称", "Name"), "", TEXT),
        *(LineColumn(name, name, "", FACTOR) for name in CLASSES),
        LineColumn("used", form.pair("采用", "Used"), weight, NUMBER),
    )


def _write_weights(
    rules: Rules, form: Form, park_class: str, rows: Sequence[tuple[str, str, Sequence[Decimal]]]
) -> Mapping[str, str]:
    """Weights by class, and the one of the class used."""
    grid = rules.grid
    columns = _class_columns(form)
    top = grid.row + 2
    heads = f"$D${top - 1}:$G${top - 1}"
    lines: list[Mapping[str, Content]] = [
        {"code": code, "label": label, "row": f"$D{top + at}:$G{top + at}",
         **dict(zip(CLASSES, weights, strict=True))}
        for at, (code, label, weights) in enumerate(rows)
    ]  # fmt: skip
    block = write_block(grid, columns, lines, {"class": park_class, "heads": heads})
    return {row[0]: block.cell("used", at) for at, row in enumerate(rows)}


def _add_dimension_weights(rules: Rules, case: AuditCase, park_class: str) -> None:
    form, weights = case.form, case.weights.dimensions
    _head(rules.grid, form.pair("维度权重（%）", "Weights of dimensions (%)"))
    rows = [
        (code, form.word(one.label), [weights[name][code] for name in CLASSES])
        for code, one in case.edition.dimensions.items()
    ]
    rules.dimension_weights |= _write_weights(rules, form, park_class, rows)


def _add_weights(rules: Rules, case: AuditCase, park_class: str) -> None:
    form, inside = case.form, case.weights.inside
    _head(rules.grid, form.pair("维度内权重（%）", "Weights inside dimensions (%)"))
    rows = [
        (code, form.word(one.label), [inside[name][code] for name in CLASSES])
        for code, one in case.edition.indicators.items()
    ]
    rules.weights |= _write_weights(rules, form, park_class, rows)


# Goalposts


def _bounds(grid: Grid, case: AuditCase, park_class: str, names: Names) -> Block:
    form, day = case.form, datetime.date(case.scorecard.year, 12, 31)
    _head(grid, form.pair("界限值", "Goalposts"))
    fits = "+".join(f'AND({{class}}="{name}",{{{name}}}=1)*1' for name in CLASSES)
    columns = (
        LineColumn("code", form.pair("指标", "Indicator"), "", WORD),
        LineColumn("condition", form.pair("条件", "Condition"), "", SOURCE),
        *(LineColumn(name, name, "", WORD) for name in CLASSES),
        LineColumn("floor", form.pair("下限", "Floor"), "", FACTOR),
        LineColumn("passing", form.pair("合格", "Pass"), "", FACTOR),
        LineColumn("target", form.pair("目标", "Target"), "", FACTOR),
        LineColumn("key", form.pair("适用", "Applies to"),
                   f'IF(AND({fits}=1,{{holds}}=1),{{code}},"")', WORD),
        LineColumn("source", form.pair("下限来源", "Source of floor"), "", SOURCE),
        LineColumn("source_pass", form.pair("合格来源", "Source of pass"), "", SOURCE),
        LineColumn("source_target", form.pair("目标来源", "Source of target"), "", SOURCE),
        LineColumn("mark", form.pair("标记", "Mark"), "", WORD),
    )  # fmt: skip
    lines = [
        _bounds_line(form, one, rule, names)
        for one in case.edition.indicators.values()
        for rule in one.bounds
        if rule.covers(day)
    ]
    return write_block(grid, columns, lines, {"class": park_class})


def _bounds_line(
    form: Form, one: Indicator, rule: BoundsRule, names: Names
) -> Mapping[str, Content]:
    bounds = rule.bounds
    holds = "1" if rule.condition is None else truth_formula(rule.condition, names)
    return {
        "code": one.code, "condition": "" if rule.condition is None else rule.condition.text,
        **{name: int(name in rule.classes) for name in CLASSES},
        "floor": bounds.floor.value, "target": bounds.target.value,
        "passing": NONE if bounds.passing is None else bounds.passing.value,
        "holds": holds, "source": form.word(bounds.floor.source),
        "source_target": form.word(bounds.target.source),
        "source_pass": "" if bounds.passing is None else form.word(bounds.passing.source),
        "mark": form.word(MARK_WORDS[bounds.mark]),
    }  # fmt: skip

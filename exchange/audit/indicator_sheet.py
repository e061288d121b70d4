"""The sheet of the indicators: status, value, score, weights and points of each, as live formulas.

The formulas of values and conditions are those of the edition, translated. All indicators have the
same columns; `_quantitative` and `_graded` say what differs.

Source: rubric.md 4 and 5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exchange.audit.case import AuditCase
from exchange.audit.formula_writer import number_formula, text_literal, truth_formula
from exchange.audit.grid import Block, Content, Grid, LineColumn, plan_block, write_block
from exchange.audit.input_cells import InputCells, state_word
from exchange.audit.looks import FOUR, NUMBER, SOURCE, TEXT, WORD
from exchange.audit.rule_sheet import Rules
from exchange.audit.value_sheet import ValueSheet
from exchange.audit.words import literal
from exchange.form import Form
from exchange.styles import NOTE_LINE, TITLE
from questionnaire.answers import ROLES, State
from scoring.edition import Indicator

_HEAD_INDICATOR = "T9"
_ROWS_ABOVE = 2


@dataclass(frozen=True)
class Frame:
    """What the formulas of indicators refer to on other sheets.

    Attributes:
        dimensions: lines of the dimensions, by their order in the edition.
        head_gate: result of the gate that sets T9 to level 0.
    """

    case: AuditCase
    inputs: InputCells
    rules: Rules
    values: ValueSheet
    dimensions: Block
    head_gate: str


def plan_indicators(case: AuditCase, name: str) -> Block:
    """Where the indicators will stand."""
    grid = Grid(name, ())
    grid.row = _ROWS_ABOVE
    return plan_block(grid, _columns(case.form), len(case.edition.indicators))


def indicator_sheet(frame: Frame, name: str) -> tuple[Grid, Block]:
    """Lay the sheet out; gives its lines."""
    form = frame.case.form
    widths = (2, 7, 34, 6, 6, 40, 10, *(9,) * 8, 14, *(11,) * 9, *(9,) * 9, 12, 40)
    grid = Grid(name, widths, frozen="D4")
    grid.put(1, 2, form.pair("指标得分", "Scores of indicators"), TITLE)
    grid.put(2, 2, form.pair(
        "得分 = 界限值之间线性插值（评价规则4.1）；"
        "有效权重 = 100 × 维度权重 ÷ 计入维度权重之和 × 指标权重 ÷ 维度内计入权重之和。",
        "Score: linear between the goalposts (rubric 4.1). Effective weight = 100 x weight of the "
        "dimension / sum of those that count x weight inside / sum of those that count.",
    ), NOTE_LINE)  # fmt: skip
    grid.row = _ROWS_ABOVE
    lines = [_line(frame, one) for one in frame.case.edition.indicators.values()]
    return grid, write_block(grid, _columns(form), lines, _shared(frame))


def _shared(frame: Frame) -> Mapping[str, str]:
    limits, bounds = frame.rules.limits, frame.rules.bounds
    assert bounds is not None  # noqa: S101 - the rules are complete before
    words = ("value", "na_auto", "na", "no_data", "no_data_shared", "missing")
    return {
        "class": frame.values.park_class,
        "keys": bounds.range("key"),
        **{f"b_{name}": bounds.range(name) for name in ("floor", "passing", "target", "mark")},
        **{f"w_{word}": literal(frame.case.form, word) for word in words},
        "pass": limits["pass"], "full": limits["full"],
        "outside": f"SUM({frame.dimensions.range('counted')})",
    }  # fmt: skip


def _bound(name: str) -> str:
    return f'IFERROR(INDEX({{b_{name}}},MATCH({{code}},{{keys}},0)),"")'


_BETWEEN = (
    "IF(ISNUMBER({passing}),IF(ROUND({value}-{passing},12)*{sign}<=0,"
    "{pass}*({value}-{floor})/({passing}-{floor}),"
    "{pass}+({full}-{pass})*({value}-{passing})/({target}-{passing})),"
    "{full}*({value}-{floor})/({target}-{floor}))"
)
GOALPOSTS = (
    "IF(ROUND({value}-{floor},12)*{sign}<=0,0,"
    "IF(ROUND({value}-{target},12)*{sign}>=0,{full}," + _BETWEEN + "))"
)
"""Score of a value between floor, passing value and target (rubric.md 4.1)."""

_SCORE = (
    'IF({status}="","",IF(OR({status}={w_na_auto},{status}={w_na},{status}={w_no_data_shared}),"",'
    "IF({status}={w_value},{scored},0)))"
)
_EFFECTIVE = (
    'IF({status}="","",IF(ISNUMBER({score}),IF(OR({outside}=0,{inside}=0),0,'
    "100*{dimension_weight}/{outside}*{weight}/{inside}),0))"
)


def _columns(form: Form) -> Sequence[LineColumn]:
    flag = form.pair("1 = 是，0 = 否，0.5 = 无法判断", "1 yes, 0 no, 0.5 cannot be told")
    return (
        LineColumn("code", form.pair("代码", "Code"), "", WORD),
        LineColumn("label", form.pair("指标", "Indicator"), "", TEXT),
        LineColumn("dimension", form.pair("维度", "Dimension"), "", WORD),
        LineColumn("kind", form.pair("类型", "Kind"), "", WORD),
        LineColumn("formula", form.pair("公式（评价规则）", "Formula of the rubric"), "", SOURCE),
        LineColumn("unit", form.pair("单位", "Unit"), "", WORD),
        LineColumn("unknown", form.pair("未知输入", "Unknown inputs"), "{f_unknown}", WORD),
        LineColumn("without", form.pair("暂无数据输入", "Inputs without data"),
                   "{f_without}", WORD),
        LineColumn("declared", form.pair("不适用条件", "N/A"), "{f_declared}", WORD, flag),
        LineColumn("zeroed", form.pair("零值规则", "Zero rule"), "{f_zeroed}", WORD, flag),
        *(LineColumn(role, form.pair(zh, en), f"{{f_{role}}}", WORD) for role, zh, en in (
            ("self", "自评", "Self"), ("assessor_a", "评价员甲", "Assessor A"),
            ("assessor_b", "评价员乙", "Assessor B"), ("reconciled", "会商", "Reconciled"),
        )),
        LineColumn("result", form.pair("公式结果或等级", "Result or level"), "{f_result}", NUMBER),
        LineColumn("basis", form.pair("评分依据", "Marks that count"), "{f_basis}", WORD),
        LineColumn("floor", form.pair("下限", "Floor"), "{f_floor}", NUMBER),
        LineColumn("passing", form.pair("合格", "Pass"), "{f_passing}", NUMBER),
        LineColumn("target", form.pair("目标", "Target"), "{f_target}", NUMBER),
        LineColumn("sign", form.pair("方向", "Direction"),
                   'IF(COUNT({floor},{target})<2,"",IF({target}>{floor},1,-1))', WORD,
                   form.pair("1 = 越高越好，-1 = 越低越好", "1 higher, -1 lower is better")),
        LineColumn("status", form.pair("状态", "Status"),
                   'IF({class}="","",{f_status})', WORD),
        LineColumn("value", form.pair("指标值", "Value"),
                   'IF({status}={w_value},{f_value},"")', NUMBER),
        LineColumn("score", form.pair("得分", "Score"), _SCORE, NUMBER),
        LineColumn("weight", form.pair("维度内权重", "Weight inside"), "{f_weight}", FOUR),
        LineColumn("global", form.pair("全局权重", "Global weight"),
                   'IF(ISNUMBER({weight}),{dimension_weight}*{weight}/100,"")', FOUR),
        LineColumn("effective", form.pair("有效权重", "Effective weight"), _EFFECTIVE, FOUR),
        LineColumn("points", form.pair("得分贡献", "Points"),
                   'IF({status}="","",IF(ISNUMBER({score}),{effective}*{score}/100,0))', FOUR),
        LineColumn("counted", form.pair("计入权重", "Weight counted"),
                   "IF(ISNUMBER({score}),{weight},0)", NUMBER),
        LineColumn("weighted", form.pair("权重×得分", "Weight x score"),
                   "IF(ISNUMBER({score}),{weight}*{score},0)", NUMBER),
        LineColumn("gap", form.pair("缺项", "Gap"),
                   "IF(OR({status}={w_missing},{status}={w_no_data}),1,0)", WORD),
        LineColumn("quality", form.pair("质量", "Quality"), "MAX({f_quality})", WORD,
                   form.pair("1–4 = A–D", "1 to 4 for A to D")),
        LineColumn("mark", form.pair("标记", "Mark"), "{f_mark}", WORD),
        LineColumn("source", form.pair("来源", "Source"), "", SOURCE),
    )  # fmt: skip


def _line(frame: Frame, one: Indicator) -> Mapping[str, Content]:
    form, dimensions = frame.case.form, list(frame.case.edition.dimensions)
    at = dimensions.index(one.dimension)
    kind = _graded(frame, one) if one.kind == "G" else _quantitative(frame, one)
    quality = ",".join(frame.values.quality[code] for code in one.fields)
    return {
        "code": one.code, "label": form.word(one.label), "dimension": one.dimension,
        "kind": one.kind, "formula": one.formula.text, "unit": form.unit(one.unit),
        "source": form.word(one.source), "f_quality": quality,
        "f_weight": frame.rules.weights[one.code],
        "dimension_weight": frame.dimensions.cell("weight", at),
        "inside": frame.dimensions.cell("inside", at),
        **kind,
    }  # fmt: skip


# Quantitative


def _quantitative(frame: Frame, one: Indicator) -> Mapping[str, str]:
    names, standing = frame.values.used, frame.values.standing
    unknown = "+".join(f'IF({names[name]}="",1,0)' for name in one.inputs)
    without = "+".join(f'IF({standing[name]}="no_data",1,0)' for name in one.inputs)
    declared = "0" if one.na_auto is None else truth_formula(one.na_auto, names)
    rule = one.zero_rule
    applies = rule is not None and rule.effect != "missing"
    zeroed = truth_formula(rule.condition, names) if rule is not None and applies else "0"
    hidden = rule is not None and rule.effect == "score 0"
    return {
        "f_unknown": unknown, "f_without": without, "f_declared": declared, "f_zeroed": zeroed,
        **{f"f_{role}": '""' for role in ROLES}, "f_basis": '""',
        "f_result": number_formula(one.formula, names),
        "f_floor": _bound("floor"), "f_passing": _bound("passing"), "f_target": _bound("target"),
        "f_mark": _bound("mark"),
        "f_status": _status(frame, one),
        "f_value": "IF({zeroed}=1," + ('""' if hidden else "0") + ",{result})",
        "scored": "IF({zeroed}=1,0," + GOALPOSTS + ")" if hidden else GOALPOSTS,
    }  # fmt: skip


def _status(frame: Frame, one: Indicator) -> str:
    """Status of a quantitative indicator (rubric.md 4.4)."""
    known = (
        "IF(NOT(ISNUMBER({floor})),{w_missing},"
        "IF(OR({zeroed}=1,ISNUMBER({result})),{w_value},{w_missing}))"
    )
    lack = "{w_no_data}"
    if one.no_data_shared:
        before = frame.case.years_without_data.get(one.code, 0)
        limit = frame.rules.limits["shared_years"]
        lack = f"IF({before}+1>{limit},{{w_no_data}},{{w_no_data_shared}})"
    gap = "IF({unknown}>{without},{w_missing}," + lack + ")"
    return "IF({declared}=1,{w_na_auto},IF({unknown}=0," + known + "," + gap + "))"


# Graded

_BETWEEN_MARKS = (
    "IF(ISNUMBER({reconciled}),IF(COUNT({assessor_a},{assessor_b})<2,TRUE,"
    "AND({reconciled}>=MIN({assessor_a},{assessor_b}),"
    "{reconciled}<=MAX({assessor_a},{assessor_b}))),FALSE)"
)
_LEVEL = (
    "IF(" + _BETWEEN_MARKS + ",{reconciled},"
    "IF(COUNT({assessor_a},{assessor_b})>0,MIN({assessor_a},{assessor_b}),{self}))"
)
_BASIS = (
    "IF(" + _BETWEEN_MARKS + ",{m_reconciled},IF(COUNT({assessor_a},{assessor_b})=2,"
    "IF({assessor_a}={assessor_b},{m_agreed},"
    "IF(ABS({assessor_a}-{assessor_b})=1,{m_lower},{m_open})),"
    'IF(COUNT({assessor_a},{assessor_b})=1,{m_one},IF(ISNUMBER({self}),{m_self},""))))'
)
_BASIS_WORDS = {
    "m_reconciled": "reconciled", "m_agreed": "agreed", "m_lower": "lower of two",
    "m_open": "reconciliation required", "m_one": "one assessor", "m_self": "self-assessment only",
}  # fmt: skip


def _graded(frame: Frame, one: Indicator) -> Mapping[str, str]:
    field, form = f"{one.code}_level", frame.case.form
    na = text_literal(state_word(form, State.NA))
    state = frame.inputs.field(field, "state")
    key, level = (frame.inputs.own_sheet("marks", name) for name in ("key", "level"))
    marks = {
        f"f_{role}": f'IFERROR(VALUE(INDEX({level},MATCH("{one.code}:{role}",{key},0))),"")'
        for role in ROLES
    }
    zero = f"{frame.head_gate}={literal(form, 'fail')}" if one.code == _HEAD_INDICATOR else "FALSE"
    levels = ",".join(frame.rules.limits[f"level_{at}"] for at in range(5))
    return {
        "f_unknown": 'IF(ISNUMBER({result}),0,1)', "f_without": "0",
        "f_declared": f"IF({state}={na},1,0)", "f_zeroed": f"IF({zero},1,0)",
        **marks, "f_self": frame.values.raw[field],
        "f_result": _LEVEL, "f_basis": _basis(form),
        "f_floor": '""', "f_passing": '""', "f_target": '""', "f_mark": '""',
        "f_status": _graded_status(frame, one),
        "f_value": "IF({zeroed}=1,0,{result})",
        "scored": f"IF({{zeroed}}=1,0,CHOOSE({{value}}+1,{levels}))",
    }  # fmt: skip


def _basis(form: Form) -> str:
    text = _BASIS
    for name, word in _BASIS_WORDS.items():
        text = text.replace(f"{{{name}}}", literal(form, word))
    set_to_zero = literal(form, "set to 0 by gate G5")
    return "IF({zeroed}=1," + set_to_zero + "," + text + ")"


def _graded_status(frame: Frame, one: Indicator) -> str:
    valid = frame.values.valid[f"{one.code}_level"]
    marked = f"IF(AND(ISNUMBER({{result}}),{valid}>0),{{w_value}},{{w_missing}})"
    accepted = _accepted(frame, one)
    return f"IF({{declared}}=1,IF({accepted},{{w_na}},{{w_missing}}),{marked})"


def _accepted(frame: Frame, one: Indicator) -> str:
    """Whether a declared 不适用 is accepted (rubric.md 4.4, S5)."""
    rule = one.na_declared
    if rule is None:
        return "FALSE"
    inputs, limits = frame.inputs, frame.rules.limits
    classes = ",".join(f'{{class}}="{name}"' for name in sorted(rule.classes))
    reason = inputs.field(f"{one.code}_level", "reason")
    covered = frame.values.used[rule.refusing_field]
    year, first, second = (
        inputs.column("enterprises", name) for name in ("year", "co2_scope1_energy", "co2_process")
    )
    large = f"(({first}+{second})>{limits['source_limit']})"
    sources = f"IFERROR(SUMPRODUCT(({year}={frame.case.scorecard.year})*{large}),0)"
    return (
        f"AND(OR({classes}),LEN(TRIM({reason}))>={limits['reason']},"
        f"IF(ISNUMBER({covered}),{covered}<=0,TRUE),{sources}=0)"
    )

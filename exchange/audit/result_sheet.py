"""The sheet of the result: dimensions, totals, gates and grade, as live formulas.

Source: rubric.md 5, 6 and 9.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from exchange.audit.case import AuditCase
from exchange.audit.formula_writer import (
    rounded_half_even,
    text_literal,
    truth_formula,
)
from exchange.audit.grid import Block, Content, Grid, LineColumn, plan_block, write_block
from exchange.audit.input_cells import InputCells
from exchange.audit.looks import FOUR, NUMBER, SOURCE, TEXT, WORD, places
from exchange.audit.recalculation import Formula
from exchange.audit.rule_sheet import Rules
from exchange.audit.value_sheet import ValueSheet
from exchange.audit.words import literal, say
from exchange.form import Form
from exchange.styles import GROUP, HEAD, TITLE, Look
from questionnaire.answers import QUALITIES
from scoring.edition import GateRule
from scoring.gates import COVERAGE_GATE

_ROWS_ABOVE = 3
_PLACES = 1
"""Decimals of the printed total (rubric.md 15)."""


@dataclass
class Results:
    """The sheet while it is laid out, and what others refer to on it.

    Attributes:
        values, labels: name of a result -> its cell, and what it is.
        dimensions: lines of the dimensions.
        gates: lines of the gates, in their order.
    """

    case: AuditCase
    inputs: InputCells
    rules: Rules
    used: ValueSheet
    grid: Grid
    dimensions: Block
    gates: Block
    values: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """The answers and their language."""
        return self.case.form

    def add(self, name: str, label: str, formula: str, look: Look, rule: str) -> str:
        """Write a result on a line of its own; gives its cell."""
        row = self.grid.row + 1
        self.grid.put(row, 2, label, TEXT)
        self.labels[name] = label
        self.values[name] = self.grid.put(row, 4, Formula(formula), look)
        self.grid.put(row, 5, rule, SOURCE)
        return self.values[name]

    def head(self, title: str) -> None:
        """Begin a part of the sheet."""
        row = self.grid.row + 2
        self.grid.put(row, 2, title, GROUP)

    def heads(self) -> None:
        """Write the headings of a list of results."""
        pair, row = self.form.pair, self.grid.row + 1
        heads = (pair("项目", "Item"), "", pair("结果", "Result"), pair("依据", "Rule"))
        self.grid.put_row(row, heads, HEAD)

    def indicator(self, indicators: Block, column: str, code: str) -> str:
        """A cell of the line of an indicator."""
        return indicators.cell(column, list(self.case.edition.indicators).index(code))

    def word(self, word: str) -> str:
        """A word of a result as it stands in a formula."""
        return literal(self.form, word)


def plan_results(
    case: AuditCase, inputs: InputCells, rules: Rules, used: ValueSheet, name: str
) -> Results:
    """A sheet whose dimensions and gates have their places, to be filled in by `write_results`."""
    form = case.form
    grid = Grid(name, (2, 26, 34, 20, *(16,) * 11))
    grid.put(1, 2, form.pair("总分、等级与碳效码", "Total, grade and carbon code"), TITLE)
    grid.row = _ROWS_ABOVE
    dimensions = plan_block(grid, _dimension_columns(form), len(case.edition.dimensions))
    behind = Grid(name, ())
    behind.row = dimensions.bottom + 2
    gates = plan_block(behind, _gate_columns(form), len(case.edition.gates))
    return Results(case, inputs, rules, used, grid, dimensions, gates)


def gate_cell(results: Results, gate: str) -> str:
    """The cell of a gate's result."""
    codes = [rule.code for rule in results.case.edition.gates]
    return results.gates.cell("result", codes.index(gate))


def write_results(results: Results, indicators: Block) -> None:
    """Fill the sheet in.

    Args:
        results: the planned sheet.
        indicators: lines of the indicators.
    """
    form, grid = results.form, results.grid
    grid.put(3, 2, form.pair("维度", "Dimensions"), GROUP)
    _write_dimensions(results, indicators)
    results.head(form.pair("门槛", "Gates"))
    _write_gates(results, indicators)
    _write_totals(results, indicators)
    _write_grade(results, indicators)


# Dimensions


def _dimension_columns(form: Form) -> Sequence[LineColumn]:
    score = 'IF({inside}=0,"",SUMIFS({i_weighted},{i_dimension},{code})/{inside})'
    kept = "SUMIFS({i_counted},{i_dimension},{code},{i_gap},0)"
    without = f'IF({kept}=0,"",SUMIFS({{i_weighted}},{{i_dimension}},{{code}},{{i_gap}},0)/{kept})'
    logarithm = "IF(ISNUMBER({score}),IF({score}>0,{weight}*LN({score}),0),0)"
    return (
        LineColumn("code", form.pair("代码", "Code"), "", WORD),
        LineColumn("label", form.pair("维度", "Dimension"), "", TEXT),
        LineColumn("score", form.pair("得分", "Score"), score, FOUR),
        LineColumn("weight", form.pair("权重", "Weight"), "{w}", FOUR),
        LineColumn("inside", form.pair("计入指标权重", "Weights inside counted"),
                   "SUMIFS({i_counted},{i_dimension},{code})", FOUR),
        LineColumn("counted", form.pair("计入权重", "Weight counted"),
                   "IF(ISNUMBER({score}),{weight},0)", FOUR),
        LineColumn("weighted", form.pair("权重×得分", "Weight x score"),
                   "IF(ISNUMBER({score}),{weight}*{score},0)", FOUR),
        LineColumn("effective", form.pair("有效权重", "Effective weight"),
                   "IF(ISNUMBER({score}),100*{weight}/SUM({counts}),0)", FOUR),
        LineColumn("points", form.pair("得分贡献", "Points"),
                   "IF(ISNUMBER({score}),{effective}*{score}/100,0)", FOUR),
        LineColumn("without", form.pair("剔除缺项得分", "Score without gaps"), without, FOUR),
        LineColumn("kept", form.pair("剔除缺项计入权重", "Weight without gaps"),
                   "IF(ISNUMBER({without}),{weight},0)", FOUR),
        LineColumn("kept_weighted", form.pair("剔除缺项权重×得分", "Weight x score without gaps"),
                   "IF(ISNUMBER({without}),{weight}*{without},0)", FOUR),
        LineColumn("logarithm", form.pair("权重×ln得分", "Weight x ln score"), logarithm, FOUR),
    )  # fmt: skip


def _write_dimensions(results: Results, indicators: Block) -> None:
    form = results.form
    shared = {
        f"i_{name}": indicators.range(name) for name in ("weighted", "counted", "dimension", "gap")
    }
    shared["counts"] = results.dimensions.range("counted")
    lines: list[Mapping[str, Content]] = [
        {"code": code, "label": form.word(one.label),
         "w": results.rules.dimension_weights[code]}
        for code, one in results.case.edition.dimensions.items()
    ]  # fmt: skip
    results.grid.row = results.dimensions.top - 2
    write_block(results.grid, _dimension_columns(form), lines, shared)


# Gates


def _gate_columns(form: Form) -> Sequence[LineColumn]:
    return (
        LineColumn("code", form.pair("门槛", "Gate"), "", WORD),
        LineColumn("label", form.pair("内容", "Content"), "", TEXT),
        LineColumn("result", form.pair("结果", "Result"), "{judged}", WORD),
        LineColumn("fails", form.pair("不通过条件", "Fails"), "{f_fails}", WORD,
                   form.pair("1 成立，0 不成立，0.5 无法判断", "1 true, 0 false, 0.5 unknown")),
        LineColumn("exempt", form.pair("不适用条件", "N/A"), "{f_exempt}", WORD),
        LineColumn("effect", form.pair("影响", "Effect"), "{f_effect}", WORD),
        LineColumn("cap", form.pair("等级上限", "Cap"),
                   'IF({result}={w_fail},{f_cap},"")', WORD),
        LineColumn("rule", form.pair("规则与来源", "Rule and source"), "", SOURCE),
    )  # fmt: skip


def _write_gates(results: Results, indicators: Block) -> None:
    words = ("fail", "pass", "not applicable", "unverified", "code none", "code provisional")
    shared = {f"w_{word.replace(' ', '_')}": results.word(word) for word in words}
    lines = [
        _coverage_line(results, rule, indicators)
        if rule.code == COVERAGE_GATE
        else _gate_line(results, rule)
        for rule in results.case.edition.gates
    ]
    write_block(results.grid, _gate_columns(results.form), lines, shared)


def _gate_line(results: Results, rule: GateRule) -> Mapping[str, Content]:
    names = results.used.used
    exempt = "0" if rule.not_applicable is None else truth_formula(rule.not_applicable, names)
    fails = str(Decimal("0.5")) if rule.fails is None else truth_formula(rule.fails, names)
    effect = literal(results.form, rule.effect)
    return {
        "code": rule.code, "label": results.form.word(rule.label),
        "rule": f"{'' if rule.fails is None else rule.fails.text}; "
                f"{results.form.word(rule.source)}",
        "f_fails": fails, "f_exempt": exempt, "f_cap": text_literal(rule.cap or ""),
        "judged": "IF({exempt}=1,{w_not_applicable},IF({fails}=1,{w_fail},"
                  "IF({fails}=0,{w_pass},{w_unverified})))",
        "f_effect": f'IF({{result}}={{w_fail}},{effect},"")',
    }  # fmt: skip


def _coverage_line(results: Results, rule: GateRule, indicators: Block) -> Mapping[str, Content]:
    """G6: the value of P2 decides how far the code is valid."""
    p2, limits = results.indicator(indicators, "value", "P2"), results.rules.limits
    below = f"IF(ISNUMBER({p2}),ROUND({p2}-{limits['p2_provisional']},12)<0,TRUE)"
    partly = f"ROUND({p2}-{limits['p2_final']},12)<0"
    return {
        "code": rule.code, "label": results.form.word(rule.label),
        "rule": f"P2; {results.form.word(rule.source)}", "f_exempt": "0", "f_cap": '""',
        "f_fails": f"IF({below},1,IF({partly},1,0))",
        "judged": "IF({fails}=1,{w_fail},{w_pass})",
        "f_effect": f'IF({below},{{w_code_none}},IF({partly},{{w_code_provisional}},""))',
    }  # fmt: skip


# Totals


def _write_totals(results: Results, indicators: Block) -> None:
    form, block = results.form, results.dimensions
    results.head(form.pair("总分", "Totals"))
    results.heads()
    ratio = 'IF(SUM({below})=0,"",SUM({above})/SUM({below}))'
    total = results.add(
        "total", form.pair("综合得分", "Total"),
        ratio.format(above=block.range("weighted"), below=block.range("counted")),
        NUMBER, form.clause("5"),
    )  # fmt: skip
    rounded = f'IF(ISNUMBER({total}),{rounded_half_even(total, _PLACES)},"")'
    results.add("total_printed", form.pair("综合得分（修约）", "Total, rounded"), rounded,
                places(_PLACES), form.clause("15"))  # fmt: skip
    results.add(
        "total_missing_left_out", form.pair("剔除缺项总分", "Total without gaps"),
        ratio.format(above=block.range("kept_weighted"), below=block.range("kept")),
        NUMBER, form.clause("5"),
    )  # fmt: skip
    logarithms, counted = block.range("logarithm"), block.range("counted")
    geometric = (
        f'IF({total}="","",IF(COUNTIFS({block.range("score")},0,{counted},">0")>0,0,'
        f"EXP(SUM({logarithms})/SUM({counted}))))"
    )
    results.add("total_geometric", form.pair("几何平均总分", "Geometric total"), geometric,
                NUMBER, form.clause("5"))  # fmt: skip
    _write_coverage(results, indicators)


def _write_coverage(results: Results, indicators: Block) -> None:
    form, limits = results.form, results.rules.limits
    shares, status = indicators.range("global"), indicators.range("status")
    value, na_auto, na = (results.word(word) for word in ("value", "na_auto", "na"))
    covered = f"SUMIFS({shares},{status},{value})"
    left_out = f"SUMIFS({shares},{status},{na_auto})-SUMIFS({shares},{status},{na})"
    base = f"SUM({shares})-{left_out}"
    results.add("data_coverage", form.pair("数据覆盖率（%）", "Data coverage (%)"),
                f'IF(ROUND({base},9)=0,"",{covered}/({base})*100)', NUMBER,
                form.clause("9"))  # fmt: skip
    terms = []
    for at, letter in enumerate(QUALITIES, start=1):
        part = f"SUMIFS({shares},{status},{value},{indicators.range('quality')},{at})"
        label = form.pair(f"数据质量份额 {letter}", f"Share of quality {letter}")
        cell = results.add(f"quality.{letter}", label, f'IF({covered}=0,"",{part}/{covered})',
                           NUMBER, form.clause("9"))  # fmt: skip
        terms.append(f"{limits[f'quality_{letter}']}*{cell}")
    first = results.values["quality.A"]
    index = f'IF({first}="","",{"+".join(terms)})'
    results.add("quality_index", form.pair("数据质量指数", "Data quality index"), index, NUMBER,
                form.clause("9"))  # fmt: skip


# Grade


def _write_grade(results: Results, indicators: Block) -> None:
    form, rule = results.form, results.form.clause("6")
    results.head(form.pair("等级", "Grade"))
    results.heads()
    results.add("class_computed", form.pair("计算类别", "Class computed"),
                results.used.computed_class, WORD, form.clause("2"))  # fmt: skip
    used = results.add("class_used", form.pair("采用类别", "Class used"), results.used.park_class,
                       WORD, form.clause("2"))  # fmt: skip
    printed = results.values["total_printed"]
    before = f'IF(ISNUMBER({printed}),{_grade_of(results, printed)},"")'
    before = results.add("grade_before_caps", form.pair("上限前等级", "Grade before caps"), before,
                         WORD, rule)  # fmt: skip
    lowest = f'IF({used}="","",{_lowest_cap(results)})'
    cap = results.add("cap", form.pair("等级上限", "Cap"), lowest, WORD, rule)
    status = results.add("rating_status", form.pair("评级状态", "Rating"),
                         _rating_status(results), WORD, rule)  # fmt: skip
    binding = f'IF(OR({cap}="",{before}=""),"",IF({cap}>{before},{cap},""))'
    rated = f"{status}={results.word('rated')}"
    gate = f"INDEX({results.gates.range('code')},MATCH({cap},{results.gates.range('cap')},0))"
    results.add("binding_cap_gate", form.pair("起作用的门槛", "Binding gate"),
                f'IF({rated},IF({binding}="","",{gate}),"")', WORD, rule)  # fmt: skip
    results.add("grade", form.pair("等级", "Grade"),
                f'IF({rated},IF({binding}="",{before},{cap}),"")', WORD, rule)  # fmt: skip
    _write_provisional(results, indicators)


def _grade_of(results: Results, printed: str) -> str:
    """The first grade whose lower limit the printed total reaches."""
    block, bands = results.rules.grades, results.case.edition.grades
    told = block.cell("letter", len(bands) - 1)
    for at in reversed(range(len(bands) - 1)):
        reached = f"ROUND({printed}-{block.cell('lower', at)},9)>=0"
        told = f"IF({reached},{block.cell('letter', at)},{told})"
    return told


def _lowest_cap(results: Results) -> str:
    caps = results.gates.range("cap")
    told = '""'
    for band in results.case.edition.grades:
        told = f'IF(COUNTIFS({caps},"{band.letter}")>0,"{band.letter}",{told})'
    return told


def _rating_status(results: Results) -> str:
    told = results.word("rated")
    for effect, word in (
        ("no rating this year", "no rating"), ("rating withdrawn", "withdrawn"),
    ):  # fmt: skip
        failed = [
            f"{gate_cell(results, rule.code)}={results.word('fail')}"
            for rule in results.case.edition.gates
            if rule.effect == effect
        ]
        told = f"IF(OR({','.join(failed)}),{results.word(word)},{told})"
    return f'IF({results.used.park_class}="",{results.word("unclassified")},{told})'


def _write_provisional(results: Results, indicators: Block) -> None:
    """Why the grade is 暂定 or 自评."""
    form, rule = results.form, results.form.clause("4.3, 6")
    coverage, basis = results.values["data_coverage"], indicators.range("basis")
    status, value = indicators.range("status"), results.word("value")
    limit = results.rules.limits["coverage"]
    classed = f'{results.used.park_class}<>""'
    low = f"IF(ISNUMBER({coverage}),ROUND({coverage}-{limit},12)<0,TRUE)"
    for word, condition in (
        ("data coverage below 80 %", low),
        *((word, f"COUNTIFS({basis},{results.word(word)},{status},{value})>0")
          for word in ("reconciliation required", "self-assessment only")),
    ):  # fmt: skip
        told = f'IF(AND({classed},{condition}),{results.word(word)},"")'
        label = form.pair("暂定原因：", "Provisional: ") + say(form, word)
        results.add(f"provisional.{word}", label, told, WORD, rule)

"""The carbon code on the sheet of the result: L, K, N and how far they are valid.

Source: rubric.md 7.
"""

from __future__ import annotations

from collections.abc import Mapping

from exchange.audit.formula_writer import number_formula
from exchange.audit.grid import Block, Content, LineColumn, write_block
from exchange.audit.looks import FLAG, NUMBER, WORD
from exchange.audit.result_sheet import Results
from exchange.table_sheets import FIRST_ROW
from questionnaire.formula import parse_formula
from scoring.explain_code import NEUTRALITY


def write_code(results: Results, indicators: Block) -> None:
    """Write the code below the grade.

    Args:
        results: the sheet so far.
        indicators: lines of the indicators.
    """
    form, used, rule = results.form, results.used.used, results.form.clause("7")
    results.head(form.pair("碳效码", "Carbon code"))
    mix = _industries(results)
    results.heads()
    va = used["industrial_value_added"]
    level = number_formula(
        parse_formula("inventory.code_co2 / 10000 / industrial_value_added"), used
    )
    level = results.add("code.L", form.pair("碳排放水平 L", "Carbon level L"), level, NUMBER, rule)
    band = _band(results.rules.levels, "label", level, len(results.case.edition.levels))
    results.add("code.L_band", form.pair("L 分级", "Band of L"),
                f'IF({level}="","",{band})', WORD, rule)  # fmt: skip
    known = f"SUM({mix.range('value_added')})"
    share = results.add(
        "code.c", form.pair("有基准增加值占比 c", "Value added with a mean, c"),
        f'IF(COUNT({va})<1,"",IF({va}=0,"",{known}/{va}))', NUMBER, rule,
    )  # fmt: skip
    enough = f"ROUND({share}-{results.rules.limits['covered']},12)>=0"
    mean = f"SUM({mix.range('product')})/{known}"
    mean = results.add(
        "code.M", form.pair("行业加权基准 M", "Mean of the industry mix M"),
        f'IF(ISNUMBER({share}),IF(AND({known}>0,{enough}),{mean},""),"")', NUMBER, rule,
    )  # fmt: skip
    _write_efficiency(results, indicators, level, mean)


def _industries(results: Results) -> Block:
    """Rows of the industries with a mean, as far as they pass their checks."""
    form, inputs, benchmarks = results.form, results.inputs, results.rules.benchmarks
    year = results.case.scorecard.year
    columns = (
        LineColumn("row", form.pair("填报表行", "Row"), "", FLAG),
        LineColumn("industry", form.pair("行业", "Industry"), '{in_industry}&""', WORD),
        LineColumn("mean", form.pair("均值", "Mean"),
                   'IFERROR(INDEX({means},MATCH({industry},{words},0)),"")', NUMBER),
        LineColumn("value_added", form.pair("增加值", "Value added"),
                   f"IF(AND({{valid}}=1,{{in_year}}={year},ISNUMBER({{mean}}),"
                   'ISNUMBER({in_value_added})),{in_value_added},"")', NUMBER),
        LineColumn("product", form.pair("增加值×均值", "Value added x mean"),
                   'IF(ISNUMBER({value_added}),{value_added}*{mean},"")', NUMBER),
    )  # fmt: skip
    lines: list[Mapping[str, Content]] = [
        {"row": FIRST_ROW + at, **{f"in_{name}": inputs.cell("industries", name, at)
                           for name in ("year", "industry", "value_added")}}
        for at in range(inputs.lines("industries"))
    ]  # fmt: skip
    shared = {
        "means": benchmarks.range("value"), "words": benchmarks.range("word"),
        "valid": results.used.valid["industries"],
    }  # fmt: skip
    block = write_block(results.grid, columns, lines, shared)
    results.grid.row = block.bottom + 1
    return block


def _band(block: Block, column: str, cell: str, count: int) -> str:
    """The first band whose upper limit is not exceeded."""
    told = block.cell(column, count - 1)
    for at in reversed(range(count - 1)):
        told = f"IF(ROUND({cell}-{block.cell('upper', at)},12)<=0,{block.cell(column, at)},{told})"
    return told


def _write_efficiency(results: Results, indicators: Block, level: str, mean: str) -> None:
    form, used, rule = results.form, results.used.used, results.form.clause("7")
    passing = results.indicator(indicators, "passing", "T5")
    names = {**used, "T5.passing": passing}
    simple = number_formula(
        parse_formula("inventory.net_co2_energy / 10000 / gdp / T5.passing"), names
    )
    mixed = f'IF(ISNUMBER({level}),IF({mean}=0,"",{level}/{mean}),"")'
    classed = f'{results.used.park_class}=""'
    k = results.add("code.K", form.pair("碳利用效率 K", "Carbon efficiency K"),
                    f"IF(ISNUMBER({mean}),{mixed},{simple})", NUMBER, rule)  # fmt: skip
    method = f"IF(ISNUMBER({mean}),{results.word('industry mix')},{results.word('simplified')})"
    results.add("code.method", form.pair("口径", "Method"), method, WORD, rule)
    p2, limits = results.indicator(indicators, "value", "P2"), results.rules.limits
    final = f"AND(ROUND({p2}-{limits['p2_final']},12)>=0,ISNUMBER({mean}))"
    valid = f"IF({final},{results.word('final')},{results.word('provisional')})"
    low = f"ROUND({p2}-{limits['p2_provisional']},12)<0"
    none = results.word("none")
    rated = f"{results.values['rating_status']}={results.word('rated')}"
    status = f"IF(OR({classed},NOT({rated}),COUNT({k},{p2})<2),{none},IF({low},{none},{valid}))"
    status = results.add("code.status", form.pair("碳效码状态", "Status of the code"), status,
                         WORD, rule)  # fmt: skip
    count = len(results.case.edition.efficiency)
    for name, label, column in (
        ("code.K_grade", form.pair("K 级", "Grade of K"), "grade"),
        ("code.colour", form.pair("颜色", "Colour"), "label"),
    ):
        band = _band(results.rules.efficiency, column, k, count)
        results.add(name, label, f'IF({status}={none},"",{band})', WORD, rule)


def write_neutrality(results: Results, grid_factor: str) -> None:
    """Add N, the last line of the code.

    Args:
        results: the sheet so far.
        grid_factor: cell of the grid factor.
    """
    form = results.form
    names = {**results.used.used, "grid_factor": grid_factor}
    text = number_formula(parse_formula(NEUTRALITY), names)
    below = number_formula(
        parse_formula("inventory.net_co2 + power_self_renewable * 10 * grid_factor"), names
    )
    positive = f"IF(ISNUMBER({below}),{below}>0,FALSE)"
    results.add("code.N", form.pair("碳中和率 N（%）", "Neutrality rate N (%)"),
                f'IF({positive},{text},"")', NUMBER, form.clause("7"))  # fmt: skip

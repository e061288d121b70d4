"""The sheet that holds the live numbers against those of the program.

Directly after an export nothing differs. After a change to an input, factor or rule the
differences are what the change does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle

from accounting.step_labels import NUMBERS
from exchange.audit.case import AuditCase
from exchange.audit.grid import Block, Grid, LineColumn, write_block
from exchange.audit.looks import NUMBER, SOURCE, TEXT, WORD
from exchange.audit.recalculation import Formula
from exchange.audit.result_sheet import Results
from exchange.audit.words import say
from exchange.form import Form
from exchange.styles import BAD, BAD_FONT, TITLE
from questionnaire.answers import QUALITIES
from questionnaire.messages import LocalText
from scoring.scorecard import IndicatorScore, Scorecard

Program = Decimal | str
"""A result of the program as the sheets show it; unknown is an empty text."""

_NEAR = "0.000000001"
"""Largest relative difference of numbers that agree (quality.md)."""


def check_sheet(
    case: AuditCase,
    inventory: Mapping[str, str],
    indicators: Block,
    results: Results,
    name: str,
) -> tuple[Grid, Block]:
    """Lay the sheet out; gives its lines too."""
    form = case.form
    grid = Grid(name, (2, 34, 46, 24, 24, 16, 12), frozen="B5")
    grid.put(1, 2, form.pair("核对", "Check"), TITLE)
    lines = [
        {
            "name": name_of,
            "label": results.labels.get(name_of) or _label(case, name_of),
            "live_cell": cell,
            "program": program,
        }
        for name_of, cell, program in _compared(case, inventory, indicators, results)
    ]
    grid.row = 3
    columns = _columns(form)
    block = write_block(grid, columns, lines)
    wrong = f'COUNTIFS({block.range("verdict")},"{_words(form)[1]}")'
    text = form.pair("与程序结果不同的项数：", "Results that differ from the program: ")
    grid.put(2, 2, Formula(f'"{text}"&{wrong}'), TEXT)
    return grid, block


def differs_rule(form: Form, block: Block) -> tuple[str, Rule]:
    """The cells that are coloured where a result differs, and the rule."""
    top = block.top
    verdict = f'$G{top}="{_words(form)[1]}"'
    return f"B{top}:G{block.bottom}", Rule(
        type="expression",
        formula=[verdict],
        dxf=DifferentialStyle(font=BAD_FONT, fill=BAD),
    )


def _words(form: Form) -> tuple[str, str]:
    return form.pair("一致", "agrees"), form.pair("不同", "differs")


def _columns(form: Form) -> tuple[LineColumn, ...]:
    agrees, differs = (f'"{word}"' for word in _words(form))
    limit = f"{_NEAR}*IF(ABS({{program}})>1,ABS({{program}}),1)"
    near = f"IF(ABS({{difference}})<={limit},{agrees},{differs})"
    same = f'IF({{live}}&""={{program}}&"",{agrees},{differs})'
    return (
        LineColumn("name", form.pair("代号", "Name"), "", SOURCE),
        LineColumn("label", form.pair("结果", "Result"), "", WORD),
        LineColumn("live", form.pair("本工作簿", "This workbook"), "{live_cell}", NUMBER),
        LineColumn("program", form.pair("程序结果", "Program"), "", NUMBER),
        LineColumn("difference", form.pair("差", "Difference"),
                   'IF(COUNT({live},{program})=2,{live}-{program},"")', NUMBER),
        LineColumn("verdict", form.pair("结论", "Verdict"),
                   f"IF(COUNT({{live}},{{program}})=2,{near},{same})", WORD),
    )  # fmt: skip


def _compared(
    case: AuditCase, inventory: Mapping[str, str], indicators: Block, results: Results
) -> Iterator[tuple[str, str, Program]]:
    """Name, live cell and program's result of everything that is held against the program."""
    for name, cell in inventory.items():
        if name in case.inventory.values:
            yield name, cell, _known(case.inventory.values[name])
    card, form = case.scorecard, case.form
    for at, code in enumerate(case.edition.indicators):
        one = card.indicators.get(code)
        for part, program in _indicator(form, one):
            yield f"{code}.{part}", indicators.cell(part, at), program
    for at, code in enumerate(case.edition.dimensions):
        score = card.dimensions[code].score if code in card.dimensions else None
        yield f"{code}.score", results.dimensions.cell("score", at), _known(score)
    for at, gate in enumerate(card.gates):
        yield gate.gate, results.gates.cell("result", at), say(form, gate.result)
        yield f"{gate.gate}.effect", results.gates.cell("effect", at), say(form, gate.effect)
    known = _results(case)
    for name, cell in results.values.items():
        if name in known:
            yield name, cell, known[name]


_PARTS: Mapping[str, LocalText] = MappingProxyType(
    {
        "status": LocalText("状态", "status"),
        "value": LocalText("指标值", "value"),
        "score": LocalText("得分", "score"),
        "effective": LocalText("有效权重", "effective weight"),
        "points": LocalText("得分贡献", "points"),
        "effect": LocalText("影响", "effect"),
    }
)


def _label(case: AuditCase, name: str) -> str:
    """What a result is, in words."""
    form, edition = case.form, case.edition
    derived = form.catalogue.derived.get(name)
    if derived is not None:
        return form.word(derived.label)
    if name in NUMBERS:
        return form.word(NUMBERS[name][0])
    code, _, part = name.partition(".")
    labels = {
        **{key: one.label for key, one in edition.indicators.items()},
        **{key: one.label for key, one in edition.dimensions.items()},
        **{gate.code: gate.label for gate in edition.gates},
    }
    if code not in labels:
        return ""
    words = f" {form.word(_PARTS[part])}" if part else ""
    return f"{form.word(labels[code])}{words}"


def _known(number: Decimal | None) -> Program:
    return "" if number is None else number


def _indicator(form: Form, one: IndicatorScore | None) -> Iterator[tuple[str, Program]]:
    if one is None:
        yield from ((part, "") for part in ("status", "value", "score", "effective", "points"))
        return
    yield "status", say(form, one.status.value)
    yield "value", _known(one.value)
    if one.score is not None or one.weight_inside != 0:
        yield "score", _known(one.score)
    yield "effective", one.weight_effective
    yield "points", one.points


def _results(case: AuditCase) -> Mapping[str, Program]:
    card, form, code = case.scorecard, case.form, case.scorecard.code
    efficiency = {band.colour: form.word(band.colour_name) for band in case.edition.efficiency}
    levels: dict[str, str] = {band.band: form.word(band.label) for band in case.edition.levels}
    numbers = {
        "total": card.total, "total_printed": card.total_printed,
        "total_missing_left_out": card.total_missing_left_out,
        "total_geometric": card.total_geometric, "data_coverage": card.data_coverage,
        "quality_index": card.quality_index, "code.L": code.l, "code.K": code.k,
        "code.N": code.n, "code.c": code.value_added_covered,
        "code.M": code.mean if code.method == "industry mix" else None,
        "code.K_grade": None if code.k_grade is None else Decimal(code.k_grade),
        **{f"quality.{letter}": card.quality_shares.get(letter) for letter in QUALITIES},
    }  # fmt: skip
    return {
        **{name: _known(number) for name, number in numbers.items()},
        "class_computed": card.class_computed or "", "class_used": card.class_used or "",
        "grade_before_caps": card.grade_before_caps or "", "cap": card.cap or "",
        "binding_cap_gate": card.binding_cap_gate or "", "grade": card.grade or "",
        "rating_status": say(form, card.rating_status),
        "code.status": say(form, code.status), "code.method": say(form, code.method),
        "code.colour": efficiency.get(code.colour, ""),
        "code.L_band": levels.get(code.l_band or "", ""),
        **_provisional(form, card),
    }  # fmt: skip


def _provisional(form: Form, card: Scorecard) -> Mapping[str, Program]:
    words = ("data coverage below 80 %", "reconciliation required", "self-assessment only")
    return {
        f"provisional.{word}": say(form, word) if word in card.provisional else "" for word in words
    }

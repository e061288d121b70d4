"""The sheet of values that the rubric reads: each field checked, with its state, and the class.

A field that fails a check of its own counts as not filled in (rubric.md 4.4). The class follows
rubric.md 2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exchange.audit.case import AuditCase
from exchange.audit.formula_writer import text_literal, truth_formula
from exchange.audit.grid import Content, Grid, LineColumn, plan_block, write_block
from exchange.audit.input_cells import InputCells, state_word
from exchange.audit.looks import NUMBER, TEXT, WORD
from exchange.audit.recalculation import Formula
from exchange.audit.table_checks import program_verdict, range_checks
from exchange.form import Form
from exchange.styles import GROUP, NOTE_LINE, TITLE
from questionnaire.answers import State
from questionnaire.catalogue import Field, FieldType
from questionnaire.formula import parse_formula
from questionnaire.numbers import to_text
from scoring.edition import CLASS_INPUTS, CLASSES

_OVERRIDE, _REASON = "class_override", "class_override_reason"


@dataclass
class ValueSheet:
    """The sheet, and what others refer to on it.

    Attributes:
        raw: field -> its value as entered, choices by their codes.
        used: field or derived value -> its value where it passes its checks, else unknown.
        standing: the same names -> `value`, `no_data` or `lack`.
        quality: field or table -> 1 to 4 for A to D.
        valid: field or table -> 0 when it fails a check.
        park_class, computed_class: cells of the class used and computed; unknown is blank.
    """

    grid: Grid
    raw: dict[str, str] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)
    standing: dict[str, str] = field(default_factory=dict)
    quality: dict[str, str] = field(default_factory=dict)
    valid: dict[str, str] = field(default_factory=dict)
    park_class: str = ""
    computed_class: str = ""


def value_sheet(
    case: AuditCase,
    inputs: InputCells,
    limits: Mapping[str, str],
    inventory: Mapping[str, str],
    name: str,
) -> ValueSheet:
    """Lay the sheet out.

    Args:
        case: what is audited.
        inputs: cells of the answers.
        limits: limits of the rubric.
        inventory: derived value -> cell on the sheet of the inventory.
        name: name of the sheet.
    """
    form = case.form
    sheet = ValueSheet(Grid(name, (2, 30, 40, 14, 18, 14, 10, 18, 12, 10), frozen="D4"))
    grid = sheet.grid
    grid.put(1, 2, form.pair("取值与类别", "Values and class"), TITLE)
    grid.put(2, 2, form.pair(
        "评价规则读取的每个值：填报值经自身校验后采用。"
        "检查 1 = 通过，0 = 不通过（按未填计），0.5 = 无法判断（不计）。",
        "Each value that the rubric reads. Check: 1 passed, 0 failed (counts as not filled in), "
        "0.5 cannot be told.",
    ), NOTE_LINE)  # fmt: skip
    grid.row = 2
    _write_fields(sheet, case, inputs)
    _write_tables(sheet, case, inputs)
    _write_derived(sheet, case, inventory)
    _write_class(sheet, case, limits)
    return sheet


# Fields


def _fields(case: AuditCase) -> list[Field]:
    """Scalar fields that a rule reads, and those that their checks read, in form order."""
    fields = case.form.catalogue.fields
    wanted = [name for name in case.edition.names if name in fields]
    wanted += [code for one in case.edition.indicators.values() for code in one.fields]
    wanted += [code for behind in case.edition.fields_of.values() for code in behind]
    wanted += [_OVERRIDE, _REASON]
    found: set[str] = set()
    while wanted:
        code = wanted.pop()
        item = fields.get(code)
        if item is None or code in found or item.type is FieldType.TABLE:
            continue
        found.add(code)
        if item.hard_check:
            wanted += [name for name in parse_formula(item.hard_check).names if name != "x"]
    return [item for code, item in fields.items() if code in found]


def _write_fields(sheet: ValueSheet, case: AuditCase, inputs: InputCells) -> None:
    form, grid = case.form, sheet.grid
    fields, columns = _fields(case), _columns(form)
    grid.row += 1
    planned = plan_block(grid, columns, len(fields))
    sheet.raw |= {item.code: planned.cell("raw", at) for at, item in enumerate(fields)}
    lines = [_field_line(sheet, form, inputs, item) for item in fields]
    block = write_block(grid, columns, lines)
    for at, item in enumerate(fields):
        for name, cells in (
            ("used", sheet.used), ("standing", sheet.standing), ("check", sheet.valid),
            ("quality", sheet.quality),
        ):  # fmt: skip
            cells[item.code] = block.cell(name, at)


def _columns(form: Form) -> Sequence[LineColumn]:
    no_data = text_literal(state_word(form, State.NO_DATA))
    without = f'IF(AND({{check}}>0,{{state}}={no_data}),"no_data","lack")'
    note = form.pair("1–4 = A–D，未注明按 C", "1 to 4 for A to D; unmarked is C")
    return (
        LineColumn("code", form.pair("代码", "Code"), "", WORD),
        LineColumn("label", form.pair("项目", "Item"), "", TEXT),
        LineColumn("unit", form.pair("单位", "Unit"), "", WORD),
        LineColumn("raw", form.pair("填报值", "Entered"), "{entered}", NUMBER),
        LineColumn("state", form.pair("状态", "State"), '{in_state}&""', WORD),
        LineColumn("check", form.pair("检查", "Check"), "{checked}", WORD),
        LineColumn("used", form.pair("采用值", "Value used"), 'IF({check}=0,"",{raw})', NUMBER),
        LineColumn(
            "standing", form.pair("有无", "Standing"), f'IF({{used}}<>"","value",{without})', WORD
        ),
        LineColumn("quality", form.pair("质量", "Quality"), "{graded}", WORD, note),
    )


def _field_line(
    sheet: ValueSheet, form: Form, inputs: InputCells, item: Field
) -> Mapping[str, Content]:
    level = item.type is FieldType.LEVEL
    cell = inputs.field(item.code)
    state = '""' if level else inputs.field(item.code, "state")
    checks = ",".join((*_checks(sheet, item, cell), "1"))
    return {
        "code": item.code, "label": form.word(item.label), "unit": form.unit(item.unit),
        "entered": f'IF({state}<>"","",{_entered(inputs, item, cell)})',
        "checked": f'IF({state}<>"",1,MIN({checks}))', "in_state": state,
        "graded": "3" if level else _quality(inputs.field(item.code, "quality")),
    }  # fmt: skip


def _quality(cell: str) -> str:
    return f'IF({cell}="A",1,IF({cell}="B",2,IF({cell}="D",4,3)))'


def _entered(inputs: InputCells, item: Field, cell: str) -> str:
    """The value of a cell: a number, the code of a choice, or a text."""
    if item.type is FieldType.LEVEL:
        return f'IF({cell}="","",IFERROR(VALUE({cell}),""))'
    if item.type.is_number:
        return f'IF(ISNUMBER({cell}),{cell},"")'
    told = '""'
    for code in reversed(_codes(item)):
        told = (
            f"IF({cell}={text_literal(inputs.word(item.code, code))},{text_literal(code)},{told})"
        )
    return told if _codes(item) else f'{cell}&""'


def _codes(item: Field) -> Sequence[str]:
    if item.type is FieldType.BOOL:
        return ("true", "false")
    return [choice.code for choice in item.choices]


def _checks(sheet: ValueSheet, item: Field, cell: str) -> Iterator[str]:
    """Type, range and hard check of a field, each 1, 0 or 0.5."""
    raw = sheet.raw[item.code]
    if item.type.is_number or _codes(item):
        yield f'IF(AND({cell}<>"",{raw}=""),0,1)'
    if item.minimum is not None:
        yield f"IF(ISNUMBER({raw}),IF({raw}<{to_text(item.minimum)},0,1),1)"
    if item.maximum is not None:
        yield f"IF(ISNUMBER({raw}),IF({raw}>{to_text(item.maximum)},0,1),1)"
    if item.type in (FieldType.INTEGER, FieldType.LEVEL):
        yield f"IF(ISNUMBER({raw}),IF({raw}=INT({raw}),1,0),1)"
    if item.hard_check and item.type is not FieldType.TEXT:  # texts are read as entered
        yield truth_formula(parse_formula(item.hard_check), {**sheet.raw, "x": raw})


# Tables and derived values


def _write_tables(sheet: ValueSheet, case: AuditCase, inputs: InputCells) -> None:
    """Whether all cells of a table pass their checks."""
    form = case.form
    tables = [
        table for code, table in form.catalogue.tables.items()
        if any(code in behind for behind in case.edition.fields_of.values())
        or code == "industries"
    ]  # fmt: skip
    lines: list[Mapping[str, Content]] = [
        {"code": table.code, "label": form.word(form.catalogue.fields[table.code].label),
         "program": program_verdict(table, case.invalid),
         "ranges": ",".join(range_checks(table, inputs)),
         "graded": _quality(inputs.field(table.code, "quality"))}
        for table in tables
    ]  # fmt: skip
    sheet.grid.row += 1
    block = write_block(sheet.grid, _table_columns(form), lines)
    for at, table in enumerate(tables):
        sheet.valid[table.code] = block.cell("check", at)
        sheet.quality[table.code] = block.cell("quality", at)


def _table_columns(form: Form) -> Sequence[LineColumn]:
    note = form.pair(
        "程序导出时的结论：选项代码、唯一性、证明编号和单元格之间的关系在程序中检查，"
        "改动表格后请重新导入核对。",
        "What the program found when it exported: codes, unique keys, evidence numbers and checks "
        "across cells. Import the workbook to check a table that was changed.",
    )
    return (
        LineColumn("code", form.pair("代码", "Code"), "", WORD),
        LineColumn("label", form.pair("表", "Table"), "", TEXT),
        LineColumn("program", form.pair("程序结论", "Program"), "", WORD, note),
        LineColumn("check", form.pair("检查", "Check"), "MIN({program},{ranges})", WORD,
                   form.pair("数值和范围按公式检查", "Numbers and ranges by formulas")),
        LineColumn("quality", form.pair("质量", "Quality"), "{graded}", WORD),
    )  # fmt: skip


def _write_derived(sheet: ValueSheet, case: AuditCase, inventory: Mapping[str, str]) -> None:
    """Derived values; one that rests on a field or table that failed a check is unknown."""
    form = case.form
    names = [name for name in form.catalogue.derived if name in case.edition.fields_of]
    columns = (
        LineColumn("code", form.pair("代码", "Code"), "", WORD),
        LineColumn("label", form.pair("清单结果", "Value of the inventory"), "", TEXT),
        LineColumn("unit", form.pair("单位", "Unit"), "", WORD),
        LineColumn(
            "used", form.pair("采用值", "Value used"), 'IF(MIN({behind})=0,"",{value})', NUMBER
        ),
        LineColumn(
            "standing", form.pair("有无", "Standing"), 'IF({used}<>"","value","lack")', WORD
        ),
    )
    lines: list[Mapping[str, Content]] = []
    for name in names:
        item = form.catalogue.derived[name]
        behind = ",".join(sheet.valid[code] for code in case.edition.fields_of[name])
        lines.append(
            {"code": name, "label": form.word(item.label), "unit": form.unit(item.unit),
             "behind": behind, "value": inventory[name]}
        )  # fmt: skip
    sheet.grid.row += 1
    block = write_block(sheet.grid, columns, lines)
    for at, name in enumerate(names):
        sheet.used[name] = block.cell("used", at)
        sheet.standing[name] = block.cell("standing", at)


# Class


def _write_class(sheet: ValueSheet, case: AuditCase, limits: Mapping[str, str]) -> None:
    form, grid = case.form, sheet.grid
    grid.put(grid.row + 2, 2, form.pair("园区类别", "Class of the park"), GROUP)
    row = grid.row
    share = f"{sheet.used[CLASS_INPUTS[0]]}/{sheet.used[CLASS_INPUTS[1]]}*100"
    inputs = ",".join(sheet.used[name] for name in CLASS_INPUTS)
    unknown = f"OR(COUNT({inputs})<{len(CLASS_INPUTS)},{sheet.used[CLASS_INPUTS[1]]}=0)"
    labels = (
        form.pair("高耗能产值占比（%）", "Energy-intensive share (%)"),
        form.pair("计算类别", "Class computed"),
        form.pair("采用类别", "Class used"),
    )
    for at, label in enumerate(labels, start=1):
        grid.put(row + at, 3, label, TEXT)
    share_cell = grid.put(row + 1, 5, Formula(f'IF({unknown},"",{share})'), NUMBER)
    computed = f'IF({unknown},"",{_industry_type(share_cell, limits)}&{_energy_type(sheet)})'
    sheet.computed_class = grid.put(row + 2, 5, Formula(computed), WORD)
    override, reason = sheet.raw[_OVERRIDE], sheet.raw[_REASON]
    known = ",".join(f'{override}="{name}"' for name in CLASSES)
    by_hand = f"AND(OR({known}),LEN(TRIM({reason}))>={limits['reason']})"
    used = f'IF({sheet.computed_class}="","",IF({by_hand},{override},{sheet.computed_class}))'
    sheet.park_class = grid.put(row + 3, 5, Formula(used), WORD)
    grid.put(row + 1, 6, form.clause("2"), WORD)


def _industry_type(share: str, limits: Mapping[str, str]) -> str:
    return f'IF(ROUND({share}-{limits["share"]},12)>=0,"I","C")'


def _energy_type(sheet: ValueSheet) -> str:
    """Coal where it is above 0 and no other carrier is above it; a tie counts as coal."""
    coal, *others = (sheet.used[name] for name in CLASS_INPUTS[2:])
    conditions = [f"{coal}>0", *(f"ROUND({coal}-{other},8)>=0" for other in others)]
    return f'IF(AND({",".join(conditions)}),"C","E")'

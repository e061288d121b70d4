"""Whatever is typed into the audit workbook, the engine gives what the program makes of it.

Source: quality.md, Correctness figures (audit workbook: equal to 1e-9 on all cases).
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.audit.workbook import AuditSheets
from questionnaire.answers import Answer, AnswerSet, Mark, Role, Row, State
from questionnaire.catalogue import FieldType
from support.audited import (
    Spreadsheet,
    differing,
    park,
    program,
    sheets,
    without_values,
    written,
)
from support.sessions import PRODUCT

EDITION = PRODUCT.edition("", 2025)
FIELDS = tuple(
    code
    for code, item in PRODUCT.catalogue.fields.items()
    if code in EDITION.names and item.type in (FieldType.DECIMAL, FieldType.INTEGER)
)
CHOICES = tuple(
    code
    for code, item in PRODUCT.catalogue.fields.items()
    if code in EDITION.names and item.type is FieldType.CHOICE
)
GRADED = tuple(code for code, one in EDITION.indicators.items() if one.kind == "G")
REASON = "统计部门尚未发布数据"


@cache
def laid_out() -> AuditSheets:
    return sheets(park())


@cache
def workbook() -> bytes:
    return without_values(written(laid_out()))


def answers_to(code: str) -> st.SearchStrategy[Answer | None]:
    """An answer near the one of the example, at or beyond its limits, or none."""
    now = park().value(code)
    assert isinstance(now, Decimal) or now is None
    near = [Decimal(0), Decimal(1), *([now * 2, now / 2, now + 1, now * 10] if now else [])]
    if PRODUCT.catalogue.fields[code].type is FieldType.INTEGER:
        near = [number.to_integral_value() for number in near]
    return st.one_of(
        st.sampled_from([Answer(State.VALUE, number) for number in near]),
        st.sampled_from([None, Answer(State.NO_DATA, reason=REASON)]),
    )


@st.composite
def scalar_edits(draw: st.DrawFn) -> Mapping[str, Answer | None]:
    codes = draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=6, unique=True))
    edits = {code: draw(answers_to(code)) for code in codes}
    for code in draw(st.lists(st.sampled_from(CHOICES), max_size=2, unique=True)):
        choices = [choice.code for choice in PRODUCT.catalogue.fields[code].choices]
        edits[code] = Answer(State.VALUE, draw(st.sampled_from(choices)))
    return edits


@st.composite
def marks(draw: st.DrawFn) -> Mapping[str, Mapping[Role, Mark]]:
    codes = draw(st.lists(st.sampled_from(GRADED), max_size=4, unique=True))
    roles: list[Role] = ["self", "assessor_a", "assessor_b", "reconciled"]
    levels = st.integers(0, 4).map(Mark)
    return {code: draw(st.dictionaries(st.sampled_from(roles), levels)) for code in codes}


def edited(
    edits: Mapping[str, Answer | None], given_marks: Mapping[str, Mapping[Role, Mark]]
) -> AnswerSet:
    base = park()
    answers = {code: answer for code, answer in base.answers.items() if code not in edits}
    answers |= {code: answer for code, answer in edits.items() if answer is not None}
    return replace(base, answers=answers, marks={**base.marks, **given_marks})


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scalar_edits(), marks())
def test_answers_and_marks(
    edits: Mapping[str, Answer | None], given_marks: Mapping[str, Mapping[Role, Mark]]
) -> None:
    after = sheets(edited(edits, given_marks))
    spreadsheet = Spreadsheet(workbook(), laid_out())
    spreadsheet.retype(after)
    assert differing(spreadsheet.results(), program(after)) == []


AMOUNTS = st.sampled_from([None, *(Decimal(n) for n in ("0", "1", "12.5", "900", "40000"))])
FUELS = st.sampled_from(sorted(PRODUCT.references["fuels"]))
SECTORS = st.sampled_from(["industry_above", "industry_below", "transport", None])


@st.composite
def energy_rows(draw: st.DrawFn) -> Row:
    columns = {
        "carrier": draw(FUELS), "sector": draw(SECTORS), "consumption": draw(AMOUNTS),
        "transformation_input": draw(AMOUNTS), "recovered": draw(AMOUNTS),
        "non_energy": draw(AMOUNTS), "ncv_measured": draw(AMOUNTS), "carbon_ar": draw(AMOUNTS),
        "co2_factor": draw(AMOUNTS), "year": draw(st.sampled_from([None, Decimal(2025)])),
    }  # fmt: skip
    return {name: value for name, value in columns.items() if value is not None}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(energy_rows(), min_size=1, max_size=5))
def test_rows_of_energy(rows: list[Row]) -> None:
    """The whole inventory; scores wait for the program's checks of the rows, so they are set aside.

    What the rows of a table hold is checked by the program alone.
    """
    base = park()
    energy = {f"r{at}": row for at, row in enumerate(rows)}
    after = sheets(replace(base, tables={**base.tables, "energy_carriers": energy}))
    spreadsheet = Spreadsheet(workbook(), laid_out())
    spreadsheet.retype(after)
    found, wanted = spreadsheet.results(), program(after)
    inventory = [name for name in wanted if name.startswith(("inventory.", "enterprises."))]
    assert len(inventory) > 40
    assert differing({n: found[n] for n in inventory}, {n: wanted[n] for n in inventory}) == []


@pytest.mark.parametrize(
    "row, column, value, name, expected",
    [
        ("电网排放因子 CN-JS 2023", 4, 0.5, "inventory.scope2_power_co2", 1787500.0),
        ("天然气", 9, 20.0, "inventory.carrier_co2_gas", 214000.0),
    ],
)
def test_a_changed_factor_is_followed(
    row: str, column: int, value: float, name: str, expected: float
) -> None:
    """357 500 万kWh x 10 x 0.5; (9800 + 900) x 10^4 Nm3 x 20."""
    spreadsheet = Spreadsheet(workbook(), laid_out())
    spreadsheet.put_beside("审计-参数", row, column, value)
    assert spreadsheet.results()[name] == pytest.approx(expected, rel=1e-12)


def test_a_changed_goalpost_is_followed() -> None:
    """T4: floor 4.5, pass 11.7544 instead of 9, so that the value scores exactly 60."""
    spreadsheet = Spreadsheet(workbook(), laid_out())
    value = 335 / 28.5
    spreadsheet.put_beside("审计-规则", "T4", 9, value, found=2)
    assert spreadsheet.results()["T4.score"] == pytest.approx(60, rel=1e-12)


def test_a_changed_weight_is_followed() -> None:
    """T doubled: (28 x 77.0601 + 86 others) / 114, from the dimension scores of the example."""
    spreadsheet = Spreadsheet(workbook(), laid_out())
    before = spreadsheet.results()
    spreadsheet.put_beside("审计-规则", "T", 7, 28)
    weights = {"T": 28, "I": 22, "E": 24, "S": 16, "F": 9, "P": 15}
    scores = {code: before[f"{code}.score"] for code in weights}
    total = sum(weight * float(scores[code]) for code, weight in weights.items()) / 114
    assert spreadsheet.results()["total"] == pytest.approx(total, rel=1e-12)

"""The audit workbook, recalculated by a spreadsheet engine, gives the digits of the program.

Source: quality.md, Correctness figures; interface.md, Excel (audit workbook); rubric.md 16.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from exchange.audit.workbook import AuditSheets
from questionnaire.numbers import round_to
from support.audited import (
    Known,
    Spreadsheet,
    agree,
    differing,
    filled,
    park,
    program,
    sheets,
    shown,
    without_values,
    written,
)
from support.scored_park import example

EXPECTED = example()["expected"]
WORDS = {"rated": "已评级", "no rating": "不予评级", "final": "正式", "none": "未评"}


@pytest.fixture(scope="module")
def laid_out() -> AuditSheets:
    """The audit sheets of the worked example."""
    return sheets(park())


@pytest.fixture(scope="module")
def workbook(laid_out: AuditSheets) -> bytes:
    """The file, without the values beside its formulas."""
    return without_values(written(laid_out))


@pytest.fixture
def spreadsheet(workbook: bytes, laid_out: AuditSheets) -> Spreadsheet:
    """The same, open in the engine."""
    return Spreadsheet(workbook, laid_out)


def four(number: Known) -> str:
    """A number as the design prints it."""
    return str(round_to(Decimal(repr(number)), 4)) if isinstance(number, float) else number


def test_the_worked_example_comes_out_as_the_design_says(spreadsheet: Spreadsheet) -> None:
    found = spreadsheet.results()
    for name, value in EXPECTED["derived"].items():
        if name != "enterprises.top10_share":  # left out: the guide of the workbook says so
            assert four(found[name]) == value, name
    for code, one in EXPECTED["indicators"].items():
        for part, named in (
            ("value", "value"), ("score", "score"), ("effective", "weight_effective"),
            ("points", "points"),
        ):  # fmt: skip
            assert four(found[f"{code}.{part}"]) == (one[named] or ""), (code, part)
    for code, value in EXPECTED["dimensions"].items():
        assert four(found[f"{code}.score"]) == value
    for name in ("total", "total_missing_left_out", "total_geometric", "data_coverage"):
        assert four(found[name]) == EXPECTED[name]
    assert found["total_printed"] == float(EXPECTED["total_printed"])
    assert (found["grade"], found["class_used"]) == (EXPECTED["grade"], EXPECTED["class_used"])
    code = EXPECTED["code"]
    assert [four(found[f"code.{name}"]) for name in "KLN"] == [code[name] for name in "KLN"]
    assert (found["code.K_grade"], found["code.status"]) == (3.0, "正式")


def by_fields(variant: Mapping[str, Any]) -> bool:
    return "fields" in variant["changes"]


@pytest.mark.parametrize(
    "variant", [*filter(by_fields, example()["variants"])], ids=lambda item: str(item["name"])
)
def test_a_variant_follows_from_typing_its_changes(
    spreadsheet: Spreadsheet, variant: Mapping[str, Any]
) -> None:
    words = {"yes": "是", "missed": "未完成"}
    for code, value in variant["changes"]["fields"].items():
        spreadsheet.type(code, words[value] if value in words else float(value))
    found, expected = spreadsheet.results(), variant["expected"]
    assert four(found["total"]) == expected["total"]
    assert found["total_printed"] == float(expected["total_printed"])
    assert found["grade_before_caps"] == expected["grade_before_caps"]
    assert (found["cap"], found["grade"]) == (expected["cap"] or "", expected["grade"] or "")
    assert found["rating_status"] == WORDS[expected["rating_status"]]
    assert four(found["code.K"]) == expected["code"]["K"]
    assert found["code.status"] == WORDS[expected["code"]["status"]]


def test_marks_that_are_taken_away_leave_the_self_assessment(spreadsheet: Spreadsheet) -> None:
    variant = next(item for item in example()["variants"] if "marks" in item["changes"])
    spreadsheet.retype(sheets(filled(park(), variant["changes"])))
    found, expected = spreadsheet.results(), variant["expected"]
    assert four(found["total"]) == expected["total"]
    assert found["grade"] == expected["grade"]
    assert found["provisional.self-assessment only"] == "自评"


def test_every_stored_value_is_what_the_engine_computes(
    spreadsheet: Spreadsheet, laid_out: AuditSheets
) -> None:
    spreadsheet.results()
    cells = [
        (sheet, row, column, value, _plain(spreadsheet.engine.get_value(sheet, row, column)))
        for sheet, row, column, value in shown(laid_out)
    ]
    assert len(cells) > 4000
    assert [cell for cell in cells if not agree(cell[3], cell[4])] == []


def _plain(value: object) -> Known:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    return value if isinstance(value, float) else str(value)


NO_DATA = {"status": "no_data", "reason": "统计部门尚未发布数据"}
NOT_APPLICABLE = {"status": "na", "reason": "园区无氢能需求，也无大型排放源"}


def rows(table: str) -> list[dict[str, object]]:
    return [{name: str(cell) for name, cell in row.items()} for row in park().rows(table).values()]


ENERGY, BALANCE = rows("energy_carriers"), rows("power_heat_balance")


def coal(amount: str, sector: str = "industry_above", **more: str) -> dict[str, object]:
    return {
        "year": "2025", "sector": sector, "carrier": "raw_coal", "consumption": amount,
        "quality": "B", **more,
    }  # fmt: skip


PLANT_NAME = "甲*电厂"
"""With a sign that some functions of spreadsheets take for any letters."""
PLANT = {
    "year": "2025", "plant_name": PLANT_NAME, "plant_type": "coal_chp", "fuel_main": "raw_coal",
    "fuel_input": "50000", "power_out": "60000", "heat_out": "400", "allocation": "efficiency",
}  # fmt: skip
FLOWS = [
    {"year": "2025", "flow": "power_sold", "quantity": "9000", "plant_name": PLANT_NAME},
    {"year": "2025", "flow": "heat_sold", "quantity": "150000", "plant_name": PLANT_NAME},
    {"year": "2025", "flow": "heat_sold", "quantity": "1500", "resold": "yes"},
    {"year": "2025", "flow": "heat_bought", "mass": "10000", "enthalpy": "2768.9"},
    {"year": "2025", "flow": "heat_bought", "mass": "10000", "temperature": "70"},
    {"year": "2025", "flow": "heat_bought", "mass": "10000"},
    {"year": "2025", "flow": "direct_green", "quantity": "700"},
    {"year": "2025", "flow": "power_loss", "quantity": "10"},
    {"year": "2025", "flow": "heat_loss", "quantity": "900"},
]
PROCESSES = [
    {"year": "2025", "process": "cement_clinker", "activity": "100000", "delta_cao": "0.65",
     "delta_mgo": "0.015"},
    {"year": "2025", "process": "msw_incineration", "activity": "10000", "wet_basis": "yes"},
    {"year": "2025", "process": "msw_incineration", "activity": "10000"},
    {"year": "2025", "process": "lime", "activity": "1000", "factor": "0.7"},
]  # fmt: skip
OVERRIDE = {"class_override_reason": "经专家组论证按行业类园区评价"}

CASES: Mapping[str, Mapping[str, Any]] = {
    "as it is": {},
    "class IC by hand": {"fields": {"class_override": "IC", **OVERRIDE}},
    "class IE by output": {"fields": {"energy_intensive_output": "400"}},
    "class CC by coal": {"tables": {"energy_carriers": [*ENERGY, coal("900000")]}},
    "class IC with a plant that sells": {
        "fields": {"energy_intensive_output": "400"},
        "tables": {
            "energy_carriers": [
                *ENERGY,
                coal(
                    "900000", transformation_input="500000", owner=PLANT_NAME, ncv_measured="21.5"
                ),
            ],
            "chp_plants": [*rows("chp_plants"), PLANT],
            "power_heat_balance": [*BALANCE, *FLOWS],
        },
    },
    "an override without reason": {
        "fields": {"class_override": "IC", "class_override_reason": "短"}
    },
    "measured carbon": {
        "tables": {
            "energy_carriers": [
                *ENERGY,
                coal("9000", carbon_content="26.1", oxidation="0.93"),
                coal("9000", "industry_below", carbon_ar="0.55", co2_factor="2"),
                coal("9000", "transport", co2_factor="2", tce_factor="0.7", non_energy="100"),
            ]
        }
    },
    "no class": {"fields": {"industrial_output": "", "carbon_target_result": "missed"}},
    "a blank consumption": {
        "tables": {
            "energy_carriers": [
                {name: cell for name, cell in ENERGY[0].items() if name != "consumption"},
                *ENERGY[1:],
            ]
        }
    },
    "a cell out of its range": {
        "tables": {"sinks": [{"year": "2025", "sink": "forest_gd", "amount": "-5",
                              "accepted": "no"}]}
    },
    "no energy rows": {"tables": {"energy_carriers": []}},
    "no energy, declared": {
        "tables": {"energy_carriers": []}, "status": {"energy_carriers": NOT_APPLICABLE}
    },
    "no balance": {"tables": {"power_heat_balance": []}},
    "no enterprises": {"tables": {"enterprises": []}},
    "few enterprises": {"tables": {"enterprises": rows("enterprises")[:2]}},
    "no processes": {"tables": {"process_activities": []}},
    "processes of many kinds": {"tables": {"process_activities": PROCESSES}},
    "no sinks": {"tables": {"sinks": []}},
    "sinks without data": {"tables": {"sinks": []}, "status": {"sinks": NO_DATA}},
    "a field not filled in": {"fields": {"gdp": ""}},
    "a field without data": {"status": {"gdp": NO_DATA}},
    "a field declared not applicable": {"status": {"gdp": NOT_APPLICABLE}},
    "a field that fails its check": {"fields": {"green_firms": "500"}},
    "a field out of its range": {"fields": {"gdp": "-5"}},
    "S5 declared": {
        "marks": {"S5": {}}, "status": {"S5": NOT_APPLICABLE},
        "fields": {"covered_units": "0", "compliant_units": "0"},
    },
    "S5 refused": {"marks": {"S5": {}}, "status": {"S5": NOT_APPLICABLE}},
    "marks of all kinds": {
        "marks": {
            "T1": {"self": 4}, "T2": {"assessor_a": 1, "assessor_b": 3},
            "T6": {"assessor_a": 1, "assessor_b": 3, "reconciled": 4},
            "I7": {"assessor_b": 2}, "P1": {}, "P4": {"assessor_a": 3, "assessor_b": 3},
        }
    },
    "no staff: G5": {"fields": {"fulltime_staff": "1"}},
    "no body stated": {"fields": {"managing_body": ""}},
    "false data": {"fields": {"false_data_found": "yes"}},
    "peak passed": {"fields": {"peak_year": "2019"}},
    "no renewables": {"fields": {"renewable_capacity": "0", "storage_power": "0"}},
    "no roofs": {"fields": {"roof_suitable_area": "0", "roof_pv_area": "0"}},
    "coal given up": {"fields": {"coal_base": "5"}},
    "coal introduced": {
        "fields": {"coal_base": "0"},
        "tables": {"energy_carriers": [*ENERGY, coal("9", "industry_below")]},
    },
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_typing_other_answers_gives_the_results_of_the_program(
    spreadsheet: Spreadsheet, name: str
) -> None:
    after = sheets(filled(park(), CASES[name]))
    spreadsheet.retype(after)
    assert differing(spreadsheet.results(), program(after)) == []

"""Checks worded with labels, in both languages."""

import pytest

from questionnaire.check_wording import Wording
from questionnaire.formula import parse_formula
from questionnaire.messages import LocalText
from support.catalogue_files import shipped_catalogue
from support.checked_park import park, scope_of, with_values

CATALOGUE = shipped_catalogue()
WORDING = Wording(CATALOGUE)


@pytest.mark.parametrize(
    "text, field, zh, en",
    [
        (
            "x <= area_approved or boundary_type == \"committee\"",
            "area_built",
            "已建成面积 ≤ 批准规划面积 或 核算边界类型 = “管委会管辖范围”",
            "Built-up area ≤ Approved area or Boundary type = “{committee}”",
        ),
        (
            "x <= plant_energy_in * 3 - (1 - x)",
            "plant_energy_out",
            "能源站（热电厂）产出能源 ≤ 能源站（热电厂）投入能源 × 3 − "
            "(1 − 能源站（热电厂）产出能源)",
            "Energy output of plants ≤ Energy input of plants × 3 − (1 − Energy output of plants)",
        ),
        (
            "not (x == \"met\" and change(gdp) > -1)",
            "energy_target_result",
            "不满足：(能耗目标完成情况 = “完成” 且 地区生产总值（GDP）较上年变动幅度（%） > −1)",
            "not: (Energy target result = “{met}” and size of the change of Gross domestic "
            "product on the year before (%) > −1)",
        ),
    ],
)  # fmt: skip
def test_words_of_a_rule(text: str, field: str, zh: str, en: str) -> None:
    place = CATALOGUE.fields[field]
    labels = {
        choice.code: choice.label.en
        for code in (field, "boundary_type")
        for choice in CATALOGUE.fields[code].choices
    }
    rule = WORDING.rule((parse_formula(text),), place)
    assert rule.zh == zh
    for code, label in labels.items():
        en = en.replace(f"{{{code}}}", label)
    assert rule.en == en


def test_words_of_functions_over_rows() -> None:
    rule = WORDING.rule((parse_formula('count(enterprises, ets_unit == "yes") <= 3'),), None)
    table, column = CATALOGUE.fields["enterprises"], CATALOGUE.tables["enterprises"]
    assert rule.zh.startswith(f"行数（{table.label.zh}, {column.columns['ets_unit'].label.zh} = ")


def test_values_that_were_read_are_listed_once_with_units() -> None:
    formula = parse_formula("gdp > inventory.total_tce and gdp > gdp_constant and x > 1")
    scope = scope_of(with_values(park(), gdp_constant=None))
    readings = WORDING.readings((formula,), scope.for_field("gdp"), CATALOGUE.fields["gdp"])
    label = CATALOGUE.fields["gdp"].label
    total = CATALOGUE.derived["inventory.total_tce"].label
    assert readings.zh == (
        f"{label.zh} 680 亿元; {total.zh} 675848.72 tce; "
        f"{CATALOGUE.fields['gdp_constant'].label.zh} 未填"
    )


def test_only_failed_parts_are_kept() -> None:
    formula = parse_formula("gdp > 1 and gdp > 700 and gdp > 900 and base_co2 > 0")
    parts = WORDING.failed_parts(formula, scope_of(park()), failed=False)
    assert [part.text for part in parts] == ["gdp > 700", "gdp > 900"]
    assert WORDING.failed_parts(parts[0], scope_of(park()), failed=False) == (parts[0],)


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_blank_text_is_said_to_be_blank(blank: str) -> None:
    """It is not quoted as “”."""
    scope = scope_of(with_values(park(), park_code=blank)).for_field("park_code")
    field = CATALOGUE.fields["park_code"]
    readings = WORDING.readings((parse_formula("len(x) > 2"),), scope, field)
    assert readings == LocalText(f"{field.label.zh} 未填", f"{field.label.en} blank")

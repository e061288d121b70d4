"""The carbon code of a park (rubric.md 7)."""

import datetime
from decimal import Decimal

import pytest

from questionnaire.answers import AnswerSet, Row
from questionnaire.numbers import exact, round_to
from support.checked_park import park, with_rows, with_values
from support.scored_park import basis, card, in_year, means


def test_without_means_the_code_is_simplified_and_at_most_provisional() -> None:
    code = card(industry_means={}).code
    assert (code.method, code.status) == ("simplified", "provisional")
    assert code.value_added_covered == 0
    with exact():
        expected = Decimal("2549560.31") / 10000 / 680 / Decimal("0.59")
    assert code.k == expected
    assert code.mean == Decimal("0.59")
    assert any("simplified" in str(note) for note in card(industry_means={}).notes)


@pytest.mark.parametrize(
    "value_added, method", [("268", "industry mix"), ("267.999", "simplified")]
)
def test_industries_must_cover_eighty_percent(value_added: str, method: str) -> None:
    row: Row = {"year": Decimal(2025), "industry": "39", "value_added": Decimal(value_added)}
    assert card(with_rows(park(), "industries", {"r": row})).code.method == method


def test_rows_of_other_years_and_blank_value_added_do_not_count() -> None:
    rows: dict[str, Row] = {
        "a": {"year": Decimal(2024), "industry": "39", "value_added": Decimal(335)},
        "b": {"year": Decimal(2025), "industry": "39"},
        "c": {"year": Decimal(2025), "industry": "14", "value_added": Decimal(335)},
    }
    assert card(with_rows(park(), "industries", rows)).code.value_added_covered == 0


def test_the_means_used_are_named_once_each() -> None:
    code = card().code
    assert [one.industry for one in code.benchmarks] == ["39", "27", "35", "26", "38"]
    assert code.mean is not None
    assert round_to(code.mean, 10) == round_to(Decimal("242.8") / 327, 10)


def test_neutrality_needs_a_positive_denominator() -> None:
    none = with_values(park(), power_self_renewable=Decimal(0))
    assert card(none, on=basis(inventory__net_co2="0")).code.n is None
    assert card(with_values(park(), power_self_renewable=None)).code.n is None


def test_neutrality_is_not_capped() -> None:
    n = card(on=basis(inventory__net_co2="100")).code.n
    assert n is not None
    assert n > 100


def test_the_code_is_valid_for_two_more_years() -> None:
    assert card().code.valid_until == datetime.date(2027, 12, 31)


def test_no_value_added_no_level_and_no_code() -> None:
    answers: AnswerSet = with_values(park(), industrial_value_added=None, gdp=None)
    code = card(answers).code
    assert (code.l, code.l_band, code.k, code.status) == (None, None, None, "none")


def test_means_of_the_edition_come_before_those_of_the_user() -> None:
    assert card(industry_means=means(i39="1", i27="1", i35="1", i26="1", i38="1")).code.mean == 1


def test_an_earlier_year_is_retrospective() -> None:
    rows = {k: {**r, "year": Decimal(2024)} for k, r in park().rows("industries").items()}
    earlier = card(in_year(with_rows(park(), "industries", rows), 2024))
    assert earlier.retrospective
    assert not card().retrospective
    assert earlier.total == card().total

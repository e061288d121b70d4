"""Settings of an inventory: those of page 7, or the fixed ones of scores (rubric.md 8)."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from accounting.inventory import GridPolicy, InventorySettings
from questionnaire.answers import AnswerSet

_POLICIES = ("year_matched", "constant", "own_series")


def settings_of(answers: AnswerSet) -> InventorySettings:
    """Settings of page 7; a field that is blank takes its default.

    Units: `grid_factor_value` tCO2/MWh, `electricity_equivalent` kgce/kWh.
    Source: fields.csv, page 7; carbon-accounting.md 4, 6.

    >>> settings_of(AnswerSet(2025)) == InventorySettings()
    True
    """
    default = InventorySettings()
    policy = _text(answers, "grid_factor_policy", default.grid_policy)
    year = _text(answers, "grid_factor_year", "")
    return InventorySettings(
        factor_set=_text(answers, "factor_set", default.factor_set),
        grid_region=_text(answers, "grid_factor_region", default.grid_region),
        grid_policy=cast(GridPolicy, policy) if policy in _POLICIES else default.grid_policy,
        grid_year=int(year) if year.isdecimal() else None,
        grid_value=_number(answers, "grid_factor_value"),
        grid_source=_text(answers, "grid_factor_source", ""),
        gwp_set=_text(answers, "gwp_set", default.gwp_set),
        electricity_equivalent=_number(answers, "electricity_equivalent"),
    )


def scoring_settings() -> InventorySettings:
    """Fixed settings of scores, code and checks: set DEFAULT, Jiangsu average (rubric.md 8).

    >>> scoring_settings().scoring
    True
    """
    return InventorySettings(scoring=True)


def _text(answers: AnswerSet, code: str, default: str) -> str:
    value = answers.value(code)
    return str(value) if value not in (None, "") else default


def _number(answers: AnswerSet, code: str) -> Decimal | None:
    value = answers.value(code)
    return value if isinstance(value, Decimal) else None

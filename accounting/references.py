"""The data years of the grid table as a choice list of the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from questionnaire.catalogue import Reference
from questionnaire.messages import LocalText


def grid_years(
    values: Mapping[int, Sequence[tuple[LocalText, Decimal]]],
) -> dict[str, Reference]:
    """Choices of `grid_factor_year`: each year with the regions that have a value, tCO2/MWh.

    Source: fields.csv, grid_factor_year (years with a value).

    >>> one = {2023: [(LocalText("江苏", "Jiangsu"), Decimal("0.5827"))]}
    >>> grid_years(one)["2023"].label.en
    '2023 (Jiangsu 0.5827)'
    """
    return {
        str(year): Reference(
            str(year),
            LocalText(
                f"{year}（{'，'.join(f'{region.zh}{value}' for region, value in rows)}）",
                f"{year} ({', '.join(f'{region.en} {value}' for region, value in rows)})",
            ),
            "tCO2/MWh",
        )
        for year, rows in sorted(values.items())
    }

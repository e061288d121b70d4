"""Units of cells that depend on what their row has chosen.

Source: field tables of the catalogue; `catalogue.Question.unit` states the form.
"""

from __future__ import annotations

import re

from questionnaire.answers import Row
from questionnaire.catalogue import Column, References, Table

CHOSEN_UNIT = re.compile(r"([a-z][a-z0-9_]*):(unit|ncv_unit|factor_unit)")
"""A part of a unit that stands for another one: source and attribute."""


def row_unit(table: Table, column: Column, row: Row, references: References) -> str:
    """The unit of a cell as it is printed.

    Args:
        table: the table of the column.
        column: the column.
        row: cells of the row; a part of the unit whose choice is blank or unknown is left out.
        references: lists of choices with their units.

    >>> from questionnaire.catalogue import FieldType, Reference
    >>> from questionnaire.messages import LocalText
    >>> fuel = Column("fuel", LocalText("品种"), FieldType.CHOICE, choice_source="fuels")
    >>> factor = Column("factor", LocalText("因子"), FieldType.DECIMAL, "tce/fuels:unit")
    >>> table = Table("t", {"fuel": fuel, "factor": factor}, ("fuel",), has_year=False)
    >>> fuels = {"fuels": {"raw_coal": Reference("raw_coal", LocalText("原煤"), "t")}}
    >>> row_unit(table, factor, {"fuel": "raw_coal"}, fuels)
    'tce/t'
    """
    return _worded(column.unit, table, row, references)


def _worded(unit: str, table: Table, row: Row, references: References) -> str:
    def chosen(match: re.Match[str]) -> str:
        source, attribute = match.groups()
        found = _chosen_unit(source, attribute, table, row, references)
        # A choice may pass on the unit of another column; the catalogue holds no circles.
        return _worded(found, table, row, references)

    return CHOSEN_UNIT.sub(chosen, unit)


def _chosen_unit(
    source: str, attribute: str, table: Table, row: Row, references: References
) -> str:
    own = table.columns.get(source)
    if own is not None:
        return next(
            (
                choice.attributes.get(attribute, "")
                for choice in own.choices
                if choice.code == row.get(source)
            ),
            "",
        )
    for name, column in table.columns.items():
        item = references.get(source, {}).get(str(row.get(name, "")))
        if column.choice_source == source and item is not None:
            return item.unit if attribute == "unit" else str(item.attributes.get(attribute, ""))
    return ""

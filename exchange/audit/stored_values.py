"""Puts the values of formulas beside them, where openpyxl leaves them out.

Source: ECMA-376 Part 1, 18.3.1.4 (cell: `f` the formula, `v` its value, `t` the type of it).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from xml.sax.saxutils import escape

from exchange.audit.recalculation import Result
from exchange.cells import column_of

ValueAt = Callable[[int, int], Result]
"""The value of a cell by column and row."""

_FORMULA_CELL = re.compile(
    r'<c r="([A-Z]+)([0-9]+)"((?: s="[0-9]+")?)><f>([^<]*)</f><v ?(?:/>|></v>)</c>'
)


def with_stored_values(workbook: bytes, values: Mapping[str, ValueAt]) -> bytes:
    """The same workbook with a value beside each formula of some sheets.

    Args:
        workbook: an .xlsx file as openpyxl writes it.
        values: part of the file (`xl/worksheets/sheet3.xml`) -> values of its cells.
    """
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            data = source.read(item)
            if item.filename in values:
                data = _filled(data.decode("utf-8"), values[item.filename]).encode("utf-8")
            target.writestr(item, data)
    return written.getvalue()


def _filled(sheet: str, value_at: ValueAt) -> str:
    def fill(cell: re.Match[str]) -> str:
        letters, row, style, formula = cell.groups()
        kind, text = _stored(value_at(column_of(letters), int(row)))
        return f'<c r="{letters}{row}"{style}{kind}><f>{formula}</f><v>{text}</v></c>'

    return _FORMULA_CELL.sub(fill, sheet)


def _stored(value: Result) -> tuple[str, str]:
    """The type attribute and the text of a value.

    >>> _stored(Decimal("0.1")), _stored("a < b"), _stored(True)
    (('', '0.1'), (' t="str"', 'a &lt; b'), (' t="b"', '1'))
    """
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    if isinstance(value, Decimal):
        return "", repr(float(value))
    return ' t="str"', escape(value or "")

"""The guide on the first sheet of a workbook of answers.

Source: interface.md, Excel.
"""

from __future__ import annotations

from exchange.cells import CLEAR
from questionnaire.messages import Text, msg


def guide(catalogue: str) -> tuple[Text, ...]:
    """The lines of the guide; an empty one is a gap.

    Args:
        catalogue: id of the catalogue that the workbook was made from.
    """
    return (
        msg(
            "Questions of {catalogue}. Read the filled-in workbook with “Import Excel…” or "
            "`greenpark import`.",
            catalogue=catalogue,
        ),
        "",
        msg(
            "· Only the white cells with a frame can be typed into; the others are locked, without "
            "a password."
        ),
        msg(
            "· * marks what is required. Yellow: not filled in yet; red: does not fit. Rest the "
            "pointer on a name to read how to fill it in."
        ),
        msg(
            "· Where there is no value, choose “Not applicable” or “No data yet” under State and "
            "write the reason beside it, at least 10 characters."
        ),
        msg(
            "· A blank cell never erases anything. To erase a value type {word} into its cell; to "
            "delete a row type {word} into the first cell of the row.",
            word=CLEAR,
        ),
        msg(
            "· Write new rows below the last one. Rows that the file has and the sheet lacks are "
            "kept."
        ),
        msg(
            "· Formulas may be used: the value that was stored counts. Columns may be moved and "
            "sheets renamed; leave the hidden first row and column as they are."
        ),
        msg(
            "· Shares in % are written like 85.5. Mind the unit of each amount; do not type 万 or "
            "亿 into a cell."
        ),
        msg("· Save as .xlsx in WPS or Excel; .xls, .et and files with a password cannot be read."),
    )

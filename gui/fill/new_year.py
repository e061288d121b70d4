"""Beginning the next year of a park file.

Source: interface.md, 填报 (new year); submissions.md, Files.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.context import Context
from gui.dialogs import Choice
from gui.fill.park_view_model import ParkViewModel
from questionnaire.messages import msg


def begin_year(window: QWidget, park: ParkViewModel, context: Context) -> bool:
    """Ask, then make the year after the newest one; whether it is there."""
    year = max(park.years) + 1
    answer = context.dialogs.ask(
        window,
        msg("Begin the year {year}?", year=year),
        msg(
            "Park, plan and enterprises are taken over; what is asked anew each year is left "
            "blank, with last year's values beside it."
        ),
        [Choice("begin", msg("Begin {year}", year=year), is_default=True)],
    )
    return answer == "begin" and park.add_year(year).changed

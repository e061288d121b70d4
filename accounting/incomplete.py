"""What makes an inventory incomplete, in words (carbon-accounting.md 16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from questionnaire.catalogue import Catalogue
from questionnaire.messages import LocalText, Text, msg


def worded_places(places: Iterable[str], catalogue: Catalogue) -> tuple[Text, ...]:
    """Labels of tables and settings that are unknown, of a table with the number of its rows.

    Args:
        places: `Inventory.incomplete`: `TABLE`, `TABLE[ROW_ID]` or the code of a setting.
        catalogue: gives the labels.
    """
    named = [place.partition("[") for place in places]
    rows = Counter(code for code, bracket, _ in named if bracket)
    return tuple(
        msg("{table} ({n} {n|row|rows})", table=_label(code, catalogue), n=rows[code])
        if rows[code]
        else _label(code, catalogue)
        for code in dict.fromkeys(code for code, _, _ in named)
    )


def _label(code: str, catalogue: Catalogue) -> LocalText:
    field = catalogue.fields.get(code)
    return LocalText(code, code) if field is None else field.label

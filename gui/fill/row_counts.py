"""How many rows a table has, in words."""

from __future__ import annotations

from questionnaire.messages import Text, msg


def rows_text(count: int) -> Text:
    """A number of rows as heads and lists print it.

    >>> str(rows_text(1)), str(rows_text(50000))
    ('1 row', '50,000 rows')
    """
    return msg("{n} {n|row|rows}", n=f"{count:,}")

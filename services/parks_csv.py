"""The parks table as a CSV file.

Source: interface.md, 汇总 (Export) and Excel (text that a spreadsheet would run).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

from exchange.csv_tables import guarded
from questionnaire.messages import Language, Text, msg
from questionnaire.numbers import round_to
from scoring.scorecard import Scorecard
from services.rank_intervals import RankInterval
from services.rankings import Ranked
from services.total_trends import Trend
from services.translation import word

_HEADS: tuple[Text, ...] = (
    msg("Rank"), msg("Rank from"), msg("Rank to"), msg("Park code"), msg("Park"), msg("Year"),
    msg("Class"), msg("Total"), msg("Grade"), msg("Rating status"), msg("Code status"),
    msg("Code grade"), msg("Code colour"), "K", "L", "N", msg("Coverage, %"),
    msg("Rubric edition"), msg("Weight set"), msg("Factor set"),
)  # fmt: skip


def parks_csv(
    parks: Sequence[Ranked],
    language: Language,
    intervals: Mapping[str, RankInterval],
    trends: Mapping[str, Trend],
) -> bytes:
    """The parks in their order: UTF-8 with a byte order mark, so that spreadsheets read Chinese.

    Numbers have no separators and a point; totals and dimensions one decimal, K and L four, N two.
    The totals of the last years stand at the end, the oldest first.
    States and colours are the words of `rank --json`. A missing value is an empty cell.

    Args:
        parks: in the order of the file.
        language: of the heads.
        intervals: of their ranks, by park code.
        trends: their totals over the last years, by park code.
    """
    dimensions = next(
        (item.scorecard.dimensions for item in parks if item.scorecard.dimensions), {}
    )
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\r\n")
    labels = [word(item.label, language) for item in dimensions.values()]
    years = sorted({one.year for trend in trends.values() for one in trend})
    totals = [word(msg("Total {year}", year=year), language) for year in years]
    lines.writerow([*(word(head, language) for head in _HEADS), *labels, *totals])
    for item in parks:
        card = item.scorecard
        scores = [
            _number(card.dimensions[code].score, 1) if code in card.dimensions else ""
            for code in dimensions
        ]
        known = {one.year: one.total for one in trends.get(card.park_code, ())}
        before = [_number(known.get(year), 1) for year in years]
        interval = intervals.get(card.park_code)
        lines.writerow([*_cells(item, card, interval), *scores, *before])
    return text.getvalue().encode("utf-8-sig")


def _cells(item: Ranked, card: Scorecard, interval: RankInterval | None) -> tuple[str, ...]:
    code = card.code
    return (
        "" if item.rank is None else str(item.rank),
        "" if interval is None else str(interval.first),
        "" if interval is None else str(interval.last),
        guarded(card.park_code),
        guarded(card.park_name),
        str(card.year),
        card.class_used or "",
        _number(card.total_printed, 1),
        card.grade or "",
        item.status,
        code.status,
        "" if code.k_grade is None else str(code.k_grade),
        code.colour,
        _number(code.k, 4),
        _number(code.l, 4),
        _number(code.n, 2),
        _number(card.data_coverage, 1),
        card.edition_id,
        card.weight_set,
        card.factor_set,
    )


def _number(value: Decimal | None, places: int) -> str:
    return "" if value is None else f"{round_to(value, places):f}"

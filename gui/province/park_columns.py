"""The columns of the parks of a year, and which of them are seen.

Source: mockups/province-parks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from questionnaire.messages import LocalText, Text, msg
from services.robustness import RUNS, SEED


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column.

    Attributes:
        key: `rank`, `code`, ... or the letter of a dimension.
        head: what stands in its head.
        is_number: whether it stands at the right.
        unit: second line of the head.
        tip: paragraphs that explain the column.
        is_usual: whether it is seen until the user chooses.
        is_kept: whether it is always seen.
    """

    key: str
    head: Text
    is_number: bool = False
    unit: str = ""
    tip: tuple[Text, ...] = ()
    is_usual: bool = True
    is_kept: bool = False


_INTERVAL_TIP: tuple[Text, ...] = (
    msg(
        "Ranks between which the park stands in 90 % of {runs} runs (seed {seed}), among the rated "
        "parks of the table.",
        runs=RUNS,
        seed=SEED,
    ),
    msg(
        "For all parks alike vary weights, aggregation, gaps, benchmarks and, where all parks are "
        "of one class and at least 10, the normalisation; for each park vary its levels and inputs."
    ),
    msg("Method: OECD/JRC Handbook on composite indicators; the ranges are design values."),
)
_TREND_TIP: tuple[Text, ...] = (
    msg("Totals of the year and the three before it, all parks on one scale."),
    msg("A year without a confirmed rating is a gap. Sorted by the change to the year before."),
)

COLUMNS: tuple[ColumnSpec, ...] = (
    ColumnSpec("rank", msg("Rank"), is_number=True, is_kept=True),
    ColumnSpec("interval", LocalText("区间", "Range"), is_number=True, tip=_INTERVAL_TIP),
    ColumnSpec("park", msg("Park"), is_kept=True),
    ColumnSpec("code", msg("Park code"), is_usual=False),
    ColumnSpec("class", msg("Class")),
    ColumnSpec("total", msg("Total"), is_number=True),
    ColumnSpec("grade", msg("Grade")),
    ColumnSpec("carbon", msg("Carbon code")),
    ColumnSpec("k", LocalText("K"), is_number=True),
    ColumnSpec("T", LocalText("顶层", "Design"), is_number=True),
    ColumnSpec("I", LocalText("产业", "Industry"), is_number=True),
    ColumnSpec("E", LocalText("能源", "Energy"), is_number=True),
    ColumnSpec("S", LocalText("科技", "Science"), is_number=True),
    ColumnSpec("F", LocalText("金融", "Finance"), is_number=True),
    ColumnSpec("P", LocalText("政策", "Policy"), is_number=True),
    ColumnSpec("coverage", msg("Coverage"), is_number=True, unit="%"),
    ColumnSpec("trend", LocalText("近四年", "Trend"), tip=_TREND_TIP),
    ColumnSpec("status", msg("Status"), is_usual=False),
)
KEYS = tuple(spec.key for spec in COLUMNS)
USUAL = frozenset(spec.key for spec in COLUMNS if spec.is_usual)
KEPT = frozenset(spec.key for spec in COLUMNS if spec.is_kept)


def seen_columns(chosen: Iterable[str] | None) -> frozenset[str]:
    """The columns that are seen; what is not known any more is passed over.

    >>> seen_columns(["code", "colour"]) == {"rank", "park", "code"}
    True
    >>> seen_columns(None) == USUAL
    True
    """
    return USUAL if chosen is None else KEPT | (frozenset(chosen) & frozenset(KEYS))

"""What the drawing of intensity against industrial structure shows: axes, limits, points, words.

Source: mockups/province-parks; visual.md, Charts.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from questionnaire.messages import LocalText, Text, msg
from services.number_words import number
from services.park_clusters import MEAN_K, Clusters

_MOST_STEPS = 5
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_LEAST_K = Decimal(2)
_LOW_SHARE, _HIGH_SHARE = LocalText("低占比", "low share"), LocalText("高占比", "high share")
_LOW_K, _HIGH_K = LocalText("低强度", "low K"), LocalText("高强度", "high K")
QUADRANTS: tuple[tuple[LocalText, LocalText], ...] = (
    (_LOW_SHARE, _HIGH_K),
    (_HIGH_SHARE, _HIGH_K),
    (_LOW_SHARE, _LOW_K),
    (_HIGH_SHARE, _LOW_K),
)
"""Upper left, upper right, lower left, lower right."""


@dataclass(frozen=True, slots=True)
class Axis:
    """From 0 to `top`, with the words of its ticks."""

    top: float
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class PointView:
    """A park; `words` name it with its values."""

    code: str
    name: str
    x: float
    y: float
    words: Text


@dataclass(frozen=True, slots=True)
class ClusterView:
    """The drawing.

    Attributes:
        points: from left to right.
        limit_x: where the class changes; None without a park.
        limit_y: K of the mean of the industries.
        note: parks that cannot be placed; empty for none.
    """

    points: tuple[PointView, ...]
    across: Axis
    upward: Axis
    limit_x: float | None
    limit_y: float
    note: Text


def axis_to(least: Decimal) -> Axis:
    """An axis in round steps that holds a value above 0.

    >>> axis_to(Decimal("31.4")).ticks
    ((0.0, '0'), (10.0, '10'), (20.0, '20'), (30.0, '30'), (40.0, '40'))
    >>> axis_to(Decimal("2.2")).ticks[-1]
    (2.5, '2.5')
    """
    tenth = Decimal(10) ** (least / _MOST_STEPS).adjusted()
    step = next(size * tenth for size in _STEPS if size * tenth * _MOST_STEPS >= least)
    count = int((least / step).to_integral_value(ROUND_CEILING))
    places = max(-int(step.normalize().as_tuple().exponent), 0)
    ticks = (step * place for place in range(count + 1))
    return Axis(float(step * count), tuple((float(tick), number(tick, places)) for tick in ticks))


def cluster_view(found: Clusters) -> ClusterView:
    """Axes that hold every point and have both limits inside."""
    limit = found.share_limit
    most_share = max((point.share for point in found.points), default=Decimal(0))
    most_k = max((point.k for point in found.points), default=Decimal(0))
    return ClusterView(
        points=tuple(
            PointView(
                point.code, point.name, float(point.share), float(point.k),
                msg("{park}: K {k}, energy-intensive {share} %", park=point.name,
                    k=number(point.k, 3), share=number(point.share, 1)),
            )
            for point in found.points
        ),
        across=axis_to(max(most_share, 2 * (limit or Decimal(10)))),
        upward=axis_to(max(most_k, _LEAST_K)),
        limit_x=None if limit is None else float(limit),
        limit_y=float(MEAN_K),
        note=msg("Without K or share, not drawn: {n}", n=found.left_out) if found.left_out else "",
    )  # fmt: skip

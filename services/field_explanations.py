"""What a field does to the score: the indicators that read it, with formula, bounds and points.

Source: rubric.md 10; interface.md, 填报 (live panel).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.check_wording import Wording
from questionnaire.messages import LocalText, Message, msg
from reports.printed_numbers import DASH, number_text, score_text
from scoring.edition import Indicator
from scoring.scorecard import Bound, IndicatorScore, SourceMark, Status
from services.number_words import plain_number
from services.park_sessions import ParkSession

_MOST_DECIMALS = 4
_LONG_DECIMAL = re.compile(rf"[0-9]+\.[0-9]{{{_MOST_DECIMALS + 1},}}")


@dataclass(frozen=True, slots=True)
class BoundView:
    """A bound as it is shown, with its source and mark; `checked` says when and by whom."""

    value: str
    source: LocalText
    mark: SourceMark
    checked: str


@dataclass(frozen=True, slots=True)
class FieldExplanation:
    """One indicator that reads a field.

    Attributes:
        code, label: of the indicator.
        status: see `Status`.
        reason: why there is no value; None when there is.
        formula: with the names of fields; empty for a graded indicator, which is its level.
        substituted: with numbers.
        value: in `unit`; a dash when there is none.
        floor, passing, target: None when there is none, or no value is scored.
        branch: how the score came about, in words with numbers.
        score: 0 to 100; a dash when there is none.
        points: of 100, two places.
        weight: effective weight in percent, two places.
        mark: weakest mark of the bounds.
        source: document of the benchmark.
    """

    code: str
    label: LocalText
    status: Status
    reason: Message | None
    formula: LocalText
    substituted: str
    value: str
    unit: str
    floor: BoundView | None
    passing: BoundView | None
    target: BoundView | None
    branch: str
    score: str
    points: str
    weight: str
    mark: SourceMark
    source: LocalText


def explain_field(session: ParkSession, code: str) -> tuple[FieldExplanation, ...]:
    """The indicators that read a field or table, in the order of the card.

    Raises:
        GreenparkError: there is no scorecard; see `ParkSession.scorecard`.
    """
    card = session.scorecard
    wording = Wording(session.catalogue)
    readers = [
        indicator for indicator in session.edition.indicators.values() if code in indicator.fields
    ]
    return tuple(
        _explanation(card.indicators[indicator.code], _formula(wording, indicator))
        if indicator.code in card.indicators
        else _unscored(indicator, _formula(wording, indicator))
        for indicator in readers
    )


def _formula(wording: Wording, indicator: Indicator) -> LocalText:
    """The formula in words; none for a level, which needs no computing."""
    return LocalText("") if indicator.kind == "G" else wording.rule((indicator.formula,), None)


def _unscored(indicator: Indicator, formula: LocalText) -> FieldExplanation:
    """An indicator of a park that has no class, so that nothing of it is scored."""
    return FieldExplanation(
        code=indicator.code,
        label=indicator.label,
        status=Status.MISSING,
        reason=msg("Not scored while the class of the park is unknown."),
        formula=formula,
        substituted="",
        value=DASH,
        unit=indicator.unit,
        floor=None,
        passing=None,
        target=None,
        branch="",
        score=DASH,
        points=DASH,
        weight=DASH,
        mark="published",
        source=indicator.source,
    )


def _explanation(item: IndicatorScore, formula: LocalText) -> FieldExplanation:
    bounds = item.bounds
    return FieldExplanation(
        code=item.code,
        label=item.label,
        status=item.status,
        reason=item.reason,
        formula=formula,
        substituted="" if item.kind == "G" else _typeset(item.substituted),
        value=number_text(item.value, item.decimals),
        unit=item.unit,
        floor=_bound(bounds.floor) if bounds is not None else None,
        passing=_bound(bounds.passing) if bounds is not None else None,
        target=_bound(bounds.target) if bounds is not None else None,
        branch=item.branch,
        score=score_text(item.score),
        points=number_text(item.points, 2),
        weight=number_text(item.weight_effective, 2),
        mark=item.mark,
        source=item.source,
    )


def _bound(bound: Bound | None) -> BoundView | None:
    if bound is None:
        return None
    checked = " ".join(part for part in (bound.checked_on, bound.checked_by) if part)
    return BoundView(plain_number(bound.value), bound.source, bound.mark, checked)


def _typeset(substituted: str) -> str:
    """A formula of numbers with the signs that people write, and at most four decimals.

    >>> _typeset("(335 - 20.5) / 2980 * 10000"), _typeset("1372121.302070298 / 10000")
    ('(335 − 20.5) ÷ 2980 × 10000', '1,372,121.3021 ÷ 10000')
    """
    for code, sign in ((" * ", " × "), (" / ", " ÷ "), (" - ", " − ")):
        substituted = substituted.replace(code, sign)
    return _LONG_DECIMAL.sub(
        lambda found: number_text(Decimal(found[0]), _MOST_DECIMALS), substituted
    )

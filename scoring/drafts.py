"""Status, value and score of each indicator, before anything is added up.

Source: rubric.md 4.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from questionnaire.messages import msg
from scoring.edition import Edition, Indicator
from scoring.goalposts import ZERO, bounds_for, branch_of, score_of
from scoring.marks import LevelUsed, level_used
from scoring.park_year import ParkYear
from scoring.scorecard import Bounds, ParkClass, Status
from scoring.states import Standing, names_of, standing_of

LEFT_OUT = (Status.NA_AUTO, Status.NA, Status.NO_DATA_SHARED)
"""Statuses whose weight is shared out inside the dimension."""

GAPS = (Status.MISSING, Status.NO_DATA)
"""Statuses that keep their weight with the score 0."""

G5_NOTE = "set to 0 by gate G5"

_VALUE = Standing(Status.VALUE)


class Draft(NamedTuple):
    """An indicator before aggregation; attributes as in `scorecard.IndicatorScore`.

    Attributes:
        level: the marks that count, of a graded indicator with a value.
    """

    indicator: Indicator
    standing: Standing
    value: Decimal | None = None
    bounds: Bounds | None = None
    score: Decimal | None = None
    note: str = ""
    zero_rule_applied: bool = False
    level: LevelUsed | None = None

    @property
    def status(self) -> Status:
        """Status of the indicator."""
        return self.standing.status

    @property
    def branch(self) -> str:
        """Which part of the rules gave the score, in words with numbers; empty without a value.

        Called within `numbers.exact()`.
        """
        if self.zero_rule_applied and self.indicator.zero_rule is not None:
            zeroed = "score" if self.value is None else "value"
            return f"{self.indicator.zero_rule.condition.text}: {zeroed} 0"
        if self.note == G5_NOTE:
            return "gate G5: level 0"
        if self.level is not None:
            return f"level {self.level.level}: {self.score}"
        if self.value is None or self.bounds is None:
            return ""
        return branch_of(self.value, self.bounds)

    @property
    def fixed(self) -> bool:
        """Whether a rule set the score, so that no value moves it."""
        return self.zero_rule_applied or self.note == G5_NOTE


def draft_indicator(
    indicator: Indicator, edition: Edition, park: ParkYear, park_class: ParkClass
) -> Draft:
    """Status, value and score of one indicator for a class."""
    standing = standing_of(indicator, edition, park, park_class)
    if standing.status in LEFT_OUT:
        return Draft(indicator, standing)
    if standing.status in GAPS:
        return Draft(indicator, standing, score=ZERO)
    if indicator.kind == "G":
        return _graded(indicator, edition, park)
    return _quantitative(indicator, edition, park, park_class)


def set_to_zero(draft: Draft) -> Draft:
    """T9 under a failed gate G5: level 0 (rubric.md 6); without a level it stays as it is."""
    if draft.status is not Status.VALUE:
        return draft
    return draft._replace(value=ZERO, score=ZERO, note=G5_NOTE)


def _graded(indicator: Indicator, edition: Edition, park: ParkYear) -> Draft:
    used = level_used(park.answers.marks[indicator.code])
    if used is None:
        return Draft(
            indicator, Standing(Status.MISSING, msg("No level has been given.")), score=ZERO
        )
    score = edition.level_scores[used.level]
    return Draft(
        indicator,
        _VALUE,
        value=Decimal(used.level),
        score=score,
        note=used.note,
        level=used,
    )


def _quantitative(
    indicator: Indicator, edition: Edition, park: ParkYear, park_class: ParkClass
) -> Draft:
    bounds = bounds_for(indicator, park, park_class)
    if bounds is None:
        reason = msg("There are no bounds for this class and year.")
        return Draft(indicator, Standing(Status.MISSING, reason), score=ZERO)
    rule = indicator.zero_rule
    if rule is not None and rule.effect != "missing" and park.evaluate(rule.condition) is True:
        return _by_zero_rule(indicator, bounds)
    value = park.evaluate(indicator.formula)
    if not isinstance(value, Decimal):
        reason = msg(
            "The formula has no result: {fields}.", fields=names_of(edition, indicator.inputs)
        )
        return Draft(indicator, Standing(Status.MISSING, reason), score=ZERO)
    return Draft(
        indicator,
        _VALUE,
        value=value,
        bounds=bounds,
        score=score_of(value, bounds),
    )


def _by_zero_rule(indicator: Indicator, bounds: Bounds) -> Draft:
    rule = indicator.zero_rule
    if rule is None or rule.effect == "score 0":
        value, score = None, ZERO
    else:
        value, score = ZERO, score_of(ZERO, bounds)
    return Draft(
        indicator,
        _VALUE,
        value=value,
        bounds=bounds,
        score=score,
        note="" if rule is None else rule.note,
        zero_rule_applied=True,
    )

"""One park of a table in a few numbers.

Source: mockups/province-parks; rubric.md 5 and 7.
"""

from __future__ import annotations

from questionnaire.messages import LocalText
from scoring.edition import Edition
from scoring.scorecard import Scorecard

_WEAKEST = 2


def weakest_dimensions(card: Scorecard) -> tuple[LocalText, ...]:
    """The two dimensions with the lowest scores, the lowest first; of equal ones the first.

    A dimension that scores 100 is not weak; one without a score is left out.
    """
    scored = [
        (one.score, one.label)
        for one in card.dimensions.values()
        if one.score is not None and one.score < 100
    ]
    return tuple(label for _, label in sorted(scored, key=lambda pair: pair[0])[:_WEAKEST])


def grade_label(card: Scorecard, edition: Edition) -> LocalText | None:
    """The word of the grade in its edition; None without a grade."""
    return next((band.label for band in edition.grades if band.letter == card.grade), None)


def level_label(card: Scorecard, edition: Edition) -> LocalText | None:
    """The word of the carbon level in its edition; None where L is unknown."""
    return next((band.label for band in edition.levels if band.band == card.code.l_band), None)

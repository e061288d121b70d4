"""Errors of the evaluation rules."""

from __future__ import annotations

from questionnaire.errors import GreenparkError


class RubricError(GreenparkError):
    """A rubric edition that cannot be used, or is asked for what it does not hold."""

    code = "bad-rubric"

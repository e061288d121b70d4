"""Errors of the CO2 account."""

from __future__ import annotations

from questionnaire.errors import GreenparkError


class FactorError(GreenparkError):
    """Factor tables that cannot be used; all defects are listed."""

    code = "bad-factors"

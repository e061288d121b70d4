"""Errors of files that are exchanged with other programs."""

from __future__ import annotations

from questionnaire.errors import GreenparkError


class ExchangeError(GreenparkError):
    """A workbook or table that cannot be read or written; all defects are listed."""

    code = "bad-workbook"

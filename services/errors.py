"""Errors of the use cases, sorted by what the user can do about them."""

from __future__ import annotations

from questionnaire.errors import GreenparkError


class ServiceError(GreenparkError):
    """A use case that cannot be carried out as asked."""

    code = "bad-input"


class UnknownItem(ServiceError):
    """A park, year, revision, edition or code that is not there."""

    code = "unknown-item"


class OpenProblems(ServiceError):
    """Hard problems, or soft ones without confirmation, stand in the way of submitting."""

    code = "open-problems"


class EnvironmentFailed(ServiceError):
    """The machine failed: disk full, file locked, no permission."""

    code = "environment"

"""Times for readers: files keep them in UTC, nobody reads a clock that shows it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo

CHINA = timezone(timedelta(hours=8))
"""The time of the parks; it has no summer time."""


def moment_on_paper(stamp: str) -> str:
    """A time stamp as a document prints it: in the time of China, the same on every computer.

    Args:
        stamp: as YYYY-MM-DDThh:mm:ssZ; anything else is given back.

    >>> moment_on_paper("2026-03-31T08:44:00Z")
    '2026-03-31 16:44:00 UTC+8'
    """
    words = _in_zone(stamp, CHINA)
    return stamp if words is None else f"{words} UTC+8"


def moment_here(stamp: str) -> str:
    """A time stamp as the clock of this computer showed it.

    Args:
        stamp: as YYYY-MM-DDThh:mm:ssZ; anything else is given back.

    >>> moment_here("unknown")
    'unknown'
    """
    return _in_zone(stamp, None) or stamp


def _in_zone(stamp: str, zone: tzinfo | None) -> str | None:
    try:
        moment = datetime.fromisoformat(stamp).astimezone(zone)
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=None).isoformat(" ", "seconds")

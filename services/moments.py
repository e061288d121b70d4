"""Times for readers."""

from __future__ import annotations


def moment_words(stamp: str) -> str:
    """A time stamp as people write it; it keeps saying that it is UTC.

    Args:
        stamp: as YYYY-MM-DDThh:mm:ssZ.

    >>> moment_words("2026-03-31T08:44:00Z")
    '2026-03-31 08:44:00 UTC'
    """
    return stamp.replace("T", " ").replace("Z", " UTC")

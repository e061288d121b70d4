"""Recent files in words, without widgets."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gui.settings import RecentFile
from gui.texts import Texts
from questionnaire.messages import LocalText, Text, msg

_KINDS = {
    "park": LocalText("填报", "Park file"),
    "submission": LocalText("上报文件", "Submission"),
    "store": LocalText("汇总库", "Store"),
}


@dataclass(frozen=True, slots=True)
class RecentRow:
    """A line of the list, worded.

    Attributes:
        name, years, place: what the file is and where.
        what: its kind.
        trouble: why it cannot be opened now; empty if nothing is known against it.
        result: total and grade; empty without them.
        k_grade: 1 to 5, or None.
        code_status: of the 碳效码.
        when: when it was opened last.
    """

    entry: RecentFile
    name: str
    years: str
    place: str
    what: str
    trouble: str
    result: str
    k_grade: int | None
    when: str

    @property
    def spoken(self) -> str:
        """The whole line, for a screen reader."""
        parts = (self.name, self.years, self.what, self.trouble, self.result, self.when, self.place)
        return "，".join(part for part in parts if part)


def recent_rows(
    entries: Sequence[RecentFile], missing: Collection[str], now: datetime, texts: Texts
) -> tuple[RecentRow, ...]:
    """The lines for some entries.

    Args:
        entries: newest first.
        missing: locations that are not there now.
        now: the present time, with its zone; days are counted in local time.
        texts: words everything.
    """
    return tuple(_row(entry, entry.location in missing, now, texts) for entry in entries)


def _row(entry: RecentFile, is_missing: bool, now: datetime, texts: Texts) -> RecentRow:
    tr = texts.tr
    return RecentRow(
        entry,
        name=entry.name or entry.location,
        years=tr(msg("Year {year}", year=entry.years)) if entry.years else "",
        place=entry.location,
        what=tr(_KINDS[entry.kind]),
        trouble=tr(msg("File not found")) if is_missing else "",
        result="  ".join(part for part in (entry.total, entry.grade) if part),
        k_grade=entry.k_grade or None,
        when=tr(when_opened(entry.opened_at, now)),
    )


def when_opened(timestamp: str, now: datetime) -> Text:
    """When something was, as people say it: time today and yesterday, day this year, else the date.

    Args:
        timestamp: YYYY-MM-DDThh:mm:ssZ; anything else gives an empty text.
        now: the present time, with its zone.

    >>> from datetime import UTC
    >>> str(when_opened("2024-05-28T09:00:00Z", datetime(2026, 4, 1, tzinfo=UTC)))
    '2024-05-28'
    """
    try:
        then = datetime.fromisoformat(timestamp).astimezone()
    except ValueError:
        return ""
    here = now.astimezone()
    if then.date() == here.date():
        return msg("Today {time}", time=f"{then:%H:%M}")
    if then.date() == (here - timedelta(days=1)).date():
        return msg("Yesterday {time}", time=f"{then:%H:%M}")
    if then.year == here.year:
        return LocalText(f"{then.month} 月 {then.day} 日", f"{then:%d %b}")
    return f"{then:%Y-%m-%d}"

"""The policy and event library, read strictly, and the events that a chart marks.

Source: analysis.md I (columns, selection of marks, vectors I1–I5).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from questionnaire.errors import Defect
from questionnaire.messages import LocalText, msg
from reports.errors import PolicyEventError

KINDS = ("target", "policy", "market", "pilot", "event", "statistic")
"""Kinds of an event, in the order in which a chart prefers them."""
STATUSES = ("issued", "reported", "task", "draft", "proposal", "record")
THEMES = ("T", "I", "E", "S", "F", "P", "carbon-market", "coal", "accounting")
SOURCES = ("S000", "S001", "S002", "S003", "S004")
MOST_MARKS = 6
"""Marks on one chart (analysis.md I)."""

_DATE = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")
_ID = re.compile(r"[A-Z]{2}-[0-9]{2,}")
_SHARE = re.compile(r"0(\.[0-9]+)?|1(\.0+)?")
_MIDDLE = 0.5


@dataclass(frozen=True, slots=True)
class PolicyEvent:
    """One row of the library.

    Attributes:
        date: as written: a day, a month, a year, or start/end.
        start, end: in years; the middle of the month or year where no day is known. They differ
            for a period only, which covers its years whole.
        regions: 全国, 江苏, a city (a county or park may follow), another province.
        title: of the source; in English our own words, where a chart may mark the event.
        kind, status, themes: words of the library.
        credibility: 0 to 1 where the source gives one, for rows collected by machine; else None.
        source, place: document S000 to S004 and the place in it.
        summary, issuer, targets, valid_from, valid_to: as in the file; may be empty.
    """

    id: str
    date: str
    start: float
    end: float
    title: LocalText
    kind: str
    regions: tuple[str, ...]
    themes: tuple[str, ...]
    status: str
    source: str
    place: str
    issuer: str = ""
    summary: str = ""
    targets: tuple[str, ...] = ()
    credibility: Decimal | None = None
    valid_from: str = ""
    valid_to: str = ""

    @property
    def years(self) -> tuple[int, int]:
        """First and last calendar year."""
        first, _, last = self.date.partition("/")
        return int(first[:4]), int((last or first)[:4])


def load_policy_events(text: str, file: str = "events.toml") -> tuple[PolicyEvent, ...]:
    """Read the library.

    Args:
        text: TOML with one `[[event]]` table a row.
        file: its name, for messages.

    Raises:
        PolicyEventError: with every defect of the file.
    """
    try:
        rows = tomllib.loads(text).get("event", [])
    except tomllib.TOMLDecodeError as error:
        raise _refuse([Defect(file, "", "toml", msg("Not TOML: {error}.", error=error))]) from None
    defects: list[Defect] = []
    read = [_read(row, file, defects) for row in rows]
    events = [event for event in read if event is not None]
    seen: set[str] = set()
    for event in events:
        if event.id in seen:
            defects.append(Defect(file, event.id, "id", msg("The id stands twice.")))
        seen.add(event.id)
    if defects:
        raise _refuse(defects)
    return tuple(events)


def choose_events(
    events: Iterable[PolicyEvent],
    years: tuple[int, int],
    places: Sequence[str],
    themes: Iterable[str],
    *,
    kinds: Iterable[str] = KINDS,
    most: int = MOST_MARKS,
) -> tuple[PolicyEvent, ...]:
    """The events that a chart marks, in the order in which they are preferred.

    Args:
        events: the library.
        years: first and last year of the chart.
        places: the chart's unit first, then what it lies in: park, city, 江苏, 全国. Rows of other
            units, also of its parts, are not drawn.
        themes: at least one of them must be given.
        kinds: those wanted.
        most: how many.
    """
    wanted_themes, wanted_kinds = frozenset(themes), frozenset(kinds)
    found = [
        event
        for event in events
        if event.years[0] <= years[1]
        and event.years[1] >= years[0]
        and wanted_themes.intersection(event.themes)
        and event.kind in wanted_kinds
        and not frozenset(places).isdisjoint(event.regions)
    ]

    def preference(event: PolicyEvent) -> tuple[int, int, float, str]:
        nearest = min(places.index(region) for region in event.regions if region in places)
        return (nearest, KINDS.index(event.kind), -event.start, event.id)

    return tuple(sorted(found, key=preference)[:most])


_Check = Callable[[Any], bool]


def _word(*known: str) -> _Check:
    return lambda value: value in known


def _words(*known: str) -> _Check:
    return lambda value: (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, str) and (item in known if known else item) for item in value)
    )


def _matches(pattern: re.Pattern[str]) -> _Check:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_date(value: Any) -> bool:
    """A date, or a period that does not end before it starts."""
    parts = value.split("/") if isinstance(value, str) else []
    return 1 <= len(parts) <= 2 and all(map(_DATE.fullmatch, parts)) and parts[0] <= parts[-1]


_REQUIRED: Mapping[str, _Check] = {
    "id": _matches(_ID),
    "date": _is_date,
    "title": _is_text,
    "kind": _word(*KINDS),
    "regions": _words(),
    "themes": _words(*THEMES),
    "status": _word(*STATUSES),
    "source": _word(*SOURCES),
    "place": _is_text,
}
_OPTIONAL: Mapping[str, _Check] = {
    "title_en": _is_text,
    "issuer": _is_text,
    "summary": _is_text,
    "targets": _words(),
    "credibility": _matches(_SHARE),
    "valid_from": _matches(_DATE),
    "valid_to": _matches(_DATE),
}


def _read(row: Mapping[str, Any], file: str, defects: list[Defect]) -> PolicyEvent | None:
    """One row; None where something is wrong with it, which then stands in `defects`."""
    name = str(row.get("id", "?"))
    checks = {**_REQUIRED, **_OPTIONAL}
    known = len(defects)
    for key in row:
        if key not in checks:
            text = msg("Unknown key {key}.", key=key)
            defects.append(Defect(file, f"{name}.{key}", "unknown-key", text))
    for key, check in checks.items():
        if key not in row and key in _REQUIRED:
            text = msg("The key {key} is missing.", key=key)
            defects.append(Defect(file, f"{name}.{key}", "missing-key", text))
        elif key in row and not check(row[key]):
            text = msg("{key} cannot be {value}.", key=key, value=row[key])
            defects.append(Defect(file, f"{name}.{key}", key, text))
    return _event(row) if len(defects) == known else None


def _event(row: Mapping[str, Any]) -> PolicyEvent:
    """The value of a row without defects."""
    share = row.get("credibility")
    first, _, last = row["date"].partition("/")
    return PolicyEvent(
        id=row["id"],
        date=row["date"],
        start=_place(first) if not last else _edge(first, 0),
        end=_place(first) if not last else _edge(last, 1),
        title=LocalText(row["title"], row.get("title_en", "")),
        kind=row["kind"],
        regions=tuple(row["regions"]),
        themes=tuple(row["themes"]),
        status=row["status"],
        source=row["source"],
        place=row["place"],
        issuer=row.get("issuer", ""),
        summary=row.get("summary", ""),
        targets=tuple(row.get("targets", ())),
        credibility=None if share is None else Decimal(share),
        valid_from=row.get("valid_from", ""),
        valid_to=row.get("valid_to", ""),
    )


def _place(date: str) -> float:
    """Where a date stands on an axis of years; a year or month stands in its middle.

    >>> _place("2021"), _place("2021-04"), _place("2021-07-01")
    (2021.5, 2021.2916666666667, 2021.5)
    """
    year, *rest = (int(part) for part in date.split("-"))
    if not rest:
        return year + _MIDDLE
    month, day = rest[0], rest[1] if len(rest) > 1 else None
    inside = _MIDDLE if day is None else (day - 1) / 31
    return year + (month - 1 + inside) / 12


def _edge(date: str, after: int) -> float:
    """The start (0) or the end (1) of a date that begins or ends a period."""
    return float(int(date) + after) if len(date) == len("2021") else _place(date)


def _refuse(defects: list[Defect]) -> PolicyEventError:
    return PolicyEventError(
        msg("The policy library has {n} {n|defect|defects}.", n=len(defects)),
        msg("Correct the rows that are named; the columns are explained at the head of the file."),
        defects,
    )

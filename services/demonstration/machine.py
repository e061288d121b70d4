"""The machine as the demonstration sees it: its own clock, ids and keys, all out of the seed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from services.environment import Environment
from services.keys import KeyRing

_START = datetime(2026, 3, 31, 8, 0, tzinfo=UTC)
_STEP = timedelta(minutes=1)
_NAMESPACE = uuid.UUID("6f0d6d1e-3f0c-5d8a-9a55-6772656e7061")


class FixedClock:
    """A clock that stands still until it is moved on."""

    def __init__(self) -> None:
        """Begin on the day after the last document of the demonstration."""
        self._now = _START

    def now(self) -> datetime:
        """The present time of the demonstration, UTC."""
        return self._now

    def move_on(self) -> None:
        """One minute later: each step of the demonstration has a time of its own."""
        self._now += _STEP


def row_id(seed: int, name: str) -> str:
    """The identity of a row that a name tells from all others (UUIDv5)."""
    return str(uuid.uuid5(_NAMESPACE, f"{seed} {name}"))


class SeededIds:
    """Identities of rows, one after the other, out of the seed (UUIDv5)."""

    def __init__(self, seed: int) -> None:
        """Begin the sequence of a seed."""
        self._seed = seed
        self._used = 0

    def next(self) -> str:
        """The next identity."""
        self._used += 1
        return row_id(self._seed, f"row {self._used}")


@dataclass(frozen=True)
class DemonstrationEnvironment(Environment):
    """The environment of a demonstration; its days are those of UTC, wherever it runs."""

    def today(  # type: ignore[explicit-override]  # typing.override is not in Python 3.11
        self,
    ) -> date:
        """Present date of the clock, in UTC."""
        return self.now().date()


def demonstration_environment(folder: Path, seed: int, clock: FixedClock) -> Environment:
    """The environment of a demonstration in a folder; its keys lie in `keys` there."""
    return DemonstrationEnvironment(
        home=folder,
        now=clock.now,
        new_id=SeededIds(seed).next,
        keys=KeyRing.seeded(folder / "keys", seed),
        demonstration=True,
    )

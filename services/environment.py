"""What a use case takes from the machine: folder, clock, new ids, keys.

The demonstration puts in a fixed clock, ids made from its seed and keys of its own; everything
else uses `local_environment`.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import platformdirs

from services.keys import KeyRing

OFFICE_AUTHOR = "office"
"""Author of what the office itself writes into a store."""


@dataclass(frozen=True)
class Environment:
    """The machine as the use cases see it.

    Attributes:
        home: `$GREENPARK_HOME`, or the user's data folder.
        now: present time, in UTC.
        new_id: a new identity for a row (UUID text).
        keys: the signing keys.
        demonstration: True marks every revision made as demonstration data.
    """

    home: Path
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    keys: KeyRing
    demonstration: bool = False

    def timestamp(self) -> str:
        """Present time as YYYY-MM-DDThh:mm:ssZ."""
        return self.now().strftime("%Y-%m-%dT%H:%M:%SZ")

    def today(self) -> date:
        """Present date of the clock, in local time."""
        return self.now().astimezone().date()


def local_environment() -> Environment:
    """The environment of the person at the keyboard."""
    named = os.environ.get("GREENPARK_HOME")
    home = Path(named) if named else Path(platformdirs.user_data_dir("greenpark", appauthor=False))
    return Environment(
        home=home,
        now=lambda: datetime.now(UTC),
        new_id=lambda: str(uuid.uuid4()),
        keys=KeyRing(home / "keys"),
    )

"""The industry means of a store for the window: what is kept, keep others, remove them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from questionnaire.catalogue import Catalogue
from services.environment import Environment
from services.kept_means import KeptMeans, drop_means, keep_means, kept_means
from services.subjects import open_store


@dataclass(frozen=True, slots=True)
class MeansDesk:
    """Opens the store for each question, so that no window holds it."""

    location: str
    environment: Environment
    catalogue: Catalogue

    def kept(self) -> KeptMeans | None:
        """What the store keeps; None for nothing."""
        with open_store(self.location) as store:
            return kept_means(store)

    def keep(self, path: Path) -> KeptMeans:
        """Keep the means of a file in place of those before.

        Raises:
            GreenparkError: the file cannot be used, with all its defects, or the store cannot be
                written; the store keeps what it had.
        """
        with open_store(self.location) as store:
            return keep_means(self.environment, store, path, self.catalogue)

    def drop(self) -> None:
        """Keep no means any more.

        Raises:
            GreenparkError: the store cannot be written.
        """
        with open_store(self.location) as store:
            drop_means(self.environment, store)

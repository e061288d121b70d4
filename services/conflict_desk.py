"""The conflicts of a store for the window: versions that stand side by side, and their differences.

A conflict ends when a version is withdrawn; nothing is erased, and a withdrawal can be withdrawn.

Source: submissions.md, Lineage and conflicts.
"""

from __future__ import annotations

from dataclasses import dataclass

from merging.contents import answers_of
from merging.differences import Difference, Proposal
from questionnaire.answers import AnswerSet
from questionnaire.messages import Language, Text
from services.bootstrap import Product
from services.conflicts import Conflict, list_conflicts
from services.difference_words import place_text, side_text
from services.environment import Environment
from services.office import withdraw
from services.store_views import StoreView
from services.subjects import open_store


@dataclass(frozen=True, slots=True)
class VersionView:
    """One of the versions that stand side by side.

    Attributes:
        revision: id of the revision.
        author: who made it.
        time: when, by the author's clock, YYYY-MM-DDThh:mm:ssZ.
    """

    revision: str
    author: str
    time: str


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A place where the first two versions differ, in words.

    Attributes:
        where: label of the field, or table, row and column.
        base, a, b: what stood there when both were one, and what stands in each version.
        proposal: side that alone has changed it, `equal` for both alike, None for both differently.
    """

    where: Text
    base: str
    a: str
    b: str
    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class ConflictView:
    """Several versions of one park and year.

    Attributes:
        judges: whether these are assessments, not submissions.
        differences: of the first two versions; what both have changed differently comes first.
    """

    park: str
    name: str
    year: int
    judges: bool
    versions: tuple[VersionView, ...]
    differences: tuple[DifferenceView, ...]


@dataclass(frozen=True, slots=True)
class ConflictDesk:
    """Opens the store for each question, so that no window holds it."""

    location: str
    product: Product
    environment: Environment

    def conflicts(self, language: Language) -> tuple[ConflictView, ...]:
        """All conflicts, by park and year; values are worded in `language`.

        Raises:
            GreenparkError: the store cannot be read.
        """
        with open_store(self.location) as store:
            view = StoreView(store, self.product.catalogue)
            found = list_conflicts(self.product, store)
            return tuple(_described(self.product, view, item, language) for item in found)

    def withdraw(self, revision: str, reason: str) -> None:
        """Take a version back out of what the store shows.

        Raises:
            GreenparkError: the reason is empty, or the store cannot be written.
        """
        with open_store(self.location) as store:
            withdraw(self.product, self.environment, store, revision, reason)


def _described(
    product: Product, view: StoreView, conflict: Conflict, language: Language
) -> ConflictView:
    revisions = [view.revision(name) for name in conflict.heads]
    judges = revisions[0].judges is not None
    sides = [
        AnswerSet(item.year) if judges else answers_of(item, product.catalogue)
        for item in revisions[:2]
    ]
    differences = sorted(conflict.fields, key=lambda item: item.proposal is not None)
    return ConflictView(
        park=conflict.park,
        name=str(sides[0].value("park_name") or conflict.park),
        year=conflict.year,
        judges=judges,
        versions=tuple(VersionView(item.id, item.author, item.created_at) for item in revisions),
        differences=tuple(_worded(product, sides, item, language) for item in differences),
    )


def _worded(
    product: Product, sides: list[AnswerSet], item: Difference, language: Language
) -> DifferenceView:
    base, a, b = (
        side_text(product, item, value, language) for value in (item.base, item.a, item.b)
    )
    where = place_text(product, sides[1] if item.a is None else sides[0], item)
    return DifferenceView(where, base, a, b, item.proposal)

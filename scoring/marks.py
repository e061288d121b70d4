"""Which level of a graded indicator counts, and how far two assessors agree.

Source: rubric.md 4.3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from questionnaire.answers import Mark, Role

LEAST_ITEMS = 10
"""Items marked by both assessors from which the agreement is printed."""


@dataclass(frozen=True, slots=True)
class LevelUsed:
    """The level that counts.

    Attributes:
        note: words of rubric.md 4.3.
        open: a reconciliation is required.
        self_only: it rests on the self mark alone.
        roles: the marks that gave it.
    """

    level: int
    note: str
    roles: tuple[Role, ...]
    open: bool = False
    self_only: bool = False


def level_used(marks: Mapping[Role, Mark]) -> LevelUsed | None:
    """The level that counts; None when there is no mark.

    A reconciled level outside the two marks of the assessors is no reconciliation: it is left out.

    >>> level_used({"assessor_a": Mark(1), "assessor_b": Mark(3)})
    LevelUsed(level=1, note='reconciliation required', roles=('assessor_a', 'assessor_b'), \
open=True, self_only=False)
    """
    a, b, agreed = marks.get("assessor_a"), marks.get("assessor_b"), marks.get("reconciled")
    if agreed is not None and _between(agreed, a, b):
        return LevelUsed(agreed.level, "reconciled", ("reconciled",))
    if a is not None and b is not None:
        return _of_two(a.level, b.level)
    if a is not None:
        return LevelUsed(a.level, "one assessor", ("assessor_a",))
    if b is not None:
        return LevelUsed(b.level, "one assessor", ("assessor_b",))
    own = marks.get("self")
    if own is None:
        return None
    return LevelUsed(own.level, "self-assessment only", ("self",), self_only=True)


def _between(agreed: Mark, a: Mark | None, b: Mark | None) -> bool:
    if a is None or b is None:
        return True
    return min(a.level, b.level) <= agreed.level <= max(a.level, b.level)


def _of_two(a: int, b: int) -> LevelUsed:
    roles: tuple[Role, ...] = ("assessor_a", "assessor_b")
    if a == b:
        return LevelUsed(a, "agreed", roles)
    if abs(a - b) == 1:
        return LevelUsed(min(a, b), "lower of two", roles)
    return LevelUsed(min(a, b), "reconciliation required", roles, open=True)


def agreement_kappa(pairs: Sequence[tuple[int, int]]) -> Decimal | None:
    """Quadratic-weighted kappa of two assessors over the items that both marked.

    Args:
        pairs: levels 0 to 4 given by assessor A and B.

    Returns:
        1 for full agreement; None below ten items, or where the expected disagreement is 0.

    >>> agreement_kappa([(0, 0), (4, 4)] * 5)
    Decimal('1')
    """
    if len(pairs) < LEAST_ITEMS:
        return None
    observed = sum((a - b) ** 2 for a, b in pairs) * len(pairs)
    # the sum of (a - b)² over every a with every b, multiplied out
    squares = sum(a * a + b * b for a, b in pairs) * len(pairs)
    expected = squares - 2 * sum(a for a, _ in pairs) * sum(b for _, b in pairs)
    return 1 - Decimal(observed) / expected if expected else None

"""Marks of assessors (rubric.md 4.3)."""

from decimal import Decimal

import pytest

from questionnaire.answers import Mark, Role
from scoring.marks import agreement_kappa, level_used


@pytest.mark.parametrize(
    "marks, level, note",
    [
        ({"self": 4, "assessor_a": 2, "assessor_b": 2}, 2, "agreed"),
        ({"self": 4, "assessor_a": 3, "assessor_b": 2}, 2, "lower of two"),
        ({"self": 4, "assessor_a": 0, "assessor_b": 4}, 0, "reconciliation required"),
        ({"self": 4, "assessor_b": 1}, 1, "one assessor"),
        ({"self": 4}, 4, "self-assessment only"),
        ({"assessor_a": 1, "assessor_b": 3, "reconciled": 3}, 3, "reconciled"),
        ({"assessor_a": 1, "assessor_b": 3, "reconciled": 4}, 1, "reconciliation required"),
        ({"self": 1, "reconciled": 2}, 2, "reconciled"),
    ],
)
def test_level_used(marks: dict[Role, int], level: int, note: str) -> None:
    used = level_used({role: Mark(number) for role, number in marks.items()})
    assert used is not None
    assert (used.level, used.note) == (level, note)


def test_no_mark_gives_no_level() -> None:
    assert level_used({}) is None


def test_kappa_needs_ten_items() -> None:
    assert agreement_kappa([(1, 1)] * 9) is None


def test_kappa_without_expected_disagreement_is_undefined() -> None:
    assert agreement_kappa([(2, 2)] * 10) is None


def test_kappa_by_hand() -> None:
    # Ten items: 8 x (3, 3), (4, 3), (1, 2). Observed: (1 + 1) / 160. Expected: A has 3 x 8, 4, 1;
    # B has 3 x 9, 2. Sum over pairs: 8*1 (3,2) + 9*1 (4,3) + 4 (4,2) + 9*4 (1,3) + 1 (1,2) = 58
    # of 100, / 16. kappa = 1 - (2 / 10) / (58 / 100) = 1 - 20 / 58.
    pairs = [(3, 3)] * 8 + [(4, 3), (1, 2)]
    kappa = agreement_kappa(pairs)
    assert kappa is not None
    assert round(kappa, 12) == round(1 - Decimal(20) / Decimal(58), 12)

"""Hard and soft problems, and what a confirmation does."""

from questionnaire.messages import msg
from questionnaire.problems import Problem, Severity

SOFT = Problem(Severity.SOFT, "X02", ("enterprises",), msg("Too little."))
HARD = Problem(Severity.HARD, "X01", ("enterprises",), msg("Too much."))


def test_a_reason_closes_a_soft_problem_and_its_withdrawal_opens_it() -> None:
    closed = SOFT.confirm("已逐家核对")
    assert SOFT.open
    assert not closed.open
    assert closed.confirmed == "已逐家核对"
    assert closed.confirm(None).open


def test_a_hard_problem_cannot_be_confirmed() -> None:
    assert HARD.confirm("已逐家核对") == HARD
    assert HARD.open

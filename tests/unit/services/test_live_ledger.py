"""Totals of a ledger kept from edit to edit equal those added up anew."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from accounting.ledger import TABLE, UNKNOWN, ledger_of
from questionnaire.answers import Answer, AnswerSet, Row, State
from services.live_ledger import LiveLedger

amounts = st.integers(0, 10**9).map(lambda number: Decimal(number) / 1000)
rows = st.fixed_dictionaries(
    {},
    optional={
        "year": st.sampled_from((Decimal(2025), Decimal(2024))),
        "in_boundary": st.sampled_from(("yes", "managed_outside")),
        "report_status": st.sampled_from(("verified", "self_reported", "none", "estimated")),
        "dynamic_control": st.sampled_from(("yes", "no")),
        "energy_tce": amounts,
        "co2_scope1_energy": amounts,
        "co2_process": amounts,
        "co2_scope2_external": amounts,
    },
)
steps = st.lists(
    st.tuples(st.integers(0, 14), st.one_of(st.none(), rows), st.booleans(), st.booleans()),
    max_size=25,
)


def answers_of(ledger: dict[str, Row], *, outside: bool, declared: bool) -> AnswerSet:
    answers: dict[str, Answer] = {}
    if outside:
        answers["boundary_out_of_area"] = Answer(State.VALUE, value=True)
    if declared:
        answers[TABLE] = Answer(State.NA, reason="没有企业")
    return AnswerSet(2025, answers, {TABLE: dict(ledger)} if ledger else {})


@given(st.dictionaries(st.integers(0, 14).map(str), rows, max_size=14), steps, st.integers(0, 9))
def test_rows_that_are_counted_later_are_counted_as_they_are_then(
    ledger: dict[str, Row], edits: list[tuple[int, Row | None, bool, bool]], first: int
) -> None:
    answers = answers_of(ledger, outside=False, declared=False)
    live = LiveLedger(answers, late=True)
    live.count_more(first)
    for number, row, outside, declared in edits:
        if row is None:
            ledger.pop(str(number), None)
        else:
            ledger[str(number)] = row
        answers = answers_of(ledger, outside=outside, declared=declared)
        live.follow(answers, [str(number)])
        if live.waiting:
            assert live.totals == UNKNOWN
        live.count_more(number % 3)
    live.count_more(len(ledger))
    assert live.waiting == 0
    assert live.totals == ledger_of(answers, 2025)


@given(st.dictionaries(st.integers(0, 14).map(str), rows, max_size=14), steps)
def test_totals_are_those_of_all_rows(
    ledger: dict[str, Row], edits: list[tuple[int, Row | None, bool, bool]]
) -> None:
    answers = answers_of(ledger, outside=False, declared=False)
    live = LiveLedger(answers)
    assert live.totals == ledger_of(answers, 2025)
    for number, row, outside, declared in edits:
        if row is None:
            ledger.pop(str(number), None)
        else:
            ledger[str(number)] = row
        answers = answers_of(ledger, outside=outside, declared=declared)
        live.follow(answers, [str(number)])
        assert live.totals == ledger_of(answers, 2025)

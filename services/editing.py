"""What an edit does to the rest of a draft: which codes it changes, which confirmations lapse."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from questionnaire.answers import AnswerSet
from questionnaire.problems import Problem, Severity


def changed_codes(before: AnswerSet | None, after: AnswerSet) -> frozenset[str]:
    """Codes of fields, tables and graded indicators that differ between two answer sets.

    A changed mark counts as a change of the indicator and of its `<code>_level` field.
    """
    old = before or AnswerSet(after.year)
    marks = _different(old.marks, after.marks)
    return frozenset(
        _different(old.answers, after.answers)
        | _different(old.tables, after.tables)
        | marks
        | {f"{code}_level" for code in marks}
    )


def without_lapsed(
    after: AnswerSet,
    changed: Collection[str],
    problems: Iterable[Problem],
    given: Collection[str],
) -> AnswerSet:
    """The answers without the confirmations that a change has ended (interface.md, check --json).

    Args:
        after: answers after the edit, old confirmations still in them.
        changed: codes that the edit changed.
        problems: the problems before and after the edit.
        given: ids confirmed by the edit itself; they stay.
    """
    rests_on: dict[str, set[str]] = {}
    for problem in problems:
        if problem.severity is Severity.SOFT:
            rests_on.setdefault(problem.id, set()).update(problem.fields)
    kept = {
        name: reason
        for name, reason in after.confirmed.items()
        if name in given or rests_on.get(name, set()).isdisjoint(changed)
    }
    return replace(after, confirmed=kept)


def spread_confirmations(after: AnswerSet, problems: Iterable[Problem]) -> AnswerSet:
    """Turn a confirmation of `table:TABLE.COLUMN` into one for each row with the problem."""
    confirmed = dict(after.confirmed)
    for problem in problems:
        column, _, row = problem.id.rpartition(":")
        if row and column in confirmed and problem.severity is Severity.SOFT:
            confirmed.setdefault(problem.id, confirmed[column])
    spread = {name.rpartition(":")[0] for name in confirmed if name.count(":") > 1}
    return replace(
        after, confirmed={name: text for name, text in confirmed.items() if name not in spread}
    )


def _different(old: Mapping[str, object], new: Mapping[str, object]) -> set[str]:
    return {code for code in old.keys() | new.keys() if old.get(code) != new.get(code)}

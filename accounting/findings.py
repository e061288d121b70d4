"""Findings of the account about single entries, and the problems that they become.

One rule gives one problem, however many entries it hits: its id stays the one that a
confirmation names (interface.md, check --json), and its message lists the places, of very many
the first ones and how many more there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accounting.factor_library import FactorLibrary
from questionnaire.answers import AnswerSet
from questionnaire.catalogue import Catalogue
from questionnaire.messages import LocalText, Message, msg
from questionnaire.problems import Problem, Severity

_NAMING_COLUMNS = {
    "energy_carriers": ("sector", "carrier", "owner"),
    "enterprise_energy": ("enterprise_uscc", "carrier", "origin", "supplier"),
    "power_heat_balance": ("flow", "plant_name", "supplier"),
    "process_activities": ("process", "enterprise_uscc"),
    "chp_plants": ("plant_name",),
    "sinks": ("sink",),
}
_MOST_PLACES = 30
"""Places that the message of one problem lists; nobody reads more in one go."""
_SOURCES = {"carrier": "fuels", "process": "processes", "sink": "sinks"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that one entry breaks.

    Attributes:
        rule: id of the problem, e.g. `CA-E07` or `table:TABLE.COLUMN:ROW_ID`.
        severity: hard or soft.
        field: code of the table or field.
        row_id: the row; empty for a field or a whole table.
        message: what is wrong and what to do.
        others: further fields that the finding rests on.
    """

    rule: str
    severity: Severity
    field: str
    row_id: str
    message: Message
    others: tuple[str, ...] = ()


def hard(rule: str, field: str, row_id: str, message: Message, *others: str) -> Finding:
    """A finding that must be solved."""
    return Finding(rule, Severity.HARD, field, row_id, message, others)


def soft(rule: str, field: str, row_id: str, message: Message, *others: str) -> Finding:
    """A finding that may be confirmed with a reason."""
    return Finding(rule, Severity.SOFT, field, row_id, message, others)


def cell_rule(table: str, column: str, row_id: str) -> str:
    """Problem id of a cell for findings that have no number of their own.

    >>> cell_rule("chp_plants", "power_factor", "r1")
    'table:chp_plants.power_factor:r1'
    """
    return f"table:{table}.{column}:{row_id}"


def problems_of(
    findings: Iterable[Finding],
    answers: AnswerSet,
    catalogue: Catalogue,
    library: FactorLibrary,
) -> tuple[Problem, ...]:
    """One problem for each rule, with all places in its message and its confirmation if any."""
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.rule, []).append(finding)
    return tuple(
        _problem(rule, group, answers, catalogue, library) for rule, group in grouped.items()
    )


def _problem(
    rule: str,
    group: list[Finding],
    answers: AnswerSet,
    catalogue: Catalogue,
    library: FactorLibrary,
) -> Problem:
    fields = dict.fromkeys(code for item in group for code in (item.field, *item.others))
    texts: list[Message] = [
        item.message
        if not item.row_id
        else msg(
            "{place}: {text}",
            place=place_of(item.field, item.row_id, answers, catalogue, library),
            text=item.message,
        )
        for item in group[:_MOST_PLACES]
    ]
    if len(group) > _MOST_PLACES:
        texts.append(msg("and {n} more", n=len(group) - _MOST_PLACES))
    message = texts[-1]
    for text in reversed(texts[:-1]):
        message = msg("{first} {rest}", first=text, rest=message)
    problem = Problem(group[0].severity, rule, tuple(fields), message)
    return problem.confirm(answers.confirmed.get(rule))


def place_of(
    table: str,
    row_id: str,
    answers: AnswerSet,
    catalogue: Catalogue,
    library: FactorLibrary,
) -> LocalText:
    """Name of a row for people: labels of the columns that tell rows apart.

    Falls back to the id of the row when those columns are blank.
    """
    row = answers.rows(table).get(row_id, {})
    parts: list[LocalText] = []
    for column in _NAMING_COLUMNS.get(table, ()):
        value = row.get(column)
        if value not in (None, ""):
            parts.append(_label(table, column, str(value), catalogue, library))
    if not parts:
        parts = [LocalText(row_id, row_id)]
    return LocalText("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))


def _label(
    table: str, column: str, value: str, catalogue: Catalogue, library: FactorLibrary
) -> LocalText:
    """Label of a choice, from the factor tables or the catalogue; else the value itself."""
    source: Mapping[str, Mapping[str, object]] = {
        "fuels": library.fuels,
        "processes": library.processes,
        "sinks": library.sinks,
    }
    item = source.get(_SOURCES.get(column, ""), {}).get(value)
    label = getattr(item, "label", None)
    if isinstance(label, LocalText):
        return label
    return choice_label(catalogue, table, column, value)


def choice_label(catalogue: Catalogue, table: str, column: str, code: str) -> LocalText:
    """Label of a choice of a table column; the code itself where the catalogue has none."""
    shape = catalogue.tables.get(table)
    question = shape.columns.get(column) if shape is not None else None
    for choice in question.choices if question is not None else ():
        if choice.code == code:
            return choice.label
    return LocalText(code, code)

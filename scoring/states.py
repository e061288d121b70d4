"""Status of an indicator: is there a value, and if not, why.

Source: rubric.md 4.4.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from types import MappingProxyType

from questionnaire.answers import History, Row, State
from questionnaire.formula import Formula
from questionnaire.messages import Language, LocalText, Message, msg
from scoring.edition import DeclaredNa, Edition, Indicator
from scoring.park_year import ParkYear
from scoring.scorecard import ParkClass, Status

LEAST_REASON = 10
"""Characters that a reason needs (rubric.md 4.4)."""
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*|[=!<>]=")
_SIGNS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        "zh": {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "and": "且", "or": "或"},
        "en": {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥"},
    }
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Status with its reason; the reason is None exactly when there is a value."""

    status: Status
    reason: Message | None = None


_VALUE = Standing(Status.VALUE)


def standing_of(
    indicator: Indicator, edition: Edition, park: ParkYear, park_class: ParkClass
) -> Standing:
    """Status of an indicator before its formula and bounds are applied."""
    if indicator.kind == "G":
        return _graded(indicator, park, park_class)
    if indicator.na_auto is not None and park.evaluate(indicator.na_auto) is True:
        condition = condition_of(edition, indicator.na_auto)
        return Standing(
            Status.NA_AUTO, msg("Not applicable, because {condition}.", condition=condition)
        )
    unknown = [name for name in indicator.inputs if park.values[name] is None]
    if not unknown:
        return _VALUE
    missing = _missing(unknown, edition, park)
    if missing is not None:
        return Standing(Status.MISSING, missing)
    return _no_data(indicator, edition, park, unknown)


class _Lack(Enum):
    """Why an input has no value, in the order in which it is told."""

    BLANK = 1
    FAILED = 2
    INCOMPLETE = 3
    NOT_APPLICABLE = 4


def _missing(unknown: Sequence[str], edition: Edition, park: ParkYear) -> Message | None:
    """Why an indicator with unknown inputs is missing; None when all of them are 暂无数据."""
    lacks = {name: lack for name in unknown if (lack := _lack(edition, park, name))}
    if not lacks:
        return None
    first = min(lacks.values(), key=lambda lack: lack.value)
    fields = names_of(edition, [name for name, lack in lacks.items() if lack is first])
    if first is _Lack.BLANK:
        return msg("Not filled in: {fields}.", fields=fields)
    if first is _Lack.FAILED:
        return msg("Failed a check: {fields}.", fields=fields)
    if first is _Lack.INCOMPLETE:
        return msg("Cannot be computed completely: {fields}.", fields=fields)
    return msg(
        "Declared not applicable, which the rule of this indicator does not allow: {fields}.",
        fields=fields,
    )


def _lack(edition: Edition, park: ParkYear, name: str) -> _Lack | None:
    """Why an input has no value; None for 暂无数据."""
    if name in edition.fields_of:
        return _Lack.INCOMPLETE
    if name in park.invalid:
        return _Lack.FAILED
    state = park.answers.state(name)
    if state is State.NO_DATA:
        return None
    return _Lack.NOT_APPLICABLE if state is State.NA else _Lack.BLANK


def _no_data(
    indicator: Indicator, edition: Edition, park: ParkYear, absent: Sequence[str]
) -> Standing:
    answer = park.answers.answers[absent[0]]
    reason = msg(
        "No data for {fields}: {reason}",
        fields=names_of(edition, absent),
        reason=answer.reason or "–",
    )
    if not indicator.no_data_shared:
        return Standing(Status.NO_DATA, reason)
    if years_without_data(indicator, park.history, park.year) > edition.no_data_shared_years:
        return Standing(
            Status.NO_DATA,
            msg("{reason} (the weight is no longer shared out after two years)", reason=reason),
        )
    return Standing(Status.NO_DATA_SHARED, reason)


def years_without_data(indicator: Indicator, history: History, last: int) -> int:
    """Years up to `last` without a break in which an input of the indicator was 暂无数据.

    Source: rubric.md 4.4.
    """
    count = 0
    while (answers := history.get(last - count)) is not None:
        if not any(answers.state(code) is State.NO_DATA for code in indicator.inputs):
            break
        count += 1
    return count


def _graded(indicator: Indicator, park: ParkYear, park_class: ParkClass) -> Standing:
    answer = park.answers.answers.get(indicator.code)
    if answer is not None and answer.state is State.NA:
        refusal = _refusal(indicator.na_declared, answer.reason or "", park, park_class)
        if refusal is not None:
            return Standing(Status.MISSING, refusal)
        return Standing(
            Status.NA, msg("Declared not applicable: {reason}", reason=answer.reason or "")
        )
    if not park.answers.marks.get(indicator.code) or f"{indicator.code}_level" in park.invalid:
        return Standing(Status.MISSING, msg("No level has been given."))
    return _VALUE


def _refusal(
    rule: DeclaredNa | None, reason: str, park: ParkYear, park_class: ParkClass
) -> Message | None:
    """Why a declared 不适用 is not accepted; None when it is."""
    if rule is None:
        return msg("Declared not applicable, which the rule of this indicator does not allow.")
    if park_class not in rule.classes:
        return msg("Declared not applicable, which class {name} does not allow.", name=park_class)
    if len(reason.strip()) < LEAST_REASON:
        return msg("Declared not applicable without a reason of at least ten characters.")
    covered = park.number(rule.refusing_field)
    if covered is not None and covered > 0:
        return msg("Declared not applicable, although the park has units of the carbon market.")
    if any(_tonnes(row) > rule.source_limit_t for _, row in park.rows_of_year("enterprises")):
        return msg("Declared not applicable, although an enterprise emits more than the limit.")
    return None


def _tonnes(row: Row) -> Decimal:
    """Direct CO2 of an enterprise row, t; a blank cell adds 0."""
    parts = (row.get("co2_scope1_energy"), row.get("co2_process"))
    return sum((part for part in parts if isinstance(part, Decimal)), Decimal(0))


def condition_of(edition: Edition, condition: Formula) -> LocalText:
    """A condition in words: labels instead of codes, signs as they are printed."""
    labels = edition.field_labels

    def worded(language: Language) -> str:
        signs = _SIGNS[language]

        def say(found: re.Match[str]) -> str:
            label = labels.get(found[0])
            return label.in_language(language) if label else signs.get(found[0], found[0])

        return _WORD.sub(say, condition.text)

    return LocalText(worded("zh"), worded("en"))


def names_of(edition: Edition, codes: Sequence[str]) -> LocalText:
    """Labels of fields and derived values, joined."""
    labels = [edition.field_labels[code] for code in codes]
    return LocalText(
        "、".join(label.zh for label in labels),
        ", ".join(label.in_language("en") for label in labels),
    )

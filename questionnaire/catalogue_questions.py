"""Fields and columns of the catalogue, read from their TOML tables.

A question is a TOML table with `label`, `type`, `help` (both languages where it is a text for
people), and where they apply `unit`, `choices` or `choice_source`, `minimum`, `maximum`,
`hard_check`, `soft_check`, `hard_message`, `soft_message`, `required` (`yes`, `no` when left out,
or the condition as an expression). A field has `group`, `used_by` and `source` (both languages)
besides, and where they apply `yearly`, `evidence`, `multiline` (a text of several lines) and
`suggests` (the reference list of the codes that a text is made of). Levels need no choices: they
are 0 to 4.

Source: rubric.md 14.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TypedDict, cast

from questionnaire.catalogue import (
    NO_TEXT,
    Choice,
    Column,
    EvidenceRule,
    Field,
    FieldType,
    Yearly,
)
from questionnaire.catalogue_entry import Entry
from questionnaire.messages import LocalText, msg

CHOICE_SOURCES = (
    "fuels",
    "processes",
    "sinks",
    "industries",
    "editions",
    "weight_sets",
    "grid_years",
)
"""Reference lists that choices may come from."""

CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
"""Codes of fields, columns and tables: names of the formula language."""

_RESERVED = frozenset({"x", "true", "false", "and", "or", "not", "in", "row_id"})
_RANGED = (FieldType.DECIMAL, FieldType.INTEGER, FieldType.LEVEL)
_CHOICE_UNITS = ("unit", "factor_unit")


class _Common(TypedDict):
    """Arguments that `Field` and `Column` share."""

    code: str
    label: LocalText
    type: FieldType
    unit: str
    choices: tuple[Choice, ...]
    choice_source: str
    minimum: Decimal | None
    maximum: Decimal | None
    hard_check: str
    soft_check: str
    hard_message: LocalText | None
    soft_message: LocalText | None
    required: str
    help: LocalText


def read_field(code: str, entry: Entry, page: int) -> Field:
    """Read a field; defects are noted in `entry`."""
    common = _read_common(code, entry, [kind.value for kind in FieldType])
    if common["type"] is FieldType.LEVEL and not code.endswith("_level"):
        entry.note(
            "type",
            "bad-code",
            msg("The level field {code} must be called like T1_level; rename it.", code=code),
        )
    field = Field(
        **common,
        page=page,
        group=entry.text("group"),
        yearly=cast("Yearly", entry.word("yearly", ("no", "yes", "base_year"), "no")),
        evidence=cast(
            "EvidenceRule", entry.word("evidence", ("none", "optional", "required"), "none")
        ),
        used_by=entry.texts("used_by"),
        source=entry.local("source") or NO_TEXT,
        multiline=entry.flag("multiline", default=False),
        suggests=entry.word("suggests", ("", *CHOICE_SOURCES), ""),
    )
    if field.multiline and field.type is not FieldType.TEXT:
        entry.note("multiline", "wrong-type", msg("Only a text takes several lines; remove it."))
    entry.finish()
    return field


def read_column(name: str, entry: Entry, table: str) -> Column:
    """Read a column; defects are noted in `entry`."""
    kinds = [kind.value for kind in FieldType if kind not in (FieldType.TABLE, FieldType.LEVEL)]
    column = Column(**_read_common(name, entry, kinds), table=table)
    entry.finish()
    return column


def _read_common(code: str, entry: Entry, kinds: list[str]) -> _Common:
    if not CODE.fullmatch(code) or code in _RESERVED:
        entry.note(
            "",
            "bad-code",
            msg(
                "{code} cannot be used as a code; use letters, digits and underlines, beginning "
                "with a letter, and no word of the formula language.",
                code=code,
            ),
        )
    common = _Common(
        code=code,
        label=entry.local("label") or NO_TEXT,
        type=FieldType(entry.word("type", kinds)),
        unit=entry.text("unit", ""),
        choices=tuple(_read_choices(entry)),
        choice_source=entry.text("choice_source", ""),
        minimum=entry.number("minimum"),
        maximum=entry.number("maximum"),
        hard_check=entry.text("hard_check", ""),
        soft_check=entry.text("soft_check", ""),
        hard_message=entry.local("hard_message", required=False),
        soft_message=entry.local("soft_message", required=False),
        required=entry.text("required", "no"),
        help=entry.local("help") or NO_TEXT,
    )
    _check_choices(entry, common)
    _check_range(entry, common)
    _check_messages(entry, common)
    return common


def _read_choices(entry: Entry) -> Iterator[Choice]:
    seen: set[str] = set()
    for item in entry.entries("choices"):
        code = item.text("code")
        label = LocalText(item.text("zh"), item.text("en"))
        units = {key: item.text(key, "") for key in _CHOICE_UNITS}
        item.finish()
        if code in seen:
            item.note(
                "code",
                "duplicate-code",
                msg("The choice {code} occurs twice; remove one.", code=code),
            )
        seen.add(code)
        yield Choice(code, label, {key: unit for key, unit in units.items() if unit})


def _check_choices(entry: Entry, common: _Common) -> None:
    source = common["choice_source"]
    if source and source not in CHOICE_SOURCES:
        entry.note(
            "choice_source",
            "unknown-choice-source",
            msg(
                "There is no reference list {source}; use one of: {known}.",
                source=source,
                known=", ".join(CHOICE_SOURCES),
            ),
        )
    given = bool(source) + bool(common["choices"])
    if common["type"] is FieldType.CHOICE and given != 1:
        entry.note(
            "choices",
            "no-choices",
            msg("A choice needs either choices or a choice_source; give one of them."),
        )
    if common["type"] is not FieldType.CHOICE and given:
        entry.note(
            "choices" if common["choices"] else "choice_source",
            "misplaced-key",
            msg("Only the type choice has choices; remove them or change the type."),
        )


def _check_range(entry: Entry, common: _Common) -> None:
    minimum, maximum = common["minimum"], common["maximum"]
    if minimum is not None and maximum is not None and minimum > maximum:
        entry.note(
            "minimum",
            "limits-crossed",
            msg(
                "The minimum {minimum} is above the maximum {maximum}; exchange or correct them.",
                minimum=minimum,
                maximum=maximum,
            ),
        )
    if common["type"] not in _RANGED and not (minimum is None and maximum is None):
        entry.note(
            "minimum" if minimum is not None else "maximum",
            "misplaced-key",
            msg("Only numbers have limits; remove minimum and maximum or change the type."),
        )


def _check_messages(entry: Entry, common: _Common) -> None:
    pairs = (
        ("hard_message", common["hard_message"], common["hard_check"]),
        ("soft_message", common["soft_message"], common["soft_check"]),
    )
    for key, message, check in pairs:
        if message is not None and not check:
            entry.note(
                key,
                "misplaced-key",
                msg("{key} words a check that is not there; remove it or add the check.", key=key),
            )

"""What an import would change, and what was found in the file, as rows of texts.

Source: interface.md, Excel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exchange.matching import ColumnMatch, MatchKind
from questionnaire.answers import Value
from questionnaire.catalogue import Catalogue, References
from questionnaire.errors import Defect
from questionnaire.messages import Language, Text, msg
from questionnaire.problems import Problem
from services.import_plans import FieldChange, ImportPlan
from services.number_words import value_text

CHANGE_HEADS: tuple[Text, ...] = (msg("Sheet and cell"), msg("Item"), msg("Now"), msg("Afterwards"))
FINDING_HEADS: tuple[Text, ...] = (msg("Sheet and cell"), msg("What was found"))
COLUMN_HEADS: tuple[Text, ...] = (
    msg("Sheet and cell"),
    msg("Heading"),
    msg("Column of the form"),
    msg("How it was found"),
)

_HOW: Mapping[MatchKind, Text] = {
    "code": msg("by hidden code"),
    "name": msg("by name"),
    "remembered": msg("as you said"),
    "none": msg("not read"),
}


def change_rows(
    plan: ImportPlan, catalogue: Catalogue, references: References, language: Language
) -> list[tuple[Text, ...]]:
    """Tables first, each with its counts, then fields with both values."""
    rows: list[tuple[Text, ...]] = [
        (
            "",
            catalogue.fields[change.code].label,
            "",
            msg(
                "rows: {added} added, {changed} changed, {deleted} deleted",
                added=change.added,
                changed=change.changed,
                deleted=change.deleted,
            ),
        )
        for change in plan.tables
    ]
    return rows + [_field_row(change, catalogue, references, language) for change in plan.fields]


def finding_rows(findings: Sequence[Defect]) -> list[tuple[Text, ...]]:
    """Defects or notes with their places."""
    return [(item.place or msg("whole file"), item.message) for item in findings]


def problem_rows(problems: Sequence[Problem]) -> list[tuple[Text, ...]]:
    """Problems that the answers would have and nobody confirmed."""
    return [(problem.id, problem.message) for problem in problems if problem.open]


def column_rows(columns: Sequence[ColumnMatch], catalogue: Catalogue) -> list[tuple[Text, ...]]:
    """What the columns of tables were taken for."""
    return [
        (item.place, item.heading, _column_label(item, catalogue), _HOW[item.how])
        for item in columns
    ]


def assignable(plan: ImportPlan) -> tuple[ColumnMatch, ...]:
    """Columns that can be assigned by hand: those without a hidden code, unread ones first."""
    found = [item for item in plan.columns if item.how != "code" and item.heading.strip()]
    return tuple(sorted(found, key=lambda item: item.how != "none"))


def _field_row(
    change: FieldChange, catalogue: Catalogue, references: References, language: Language
) -> tuple[Text, ...]:
    field = catalogue.fields.get(change.code) or catalogue.fields.get(f"{change.code}_level")

    def shown(value: Value | None) -> str:
        return "" if field is None else value_text(field, value, references, language)

    before, after = shown(change.before), shown(change.after)
    if before == after:
        told: Text = msg("state, reason, quality or mark")
    else:
        told = after or msg("erased")
    return change.place, change.code if field is None else field.label, before, told


def _column_label(item: ColumnMatch, catalogue: Catalogue) -> Text:
    table = catalogue.tables.get(item.table)
    column = None if table is None else table.columns.get(item.column)
    return "" if column is None else column.label

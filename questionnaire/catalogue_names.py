"""Whether everything that the catalogue names exists: groups, tables, keys, units, expressions.

Source: rubric.md 14.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from questionnaire.catalogue import Catalogue, Column, Field, FieldType, Question, Table
from questionnaire.errors import Defect, FormulaError
from questionnaire.formula import Formula, parse_formula, parse_requirement
from questionnaire.formula_compiler import Reference
from questionnaire.formula_syntax import COMPUTED_PREFIXES
from questionnaire.messages import Message, msg
from questionnaire.row_units import CHOSEN_UNIT

CHOSEN_NAMES = frozenset(
    {"default_ncv", "default_tce", "default_co2", "default_factor", "category"}
)
"""Names that stand for a value of the item chosen in the row."""

_CHINESE = re.compile("[\u4e00-\u9fff]")

Files = Callable[[str], str]


@dataclass(frozen=True)
class CatalogueNames:
    """Looks up the names of one catalogue.

    Attributes:
        catalogue: the catalogue as read, perhaps with holes where it has defects.
        files: place of a field or table (`fields.gdp`, `tables.sinks`) -> file that holds it.
    """

    catalogue: Catalogue
    files: Files

    def defects(self) -> Iterator[Defect]:
        """Every name that leads nowhere."""
        for field in self.catalogue.fields.values():
            yield from self._field_defects(field)
        for table in self.catalogue.tables.values():
            yield from self._table_defects(table)
        yield from self._check_defects()
        yield from self._derived_defects()

    def _field_defects(self, field: Field) -> Iterator[Defect]:
        file, place = self.files(f"fields.{field.code}"), f"fields.{field.code}"
        groups = [
            group.key
            for page in self.catalogue.pages
            if page.number == field.page
            for group in page.groups
        ]
        if field.group not in groups:
            message = msg(
                "Page {page} has no group {group}; add it to pages.toml or use one of: {known}.",
                page=field.page,
                group=field.group,
                known=", ".join(groups),
            )
            yield Defect(file, f"{place}.group", "unknown-group", message)
        if field.type is FieldType.TABLE and field.code not in self.catalogue.tables:
            message = msg(
                "The table {table} has no columns; add the file tables/{table}.toml.",
                table=field.code,
            )
            yield Defect(file, place, "table-without-columns", message)
        yield from self._question_defects(field, None, file, place)

    def _table_defects(self, table: Table) -> Iterator[Defect]:
        file = self.files(f"tables.{table.code}")
        field = self.catalogue.fields.get(table.code)
        if field is None or field.type is not FieldType.TABLE:
            message = msg(
                "There is no field {table} of type table for these columns; "
                "add it or remove the file.",
                table=table.code,
            )
            yield Defect(file, "", "columns-without-table", message)
        for name in table.natural_key:
            if name not in table.columns or name == "year":
                message = msg(
                    "The natural key names {column}, which is no column beside year; "
                    "remove it or correct it to one of: {known}.",
                    column=name,
                    known=", ".join(table.columns),
                )
                yield Defect(file, "natural_key", "unknown-natural-key", message)
        if not table.natural_key and not table.has_year:
            message = msg("The table has neither a year nor a natural key; name its key columns.")
            yield Defect(file, "natural_key", "missing-natural-key", message)
        for column in table.columns.values():
            yield from self._question_defects(column, table, file, f"columns.{column.code}")

    def _question_defects(
        self, question: Question, table: Table | None, file: str, place: str
    ) -> Iterator[Defect]:
        for key, text in (("hard_check", question.hard_check), ("soft_check", question.soft_check)):
            if text:
                found = self._expression_defects(text, parse_formula, table, own=True)
                yield from _placed(found, file, f"{place}.{key}")
        if question.required not in ("yes", "no"):
            found = self._expression_defects(question.required, parse_requirement, table, own=False)
            yield from _placed(found, file, f"{place}.required")
        yield from _placed(self._unit_defects(question, table), file, f"{place}.unit")

    def _check_defects(self) -> Iterator[Defect]:
        for check in self.catalogue.cross_checks:
            found = self._expression_defects(check.expression, parse_formula, None, own=False)
            yield from _placed(found, "cross_checks.toml", f"checks.{check.id}.expression")

    def _derived_defects(self) -> Iterator[Defect]:
        known = {*self.catalogue.fields, *self.catalogue.derived}
        for derived in self.catalogue.derived.values():
            for name in derived.depends_on:
                if name not in known:
                    message = msg(
                        "{name} is neither a field nor a derived value; correct or remove it.",
                        name=name,
                    )
                    place = f"derived.{derived.code}.depends_on"
                    yield Defect("derived_values.toml", place, "unknown-name", message)

    def _unit_defects(self, question: Question, table: Table | None) -> Iterator[Defect]:
        for source, attribute in CHOSEN_UNIT.findall(question.unit):
            columns = {} if table is None else table.columns
            from_list = any(column.choice_source == source for column in columns.values())
            if not from_list and not _gives(columns.get(source), attribute):
                message = msg(
                    "The unit {unit} needs a column of the same table that chooses from "
                    "{source}, or a column {source} whose choices have units; correct it.",
                    unit=question.unit,
                    source=source,
                )
                yield Defect("", "", "unknown-unit-source", message)
        english = self.catalogue.unit_text(question.unit, "en")
        if _CHINESE.search(english):
            message = msg(
                "The unit {unit} has no English form; add its parts to units.toml.",
                unit=question.unit,
            )
            yield Defect("", "", "unit-without-english", message)
        for choice in question.choices:
            for source, attribute in CHOSEN_UNIT.findall(" ".join(choice.attributes.values())):
                other = None if table is None else table.columns.get(source)
                if not _gives(other, attribute, plain=True):
                    message = msg(
                        "The choice {choice} passes on the unit of {source}, which has none of its "
                        "own; write the unit.",
                        choice=choice.code,
                        source=source,
                    )
                    yield Defect("", "", "unknown-unit-source", message)

    def _expression_defects(
        self, text: str, parse: Callable[[str], Formula], table: Table | None, *, own: bool
    ) -> Iterator[Defect]:
        try:
            formula = parse(text)
        except FormulaError as error:
            # A formula with several faults has one defect for each, one without parts has none.
            for problem in [defect.message for defect in error.defects] or [error.message]:
                message = msg("{problem} {hint}", problem=problem, hint=error.hint or "")
                yield Defect("", "", "expression-syntax", message)
            return
        for reference in sorted(formula.references, key=lambda item: item.name):
            if not self._knows(reference, table, own=own):
                yield Defect("", "", "unknown-name", _unknown_name(reference.name, text))

    def _knows(self, reference: Reference, table: Table | None, *, own: bool) -> bool:
        name = reference.name
        first, dot, column = name.partition(".")
        if dot:
            tables = self.catalogue.tables
            in_table = first in tables and column in tables[first].columns
            computed = name in self.catalogue.derived
            return computed or (in_table and first not in COMPUTED_PREFIXES)
        rows = self.catalogue.tables.get(reference.table)
        in_rows = rows is not None and name in rows.columns
        in_row = table is not None and (name in table.columns or name in CHOSEN_NAMES)
        return (own and name == "x") or in_rows or in_row or name in self.catalogue.fields


def _gives(column: Column | None, attribute: str, *, plain: bool = False) -> bool:
    """Whether choices of a column have a unit; a plain one is not passed on from elsewhere."""
    units = (
        [] if column is None else [item.attributes.get(attribute, "") for item in column.choices]
    )
    return any(units) and not (plain and CHOSEN_UNIT.search(" ".join(units)))


def _unknown_name(name: str, text: str) -> Message:
    return msg(
        "The expression {text} names {name}, which does not exist; correct it to a field, column, "
        "table or derived value of the catalogue.",
        text=text,
        name=name,
    )


def _placed(defects: Iterator[Defect], file: str, place: str) -> Iterator[Defect]:
    for defect in defects:
        yield Defect(file, place, defect.rule, defect.message)

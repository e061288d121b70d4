"""Where two answer sets differ, and what stands there, in words for people."""

from __future__ import annotations

from collections.abc import Mapping

from merging.differences import Difference
from merging.spellings import Plain, reader_of
from questionnaire.answers import AnswerSet, State
from questionnaire.catalogue import FieldType, Question
from questionnaire.messages import Language, Text, msg
from services.bootstrap import Product
from services.number_words import NOTHING, value_text
from services.translation import word


def place_text(product: Product, answers: AnswerSet, item: Difference) -> Text:
    """Where a difference is: the label of the field, or table, row and column.

    Args:
        product: the shipped data.
        answers: a side that has the row, if there is one; names it by its first text.
        item: the difference.
    """
    kind, code, *rest = item.path
    fields = product.catalogue.fields
    if kind == "tables":
        return _cell_text(product, answers, code, rest)
    if kind == "confirmed":
        return msg("Confirmation of {id}", id=code)
    field = fields.get(code) or fields.get(f"{code}_level")
    name: Text = code if field is None else field.label
    if rest == ["quality"]:
        return msg("{field}: data quality", field=name)
    return msg("{field}: note", field=name) if rest == ["reason"] else name


def side_text(product: Product, item: Difference, side: object, language: Language) -> str:
    """What stands on one side of a difference (`base`, `a` or `b`); a dash for nothing."""
    if side is None:
        return NOTHING
    question = _question(product, item)
    if isinstance(side, Mapping):
        return _compound(product, item, side, language)
    if question is None or not isinstance(side, str | bool):
        return str(side)
    return _plain_text(product, question, side, language)


def _compound(
    product: Product, item: Difference, side: Mapping[str, Plain], language: Language
) -> str:
    """A state with its reason, a mark, or a whole row."""
    if item.path[0] == "tables":
        columns = product.catalogue.tables[item.path[1]].columns
        cells = [
            _plain_text(product, columns[name], cell, language)
            for name, cell in ((name, side[name]) for name in columns if name in side)
        ]
        return " · ".join(cells)
    if "level" in side:
        return word(msg("level {level}", level=str(side["level"])), language)
    reason = str(side.get("reason", NOTHING))
    if side["state"] == State.NA.value:
        return word(msg("Not applicable: {reason}", reason=reason), language)
    return word(msg("No data yet: {reason}", reason=reason), language)


def _plain_text(product: Product, question: Question, cell: Plain, language: Language) -> str:
    value = reader_of(question.type)(cell)
    return value_text(question, value, product.references, language)


def _question(product: Product, item: Difference) -> Question | None:
    kind, code, *rest = item.path
    if kind == "tables" and len(rest) == 2:
        return product.catalogue.tables[code].columns.get(rest[1])
    return product.catalogue.fields.get(code) if kind == "answers" and not rest else None


def _cell_text(product: Product, answers: AnswerSet, table: str, rest: list[str]) -> Text:
    label = product.catalogue.fields[table].label
    name = _row_name(product, answers, table, rest[0])
    if len(rest) == 1:
        return msg("{table}, row {row}", table=label, row=name)
    column = product.catalogue.tables[table].columns[rest[1]].label
    return msg("{table}, row {row}, {column}", table=label, row=name, column=column)


def _row_name(product: Product, answers: AnswerSet, table: str, row_id: str) -> str:
    """The number of a row and its first text, e.g. `3 (中碳化工)`."""
    rows = answers.rows(table)
    if row_id not in rows:
        return row_id
    number = list(rows).index(row_id) + 1
    columns = product.catalogue.tables[table].columns.values()
    texts = (rows[row_id].get(column.code) for column in columns if column.type is FieldType.TEXT)
    first = next((text for text in texts if text), None)
    return str(number) if first is None else f"{number} ({first})"

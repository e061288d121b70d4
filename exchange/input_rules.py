"""What a spreadsheet refuses or colours while somebody types into a workbook of answers.

These rules help; the import checks everything again.

Source: interface.md, Excel (drop-down lists, conditional colours); rubric.md 14.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle

from exchange.cells import CLEAR, letters_of
from exchange.form import Form
from exchange.layout import LISTS_SHEET
from exchange.sheet_writer import SheetWriter
from exchange.styles import BAD, BAD_FONT, MISSING
from exchange.vocabulary import offered_words
from questionnaire.catalogue import FieldType, Question
from questionnaire.numbers import to_text


@dataclass
class ChoiceLists:
    """The lists of choices that cells offer, each written once on a hidden sheet."""

    _columns: dict[tuple[str, ...], int] = field(default_factory=dict)

    def range_of(self, words: tuple[str, ...]) -> str:
        """The range that holds the words, and with them the word that erases."""
        column = self._columns.setdefault(words, len(self._columns) + 1)
        letters = letters_of(column)
        return f"{LISTS_SHEET}!${letters}$1:${letters}${len(words) + 1}"

    def write(self, writer: SheetWriter) -> None:
        """Write all lists, one a column."""
        lists = [(*words, CLEAR) for words in self._columns]
        for number in range(max(map(len, lists), default=0)):
            writer.append([words[number] if number < len(words) else None for words in lists])
        writer.protect()


def add_rules(
    writer: SheetWriter, form: Form, lists: ChoiceLists, question: Question, cells: str
) -> None:
    """Offer, refuse and colour in the inputs of one question.

    Args:
        writer: the sheet.
        form: for the language.
        lists: where choices are.
        question: the field or column.
        cells: the range, e.g. `D5` or `D5:D2000`.
    """
    first = cells.partition(":")[0]
    words = offered_words(question, form.references, form.language)
    if words:
        choices = lists.range_of(words)
        writer.offer(cells, choices)
        # Digits in a list are texts, typed ones are numbers.
        known = f'ISNUMBER(MATCH({first}&"",{choices},0))'
        writer.colour(cells, _bad(f'AND({first}<>"",NOT({known}))'))
        return
    fits = _fits(question, first)
    if fits is None:
        return
    writer.demand(
        cells,
        f'IF(ISNUMBER({first}),{fits},{first}="{CLEAR}")',
        question.label.in_language(form.language),
        _demand_text(form, question),
    )
    writer.colour(
        cells, _bad(f'AND({first}<>"",{first}<>"{CLEAR}",NOT(IF(ISNUMBER({first}),{fits},FALSE)))')
    )


def mark_missing(writer: SheetWriter, cells: str, formula: str) -> None:
    """Colour inputs that are required and blank where the formula is true."""
    writer.colour(cells, _rule(formula, MISSING))


def _bad(formula: str) -> Rule:
    return _rule(formula, BAD, BAD_FONT)


def _rule(formula: str, fill: PatternFill, font: Font | None = None) -> Rule:
    look = DifferentialStyle(font=font, fill=fill)
    return Rule(type="expression", dxf=look, formula=[formula], stopIfTrue=font is not None)


def _fits(question: Question, cell: str) -> str | None:
    """When a number fits, as a formula; None where anything does."""
    if question.type is FieldType.DATE:
        return f"{cell}>=1"
    if not question.type.is_number:
        return None
    parts = [f"{cell}={cell}"]
    if question.type is FieldType.INTEGER:
        parts.append(f"{cell}=INT({cell})")
    if question.minimum is not None:
        parts.append(f"{cell}>={to_text(question.minimum)}")
    if question.maximum is not None:
        parts.append(f"{cell}<={to_text(question.maximum)}")
    return f"AND({','.join(parts)})"


def _demand_text(form: Form, question: Question) -> str:
    if question.type is FieldType.DATE:
        return form.pair("请填日期，如 2025-12-31。", "Enter a date, such as 2025-12-31.")
    low, high = (
        None if limit is None else to_text(limit) for limit in (question.minimum, question.maximum)
    )
    whole = question.type is FieldType.INTEGER
    kind = form.pair("整数", "a whole number") if whole else form.pair("数字", "a number")
    if low is not None and high is not None:
        return form.pair(f"请填 {low} 至 {high} 的{kind}。", f"Enter {kind} from {low} to {high}.")
    if low is not None:
        return form.pair(f"请填不小于 {low} 的{kind}。", f"Enter {kind}, {low} or more.")
    if high is not None:
        return form.pair(f"请填不大于 {high} 的{kind}。", f"Enter {kind}, {high} or less.")
    return form.pair(f"请填{kind}。", f"Enter {kind}.")

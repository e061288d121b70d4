"""Values of the form out of cells of a spreadsheet.

A cell says more than a text: that a number is shown as a percentage, that a text looks like a
number, that a date is one. What is certain is taken with a note, what is not is refused.

Source: interface.md, Excel (Import).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from exchange.cells import Cell, date_of_serial
from exchange.contents import unguard
from exchange.vocabulary import LANGUAGES, codes_of_words, fold, offered_words
from questionnaire.answers import Value
from questionnaire.catalogue import FieldType, Question, References
from questionnaire.messages import LocalText, Message, msg
from questionnaire.numbers import MAX_DIGITS, exact, to_text
from questionnaire.value_problem import ValueProblem
from questionnaire.values import read_value

NOTES: Mapping[str, Message] = {
    "text-number": msg("A text that looks like a number was read as the number."),
    "number-text": msg("A number was read as a text."),
    "percent-shown": msg("A cell shown as a percentage was read in %: 0.85 as 85."),
    "text-date": msg("A text that looks like a date was read as the date."),
}
"""What is said of cells that were read otherwise than they are stored, by rule."""

_MOST_KNOWN, _MOST_LISTED, _MOST_SHOWN = 50_000, 20, 60
_SAFE_LENGTH = 15
_DATE = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?")


class CellReader:
    """Reads the cells of one question; equal cells are read once.

    Args:
        question: the field or column.
        references: lists that choices come from.
        plain: whether every cell is a text because its file knows nothing else.
    """

    def __init__(self, question: Question, references: References, *, plain: bool = False) -> None:
        self.question = question
        self._references = references
        self._plain = plain
        chosen = question.type in (FieldType.CHOICE, FieldType.BOOL)
        self._codes = codes_of_words(question, references) if chosen else {}
        self._known: dict[Cell, tuple[Value, str]] = {}

    def read(self, cell: Cell) -> tuple[Value, str]:
        """The value, and the rule of a note (`NOTES`); empty when there is nothing to note.

        Raises:
            ValueProblem: the cell cannot be read as a value of the question.
        """
        found = self._known.get(cell)
        if found is None:
            found = self._read(cell)
            if len(self._known) < _MOST_KNOWN:
                self._known[cell] = found
        return found

    def code_in(self, cell: Cell) -> str | None:
        """The code that a cell of a choice names, offered or not; None when it names none."""
        texts = [cell.text, _number_text(cell.text) if cell.kind == "number" else cell.text]
        texts.append(texts[1].zfill(2))
        if cell.kind == "bool":
            yes = cell.text == "1"
            texts = ["true" if yes else "false", "yes" if yes else "no"]
        known = (self._codes.get(fold(text)) for text in texts)
        return next((code for code in known if code is not None), None)

    def _read(self, cell: Cell) -> tuple[Value, str]:
        if cell.kind == "error":
            raise ValueProblem(
                "cell-error",
                msg("The cell holds the error {error}; correct its formula.", error=cell.text),
            )
        if cell.kind == "unsaved":
            raise ValueProblem(
                "formula-unsaved",
                msg(
                    "The formula has no stored value; open the workbook in Excel or WPS, let it "
                    "compute, and save it again."
                ),
            )
        if self._codes:
            return self._choice(cell), ""
        if self.question.type.is_number:
            return self._number(cell)
        return self._date(cell) if self.question.type is FieldType.DATE else self._text(cell)

    def _choice(self, cell: Cell) -> Value:
        code = self.code_in(cell)
        if code is None:
            raise ValueProblem(
                "unknown-choice",
                msg(
                    "{typed} is not among the choices; choose one of: {choices}.",
                    typed=cell.text[:_MOST_SHOWN],
                    choices=self._offered(),
                ),
            )
        return read_value(self.question, code, self._references)

    def _offered(self) -> LocalText:
        """The first choices, as they are shown."""
        chinese, english = (
            offered_words(self.question, self._references, language) for language in LANGUAGES
        )
        return LocalText("、".join(_first(chinese)), ", ".join(_first(english)))

    def _number(self, cell: Cell) -> tuple[Value, str]:
        if cell.kind == "text":
            return read_value(self.question, cell.text), "" if self._plain else "text-number"
        if cell.kind == "date":
            raise ValueProblem(
                "date-for-number",
                msg(
                    "{typed} is a date; format the cell as a number and enter it again.",
                    typed=cell.text,
                ),
            )
        if cell.kind == "bool":
            return read_value(self.question, cell.text == "1"), ""
        number = stored_number(cell.text)
        if cell.kind == "percent":
            return self._percent(number)
        return read_value(self.question, number), ""

    def _percent(self, number: Decimal) -> tuple[Value, str]:
        if not self.question.unit.startswith("%"):
            raise ValueProblem(
                "percent-unit",
                msg(
                    "The cell shows {typed} as a percentage, but the unit is {unit}; enter the "
                    "number in that unit.",
                    typed=to_text(number),
                    unit=self.question.unit or "–",
                ),
            )
        with exact():
            return read_value(self.question, number * 100), "percent-shown"

    def _date(self, cell: Cell) -> tuple[Value, str]:
        if cell.kind == "number":
            raise self._serial(cell.text)
        match = _DATE.fullmatch(cell.text.strip())
        if match is None or cell.kind == "date":
            return read_value(self.question, cell.text), ""
        text = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
        noted = "" if text == cell.text.strip() or self._plain else "text-date"
        return read_value(self.question, text), noted

    def _serial(self, stored: str) -> ValueProblem:
        day: datetime.date | None = date_of_serial(float(stored_number(stored)), from_1904=False)
        return ValueProblem(
            "number-for-date",
            msg(
                "{typed} is a number, not a date; is {day} meant? Format the cell as a date.",
                typed=stored,
                day=day or "–",
            ),
        )

    def _text(self, cell: Cell) -> tuple[Value, str]:
        if cell.kind == "text":
            return read_value(self.question, unguard(cell.text)), ""
        if cell.kind in ("number", "percent"):
            return read_value(self.question, _number_text(cell.text)), "number-text"
        if cell.kind == "bool":
            return read_value(self.question, "TRUE" if cell.text == "1" else "FALSE"), "number-text"
        return read_value(self.question, cell.text), "number-text"


def _first(words: tuple[str, ...]) -> tuple[str, ...]:
    return words if len(words) <= _MOST_LISTED else (*words[:_MOST_LISTED], "…")


def stored_number(stored: str) -> Decimal:
    """The number that was entered into a cell; a spreadsheet keeps 15 digits of it.

    Raises:
        ValueProblem: it is no number.

    >>> stored_number("0.10000000000000001"), stored_number("1E-3")
    (Decimal('0.1'), Decimal('0.001'))
    """
    try:
        number = Decimal(stored)
        if len(stored) > _SAFE_LENGTH:
            number = Decimal(f"{float(stored):.{MAX_DIGITS}g}")
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise ValueProblem(
            "CA-E01",
            msg("{typed} is not a number; enter digits only, like 1200.5.", typed=stored[:40]),
        ) from error
    return number


def _number_text(stored: str) -> str:
    """A number as a text; refused when the spreadsheet has dropped digits of it."""
    number = stored_number(stored)
    digits = len(number.as_tuple().digits)
    if digits > MAX_DIGITS or number.adjusted() >= MAX_DIGITS:
        raise ValueProblem(
            "digits-lost",
            msg(
                "The number has more than {most} digits, of which the spreadsheet has lost the "
                "last; format the cell as text and enter it again.",
                most=MAX_DIGITS,
            ),
        )
    return to_text(number)

"""Tables as CSV: written in UTF-8 with a byte order mark, read in UTF-8 or GB18030.

Source: interface.md, Excel (CSV).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from exchange.book import Sheet, SheetRows
from exchange.cells import Cell, Cells
from exchange.contents import content_of, heading
from exchange.form import Form
from exchange.package import MOST_BYTES, refuse
from exchange.vocabulary import COLUMN_WORDS, STATES, choice_words
from questionnaire.answers import Value
from questionnaire.catalogue import Question, Table
from questionnaire.messages import Message, msg
from questionnaire.numbers import to_text
from questionnaire.row_units import CHOSEN_UNIT

_RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "'")
_MOST_FIELD = 64 * 1024 * 1024
_FIELD_COLUMNS = ("code", "label", "unit", "value", "state", "reason", "quality")


class CsvTable:
    """One CSV file, read as a book of one sheet that is called like the file.

    Args:
        data: the file.
        name: its name.

    Raises:
        ExchangeError: it is too large, or neither UTF-8 nor GB18030.
    """

    notes: tuple[Message, ...] = ()

    def __init__(self, data: bytes, name: str) -> None:
        if len(data) > MOST_BYTES:
            raise refuse(
                msg("{file} is larger than {n} MiB.", file=name, n=MOST_BYTES >> 20),
                msg("Divide it, or delete what is not needed."),
            )
        self._name = name
        self._text = _decoded(data, name)
        stem = name.rpartition("/")[2].rpartition(".")[0]
        self.sheets = (Sheet(stem, ""),)

    def read(self, sheet: Sheet) -> SheetRows:
        """The rows that are not blank.

        Raises:
            ExchangeError: while reading, when the file is no CSV.
        """
        return SheetRows(sheet.name, self._rows(), plain=True)

    def _rows(self) -> Iterator[tuple[int, Cells]]:
        lines = csv.reader(io.StringIO(self._text, newline=""), delimiter=_delimiter(self._text))
        try:
            for number, line in enumerate(_long_lines(lines), start=1):
                cells = {
                    column: Cell("text", unguarded(text))
                    for column, text in enumerate(line, start=1)
                    if text
                }
                if cells:
                    yield number, cells
        except csv.Error as error:
            message = msg("{file} is no CSV file: {reason}", file=self._name, reason=error)
            raise refuse(message, msg("Save it as CSV (UTF-8) and import again.")) from error


def _long_lines(lines: Iterator[list[str]]) -> Iterator[list[str]]:
    """Lines with fields as long as we take them; the limit is one of the whole process."""
    while True:
        usual = csv.field_size_limit(_MOST_FIELD)
        try:
            line = next(lines, None)
        finally:
            csv.field_size_limit(usual)
        if line is None:
            return
        yield line


def write_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as CSV in UTF-8 with a byte order mark, so that spreadsheets read Chinese right."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def csv_files(form: Form) -> Mapping[str, bytes]:
    """The answers as CSV files by name: `fields.csv`, and one for each table that has rows."""
    files = {"fields.csv": write_csv(_field_rows(form))}
    for code, table in form.catalogue.tables.items():
        if form.answers.rows(code):
            files[f"{code}.csv"] = write_csv(_table_rows(form, table))
    return files


def _table_rows(form: Form, table: Table) -> list[list[str]]:
    columns = list(table.columns.values())
    words = [dict(choice_words(item, form.references, form.language)) for item in columns]
    head = [form.word(COLUMN_WORDS["row_id"])]
    for item in columns:
        unit = "" if CHOSEN_UNIT.search(item.unit) else form.unit(item.unit)
        head.append(form.word(heading(item.label, unit)))
    rows = [head]
    for row_id, row in form.answers.rows(table.code).items():
        cells = [
            _text_of(row.get(item.code), known) for item, known in zip(columns, words, strict=True)
        ]
        rows.append([row_id, *cells])
    return rows


def _field_rows(form: Form) -> list[list[str]]:
    rows = [[form.word(COLUMN_WORDS[name]) for name in _FIELD_COLUMNS]]
    for code, item in form.catalogue.fields.items():
        answer = form.answers.answers.get(code)
        value = form.answers.value(code)
        if answer is None and value is None:
            continue
        state = STATES.get(answer.state) if answer else None
        rows.append(
            [
                code,
                guarded(form.word(item.label)),
                form.unit(item.unit),
                _text_of(value, _words(form, item)),
                form.word(state) if state else "",
                guarded(answer.reason or "") if answer else "",
                (answer.quality or "") if answer else "",
            ]
        )
    return rows


def _words(form: Form, item: Question) -> dict[str, str]:
    return dict(choice_words(item, form.references, form.language))


def _text_of(value: Value | None, words: dict[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return to_text(value)
    if isinstance(value, str):
        return guarded(words.get(value, value))
    return str(content_of(value, words))


def guarded(text: str) -> str:
    """A text that no spreadsheet runs: with an apostrophe where it could be a formula.

    >>> guarded("=1+1"), guarded("甲厂")
    ("'=1+1", '甲厂')
    """
    return f"'{text}" if text.startswith(_RISKY) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that `guarded` has put before it.

    >>> unguarded("'=1+1"), unguarded("'90")
    ('=1+1', "'90")
    """
    return text[1:] if text.startswith("'") and text[1:].startswith(_RISKY) else text


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refuse(
        msg("{file} is neither UTF-8 nor GB18030 text.", file=name),
        msg("Save it as CSV (UTF-8) and import again."),
    )


def _delimiter(text: str) -> str:
    """What separates the cells of the first line."""
    line = text.partition("\n")[0]
    return max((",", "\t", ";"), key=line.count)

"""Importing workbooks and CSV tables: worked out first, carried out afterwards as one step.

An import goes through the same checks as `fill`.

Source: interface.md, Excel and Command line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from db.park_file import ParkFile
from exchange.book import Book
from exchange.csv_tables import CsvTable
from exchange.matching import Names
from exchange.reading import ReadAnswers, Reading, Source, is_newer, read_settings
from exchange.units import slips
from exchange.vocabulary import fold
from questionnaire.answers import AnswerSet, History
from questionnaire.errors import AnswerError, Defect
from questionnaire.fill_shape import FillDocument, read_fill
from questionnaire.messages import msg
from questionnaire.problems import Problem
from services.bootstrap import Product
from services.environment import Environment
from services.errors import ServiceError
from services.import_columns import remember_columns, remembered_columns
from services.import_plans import ImportPlan, field_changes, table_changes, values_only
from services.input_files import read_input
from services.many_rows import without_collections
from services.parks import (
    LOCAL_AUTHOR,
    EditOutcome,
    FillRefused,
    accept,
    commit,
    empty_year,
    newest_year,
)

Progress = Callable[[int, int], None]
"""Told how far the work is, `(n, 0)` when nobody knows of how many; may raise to stop it."""

_MOST_BYTES = 64 * 1024 * 1024


class ImportRefused(ServiceError):
    """A workbook or table that cannot be taken; nothing was changed."""

    code = "import-refused"


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What the user says about a file that is imported.

    Attributes:
        year: the answer set; None takes that of the workbook, or the newest.
        table: table that sheets without codes are taken for; empty: the one that fits.
        columns: table -> heading -> column.
        shown_year: the set that a file which names no year is for; None: the newest.
    """

    year: int | None = None
    table: str = ""
    columns: Mapping[str, Mapping[str, str]] | None = None
    shown_year: int | None = None


def read_workbook(
    product: Product,
    environment: Environment,
    history: History,
    file: Path,
    choices: ImportChoices | None = None,
    progress: Progress = lambda _done, _all: None,
) -> ImportPlan:
    """Work out what importing a workbook or CSV table would do; nothing is changed.

    Args:
        product: the shipped data.
        environment: ids of new rows, the date of the checks, remembered columns.
        history: the answers of the park as they are.
        file: an .xlsx or .xlsm workbook, or a .csv file of one table.
        choices: what the user says about it.
        progress: told how far it is.

    Raises:
        NoInputFile: there is no such file.
        ExchangeError: it is no workbook that can be read.
        ImportRefused: it is of another year, or made by a newer program.
    """
    said = choices or ImportChoices()
    with without_collections():
        source = _open_source(file)
        settings = read_settings(source)
        year = _target_year(history, settings, said, file.name)
        base = history.get(year) or empty_year(history, year)
        read = _read(product, environment, base, source, file.name, said, progress)
        progress(0, 0)
        return _plan(product, environment, history, base, read, settings, file.name, said)


def apply_import(
    product: Product,
    environment: Environment,
    path: Path,
    plan: ImportPlan,
    author: str = LOCAL_AUTHOR,
) -> EditOutcome:
    """Carry out an import as one step that `undo` takes back; remembers chosen columns.

    Raises:
        ImportRefused: the plan has defects, or the answers have changed since it was made.
    """
    refuse_defects(plan)
    with without_collections(), ParkFile.open(path, product.catalogue) as park:
        if park.history().get(plan.year) != plan.before:
            raise ImportRefused(
                msg("The answers have changed since {file} was read.", file=plan.workbook),
                msg("Import it again."),
            )
        if plan.after is not None:
            commit(park, product, environment, plan.before, plan.after, author, "import")
    remember_columns(environment, plan.chosen)
    return EditOutcome(plan.year, plan.problems)


def refuse_defects(plan: ImportPlan) -> None:
    """Refuse a plan that has defects.

    Raises:
        ImportRefused: with all of them.
    """
    if plan.refused:
        raise ImportRefused(
            msg(
                "{file} has {n} {n|defect|defects}; nothing was changed.",
                file=plan.workbook,
                n=len(plan.defects),
            ),
            msg("Correct the cells named and import again."),
            plan.defects,
        )


def _open_source(file: Path) -> Source:
    data = read_input(file, _MOST_BYTES, msg("Divide it, or delete sheets that are not needed."))
    if file.suffix.casefold() in {".csv", ".txt"}:
        return CsvTable(data, file.name)
    return Book(data, file.name)


def _target_year(
    history: History, settings: Mapping[str, str], said: ImportChoices, file: str
) -> int:
    if is_newer(settings):
        raise ImportRefused(
            msg("{file} was made by a newer version of this program.", file=file),
            msg("Install the newer version, or fill in a template of this one."),
        )
    stated = settings.get("year", "")
    own = int(stated) if stated.isdecimal() else None
    if said.year is not None and own is not None and said.year != own:
        raise ImportRefused(
            msg("{file} is of {own}, not of {year}.", file=file, own=own, year=said.year),
            msg("Leave --year out, or name the workbook of that year."),
        )
    return said.year or own or said.shown_year or newest_year(history)


def _read(  # noqa: PLR0913, PLR0917 - see `read_workbook`
    product: Product,
    environment: Environment,
    base: AnswerSet,
    source: Source,
    file: str,
    said: ImportChoices,
    progress: Progress,
) -> ReadAnswers:
    known = {table: dict(names) for table, names in remembered_columns(environment).items()}
    for table, columns in _folded(said.columns).items():
        known.setdefault(table, {}).update(columns)
    _refuse_unknown_columns(product, said)
    names = Names(product.catalogue, known, said.table)
    reading = Reading(
        product.catalogue, product.references, base, names, environment.new_id, progress
    )
    return reading.read(source, file)


def _plan(  # noqa: PLR0913, PLR0917 - see `read_workbook`
    product: Product,
    environment: Environment,
    history: History,
    base: AnswerSet,
    read: ReadAnswers,
    settings: Mapping[str, str],
    file: str,
    said: ImportChoices,
) -> ImportPlan:
    defects = [*read.defects, *_other_park(base, read, settings, file)]
    after, problems, further = _settled(product, environment, history, base, read)
    defects += [replace(item, file=file) for item in further]
    notes = [*read.notes, *_other_catalogue(product, settings, file)]
    last = history.get(base.year - 1)
    if after is not None and last is not None:
        notes += _slips(product, base, after, last, read, file)
    shown = after or base
    return ImportPlan(
        workbook=file,
        year=base.year,
        before=history.get(base.year),
        after=after,
        defects=tuple(defects),
        notes=tuple(notes),
        problems=problems,
        columns=read.columns,
        chosen=_folded(said.columns),
        fields=tuple(field_changes(base, shown, read.places.parts)),
        tables=tuple(table_changes(base, shown)),
        changes_nothing=after == history.get(base.year),
    )


def _settled(
    product: Product,
    environment: Environment,
    history: History,
    base: AnswerSet,
    read: ReadAnswers,
) -> tuple[AnswerSet | None, tuple[Problem, ...], list[Defect]]:
    """The answers after the import, their problems, and what refuses them."""
    defects: list[Defect] = []
    after = None
    document: FillDocument = read.document
    for attempt in (document, values_only(document)):
        try:
            after = read_fill(
                product.catalogue, attempt, base, product.references, environment.new_id,
                read.tables,
            )  # fmt: skip
            break
        except AnswerError as error:
            defects = defects or [*error.defects]
    problems: tuple[Problem, ...] = ()
    if after is not None:
        try:
            after, problems = accept(product, environment, history, base, after, document)
        except FillRefused as error:
            defects += error.defects or [
                Defect("", "fields.assessment_year", "other-year", error.message)
            ]
            problems = error.problems
    rests_on = {problem.id: problem.fields for problem in problems}
    return after, problems, [_placed(item, read, rests_on) for item in defects]


def _placed(defect: Defect, read: ReadAnswers, rests_on: Mapping[str, Sequence[str]]) -> Defect:
    """A defect of answers with the sheet and cell that it comes from."""
    places = read.places
    place = places.of_part(defect.place)
    if place == defect.place:
        place = places.of_problem(defect.place, rests_on.get(defect.place, ()))
    if place == defect.place and place.startswith("tables."):
        _, table, row_id = place.split(".", 2)
        row, _, column = row_id.rpartition(".")
        place = places.of_cell(table, row, column) or place
    return replace(defect, place=place)


def _other_park(
    base: AnswerSet, read: ReadAnswers, settings: Mapping[str, str], file: str
) -> list[Defect]:
    """A workbook of another park is not this park's."""
    own = base.value("park_code")
    typed = read.document.get("fields", {}).get("park_code")
    found = typed or settings.get("park", "")
    if not own or not found or found == own:
        return []
    message = msg("The workbook is of the park {other}, the file of {own}.", other=found, own=own)
    place = read.places.of_part("fields.park_code")
    return [Defect(file, place, "other-park", message)]


def _other_catalogue(product: Product, settings: Mapping[str, str], file: str) -> list[Defect]:
    stated = settings.get("catalogue_hash", "")
    if not stated or stated == product.catalogue.hash:
        return []
    message = msg(
        "The workbook was made from another edition of the questions ({edition}); what the present "
        "one lacks is not read.",
        edition=settings.get("catalogue", ""),
    )
    return [Defect(file, "", "other-catalogue", message)]


def _slips(
    product: Product,
    base: AnswerSet,
    after: AnswerSet,
    last: AnswerSet,
    read: ReadAnswers,
    file: str,
) -> list[Defect]:
    def place_of(code: str, row_id: str, column: str) -> str:
        if row_id:
            return read.places.of_cell(code, row_id, column)
        return read.places.of_part(f"fields.{code}")

    found = slips(product.catalogue, base, after, last, place_of)
    return [Defect(file, place, "unit-slip", message) for place, message in found]


def _folded(
    columns: Mapping[str, Mapping[str, str]] | None,
) -> dict[str, dict[str, str]]:
    return {
        table: {fold(heading): column for heading, column in names.items()}
        for table, names in (columns or {}).items()
    }


def _refuse_unknown_columns(product: Product, said: ImportChoices) -> None:
    tables = product.catalogue.tables
    named = [*(said.columns or {}), *([said.table] if said.table else ())]
    unknown = [table for table in dict.fromkeys(named) if table not in tables]
    unknown += [
        f"{table}.{column}"
        for table, names in (said.columns or {}).items()
        for column in names.values()
        if table in tables and column not in tables[table].columns
    ]
    if unknown:
        raise ImportRefused(
            msg("There is no table or column {names}.", names=", ".join(unknown)),
            msg("Tables are: {names}.", names=", ".join(tables)),
        )

"""Templates and exports of answers: Excel, JSON, CSV.

Source: interface.md, Excel and Command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from exchange.answers_json import answers_json
from exchange.csv_tables import csv_files
from exchange.form import Form
from questionnaire.answers import Answer, AnswerSet, State
from questionnaire.messages import Language, Message, msg
from services.bootstrap import Product
from services.environment import Environment
from services.errors import ServiceError
from services.evaluation import Evaluation
from services.files import make_folder, write_whole
from services.parks import empty_year
from services.subjects import Subject, find_subject
from services.translation import translator


@dataclass(frozen=True, slots=True)
class WrittenFiles:
    """Files that were written.

    Attributes:
        notes: what is not in them.
    """

    files: tuple[Path, ...]
    year: int
    notes: tuple[Message, ...] = ()


def write_template(
    product: Product,
    environment: Environment,
    out: Path,
    location: str | None = None,
    *,
    year: int | None = None,
    language: Language = "zh",
) -> WrittenFiles:
    """Write a workbook to be filled in.

    Args:
        product: the shipped data.
        environment: for the clock.
        out: the .xlsx file; one of that name is replaced.
        location: park file whose answers it starts from, without marks of assessors; None: blank.
        year: the answer set; a year that the file lacks starts empty, with last year's values
            beside. None: the newest, or no year in a blank form.
        language: of the workbook.

    Raises:
        ServiceError: the name does not end in .xlsx.
        OSError: it cannot be written.
    """
    refuse_ending(out, ".xlsx")
    if location is None:
        form = _blank_form(product, year, language)
    else:
        subject = _subject(product, location, year)
        form = form_of(product, environment, subject, language, with_assessment=False)
    return _write_workbook(environment, form, out)


def export_workbook(  # noqa: PLR0913 - what is exported, of whom, and how
    product: Product,
    environment: Environment,
    location: str,
    out: Path,
    *,
    park: str | None = None,
    year: int | None = None,
    language: Language = "zh",
) -> WrittenFiles:
    """Write everything that an answer set holds as a workbook; importing it changes nothing.

    Args:
        product: the shipped data.
        environment: for the clock.
        location: a park file, submission or store.
        out: the .xlsx file; one of that name is replaced.
        park: code; needed on a store with several.
        year: None takes the newest.
        language: of the workbook.

    Raises:
        UnknownItem: the park or year is not there.
        OSError: it cannot be written.
    """
    refuse_ending(out, ".xlsx")
    subject = find_subject(product, location, park, year)
    return write_answers(product, environment, subject, out, language=language)


def write_answers(
    product: Product,
    environment: Environment,
    subject: Subject,
    out: Path,
    *,
    language: Language,
    template: bool = False,
) -> WrittenFiles:
    """Write answers that are at hand: as JSON by the ending `.json`, else as a workbook.

    Args:
        product: the shipped data.
        environment: for the clock.
        subject: the answers and their year.
        out: the file; one of that name is replaced.
        language: of a workbook.
        template: leave the marks of assessors out.

    Raises:
        ServiceError: the name ends neither in .xlsx nor in .json.
        OSError: it cannot be written.
    """
    if out.suffix.casefold() == ".json":
        write_whole(out, answers_json(product.catalogue, subject.history[subject.year]))
        return WrittenFiles((out,), subject.year)
    refuse_ending(out, ".xlsx")
    form = form_of(product, environment, subject, language, with_assessment=not template)
    return _write_workbook(environment, form, out)


def export_json(
    product: Product,
    environment: Environment,
    location: str,
    out: Path,
    *,
    park: str | None = None,
    year: int | None = None,
) -> WrittenFiles:
    """Write an answer set as JSON, which `fill` takes.

    Raises:
        UnknownItem: the park or year is not there.
        OSError: it cannot be written.
    """
    refuse_ending(out, ".json")
    subject = find_subject(product, location, park, year)
    return write_answers(product, environment, subject, out, language="zh")


def export_csv(  # noqa: PLR0913 - as `export_workbook`
    product: Product,
    environment: Environment,
    location: str,
    folder: Path,
    *,
    park: str | None = None,
    year: int | None = None,
    language: Language = "zh",
) -> WrittenFiles:
    """Write an answer set as CSV files, one for the fields and one for each table with rows.

    Raises:
        UnknownItem: the park or year is not there.
        ServiceError: the folder holds CSV files that this export would not replace.
        OSError: they cannot be written.
    """
    subject = find_subject(product, location, park, year)
    form = form_of(product, environment, subject, language, with_assessment=True)
    files = csv_files(form)
    make_folder(folder)
    older = sorted(item.name for item in folder.glob("*.csv") if item.name not in files)
    if older:
        raise ServiceError(
            msg("{folder} holds other CSV files: {names}.", folder=folder, names=", ".join(older)),
            msg("Name an empty folder."),
        )
    for name, data in files.items():
        write_whole(folder / name, data)
    note = msg("CSV leaves out marks and confirmations; Excel and JSON hold everything.")
    return WrittenFiles(tuple(folder / name for name in files), subject.year, (note,))


def refuse_ending(out: Path, ending: str) -> None:
    """Refuse a file name with another ending.

    Raises:
        ServiceError: the name does not end so.
    """
    if out.suffix.casefold() != ending:
        raise ServiceError(
            msg("{file} must end in {ending}.", file=out.name, ending=ending),
            msg("Choose another name."),
        )


def _subject(product: Product, location: str, year: int | None) -> Subject:
    """A park and year, which may be a year to come."""
    newest = find_subject(product, location)
    if year is None or year in newest.history:
        return newest if year is None else replace(newest, year=year)
    history = {**newest.history, year: empty_year(newest.history, year)}
    return replace(newest, history=history, year=year)


def _blank_form(product: Product, year: int | None, language: Language) -> Form:
    stated = {"assessment_year": Answer(State.VALUE, Decimal(year))} if year else {}
    answers = AnswerSet(year or 0, stated)
    return Form(
        product.catalogue, product.references, answers, language=language,
        translate=translator(language), dated=year is not None,
    )  # fmt: skip


def form_of(
    product: Product,
    environment: Environment,
    subject: Subject,
    language: Language,
    *,
    with_assessment: bool,
) -> Form:
    """What a workbook of the answers of a subject is written from."""
    evaluation = Evaluation(product, subject.history, subject.year, environment.today())
    earlier = [year for year in subject.history if year < subject.year]
    return Form(
        product.catalogue,
        product.references,
        subject.history[subject.year],
        subject.history[max(earlier)] if earlier else None,
        evaluation.problems,
        language,
        translator(language),
        with_assessment,
    )


def _write_workbook(environment: Environment, form: Form, out: Path) -> WrittenFiles:
    # openpyxl takes as long to import as the rest of a command.
    from exchange.workbook import too_long, write_workbook  # noqa: PLC0415

    write_whole(out, write_workbook(form, environment.now()))
    return WrittenFiles((out,), form.answers.year, left_out_notes(too_long(form)))


def left_out_notes(names: Sequence[str]) -> tuple[Message, ...]:
    """What is said of texts that are too long for a cell; nothing where there are none."""
    if not names:
        return ()
    return (
        msg(
            "Texts of more than {most} characters fit into no cell and are left out; importing "
            "leaves them as they are, JSON holds them: {names}.",
            most=32_767,
            names=", ".join(names),
        ),
    )

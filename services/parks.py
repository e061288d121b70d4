"""The park file: new, fill, roll over to the next year, undo, redo."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from db.edits import EditGroup, changes
from db.park_file import ParkFile
from questionnaire.answers import Answer, AnswerSet, History, Mark, Role, Row, State, Value
from questionnaire.catalogue import Catalogue
from questionnaire.errors import Defect
from questionnaire.fill_shape import read_fill
from questionnaire.messages import Message, msg
from questionnaire.problems import Problem, Severity
from questionnaire.value_problem import ValueProblem
from questionnaire.values import read_value
from services.bootstrap import Product
from services.editing import changed_codes, spread_confirmations, without_lapsed
from services.environment import Environment
from services.errors import ServiceError, UnknownItem
from services.evaluation import Evaluation

LOCAL_AUTHOR = "填报人"

_REFUSED_ENTRY_RULES = frozenset(
    f"CA-E{number}" for number in ("05", "06", "07", "12", "13", "14", "15", "18", "19", "31")
)


class FillRefused(ServiceError):
    """The answers were refused; nothing of the file was taken.

    Attributes:
        problems: the failed checks, where checks refuse them.
    """

    code = "fill-refused"

    def __init__(
        self,
        message: Message,
        hint: Message | None = None,
        defects: Sequence[Defect] = (),
        problems: tuple[Problem, ...] = (),
    ) -> None:
        """Keep the parts of the error and the failed checks."""
        super().__init__(message, hint, defects)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class EditOutcome:
    """What an edit left behind.

    Attributes:
        year: the answer set that was edited.
        problems: all problems of that set after the edit.
        notes: remarks that are no problems.
    """

    year: int
    problems: tuple[Problem, ...]
    notes: tuple[Message, ...] = ()


def new_park(
    product: Product, environment: Environment, path: Path, *, code: str, name: str, year: int
) -> EditOutcome:
    """Make a park file with its first answer set.

    Raises:
        FillRefused: the code, name or year cannot be used.
        StorageFailed: the file exists or cannot be written.
    """
    given = {"park_code": code, "park_name": name, "assessment_year": str(year)}
    first = _typed_answers(product, year, given)
    after, problems = settle(product, environment, {}, first, ())
    with ParkFile.create(path, product.catalogue, created_at=environment.timestamp()) as park:
        if environment.demonstration:
            park.set_meta("demonstration", "true")
        park.apply(
            EditGroup(
                LOCAL_AUTHOR,
                environment.timestamp(),
                "new",
                changes(None, after, product.catalogue),
            )
        )
    return EditOutcome(year, problems)


def fill_park(
    product: Product,
    environment: Environment,
    path: Path,
    document: Mapping[str, object],
    *,
    year: int | None = None,
    author: str = LOCAL_AUTHOR,
) -> EditOutcome:
    """Set answers, tables, marks and states from JSON, all or nothing.

    Args:
        product: the shipped data.
        environment: clock, keys and new ids.
        path: the park file.
        document: the shape of `fill` (interface.md), or a file that holds it under `inputs`.
        year: the answer set; None is the newest. One that is not there yet is made.
        author: whom the edit log names.

    Raises:
        AnswerError: the document has a wrong shape; all defects are listed.
        FillRefused: a type, range or hard check of a field or cell fails that did not fail before.
    """
    with ParkFile.open(path, product.catalogue) as park:
        history = park.history()
        target = year if year is not None else newest_year(history)
        base = history.get(target) or empty_year(history, target)
        after = read_fill(product.catalogue, document, base, product.references, environment.new_id)
        after, problems = accept(product, environment, history, base, after, document)
        commit(park, product, environment, history.get(target), after, author, "fill")
    return EditOutcome(target, problems, _idle_confirmations(_given(document, ()), problems))


def accept(
    product: Product,
    environment: Environment,
    history: History,
    base: AnswerSet,
    after: AnswerSet,
    document: Mapping[str, object],
) -> tuple[AnswerSet, tuple[Problem, ...]]:
    """The answers as they may be stored after a fill or an import, with all their problems.

    Args:
        product: the shipped data.
        environment: clock, keys and new ids.
        history: the park's answers as they are stored.
        base: the answers of the year before, which may not be stored yet.
        after: the answers as they were read.
        document: what was filled in; its confirmations do not lapse by it.

    Raises:
        FillRefused: another year, an undue 不适用, or a type, range or hard check of a field or
            cell that fails and did not fail before.
    """
    if after.value("assessment_year") != Decimal(after.year):
        raise FillRefused(
            msg("The answers are of another year than the set {year}.", year=after.year),
            msg("Correct assessment_year, or name the set with --year."),
        )
    _refuse_undue_na(product, base, after)
    new = [name for name in after.confirmed if name not in base.confirmed]
    return settle(product, environment, history, after, _given(document, new))


def roll_year(
    product: Product, environment: Environment, path: Path, year: int, author: str = LOCAL_AUTHOR
) -> EditOutcome:
    """Make the answer set of `year` from the newest one.

    Copies fields that are not asked anew each year, unless their value cannot stand in the new year
    (the date of last year's declaration), and rows of tables without a year column
    (submissions.md, Files); of tables whose years are not the year of the data (peak plan,
    pollutants, planned values) all rows; of the enterprise register who the enterprises are.

    Raises:
        ServiceError: the year is there already, or before the newest one.
    """
    with ParkFile.open(path, product.catalogue) as park:
        history = park.history()
        if year in history:
            raise ServiceError(
                msg("The file already has answers for {year}.", year=year),
                msg("Fill them with --year {year}.", year=year),
            )
        after, problems = next_year(product, environment, history, year)
        commit(park, product, environment, None, after, author, "roll")
    return EditOutcome(year, problems)


def next_year(
    product: Product, environment: Environment, history: History, year: int
) -> tuple[AnswerSet, tuple[Problem, ...]]:
    """The answer set of `year` as `roll_year` makes it, with its problems; nothing is written.

    Raises:
        ServiceError: the year is before the newest one, or cannot be assessed.
    """
    newest = newest_year(history)
    if year < newest:
        raise ServiceError(
            msg(
                "{year} is before the newest year of the file, {newest}.", year=year, newest=newest
            ),
            msg("Fill in an earlier year with `fill --year {year}`.", year=year),
        )
    after = rolled(product.catalogue, history[newest], year)
    after = _without_failing(product, environment, history, after)
    if after.value("assessment_year") is None:
        raise ServiceError(
            msg("{year} cannot be the year of an assessment.", year=year),
            msg("Give a year between 2016 and 2100."),
        )
    return settle(product, environment, history, after, ())


def newest_year(history: History) -> int:
    """The newest year that has answers.

    Raises:
        UnknownItem: there is none; the file was made and never filled in.
    """
    if not history:
        raise UnknownItem(
            msg("The file holds no answers."),
            msg("Delete it and make a new one (File → New park file, or `greenpark new`)."),
        )
    return max(history)


def undo(
    product: Product, environment: Environment, path: Path, author: str = LOCAL_AUTHOR
) -> bool:
    """Take the newest edit back; False when there is none. The log keeps both."""
    with ParkFile.open(path, product.catalogue) as park:
        if park.undo(author, environment.timestamp()) is None:
            return False
        if park.years():
            return True
        park.redo(author, environment.timestamp())  # the making of the file is not taken back
        return False


def redo(
    product: Product, environment: Environment, path: Path, author: str = LOCAL_AUTHOR
) -> bool:
    """Put back what `undo` took; False when there is nothing."""
    with ParkFile.open(path, product.catalogue) as park:
        return park.redo(author, environment.timestamp()) is not None


_KEPT_YEARS = frozenset({"peak_plan", "pollutants", "scenario_policy_values"})
_ENTERPRISE_IDENTITY = ("enterprise_name", "uscc", "industry", "above_scale", "in_boundary")


def rolled(catalogue: Catalogue, last: AnswerSet, year: int) -> AnswerSet:
    """What the answer set of `year` takes over from the newest one before it."""
    kept = {
        code: answer
        for code, answer in last.answers.items()
        if code not in catalogue.fields or catalogue.fields[code].yearly != "yes"
    }
    kept["assessment_year"] = Answer(State.VALUE, Decimal(year))
    tables = {
        code: rows
        for code, rows in last.tables.items()
        if code in _KEPT_YEARS or not catalogue.tables[code].has_year
    }
    enterprises = _enterprises_of(last, year)
    if enterprises:
        tables["enterprises"] = enterprises
    marks: dict[str, dict[Role, Mark]] = {
        code: {"self": by["self"]} for code, by in last.marks.items() if "self" in by
    }
    return AnswerSet(year, kept, tables, marks)


def _without_failing(
    product: Product, environment: Environment, history: History, after: AnswerSet
) -> AnswerSet:
    """The answers without fields whose own checks fail; they have to be given again."""
    new = Evaluation(product, {**history, after.year: after}, after.year, environment.today())
    kept = {code: item for code, item in after.answers.items() if code not in new.invalid_fields}
    return replace(after, answers=kept)


def _enterprises_of(last: AnswerSet, year: int) -> dict[str, Row]:
    return {
        row_id: {
            "year": Decimal(year),
            **{name: row[name] for name in _ENTERPRISE_IDENTITY if name in row},
        }
        for row_id, row in last.rows("enterprises").items()
        if "exit_date" not in row
    }


def settle(
    product: Product,
    environment: Environment,
    history: History,
    after: AnswerSet,
    given: Collection[str],
) -> tuple[AnswerSet, tuple[Problem, ...]]:
    """The answers with confirmations settled, and their problems; refuses new failures of cells."""
    before = history.get(after.year)
    today = environment.today()
    new = Evaluation(product, {**history, after.year: after}, after.year, today)
    old = Evaluation(product, history, after.year, today) if before else None
    _refuse_new_failures(old, new)
    settled = spread_confirmations(after, new.problems)
    problems = (*new.problems, *(old.problems if old else ()))
    spread = {name for name in settled.confirmed if name.rpartition(":")[0] in given}
    settled = without_lapsed(settled, changed_codes(before, after), problems, {*given, *spread})
    if settled == after:
        return after, new.problems
    final = Evaluation(product, {**history, after.year: settled}, after.year, today)
    return settled, final.problems


def _refuse_undue_na(product: Product, before: AnswerSet, after: AnswerSet) -> None:
    """Refuse 不适用 of an indicator that no assessor may declare so (rubric.md 4.4)."""
    named = after.value("rubric_edition")
    edition = product.edition(named if isinstance(named, str) else None, after.year)
    undue = [
        code
        for code, answer in after.answers.items()
        if answer.state is State.NA
        and before.answers.get(code) != answer
        and code in edition.indicators
        and edition.indicators[code].na_declared is None
    ]
    if undue:
        fault = msg("This indicator may not be declared not applicable.")
        raise FillRefused(
            msg("{n} {n|answer|answers} cannot be taken; nothing was changed.", n=len(undue)),
            msg("Correct them and repeat."),
            [Defect("", f"status.{code}", "undue-na", fault) for code in undue],
        )


def _idle_confirmations(
    typed: Collection[str], problems: Collection[Problem]
) -> tuple[Message, ...]:
    """Notes on confirmations of a fill document that confirm nothing."""
    soft = {problem.id for problem in problems if problem.severity is Severity.SOFT}
    columns = {name.rpartition(":")[0] for name in soft}
    idle = [name for name in typed if name not in soft | columns]
    if not idle:
        return ()
    return (
        msg(
            "These confirmations belong to no soft problem and have no effect: {names}.",
            names=", ".join(sorted(idle)),
        ),
    )


def _refuse_new_failures(old: Evaluation | None, new: Evaluation) -> None:
    failing = {problem.id for problem in refusals(old)} if old else set()
    fresh = [problem for problem in refusals(new) if problem.id not in failing]
    if fresh:
        raise FillRefused(
            msg("{n} {n|answer|answers} cannot be taken; nothing was changed.", n=len(fresh)),
            msg("Correct them and repeat."),
            [
                Defect("", problem.id, "hard", msg("{text}", text=problem.message))
                for problem in fresh
            ],
            tuple(fresh),
        )


def refusals(evaluation: Evaluation) -> tuple[Problem, ...]:
    """Problems that `fill` and import refuse: type, range and hard checks of fields and cells."""
    return (
        *evaluation.value_problems,
        *(problem for problem in evaluation.problems if problem.id in _REFUSED_ENTRY_RULES),
    )


def commit(  # noqa: PLR0913, PLR0917 - what an edit group is made of
    park: ParkFile,
    product: Product,
    environment: Environment,
    before: AnswerSet | None,
    after: AnswerSet,
    author: str,
    reason: str,
) -> None:
    """Write what changes as one step of the edit log; nothing when nothing does."""
    edits = changes(before, after, product.catalogue)
    if edits:
        park.apply(EditGroup(author, environment.timestamp(), reason, edits))


def _typed_answers(product: Product, year: int, given: Mapping[str, str]) -> AnswerSet:
    answers: dict[str, Answer] = {}
    defects: list[Defect] = []
    for code, typed in given.items():
        try:
            value: Value = read_value(product.catalogue.fields[code], typed, product.references)
            answers[code] = Answer(State.VALUE, value)
        except ValueProblem as problem:
            defects.append(Defect("", f"fields.{code}", problem.rule, problem.message))
    if defects:
        raise FillRefused(msg("The park file was not made."), None, defects)
    return AnswerSet(year, answers)


def empty_year(history: History, year: int) -> AnswerSet:
    """A set without answers but for who the park is and the year."""
    newest = history[newest_year(history)]
    kept = {
        code: newest.answers[code] for code in ("park_code", "park_name") if code in newest.answers
    }
    return AnswerSet(year, {**kept, "assessment_year": Answer(State.VALUE, Decimal(year))})


def _given(document: Mapping[str, object], new: Collection[str]) -> frozenset[str]:
    """Ids that a fill document confirms itself."""
    inputs = document.get("inputs", document)
    named = inputs.get("confirmations", {}) if isinstance(inputs, Mapping) else {}
    return frozenset({*named, *new}) if isinstance(named, Mapping) else frozenset(new)

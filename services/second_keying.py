"""二次录入核对: a second person keys chosen fields blind; differences are listed and decided.

What was keyed is compared as a value, not as a text: `1,520` and `1520.0` agree. A field that was
left blank was not keyed and says nothing. Who checked which fields, and when, stays with the file.

Source: interface.md, 填报.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from db.park_file import ParkFile
from questionnaire.answers import Answer, AnswerSet, State, Value
from questionnaire.catalogue import Catalogue, Field, FieldType
from questionnaire.errors import Defect
from questionnaire.messages import Message, msg
from questionnaire.value_problem import ValueProblem
from questionnaire.values import is_blank
from services.bootstrap import Product
from services.draft_edits import read_typed
from services.environment import Environment
from services.errors import ServiceError, UnknownItem
from services.park_sessions import ParkSession
from services.parks import LOCAL_AUTHOR, EditOutcome, commit, newest_year, settle
from services.session_values import EditResult

_FACT = "second_keying"
_REASON = "second-keying"
_NOT_KEYED = frozenset({FieldType.TABLE, FieldType.LEVEL})


class KeyingError(ServiceError):
    """What was keyed cannot be compared; all fields with a defect are listed."""

    code = "bad-keying"


@dataclass(frozen=True, slots=True)
class KeyedDifference:
    """A field whose second value is another one.

    Attributes:
        code: of the field.
        first: the value in the file.
        second: the value keyed the second time; None when it cannot be read.
        problem: why it cannot be read.
    """

    code: str
    first: Value
    second: Value | None
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class Keying:
    """A second keying beside the first.

    Attributes:
        agreed: codes whose values are the same, in form order.
        differences: the others that were keyed, in form order.
    """

    agreed: tuple[str, ...]
    differences: tuple[KeyedDifference, ...]


@dataclass(frozen=True, slots=True)
class KeyingRecord:
    """Who has checked what.

    Attributes:
        year: of the answers.
        by: the second person.
        time: YYYY-MM-DDThh:mm:ssZ.
        agreed: codes that agreed.
        corrected: codes that were changed by it.
        kept: codes that differed and were kept.
    """

    year: int
    by: str
    time: str
    agreed: tuple[str, ...]
    corrected: tuple[str, ...]
    kept: tuple[str, ...]


def keyable_fields(
    catalogue: Catalogue, answers: AnswerSet, pages: Sequence[int] = ()
) -> tuple[Field, ...]:
    """Fields with a value that can be keyed again, in form order.

    Args:
        catalogue: the fields.
        answers: of the year.
        pages: only those pages; none takes all.
    """
    return tuple(
        field
        for field in catalogue.fields.values()
        if field.type not in _NOT_KEYED
        and (not pages or field.page in pages)
        and answers.value(field.code) is not None
        and field.code != "assessment_year"
    )


def compare_keying(product: Product, answers: AnswerSet, typed: Mapping[str, object]) -> Keying:
    """Compare what was keyed the second time with the answers.

    Args:
        product: the shipped data.
        answers: of the year.
        typed: what was keyed, by field code; a blank was not keyed.

    Raises:
        KeyingError: a code is no such field, or the field has no value; all are named.
    """
    known = {field.code: field for field in keyable_fields(product.catalogue, answers)}
    _refuse_unknown(typed, known)
    agreed: list[str] = []
    differences: list[KeyedDifference] = []
    for code, field in known.items():
        if code not in typed or is_blank(typed[code]):
            continue
        first = answers.value(code)
        assert first is not None  # noqa: S101 - `keyable_fields` takes those with a value
        try:
            second = read_typed(field, typed[code], product.references)
        except ValueProblem as problem:
            differences.append(KeyedDifference(code, first, None, problem.message))
            continue
        if second == first:
            agreed.append(code)
        else:
            differences.append(KeyedDifference(code, first, second))
    return Keying(tuple(agreed), tuple(differences))


def _refuse_unknown(typed: Mapping[str, object], known: Mapping[str, Field]) -> None:
    defects = [
        Defect(
            "", code, "no-value", msg("{code} has no value that could be keyed again.", code=code)
        )
        for code in typed
        if code not in known
    ]
    if defects:
        raise KeyingError(
            msg("{n} {n|field|fields} cannot be checked.", n=len(defects)),
            msg("Key only fields that are filled in; tables and levels are not keyed again."),
            defects,
        )


def decided(answers: AnswerSet, values: Mapping[str, Value]) -> AnswerSet:
    """The answers with other values of some fields; note and quality stay."""
    changed = {
        code: replace(answers.answers.get(code) or Answer(State.VALUE), value=value)
        for code, value in values.items()
    }
    return replace(answers, answers={**answers.answers, **changed})


def finish_keying(
    session: ParkSession, keying: Keying, by: str, values: Mapping[str, Value]
) -> EditResult:
    """Take the decided values into a session as one step, and note the check in the file.

    Args:
        session: the open file.
        keying: what was compared.
        by: the second person.
        values: the values that take the place of the first ones, by code.

    Raises:
        GreenparkError: the file cannot be written.
    """
    if not session.read_only:
        record = _record(session.year, keying, by, session.environment.timestamp(), values)
        session.work_on_file(lambda park: _add_record(park, record))
    return session.take_answers(decided(session.answers, values), _REASON)


def check_file(  # noqa: PLR0913 - one argument an option of the command
    product: Product,
    environment: Environment,
    path: Path,
    typed: Mapping[str, object],
    *,
    by: str,
    take_second: Sequence[str] = (),
    year: int | None = None,
) -> tuple[Keying, EditOutcome]:
    """Compare a second keying with a park file, note it there, and take some second values.

    Args:
        product: the shipped data.
        environment: clock, keys and new ids.
        path: the park file.
        typed: what was keyed, by field code.
        by: the second person.
        take_second: codes whose second value takes the place of the first.
        year: the answer set; None is the newest.

    Raises:
        KeyingError: nobody is named, a code cannot be compared, or its second value cannot be
            taken.
        FillRefused: a type, range or hard check fails that did not fail before.
    """
    if not by.strip():
        raise KeyingError(
            msg("The second person has no name."),
            msg("Name who has keyed the values; it is kept with the check."),
        )
    with ParkFile.open(path, product.catalogue) as park:
        history = park.history()
        before = history.get(newest_year(history) if year is None else year)
        if before is None:
            raise UnknownItem(
                msg("The file has no answers for {year}.", year=year),
                msg("It has: {years}.", years=", ".join(map(str, sorted(history)))),
            )
        keying = compare_keying(product, before, typed)
        values = _second_values(keying, take_second)
        after, problems = settle(product, environment, history, decided(before, values), ())
        commit(park, product, environment, before, after, LOCAL_AUTHOR, _REASON)
        _add_record(park, _record(before.year, keying, by, environment.timestamp(), values))
    return keying, EditOutcome(before.year, problems)


def keying_records(park: ParkFile) -> tuple[KeyingRecord, ...]:
    """The checks that are noted in a file, oldest first."""
    return tuple(
        KeyingRecord(
            item["year"],
            item["by"],
            item["time"],
            *(tuple(item[key]) for key in ("agreed", "corrected", "kept")),
        )
        for item in json.loads(park.meta().get(_FACT) or "[]")
    )


def _second_values(keying: Keying, codes: Sequence[str]) -> dict[str, Value]:
    seconds = {item.code: item.second for item in keying.differences}
    defects = [
        Defect("", code, "no-second-value", msg("{code} has no second value to take.", code=code))
        for code in codes
        if seconds.get(code) is None
    ]
    if defects:
        raise KeyingError(
            msg("{n} second {n|value|values} cannot be taken.", n=len(defects)),
            msg("Name fields that differ and whose second value can be read."),
            defects,
        )
    return {code: value for code in codes if (value := seconds[code]) is not None}


def _record(
    year: int, keying: Keying, by: str, time: str, values: Mapping[str, Value]
) -> KeyingRecord:
    kept = tuple(item.code for item in keying.differences if item.code not in values)
    return KeyingRecord(year, by, time, keying.agreed, tuple(values), kept)


def _add_record(park: ParkFile, record: KeyingRecord) -> None:
    records = [
        {
            "year": item.year,
            "by": item.by,
            "time": item.time,
            "agreed": list(item.agreed),
            "corrected": list(item.corrected),
            "kept": list(item.kept),
        }
        for item in (*keying_records(park), record)
    ]
    park.set_meta(_FACT, json.dumps(records, ensure_ascii=False))

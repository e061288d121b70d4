"""Making the payload of a revision from answers and marks (submissions.md, Revision).

Every payload made here is read once by the strict reader before it is handed out: what this
program sends, every reader accepts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from merging.revision import Kind, Revision, read_revision
from merging.shapes import ASSESSMENT_ROLES, FORMAT, SUBMISSION_ROLES
from merging.spellings import plain
from questionnaire.answers import Answer, AnswerSet, Mark, Role, Row, Value
from questionnaire.canonical_json import encode
from questionnaire.catalogue import Catalogue

Edition: TypeAlias = tuple[str, str]
"""Id (of factors: name of the set) and hash of a catalogue, rubric or factor folder."""

Marks: TypeAlias = Mapping[str, Mapping[Role, Mark]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What assessors say about a submission.

    Attributes:
        marks: by graded indicator and role; `self` marks are the park's and are left out.
        gates: gate field -> value laid over the park's answer.
        class_override: class and reason; None when the class is not set by hand.
        reason: why this assessment was made; empty for none.
    """

    marks: Marks = field(default_factory=dict)
    gates: Mapping[str, Value] = field(default_factory=dict)
    class_override: tuple[str, str] | None = None
    reason: str = ""


def submission_payload(  # noqa: PLR0913 - keyword-only: the keys of the payload by their names
    *,
    park: str,
    answers: AnswerSet,
    catalogue: Catalogue,
    catalogue_ref: Edition,
    rubric_ref: Edition,
    factors_ref: Edition,
    parents: Iterable[str],
    author: str,
    created_at: str,
    demonstration: bool = False,
) -> bytes:
    """Payload of a submission: answers and self marks of one year.

    Of a table that is asked anew each year only the rows of the year travel; other tables whole.

    Raises:
        RevisionError: when the answers cannot be sent, with every place.
    """
    document = _head(Kind.SUBMISSION, park, answers.year, parents, author, created_at)
    document |= _marked(demonstration=demonstration)
    document |= _editions(catalogue_ref, rubric_ref, factors_ref)
    document |= _answers(answers, catalogue)
    return _sealed(document)


def assessment_payload(  # noqa: PLR0913 - keyword-only: the keys of the payload by their names
    *,
    park: str,
    year: int,
    judges: str,
    judgement: Judgement,
    rubric_ref: Edition,
    parents: Iterable[str],
    author: str,
    created_at: str,
    demonstration: bool = False,
) -> bytes:
    """Payload of an assessment of the submission `judges`.

    Raises:
        RevisionError: when the judgement cannot be recorded, with every place.
    """
    document = _head(Kind.ASSESSMENT, park, year, parents, author, created_at)
    document |= _marked(demonstration=demonstration)
    document |= {"judges": judges, "rubric": _edition(rubric_ref)} | _judgement(judgement)
    return _sealed(document)


def withdrawal_payload(  # noqa: PLR0913 - keyword-only: the keys of the payload by their names
    *,
    park: str,
    year: int,
    withdraws: str,
    reason: str,
    author: str,
    created_at: str,
    demonstration: bool = False,
) -> bytes:
    """Payload that takes revision `withdraws` back out; `reason` must not be empty.

    Raises:
        RevisionError: e.g. when the reason is empty.
    """
    document = _head(Kind.WITHDRAWAL, park, year, (), author, created_at)
    document |= _marked(demonstration=demonstration)
    return _sealed(document | {"withdraws": withdraws, "reason": reason})


def resolution_payload(complete: bytes, *, reason: str) -> bytes:
    """Payload that settles a conflict.

    Args:
        complete: payload of the submission or assessment as decided, whose parents are the heads.
        reason: why it was decided so; must not be empty. Of an assessment it replaces the reason.

    Raises:
        RevisionError: when `complete` has fewer than two parents or the reason is empty.
    """
    content = read_revision(complete).content
    return _sealed({**content, "kind": Kind.RESOLUTION.value, "reason": reason})


def same_content(revision: Revision, payload: bytes) -> bool:
    """Whether `payload` says the same as `revision`: author, time and parents aside.

    A resolution that already holds the same answers counts as the same too, so that a park which
    submits what the office settled makes no new revision.
    """
    return _said(revision) == _said(read_revision(payload))


def _said(revision: Revision) -> dict[str, Any]:
    aside = {"author", "created_at", "parents", "kind"}
    if revision.kind is Kind.RESOLUTION:
        aside.add("reason")
    return {key: item for key, item in revision.content.items() if key not in aside and item != {}}


def _head(
    kind: Kind, park: str, year: int, parents: Iterable[str], author: str, created_at: str
) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "kind": kind.value,
        "park": park,
        "year": f"{year:04}",
        "parents": sorted(set(parents)),
        "author": author,
        "created_at": created_at,
    }


def _marked(*, demonstration: bool) -> dict[str, Any]:
    return {"demonstration": True} if demonstration else {}


def _edition(edition: Edition) -> dict[str, str]:
    name, digest = edition
    return {"id": name, "hash": digest}


def _editions(catalogue: Edition, rubric: Edition, factors: Edition) -> dict[str, Any]:
    name, digest = factors
    return {
        "catalogue": _edition(catalogue),
        "rubric": _edition(rubric),
        "factors": {"set": name, "hash": digest},
    }


def _answers(answers: AnswerSet, catalogue: Catalogue) -> dict[str, Any]:
    tables = {code: _rows(code, answers, catalogue) for code in answers.tables}
    said: dict[str, Any] = {
        "answers": {
            code: _answer(answer) for code, answer in answers.answers.items() if answer.value != ""
        }
    }
    return said | _without_empty(
        {
            "tables": _without_empty(tables),
            "marks": _marks(answers.marks, SUBMISSION_ROLES),
            "confirmed": dict(answers.confirmed),
        }
    )


def _answer(answer: Answer) -> dict[str, Any]:
    said: dict[str, Any] = {"state": answer.state.value}
    if answer.value is not None:
        said["value"] = plain(answer.value)
    if answer.reason:
        said["reason"] = answer.reason
    if answer.quality is not None:
        said["quality"] = answer.quality
    return said


def _rows(table: str, answers: AnswerSet, catalogue: Catalogue) -> dict[str, Any]:
    """Rows of a table that travel with the year, without blank cells."""
    rows = answers.rows(table)
    if _only_rows_of_year(table, catalogue):
        rows = {key: row for key, row in rows.items() if _is_of_year(row, answers.year)}
    return {
        key: {column: plain(cell) for column, cell in row.items() if cell != ""}
        for key, row in rows.items()
    }


def _only_rows_of_year(table: str, catalogue: Catalogue) -> bool:
    field_ = catalogue.fields.get(table)
    columns = catalogue.tables.get(table)
    return (
        field_ is not None and field_.yearly == "yes" and columns is not None and columns.has_year
    )


def _is_of_year(row: Row, year: int) -> bool:
    cell = row.get("year")
    return cell is not None and str(plain(cell)) == str(year)


def _marks(marks: Marks, roles: tuple[Role, ...]) -> dict[str, Any]:
    return _without_empty(
        {
            code: {role: _mark(by_role[role]) for role in roles if role in by_role}
            for code, by_role in marks.items()
        }
    )


def _mark(mark: Mark) -> dict[str, str]:
    said = {"level": str(mark.level)}
    said |= {
        key: text
        for key, text in (("name", mark.name), ("time", mark.time), ("reason", mark.reason))
        if text
    }
    return said


def _judgement(judgement: Judgement) -> dict[str, Any]:
    said: dict[str, Any] = {
        "marks": _marks(judgement.marks, ASSESSMENT_ROLES),
        "gates": {code: plain(value) for code, value in judgement.gates.items()},
    }
    if judgement.class_override is not None:
        park_class, reason = judgement.class_override
        said["class_override"] = {"class": park_class, "reason": reason}
    if judgement.reason:
        said["reason"] = judgement.reason
    return _without_empty(said)


def _without_empty(items: Mapping[str, Any]) -> dict[str, Any]:
    """An absent thing has no key."""
    return {key: item for key, item in items.items() if item}


def _sealed(document: Mapping[str, Any]) -> bytes:
    payload = encode(document)
    read_revision(payload)
    return payload

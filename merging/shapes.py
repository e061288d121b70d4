"""The exact shapes of the four kinds of revision (submissions.md, Revision).

A shape is a table of keys with a check for each. The reader knows no catalogue: an answer or a
cell is a text or true/false; `merging.fitting` compares it with the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from itertools import chain
from typing import Any, TypeAlias

from merging.findings import Findings
from questionnaire.answers import QUALITIES, Role, State
from questionnaire.messages import msg

Content: TypeAlias = Mapping[str, Any]
"""Parsed payload. `Any` because the shape is checked once here and relied on afterwards."""

Check: TypeAlias = Callable[[Findings, str, object], None]

FORMAT = "1"
MAX_ROWS_PER_TABLE = 100_000
SUBMISSION_ROLES: tuple[Role, ...] = ("self",)
ASSESSMENT_ROLES: tuple[Role, ...] = ("assessor_a", "assessor_b", "reconciled")
PARK_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{2,19}")
LEVEL_FIELD = re.compile(r"[A-Z]+[0-9]+_level")

_SHA256 = re.compile(r"[0-9a-f]{64}")
_YEAR = re.compile(r"[0-9]{4}")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_CELL_TYPES = frozenset({str, bool})
_VALUE = State.VALUE.value
_WITHOUT_VALUE = (State.NO_DATA, State.NA)
_CLASSES = ("IC", "IE", "CC", "CE")
_LEVELS = ("0", "1", "2", "3", "4")


def join(place: str, key: str) -> str:
    """Place of a key inside a place.

    >>> join("answers", "gdp"), join("", "park")
    ('answers.gdp', 'park')
    """
    return f"{place}.{key}" if place else key


def check_shape(findings: Findings, document: object) -> None:
    """Note everything that departs from the shape of the document's kind."""
    if not isinstance(document, dict):
        _wrong_type(findings, "", "an object")
        return
    if document.get("format") != FORMAT:
        findings.add(
            "format", "format", msg("The revision is not of format {format}.", format=FORMAT)
        )
        return
    kind = document.get("kind")
    shape = _shape_of(document)
    if shape is None:
        findings.add("kind", "kind", msg("{kind} is no kind of revision.", kind=repr(kind)[:40]))
        return
    required, optional = shape
    _check_object(findings, "", document, _ALWAYS | required, optional | _DEMONSTRATION)
    if not findings.defects:
        _check_agreement(findings, document)


def _shape_of(document: Content) -> tuple[dict[str, Check], dict[str, Check]] | None:
    """Required and optional keys of the kind; a resolution has the shape of its parents' kind."""
    kind = document.get("kind")
    if kind == "submission":
        return _SUBMISSION
    if kind == "assessment":
        return _ASSESSMENT
    if kind == "withdrawal":
        return {"withdraws": _is_hash, "reason": _is_text}, {}
    if kind == "resolution":
        required, optional = _ASSESSMENT if "judges" in document else _SUBMISSION
        return required | {"reason": _is_text}, optional
    return None


def _check_agreement(findings: Findings, document: Content) -> None:
    """Check what several keys say together."""
    kind, parents = document["kind"], document["parents"]
    if kind == "withdrawal" and parents:
        findings.add("parents", "parents", msg("A withdrawal has no parents."))
    if kind == "resolution" and len(parents) < 2:
        findings.add("parents", "parents", msg("A resolution has at least two parents."))
    answers = document.get("answers", {})
    for code, key in (("assessment_year", "year"), ("park_code", "park")):
        if code in answers and answers[code].get("value") != document[key]:
            findings.add(
                f"answers.{code}",
                f"{key}-differs",
                msg("The answer {code} differs from {key} of the revision.", code=code, key=key),
            )


def _check_object(
    findings: Findings,
    place: str,
    value: object,
    required: Mapping[str, Check],
    optional: Mapping[str, Check],
) -> None:
    if not isinstance(value, dict):
        _wrong_type(findings, place, "an object")
        return
    for key in required:
        if key not in value:
            findings.add(join(place, key), "missing-key", msg("The key {key} is missing.", key=key))
    for key, item in value.items():
        check = required.get(key) or optional.get(key)
        if check is None:
            findings.add(
                join(place, key), "unknown-key", msg("The key {key} is unknown here.", key=key)
            )
        else:
            check(findings, join(place, key), item)


def _object_of(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """A check for an object with these keys and no others."""

    def check(findings: Findings, place: str, value: object) -> None:
        _check_object(findings, place, value, required, optional)

    return check


def _map_of(check_item: Check, *, codes: bool) -> Check:
    """A check for an object whose keys are free texts, or codes, and whose items are alike."""

    def check(findings: Findings, place: str, value: object) -> None:
        if not isinstance(value, dict):
            _wrong_type(findings, place, "an object")
            return
        for key, item in value.items():
            if codes:
                _check_code(findings, join(place, key), key)
            check_item(findings, join(place, key), item)

    return check


def _one_of(words: tuple[str, ...], rule: str) -> Check:
    def check(findings: Findings, place: str, value: object) -> None:
        if value not in words:
            findings.add(place, rule, msg("It must be one of {words}.", words=", ".join(words)))

    return check


def _matching(pattern: re.Pattern[str], rule: str) -> Check:
    def check(findings: Findings, place: str, value: object) -> None:
        if not isinstance(value, str):
            _wrong_type(findings, place, "a text")
        elif not pattern.fullmatch(value):
            findings.add(
                place, rule, msg("It must have the form {pattern}.", pattern=pattern.pattern)
            )

    return check


def _is_text(findings: Findings, place: str, value: object) -> None:
    if not isinstance(value, str):
        _wrong_type(findings, place, "a text")


def _is_true(findings: Findings, place: str, value: object) -> None:
    if value is not True:
        _wrong_type(findings, place, "true")


def _is_cell(findings: Findings, place: str, value: object) -> None:
    if type(value) not in _CELL_TYPES:
        _wrong_type(findings, place, "a text, true or false")


def _wrong_type(findings: Findings, place: str, expected: str) -> None:
    findings.add(place, "wrong-type", msg("It must be {expected}.", expected=_EXPECTED[expected]))


def _check_code(findings: Findings, place: str, code: str) -> None:
    if not _CODE.fullmatch(code):
        findings.add(place, "code", msg("It must have the form {pattern}.", pattern=_CODE.pattern))


def is_time(text: str) -> bool:
    """Whether `text` is a real time of the form YYYY-MM-DDThh:mm:ssZ.

    >>> is_time("2026-02-28T23:59:59Z"), is_time("2026-02-30T00:00:00Z")
    (True, False)
    """
    if not _TIME.fullmatch(text):
        return False
    try:
        datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return False
    return True


def _is_time(findings: Findings, place: str, value: object) -> None:
    if not isinstance(value, str) or not is_time(value):
        findings.add(place, "time", msg("It must be a time of the form YYYY-MM-DDThh:mm:ssZ."))


def _are_parents(findings: Findings, place: str, value: object) -> None:
    if not isinstance(value, list):
        _wrong_type(findings, place, "a list")
        return
    for number, parent in enumerate(value):
        _is_hash(findings, f"{place}[{number}]", parent)
    texts = [parent for parent in value if isinstance(parent, str)]
    if texts != sorted(set(texts)):
        findings.add(place, "parents", msg("Parents must be sorted, each once."))


def _check_answer(findings: Findings, place: str, value: object) -> None:
    _check_object(findings, place, value, _ANSWER_REQUIRED, _ANSWER_OPTIONAL)
    if isinstance(value, dict) and "value" in value and value.get("state") in _WITHOUT_VALUE:
        findings.add(
            join(place, "value"), "value-and-state", msg("Only the state value has a value.")
        )


def _check_answers(findings: Findings, place: str, value: object) -> None:
    if not isinstance(value, dict):
        _wrong_type(findings, place, "an object")
        return
    for code, answer in value.items():
        if not _CODE.fullmatch(code):
            _check_code(findings, join(place, code), code)
        if code.endswith("_level") and LEVEL_FIELD.fullmatch(code):
            findings.add(
                join(place, code), "level-in-answers", msg("A level stands in the marks only.")
            )
        if not _is_plain_answer(answer):
            _check_answer(findings, join(place, code), answer)


def _is_plain_answer(answer: object) -> bool:
    """Whether an answer is surely right; nearly all are, and cost no place and no further check."""
    return (
        isinstance(answer, dict)
        and answer.get("state") == _VALUE
        and type(answer.get("value")) in _CELL_TYPES
        and (len(answer) == 2 or (len(answer) == 3 and answer.get("quality") in QUALITIES))
    )


def _check_table(findings: Findings, place: str, value: object) -> None:
    if not isinstance(value, dict):
        _wrong_type(findings, place, "an object")
        return
    if len(value) > MAX_ROWS_PER_TABLE:
        findings.add(
            place, "rows", msg("A table has at most {limit} rows.", limit=MAX_ROWS_PER_TABLE)
        )
        return
    if not _are_plain_rows(value):
        for row_id, row in value.items():
            _check_row(findings, join(place, row_id), row)


def _are_plain_rows(rows: Mapping[str, object]) -> bool:
    """Whether all rows are surely right, found out column names and cell types at a time."""
    maps = [row for row in rows.values() if isinstance(row, dict)]
    return (
        len(maps) == len(rows)
        and _CELL_TYPES.issuperset(map(type, chain.from_iterable(map(dict.values, maps))))
        and all(map(_CODE.fullmatch, set(chain.from_iterable(maps))))
    )


def _check_row(findings: Findings, place: str, row: object) -> None:
    if not isinstance(row, dict):
        _wrong_type(findings, place, "an object")
        return
    for column, cell in row.items():
        _check_code(findings, join(place, column), column)
        _is_cell(findings, join(place, column), cell)


def _marks_of(roles: tuple[Role, ...]) -> Check:
    mark = _object_of(
        {"level": _one_of(_LEVELS, "level")},
        {"name": _is_text, "time": _is_time, "reason": _is_text},
    )
    return _map_of(_object_of({}, dict.fromkeys(roles, mark)), codes=True)


_EXPECTED = {
    "an object": msg("an object"),
    "a list": msg("a list"),
    "a text": msg("a text"),
    "true": msg("true"),
    "a text, true or false": msg("a text, true or false"),
}
_is_hash = _matching(_SHA256, "hash")
_edition = _object_of({"id": _is_text, "hash": _is_hash}, {})
_ANSWER_REQUIRED: dict[str, Check] = {"state": _one_of(tuple(State), "state")}
_ANSWER_OPTIONAL: dict[str, Check] = {
    "value": _is_cell,
    "reason": _is_text,
    "quality": _one_of(QUALITIES, "quality"),
}
_ALWAYS: dict[str, Check] = {
    "format": _is_text,
    "kind": _is_text,
    "park": _matching(PARK_CODE, "park-code"),
    "year": _matching(_YEAR, "year"),
    "parents": _are_parents,
    "author": _is_text,
    "created_at": _is_time,
}
_DEMONSTRATION: dict[str, Check] = {"demonstration": _is_true}
_SUBMISSION: tuple[dict[str, Check], dict[str, Check]] = (
    {
        "catalogue": _edition,
        "rubric": _edition,
        "factors": _object_of({"set": _is_text, "hash": _is_hash}, {}),
        "answers": _check_answers,
    },
    {
        "tables": _map_of(_check_table, codes=True),
        "marks": _marks_of(SUBMISSION_ROLES),
        "confirmed": _map_of(_is_text, codes=False),
    },
)
_ASSESSMENT: tuple[dict[str, Check], dict[str, Check]] = (
    {"judges": _is_hash, "rubric": _edition},
    {
        "marks": _marks_of(ASSESSMENT_ROLES),
        "gates": _map_of(_is_cell, codes=True),
        "class_override": _object_of({"class": _one_of(_CLASSES, "class"), "reason": _is_text}, {}),
        "reason": _is_text,
    },
)

"""An answer set while it is filled, with the defects found on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from questionnaire.answers import Answer, AnswerSet, Mark, Role, Row, Value
from questionnaire.catalogue import Catalogue, FieldType, Question, References
from questionnaire.errors import Defect
from questionnaire.messages import Message, msg
from questionnaire.value_problem import ValueProblem
from questionnaire.values import read_text, read_value

LEVEL_SUFFIX = "_level"
"""What makes the code of a level field out of that of its graded indicator."""


@dataclass
class Filling:
    """Answers that are being changed; nothing outside sees them before `result`.

    Attributes:
        catalogue: the catalogue.
        references: choices that are not written in the catalogue.
        base: the answers before.
        answers, tables, marks, confirmed: as in `AnswerSet`, as far as filled.
        defects: everything that cannot be taken.
    """

    catalogue: Catalogue
    references: References
    base: AnswerSet
    answers: dict[str, Answer] = field(default_factory=dict)
    tables: dict[str, Mapping[str, Row]] = field(default_factory=dict)
    marks: dict[str, Mapping[Role, Mark]] = field(default_factory=dict)
    confirmed: dict[str, str] = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)

    @classmethod
    def of(cls, catalogue: Catalogue, references: References, base: AnswerSet) -> Filling:
        """Begin with the answers of `base`."""
        return cls(
            catalogue,
            references,
            base,
            dict(base.answers),
            dict(base.tables),
            dict(base.marks),
            dict(base.confirmed),
        )

    def result(self) -> AnswerSet:
        """The answer set as filled, without tables and marks that have become empty."""
        return AnswerSet(
            year=self.base.year,
            answers=self.answers,
            tables={code: rows for code, rows in self.tables.items() if rows},
            marks={code: marks for code, marks in self.marks.items() if marks},
            confirmed=self.confirmed,
        )

    def note(self, place: str, rule: str, message: Message) -> None:
        """Note a defect."""
        self.defects.append(Defect("", place, rule, message))

    def is_graded(self, code: str) -> bool:
        """Whether `code` is that of a graded indicator (one with a level field)."""
        field_found = self.catalogue.fields.get(code + LEVEL_SUFFIX)
        return field_found is not None and field_found.type is FieldType.LEVEL

    def read(self, question: Question, typed: object, place: str) -> Value | None:
        """Read a value; None, and a defect noted, when it cannot be taken."""
        try:
            return read_value(question, typed, self.references)
        except ValueProblem as problem:
            self.note(place, problem.rule, problem.message)
            return None

    def read_reason(self, typed: object, place: str, fewest: int) -> str | None:
        """Read a text of at least `fewest` characters; None, and a defect noted, otherwise."""
        try:
            text = read_text(typed).strip() if isinstance(typed, str) else ""
        except ValueProblem as problem:
            self.note(place, problem.rule, problem.message)
            return None
        if len(text) < fewest:
            message = msg("Give a reason of at least {fewest} characters.", fewest=fewest)
            self.note(place, "reason-too-short", message)
            return None
        return text

    def section(self, document: Mapping[str, object], name: str) -> Mapping[str, object]:
        """A part of the document; empty when absent or no object."""
        value = document.get(name)
        return {} if value is None else self.mapping(value, name) or {}

    def mapping(self, value: object, place: str) -> Mapping[str, object] | None:
        """A JSON object; None, and a defect noted, otherwise."""
        if isinstance(value, Mapping):
            return value
        self.note(place, "wrong-type", msg("{place} must be an object of names.", place=place))
        return None

    def refuse_unknown_keys(
        self, item: Mapping[str, object], known: tuple[str, ...], place: str
    ) -> None:
        """Note every key of `item` that is not known."""
        for key in item:
            if key not in known:
                message = msg(
                    "There is no {key} here; remove it or use one of: {known}.",
                    key=key,
                    known=", ".join(known),
                )
                self.note(f"{place}.{key}" if place else key, "unknown-key", message)

    def known_field(self, code: str, place: str) -> bool:
        """Whether there is a field `code`; a defect is noted if not."""
        if code in self.catalogue.fields:
            return True
        message = msg("There is no field {code}; check its spelling.", code=code)
        self.note(place, "unknown-field", message)
        return False

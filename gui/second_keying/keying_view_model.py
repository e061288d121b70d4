"""The state of a second keying: what is keyed, by whom, where it differs, what is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gui.texts import Texts
from questionnaire.answers import Value
from questionnaire.catalogue import Field, FieldType
from questionnaire.messages import Text
from services.number_words import value_text
from services.park_sessions import ParkSession
from services.second_keying import (
    KeyedDifference,
    Keying,
    compare_keying,
    finish_keying,
    keyable_fields,
)
from services.session_values import EditResult

_NUMBERS = frozenset({FieldType.DECIMAL, FieldType.INTEGER, FieldType.DATE})


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A difference in words.

    Attributes:
        code: of the field.
        label: its name.
        first, second: the two values.
        problem: why the second cannot be taken; empty when it can.
    """

    code: str
    label: str
    first: str
    second: str
    problem: str


class KeyingViewModel:
    """Numbers and dates of some pages, keyed a second time.

    Attributes:
        by: the second person.
        typed: what was keyed, by field code.
    """

    def __init__(self, session: ParkSession, texts: Texts) -> None:
        self._session = session
        self._texts = texts
        self._keying = Keying((), ())
        self._seconds: dict[str, bool] = {}
        self.by = ""
        self.typed: dict[str, str] = {}

    def pages(self) -> tuple[tuple[int, Text, int], ...]:
        """Pages with something to key: number, title, how many fields."""
        counted = [
            (page.number, page.label, len(self.fields((page.number,))))
            for page in self._session.catalogue.pages
        ]
        return tuple(item for item in counted if item[2])

    def fields(self, pages: tuple[int, ...]) -> tuple[Field, ...]:
        """What is keyed of some pages, in form order."""
        if not pages:
            return ()
        known = keyable_fields(self._session.catalogue, self._session.answers, pages)
        return tuple(field for field in known if field.type in _NUMBERS)

    def unit_of(self, field: Field) -> str:
        """Printed unit of a field; empty for none."""
        return self._session.catalogue.unit_text(field.unit, self._texts.language)

    def compare(self) -> tuple[DifferenceView, ...]:
        """Compare what was keyed; earlier decisions are forgotten."""
        self._keying = compare_keying(self._session.product, self._session.answers, self.typed)
        self._seconds = {}
        return tuple(self._view(item) for item in self._keying.differences)

    @property
    def agreed(self) -> int:
        """How many fields agree."""
        return len(self._keying.agreed)

    @property
    def is_decided(self) -> bool:
        """Whether every difference is decided."""
        return len(self._seconds) == len(self._keying.differences)

    def decide(self, code: str, *, take_second: bool | None) -> None:
        """Keep the first value of a field, or take the second; None leaves it open again."""
        if take_second is None:
            self._seconds.pop(code, None)
        else:
            self._seconds[code] = take_second

    def finish(self) -> EditResult:
        """Take what was decided, and note the check in the file.

        Raises:
            GreenparkError: the file cannot be written.
        """
        seconds = {item.code: item.second for item in self._keying.differences}
        values: Mapping[str, Value] = {
            code: value
            for code, taken in self._seconds.items()
            if taken and (value := seconds[code]) is not None
        }
        return finish_keying(self._session, self._keying, self.by, values)

    def _view(self, item: KeyedDifference) -> DifferenceView:
        field = self._session.catalogue.fields[item.code]
        first, second = (
            value_text(field, value, self._session.product.references, self._texts.language)
            for value in (item.first, item.second)
        )
        return DifferenceView(
            item.code,
            self._texts.tr(field.label),
            first,
            second or self.typed.get(item.code, ""),
            "" if item.problem is None else self._texts.tr(item.problem),
        )

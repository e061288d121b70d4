"""Units that headings name, and slips of unit that show against last year.

Source: interface.md, Excel (percent against fraction, 万/亿 slips).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from exchange.vocabulary import unit_in_heading
from questionnaire.answers import AnswerSet, Row
from questionnaire.catalogue import Catalogue, Question, Table
from questionnaire.messages import Message, msg
from questionnaire.numbers import exact, to_text
from questionnaire.row_identity import RowKey

_SAME = MappingProxyType(
    {
        "吨": "t", "吨标准煤": "tce", "吨标煤": "tce", "千瓦时": "kwh", "度": "kwh", "吉焦": "gj",
        "立方米": "m3", "平方公里": "km2", "平方千米": "km2", "平方米": "m2", "吨二氧化碳": "t",
        "tco2": "t", "千瓦": "kw", "百分比": "%",
    }
)  # fmt: skip
"""Other spellings of units, without 万 and 亿 before them."""

_SCALED = re.compile(r"(万|亿|千|百万)?(.+)")
_BASES = frozenset({"元", *_SAME.values()})
_SLIPS = (10_000, 100_000_000)
_WITHIN = Decimal(2)
"""How near to a power the ratio to last year must lie: between half of it and twice."""


def other_unit(heading: str, unit: str) -> str:
    """The unit that a heading names, if it is another than that of the column; else empty.

    What stands in brackets and is no unit, and units that rows choose, are left alone.

    >>> other_unit("综合能源消费量（万吨标准煤）", "tce"), other_unit("总产值（万元）", "万元")
    ('万吨标准煤', '')
    """
    named = unit_in_heading(heading)
    scale, base = _parts(named)
    if base not in _BASES or ":" in unit or not unit:
        return ""
    return "" if (scale, base) == _parts(unit) else named


def _parts(unit: str) -> tuple[str, str]:
    plain = unicodedata.normalize("NFKC", unit).replace(" ", "").casefold()
    match = _SCALED.fullmatch(plain)
    if match is None:
        return "", plain
    return match[1] or "", _SAME.get(match[2], match[2])


def slips(
    catalogue: Catalogue,
    before: AnswerSet,
    after: AnswerSet,
    last_year: AnswerSet,
    place_of: Callable[[str, str, str], str],
) -> Iterator[tuple[str, Message]]:
    """Numbers that came in and look like a slip of unit against last year, with their places.

    Args:
        catalogue: units of fields and columns.
        before: the answers before the import; what did not change is not looked at.
        after: the answers after it.
        last_year: the answers of the year before.
        place_of: sheet and cell of a field (its code, two empty texts) or of a cell of a table.
    """
    for code, item in catalogue.fields.items():
        now = after.value(code)
        if item.type.is_number and now != before.value(code):
            message = slip(item, now, last_year.value(code))
            if message is not None:
                yield place_of(code, "", ""), message
    for code, table in catalogue.tables.items():
        if after.rows(code) is not before.rows(code):
            yield from _row_slips(table, before, after, last_year, place_of)


def slip(question: Question, now: object, before: object) -> Message | None:
    """What a number looks like against last year's; None when it looks right.

    >>> from questionnaire.catalogue import FieldType
    >>> from questionnaire.messages import LocalText
    >>> share = Question("s", LocalText("占比"), FieldType.DECIMAL, "%")
    >>> str(slip(share, Decimal("0.85"), Decimal(82)))
    '0.85 against 82 last year: a fraction instead of a percentage?'
    """
    if not isinstance(now, Decimal) or not isinstance(before, Decimal) or not question.unit:
        return None
    if now == 0 or before == 0 or (now < 0) != (before < 0) or question.unit == "年":
        return None
    with exact():
        ratio = now / before
        if question.unit.startswith("%"):
            return _percent_slip(ratio, now, before)
        for power in _SLIPS:
            if power / _WITHIN <= ratio <= power * _WITHIN:
                return _scale_slip(now, before)
            if power / _WITHIN <= 1 / ratio <= power * _WITHIN:
                return _scale_slip(now, before)
    return None


def _percent_slip(ratio: Decimal, now: Decimal, before: Decimal) -> Message | None:
    if 50 <= ratio <= 200 and abs(before) <= 1:
        return msg(
            "{now} against {before} last year: was last year a fraction?",
            now=to_text(now), before=to_text(before),
        )  # fmt: skip
    if 50 <= 1 / ratio <= 200 and abs(now) <= 1:
        return msg(
            "{now} against {before} last year: a fraction instead of a percentage?",
            now=to_text(now), before=to_text(before),
        )  # fmt: skip
    return None


def _scale_slip(now: Decimal, before: Decimal) -> Message:
    return msg(
        "{now} against {before} last year: 万 or 亿 too much or too little?",
        now=to_text(now),
        before=to_text(before),
    )


def _row_slips(
    table: Table,
    before: AnswerSet,
    after: AnswerSet,
    last_year: AnswerSet,
    place_of: Callable[[str, str, str], str],
) -> Iterator[tuple[str, Message]]:
    last = {_key(table, row): row for row in last_year.rows(table.code).values()}
    if not last:
        return
    old = before.rows(table.code)
    numbers = [column for column in table.columns.values() if column.type.is_number]
    for row_id, row in after.rows(table.code).items():
        earlier = last.get(_key(table, row))
        if row is old.get(row_id) or earlier is None:
            continue
        for column in numbers:
            message = slip(column, row.get(column.code), earlier.get(column.code))
            if message is not None:
                yield place_of(table.code, row_id, column.code), message


def _key(table: Table, row: Row | Mapping[str, object]) -> RowKey:
    """What names a row in every year."""
    return tuple(row.get(name) for name in table.natural_key)  # type: ignore[misc]  # values of a row

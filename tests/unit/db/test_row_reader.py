"""Rows that are read many at once are those that are read one by one, and damage is not passed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db._park_reader import BROKEN
from db._row_reader import RowReader
from db.contents import converter, read_cells
from questionnaire.catalogue import Column, FieldType
from questionnaire.messages import LocalText

KINDS = {
    "amount": FieldType.DECIMAL,
    "count": FieldType.INTEGER,
    "name": FieldType.TEXT,
    "kind": FieldType.CHOICE,
    "done": FieldType.BOOL,
    "day": FieldType.DATE,
}
COLUMNS = {name: Column(name, LocalText(name), kind) for name, kind in KINDS.items()}
CONVERT = {name: converter(column) for name, column in COLUMNS.items()}

good = st.fixed_dictionaries(
    {},
    optional={
        "amount": st.sampled_from(("0", "-0.5", "12", "12.05", "100000000000000.1")),
        "count": st.sampled_from(("0", "-7", "20")),
        "name": st.text(min_size=1),
        "kind": st.sampled_from(("a", "b,1", '"')),
        "done": st.booleans(),
        "day": st.sampled_from(("2025-12-31", "2024-02-29")),
        "from another edition": st.one_of(st.text(), st.booleans()),
    },
)
odd = st.dictionaries(
    st.sampled_from(tuple(KINDS)),
    st.one_of(
        st.none(),
        st.integers(),
        st.sampled_from(
            ("", "1e5", "1.0", "01", "-0", "1,2", "１", "NaN", "+1", " 1", "2025-2-30", [], {})
        ),
    ),
)


@given(st.lists(good, max_size=6))
def test_many_rows_are_read_as_one_by_one(rows: list[dict[str, object]]) -> None:
    texts = [json.dumps(row, ensure_ascii=False) for row in rows]
    expected = [read_cells(row, CONVERT) for row in rows]
    read = RowReader(COLUMNS).read(texts)
    assert read == expected
    assert [[*map(type, row.values())] for row in read] == [
        [*map(type, row.values())] for row in expected
    ]


@given(odd, st.lists(good, max_size=2))
def test_what_is_refused_alone_is_refused_among_others(
    row: dict[str, object], others: list[dict[str, object]]
) -> None:
    texts = [json.dumps(item) for item in (*others, row)]
    try:
        expected = read_cells(row, CONVERT)
    except BROKEN:
        with pytest.raises(BROKEN):
            RowReader(COLUMNS).read(texts)
    else:
        assert RowReader(COLUMNS).read(texts)[-1] == expected


@pytest.mark.parametrize("text", ["", "{}, {}", "[]", "{", "7", "{} {}", '{"amount": "1",}'])
def test_a_text_that_is_no_row_is_refused(text: str) -> None:
    with pytest.raises(BROKEN):
        RowReader(COLUMNS).read(["{}", text, "{}"])

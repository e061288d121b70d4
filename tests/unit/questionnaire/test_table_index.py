"""Indexes that follow edits say what indexes made anew would say."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import Row
from questionnaire.table_index import ColumnValues, Holders, RowBatch, TableIndex

COLUMNS = ("year", "kind", "amount")
cells = st.fixed_dictionaries(
    {},
    optional={
        "year": st.sampled_from((Decimal(2024), Decimal(2025))),
        "kind": st.sampled_from(("a", "b")),
        "amount": st.integers(0, 4).map(Decimal),
    },
)
ids = st.sampled_from("pqrstu")
tables = st.dictionaries(ids, cells, max_size=6)
edits = st.lists(
    st.one_of(
        st.tuples(st.just("put"), ids, cells),
        st.tuples(st.just("drop"), ids, st.just({})),
        st.tuples(st.just("last"), ids, st.just({})),
    ),
    max_size=8,
)


def edited(rows: dict[str, Row], kind: str, row_id: str, row: Row) -> tuple[dict[str, Row], bool]:
    """The rows after one edit, and whether one came, went or moved."""
    after = dict(rows)
    if kind == "put":
        after[row_id] = row
        return after, row_id not in rows
    moved = after.pop(row_id, None)
    if kind == "last" and moved is not None:
        after[row_id] = moved
    return after, True


def known(index: TableIndex) -> object:
    """All that an index says."""
    keys = {tuple(row.get(name) for name in COLUMNS[:2]) for row in index.rows.values()}
    return (
        {row_id: index.number(row_id) for row_id in index.rows},
        [sorted(map(repr, index.column(name))) for name in COLUMNS],
        {key: sorted(index.holders(COLUMNS[:2]).of(key)) for key in keys},
        {key: index.first(COLUMNS[:2], key) for key in keys},
        dict(index.counts(("kind",))),
        {key: total for key, total in index.sums(("kind",), "amount").items() if total},
        [index.column("kind").times(kind) for kind in "abc"],
    )


@given(tables, edits)
def test_an_index_that_follows_edits_is_one_made_anew(
    rows: dict[str, Row], steps: list[tuple[str, str, Row]]
) -> None:
    index = TableIndex(rows, COLUMNS)
    known(index)
    for kind, row_id, row in steps:
        before = {name: index.number(name) for name in rows}
        rows, moved = edited(rows, kind, row_id, row)
        index.follow(rows, [row_id], moved=moved)
        assert known(index) == known(TableIndex(rows, COLUMNS))
        if moved:
            numbers = {name: index.number(name) for name in rows}
            assert {name for name in rows if index.has_moved(name)} == {
                name for name, number in numbers.items() if before.get(name) != number
            }


def test_values_of_another_type_are_other_values() -> None:
    values = ColumnValues([True, Decimal(1), None])
    assert (values.times(True), values.times(Decimal(1)), len(values)) == (1, 1, 3)
    assert "1" not in values


def test_rows_that_hold_the_same_are_found_together() -> None:
    holders = Holders([("a", ("x",)), ("b", ("x",)), ("c", ("y",))])
    holders.remove("b", ("y",))
    assert set(holders.of(("x",))) == {"a", "b"}
    holders.remove("a", ("x",))
    assert (list(holders.of(("x",))), list(holders.of(("z",)))) == (["b"], [])


def test_cells_of_no_column_are_one_empty_key_a_row() -> None:
    assert list(RowBatch({"a": {}, "b": {}}, COLUMNS).cells(())) == [(), ()]

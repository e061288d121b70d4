"""Rows that follow edits are those read anew: order, cells, sums and what is found."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gui.fill.table_rows import Arrangement, TableRows
from questionnaire.answers import Row

NAMES = ("name", "kind", "amount")
cells = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(("甲 Steel", "乙 Textile", "丙")),
        "kind": st.sampled_from(("a", "b")),
        "amount": st.integers(-3, 12).map(Decimal),
    },
)
tables = st.dictionaries(st.sampled_from("pqrstu"), cells, max_size=6)
arrangements = st.builds(
    Arrangement,
    filters=st.dictionaries(
        st.sampled_from(NAMES), st.sampled_from(("", "=", "<>", "> 3", "a", "=b", "1..9"))
    ),
    search=st.sampled_from(("", "1", "steel", "b")),
    sorting=st.one_of(st.none(), st.tuples(st.sampled_from(NAMES), st.booleans())),
    problems=st.booleans(),
)
FAILING = frozenset("pq")


def rows_of(table: dict[str, Row], arrangement: Arrangement) -> TableRows:
    """A table read anew."""
    made = TableRows(NAMES, lambda _name: str)
    made.read(table)
    made.arrange(arrangement, FAILING)
    return made


@given(tables, arrangements, st.lists(st.tuples(st.integers(0, 5), cells), max_size=4))
def test_rows_that_follow_edits_are_rows_read_anew(
    table: dict[str, Row], arrangement: Arrangement, edits: list[tuple[int, Row]]
) -> None:
    rows = rows_of(table, arrangement)
    for number, row in edits:
        rows.total("amount"), rows.cells("name"), rows.found("1")
        if not table:
            continue
        row_id = list(table)[number % len(table)]
        shown = list(rows.ids)
        table = {**table, row_id: row}
        rows.follow(table, [row_id])
        assert rows.ids == shown, "an edit does not move rows under the cursor"
        amounts = [table[name]["amount"] for name in shown if "amount" in table[name]]
        assert rows.total("amount") == (sum(amounts, Decimal(0)) if amounts else None)
        rows.arrange(arrangement, FAILING)
        anew = rows_of(table, arrangement)
        assert rows.ids == anew.ids
        assert [rows.cells(name) for name in NAMES] == [anew.cells(name) for name in NAMES]
        assert rows.found("1") == anew.found("1")


@given(tables, st.lists(st.tuples(st.integers(0, 5), cells), max_size=4))
def test_cells_that_are_gathered_in_parts_are_those_of_now(
    table: dict[str, Row], edits: list[tuple[int, Row]]
) -> None:
    rows = rows_of(table, Arrangement())
    for number, row in edits:
        rows.gather("amount", 2)
        if table:
            row_id = list(table)[number % len(table)]
            table = {**table, row_id: row}
            rows.follow(table, [row_id])
    while not rows.gather("amount", 2):
        pass
    assert rows.cells("amount") == [row.get("amount") for row in table.values()]


@given(tables, arrangements)
def test_what_is_shown_passes_everything(table: dict[str, Row], arrangement: Arrangement) -> None:
    rows = rows_of(table, arrangement)
    assert len(set(rows.ids)) == len(rows.ids)
    assert arrangement.hides or set(rows.ids) == set(table)
    for row_id in rows.ids:
        assert not arrangement.problems or row_id in FAILING
        text = arrangement.search
        assert not text or any(text in str(cell).casefold() for cell in table[row_id].values())
    if arrangement.sorting is None:
        assert rows.ids == [row_id for row_id in table if row_id in set(rows.ids)]
    for place, row_id in enumerate(rows.ids):
        assert rows.position(row_id) == place


def test_cells_are_found_in_reading_order() -> None:
    rows = rows_of({"p": {"name": "x1", "amount": Decimal(21)}, "q": {"kind": "1"}}, Arrangement())
    assert rows.found("1") == [(0, 0), (0, 2), (1, 1)]
    assert rows.found(" ") == []

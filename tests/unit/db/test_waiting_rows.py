"""Rows that wait are, for whoever asks, the rows that are there."""

import pickle
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.edits import EditGroup, changes
from db.errors import DamagedFile
from db.park_file import ParkFile
from db.waiting_rows import LARGE_TABLE, WaitingRows
from questionnaire.answers import Row
from support.park_samples import CATALOGUE, TIME, sample_set

IDS = [f"r{number}" for number in range(1203)]
ROWS: dict[str, Row] = {row_id: {"carrier": row_id} for row_id in IDS}


class Reader:
    """Reads rows, and counts how often each was read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, ids: Sequence[str]) -> list[Row]:
        self.read += ids
        return [dict(ROWS[row_id]) for row_id in ids]


questions = st.lists(
    st.one_of(
        st.tuples(st.just("get"), st.sampled_from((*IDS[::97], "x"))),
        st.tuples(st.just("more"), st.just("")),
        st.tuples(st.just("has"), st.sampled_from((IDS[0], "x"))),
        st.tuples(st.just("all"), st.just("")),
        st.tuples(st.just("ids"), st.just("")),
    ),
    max_size=12,
)


@given(questions)
def test_answers_as_a_dictionary_of_the_rows(asked: list[tuple[str, str]]) -> None:
    reader = Reader()
    rows = WaitingRows(IDS, reader)
    for kind, row_id in asked:
        if kind == "get":
            assert rows.get(row_id) == ROWS.get(row_id)
        elif kind == "has":
            assert (row_id in rows) is (row_id in ROWS)
        elif kind == "all":
            assert list(rows.items()) == list(ROWS.items())
            assert rows.is_read
        elif kind == "ids":
            assert [*rows] == [*rows.keys()] == IDS
        else:
            rows.read_more()
        assert len(rows) == len(IDS)
    assert rows == ROWS
    assert {**rows} == ROWS
    assert list(rows.values()) == list(ROWS.values())
    assert sorted(reader.read) == sorted(IDS), "each row is read once"


def test_a_row_stays_the_same_object() -> None:
    rows = WaitingRows(IDS, Reader())
    first = rows[IDS[3]]
    while rows.read_more():
        pass
    assert rows[IDS[3]] is first


def test_is_read_little_by_little() -> None:
    rows = WaitingRows(IDS, Reader())
    steps = 0
    while rows.read_more():
        steps += 1
        assert not rows.is_read
    assert steps == 3
    assert rows.is_read
    assert not rows.read_more()


def test_several_threads_read_each_row_once() -> None:
    reader = Reader()
    rows = WaitingRows(IDS, reader)
    found: list[bool] = []
    threads = [
        threading.Thread(target=lambda: found.append(dict(rows.items()) == ROWS)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 4
    assert sorted(reader.read) == sorted(IDS)


def test_travels_as_the_rows() -> None:
    rows = WaitingRows(IDS, Reader())
    assert pickle.loads(pickle.dumps(rows)) == ROWS


def test_large_tables_of_a_file_wait_and_are_equal_to_those_that_do_not(tmp_path: Path) -> None:
    park = _filled(tmp_path / "a.parkdb", LARGE_TABLE + 1)
    with ParkFile.open(park, CATALOGUE) as file:
        waiting, read = file.history_on_demand(), file.history()
    rows = waiting[2025].rows("energy")
    assert isinstance(rows, WaitingRows)
    assert not rows.is_read
    assert waiting == read
    assert list(rows) == list(read[2025].rows("energy"))


def test_small_tables_of_a_file_do_not_wait(tmp_path: Path) -> None:
    park = _filled(tmp_path / "a.parkdb", LARGE_TABLE)
    with ParkFile.open(park, CATALOGUE) as file:
        assert type(file.history_on_demand()[2025].rows("energy")) is dict


def test_a_damaged_row_is_named_when_it_is_read(tmp_path: Path) -> None:
    park = _filled(tmp_path / "a.parkdb", LARGE_TABLE + 1, "UPDATE table_row SET content = '{'")
    with ParkFile.open(park, CATALOGUE) as file:
        rows = file.history_on_demand()[2025].rows("energy")
    with pytest.raises(DamagedFile, match=r"2025\.row\.energy\[r7\]"):
        _ = rows["r7"]
    with pytest.raises(DamagedFile, match=r"2025\.row\.energy\[r0\]"):
        _ = rows.values()


def _filled(path: Path, count: int, change: str = "") -> Path:
    rows: dict[str, Row] = {f"r{number}": {"carrier": "heat"} for number in range(count)}
    with ParkFile.create(path, CATALOGUE, created_at=TIME) as park:
        edits = changes(None, sample_set(2025, rows=rows), CATALOGUE)
        park.apply(EditGroup("陈工", TIME, "", edits))
        if change:
            with park._writing() as connection:
                connection.exec_driver_sql(change)
    return path

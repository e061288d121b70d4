"""Merging is a union: any order, grouping and repetition gives the same store.

Source: submissions.md, Merge. The expected content hash is computed here from the ids alone.
"""

import shutil
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.store import Store
from services.bootstrap import load_product
from services.environment import Environment
from services.merges import MergeOutcome, merge_files
from services.office import office_key
from services.verification import verify_anything, verify_store
from support.journeys import (
    Prepared,
    documents_of,
    identity,
    like,
    machine,
    merged,
    of_park,
    send,
)

TIME = "2026-04-01T08:00:00Z"


class Files:
    """Eight files: second versions, a conflict, an assessment, withdrawals, another park."""

    def __init__(self, folder: Path, real: Mapping[str, Any]) -> None:
        self.folder = folder
        self.home = machine(folder / "home")
        first = like(real, tables={"energy_carriers": real["tables"]["energy_carriers"]})
        second = like(first, parents=[identity(first)], answers={"gdp": "690"})
        beside = like(first, parents=[identity(first)], answers={"gdp": "670"})
        earlier = of_park(first, "TEST0001", 2024)
        other = of_park(first, "TEST0002")
        other_again = like(other, parents=[identity(other)], answers={"gdp": "1"})
        judged = {
            **{key: first[key] for key in ("format", "park", "year", "rubric")},
            "kind": "assessment",
            "judges": identity(second),
            "parents": [],
            "author": "office",
            "created_at": TIME,
            "reason": "年度评价意见",
            "marks": {"T1": {"assessor_a": {"level": "2", "name": "李四"}}},
        }
        taken_back = self._withdrawal(other_again)
        restored = self._withdrawal(taken_back)
        self.hidden = {identity(taken_back), identity(restored), identity(beside)}
        beside_back = self._withdrawal(beside)
        self.hidden |= {identity(beside_back)}
        key, other_key = self.home.keys.park("TEST0001"), self.home.keys.park("TEST0002")
        office = self.home.keys.office()
        self.paths = [
            send(folder / "first.parkdb", key, first),
            send(folder / "both.parkdb", key, first, second),
            send(folder / "beside.parkdb", key, beside, earlier),
            send(folder / "other.parkdb", other_key, other),
            send(folder / "other_again.parkdb", other_key, other, other_again),
            send(folder / "judged.parkdb", office, judged),
            send(folder / "withdrawn.parkdb", office, taken_back, restored),
            send(folder / "beside_back.parkdb", office, beside_back),
        ]
        every = (first, second, beside, earlier, other, other_again, judged)
        self.counted = {identity(item) for item in every} - self.hidden
        self.all = {identity(item) for item in every} | self.hidden
        self.empty = folder / "empty.db"
        with Store.open(self.empty, create=True) as store:
            office_key(self.home, store)

    @property
    def content_hash(self) -> str:
        """What every store that has all files must print."""
        return sha256("\n".join(sorted(self.counted)).encode()).hexdigest()

    def new_store(self, name: str) -> Path:
        """An empty store in which the office key counts."""
        return Path(shutil.copyfile(self.empty, self.folder / name))

    def _withdrawal(self, of: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **{key: of[key] for key in ("format", "park", "year")},
            "kind": "withdrawal",
            "parents": [],
            "author": "office",
            "created_at": TIME,
            "withdraws": identity(of),
            "reason": "误报",
        }


@pytest.fixture(scope="module")
def files(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The files, written once."""
    (real,) = documents_of(prepared.folder / "submission.parkdb")
    return Files(tmp_path_factory.mktemp("union"), real)


def _ids(location: Path | str) -> frozenset[str]:
    with Store.open(location) as store:
        assert verify_store(store) == ()
        return store.known_ids()


groupings = st.permutations(range(8)).flatmap(
    lambda order: st.lists(st.booleans(), min_size=7, max_size=7).map(
        lambda cuts: _cut(order, cuts)
    )
)


def _cut(order: Sequence[int], cuts: Sequence[bool]) -> list[list[int]]:
    """The order in groups; a new one begins where a cut is."""
    groups = [[order[0]]]
    for number, cut in zip(order[1:], cuts, strict=True):
        groups.append([number]) if cut else groups[-1].append(number)
    return groups


once = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.slow
@once
@given(groups=groupings)
def test_any_order_and_grouping(files: Files, groups: list[list[int]]) -> None:
    path = files.new_store("any.db")
    *early, last = groups
    for group in early:
        merged(files.home, path, *(files.paths[number] for number in group))
    outcome = merged(files.home, path, *(files.paths[number] for number in last))
    assert (outcome.content_hash, outcome.conflicts) == (files.content_hash, 0)
    assert _ids(path) == files.all


@pytest.mark.slow
@once
@given(groups=groupings, part=st.integers(0, 7))
def test_a_store_into_a_store_in_either_direction(
    files: Files, groups: list[list[int]], part: int
) -> None:
    order = [number for group in groups for number in group]
    one, other = files.new_store("one.db"), files.new_store("other.db")
    for path, numbers in ((one, order[: part + 1]), (other, order[part:])):
        merged(files.home, path, *(files.paths[number] for number in numbers))
    copy = Path(shutil.copyfile(one, files.folder / "copy.db"))
    into_one = merged(files.home, one, other)
    into_other = merged(files.home, other, copy)
    assert into_one.content_hash == into_other.content_hash == files.content_hash
    assert _ids(one) == _ids(other) == files.all


def test_merging_again_adds_nothing(files: Files) -> None:
    path = files.new_store("again.db")
    first = merged(files.home, path, *files.paths)
    again = merged(files.home, path, *reversed(files.paths))
    assert again.content_hash == first.content_hash == files.content_hash
    assert sum(item.added for item in again.files) == 0
    assert again.conflicts == first.conflicts
    for outcome in again.files:
        assert all(row.equal == row.incoming for row in outcome.ledger)


def test_every_ledger_balances(files: Files) -> None:
    outcome = merged(files.home, files.new_store("ledger.db"), *files.paths)
    for item in outcome.files:
        for row in item.ledger:
            assert row.incoming == row.taken + row.equal + row.refused + row.conflict
    assert sum(item.added for item in outcome.files) == len(files.all)


@pytest.mark.slow
def test_the_same_on_postgresql(files: Files, postgres_url: str, tmp_path: Path) -> None:
    with Store.open(postgres_url, create=True) as store:
        office_key(files.home, store)
        for path in (*files.paths[::2], *files.paths[::-2], *files.paths):
            _merge(files.home, store, path)
        outcome = _merge(files.home, store, files.paths[0])
        assert (outcome.content_hash, outcome.conflicts) == (files.content_hash, 0)
        assert store.known_ids() == files.all
        assert verify_store(store) == ()
        found = verify_anything(postgres_url, None, None)
        assert (found.kind, found.valid, len(found.signers) > 0) == ("store", True, True)
        store.backup(tmp_path / "backup.db")
    there = files.new_store("there.db")
    assert merged(files.home, there, tmp_path / "backup.db").content_hash == files.content_hash
    with Store.open(postgres_url) as store:
        again = _merge(files.home, store, there)
        assert (again.content_hash, again.files[0].added) == (files.content_hash, 0)


def _merge(home: Environment, store: Store, path: Path) -> MergeOutcome:
    return merge_files(load_product(), home, store, [path])


def test_a_withdrawal_leaves_the_store_as_if_the_revision_had_not_come(
    files: Files, tmp_path: Path
) -> None:
    without = files.new_store("without.db")
    merged(files.home, without, *(files.paths[number] for number in (0, 1, 3, 4, 5, 6)))
    complete = files.new_store("complete.db")
    merged(files.home, complete, *files.paths)
    (earlier,) = (item for item in documents_of(files.paths[2]) if item["year"] == "2024")
    alone = send(tmp_path / "earlier.parkdb", files.home.keys.park("TEST0001"), earlier)
    assert merged(files.home, without, alone).content_hash == files.content_hash
    assert _ids(without) < _ids(complete)

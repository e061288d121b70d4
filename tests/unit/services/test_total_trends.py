"""Totals of the last four years: from what a store remembers, or computed."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from db.store import Store
from services.kept_means import keep_means
from services.rankings import rank_parks
from services.total_trends import Trend, change_of, total_trends
from support.journeys import (
    CODE,
    STORE,
    SUBMISSION,
    YEAR,
    documents_of,
    like,
    machine,
    merged,
    of_park,
    prepare,
    rated_in_its_year,
    send,
)
from support.sessions import PRODUCT

GDP = {2024: "430", 2022: "560"}
"""Of the years before that count, in 亿元: each with another total."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one park: 2025, 2024 and 2022 count, a conflict in 2023."""
    made = tmp_path_factory.mktemp("trends")
    prepare(made)
    home = machine(made)
    document = documents_of(made / SUBMISSION)[0]
    sent = [(2024, GDP[2024]), (2022, GDP[2022]), (2023, "500"), (2023, "600")]
    for number, (year, gdp) in enumerate(sent):
        other = like(rated_in_its_year(of_park(document, CODE, year)), answers={"gdp": gdp})
        file = send(made / f"{number}.parkdb", home.keys.park(CODE), other)
        merged(home, made / STORE, file)
    return made


@pytest.fixture
def store(folder: Path, tmp_path: Path) -> Path:
    copied = tmp_path / STORE
    copied.write_bytes((folder / STORE).read_bytes())
    return copied


def _trend(store: Path, year: int = YEAR) -> Trend:
    home = machine(store.parent)
    with Store.open(store) as opened:
        _, parks = rank_parks(PRODUCT, home, opened, year)
    return total_trends(PRODUCT, home, str(store), parks)[CODE]


def _totals(store: Path, *years: int) -> Mapping[int, Decimal | None]:
    """As the ranking of each year has them."""
    found = {}
    with Store.open(store) as opened:
        for year in years:
            _, ranked = rank_parks(PRODUCT, machine(store.parent), opened, year)
            found[year] = ranked[0].scorecard.total_printed
    return found


def test_four_years_with_gaps_where_nothing_counts(store: Path, tmp_path: Path) -> None:
    found = _trend(store)
    untouched = tmp_path / "ranked"
    untouched.write_bytes(store.read_bytes())
    expected = _totals(untouched, 2022, 2024, 2025)
    assert len(set(expected.values())) == 3
    assert [item.year for item in found] == [2022, 2023, 2024, 2025]
    assert [item.total for item in found] == [
        expected[2022], None, expected[2024], expected[2025],
    ]  # fmt: skip
    assert change_of(found) == (expected[2025] or 0) - (expected[2024] or 0)


def test_without_the_year_before_there_is_no_change(store: Path) -> None:
    found = _trend(store, 2024)
    assert [item.year for item in found] == [2021, 2022, 2023, 2024]
    assert [item.total is None for item in found] == [True, False, True, False]
    assert change_of(found) is None


def _remember_otherwise(store: Path, total: str) -> None:
    """Let the store remember other totals for what it has scored."""
    with Store.open(store) as opened:
        names = [head.id for head in opened.heads()]
        for entry in opened.scores(names):
            opened.add_score(replace(entry, total=total))


def test_a_remembered_score_is_taken_while_its_grounds_hold(store: Path, tmp_path: Path) -> None:
    computed = _trend(store)
    _remember_otherwise(store, "61.25")
    assert [item.total for item in _trend(store)] == [
        Decimal("61.2"), None, Decimal("61.2"), computed[-1].total,
    ]  # fmt: skip
    file = tmp_path / "means.csv"
    file.write_text("industry,value,unit,year,source\n26,3.1,,2024,省年鉴\n", encoding="utf-8")
    with Store.open(store) as opened:
        keep_means(machine(tmp_path), opened, file, PRODUCT.catalogue)
    assert _trend(store) == computed, "means move the code, not the total"


def test_a_year_of_an_edition_that_is_not_installed_is_a_gap(
    folder: Path, store: Path, tmp_path: Path
) -> None:
    document = documents_of(folder / SUBMISSION)[0]
    other = rated_in_its_year(of_park(document, CODE, 2021))
    known = document["answers"]["park_name"]
    other["answers"]["rubric_edition"] = {**known, "value": "js-1999.1"}
    home = machine(folder)
    merged(home, store, send(tmp_path / "x.parkdb", home.keys.park(CODE), other))
    assert _trend(store, 2024)[0].total is None


class _Ended(Exception):
    """Somebody ended the work."""


def test_progress_can_end_the_work(store: Path) -> None:
    home = machine(store.parent)
    with Store.open(store) as opened:
        _, parks = rank_parks(PRODUCT, home, opened, YEAR)

    def tell(done: int, of: int) -> None:
        assert (done, of) == (0, 1)
        raise _Ended

    with pytest.raises(_Ended):
        total_trends(PRODUCT, home, str(store), parks, tell)

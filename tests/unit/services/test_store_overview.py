"""What the window is told of a store: the year it opens with, its years, its industry means."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from db.store import Store
from services.bootstrap import load_product
from services.environment import Environment
from services.kept_means import keep_means
from services.office import confirm_signer
from services.store_overview import StoreOverview, YearCount, overview, spans
from support.journeys import (
    CODE,
    STORE,
    SUBMISSION,
    YEAR,
    Prepared,
    documents_of,
    machine,
    merged,
    of_park,
    prepare,
    rated_in_its_year,
    send,
)

PRODUCT = load_product()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("overview"))


@pytest.fixture
def home(prepared: Prepared, tmp_path: Path) -> Environment:
    prepared.copy("keys", tmp_path / "keys")
    return machine(tmp_path)


@pytest.fixture
def store(prepared: Prepared, tmp_path: Path) -> Path:
    """One park, of 2025, that counts."""
    return prepared.copy(STORE, tmp_path / STORE)


def _send(home: Environment, prepared: Prepared, store: Path, sent: Mapping[str, int]) -> None:
    """Merge submissions like the worked example; key names ending in `?` stay unconfirmed."""
    document = documents_of(prepared.folder / SUBMISSION)[0]
    for name, year in sent.items():
        park = name.rstrip("?")
        key = home.keys.park(park)
        file = store.with_name(f"{park}-{year}.parkdb")
        merged(home, store, send(file, key, rated_in_its_year(of_park(document, park, year))))
        if not name.endswith("?"):
            with Store.open(store) as opened:
                confirm_signer(home, opened, key.fingerprint, park=park)


def _seen(home: Environment, store: Path, year: int | None = None) -> StoreOverview:
    return overview(PRODUCT, home, str(store), year)


def test_opens_with_the_year_of_most_rated_parks(
    store: Path, home: Environment, prepared: Prepared
) -> None:
    _send(home, prepared, store, {"TEST0002": 2024, "TEST0003": 2024})
    found = _seen(home, store)
    assert found.year == 2024
    assert {item.scorecard.park_code for item in found.ranked} == {"TEST0002", "TEST0003"}


def test_opens_with_the_newest_of_equal_years(
    store: Path, home: Environment, prepared: Prepared
) -> None:
    _send(home, prepared, store, {"TEST0002": 2024})
    assert _seen(home, store).year == YEAR


def test_parks_without_rating_make_no_year_the_fullest(
    store: Path, home: Environment, prepared: Prepared
) -> None:
    document = documents_of(prepared.folder / SUBMISSION)[0]
    for park in ("TEST0002", "TEST0003"):  # the energy of another year: the class is unknown
        key = home.keys.park(park)
        merged(home, store, send(store.with_name(park), key, of_park(document, park, 2026)))
        with Store.open(store) as opened:
            confirm_signer(home, opened, key.fingerprint, park=park)
    found = _seen(home, store)
    assert found.years[0] == YearCount(2026, 2)
    assert found.year == YEAR


def test_parks_that_do_not_count_make_no_year_the_fullest(
    store: Path, home: Environment, prepared: Prepared
) -> None:
    _send(home, prepared, store, {"TEST0002?": 2024, "TEST0003?": 2024})
    assert _seen(home, store).year == YEAR


def test_a_year_that_is_asked_for_is_shown(
    store: Path, home: Environment, prepared: Prepared
) -> None:
    _send(home, prepared, store, {"TEST0002": 2024, "TEST0003": 2024})
    assert _seen(home, store, YEAR).year == YEAR


def test_years_say_how_many_parks_count(store: Path, home: Environment, prepared: Prepared) -> None:
    _send(home, prepared, store, {"TEST0002": 2023, "TEST0003": 2023, "TEST0004?": 2022})
    found = _seen(home, store)
    assert found.years == (YearCount(2025, 1), YearCount(2023, 2), YearCount(2022, 0))
    assert found.unconfirmed == 0, "of the shown year"


def test_without_a_confirmed_signer_the_newest_year_is_shown(
    prepared: Prepared, home: Environment, tmp_path: Path
) -> None:
    empty = tmp_path / "only.db"
    _send(home, prepared, empty, {"TEST0002?": 2023, "TEST0003?": 2024})
    found = _seen(home, empty)
    assert (found.year, found.ranked, found.unconfirmed) == (2024, (), 1)


def test_an_empty_store_has_no_year(home: Environment, tmp_path: Path) -> None:
    Store.open(tmp_path / "empty.db", create=True).close()
    found = _seen(home, tmp_path / "empty.db")
    assert (found.years, found.year, found.means) == ((), 0, None)


def test_names_the_industry_means_that_the_store_keeps(
    store: Path, home: Environment, tmp_path: Path
) -> None:
    assert _seen(home, store).means is None
    file = tmp_path / "means.csv"
    file.write_text("industry,value,unit,year,source\n26,3.1,,2024,省年鉴\n", encoding="utf-8")
    with Store.open(store) as opened:
        keep_means(home, opened, file, PRODUCT.catalogue)
    kept = _seen(home, store).means
    assert kept is not None
    assert (kept.file, len(kept.means)) == ("means.csv", 1)


@pytest.mark.parametrize(
    "years, words",
    [
        ((), ""),
        ((2025,), "2025"),
        ((2025, 2024), "2024–2025"),
        ((2025, 2023, 2022, 2021, 2018), "2018, 2021–2023, 2025"),
    ],
)
def test_spans_of_years(years: tuple[int, ...], words: str) -> None:
    assert spans(years) == words


def test_code_of_the_shown_park(store: Path, home: Environment) -> None:
    assert [item.scorecard.park_code for item in _seen(home, store).ranked] == [CODE]

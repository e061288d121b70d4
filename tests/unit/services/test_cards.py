"""What a card gathers from a store and from the years of a park."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from db.store import Store
from reports.class_mean import LEAST_PARKS
from services.bootstrap import load_product
from services.card_material import card_input, shipped_events
from services.cards import write_cards
from services.class_peers import Peers
from services.environment import Environment
from services.evaluation import Evaluation
from services.office import confirm_signer
from services.rankings import rank_parks
from services.store_views import StoreView
from services.subjects import find_subject
from support.journeys import (
    CODE,
    STORE,
    SUBMISSION,
    YEAR,
    Prepared,
    documents_of,
    like,
    machine,
    merged,
    of_park,
    prepare,
    send,
)

TODAY = date(2026, 3, 31)
PRODUCT = load_product()
OTHERS = (("TEST0002", "720"), ("TEST0003", "640"))
"""Parks like the worked example, with another GDP in 亿元."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("cards"))


@pytest.fixture
def home(prepared: Prepared, tmp_path: Path) -> Environment:
    prepared.copy("keys", tmp_path / "keys")
    return machine(tmp_path)


@pytest.fixture
def store(prepared: Prepared, home: Environment, tmp_path: Path) -> Path:
    """A store with three confirmed parks of one class."""
    location = prepared.copy(STORE, tmp_path / STORE)
    document = documents_of(prepared.folder / SUBMISSION)[0]
    for park, gdp in OTHERS:
        _add(home, location, _other(document, park, gdp))
    return location


def _other(document: Mapping[str, Any], park: str, gdp: str) -> dict[str, Any]:
    return like(of_park(document, park), answers={"gdp": gdp})


def _add(home: Environment, location: Path, document: Mapping[str, Any]) -> None:
    """Merge a submission of its park's own key, and confirm that key."""
    park = str(document["park"])
    key = home.keys.park(park)
    merged(home, location, send(location.with_name(f"{park}.parkdb"), key, document))
    with Store.open(location) as opened:
        confirm_signer(home, opened, key.fingerprint, park=park)


def peers(opened: Store) -> Peers:
    return Peers(PRODUCT, opened, StoreView(opened, PRODUCT.catalogue), TODAY, None)


def evaluation(location: Path, park: str = CODE) -> Evaluation:
    subject = find_subject(PRODUCT, str(location), park, YEAR)
    return Evaluation(PRODUCT, subject.history, YEAR, TODAY)


def test_class_mean_of_three_parks(store: Path) -> None:
    cards = [evaluation(store, park).scorecard for park in (CODE, *(park for park, _ in OTHERS))]
    with Store.open(store) as opened:
        mean = peers(opened).mean(cards[0])
    assert mean is not None
    assert mean.parks == LEAST_PARKS
    values = [card.indicators["T5"].value for card in cards]
    assert len(set(values)) == LEAST_PARKS
    expected = sum((value or Decimal(0) for value in values), Decimal(0)) / LEAST_PARKS
    assert mean.intensity == pytest.approx(expected, abs=Decimal("0.0001"))


def test_remembered_results_give_the_same_mean(store: Path, home: Environment) -> None:
    card = evaluation(store).scorecard
    with Store.open(store) as opened:
        fresh = peers(opened).mean(card)
        rank_parks(PRODUCT, home, opened, YEAR)
        assert peers(opened).mean(card) == fresh


def test_parks_of_another_class_or_edition_do_not_count(store: Path) -> None:
    card = evaluation(store).scorecard
    with Store.open(store) as opened:
        found = peers(opened)
        assert found.mean(replace(card, class_used="IC")) is None
        assert found.mean(replace(card, class_used=None)) is None
        assert found.mean(replace(card, edition_hash="0" * 64)) is None
        assert found.mean(replace(card, weight_set="equal")) is None


def test_a_park_of_an_unconfirmed_signer_does_not_count(
    prepared: Prepared, home: Environment, tmp_path: Path
) -> None:
    location = prepared.copy(STORE, tmp_path / STORE)
    document = documents_of(prepared.folder / SUBMISSION)[0]
    _add(home, location, _other(document, *OTHERS[0]))
    park = OTHERS[1][0]
    file = send(tmp_path / "third.parkdb", home.keys.park(park), _other(document, *OTHERS[1]))
    merged(home, location, file)
    with Store.open(location) as opened:
        assert peers(opened).mean(evaluation(location).scorecard) is None


def test_same_card_same_bytes(store: Path, home: Environment, tmp_path: Path) -> None:
    fixed = replace(home, now=lambda: home.now().replace(year=2026, month=3, day=31))
    written = [
        write_cards(PRODUCT, fixed, str(store), tmp_path / name, park=CODE, year=YEAR)[0]
        for name in ("one", "two")
    ]
    assert written[0].signed
    assert written[0].file.read_bytes() == written[1].file.read_bytes()


def test_a_card_from_a_file_has_no_class_mean_but_events_and_years(park: Path) -> None:
    subject = find_subject(PRODUCT, str(park), None, YEAR)
    given = card_input(
        Evaluation(PRODUCT, subject.history, YEAR, TODAY), subject, TODAY, statement_text=None
    )
    assert given.class_mean is None
    assert given.draft
    assert sorted(given.inventories) == [year for year in sorted(subject.history) if year < YEAR]
    assert given.last_year is not None
    assert given.events
    assert len(given.events) <= 4
    assert all(event.kind != "statistic" for event in given.events)
    assert set(given.boundaries) == set(subject.history)


def test_the_shipped_library_can_be_read() -> None:
    assert len(shipped_events()) == 215


def test_every_event_that_a_card_may_mark_has_an_english_title() -> None:
    marked = [event for event in shipped_events() if event.title.en]
    assert all(event.title.en.isascii() and event.title.zh for event in marked)
    assert {
        event.id
        for event in shipped_events()
        if {"E", "coal", "carbon-market"} & set(event.themes) and event.kind != "statistic"
    } <= {event.id for event in marked}

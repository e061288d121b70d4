"""How many park-years one core scores in a second, and whether more of them cost more each."""

import os
import time
from collections.abc import Sequence
from decimal import Decimal

from bench import Row, medians_of
from bench.sample import LOOP, Sample, decimal_loop, read_sample
from scoring.scorecard import Scorecard

NUMBER = "GREENPARK_BENCH_PARKS"
"""Environment variable: how many park-years."""

_PART = 10
_MOST_UNEVEN = 1.25


def run() -> list[Row]:
    """Scores of many different park-years."""
    count = int(os.environ.get(NUMBER, "1000"))
    sample = read_sample()
    parks = [sample.with_number("industrial_land", _land(number)) for number in range(count)]
    inventories = [park.inventory() for park in parks]

    def score_alone() -> None:
        for park, inventory in zip(parks, inventories, strict=True):
            park.card(inventory)

    def score_some() -> None:
        for park, inventory in zip(parks[::_PART], inventories[::_PART], strict=True):
            park.card(inventory)

    scored, some, whole, read, loop = medians_of(
        5,
        score_alone,
        score_some,
        lambda: _from_answers(parks),
        lambda: _read(parks),
        decimal_loop,
        clock=time.process_time,
    )
    return [
        Row(f"score {count} park-years", scored, _rate(count), loop, LOOP, scored <= count / 1000),
        Row(f"inventory and score of {count} park-years", whole, "", loop, LOOP),
        Row(f"the same, and every text and gap read, of {count // _PART}", read, "", loop, LOOP),
        Row(
            f"{count} park-years against a tenth of them",
            scored,
            f"≤ {_MOST_UNEVEN} (linear)",
            some * _PART,
            f"{_PART} × {count // _PART} park-years",
            scored <= some * _PART * _MOST_UNEVEN,
        ),
    ]


def _land(number: int) -> Decimal:
    return Decimal("29.5") + Decimal(number) / 1000


def _rate(count: int) -> str:
    return f"≥ 1000 /s: ≤ {count / 1000:g} s"


def _from_answers(parks: Sequence[Sample]) -> None:
    for park in parks:
        park.card(park.inventory())


def _read(parks: Sequence[Sample]) -> None:
    for park in parks[::_PART]:
        _read_everything(park.card(park.inventory()))


def _read_everything(card: Scorecard) -> str:
    return repr(card)

"""Means of a class of parks."""

from decimal import Decimal

import pytest

from reports.class_mean import LEAST_PARKS, Peer, class_mean


def peer(total: int, score: int | None, intensity: str | None = None) -> Peer:
    return Peer(
        Decimal(total),
        {"T": None if score is None else Decimal(score), "I": Decimal(50)},
        None if intensity is None else Decimal(intensity),
    )


def test_plain_means_over_the_parks_that_have_the_value() -> None:
    mean = class_mean([peer(60, 40, "0.3"), peer(70, None), peer(83, 60, "0.5")])
    assert mean is not None
    assert (mean.parks, mean.total) == (3, Decimal(71))
    assert mean.dimensions == {"T": Decimal(50), "I": Decimal(50)}
    assert mean.intensity == Decimal("0.4")


@pytest.mark.parametrize("count", range(LEAST_PARKS))
def test_too_few_parks_have_no_mean(count: int) -> None:
    assert class_mean([peer(60, 40)] * count) is None


def test_a_dimension_that_no_park_has_is_left_out() -> None:
    mean = class_mean([peer(60, None)] * LEAST_PARKS)
    assert mean is not None
    assert set(mean.dimensions) == {"I"}
    assert mean.intensity is None

"""Parks at a glance: codes counted, intensity against industrial structure, weakest dimensions."""

from dataclasses import replace
from decimal import Decimal

from services.park_clusters import clusters, code_counts
from services.park_summaries import weakest_dimensions
from support.checked_park import park, with_values
from support.scored_park import card, shipped_edition

EDITIONS = {shipped_edition().id: shipped_edition()}


def test_codes_are_counted_best_first_with_those_not_rated() -> None:
    graded = card()
    none = replace(graded, code=replace(graded.code, k_grade=None, status="none"))
    counts = code_counts([graded, none, graded])
    assert list(counts) == [1, 2, 3, 4, 5, 0]
    assert (counts[graded.code.k_grade or 0], counts[0], sum(counts.values())) == (2, 1, 3)


def test_a_park_stands_at_the_share_that_its_class_rests_on() -> None:
    """rubric.md 2: energy-intensive output / industrial output × 100, 20 is the limit."""
    high = card(with_values(park(), park_code="H", energy_intensive_output=Decimal(400)))
    found = clusters([high, card()], EDITIONS)
    output = park().value("industrial_output")
    assert isinstance(output, Decimal)
    assert [round(point.share, 9) for point in found.points] == [
        round(100 * part / output, 9) for part in (Decimal(118), Decimal(400))
    ]
    assert found.share_limit == 20
    sides = [point.share >= found.share_limit for point in found.points]
    assert sides == [one.class_used in ("IC", "IE") for one in (card(), high)]


def test_parks_without_k_or_share_are_counted() -> None:
    whole = card()
    no_k = replace(whole, code=replace(whole.code, k=None))
    no_share = replace(whole, class_inputs={**whole.class_inputs, "industrial_output": None})
    found = clusters([no_k, whole, no_share], EDITIONS)
    assert (len(found.points), found.left_out) == (1, 2)
    assert clusters([], EDITIONS).share_limit is None


def test_weakest_are_the_lowest_two_that_are_not_full() -> None:
    dimensions = card().dimensions
    scores = dict(zip(dimensions, (100, 70, None, 40, 100, 100), strict=True))
    made = replace(
        card(),
        dimensions={
            code: replace(one, score=None if scores[code] is None else Decimal(scores[code] or 0))
            for code, one in dimensions.items()
        },
    )
    codes = list(dimensions)
    assert weakest_dimensions(made) == (dimensions[codes[3]].label, dimensions[codes[1]].label)

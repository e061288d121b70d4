"""Intervals of ranks (analysis.md J, U1 to U7, J3, J6, J7, J9; rubric.md 12)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from statistics import fmean, pstdev

import numpy as np
import pytest

from analysis.rank_intervals import (
    ALL_FACTORS,
    Factor,
    rank_intervals,
    ranks_of,
    run_totals,
)
from analysis.varied_card import DEFAULT_SEED, RobustnessError
from questionnaire.messages import LocalText
from scoring.edition import Edition
from scoring.scorecard import Bound, DimensionScore, IndicatorScore, Scorecard, Status
from support.checked_park import park, with_level, with_values
from support.scored_park import basis, card, shipped_edition

EDITION = shipped_edition()
EDITIONS = {EDITION.id: EDITION}
RUNS = 1000
CODES = list(EDITION.indicators)
ACROSS_CLASSES = ALL_FACTORS - {Factor.NORMALISATION}
OTHER_CLASS = "省里按主导产业另行认定的类别"


@cache
def parks() -> tuple[Scorecard, ...]:
    """Ten parks of one class that differ, and two of another; in no order."""
    changes = {
        "P07": with_values(park(), gdp=Decimal(430), strategic_emerging_output=None),
        "P03": with_values(park(), gdp=Decimal(560), managing_body="no"),
        "P01": with_level(with_values(park(), gdp=Decimal(600)), "T1", 4),
        "P05": with_values(park(), gdp=Decimal(700), power_consumed=None),
        "P09": with_level(park(), "P1", None),
        "Q02": with_values(park(), class_override="CC", class_override_reason=OTHER_CLASS),
    }
    for number in (2, 4, 6, 8, 10):
        changes[f"P{number:02}"] = with_values(park(), gdp=Decimal(500 + 30 * number))
    made = [card(with_values(given, park_code=code)) for code, given in changes.items()]
    coal = card(
        with_values(
            park(),
            park_code="Q01",
            class_override="CC",
            class_override_reason=OTHER_CLASS,
        ),
        on=basis(inventory__coal_tonnes="10"),
    )
    return (*made, coal)


def totals(
    cards: Sequence[Scorecard], *factors: Factor, runs: int = RUNS, seed: int = DEFAULT_SEED
) -> np.ndarray:
    """Totals of the runs, with these factors alone."""
    editions = {one.edition_id: EDITION for one in cards}
    return run_totals(cards, editions, runs, seed, frozenset(factors), lambda _done, _all: None)


def test_the_parks_of_these_tests_are_what_they_are_meant_to_be() -> None:
    classes = [one.class_used for one in parks()]
    assert (classes.count("CE"), classes.count("CC")) == (10, 2)
    statuses = {item.status for one in parks() for item in one.indicators.values()}
    assert {Status.VALUE, Status.MISSING} <= statuses
    assert any(i.zero_rule_applied for one in parks() for i in one.indicators.values())


def test_the_seed_and_nothing_else_decides() -> None:
    found = rank_intervals(parks(), EDITIONS, runs=RUNS)
    assert found == rank_intervals(tuple(reversed(parks())), EDITIONS, runs=RUNS)
    assert found != rank_intervals(parks(), EDITIONS, runs=RUNS, seed=1)


def test_fewer_runs_are_the_first_of_more() -> None:
    more = totals(parks(), *Factor, runs=1100)
    assert np.array_equal(more[:RUNS], totals(parks(), *Factor))


def test_a_factor_that_is_switched_off_leaves_the_numbers_of_the_others() -> None:
    """J3: with normalisation varied too, runs that keep the goalposts are what they were."""
    alone = totals(parks(), Factor.WEIGHTS)
    both = totals(parks(), Factor.WEIGHTS, Factor.NORMALISATION)
    same = (alone == both).all(axis=1)
    assert 0.28 < same.mean() < 0.39, "a third of the runs"


def test_levels_stay_between_0_and_4() -> None:
    """J6."""
    graded = [code for code, item in EDITION.indicators.items() if item.kind == "G"]
    lowest = highest = park()
    for code in graded:
        lowest, highest = with_level(lowest, code, 0), with_level(highest, code, 4)
    cards = [card(with_values(lowest, park_code="A")), card(with_values(highest, park_code="B"))]
    assert {one.indicators[code].value for one in cards for code in graded} >= {0, 4}
    low, high = totals(cards, Factor.ASSESSOR).T
    assert low.min() == pytest.approx(float(cards[0].total or 0), abs=1e-9)
    assert low.max() > low.min()
    assert high.max() == pytest.approx(float(cards[1].total or 0), abs=1e-9)
    assert high.min() < high.max()


def test_without_any_factor_the_interval_is_the_rank() -> None:
    """J7; equal printed totals share the better rank, as in the ranking."""
    twin = replace(parks()[0], park_code="Z01")
    cards = (*parks(), twin)
    found = rank_intervals(cards, EDITIONS, runs=RUNS, factors=frozenset())
    printed = [one.total_printed or Decimal(0) for one in cards]
    for one in cards:
        rank = 1 + sum(other > (one.total_printed or Decimal(0)) for other in printed)
        assert found[one.park_code] == (rank, rank)


def test_fewer_than_three_parks_have_no_ranks() -> None:
    assert rank_intervals(parks()[:2], EDITIONS, runs=RUNS) == {}
    assert len(rank_intervals(parks()[:3], EDITIONS, runs=RUNS)) == 3


def test_interval_leaves_out_five_percent_at_both_ends() -> None:
    ordered = sorted(parks(), key=lambda one: one.park_code)
    ranks = np.sort(ranks_of(totals(ordered, *ACROSS_CLASSES)), axis=0)
    found = rank_intervals(parks(), EDITIONS, runs=RUNS)
    for column, one in enumerate(ordered):
        assert found[one.park_code] == (ranks[49, column], ranks[949, column])


def test_across_classes_the_normalisation_is_not_varied() -> None:
    """Decision 0021: within a class it is, as in analysis.md J."""
    assert rank_intervals(parks(), EDITIONS, runs=RUNS) == rank_intervals(
        parks(), EDITIONS, runs=RUNS, factors=ACROSS_CLASSES
    )
    alike = [one for one in parks() if one.class_used == "CE"]
    assert rank_intervals(alike, EDITIONS, runs=RUNS) != rank_intervals(
        alike, EDITIONS, runs=RUNS, factors=ACROSS_CLASSES
    )


def test_caps_do_not_touch_ranks() -> None:
    capped = replace(parks()[0], cap="C", grade="C")
    cards = (capped, *parks()[1:])
    assert rank_intervals(cards, EDITIONS, runs=RUNS) == rank_intervals(
        parks(), EDITIONS, runs=RUNS
    )


def test_progress_can_end_the_work() -> None:
    seen: list[tuple[int, int]] = []

    def tell(done: int, of: int) -> None:
        seen.append((done, of))
        if done:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        rank_intervals(parks(), EDITIONS, runs=RUNS, progress=tell)
    assert seen == [(0, RUNS), (250, RUNS)]


def test_too_few_runs_are_refused() -> None:
    with pytest.raises(RobustnessError, match="999"):
        rank_intervals(parks(), EDITIONS, runs=999)


# J9: ten parks of one class, X = k higher 0 to 10, Y = k² lower 100 to 0, equal weights


@cache
def ladder_edition() -> Edition:
    kept = {code: EDITION.dimensions[code] for code in ("T",)}
    return replace(EDITION, dimensions=kept)


def ladder(k: int) -> Scorecard:
    template = next(i for i in card().indicators.values() if i.bounds is not None)
    assert template.bounds is not None
    bounds = template.bounds

    def item(code: str, value: int, floor: int, target: int) -> IndicatorScore:
        return replace(
            template, code=code, dimension="T", value=Decimal(value), zero_rule_applied=False,
            better="higher" if target > floor else "lower",
            bounds=replace(
                bounds, floor=replace(bounds.floor, value=Decimal(floor)), passing=None,
                target=replace(bounds.target, value=Decimal(target)),
            ),
            score=Decimal(100 * (value - floor)) / (target - floor), weight_inside=Decimal(50),
        )  # fmt: skip

    items = (item("X", k, 0, 10), item("Y", k * k, 100, 0))
    total = sum((one.score or Decimal(0) for one in items), Decimal(0)) / 2
    whole = DimensionScore("T", LocalText("T"), Decimal(100), Decimal(100), total, total)
    return replace(
        card(), park_code=f"K{k:02}", indicators={one.code: one for one in items},
        dimensions={"T": whole}, total=total, total_printed=total,
    )  # fmt: skip


@cache
def ladder_runs() -> dict[str, list[float]]:
    """The totals of the ten parks by each normalisation, told apart by the design's numbers."""
    cards = [ladder(k) for k in range(1, 11)]
    found = run_totals(
        cards,
        {EDITION.id: ladder_edition()},
        RUNS,
        DEFAULT_SEED,
        frozenset({Factor.NORMALISATION}),
        lambda _done, _all: None,
    )
    kinds = np.unique(np.round(found, 9), axis=0)
    first = {54.5: "goalpost", 55.9: "z", 50.0: "min-max"}
    return {first[round(float(kind[0]), 4)]: [float(one) for one in kind] for kind in kinds}


@pytest.mark.parametrize(
    "method, expected, best, last",
    [
        ("goalpost", (54.5, 62.5, 62, 50), [5], [10]),
        ("z", (55.9000, 62.4233, 62.5119, 56.6972), [6], [1]),
        ("min-max", (50, 60.1010, 60.1010, 50), [5, 6], [1, 10]),
    ],
)
def test_ten_parks_by_each_normalisation(
    method: str, expected: Sequence[float], best: list[int], last: list[int]
) -> None:
    """J9."""
    assert ladder_runs().keys() == {"goalpost", "z", "min-max"}
    found = ladder_runs()[method]
    assert [found[k - 1] for k in (1, 5, 6, 10)] == pytest.approx(list(expected), abs=5e-5)
    ranks = ranks_of(np.array([found]))[0]
    assert [k for k in range(1, 11) if ranks[k - 1] == 1] == best
    assert [k for k in range(1, 11) if ranks[k - 1] == ranks.max()] == last


def test_nine_parks_of_a_class_keep_the_goalposts() -> None:
    found = run_totals(
        [ladder(k) for k in range(1, 10)],
        {EDITION.id: ladder_edition()},
        RUNS,
        DEFAULT_SEED,
        frozenset({Factor.NORMALISATION}),
        lambda _done, _all: None,
    )
    assert len(np.unique(np.round(found, 9), axis=0)) == 1


# An independent computation: plain loops over the words of rubric.md 4, 5, 12 and analysis.md J

Q_RANGE = {"A": 0.02, "B": 0.05, "C": 0.10, "D": 0.20}


def _drawn(run: int, count: int) -> dict[str, list[float]]:
    """The numbers of one run out of the seven streams, read from their beginning."""
    items, dimensions = len(CODES), len(EDITION.dimensions)
    widths = {
        "U1": dimensions + items, "U2": 1, "U3": 1, "U4": 1, "U5": items,
        "U6": count * items, "U7": count * items,
    }  # fmt: skip
    found = {}
    for (name, width), seq in zip(
        widths.items(), np.random.SeedSequence(DEFAULT_SEED).spawn(7), strict=True
    ):
        generator = np.random.Generator(np.random.PCG64(seq))
        numbers = generator.random((run + 1) * width)[run * width :]
        swings = name in {"U1", "U5", "U7"}
        found[name] = [2 * float(u) - 1 if swings else float(u) for u in numbers]
    return found


def _level(one: IndicatorScore, u: float) -> int:
    step = -1 if u < 0.1 else 1 if u >= 0.9 else 0
    return min(max(int(one.value or 0) + step, 0), 4)


def _is_level(one: IndicatorScore) -> bool:
    return one.kind == "G" and one.value is not None and one.note != "set to 0 by gate G5"


def _goalpost(one: IndicatorScore, u5: float, u6: float, u7: float) -> float:
    if _is_level(one):
        return (0, 30, 60, 80, 100)[_level(one, u6)]
    if one.bounds is None or one.value is None:
        return float(one.score or 0)
    floor, target = float(one.bounds.floor.value), float(one.bounds.target.value)
    shift = 0.05 * u5 * (target - floor)
    x = float(one.value) * (1 + Q_RANGE[one.quality] * u7) - shift
    return min(max(_between(one.bounds.passing, x, floor, target), 0), 100)


def _between(passing: Bound | None, x: float, floor: float, target: float) -> float:
    if passing is None:
        return 100 * (x - floor) / (target - floor)
    p, sign = float(passing.value), 1 if target > floor else -1
    if (x - p) * sign <= 0:
        return 60 * (x - floor) / (p - floor)
    return 60 + 40 * (x - p) / (target - p)


def _merit(one: IndicatorScore, u6: float, u7: float) -> float | None:
    if _is_level(one):
        return float(_level(one, u6))
    if one.bounds is None or one.value is None or one.zero_rule_applied:
        return None
    x = float(one.value) * (1 + Q_RANGE[one.quality] * u7)
    return x if one.better == "higher" else -x


def _within(merit: float, peers: Sequence[float], *, z: bool) -> float:
    if max(peers) == min(peers):
        return 60
    if z:
        return min(max(60 + 20 * (merit - fmean(peers)) / pstdev(peers), 0), 100)
    return 100 * (merit - min(peers)) / (max(peers) - min(peers))


def _total(one: Scorecard, scores: dict[str, float], drawn: dict[str, list[float]]) -> float:
    weighted: list[tuple[float, float]] = []
    for place, dimension in enumerate(EDITION.dimensions):
        pairs = []
        for code, item in one.indicators.items():
            gap = item.status in (Status.MISSING, Status.NO_DATA)
            left_out = code not in scores or (gap and drawn["U4"][0] < 0.5)
            if item.dimension == dimension and not left_out:
                u = drawn["U1"][len(EDITION.dimensions) + CODES.index(code)]
                pairs.append((float(item.weight_inside) * (1 + 0.25 * u), scores[code]))
        if pairs:
            mean = sum(w * s for w, s in pairs) / sum(w for w, _ in pairs)
            outside = float(one.dimensions[dimension].weight)
            weighted.append((outside * (1 + 0.25 * drawn["U1"][place]), mean))
    whole = sum(weight for weight, _ in weighted)
    if drawn["U3"][0] < 0.2:
        product = 1.0
        for weight, mean in weighted:
            product *= mean ** (weight / whole)
        return product
    return sum(weight * mean for weight, mean in weighted) / whole


def _naive(cards: Sequence[Scorecard], run: int) -> Iterator[float]:
    drawn = _drawn(run, len(cards))
    own = [
        {
            code: (drawn["U5"][place], drawn["U6"][at + place], drawn["U7"][at + place])
            for place, code in enumerate(CODES)
        }
        for at in range(0, len(cards) * len(CODES), len(CODES))
    ]
    method = int(drawn["U2"][0] * 3)
    for number, one in enumerate(cards):
        cohort = [i for i, other in enumerate(cards) if other.class_used == one.class_used]
        scores = {}
        for code, item in one.indicators.items():
            if item.score is None:
                continue
            scores[code] = _goalpost(item, *own[number][code])
            merit = _merit(item, *own[number][code][1:])
            if method and len(cohort) >= 10 and merit is not None:
                peers = [_merit(cards[i].indicators[code], *own[i][code][1:]) for i in cohort]
                known = [peer for peer in peers if peer is not None]
                scores[code] = _within(merit, known, z=method == 1)
        yield _total(one, scores, drawn)


def test_totals_of_some_runs_are_those_of_plain_loops() -> None:
    cards = sorted(parks(), key=lambda one: one.park_code)
    found = totals(cards, *ALL_FACTORS)
    runs = (0, 1, 2, 3, 4, 5, 249, 250, 999)
    methods = {int(_drawn(run, len(cards))["U2"][0] * 3) for run in runs}
    assert methods == {0, 1, 2}
    for run in runs:
        assert found[run] == pytest.approx(list(_naive(cards, run)), abs=1e-9)

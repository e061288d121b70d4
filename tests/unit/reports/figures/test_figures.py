"""Figures as drawing commands: proportions, places, colours, sizes."""

from collections.abc import Iterable

import pytest

from reports.colours import (
    ACCENT,
    CARRIER_COLOURS,
    CODE_COLOURS,
    SURFACE,
    TEXT,
    contrast,
)
from reports.figures.bands import Band, Bands, BandStep, place_on
from reports.figures.carrier_bars import Carrier, CarrierBars, EventMark, YearBar, nice_step
from reports.figures.drawing import Area, Drawing, Figure, Label, Line
from reports.figures.radar import Axis, Radar
from reports.figures.score_bars import ScoreBar, ScoreBars
from reports.figures.value_bars import ValueBar, ValueBars

COAL, OIL = CARRIER_COLOURS["coal"], CARRIER_COLOURS["oil"]
CARRIERS = (Carrier("Coal", COAL, "30.0"), Carrier("Oil", OIL, "10.0"))
RADAR = Radar(
    tuple(Axis(name, "50.0", 0.5, 0.4, 0.3) for name in "TIESFP"), "2025", "2024", "mean", "words"
)


def series(*years: YearBar, events: tuple[EventMark, ...] = ()) -> Drawing:
    return CarrierBars(CARRIERS, years, events, "10⁴ t", 160.0, "words").drawing(346)


def areas(drawing: Drawing, colour: str) -> list[tuple[float, float, float, float]]:
    """Left, top, width, height of the areas of a colour."""
    found = []
    for mark in drawing.marks:
        if isinstance(mark, Area) and mark.fill == colour:
            xs, ys = ([point[axis] for point in mark.points] for axis in (0, 1))
            found.append((min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))
    return found


def texts(drawing: Drawing) -> dict[str, Label]:
    return {mark.text: mark for mark in drawing.marks if isinstance(mark, Label)}


def test_stacked_bars_start_at_zero_and_keep_proportion() -> None:
    drawing = series(YearBar(2024, (20.0, 10.0), "30.0"), YearBar(2025, (30.0, 10.0), "40.0"))
    (left, top, _, low), (_, _, _, high) = areas(drawing, COAL)
    assert high / low == pytest.approx(1.5)
    oil = areas(drawing, OIL)[0]
    assert oil[0] == pytest.approx(left)
    assert oil[1] + oil[3] == pytest.approx(top)  # oil stands upon coal
    zero = top + low
    axis = [m for m in drawing.marks if isinstance(m, Line) and m.points[0][1] == zero]
    assert axis
    assert texts(drawing)["0"].y == pytest.approx(zero + 2.5)


def test_amounts_below_zero_stand_under_the_axis() -> None:
    drawing = series(YearBar(2025, (30.0, -10.0), "20.0"))
    coal, oil = areas(drawing, COAL)[0], areas(drawing, OIL)[0]
    assert oil[1] == pytest.approx(coal[1] + coal[3])
    assert oil[3] == pytest.approx(coal[3] / 3)


def test_a_year_that_is_incomplete_has_no_bar_but_a_dash() -> None:
    drawing = series(YearBar(2024, (), "—"), YearBar(2025, (30.0, 10.0), "40.0"))
    assert len(areas(drawing, COAL)) == 1
    assert {"—", "2024", "2025"} <= set(texts(drawing))


@pytest.mark.parametrize("total, shown", [("9.9", 12), ("281.6", 6), ("1,234.5", 6)])
def test_totals_never_touch_and_the_last_is_always_written(total: str, shown: int) -> None:
    years = tuple(YearBar(2013 + n, (30.0, 10.0), total) for n in range(12))
    drawing = series(*years)
    found = [m for m in drawing.marks if isinstance(m, Label) and m.text == total]
    assert len(found) == shown
    assert found[-1].x == pytest.approx(texts(drawing)["2024"].x)


def test_a_missing_year_leaves_its_place_empty() -> None:
    drawing = series(YearBar(2022, (30.0, 0.0), "30.0"), YearBar(2025, (30.0, 0.0), "30.0"))
    places = texts(drawing)
    step = (places["2025"].x - places["2022"].x) / 3
    assert areas(drawing, COAL)[0][2] < step


def test_events_stand_at_their_date() -> None:
    years = tuple(YearBar(year, (30.0, 10.0), "40.0") for year in (2021, 2022, 2023))
    marks = (EventMark("①", 2022.5, 2022.5), EventMark("②", 2022.52, 2022.52))
    drawing = series(*years, events=(*marks, EventMark("③", 2023.0, 2024.0)))
    dashed = [m for m in drawing.marks if isinstance(m, Line) and m.dash]
    assert dashed[0].points[0][0] == pytest.approx(texts(drawing)["2022"].x)
    assert {"①②", "③"} <= set(texts(drawing))


@pytest.mark.parametrize("count", [1, 2, 12])
def test_any_number_of_years_stays_within_the_width(count: int) -> None:
    years = tuple(YearBar(2013 + n, (30.0, 10.0), "1,234.5") for n in range(count))
    drawing = series(*years)
    assert drawing.width <= 346
    for mark in drawing.marks:
        if not isinstance(mark, Label):
            assert all(-1 <= x <= drawing.width + 1 for x, _ in mark.points)
            assert all(-1 <= y <= drawing.height + 1 for _, y in mark.points)


@pytest.mark.parametrize(
    "highest, step", [(144, 50.0), (100, 25.0), (0.039, 0.01), (3373, 1000.0), (0, 1.0)]
)
def test_round_steps(highest: float, step: float) -> None:
    assert nice_step(highest) == pytest.approx(step)


def test_radar_places_scores_on_their_axes() -> None:
    drawing = RADAR.drawing(280)
    rings = [m for m in drawing.marks if isinstance(m, Line) and m.closed]
    outer, this = rings[4].points, rings[-1].points
    centre = (280 / 2, drawing.height / 2 - 9)
    for corner, point in zip(outer, this, strict=True):
        for axis in (0, 1):
            half = centre[axis] + (corner[axis] - centre[axis]) / 2
            assert point[axis] == pytest.approx(half)
    assert outer[0][0] == pytest.approx(centre[0])  # the first axis points up
    assert outer[0][1] < centre[1]


def test_radar_leaves_out_what_is_not_there() -> None:
    axes = tuple(Axis(name, "50.0", 0.5) for name in "TIESFP")
    drawing = Radar(axes, "2025", "", "", "words").drawing(280)
    assert "2025" in texts(drawing)
    assert "2024" not in texts(drawing)
    assert sum(isinstance(m, Line) and m.closed for m in drawing.marks) == 6


def test_radar_with_a_missing_score_goes_on_with_the_others() -> None:
    axes = (*(Axis(name, "50.0", 0.5) for name in "TIESF"), Axis("P", "—", None))
    drawing = Radar(axes, "2025", "", "", "words").drawing(280)
    assert len([m for m in drawing.marks if isinstance(m, Line) and m.closed][-1].points) == 5


def test_score_bars_end_at_the_score() -> None:
    bars = (ScoreBar("A", "50.0", 0.5, 0.7), ScoreBar("B", "100.0", 1.0), ScoreBar("C", "—", None))
    drawing = ScoreBars(bars, "Pass 60", "note", "words").drawing(200)
    half, whole = areas(drawing, ACCENT)
    assert half[2] / whole[2] == pytest.approx(0.5)
    mean = [m for m in drawing.marks if isinstance(m, Line) and m.colour == TEXT]
    assert mean[0].points[0][0] == pytest.approx(half[0] + 0.7 * whole[2])


def test_value_bars_start_at_zero() -> None:
    bars = (ValueBar("own", "0.40", 0.4, own=True), ValueBar("other", "0.80", 0.8))
    drawing = ValueBars(bars, "words").drawing(240)
    own = areas(drawing, ACCENT)[0]
    other = next(
        area for m in drawing.marks if isinstance(m, Area) and m.fill != ACCENT
        for area in areas(drawing, m.fill)
    )  # fmt: skip
    assert own[0] == other[0]
    assert own[2] / other[2] == pytest.approx(0.5)


@pytest.mark.parametrize(
    "value, place",
    [(-1, 0.0), (0, 0.0), (0.6, 0.2), (0.7, 0.3), (1.2, 0.6), (2.0, 0.8), (4, 1.0), (99, 1.0)],
)
def test_places_on_a_band(value: float, place: float) -> None:
    assert place_on(value, [0.6, 0.8, 1.2, 2.0]) == pytest.approx(place)


def test_the_mark_of_a_band_points_at_the_value() -> None:
    steps = tuple(BandStep(str(n), pair.ground) for n, pair in CODE_COLOURS.items())
    band = Band("K", "name", "0.819", 0.5, steps, ("1", "2", "3", "4"))
    drawing = Bands((band,), "words").drawing(400)
    first = areas(drawing, CODE_COLOURS[1].ground)[0]
    mark = areas(drawing, TEXT)[0]
    assert mark[0] + mark[2] / 2 == pytest.approx(first[0] + 2.5 * first[2])
    empty = Bands((Band("K", "name", "—", None, steps, ()),), "words").drawing(400)
    assert areas(empty, TEXT) == []


FIGURES: tuple[Figure, ...] = (
    RADAR,
    ScoreBars((ScoreBar("A", "50.0", 0.5, 0.7),), "Pass 60", "note", "words"),
    CarrierBars(CARRIERS, (YearBar(2025, (1.0, 2.0), "3.0"),), (), "t", 160.0, "words"),
    ValueBars((ValueBar("own", "0.40", 0.4, own=True), ValueBar("b", "1", 1.0)), "words"),
)


@pytest.mark.parametrize("figure", FIGURES)
def test_charts_are_readable_and_leave_the_code_colours_alone(figure: Figure) -> None:
    drawing = figure.drawing(280)
    assert drawing.alternative == "words"
    code = {pair.ground for pair in CODE_COLOURS.values()}
    assert code.isdisjoint(_colours(drawing))
    for mark in drawing.marks:
        if isinstance(mark, Label):
            assert mark.size >= 7
            assert contrast(mark.colour, SURFACE) >= 4.5


def _colours(drawing: Drawing) -> Iterable[str]:
    for mark in drawing.marks:
        yield mark.fill if isinstance(mark, Area) else mark.colour

"""The page of dimensions."""

from dataclasses import replace
from decimal import Decimal

import pytest

from questionnaire.messages import msg
from reports.card_dimensions import score_without_gaps
from reports.card_input import CardInput
from reports.card_model import build_card
from reports.card_parts import DimensionPage, Table
from reports.class_mean import ClassMean
from reports.figures.drawing import Label, Line
from scoring.scorecard import Scorecard

MEAN = ClassMean(4, Decimal("66.5"), {"T": Decimal("60.4"), "I": Decimal(66)}, Decimal("0.4"))


def page(given: CardInput) -> DimensionPage:
    return build_card(given, "en").dimensions


def table(given: CardInput) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    found = page(given).table
    assert found is not None
    block = found.blocks[0]
    assert isinstance(block, Table)
    return [column.title for column in block.columns], {row[0]: row[1:] for row in block.rows}


def labels(given: CardInput) -> list[str]:
    radar, bars = page(given).radar, page(given).bars
    assert radar
    assert bars
    marks = (*radar.drawing(280).marks, *bars.drawing(200).marks)
    return [mark.text for mark in marks if isinstance(mark, Label)]


def test_table_of_the_worked_example(draft: CardInput) -> None:
    heads, rows = table(draft)
    assert heads == ["Dimension", "Weight %", "Score", "Points", "Without gaps"]
    assert rows["Top-level design"] == ("14", "77.1", "10.8", "77.1")
    assert rows["Policy support"] == ("15", "71.1", "10.7", "77.2")  # 71.0521 × 100 ÷ 92
    assert rows["Total"] == ("100", "76.0", "76.0", "76.9")


def test_score_without_gaps_leads_to_the_total_without_gaps(worked_card: Scorecard) -> None:
    weighted = [
        (part.weight, score_without_gaps(part, worked_card))
        for part in worked_card.dimensions.values()
    ]
    total = sum((weight * (score or 0) for weight, score in weighted), Decimal(0)) / 100
    assert total == pytest.approx(Decimal("76.9062"), abs=Decimal("0.0001"))


def test_last_year_and_class_mean_have_columns_and_series(
    draft: CardInput, last_year: Scorecard
) -> None:
    given = replace(draft, last_year=last_year, class_mean=MEAN)
    heads, rows = table(given)
    assert heads[4:7] == ["2024", "Change", "Class mean"]
    assert rows["Top-level design"][3:6] == ("75.1", "+2.0", "60.4")
    assert rows["Energy system"][5] == "—"
    assert rows["Total"][3:6] == ("74.0", "+2.0", "66.5")
    shown = labels(given)
    assert {"2025", "2024", "class mean (4 parks)"} <= set(shown)
    assert "Dotted line: pass line; short line: class mean" in shown


def test_without_a_store_the_class_mean_is_left_out_with_its_legend(draft: CardInput) -> None:
    assert not any("class mean" in text for text in labels(draft))
    radar = page(draft).radar
    assert radar
    closed = [mark for mark in radar.drawing(280).marks if isinstance(mark, Line) and mark.closed]
    assert len(closed) == 6  # five rings and this year


def test_nothing_is_drawn_where_nothing_is_scored(draft: CardInput) -> None:
    reason = msg("Enter {field}.", field="gdp")
    card = replace(
        draft.scorecard, dimensions={}, indicators={}, unclassified_reason=reason,
        rating_status="unclassified", total=None, gates=(), grade=None,
    )  # fmt: skip
    found = page(replace(draft, scorecard=card))
    assert (found.radar, found.bars, found.table, found.ranking) == (None, None, None, ())
    assert found.empty == "Enter gdp."


def test_a_dimension_without_score_prints_a_dash(draft: CardInput) -> None:
    dimensions = dict(draft.scorecard.dimensions)
    dimensions["F"] = replace(dimensions["F"], score=None)
    given = replace(draft, scorecard=replace(draft.scorecard, dimensions=dimensions))
    assert table(given)[1]["Green finance"][1] == "—"
    assert "—" in labels(given)

"""The page of carbon: numbers of the worked example (rubric.md 16)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from accounting.inventory import Inventory
from reports.card_carbon import change_text
from reports.card_emissions import comparable, emissions_by_carrier
from reports.card_input import CardInput
from reports.card_model import build_card
from reports.card_parts import CarbonPage, Paragraphs, Picture, Section, Table
from reports.card_series import MOST_YEARS
from reports.class_mean import ClassMean
from reports.figures.bands import Bands
from reports.figures.carrier_bars import CarrierBars
from reports.figures.value_bars import ValueBars
from reports.policy_events import load_policy_events
from scoring.scorecard import Scorecard, Status
from support.inventories import inventory_of

EVENTS = """[[event]]
id = "WP-09"
date = "2021-12"
title = "煤炭总量削减"
kind = "target"
regions = ["江苏"]
themes = ["coal"]
status = "task"
source = "S003"
place = "二(四)"

[[event]]
id = "TL-02"
date = "2019-04"
title = "征求意见稿"
kind = "policy"
regions = ["江苏"]
themes = ["coal"]
status = "draft"
credibility = "0.64"
source = "S000"
place = "节点1"
"""


@pytest.fixture
def given(draft: CardInput, inventory: Inventory, last_year: Scorecard) -> CardInput:
    return replace(
        draft,
        inventory=inventory,
        last_year=last_year,
        inventories={2023: inventory_of(2023, "1.1"), 2024: inventory_of(2024, "1.25")},
        boundaries={2023: "2020-1", 2024: "2020-1", 2025: "2020-1"},
        events=load_policy_events(EVENTS),
    )


def page(given: CardInput) -> CarbonPage:
    return build_card(given, "en").carbon


def rows(section: Section) -> dict[str, tuple[str, ...]]:
    block = section.blocks[0]
    assert isinstance(block, Table)
    return {row[1] if len(row) > 2 else row[0]: row for row in block.rows}


def bars(given: CardInput) -> CarrierBars:
    series = page(given).series
    assert series is not None
    assert isinstance(series.figure, CarrierBars)
    return series.figure


def test_emissions_by_carrier_sum_to_the_territorial_total(inventory: Inventory) -> None:
    found = emissions_by_carrier(inventory)
    assert found == {
        "oil": Decimal("40353.48"),
        "gas": Decimal("231354.33"),
        "process": Decimal("10671.05"),
        "electricity": Decimal("2083152.5"),
        "heat": Decimal(194700),
    }
    total = inventory.values["inventory.territorial_co2"]
    assert sum(amount or 0 for amount in found.values()) == total


def test_an_unknown_line_makes_its_carrier_unknown(inventory: Inventory) -> None:
    lines = (replace(inventory.lines[0], co2_t=None), *inventory.lines[1:])
    assert emissions_by_carrier(replace(inventory, lines=lines))["oil"] is None


def test_key_figures(given: CardInput) -> None:
    shown = [(f.label, f.value, f.unit) for f in page(given).key_figures]
    assert shown == [
        ("Net CO₂ emissions", "256.0", "× 10⁴ t CO₂"),
        ("CO₂ per GDP (T5)", "0.375", "tCO₂/10⁴ yuan"),
        ("Share of coal (E1)", "0.0", "%"),
        ("Carbon efficiency K", "0.819", "3 yellow"),
        ("Net emissions on 2024", "−5.2", "%"),
    ]


def test_inventory_by_scope_and_carrier_with_shares_and_changes(given: CardInput) -> None:
    found = rows(page(given).tables[0])
    assert found["Oil"] == ("Scope 1", "Oil", "40,353", "1.6", "−20.0")
    assert found["Gas"][0] == ""
    assert found["Bought power"] == ("Scope 2", "Bought power", "2,083,152", "81.4", "−20.0")
    assert found["Territorial"][2:] == ("2,560,231", "100.0", "−20.0")
    assert found["Exports"][2:] == ("0", "", "—")
    assert "Coal" not in found


def test_ledger_subtracts_what_leaves_net_emissions_alone(given: CardInput) -> None:
    ledger = page(given).tables[1]
    found = rows(ledger)
    assert found["Territorial emissions"][1] == "2,560,231"
    assert found["Sinks and storage"][1] == "−1,248"
    assert found["Green power, certificates and offsets"][1] == "−342,744"
    assert found["Balance of the ledger"][1] == "2,216,239"
    note = ledger.blocks[1]
    assert isinstance(note, Paragraphs)
    assert "neither net emissions nor K" in note.texts[0]


def test_series_has_every_year_and_the_last_values_beside_it(given: CardInput) -> None:
    figure = bars(given)
    assert [(bar.year, bar.total) for bar in figure.years] == [
        (2023, "281.6"), (2024, "320.0"), (2025, "256.0"),
    ]  # fmt: skip
    assert sum(figure.years[2].parts) == pytest.approx(256.023136)
    shown = {carrier.name: carrier.value for carrier in figure.carriers}
    assert shown["Bought power"] == "208.3"
    assert page(given).events == (
        "① 2019-04 征求意见稿 (policy timeline 节点1; to be verified)",
        "② 2021-12 煤炭总量削减 (Su Huan Ban [2021] 168 二(四))",
    )
    series = page(given).series
    assert series
    assert series.texts == ("A mark shows when something happened, not what caused what.",)


def test_one_year_only(draft: CardInput, inventory: Inventory) -> None:
    given = replace(draft, inventory=inventory)
    assert [bar.year for bar in bars(given).years] == [2025]
    assert rows(page(given).tables[0])["Oil"] == ("Scope 1", "Oil", "40,353", "1.6")
    assert page(given).events == ()


def test_no_more_than_twelve_years_are_drawn(given: CardInput) -> None:
    many = replace(given, inventories={year: inventory_of(year) for year in range(2005, 2025)})
    years = [bar.year for bar in bars(many).years]
    assert years == list(range(2025 - MOST_YEARS + 1, 2026))


def test_an_incomplete_year_has_no_bar(given: CardInput) -> None:
    broken = inventory_of(2024)
    broken = replace(broken, values={**broken.values, "inventory.territorial_co2": None})
    incomplete = replace(given, inventories={2024: broken})
    assert [(bar.year, bar.parts == (), bar.total) for bar in bars(incomplete).years] == [
        (2024, True, "—"), (2025, False, "256.0"),
    ]  # fmt: skip
    series = page(incomplete).series
    assert series is not None
    assert "—: the inventory of the year is incomplete." in series.texts


def test_large_totals_have_no_decimals(given: CardInput) -> None:
    figure = bars(replace(given, inventories={2024: inventory_of(2024, "4")}))
    assert [bar.total for bar in figure.years] == ["1,024", "256"]
    assert "208" in [carrier.value for carrier in figure.carriers]


def test_a_new_boundary_breaks_the_series_and_every_change(given: CardInput) -> None:
    moved = replace(given, boundaries={2023: "2020-1", 2024: "2020-1", 2025: "2024-2"})
    assert not comparable(moved)
    found = page(moved)
    assert not any("2024" in figure.label for figure in found.key_figures)
    assert len(rows(found.tables[0])["Oil"]) == 4
    assert [bar.after_break for bar in bars(moved).years] == [False, False, True]
    assert found.series is not None
    assert "Long dashes: the boundary of the park area changed." in found.series.texts
    assert "on 2024" not in build_card(moved, "en").cover.summary[1]


@pytest.mark.parametrize(
    "after, before, text",
    [("110", "100", "+10.0"), ("-50", "-100", "+50.0"), ("5", "0", "—"), ("100", "100", "0.0")],
)
def test_changes(after: str, before: str, text: str) -> None:
    assert change_text(Decimal(after), Decimal(before)) == text
    assert change_text(None, Decimal(before)) == "—"


def test_intensity_stands_beside_class_sample_and_province(given: CardInput) -> None:
    mean = ClassMean(4, Decimal(70), {}, Decimal("0.4125"))
    part = page(replace(given, class_mean=mean)).intensity
    assert isinstance(part, Picture)
    assert isinstance(part.figure, ValueBars)
    assert [(bar.label, bar.value) for bar in part.figure.bars] == [
        ("This park, 2025", "0.375"),
        ("Class mean, 4 parks", "0.412"),
        ("Pass value of the class", "0.59"),
        ("Mean of 33 sample parks, 2020", "0.59"),
        ("Jiangsu, 2020", "0.89"),
    ]
    assert part.texts[0].startswith("0.42 times")  # 0.3749 ÷ 0.89
    assert "3.2.2" in part.texts[0]


def test_without_intensity_a_sentence_says_so(given: CardInput) -> None:
    items = dict(given.scorecard.indicators)
    items["T5"] = replace(items["T5"], status=Status.MISSING, value=None, bounds=None)
    part = page(replace(given, scorecard=replace(given.scorecard, indicators=items))).intensity
    assert isinstance(part, Section)


def test_bands_of_the_code(given: CardInput) -> None:
    part = page(given).code
    assert isinstance(part, Picture)
    assert isinstance(part.figure, Bands)
    k, level, n = part.figure.bands
    assert (k.value, [step.own for step in k.steps].index(True)) == ("0.819", 2)
    assert k.limits == ("0.6", "0.8", "1.2", "2.0")
    assert 0.4 < (k.place or 0) < 0.6  # the third of five steps
    assert (level.value, level.steps[1].own) == ("0.608", True)
    assert n.value == "18.6 %"
    assert n.place == pytest.approx(0.186212)


def test_without_a_code_no_band_is_drawn(given: CardInput) -> None:
    code = replace(given.scorecard.code, status="none", k_grade=None, colour="none")
    found = page(replace(given, scorecard=replace(given.scorecard, code=code)))
    assert isinstance(found.code, Section)
    shown = {figure.label: figure.value for figure in found.key_figures}
    assert shown["Carbon efficiency K"] == "—"


def test_without_an_inventory_the_page_says_so(draft: CardInput) -> None:
    found = page(draft)
    assert found.empty == "No inventory is at hand."
    assert (found.series, found.tables, found.intensity) == (None, (), None)

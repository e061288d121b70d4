"""Park class and its neighbours (rubric.md 2 and 11)."""

from decimal import Decimal

import pytest

from questionnaire.answers import Value
from support.checked_park import park, with_values
from support.scored_park import basis, card

OUTPUT = Decimal(1520)
REASON = "评审组根据现场核查认定为煤炭为主"


@pytest.mark.parametrize(
    "share, expected", [("20", "IE"), ("19.999999", "CE"), ("20.000001", "IE"), ("0", "CE")]
)
def test_industry_type(share: str, expected: str) -> None:
    intensive = OUTPUT * Decimal(share) / 100
    assert card(with_values(park(), energy_intensive_output=intensive)).class_computed == expected


@pytest.mark.parametrize(
    "coal, power, expected",
    [("100", "100", "CC"), ("100", "101", "CE"), ("0", "0", "CE"), ("101", "100", "CC")],
)
def test_energy_type_a_tie_counts_as_coal(coal: str, power: str, expected: str) -> None:
    groups = dict.fromkeys(("oil", "gas", "heat", "renewable", "other"), "0")
    values = {f"inventory__carrier_tce_{name}": value for name, value in groups.items()}
    values |= {
        "inventory__coal_products_tce": coal,
        "inventory__carrier_tce_electricity": power,
    }
    assert card(on=basis(**values)).class_computed == expected


def test_an_unknown_input_leaves_everything_unscored() -> None:
    found = card(on=basis(inventory__carrier_tce_heat=None))
    assert (found.class_computed, found.class_used, found.rating_status) == (
        None,
        None,
        "unclassified",
    )
    assert found.code.status == "none"
    assert found.code.l is not None


def test_an_override_needs_a_reason() -> None:
    used = card(with_values(park(), class_override="CC", class_override_reason=REASON))
    assert (used.class_computed, used.class_used) == ("CE", "CC")
    assert used.class_override is not None
    assert used.class_override.reason == REASON
    refused = card(with_values(park(), class_override="CC", class_override_reason="太短"))
    assert refused.class_used == "CE"
    assert any("set by hand" in str(note) for note in refused.notes)


def test_a_class_without_a_park_in_the_sample_is_marked() -> None:
    found = card(with_values(park(), energy_intensive_output=OUTPUT / 2))
    assert (found.class_used, found.out_of_sample) == ("IE", True)
    assert not card().out_of_sample


def test_the_class_selects_weights_and_bounds() -> None:
    found = card(with_values(park(), class_override="IC", class_override_reason=REASON))
    assert found.dimensions["E"].weight == 32
    bounds = found.indicators["T5"].bounds
    assert bounds is not None
    assert bounds.floor.value == Decimal("3.43")


@pytest.mark.parametrize(
    "share, neighbour", [("18", "IE"), ("17.99", None), ("22", "CE"), ("22.01", None)]
)
def test_neighbour_beyond_the_industry_limit(share: str, neighbour: str | None) -> None:
    intensive = OUTPUT * Decimal(share) / 100
    found = card(with_values(park(), energy_intensive_output=intensive))
    assert (found.neighbour.park_class if found.neighbour else None) == neighbour


def test_the_neighbour_has_the_total_of_its_class() -> None:
    answers = with_values(park(), energy_intensive_output=OUTPUT * Decimal("0.19"))
    neighbour = card(answers).neighbour
    assert neighbour is not None
    values: dict[str, Value | None] = {"class_override": "IE", "class_override_reason": REASON}
    there = card(with_values(answers, **values))
    assert (neighbour.total_printed, neighbour.grade) == (there.total_printed, there.grade)


@pytest.mark.parametrize(
    "coal, power, neighbour",
    [("100", "90.01", "CE"), ("100", "90", None), ("91", "100", "CC"), ("90", "100", None)],
)
def test_neighbour_beyond_the_energy_limit(coal: str, power: str, neighbour: str | None) -> None:
    values = {
        f"inventory__carrier_tce_{name}": "1"
        for name in ("oil", "gas", "heat", "renewable", "other")
    }
    values |= {
        "inventory__coal_products_tce": coal,
        "inventory__carrier_tce_electricity": power,
    }
    found = card(on=basis(**values))
    assert (found.neighbour.park_class if found.neighbour else None) == neighbour


def test_near_carriers_without_coal_are_no_limit() -> None:
    values = {"inventory__carrier_tce_gas": "100", "inventory__carrier_tce_electricity": "99"}
    assert card(on=basis(inventory__coal_products_tce="98", **values)).neighbour is None


def test_near_both_limits_gives_two_neighbours() -> None:
    answers = with_values(park(), energy_intensive_output=OUTPUT * Decimal("0.21"))
    found = card(answers, on=basis(inventory__coal_products_tce="430000"))
    assert found.class_used == "IE"
    assert found.neighbour is not None
    assert found.second_neighbour is not None
    assert (found.neighbour.park_class, found.second_neighbour.park_class) == ("CE", "IC")


def test_no_neighbour_under_an_override() -> None:
    answers = with_values(park(), energy_intensive_output=OUTPUT / 5)
    values: dict[str, Value | None] = {"class_override": "CE", "class_override_reason": REASON}
    assert card(with_values(answers, **values)).neighbour is None

"""What the class of a park waits for (rubric.md 2)."""

from decimal import Decimal

from questionnaire.answers import State
from services.live_gaps import gaps_of_class
from services.park_sessions import ParkSession

REASON = "没有统计口径，无法取得数据"


def gaps(session: ParkSession) -> list[tuple[str, str | None]]:
    """Code and problem of each gap."""
    return [
        (gap.code, gap.problem.id if gap.problem else None)
        for gap in gaps_of_class(session, session.scorecard)
    ]


def test_a_park_with_a_class_waits_for_nothing(session: ParkSession) -> None:
    assert gaps(session) == []


def test_a_blank_field_is_named_by_its_label(session: ParkSession) -> None:
    session.erase_field("energy_intensive_output")
    (gap,) = gaps_of_class(session, session.scorecard)
    assert (gap.code, gap.text) == (
        "energy_intensive_output",
        session.catalogue.fields["energy_intensive_output"].label,
    )


def test_a_state_without_a_problem_is_a_gap_too(session: ParkSession) -> None:
    session.set_state("energy_intensive_output", State.NO_DATA, REASON)
    assert ("energy_intensive_output", None) in gaps(session)


def test_an_output_of_zero_is_named(session: ParkSession) -> None:
    session.set_field("industrial_output", "0")
    assert "industrial_output" in {code for code, _ in gaps(session)}


def test_a_blank_cell_is_named_by_its_problem(session: ParkSession) -> None:
    row = next(
        name
        for name, cells in session.answers.rows("energy_carriers").items()
        if cells["year"] == Decimal(session.year) and cells["carrier"] == "natural_gas"
    )
    session.set_cell("energy_carriers", row, "consumption", "")
    assert gaps(session) == [
        ("energy_carriers", f"table:energy_carriers.consumption:{row}"),
    ]


def test_what_is_entered_again_closes_the_gap(session: ParkSession) -> None:
    session.erase_field("energy_intensive_output")
    session.set_field("energy_intensive_output", "118")
    assert gaps(session) == []

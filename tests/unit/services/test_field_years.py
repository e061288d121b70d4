"""A page over the years of a file."""

from questionnaire.answers import State
from services.field_years import page_years
from services.park_sessions import ParkSession
from support.sessions import BEFORE, YEAR

REASON = "没有统计口径，无法取得数据"


def test_values_stand_by_year_with_their_changes(session: ParkSession) -> None:
    session.choose_year(BEFORE)
    session.set_field("gdp", "640")
    session.choose_year(YEAR)
    page = page_years(session, 0, "zh")
    assert page.years == (BEFORE, YEAR)
    gdp = next(row for row in page.rows if row.code == "gdp")
    assert (gdp.label, gdp.unit) == ("地区生产总值（GDP）", "亿元")
    assert gdp.values == ("640", "680")
    assert gdp.changes == ("", "+6.2 %"), "680 / 640 - 1 = 6.25 %, half to even"


def test_a_calendar_year_has_no_change(session: ParkSession) -> None:
    year = next(row for row in page_years(session, 0, "en").rows if row.code == "price_base_year")
    assert year.changes == ("", "")
    assert year.unit == ""


def test_states_are_worded(session: ParkSession) -> None:
    session.set_state("gdp", State.NO_DATA, REASON)
    gdp = next(row for row in page_years(session, 0, "en").rows if row.code == "gdp")
    assert gdp.values[1] == "no data"
    assert gdp.changes[1] == ""


def test_levels_and_choices_are_shown(session: ParkSession) -> None:
    rows = {row.code: row for row in page_years(session, 1, "zh").rows}
    level = session.answers.value("T1_level")
    assert rows["T1_level"].values[1] == str(level)
    assert rows["managing_body"].values[1] == "是"


def test_tables_are_left_out(session: ParkSession) -> None:
    codes = {row.code for row in page_years(session, 7, "zh").rows}
    assert "energy_carriers" not in codes
    assert codes

"""A new year from the last one; undo and redo that outlast the program.

Source: submissions.md, Files; services/parks.py names the tables that keep their years.
"""

from pathlib import Path
from typing import Any

import pytest

from db.park_file import ParkFile
from questionnaire.answers import AnswerSet
from services.bootstrap import load_product
from support.command import CommandLine, example, installed, write_json
from support.journeys import CODE, NAME


def _sets(park: Path) -> dict[int, AnswerSet]:
    """The answer sets of a park file."""
    with ParkFile.open(park, load_product().catalogue, read_only=True) as file:
        return dict(file.history())


@pytest.fixture
def rolled(greenpark: CommandLine, park: Path) -> dict[int, AnswerSet]:
    """The worked example and the year made from it."""
    result = greenpark.done("roll", park, "--year", "2026")
    assert result["year"] == 2026
    return _sets(park)


class TestRoll:
    def test_copies_fields_that_are_not_asked_anew(self, rolled: dict[int, AnswerSet]) -> None:
        catalogue = load_product().catalogue
        last, new = rolled[2025], rolled[2026]
        for code, answer in last.answers.items():
            field = catalogue.fields.get(code)
            if code == "assessment_year":
                assert str(new.value(code)) == "2026"
            elif field is not None and field.yearly == "yes":
                assert code not in new.answers, code
            elif code in {"declaration_date", "site_visit_date"}:  # too early for the new year
                assert code not in new.answers
            else:
                assert new.answers[code] == answer, code
        assert new.value("park_name") == NAME
        assert new.value("gdp") is None
        assert new.value("base_co2") == last.value("base_co2")

    def test_copies_tables_without_a_year_and_those_with_other_years(
        self, rolled: dict[int, AnswerSet]
    ) -> None:
        last, new = rolled[2025], rolled[2026]
        for table in ("action_projects", "peak_plan", "evidence"):
            assert new.rows(table) == last.rows(table) != {}
        for table in ("energy_carriers", "power_heat_balance", "process_activities", "sinks"):
            assert last.rows(table)
            assert not new.rows(table)

    def test_copies_who_the_enterprises_are_and_not_their_numbers(
        self, rolled: dict[int, AnswerSet]
    ) -> None:
        last, new = rolled[2025].rows("enterprises"), rolled[2026].rows("enterprises")
        assert new.keys() == last.keys() != set()
        for name, row in new.items():
            assert str(row["year"]) == "2026"
            assert row["enterprise_name"] == last[name]["enterprise_name"]
            assert not {"energy_tce", "output", "co2_scope1_energy"} & row.keys()

    def test_keeps_self_marks_and_drops_confirmations(self, rolled: dict[int, AnswerSet]) -> None:
        last, new = rolled[2025], rolled[2026]
        assert last.confirmed
        assert not new.confirmed
        for code, by_role in new.marks.items():
            assert by_role == {"self": last.marks[code]["self"]}

    def test_leaves_the_last_year_as_it_was(
        self, greenpark: CommandLine, park: Path, tmp_path: Path
    ) -> None:
        before = greenpark.done("score", park)
        greenpark.done("roll", park, "--year", "2026")
        assert greenpark.done("score", park, "--year", "2025") == before
        newest = greenpark.done("score", park)
        assert (newest["year"], newest["park"]["code"]) == (2026, CODE)
        assert newest["total"] != before["total"]

    def test_fills_the_newest_year_from_then_on(
        self, greenpark: CommandLine, park: Path, tmp_path: Path
    ) -> None:
        greenpark.done("roll", park, "--year", "2026")
        greenpark.done("fill", park, write_json(tmp_path / "a.json", {"fields": {"gdp": "700"}}))
        sets = _sets(park)
        assert (str(sets[2025].value("gdp")), str(sets[2026].value("gdp"))) == ("680", "700")

    @pytest.mark.parametrize("year", ["2025", "2024", "1999", "99999"])
    def test_to_a_year_that_cannot_be_is_refused(
        self, greenpark: CommandLine, park: Path, year: str
    ) -> None:
        before = _sets(park)
        outcome = greenpark("roll", park, "--year", year, "--json")
        assert outcome.code == 2
        assert outcome.json["error"]["hint"]
        assert _sets(park) == before


class TestUndo:
    def test_takes_back_and_puts_back_across_processes(
        self, greenpark: CommandLine, park: Path, tmp_path: Path
    ) -> None:
        start = _sets(park)
        greenpark.done("fill", park, write_json(tmp_path / "a.json", {"fields": {"gdp": "700"}}))
        filled = _sets(park)
        assert installed("undo", park, "--json").json["undone"] is True
        assert _sets(park) == start
        assert installed("redo", park, "--json").json["redone"] is True
        assert _sets(park) == filled

    def test_goes_back_to_the_new_file_and_forward_again(
        self, greenpark: CommandLine, park: Path
    ) -> None:
        filled = _sets(park)
        assert greenpark.done("undo", park)["undone"]
        assert _sets(park)[2025].value("gdp") is None
        assert _sets(park)[2025].value("park_name") is not None
        assert not greenpark.done("undo", park)["undone"]
        assert greenpark.done("redo", park)["redone"]
        assert not greenpark.done("redo", park)["redone"]
        assert _sets(park) == filled

    def test_covers_a_rolled_year(self, greenpark: CommandLine, park: Path) -> None:
        before = _sets(park)
        greenpark.done("roll", park, "--year", "2026")
        greenpark.done("undo", park)
        assert _sets(park) == before

    def test_a_new_edit_ends_redo(self, greenpark: CommandLine, park: Path, tmp_path: Path) -> None:
        for number in ("700", "710"):
            document = write_json(tmp_path / "a.json", {"fields": {"gdp": number}})
            greenpark.done("fill", park, document)
        greenpark.done("undo", park)
        greenpark.done("fill", park, write_json(tmp_path / "b.json", {"fields": {"gdp": "720"}}))
        assert greenpark.done("redo", park)["redone"] is False
        assert str(_sets(park)[2025].value("gdp")) == "720"

    def test_does_not_take_back_what_was_submitted(
        self, greenpark: CommandLine, park: Path, tmp_path: Path
    ) -> None:
        greenpark.done("undo", park)
        greenpark.done("redo", park)
        first = greenpark.done("submit", park, "-o", tmp_path / "1.parkdb")
        assert (
            first["revisions"]
            == greenpark.done("submit", park, "-o", tmp_path / "2.parkdb")["revisions"]
        )


def test_filling_another_year_makes_its_set(
    greenpark: CommandLine, park: Path, tmp_path: Path
) -> None:
    document = write_json(tmp_path / "a.json", {"fields": {"gdp": "600"}})
    greenpark.done("fill", park, document, "--year", "2024")
    sets = _sets(park)
    assert set(sets) == {2024, 2025}
    assert sets[2024].value("park_code") == CODE
    assert str(sets[2024].value("gdp")) == "600"
    problems = greenpark("check", park, "--json", "--lang", "en").json["problems"]
    (missing,) = [item["message"] for item in problems if item["id"] == "yearly"]
    assert "2023" in missing
    assert "2024" not in missing


def test_rows_of_another_year_are_refused(
    greenpark: CommandLine, park: Path, tmp_path: Path
) -> None:
    rows: list[dict[str, Any]] = example()["inputs"]["tables"]["energy_carriers"]
    moved = [dict(row, year=2024) for row in rows]
    document = write_json(tmp_path / "a.json", {"tables": {"energy_carriers": moved}})
    before = _sets(park)
    outcome = greenpark("fill", park, document, "--json", "--lang", "en")
    assert outcome.code == 2
    items = outcome.json["error"]["items"]
    assert len(items) == len(rows)
    assert all(item["place"].startswith("tables.energy_carriers[") for item in items)
    assert "2025" in items[0]["message"]
    assert _sets(park) == before


def test_a_set_of_another_year_than_its_answers_is_refused(
    greenpark: CommandLine, park: Path, tmp_path: Path
) -> None:
    document = write_json(tmp_path / "a.json", {"fields": {"assessment_year": "2024"}})
    outcome = greenpark("fill", park, document, "--json")
    assert outcome.code == 2
    (item,) = outcome.json["error"]["items"]
    assert item["place"] == "fields.assessment_year"
    assert "2025" in item["message"]

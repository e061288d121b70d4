"""A new year from the last one (submissions.md, Files)."""

from pathlib import Path

from db.park_file import ParkFile
from services.bootstrap import load_product
from services.environment import local_environment
from services.parks import fill_park, new_park, roll_year
from support.command import example


def _rolled(tmp_path: Path) -> Path:
    product, environment = load_product(), local_environment()
    path = tmp_path / "park.parkdb"
    new_park(product, environment, path, code="TEST0001", name="合成园区甲", year=2025)
    fill_park(product, environment, path, example()["inputs"])
    roll_year(product, environment, path, 2026)
    return path


def test_a_completed_year_can_be_rolled_over(tmp_path: Path) -> None:
    with ParkFile.open(_rolled(tmp_path), load_product().catalogue, read_only=True) as park:
        last, new = park.history()[2025], park.history()[2026]
    assert new.value("base_co2") == last.value("base_co2")
    assert new.value("park_name") == "合成园区甲"
    assert new.value("gdp") is None, "asked anew each year"
    assert new.rows("action_projects") == last.rows("action_projects")
    assert new.rows("energy_carriers") == {}
    assert new.confirmed == {}
    assert new.marks["T1"].keys() == {"self"}


def test_what_cannot_stand_in_the_new_year_is_asked_again(tmp_path: Path) -> None:
    with ParkFile.open(_rolled(tmp_path), load_product().catalogue, read_only=True) as park:
        new = park.history()[2026]
    assert new.value("declaration_date") is None
    assert new.value("site_visit_date") is None


def test_enterprises_keep_their_identity_and_lose_their_figures(tmp_path: Path) -> None:
    with ParkFile.open(_rolled(tmp_path), load_product().catalogue, read_only=True) as park:
        last, new = park.history()[2025], park.history()[2026]
    assert list(new.rows("enterprises")) == list(last.rows("enterprises"))
    for row_id, row in new.rows("enterprises").items():
        assert row["uscc"] == last.rows("enterprises")[row_id]["uscc"]
        assert row["year"] == 2026
        assert "energy_tce" not in row

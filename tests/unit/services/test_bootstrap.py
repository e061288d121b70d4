"""The shipped data loads as a whole; broken data stops every command with all defects."""

from collections.abc import Callable

import pytest

from questionnaire.errors import GreenparkError
from services import bootstrap, shipped_data
from services.bootstrap import Product, load_product
from services.errors import UnknownItem
from services.shipped_data import read_resources
from support.command import CommandLine

_load: Callable[[], Product] = load_product.__wrapped__
"""Loads anew each time."""


def _break(
    monkeypatch: pytest.MonkeyPatch, folder: str, changes: dict[str, tuple[str, str]]
) -> None:
    """Let some shipped files of a folder hold something else."""

    def broken(name: str) -> dict[str, str]:
        texts = read_resources(name)
        if name == folder:
            for file, (old, new) in changes.items():
                assert old in texts[file], file
                texts[file] = texts[file].replace(old, new)
        return texts

    monkeypatch.setattr(bootstrap, "read_resources", broken)
    monkeypatch.setattr(shipped_data, "read_resources", broken)
    monkeypatch.setattr(bootstrap, "load_product", _load)


@pytest.mark.parametrize(
    "folder,changes",
    [
        (
            "catalogue",
            {
                "fields/00-profile.toml": ('type = "choice"', 'type = "choise"'),
                "cross_checks.toml": ("inventory.total_tce", "inventory.total_tee"),
            },
        ),
        ("factors", {"fuels.toml": ('tce = "1.4571"', 'tce = "-1.4571"')}),
        (
            "rubrics",
            {
                "js-2026.1/indicators/T5.toml": ("gdp", "no_such_field"),
                "js-2026.1/gates.toml": ("G1", "G9"),
            },
        ),
    ],
)
def test_broken_data_is_refused_with_its_files(
    monkeypatch: pytest.MonkeyPatch, folder: str, changes: dict[str, tuple[str, str]]
) -> None:
    _break(monkeypatch, folder, changes)
    with pytest.raises(GreenparkError) as caught:
        _load()
    named = {defect.file for defect in caught.value.defects}
    assert named >= {file.removeprefix("js-2026.1/") for file in changes}
    assert all(defect.rule and str(defect.message) for defect in caught.value.defects)


def test_an_edition_by_name_or_the_newest_that_covers_the_year() -> None:
    product = load_product()
    assert product.edition("js-2026.1", 1900).id == "js-2026.1"
    assert product.edition(None, 2025).id == "js-2026.1"
    for name, year in (("js-1999", 2025), (None, 1900)):
        with pytest.raises(UnknownItem) as caught:
            product.edition(name, year)
        assert "js-2026.1" in str(caught.value.hint)


def test_every_choice_list_of_the_form_is_there() -> None:
    product = load_product()
    named = {
        column.choice_source
        for table in product.catalogue.tables.values()
        for column in table.columns.values()
        if column.choice_source
    } | {field.choice_source for field in product.catalogue.fields.values() if field.choice_source}
    assert named
    assert named <= product.references.keys()


def test_a_command_with_broken_data_tells_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _break(monkeypatch, "factors", {"fuels.toml": ('tce = "1.4571"', 'tce = "-1.4571"')})
    monkeypatch.setattr("cli.rubric_commands.load_product", _load)
    outcome = CommandLine(capsys)("rubric", "list", "--json")
    assert outcome.code == 2
    assert {item["file"] for item in outcome.json["error"]["items"]} == {"fuels.toml"}

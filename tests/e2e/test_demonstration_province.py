"""The whole province through its command, once: every margin out of the store that was built."""

from pathlib import Path

import pytest

from support.command import CommandLine, installed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("demonstration-province"),
]


def test_33_parks_agree_with_the_sample_and_each_has_its_card(
    tmp_path: Path, greenpark: CommandLine
) -> None:
    folder = tmp_path / "demo"
    outcome = installed("demo", folder, "--json")
    assert outcome.code == 0, outcome.err
    assert [item["name"] for item in outcome.json["margins"] if not item["agrees"]] == []
    assert len(outcome.json["margins"]) == 21

    codes = [f"DEMO-{number:02}" for number in range(1, 34)]
    cards = sorted(path.stem for path in (folder / "scorecards").iterdir())
    assert cards == [*(f"{code}-2024" for code in codes), "TEST0001-2025"]

    ranking = greenpark.done("rank", folder / "province.db", "--year", "2024")
    assert sorted(item["code"] for item in ranking["parks"]) == codes

    kept = greenpark.done("demo", folder)
    assert kept["kept"]
    assert kept["content_hash"] == outcome.json["content_hash"]
    assert kept["margins"] == outcome.json["margins"]

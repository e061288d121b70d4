"""Workbooks that somebody has spoilt: refused or noted with sheet and cell, and nothing changes.

Source: interface.md, Excel; quality.md, Attacks (Excel file).
"""

from pathlib import Path

import pytest

from services.bootstrap import load_product
from services.workbooks import export_workbook
from support.command import CommandLine
from support.journeys import PARK, Prepared, machine
from support.spoilt_workbooks import (
    BROKEN,
    SPOILT,
    SpoilBytes,
    Spoilt,
    cell_of_field,
    opened,
    saved,
    small,
    with_part,
    write,
)


@pytest.fixture(scope="module")
def workbook(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The worked example as a workbook of a few sheets."""
    folder = tmp_path_factory.mktemp("workbook")
    export_workbook(
        load_product(), machine(folder), str(prepared.copy(PARK, folder / PARK)), folder / "a.xlsx"
    )
    return small((folder / "a.xlsx").read_bytes())


@pytest.mark.parametrize("spoilt", SPOILT, ids=lambda spoilt: spoilt.name)
def test_it_is_named_with_sheet_and_cell_and_changes_nothing(
    spoilt: Spoilt, workbook: bytes, park: Path, tmp_path: Path, greenpark: CommandLine
) -> None:
    book = opened(workbook)
    place = spoilt.place
    if place.startswith("{"):
        place = cell_of_field(book, place[1:-1])
    spoilt.spoil(book)
    before = park.read_bytes()
    outcome = greenpark("import", park, write(tmp_path, saved(book)), "--json", "--lang", "en")
    found = outcome.json["error"]["items"] if spoilt.refused else outcome.json["notes"]
    assert outcome.code == (2 if spoilt.refused else 0)
    assert spoilt.refused or not outcome.json["changed"]
    named = [item for item in found if item["rule"] == spoilt.rule]
    assert named, found
    assert all(item["file"] == "spoilt.xlsx" for item in named)
    assert any(_same_row(item["place"], place) for item in named), named
    assert any(spoilt.said in item["message"] for item in named), named
    assert park.read_bytes() == before


def _same_row(found: str, expected: str) -> bool:
    """Whether a place is the expected cell, or another cell of the row of a field."""
    if not expected:
        return "!" in found
    sheet, _, cell = expected.partition("!")
    other, _, at = found.partition("!")
    return sheet == other and at.lstrip("ABCDEFG") == cell.lstrip("ABCDEFG")


@pytest.mark.parametrize("spoil,said", [item[1:] for item in BROKEN], ids=[b[0] for b in BROKEN])
def test_what_is_no_workbook_is_refused_with_the_way_out(
    spoil: SpoilBytes,
    said: str,
    workbook: bytes,
    park: Path,
    tmp_path: Path,
    greenpark: CommandLine,
) -> None:
    before = park.read_bytes()
    outcome = greenpark("import", park, write(tmp_path, spoil(workbook)), "--json", "--lang", "en")
    assert outcome.code == 2
    assert said in outcome.json["error"]["message"]
    assert outcome.json["error"]["hint"]
    assert park.read_bytes() == before


@pytest.mark.parametrize(
    "part,said",
    [("xl/vbaProject.bin", "macros"), ("xl/externalLinks/externalLink1.xml", "links")],
)
def test_macros_and_links_are_left_aside_with_a_note(
    part: str, said: str, workbook: bytes, park: Path, tmp_path: Path, greenpark: CommandLine
) -> None:
    file = write(tmp_path, with_part(workbook, part, b"<x/>"), "a.xlsm")
    done = greenpark.done("import", park, file, "--lang", "en")
    assert any(said in note["message"] for note in done["notes"])
    assert not done["changed"]


def test_all_defects_come_at_once(
    workbook: bytes, park: Path, tmp_path: Path, greenpark: CommandLine
) -> None:
    book = opened(workbook)
    chosen = [item for item in SPOILT if item.refused][:8]
    for item in chosen[1::3]:
        item.spoil(book)
    book["分品种能源消费表"]["F6"].value = -1
    book["重点企业台账"]["D5"].value = "91320594MA1TEXT06E"
    outcome = greenpark("import", park, write(tmp_path, saved(book)), "--json")
    places = {item["place"] for item in outcome.json["error"]["items"]}
    assert {"分品种能源消费表!F6", "重点企业台账!D5"} < places
    assert len(places) >= 4

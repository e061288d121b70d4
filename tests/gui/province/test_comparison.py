"""Parks and years side by side, and the table as a file."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QDialog, QTableView
from pytestqt.qtbot import QtBot

from exchange.csv_tables import guarded
from gui.context import Context
from gui.province.comparison_dialog import ComparisonDialog
from gui.province.comparison_rows import compare
from gui.province.park_columns import KEYS
from gui.province.parks_model import ParksModel
from gui.province.store_workspace import StoreWorkspace
from services.means_desk import MeansDesk
from services.parks_csv import parks_csv
from services.translation import word
from support.command import example
from support.window import fake, select_row, tab_order

ALONE: Mapping[str, Any] = next(
    item["expected"] for item in example()["variants"] if item["name"] == "self marks only"
)
"""The worked example as the province has it: without marks of assessors."""
DIMENSIONS: Mapping[str, str] = ALONE["dimensions"]


def _rows(dialog: QDialog) -> dict[str, list[str]]:
    """Cells of a comparison by the text at their left; a group has empty cells."""
    table = dialog.findChild(QTableView, "comparison.table")
    assert table is not None
    model, root = table.model(), QModelIndex()
    texts = [
        [str(model.index(row, column).data()) for column in range(model.columnCount(root))]
        for row in range(model.rowCount(root))
    ]
    return {cells[0]: cells[1:] for cells in texts}


def _table(province: StoreWorkspace) -> QTableView:
    found = province.findChild(QTableView, "store.parks")
    assert found is not None
    return found


def test_no_code_prints_as_a_limit_that_it_does_not_meet(
    province: StoreWorkspace, context: Context
) -> None:
    """rubric.md 15, rule 6: the limits of K and L are 0.6 and others of the edition."""
    found = province.shown()
    assert found is not None
    card = found.ranked[0].scorecard
    level = next(band.upper for band in context.product.editions[card.edition_id].levels)
    assert level is not None
    above = replace(card.code, k=Decimal("0.6000000001"), l=level + Decimal("0.0000001"))
    rows = compare([replace(card, code=above)], context.product)
    values = {context.texts.tr(row.label): row.values for row in rows if row.values}
    assert values["K"] == ("0.6000000001",)
    assert values["L"] == (str(level + Decimal("0.0000001")),)


def test_two_parks_side_by_side(province: StoreWorkspace, context: Context) -> None:
    seen: list[dict[str, list[str]]] = []
    context.texts.set_language("en")
    _table(province).selectAll()
    fake(context).will_answer(lambda dialog: seen.append(_rows(dialog)))
    province.actions()["compare_parks"]()
    (rows,) = seen
    found = province.shown()
    assert found is not None
    totals = [item.scorecard.total_printed for item in found.ranked]
    first, last = totals[0], totals[-1]
    assert first is not None
    assert last is not None
    assert rows["Total"][1:-1] == [str(total) for total in totals]
    assert rows["Total"][-1].replace("\u2212", "-").lstrip("+") == str(last - first)


def test_a_park_shows_the_numbers_of_the_worked_example(
    province: StoreWorkspace, context: Context
) -> None:
    found = province.shown()
    assert found is not None
    place = 1 + [item.scorecard.park_code for item in found.ranked].index("TEST0001")
    seen: list[dict[str, list[str]]] = []
    context.texts.set_language("en")
    _table(province).selectAll()
    fake(context).will_answer(lambda dialog: seen.append(_rows(dialog)))
    province.actions()["compare_parks"]()
    assert seen[0]["Total"][place] == ALONE["total_printed"]
    labels = {code: item.label.en for code, item in found.ranked[0].scorecard.dimensions.items()}
    shown = {code: seen[0][label][place] for code, label in labels.items()}
    assert shown == {code: str(round(Decimal(score), 1)) for code, score in DIMENSIONS.items()}


def test_one_park_cannot_be_compared(province: StoreWorkspace) -> None:
    select_row(_table(province), 0)
    assert "compare_parks" not in province.actions()
    assert "park_years" in province.actions()


def test_years_of_a_park(province: StoreWorkspace, context: Context) -> None:
    row = [
        _table(province).model().index(at, KEYS.index("code")).data()
        for at in range(_table(province).model().rowCount())
    ].index("TEST0002")
    select_row(_table(province), row)
    heads: list[object] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ComparisonDialog)
        table = dialog.findChild(QTableView, "comparison.table")
        assert table is not None
        heads.extend(
            table.horizontalHeader().model().headerData(at, Qt.Orientation.Horizontal)
            for at in (2, 3)
        )

    fake(context).will_answer(look)
    province.actions()["park_years"]()
    assert heads == ["2025", "2026"]


def test_comparison_is_reached_by_keys_and_named(
    province: StoreWorkspace, context: Context, qtbot: QtBot
) -> None:
    found = province.shown()
    assert found is not None
    cards = [item.scorecard for item in found.ranked]
    dialog = ComparisonDialog("x", [card.park_name for card in cards], cards, context)
    qtbot.addWidget(dialog)
    dialog.show()
    assert [part.objectName() for part in tab_order(dialog)] == [
        "comparison.table",
        "comparison.close",
    ]
    assert tab_order(dialog)[0].accessibleName() == "x"


def _read(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf"), "spreadsheets need it to read Chinese"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_shown_parks_are_exported_in_their_order(
    province: StoreWorkspace, context: Context, store: Path, tmp_path: Path
) -> None:
    context.texts.set_language("en")
    means = tmp_path / "means.json"
    means.write_text(json.dumps(example()["parameters"]["industry_means"]), encoding="utf-8")
    MeansDesk(str(store), context.environment, context.product.catalogue).keep(means)
    province.actions()["refresh"]()
    target = tmp_path / "表.csv"
    fake(context).will_answer(target)
    province.actions()["export_table"]()
    rows = _read(target.read_bytes())
    table = _table(province).model()
    shown = [str(table.index(row, KEYS.index("code")).data()) for row in range(table.rowCount())]
    assert [row["Park code"] for row in rows] == shown
    own = next(row for row in rows if row["Park code"] == "TEST0001")
    assert own["Total"] == ALONE["total_printed"]
    model = province.findChild(ParksModel)
    assert model is not None
    between = model.intervals["TEST0001"]
    assert (own["Rank from"], own["Rank to"]) == (str(between.first), str(between.last))
    assert [own[f"Total {year}"] for year in range(2022, 2026)] == ["", "", "", own["Total"]]
    code = ALONE["code"]
    assert (own["K"], own["L"], own["Code colour"], own["Code status"]) == (
        code["K"],
        code["L"],
        code["colour"],
        code["status"],
    )


def test_a_name_that_is_a_formula_runs_in_no_spreadsheet(province: StoreWorkspace) -> None:
    found = province.shown()
    assert found is not None
    rows = _read(parks_csv(found.ranked, "en", {}, {}))
    name = next(row["Park"] for row in rows if row["Park code"] == "TEST0003")
    assert name == "'=HYPERLINK(1)"


def test_heads_are_in_the_language_of_the_window(province: StoreWorkspace) -> None:
    found = province.shown()
    assert found is not None
    rows = _read(parks_csv(found.ranked, "zh", {}, {}))
    energy = found.ranked[0].scorecard.dimensions["E"].label
    assert word(energy, "zh") in rows[0]


def test_an_export_that_fails_is_told(
    province: StoreWorkspace, context: Context, tmp_path: Path
) -> None:
    fake(context).will_answer(tmp_path / "nowhere" / "t.csv")
    province.actions()["export_table"]()
    assert len(fake(context).told) == 1


def test_every_risky_beginning_is_made_guarded() -> None:
    for text in ("=1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1"):
        assert guarded(text) == f"'{text}"
    assert guarded("示例园区") == "示例园区"

"""Answers in spreadsheets, by the commands: templates, exports, imports.

Source: interface.md, Excel and Command line.
"""

import csv
import datetime
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest

from db.park_file import ParkFile
from questionnaire.answers import AnswerSet, Mark, State
from services.bootstrap import load_product
from services.environment import local_environment
from services.imports import apply_import, read_workbook
from services.workbooks import export_workbook
from support.command import CommandLine, write_json
from support.journeys import CODE, NAME, PARK, Prepared, machine
from support.spoilt_workbooks import (
    cell_of_field,
    copied_row,
    opened,
    put,
    saved,
    sheet,
    small,
    with_replaced,
    write,
)

ENERGY, FIRMS = "分品种能源消费表", "重点企业台账"


@pytest.fixture(scope="module")
def exported(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The worked example as a workbook."""
    folder = tmp_path_factory.mktemp("exported")
    park = prepared.copy(PARK, folder / PARK)
    export_workbook(load_product(), machine(folder), str(park), folder / "a.xlsx")
    return (folder / "a.xlsx").read_bytes()


@pytest.fixture(scope="module")
def workbook(exported: bytes) -> bytes:
    """A few of its sheets."""
    return small(exported)


def answers_of(park: Path, year: int = 2025) -> AnswerSet:
    """The answers of a park file."""
    with ParkFile.open(park, load_product().catalogue, read_only=True) as file:
        return file.history()[year]


def changed(workbook: bytes, folder: Path, **values: object) -> Path:
    """The workbook with other values in fields."""
    book = opened(workbook)
    for code, value in values.items():
        put(book, cell_of_field(book, code), value)
    return write(folder, saved(book), "a.xlsx")


class TestRoundTrip:
    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_an_export_imported_again_changes_nothing(
        self, language: str, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        out = tmp_path / "a.xlsx"
        assert greenpark.done("export", park, out, "--lang", language)["files"] == [str(out)]
        before = park.read_bytes()
        done = greenpark.done("import", park, out)
        assert done["changed"] is False
        assert done["notes"] == []
        assert park.read_bytes() == before

    def test_an_export_fills_a_new_file_completely(
        self, exported: bytes, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        other = tmp_path / "other.parkdb"
        greenpark.done("new", other, "--code", CODE, "--name", NAME, "--year", "2025")
        greenpark.done("import", other, write(tmp_path, exported))
        assert answers_of(other) == answers_of(park)
        assert list(answers_of(other).rows("enterprises")) == list(
            answers_of(park).rows("enterprises")
        )

    def test_json_fills_a_new_file_completely(
        self, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        out, other = tmp_path / "a.json", tmp_path / "other.parkdb"
        greenpark.done("export", park, out)
        greenpark.done("new", other, "--code", CODE, "--name", NAME, "--year", "2025")
        greenpark.done("fill", other, out)
        assert answers_of(other) == answers_of(park)
        head = json.loads(out.read_text(encoding="utf-8"))
        assert (head["park"]["code"], head["year"]) == (CODE, 2025)

    def test_another_program_may_save_it(
        self, exported: bytes, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        done = greenpark.done("import", park, write(tmp_path, saved(opened(exported))))
        assert done["changed"] is False


class TestTemplate:
    def test_has_a_sheet_for_each_page_and_table(
        self, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        out = tmp_path / "t.xlsx"
        greenpark.done("template", out, "--lang", "en")
        book = openpyxl.load_workbook(out)
        catalogue = load_product().catalogue
        visible = [item.title for item in book.worksheets if item.sheet_state == "visible"]
        assert len(visible) == 1 + len(catalogue.pages) + len(catalogue.tables) + 2
        page = sheet(book, "1 Top-level design")
        assert page.protection.sheet
        assert page["A5"].value == "T1_level"
        assert page["B5"].comment is not None
        assert page["D5"].protection.locked is False
        assert page["B5"].protection.locked is True
        assert page.row_dimensions[1].hidden
        assert page.column_dimensions["A"].hidden
        assert page.data_validations.dataValidation
        assert page.conditional_formatting

    def test_of_a_file_holds_its_answers_but_no_marks_of_assessors(
        self, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        marks = {"marks": {"T1": {"self": "3", "assessor_a": "1"}}}
        greenpark.done("fill", park, write_json(tmp_path / "marks.json", marks))
        template, export = tmp_path / "t.xlsx", tmp_path / "e.xlsx"
        greenpark.done("template", template, park)
        greenpark.done("export", park, export)
        roles = {f"T1:{role}" for role in answers_of(park).marks["T1"]}
        assert len(roles) > 1
        for file, expected in ((template, {"T1:self"}), (export, roles)):
            keys = {row[0].value for row in sheet(openpyxl.load_workbook(file), "评分").rows}
            assert {key for key in keys if str(key).startswith("T1:")} == expected
        assert greenpark.done("import", park, template)["changed"] is False
        assert answers_of(park).marks["T1"]["assessor_a"] == Mark(1)

    def test_of_a_year_to_come_shows_last_year_and_makes_the_year(
        self, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        out = tmp_path / "t.xlsx"
        greenpark.done("template", out, park, "--year", "2026")
        book = openpyxl.load_workbook(out)
        row = cell_of_field(book, "gdp", "H")
        name, _, at = row.partition("!")
        assert sheet(book, name)[at].value == 680
        put(book, cell_of_field(book, "gdp"), 700)
        done = greenpark.done("import", park, write(tmp_path, saved(book)))
        assert done["year"] == 2026
        assert str(answers_of(park, 2026).value("gdp")) == "700"
        assert str(answers_of(park).value("gdp")) == "680"


class TestImport:
    def test_takes_values_states_and_rows_as_one_step(
        self, workbook: bytes, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        before = answers_of(park)
        book = opened(workbook)
        put(book, cell_of_field(book, "gdp"), 701.25)
        put(book, cell_of_field(book, "solid_waste_generated", "E"), "暂无数据")
        put(book, cell_of_field(book, "solid_waste_generated", "F"), "统计口径调整，尚未公布数据")
        put(book, f"{ENERGY}!F6", 4300)
        sheet(book, ENERGY).append([None, None, "交通运输", "煤油", None, 12])
        done = greenpark.done("import", park, write(tmp_path, saved(book)))
        after = answers_of(park)
        assert done["fields"] == ["gdp", "solid_waste_generated"]
        assert done["tables"] == {"energy_carriers": {"added": 1, "changed": 1, "deleted": 0}}
        assert str(after.value("gdp")) == "701.25"
        assert after.state("solid_waste_generated") is State.NO_DATA
        rows = list(after.rows("energy_carriers").values())
        assert str(rows[1]["consumption"]) == "4300"
        assert str(rows[-1]["year"]) == "2025"
        greenpark.done("undo", park)
        assert answers_of(park) == before

    def test_a_blank_erases_nothing_and_the_word_does(
        self, workbook: bytes, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        book = opened(workbook)
        put(book, cell_of_field(book, "gdp"), None)
        put(book, cell_of_field(book, "top3_industry_output"), " ")
        put(book, cell_of_field(book, "solid_waste_generated"), "清空")
        put(book, f"{ENERGY}!F5", None)
        put(book, f"{ENERGY}!I5", "清空")
        put(book, f"{ENERGY}!B6", "清空")
        sheet(book, ENERGY).delete_rows(8, 2)
        before = answers_of(park)
        done = greenpark.done("import", park, write(tmp_path, saved(book)))
        after = answers_of(park)
        assert done["fields"] == ["solid_waste_generated"]
        assert after.value("gdp") == before.value("gdp")
        assert after.state("solid_waste_generated") is None
        assert done["tables"]["energy_carriers"] == {"added": 0, "changed": 1, "deleted": 1}
        first, doomed, *others = before.rows("energy_carriers")
        assert list(after.rows("energy_carriers")) == [first, *others]
        assert doomed not in after.rows("energy_carriers")
        expected = {**before.rows("energy_carriers")[first]}
        del expected["recovered"]
        assert after.rows("energy_carriers")[first] == expected

    def test_sheets_may_be_renamed_and_rows_sorted(
        self, workbook: bytes, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        book = opened(workbook)
        found = sheet(book, ENERGY)
        rows = [[cell.value for cell in row] for row in found.iter_rows(min_row=5)]
        for number, values in enumerate(reversed(rows), start=5):
            for column, value in enumerate(values, start=1):
                found.cell(number, column).value = value
        found.title = "能源"
        assert greenpark.done("import", park, write(tmp_path, saved(book)))["changed"] is False

    def test_a_row_copied_with_its_hidden_id_is_a_new_row(
        self, workbook: bytes, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        book = opened(workbook)
        copied_row(FIRMS, 5)(book)
        before = answers_of(park).rows("enterprises")
        done = greenpark.done("import", park, write(tmp_path, saved(book)))
        after = answers_of(park).rows("enterprises")
        assert done["tables"]["enterprises"] == {"added": 1, "changed": 0, "deleted": 0}
        assert [note["rule"] for note in done["notes"]] == ["row-copied"]
        assert {key: after[key] for key in before} == before

    def test_a_formula_counts_by_its_stored_value(
        self, workbook: bytes, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        book = opened(workbook)
        place = cell_of_field(book, "gdp").rpartition("!")[2]
        book["0 基本信息"][place].value = "=700+1"
        part = "xl/worksheets/sheet1.xml"
        data = with_replaced(
            saved(book), part, lambda xml: re.sub(rb"<v ?/>|<v></v>", b"<v>701</v>", xml)
        )
        greenpark.done("import", park, write(tmp_path, data))
        assert str(answers_of(park).value("gdp")) == "701"

    def test_a_share_shown_as_a_percentage_is_read_in_percent(
        self, exported: bytes, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        book = opened(exported)
        code = next(
            code for code, item in load_product().catalogue.fields.items() if item.unit == "%"
        )
        put(book, cell_of_field(book, code), 0.125, "0.0%")
        done = greenpark.done("import", park, write(tmp_path, saved(book)))
        assert [note["rule"] for note in done["notes"]] == ["percent-shown"]
        assert str(answers_of(park).value(code)) == "12.5"

    def test_a_number_ten_thousand_times_last_years_is_named(
        self, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        out = tmp_path / "t.xlsx"
        greenpark.done("template", out, park, "--year", "2026")
        book = openpyxl.load_workbook(out)
        put(book, cell_of_field(book, "gdp"), 0.07)
        put(book, cell_of_field(book, "industrial_output"), 1600)
        sheet(book, ENERGY).append([None, 2026, "规上工业（含电厂）", "柴油", None, 43_000_000])
        done = greenpark.done("import", park, write(tmp_path, saved(book)), "--lang", "en")
        slips = [note for note in done["notes"] if note["rule"] == "unit-slip"]
        assert {note["place"] for note in slips} == {
            cell_of_field(book, "gdp"),
            f"{ENERGY}!F{sheet(book, ENERGY).max_row}",
        }
        assert all("万 or 亿" in note["message"] for note in slips)

    def test_the_answers_must_be_as_they_were_when_it_was_read(
        self, workbook: bytes, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        product, environment = load_product(), local_environment()
        file = changed(workbook, tmp_path, gdp=701)
        with ParkFile.open(park, product.catalogue, read_only=True) as opened_park:
            history = opened_park.history()
        plan = read_workbook(product, environment, history, file)
        greenpark.done("fill", park, write_json(tmp_path / "f.json", {"fields": {"gdp": "690"}}))
        with pytest.raises(Exception, match="have changed since"):
            apply_import(product, environment, park, plan)
        assert str(answers_of(park).value("gdp")) == "690"

    def test_a_dry_run_says_what_would_change_and_changes_nothing(
        self, workbook: bytes, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        before = park.read_bytes()
        done = greenpark.done("import", park, changed(workbook, tmp_path, gdp=701), "--dry-run")
        assert done["fields"] == ["gdp"]
        assert park.read_bytes() == before

    def test_a_newer_workbook_is_refused(
        self, workbook: bytes, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        book = opened(workbook)
        put(book, "greenpark!B2", "2")
        outcome = greenpark("import", park, write(tmp_path, saved(book)), "--json", "--lang", "en")
        assert (outcome.code, outcome.json["error"]["code"]) == (2, "import-refused")
        assert "newer version" in outcome.json["error"]["message"]


LEDGER: list[list[str | float | None]] = [
    ["2025年重点企业用能台账"],
    ["序号", "企业全称", "统一社会信用代码", "综合能源消费量(tce)", "用电量（万kWh）", "备注"],
    [1, "甲厂", "91320594MA1TEXT06F", 1200.5, "300", "新增"],
    ["合计", None, None, 1200.5, 300, None],
    [2, "全区合　计：", None, 1200.5, 300, None],
    ["注：本表数据来自统计部门", None, None, None, None, None],
    [None, "填表人：张三", "审核人: 李四", None, None, None],
]


class TestForeignLedger:
    def test_columns_are_matched_by_name_and_a_told_one_is_remembered(
        self, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        book = openpyxl.Workbook()
        for line in LEDGER:
            sheet(book, "Sheet").append(line)
        file = write(tmp_path, saved(book), "台账.xlsx")
        told = greenpark.done(
            "import", park, file, "--column", "企业全称=enterprises.enterprise_name"
        )
        assert told["tables"]["enterprises"] == {"added": 1, "changed": 0, "deleted": 0}
        row = list(answers_of(park).rows("enterprises").values())[-1]
        assert (row["enterprise_name"], str(row["electricity"])) == ("甲厂", "300")
        assert str(row["year"]) == "2025"
        how = {item["heading"]: item["how"] for item in told["columns"]}
        assert how["企业全称"] == "remembered"
        assert how["备注"] == "none"
        assert {note["rule"] for note in told["notes"]} == {
            "unknown-column",
            "totals",
            "footnote",
            "text-number",
        }

        again = greenpark.done("import", park, file)
        assert again["changed"] is False
        assert {"企业全称": "remembered"}.items() <= {
            item["heading"]: item["how"] for item in again["columns"]
        }.items()

    def test_a_column_that_is_not_there_is_refused(
        self, workbook: bytes, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        file = write(tmp_path, workbook)
        for words in (("--column", "甲=enterprises.shoe_size"), ("--table", "shoes")):
            assert greenpark("import", park, file, *words).code == 2
        assert greenpark("import", park, file, "--column", "nonsense").code == 2


class TestCsv:
    def test_tables_are_written_for_spreadsheets_and_read_again(
        self, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        folder = tmp_path / "csv"
        done = greenpark.done("export", park, folder, "--csv")
        assert str(folder / "energy_carriers.csv") in done["files"]
        data = (folder / "energy_carriers.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert len(rows) == 1 + len(answers_of(park).rows("energy_carriers"))
        for name in ("energy_carriers.csv", "enterprises.csv", "evidence.csv"):
            assert greenpark.done("import", park, folder / name)["changed"] is False

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_the_encoding_is_found(
        self, encoding: str, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        text = "年份,部门,能源品种,填报主体,消费量\n2025,交通运输,煤油,机场,12.5\n"
        file = tmp_path / "energy_carriers.csv"
        file.write_bytes(text.encode(encoding))
        done = greenpark.done("import", park, file)
        assert done["tables"]["energy_carriers"]["added"] == 1
        row = list(answers_of(park).rows("energy_carriers").values())[-1]
        assert (row["owner"], str(row["consumption"])) == ("机场", "12.5")

    def test_a_folder_with_other_tables_is_left_alone(
        self, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        (tmp_path / "old.csv").write_text("x", encoding="utf-8")
        outcome = greenpark("export", park, tmp_path, "--csv", "--json")
        assert outcome.code == 2
        assert "old.csv" in outcome.json["error"]["message"]


class TestTextsThatLookLikeFormulas:
    TEXT = "=HYPERLINK(1)"

    def test_no_spreadsheet_runs_them_and_they_come_back(
        self, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        name = {"fields": {"park_name": self.TEXT}}
        greenpark.done("fill", park, write_json(tmp_path / "f.json", name))
        out, folder = tmp_path / "a.xlsx", tmp_path / "csv"
        greenpark.done("export", park, out)
        greenpark.done("export", park, folder, "--csv")
        book = openpyxl.load_workbook(out)
        sheet_name, _, at = cell_of_field(book, "park_name").rpartition("!")
        cell = sheet(book, sheet_name)[at]
        assert (cell.data_type, cell.value) == ("s", self.TEXT)
        assert cell.quotePrefix
        assert f"'{self.TEXT}" in (folder / "fields.csv").read_text(encoding="utf-8-sig")
        assert greenpark.done("import", park, out)["changed"] is False


class TestRefusals:
    def test_an_export_needs_a_known_ending(
        self, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        assert greenpark("export", park, tmp_path / "a.ods").code == 2
        assert greenpark("template", tmp_path / "a.xls").code == 2
        assert not list(tmp_path.glob("a.*"))

    def test_a_year_that_the_file_lacks_is_named(
        self, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        outcome = greenpark("export", park, tmp_path / "a.xlsx", "--year", "1999", "--json")
        assert (outcome.code, outcome.json["error"]["code"]) == (2, "unknown-item")

    def test_a_workbook_of_another_year_than_asked_is_refused(
        self, workbook: bytes, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        file = write(tmp_path, workbook)
        outcome = greenpark("import", park, file, "--year", "2024", "--json")
        assert (outcome.code, outcome.json["error"]["code"]) == (2, "import-refused")

    def test_a_folder_that_is_not_there_is_a_failure_of_the_machine(
        self, park: Path, tmp_path: Path, greenpark: CommandLine
    ) -> None:
        assert greenpark("export", park, tmp_path / "none" / "a.xlsx").code == 3


def test_the_time_of_a_workbook_is_that_of_the_clock(
    park: Path, tmp_path: Path, greenpark: CommandLine
) -> None:
    greenpark.done("export", park, tmp_path / "a.xlsx")
    made = openpyxl.load_workbook(tmp_path / "a.xlsx").properties.created
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    assert datetime.timedelta(0) <= now - made < datetime.timedelta(minutes=10)

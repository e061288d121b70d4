"""The history of rows and cells says what came, went and changed, by whom and why."""

from questionnaire.messages import Language, render_text
from services.edit_words import FieldEdit
from services.field_history import field_history
from services.park_sessions import ParkSession
from services.row_history import cell_history, row_history

TABLE = "enterprises"


def line(edit: FieldEdit, language: Language = "en") -> tuple[str, ...]:
    """Where, what, before, after and reason as they are read."""
    words = (edit.place, edit.action, edit.old, edit.new)
    return (*(render_text(text, language) for text in words), edit.reason)


def first_row(session: ParkSession) -> str:
    return next(iter(session.answers.rows(TABLE)))


def test_a_cell_tells_its_values_newest_first(session: ParkSession) -> None:
    row_id = first_row(session)
    session.author = "张三"
    session.set_cell(TABLE, row_id, "output", "2350001")
    session.set_cell(TABLE, row_id, "output", "")
    session.undo()
    session.set_cell(TABLE, row_id, "uscc", "X")
    found = cell_history(session, TABLE, row_id, "output")
    value = "2,350,001 × 10⁴ yuan"
    assert [line(edit) for edit in found[:3]] == [
        ("", "taken back", "–", value, ""),
        ("", "erased", value, "–", ""),
        ("", "entered", "2,350,000 × 10⁴ yuan", value, ""),
    ]
    assert {edit.author for edit in found[:3]} == {"张三"}
    assert line(found[-1])[2:4] == ("–", "2,350,000 × 10⁴ yuan"), "with its row, from the file"
    assert line(found[-1])[1] == "filled in from a file"


def test_a_cell_follows_its_row(session: ParkSession) -> None:
    (row_id,) = session.add_row(TABLE, cells={"enterprise_name": "新企业", "output": "12"}).rows
    session.delete_rows(TABLE, [row_id])
    session.undo()
    session.redo()
    amount = "12 × 10⁴ yuan"
    assert [line(edit)[1:4] for edit in cell_history(session, TABLE, row_id, "output")] == [
        ("row deleted again", amount, "–"),
        ("row restored", "–", amount),
        ("row deleted", amount, "–"),
        ("row added", "–", amount),
    ]


def test_a_row_tells_its_columns(session: ParkSession) -> None:
    (row_id,) = session.add_row(TABLE, cells={"enterprise_name": "新企业"}).rows
    session.set_cell(TABLE, row_id, "industry", "27")
    session.set_cell(TABLE, row_id, "output", "12")
    found = [line(edit) for edit in row_history(session, TABLE, row_id)]
    assert found[:2] == [
        ("Gross output", "entered", "–", "12 × 10⁴ yuan", ""),
        ("Industry code", "entered", "–", "Pharmaceuticals", ""),
    ]
    assert found[2][1:] == ("row added", "–", "Year: 2025; Enterprise: 新企业", "")


def test_explained_cells_are_told_in_the_row_and_the_cell(session: ParkSession) -> None:
    row_id = first_row(session)
    session.set_cell(TABLE, row_id, "output", "9350000")
    problem = f"table:{TABLE}.output:{row_id}"
    assert session.confirm(problem, "新投产一条生产线").refused is None
    told = ("value explained", "–", "explained", "新投产一条生产线")
    assert line(cell_history(session, TABLE, row_id, "output")[0])[1:] == told
    assert line(row_history(session, TABLE, row_id)[0]) == ("Gross output", *told)
    assert told not in [line(edit)[1:] for edit in cell_history(session, TABLE, row_id, "uscc")]


def test_units_follow_what_the_row_has_chosen(session: ParkSession) -> None:
    cells = {"carrier": "natural_gas", "consumption": "5"}
    (row_id,) = session.add_row("energy_carriers", cells=cells).rows
    session.delete_rows("energy_carriers", [row_id])
    (newest, *_) = cell_history(session, "energy_carriers", row_id, "consumption")
    assert line(newest, "zh")[2] == "5 万Nm³"


def test_a_table_tells_which_rows_came_and_went(session: ParkSession) -> None:
    row_id = first_row(session)
    name = str(session.answers.rows(TABLE)[row_id]["enterprise_name"])
    session.delete_rows(TABLE, [row_id])
    gone = line(field_history(session, TABLE)[0])
    assert gone[:2] == (name, "row deleted")
    assert f"Enterprise: {name}; Unified" in gone[2]
    session.undo()
    back = line(field_history(session, TABLE)[0])
    assert (back[0], back[1], back[3]) == (name, "row restored", gone[2])


def test_a_step_of_many_rows_is_one_line(session: ParkSession) -> None:
    known = len(session.answers.rows(TABLE))
    session.paste(TABLE, None, "enterprise_name", [[f"企业{n}"] for n in range(1200)])
    session.delete_rows(TABLE, list(session.answers.rows(TABLE)))
    found = [line(edit) for edit in field_history(session, TABLE)]
    assert found[0] == ("", "row deleted", f"{known + 1200:,} rows", "–", "")
    assert found[1] == ("", "row added", "–", "1,200 rows", "")


def test_rows_without_a_name_are_called_by_their_key(session: ParkSession) -> None:
    session.add_row("peak_plan", cells={"year": "2031"})
    assert line(field_history(session, "peak_plan")[0])[0] == "2031"

"""The history of a field says who did what when, old, new and why."""

from datetime import datetime

from questionnaire.answers import State
from questionnaire.messages import Language, render_text
from services.edit_words import FieldEdit
from services.field_history import field_history
from services.park_sessions import ParkSession
from services.translation import word

REASON = "没有统计口径，无法取得数据"


def line(edit: FieldEdit, language: Language = "en") -> tuple[str, ...]:
    """What, before, after and reason as they are read."""
    return (
        *(render_text(text, language) for text in (edit.action, edit.old, edit.new)),
        edit.reason,
    )


def test_a_value_is_shown_with_its_unit_before_and_after(session: ParkSession) -> None:
    session.author = "张三"
    start = datetime.fromisoformat(session.environment.timestamp())
    session.set_field("gdp", "701.5")
    (newest, *_) = field_history(session, "gdp")
    assert line(newest) == (
        "entered",
        "680 × 10⁸ yuan · Quality B",
        "701.5 × 10⁸ yuan · Quality B",
        "",
    )
    assert line(newest, "zh")[1:3] == ("680 亿元 · Quality B", "701.5 亿元 · Quality B")
    assert newest.author == "张三"
    end = datetime.fromisoformat(session.environment.timestamp())
    assert start <= newest.time <= end


def test_states_qualities_notes_and_confirmations_are_told_apart(session: ParkSession) -> None:
    session.set_field("gdp", "20")
    session.set_quality("gdp", "A")
    session.set_reason("gdp", "取自园区统计公报")
    problem = next(item for item in session.problems_at("gdp") if item.id == "field:gdp")
    session.confirm(problem.id, "边界调整后的口径")
    session.set_state("gdp", State.NO_DATA, REASON)
    session.undo()
    actions = [line(edit) for edit in field_history(session, "gdp")]
    now, before = "20 × 10⁸ yuan · Quality A", "20 × 10⁸ yuan · Quality B"
    state = "no data · Quality A"
    assert actions[:2] == [
        ("taken back", "–", "explained", "边界调整后的口径"),
        ("taken back", state, now, "取自园区统计公报"),
    ] or actions[:2] == [
        ("taken back", state, now, "取自园区统计公报"),
        ("taken back", "–", "explained", "边界调整后的口径"),
    ]
    assert ("declared no data", now, state, REASON) in actions
    assert ("explanation withdrawn", "explained", "–", "") in actions
    assert ("value explained", "–", "explained", "边界调整后的口径") in actions
    assert ("note written", now, now, "取自园区统计公报") in actions
    assert ("quality given", before, now, "") in actions


def test_a_level_is_followed_at_its_mark(session: ParkSession) -> None:
    session.set_field("T1_level", "1")
    session.erase_field("T1_level")
    found = [line(edit) for edit in field_history(session, "T1_level")]
    assert found[0] == ("erased", "Level 1", "–", "")
    assert found[1][0] == "entered"
    assert found[1][2] == "Level 1"


def test_a_choice_is_shown_by_its_label(session: ParkSession) -> None:
    before = session.answers.value("park_level")
    other = "provincial" if before == "national" else "national"
    session.set_field("park_level", other)
    (newest, *_) = field_history(session, "park_level")
    assert (
        word(newest.new, "zh").split(" · ")[0]
        == {"national": "国家级", "provincial": "省级"}[other]
    )

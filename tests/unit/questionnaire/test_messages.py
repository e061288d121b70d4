"""Texts that are worded in the reader's language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.messages import LocalText, Message, msg, render_text

CHINESE = {"{n} rows of {table}": "{table}的{n}行", "table {code}": "表{code}"}


def translate(msgid: str) -> str:
    return CHINESE.get(msgid, msgid)


def test_a_message_is_worded_in_either_language() -> None:
    message = msg("{n} rows of {table}", n=3, table=LocalText("企业台账", "Enterprises"))
    assert message.render("en") == "3 rows of Enterprises"
    assert message.render("zh", translate) == "企业台账的3行"
    assert str(message) == "3 rows of Enterprises"


@pytest.mark.parametrize(
    "n,worded",
    [(0, "0 edits were kept"), (1, "1 edit was kept"), ("1,001", "1,001 edits were kept")],
)
def test_a_number_chooses_the_word_that_follows(n: object, worded: str) -> None:
    message = msg("{n} {n|edit was|edits were} kept", n=n)
    assert message.render("en") == worded
    assert message.render("zh", {message.msgid: "保留 {n} 项"}.__getitem__) == f"保留 {n} 项"


def test_a_choice_of_words_by_an_unknown_number_stays() -> None:
    assert msg("{a} {b|row|rows} {a|one}", a=2).render("en") == "2 {b|row|rows} {a|one}"


def test_messages_inside_messages_are_translated_too() -> None:
    message = msg("{n} rows of {table}", n=1, table=msg("table {code}", code="sinks"))
    assert message.render("zh", translate) == "表sinks的1行"


def test_values_are_never_read_as_places() -> None:
    message = msg("{a} and {b}", a="{b}", b="{a}")
    assert message.render("en") == "{b} and {a}"


def test_unknown_places_and_lone_braces_stay() -> None:
    assert msg("{a} {missing} {", a=1).render("en") == "1 {missing} {"
    assert msg("}{a}{", a=1).render("en") == "}1{"


def test_chinese_stands_in_where_there_is_no_english() -> None:
    assert LocalText("园区").in_language("en") == "园区"
    assert LocalText("园区", "Park").in_language("zh") == "园区"
    assert render_text(LocalText("园区", "Park"), "en") == "Park"
    assert render_text(12, "en") == "12"


@given(st.text())
def test_any_value_is_inserted_as_it_is(value: str) -> None:
    assert Message("a {x} b", {"x": value}).render("en") == f"a {value} b"

"""The statement: one spelling, and no changed character passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from hypothesis import given
from hypothesis import strategies as st

from reports.card_input import CardInput
from reports.errors import StatementError
from reports.statement import (
    StatementFacts,
    fits_qr,
    read_statement,
    signature_fits,
    statement_facts,
    unsigned_lines,
    write_statement,
)
from scoring.scorecard import Scorecard

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
FACTS = StatementFacts(
    code="JS-TEST-01",
    year=2025,
    name="合成园区甲",
    grade="B",
    total_printed="76.0",
    k_grade=3,
    colour="yellow",
    status="final",
    rubric_id="js-2026.1",
    rubric_hash="4f2c91ab07de",
    submission="5d" * 32,
    assessment="7e" * 32,
    issued=date(2026, 6, 3),
)
TEXT = write_statement(FACTS, PUBLIC, KEY.sign)


def verify(public_key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def accepted(text: str) -> bool:
    try:
        return signature_fits(read_statement(text), verify)
    except StatementError:
        return False


def test_eight_lines_as_specified() -> None:
    lines = TEXT.split("\n")
    assert lines[:6] == [
        "园区绿色低碳评价 GP1",
        "JS-TEST-01\t2025\t合成园区甲",
        "B\t76.0\t3\t黄\t正式",
        "js-2026.1\t4f2c91ab07de",
        "5d" * 32 + "\t" + "7e" * 32,
        "2026-06-03",
    ]
    assert lines[6] == "A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg"  # of the seed 00 01 … 1f
    assert len(lines) == 8
    assert len(lines[7]) == 86


def test_signature_covers_lines_one_to_seven() -> None:
    statement = read_statement(TEXT)
    assert statement.facts == FACTS
    assert statement.message == "\n".join(TEXT.split("\n")[:7]).encode()
    assert statement.signature == KEY.sign(statement.message)


def test_absent_things_are_dashes() -> None:
    facts = replace(
        FACTS, grade=None, total_printed=None, k_grade=None, colour="none", status="none",
        assessment=None,
    )  # fmt: skip
    lines = unsigned_lines(facts, PUBLIC)
    assert lines[2] == "–\t–\t–\t–\t未评"
    assert lines[4] == "5d" * 32
    assert read_statement(write_statement(facts, PUBLIC, KEY.sign)).facts == facts


def test_what_fits_into_a_qr_code() -> None:
    assert fits_qr("x" * 2331)
    assert not fits_qr("x" * 2332)
    assert not fits_qr("名" * 778)


def test_tabs_and_line_feeds_in_names_become_spaces() -> None:
    text = write_statement(replace(FACTS, name="甲\t乙\n丙"), PUBLIC, KEY.sign)
    assert text.split("\n")[1] == "JS-TEST-01\t2025\t甲 乙 丙"
    assert accepted(text)


def test_every_dropped_doubled_or_changed_character_is_refused() -> None:
    assert accepted(TEXT)
    for place, character in enumerate(TEXT):
        other = "A" if character != "A" else "B"
        changed = (
            TEXT[:place] + TEXT[place + 1 :],
            TEXT[: place + 1] + TEXT[place:],
            TEXT[:place] + other + TEXT[place + 1 :],
        )
        for text in changed:
            if text != TEXT:
                assert not accepted(text), (place, text)


@given(st.integers(0, len(TEXT) - 1), st.characters(codec="utf-8"))
def test_any_character_in_any_place_is_refused(place: int, character: str) -> None:
    text = TEXT[:place] + character + TEXT[place + 1 :]
    assert accepted(text) == (text == TEXT)


@pytest.mark.parametrize(
    "change,rule",
    [
        (lambda text: text + "\n", "statement-lines"),
        (lambda text: text.replace("\n", "\r\n"), "statement-line-1"),
        (lambda text: text + "=", "statement-line-8"),
        (lambda text: text.replace("GP1", "GP2"), "statement-line-1"),
        (lambda text: text.replace("2025", "02025"), "statement-line-2"),
        (lambda text: text.replace("黄", "橙"), "statement-line-3"),
        (lambda text: text.replace("76.0", "76.00"), "statement-line-3"),
        (lambda text: text.replace("4f2c91ab07de", "4F2C91AB07DE"), "statement-line-4"),
        (lambda text: text.replace("5d5d", "5D5d"), "statement-line-5"),
        (lambda text: text.replace("2026-06-03", "20260603"), "statement-line-6"),
        (lambda text: text.replace("A6EHv_", "A6EHv/"), "statement-line-7"),
    ],
)
def test_another_spelling_is_refused_with_its_line_and_a_remedy(
    change: Callable[[str], str], rule: str
) -> None:
    with pytest.raises(StatementError) as caught:
        read_statement(change(TEXT))
    assert caught.value.rule == rule
    assert "ask the office" in str(caught.value.hint)


def test_last_character_of_base64_has_one_spelling() -> None:
    # 32 bytes leave two unused bits in the last character; 'g' with such a bit set is 'h'.
    lines = TEXT.split("\n")
    lines[6] = lines[6][:-1] + "h"
    with pytest.raises(StatementError):
        read_statement("\n".join(lines))


@pytest.mark.parametrize(
    "facts",
    [
        replace(FACTS, colour="red"),
        replace(FACTS, k_grade=None),
        replace(FACTS, status="none"),
        replace(FACTS, total_printed="76"),
        replace(FACTS, name=""),
        replace(FACTS, rubric_hash="4f2c"),
        replace(FACTS, submission=""),
        replace(FACTS, year=25),
    ],
)
def test_what_the_format_cannot_hold_is_not_written(facts: StatementFacts) -> None:
    with pytest.raises(StatementError):
        unsigned_lines(facts, PUBLIC)


def test_facts_of_the_worked_example(worked_card: Scorecard, draft: CardInput) -> None:
    assert draft.scorecard is worked_card
    assert statement_facts(worked_card, "5d" * 32, "7e" * 32, date(2026, 6, 3)) == FACTS


@pytest.mark.parametrize(
    "result,code,word",
    [
        ((), "provisional", "provisional"),
        (("self-assessment only",), "final", "provisional"),
        ((), "final", "final"),
    ],
)
def test_status_is_the_weaker_of_result_and_code(
    worked_card: Scorecard, result: tuple[str, ...], code: str, word: str
) -> None:
    card = replace(
        worked_card,
        provisional=result,  # type: ignore[arg-type]
        code=replace(worked_card.code, status=code),  # type: ignore[arg-type]
    )
    assert statement_facts(card, "5d" * 32, None, date(2026, 6, 3)).status == word


def test_no_rating_states_neither_grade_nor_code(worked_card: Scorecard) -> None:
    code = replace(worked_card.code, status="none", k_grade=None, colour="none")
    card = replace(worked_card, rating_status="no rating", grade=None, code=code)
    facts = statement_facts(card, "5d" * 32, None, date(2026, 6, 3))
    assert unsigned_lines(facts, PUBLIC)[2] == "–\t76.0\t–\t–\t未评"

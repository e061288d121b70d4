"""Text that is markup, a formula, a path or a control sequence is shown as text, or refused.

Source: quality.md, Attacks; interface.md, PDF scorecard.
"""

import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from services.keys import KeyRing
from support.command import CommandLine, write_json
from support.journeys import CODE, KEYS, documents_of, like, of_park, send

SHOWN = {
    "markup": "<b>绿色</b>&amp;<img src='x'/>园区",
    "unclosed markup": "园区<font color=red><para>",
    "formula": '=cmd|"/C calc"!A0 园区',
    "path": "../../../etc/passwd",
    "format": "{name} %s %(x)s {0} 园区",
    "rare": "㐀龘䶮园区",
    "missing glyph": "园区\U0001f3ed𠮷",
    "quotes": "园区“甲”'乙'\"丙\" 丁`",
    "right to left": "园区甲 עברית",
    "one long word": "x" * 200,
    "200 characters": "园" * 200,
}
REFUSED = {
    "escape": "园区\x1b[31m红色",
    "null": "园区\x00甲乙",
    "bell": "园区\x07甲乙",
    "backspace": "园区甲\x08乙",
}


def _text(card: Path) -> str:
    """The text of all pages without line breaks and blanks."""
    document = pypdfium2.PdfDocument(card)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return re.sub(r"\s", "", "".join(pages))


def _new(greenpark: CommandLine, path: Path, name: str) -> Any:
    return greenpark("new", path, "--code", CODE, "--name", name, "--year", "2025", "--json")


@pytest.mark.parametrize("case", SHOWN)
def test_is_shown_as_text_on_card_and_terminal(
    greenpark: CommandLine, park: Path, tmp_path: Path, case: str
) -> None:
    name = SHOWN[case]
    document = write_json(tmp_path / "a.json", {"fields": {"park_name": name}})
    greenpark.done("fill", park, document)
    assert greenpark.done("score", park)["park"]["name"] == name
    assert name in greenpark("score", park).out.splitlines()[0]
    (card,) = greenpark.done("report", park, "-o", tmp_path / "cards")["files"]
    assert Path(card).parent == tmp_path / "cards"
    text = _text(Path(card))
    if case == "missing glyph":
        assert "□" in text
        assert "U+1F3ED" in text
        assert "U+20BB7" in text
    elif case != "right to left":
        assert re.sub(r"\s", "", name)[:60] in text
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != KEYS) == [
        "a.json",
        "cards",
        "park.parkdb",
    ]


@pytest.mark.parametrize("case", REFUSED)
def test_that_acts_on_a_terminal_is_refused_and_shown_harmlessly(
    greenpark: CommandLine, park: Path, tmp_path: Path, case: str
) -> None:
    name = REFUSED[case]
    document = write_json(tmp_path / "a.json", {"fields": {"park_name": name}})
    for words in ((), ("--json",)):
        outcome = greenpark("fill", park, document, *words)
        assert outcome.code == 2
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", outcome.err)
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", outcome.out)


def test_characters_that_turn_the_direction_cannot_act(
    greenpark: CommandLine, park: Path, tmp_path: Path
) -> None:
    name = "园区\u202e甲乙\u2066丙"
    greenpark.done("fill", park, write_json(tmp_path / "a.json", {"fields": {"park_name": name}}))
    told = greenpark("score", park)
    assert "园区\\u202e甲乙\\u2066丙" in told.out
    printed = greenpark("score", park, "--json")
    assert printed.json["park"]["name"] == name
    (card,) = greenpark.done("report", park, "-o", tmp_path / "cards")["files"]
    for text in (told.out, printed.out, _text(Path(card))):
        assert not re.search(r"[\u202a-\u202e\u2066-\u2069]", text)


def test_names_of_files_cannot_act_on_a_terminal(
    greenpark: CommandLine, store: Path, submission: Path, tmp_path: Path
) -> None:
    hostile = submission.rename(tmp_path / "a\x1b[2Jb\u202e{x}.parkdb")
    for outcome in (
        greenpark("merge", store, hostile),
        greenpark("score", tmp_path / "none\x1b[2J"),
        greenpark("verify", hostile),
        greenpark("\x1b[2J"),
    ):
        assert "\x1b" not in outcome.out + outcome.err
        assert "\u202e" not in outcome.out + outcome.err


@pytest.mark.parametrize(
    "code", ["../park", "/etc/passwd", "A/B", "..", "-rf", "TEST 1", "test0001", "园区代码", "A\n"]
)
def test_a_park_code_can_never_be_a_path(
    greenpark: CommandLine, park: Path, store: Path, tmp_path: Path, code: str
) -> None:
    words = ("--code", code, "--name", "合成园区", "--year", "2025", "--json")
    assert greenpark("new", tmp_path / "p.parkdb", *words).code == 2
    document = write_json(tmp_path / "a.json", {"fields": {"park_code": code}})
    assert greenpark("fill", park, document, "--json").code == 2
    for command in (
        ("report", store, "-o", tmp_path / "cards", "--park", code),
        ("score", store, "--park", code),
    ):
        assert greenpark(*command, "--json").code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "a.json",
        "park.parkdb",
        "province.db",
    ]


def test_hostile_names_in_a_submission_are_shown_as_text(
    greenpark: CommandLine, store: Path, keys: KeyRing, tmp_path: Path
) -> None:
    (real,) = documents_of(store)
    for number, name in enumerate(SHOWN.values(), start=2):
        park = f"TEST{number:04}"
        document = like(of_park(real, park), answers={"park_name": name, "contact_name": name})
        document["author"] = name
        path = send(tmp_path / f"{number}.parkdb", keys.park(park), document)
        greenpark.done("merge", store, path)
        key = keys.park(park).fingerprint
        greenpark.done("store", "keys", store, "--confirm", key, "--park", park)
    names = {row["code"]: row["name"] for row in greenpark.done("rank", store)["parks"]}
    assert set(SHOWN.values()) < set(names.values())
    table = greenpark("rank", store).out
    assert SHOWN["markup"] in table
    files = greenpark.done("report", store, "-o", tmp_path / "cards")["files"]
    assert len(files) == len(SHOWN) + 1
    for file in files:
        assert greenpark.done("verify", file, "--store", store)["integrity"] == "valid"
        assert Path(file).parent == tmp_path / "cards"
    listed = greenpark("store", "keys", store).out
    assert SHOWN["formula"] in listed


def test_long_texts_wrap_and_do_not_break_the_card(
    greenpark: CommandLine, park: Path, tmp_path: Path
) -> None:
    document = {
        "fields": {"boundary_description": "边界" * 5000, "contact_name": "名" * 200},
    }
    greenpark.done("fill", park, write_json(tmp_path / "a.json", document))
    (card,) = greenpark.done("report", park, "-o", tmp_path / "cards")["files"]
    assert "合成园区甲" in _text(Path(card))

"""Input files: read within bounds, JSON as it is written."""

from pathlib import Path

import pytest

from questionnaire.messages import msg
from services.errors import ServiceError
from services.input_files import NoInputFile, UnreadableInput, read_input, read_json

REMEDY = msg("Divide it.")


def test_gives_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 10)
    assert read_input(tmp_path / "a", 10, REMEDY) == b"x" * 10


def test_one_byte_too_many_is_refused_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * ((1 << 20) + 1))
    with pytest.raises(ServiceError, match="a is larger than 1 MiB") as caught:
        read_input(tmp_path / "a", 1 << 20, REMEDY)
    assert caught.value.hint == REMEDY


@pytest.mark.parametrize("name", ["nothing", ".", "/dev/null"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoInputFile) as caught:
        read_input(tmp_path / name, 10, REMEDY)
    assert caught.value.code == "no-file"
    assert caught.value.hint is not None


def test_numbers_stay_as_they_are_written() -> None:
    text = b'\xef\xbb\xbf{"a": 1.10, "b": 10000000000000000000, "c": NaN, "d": [1e5]}'
    assert read_json(text) == {
        "a": "1.10",
        "b": "10000000000000000000",
        "c": "NaN",
        "d": ["1e5"],
    }


@pytest.mark.parametrize(
    "text, reason",
    [
        (b"", "line 1, column 1 is not as JSON has it"),
        (b'{\n "a": 1,}', "line 2, column 9 is not as JSON has it"),
        (b"\xff", "the text is not UTF-8"),
        (b'{"a": 1, "a": 2}', "a is given twice"),
        (b'[{"b": 1, "b": 1}]', "b is given twice"),
        (b"[" * 100_000, "it is nested too deeply"),
    ],
)
def test_any_other_text_is_refused_with_the_place(text: bytes, reason: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_json(text)
    assert str(caught.value.reason) == reason

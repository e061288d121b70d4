"""Which folders take a demonstration, and which are refused untouched."""

import json
from pathlib import Path

import pytest

from questionnaire.messages import Message
from services.bootstrap import load_product
from services.demonstration.builder import DemonstrationError, build_demonstration
from services.demonstration.marker import MARKER, Marker, origin, read_marker, write_marker
from services.shipped_data import read_resources


class Interrupted(BaseException):
    """Stands for a key press or a signal."""


def _stop(_step: Message) -> None:
    raise Interrupted


def _listing(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _marker(**changes: object) -> Marker:
    program, data = origin(load_product(), read_resources("demonstration"))
    values = {"seed": 5, "program": program, "data": data, "content_hash": "0" * 64, "files": {}}
    return Marker(**{**values, **changes})  # type: ignore[arg-type]


def test_a_folder_with_other_things_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "letter.txt").write_text("mine", encoding="utf-8")
    before = _listing(tmp_path)
    with pytest.raises(DemonstrationError) as refused:
        build_demonstration(tmp_path / "work")
    assert _listing(tmp_path) == before
    assert str(tmp_path / "work") in str(refused.value)
    assert "something other than a demonstration" in str(refused.value)
    assert str(refused.value.hint) == "Choose another folder, or an empty one."


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("mine", encoding="utf-8")
    with pytest.raises(DemonstrationError, match="something other"):
        build_demonstration(tmp_path / "demo")
    assert (tmp_path / "demo").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "changes", [{"seed": 6}, {"program": "0.0.0"}, {"data": {"catalogue": "other"}}]
)
def test_a_demonstration_of_another_origin_is_refused_untouched(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    write_marker(tmp_path, _marker(**changes))
    before = _listing(tmp_path)
    with pytest.raises(DemonstrationError, match=r"holds the demonstration of seed") as refused:
        build_demonstration(tmp_path, 5)
    assert _listing(tmp_path) == before
    assert str(tmp_path) in str(refused.value)


def test_a_changed_demonstration_is_refused_with_every_changed_file(tmp_path: Path) -> None:
    files = {"scorecards/A-2025.pdf": "0" * 64, "submissions/A.parkdb": "1" * 64}
    write_marker(tmp_path, _marker(files=files))
    with pytest.raises(DemonstrationError, match="was changed") as refused:
        build_demonstration(tmp_path, 5)
    assert [(item.file, item.rule) for item in refused.value.defects] == [
        ("scorecards/A-2025.pdf", "changed"),
        ("submissions/A.parkdb", "changed"),
        ("province.db", "changed"),
    ]
    assert "remove this one" in str(refused.value.hint)


def test_an_interrupted_build_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Interrupted):
        build_demonstration(tmp_path / "demo", 5, _stop)
    assert list(tmp_path.iterdir()) == []


def test_the_rest_of_a_killed_build_is_removed(tmp_path: Path) -> None:
    rest = tmp_path / ".demo.building"
    (rest / "parks").mkdir(parents=True)
    (rest / ".building").write_text("greenpark demonstration, not complete\n", encoding="utf-8")
    (rest / "parks" / "DEMO-01.parkdb").write_bytes(b"half")
    with pytest.raises(Interrupted):
        build_demonstration(tmp_path / "demo", 5, _stop)
    assert list(tmp_path.iterdir()) == []


def test_something_else_under_the_temporary_name_is_left_alone(tmp_path: Path) -> None:
    foreign = tmp_path / ".demo.building"
    foreign.mkdir()
    (foreign / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DemonstrationError, match="is in the way"):
        build_demonstration(tmp_path / "demo", 5)
    assert _listing(tmp_path) == {".demo.building/letter.txt": b"mine"}


def test_a_marker_is_read_as_it_was_written(tmp_path: Path) -> None:
    marker = _marker(files={"a": "b"})
    write_marker(tmp_path, marker)
    assert read_marker(tmp_path) == marker


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"kind": "another program"}',
        json.dumps({"kind": "greenpark demonstration", "files": [], "data": {}}),
        json.dumps({"kind": "greenpark demonstration", "files": {}, "data": {}, "more": 1}),
    ],
)
def test_a_foreign_marker_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / MARKER).write_text(text, encoding="utf-8")
    assert read_marker(tmp_path) is None

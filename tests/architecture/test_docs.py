"""The documents stay current: every command and option, every path, every command line in them."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.main import get_command

from cli.main import build_app, spread_values
from support.project import ROOT, assert_none

PAGES = sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"])
GUIDE = (ROOT / "docs" / "user-guide.md").read_text(encoding="utf-8")
EVERYWHERE = {"--json", "--lang", "--help"}
TOP = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0].isalpha())


class Line(NamedTuple):
    """A command line in a code block of a page."""

    page: Path
    text: str


def _commands(group: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every command of the application with its full name; `Any`: Typer shows no types of it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", command


COMMANDS: dict[str, Any] = dict(_commands(get_command(build_app())))


def _options(command: Any) -> set[str]:
    found = {option for parameter in command.params for option in parameter.opts}
    return {option for option in found if option.startswith("-")} - EVERYWHERE


def _documented() -> dict[str, set[str]]:
    """Command -> options, out of the table of the guide."""
    table: dict[str, set[str]] = {}
    for names, options in re.findall(r"^\| (`[a-z].*?) \| (.*) \|$", GUIDE, re.MULTILINE):
        for name in re.findall(r"`([a-z ]+)`", names):
            if name in COMMANDS:
                table[name] = set(re.findall(r"`(--?[a-z-]+)[ `]", options))
    return table


def _blocks(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return re.findall(r"```(?:console|sh)\n(.*?)```", text, re.DOTALL)


def _lines() -> list[Line]:
    return [
        Line(page, line.removeprefix("$ ").partition("  #")[0])
        for page in PAGES
        for block in _blocks(page)
        for line in block.splitlines()
        if re.match(r"(\$ )?greenpark ", line)
    ]


def _fault(line: Line) -> str:
    """What the command line parser says against a line; nothing is carried out."""
    words = spread_values(shlex.split(line.text)[1:])
    size = 2 if " ".join(words[:2]) in COMMANDS else 1
    name = " ".join(words[:size])
    if name not in COMMANDS:
        return f"{line.page.name}: there is no command {name}"
    try:
        COMMANDS[name].make_context(name, words[size:])
    except Exception as error:
        return f"{line.page.name}: {line.text}: {error}"
    return ""


def test_the_guide_lists_every_command() -> None:
    assert _documented().keys() == COMMANDS.keys()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_guide_lists_every_option(name: str) -> None:
    assert _documented()[name] == _options(COMMANDS[name])


def test_command_lines_of_the_documents_parse() -> None:
    lines = _lines()
    assert len(lines) > 40
    assert_none(fault for line in lines if (fault := _fault(line)))


@pytest.mark.parametrize(
    "text", ["greenpark nothing", "greenpark score", "greenpark check a.parkdb --yaer 2025"]
)
def test_a_wrong_command_line_is_noticed(text: str) -> None:
    assert _fault(Line(Path("page.md"), text))


def _spans(page: Path) -> list[str]:
    """What stands between single backticks on a page."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.findall(r"`([^`\n]+)`", text)


def _paths(page: Path) -> Iterator[str]:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if "://" not in target:
            yield (page.parent / target).resolve().relative_to(ROOT).as_posix()
    for span in _spans(page):
        if re.fullmatch(rf"(?:{'|'.join(TOP)})/[\w./*-]*", span) and not re.search(
            r"[A-Z]{3}", span
        ):
            yield span


def _is_there(path: str) -> bool:
    return any(ROOT.glob(path)) if "*" in path else (ROOT / path).exists()


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_path_named_in_a_document_exists(page: Path) -> None:
    assert_none(
        f"{page.name}: {path}"
        for path in _paths(page)
        if not path.startswith("build/") and not _is_there(path)
    )


def test_paths_are_found_in_the_documents() -> None:
    found = {path for page in PAGES for path in _paths(page)}
    assert {"questionnaire/values.py", "docs/file-format.md", "services/"} <= found


def test_make_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    readme = ROOT / "README.md"
    texts = "\n".join([*_blocks(readme), *_spans(readme)])
    targets = set(re.findall(r"^make ([a-z]+)", texts, re.MULTILINE))
    assert {"demo", "check"} <= targets
    assert_none(name for name in targets if f"\n{name}:" not in makefile)


def test_the_guide_to_editions_names_every_key() -> None:
    spans = " ".join(_spans(ROOT / "docs" / "rubric-guide.md"))
    named = set(re.findall(r"[A-Za-z_]\w*", spans))
    keys = set()
    for file in (ROOT / "resources" / "rubrics").rglob("*.toml"):
        text = file.read_text(encoding="utf-8")
        keys |= set(re.findall(r"^#? ?([a-z_]\w*) *= ", text, re.MULTILINE))
        keys |= {word for names in re.findall(r"^\[+([\w.]+)\]+", text, re.MULTILINE)
                 for word in names.split(".")}  # fmt: skip
    assert_none(
        sorted(key for key in keys - named if not re.fullmatch(r"[TIESFP]\d*|[A-Z]{1,2}", key))
    )

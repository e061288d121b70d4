"""Every command in both languages: whole sentences, help for each, and one wording of bad usage."""

import json
import re
import subprocess
import sys
import tomllib
from ast import literal_eval
from collections.abc import Sequence
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from cli.main import build_app
from support.command import CommandLine, Outcome, example, installed, write_json
from support.journeys import CODE, Prepared
from support.project import ROOT

GROUPS = {"store": ("check", "rebuild", "backup", "keys"), "rubric": ("list", "check", "show")}
COMMANDS = [
    *((name,) for name in (
        "new", "fill", "roll", "undo", "redo", "evidence", "check", "inventory", "score", "explain",
        "submit", "merge", "conflicts", "rank", "assess", "withdraw", "report", "verify", "form",
        "template", "import", "export", "compare", "recheck", "demo",
    )),
    *((group, name) for group, names in GROUPS.items() for name in names),
]  # fmt: skip
STARTED = """
import sys
from cli.main import main
try:
    main(sys.argv[1:])
except SystemExit as left:
    assert not left.code
heavy = {"sqlalchemy", "sqlmodel", "alembic", "psycopg", "numpy", "reportlab", "openpyxl", "orjson",
    "cryptography", "pypdfium2", "PySide6", "db.store"}
print(sorted(heavy & sys.modules.keys()))
"""
NEEDED_BY_A_SCORE = {"sqlalchemy", "sqlmodel", "cryptography", "orjson"}
ENGLISH_SENTENCE = re.compile(r"\b[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+\b")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_the_list_of_commands_is_complete() -> None:
    app = build_app()
    named = {command.name or command.callback.__name__ for command in app.registered_commands}  # type: ignore[union-attr]
    assert named == {name for name, *more in COMMANDS if not more}
    assert {group.name for group in app.registered_groups} == set(GROUPS)


def test_the_list_says_of_each_command_what_it_says_of_itself() -> None:
    own, listed = (_help_of(build_app(words)) for words in (None, ["--help"]))
    assert listed == own


def _help_of(app: typer.Typer) -> dict[str, str | None]:
    return {name: item.help for name, item in get_command(app).commands.items()}  # type: ignore[attr-defined]


@pytest.mark.parametrize("word", ["--help", "--version"])
def test_what_carries_nothing_out_loads_no_library_of_a_command(word: str) -> None:
    """So it is there at once: the libraries take many times as long as the answer."""
    told = subprocess.run(
        [sys.executable, "-c", STARTED, word], capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines()[-1] == "[]"


def test_a_score_of_a_park_file_loads_no_library_of_stores_and_reports(
    park: Path, tmp_path: Path
) -> None:
    program = [sys.executable, "-c", STARTED, "score", str(park)]
    told = subprocess.run(program, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert set(literal_eval(told.stdout.splitlines()[-1])) <= NEEDED_BY_A_SCORE


def test_version(greenpark: CommandLine) -> None:
    given = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for words in (("--version",), ("--version", "score")):
        outcome = greenpark(*words)
        assert (outcome.code, outcome.out) == (0, f"greenpark {given['version']}\n")


@pytest.mark.parametrize("command", [(), *COMMANDS, ("store",), ("rubric",)], ids="-".join)
def test_help_is_in_both_languages(greenpark: CommandLine, command: Sequence[str]) -> None:
    outcome = greenpark(*command, "--help")
    assert outcome.code == 0
    assert "Usage: greenpark" in outcome.out
    assert CHINESE.search(outcome.out)
    assert "·" in outcome.out


BAD_USAGE = [
    ("bogus",),
    ("score",),
    ("score", "p", "--bogus"),
    ("score", "p", "--year", "soon"),
    ("score", "p", "--lang", "fr"),
    ("new", "p"),
    ("submit", "p", "-o", "q", "--evidence", "some"),
    ("evidence", "p", "remove", "d"),
    ("store",),
    ("store", "bogus"),
    ("rubric", "show"),
    ("merge",),
    ("merge", "store"),
    ("score", "p", "q"),
    ("score", "p", "--year"),
    ("rank", "--park", "p"),
]


@pytest.mark.parametrize("words", BAD_USAGE, ids=" ".join)
def test_bad_usage(greenpark: CommandLine, words: tuple[str, ...]) -> None:
    outcome = greenpark(*words, "--json")
    assert outcome.code == 2
    error = outcome.json["error"]
    assert (error["code"], outcome.err) == ("bad-usage", "")
    assert "--help" in error["hint"]
    told = greenpark(*words[:1], "--lang=en", *words[1:])
    assert (told.code, "--help" in told.err) == (2, True)
    if words != ("store",):
        assert told.out == ""
    if "fr" not in words:
        assert not CHINESE.search(told.err)


@pytest.mark.parametrize("words", BAD_USAGE, ids=" ".join)
def test_bad_usage_is_chinese_for_the_chinese(
    greenpark: CommandLine, words: tuple[str, ...]
) -> None:
    message = greenpark(*words, "--json").json["error"]["message"]
    assert not ENGLISH_SENTENCE.search(message), message


def test_bad_usage_of_the_installed_command() -> None:
    outcome = installed("score", "--json")
    assert (outcome.code, outcome.json["error"]["code"]) == (2, "bad-usage")


@pytest.fixture
def every_command(
    prepared: Prepared, park: Path, store: Path, submission: Path, tmp_path: Path
) -> list[tuple[str | Path, ...]]:
    """The words of each command, in an order in which all of them succeed or find problems."""
    answers = write_json(tmp_path / "answers.json", example())
    less = write_json(tmp_path / "less.json", {"fields": {"gdp": None}})
    marks = write_json(tmp_path / "marks.json", {"marks": {"T1": {"assessor_a": 2}}})
    (tmp_path / "scan.txt").write_text("盖章页", encoding="utf-8")
    details = ("--for", "T1", "--title", "批复", "--issuer", "省政府", "--date", "2025-01-01")
    new, out = tmp_path / "new.parkdb", tmp_path / "out.parkdb"
    return [
        ("new", new, "--code", "TEST0002", "--name", "合成园区乙", "--year", "2025"),
        ("check", new),
        ("score", new),
        ("inventory", new),
        ("explain", new, "--verify"),
        ("fill", park, answers),
        ("evidence", park, "add", tmp_path / "scan.txt", *details, "--kind", "document"),
        ("check", park),
        ("inventory", park),
        ("score", park, "--robustness"),
        ("explain", park, "T5"),
        ("explain", park, "T5"),
        ("explain", park, "--verify"),
        ("submit", park, "-o", out),
        ("fill", park, less),
        ("submit", park, "-o", tmp_path / "refused.parkdb"),
        ("undo", park),
        ("redo", park),
        ("redo", park),
        ("roll", park, "--year", "2026"),
        ("check", park),
        ("score", park),
        ("merge", store, out, submission, less),
        ("conflicts", store),
        ("rank", store),
        ("rank", store, "--year", "1999"),
        ("assess", store, marks, "--park", CODE, "--year", "2025"),
        ("score", store),
        ("report", store, "-o", tmp_path / "cards"),
        ("verify", tmp_path / "cards" / f"{CODE}-2025.pdf", "--store", store),
        ("verify", out),
        ("verify", park),
        ("verify", store),
        ("verify", "nothing"),
        ("withdraw", store, prepared.revision, "--why", "误报"),
        ("store", "check", store),
        ("store", "rebuild", store),
        ("store", "backup", store, "-o", tmp_path / "backup.db"),
        ("store", "keys", store),
        ("rubric", "list"),
        ("rubric", "show", "js-2026.1"),
        ("rubric", "show", "js-2026.1", "T5"),
        ("rubric", "check", tmp_path),
        ("score", tmp_path / "nothing"),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_speaks_whole_sentences(
    greenpark: CommandLine, every_command: list[tuple[str | Path, ...]], language: str
) -> None:
    faults = []
    for words in every_command:
        outcome = greenpark(*words, "--lang", language)
        assert outcome.code in {0, 1, 2}, (words, outcome)
        faults += [(words[:3], line) for line in _faulty_lines(outcome, words, language)]
    assert faults == []


def _faulty_lines(outcome: Outcome, words: Sequence[str | Path], language: str) -> list[str]:
    """Lines with an unfilled place, or in the other language; formulas and sources are in one."""
    lines = (outcome.out + outcome.err).splitlines()
    faulty = [line for line in lines if re.search(r"\{[a-z_]+\}|(?<!“)None|Decimal|<[A-Z]", line)]
    if language == "zh" and words[0] not in {"explain", "inventory"} and words[1] != "show":
        faulty += [line for line in lines if ENGLISH_SENTENCE.search(line)]
    return faulty


def test_a_score_has_headings_and_worded_notes(greenpark: CommandLine, park: Path) -> None:
    lines = greenpark("score", park).out.splitlines()
    assert any(line.split()[:5] == ["代码", "维度", "得分", "权重", "加权分"] for line in lines)
    (first,) = (line for line in lines if line.startswith("T1 "))
    assert first.split()[-1] == "评审一致"


@pytest.mark.parametrize("language, source", [("zh", "NRDC 报告 §5.3.3"), ("en", "NRDC §5.3.3")])
def test_a_score_names_its_sources_in_the_language_asked_for(
    greenpark: CommandLine, park: Path, language: str, source: str
) -> None:
    found = greenpark("score", park, "--json", "--lang", language).json
    assert found["indicators"]["P9"]["source"] == source


def test_no_number_is_printed_as_a_limit_that_it_misses(
    greenpark: CommandLine, park: Path, tmp_path: Path
) -> None:
    """2549560.31 t / 10000 / 720.2147 / 0.59 = 0.60000006: not grade 1 (rubric.md 15, rule 6)."""
    greenpark.done("fill", park, write_json(tmp_path / "a.json", {"fields": {"gdp": "720.2147"}}))
    assert greenpark.done("score", park)["code"]["K_grade"] == 2
    (line,) = (one for one in greenpark("score", park).out.splitlines() if one.startswith("K "))
    assert line.startswith("K 0.6000001 ")


def test_an_indicator_of_an_edition_comes_with_its_limits(greenpark: CommandLine) -> None:
    lines = greenpark("rubric", "show", "js-2026.1", "T7", "--lang", "en").out.splitlines()
    limits = [line.split()[:2] for line in lines if line.startswith("    ")]
    assert limits == [["Floor", "411"], ["Pass", "1250"], ["Target", "1500"]]
    levels = greenpark("rubric", "show", "js-2026.1", "T1").out.splitlines()[1:6]
    assert [line[:3] for line in levels] == [f"{level} 级" for level in range(5)]


@pytest.mark.slow
def test_every_command_prints_one_json_object(
    greenpark: CommandLine, every_command: list[tuple[str | Path, ...]]
) -> None:
    for words in every_command:
        outcome = greenpark(*words, "--json")
        document = json.loads(outcome.out)
        assert outcome.out.count("\n") == 1, words
        assert document["ok"] is (outcome.code != 2), words
        assert not re.search(r"\{[a-z_]+\}", outcome.out), words
        assert not _floats(document), words


def _floats(document: object) -> bool:
    """Whether a binary fraction is anywhere in a document: numbers are decimal strings."""
    if isinstance(document, dict):
        return any(map(_floats, document.values()))
    if isinstance(document, list):
        return any(map(_floats, document))
    return isinstance(document, float)

"""Every text for people is whole in both languages, and the compiled catalogue is the current one.

After adding a `msg("…")`: `make translations`, fill in the empty entries of the .po, and once more.
"""

import ast
import gettext
import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from scripts import translations
from support.project import assert_none, parsed, place, product_files


def _places(text: str) -> set[str]:
    return set(re.findall(r"\{([A-Za-z_]\w*)\}", text))


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return translations.read()


@pytest.fixture(scope="module")
def chinese(catalogue: Catalog) -> dict[str, str]:
    return {str(entry.id): translations.translated(entry) for entry in catalogue if entry.id}


def test_every_text_has_a_chinese_translation(chinese: dict[str, str]) -> None:
    missing = [entry.msgid for entry in translations.extract() if not chinese.get(entry.msgid)]
    assert_none(missing, "Run `make translations`, fill in the empty msgstr, run it again.")


def test_translations_fill_the_same_places(chinese: dict[str, str]) -> None:
    assert_none(
        f"{msgid!r}: {msgstr!r}"
        for msgid, msgstr in chinese.items()
        if msgstr and _places(msgid) != _places(msgstr)
    )


def test_no_text_is_gone_from_the_code(chinese: dict[str, str]) -> None:
    extra = chinese.keys() - {entry.msgid for entry in translations.extract()}
    assert_none(sorted(extra), "Run `make translations`.")


def test_po_file_is_as_written_by_make_translations(catalogue: Catalog) -> None:
    expected = translations.po_bytes(translations.updated(catalogue, translations.extract()))
    assert translations.PO_FILE.read_bytes().decode() == expected.decode(), "make translations"


def test_mo_file_is_current(catalogue: Catalog) -> None:
    assert translations.MO_FILE.read_bytes() == translations.mo_bytes(catalogue)


def _counted(text: str) -> set[str]:
    """Names of the places whose number chooses a word."""
    return set(re.findall(r"\{(\w+)\|[^{}|]*\|[^{}|]*\}", text))


def _calls(file: Path) -> list[ast.Call]:
    named = {"msg"}
    return [
        node
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name | ast.Attribute)
        and (node.func.id if isinstance(node.func, ast.Name) else node.func.attr) in named
    ]


def _fault(call: ast.Call) -> str:
    """What is wrong with a `msg(…)` call; empty if nothing."""
    first = call.args[0] if call.args else None
    if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
        return "the first argument is no plain text, so nobody can collect it"
    given = {keyword.arg for keyword in call.keywords}
    if None in given or (given == _places(first.value) and given >= _counted(first.value)):
        return ""
    return f"places {sorted(_places(first.value))}, values {sorted(map(str, given))}"


def test_messages_are_plain_texts_with_a_value_for_every_place() -> None:
    assert_none(
        f"{place(file, call)}: {_fault(call)}"
        for file in product_files()
        for call in _calls(file)
        if _fault(call)
    )


@pytest.mark.parametrize(
    "source", ['msg(f"{x} rows")', "msg(text)", 'msg("{a}", b=1)', 'msg("{a}")', "msg()"]
)
def test_a_faulty_message_is_noticed(source: str) -> None:
    call = ast.parse(source, mode="eval").body
    assert isinstance(call, ast.Call)
    assert _fault(call)


def _example() -> Catalog:
    old = Catalog(locale="zh_CN")
    old.add("gone", "已删")
    old.add("kept {n}", "保留 {n}")
    found = [
        translations.Found("kept {n}", ("a.py", "b.py"), ("About parks.",)),
        translations.Found("new", ("b.py",), ()),
    ]
    return translations.updated(old, found)


def test_update_keeps_what_is_translated_and_guesses_nothing() -> None:
    entries = {entry.id: entry.string for entry in _example() if entry.id}
    assert entries == {"kept {n}": "保留 {n}", "new": ""}
    assert translations.known_translations(_example())["gone"] == "已删"


def test_a_text_that_comes_back_finds_its_translation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translations, "PO_FILE", tmp_path / "x.po")
    translations.write(tmp_path / "x.po", translations.po_bytes(_example()))
    again = translations.updated(translations.read(), [translations.Found("gone", ("a.py",), ())])
    assert {entry.id: entry.string for entry in again if entry.id} == {"gone": "已删"}


def test_compiled_catalogue_translates() -> None:
    loaded = gettext.GNUTranslations(io.BytesIO(translations.mo_bytes(_example())))
    assert loaded.gettext("kept {n}") == "保留 {n}"
    assert loaded.gettext("new") == "new"
    assert loaded.gettext("gone") == "gone"


def test_extraction_finds_calls_only_in_the_product(tmp_path: Path) -> None:
    (tmp_path / "scoring").mkdir()
    (tmp_path / "other").mkdir()
    code = 'from questionnaire.messages import msg\nmsg("One " "{n}.", n=1)\nprint("two")\n'
    for folder in ("scoring", "other"):
        (tmp_path / folder / "x.py").write_text(code, encoding="utf-8")
    assert translations.extract(tmp_path) == [translations.Found("One {n}.", ("scoring/x.py",), ())]

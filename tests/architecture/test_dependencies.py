"""docs/dependencies.md names every dependency, and none is under a licence we cannot use."""

import re
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from support.project import ROOT, assert_none, table, texts

PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(?P<name>[\w.-]+)` \| (.+) \| (.+) \| (?P<licence>.+) \|$", re.MULTILINE)

#: The Lesser GPL is allowed: what it covers is used unchanged, as a library of its own.
REFUSED = re.compile(
    r"\bA?GPL|(?<!Lesser )General Public License|Affero|SSPL|Commons Clause", re.IGNORECASE
)


def _declared() -> set[str]:
    listed = texts(table("project")["dependencies"])
    for group in table("dependency-groups").values():
        listed += texts(group)
    listed += texts(table("build-system")["requires"])
    # uv is pinned in the Makefile: it installs the others.
    return {"uv"} | {canonicalize_name(Requirement(text).name) for text in listed}


def test_page_names_exactly_the_declared_dependencies() -> None:
    listed = [row["name"] for row in ROW.finditer(PAGE)]
    assert len(listed) == len(set(listed)), "a dependency is listed twice"
    assert set(listed) == _declared()


def test_tables_are_in_order() -> None:
    for section in PAGE.split("\n## ")[1:]:
        names = [row["name"] for row in ROW.finditer(section)]
        assert names == sorted(names)


def _licences(package: metadata.Distribution) -> list[str]:
    """What a package says of its licence, expression and classifiers; long texts are cut."""
    keys = ("License-Expression", "License", "Classifier")
    return [str(text)[:80] for key in keys for text in package.metadata.get_all(key) or []]


def _is_refused(text: str) -> bool:
    return REFUSED.search(text) is not None and "LGPL" not in text


def test_no_installed_package_has_a_licence_that_we_cannot_use() -> None:
    assert_none(
        f"{package.name}: {text}"
        for package in metadata.distributions()
        for text in _licences(package)
        if _is_refused(text)
    )


@pytest.mark.parametrize("text", ["GPL-3.0-only", "GNU General Public License v3", "AGPL-3.0"])
def test_a_licence_that_we_cannot_use_is_noticed(text: str) -> None:
    assert _is_refused(text)


@pytest.mark.parametrize(
    "text", ["LGPL-3.0-only", "GNU Lesser General Public License v3 (LGPLv3)", "Apache-2.0", "MIT"]
)
def test_a_licence_that_we_can_use_is_not(text: str) -> None:
    assert not _is_refused(text)


def test_page_repeats_the_licence_that_a_package_declares() -> None:
    page = {row["name"]: row["licence"] for row in ROW.finditer(PAGE)}
    declared = {
        name: (metadata.metadata(name).get_all("License-Expression") or [""])[0]
        for name in page
        if name not in {"hatchling", "numpy"}  # not installed; a list of all that it bundles
    }
    different = {
        name: (page[name], licence)
        for name, licence in declared.items()
        if licence and page[name] != licence
    }
    assert different == {}

"""The folders, the layer contracts and the build name the same packages."""

import tomllib
from importlib import metadata

from support.project import ROOT, product_files, product_packages, table, texts


def test_folders_are_the_packages_of_the_contracts() -> None:
    assert product_packages() == sorted(texts(table("tool", "importlinter")["root_packages"]))


def test_folders_are_the_packages_of_the_build() -> None:
    wheel = table("tool", "hatch", "build", "targets", "wheel")
    assert product_packages() == sorted(texts(wheel["packages"]))


def test_folders_are_the_packages_of_the_makefile() -> None:
    line = next(
        line
        for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
        if line.startswith("PACKAGES :=")
    )
    assert product_packages() == sorted(line.split()[2:])


def test_every_package_has_code_of_its_own() -> None:
    folders = {file.relative_to(ROOT).parts[0] for file in product_files()}
    assert sorted(folders) == product_packages()


def test_installed_command_is_the_declared_one() -> None:
    declared = table("project", "scripts")
    installed = {
        entry.name: entry.value
        for entry in metadata.entry_points(group="console_scripts")
        if entry.dist is not None and entry.dist.name == "greenpark"
    }
    assert installed == declared


def test_version_is_the_installed_one() -> None:
    assert metadata.version("greenpark") == table("project")["version"]


def test_lock_names_the_public_registry_only() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    sources = {str(package["source"].get("registry", "")) for package in lock["package"]}
    assert sources <= {"", "https://pypi.org/simple"}

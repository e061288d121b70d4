"""docs/architecture.md: the doors are those of the code, the layers those of the contract."""

import ast
import re

from support.project import ROOT, assert_none, table

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def _doors() -> list[tuple[str, str]]:
    """Path and signature of every door on the page."""
    found, path = [], ""
    for line in PAGE.splitlines():
        if match := re.fullmatch(r"# (\w+(?:/\w+)+\.py)", line):
            path = match[1]
        elif line.startswith("def "):
            found.append((path, line))
    return found


def _signatures(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    found = {_signature(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
    for outer in tree.body:
        if isinstance(outer, ast.ClassDef):
            found |= {
                _signature(node, f"{outer.name}.")
                for node in outer.body
                if isinstance(node, ast.FunctionDef)
            }
    return found


def _signature(node: ast.FunctionDef, owner: str = "") -> str:
    result = ast.unparse(node.returns) if node.returns else "None"
    return f"def {owner}{node.name}({ast.unparse(node.args)}) -> {result}"


def _now(path: str, line: str) -> str:
    """The signature in the code of the function that a line of the page names."""
    name = line.partition("(")[0]
    return next((text for text in _signatures(path) if text.startswith(f"{name}(")), "gone")


def test_every_door_is_as_in_the_code() -> None:
    assert len(_doors()) > 60
    assert_none(
        (f"{path}: {now}" for path, line in _doors() if (now := _now(path, line)) != line),
        "Write the signature of the code into docs/architecture.md.",
    )


def test_the_layers_are_those_of_the_contract() -> None:
    contracts = table("tool", "importlinter")["contracts"]
    assert isinstance(contracts, list)
    (layers,) = [item["layers"] for item in contracts if item["id"] == "layers"]
    (block,) = re.findall(r"```text\n(gui .*?|cli\n.*?)\n```", PAGE, re.DOTALL)
    assert block.split("\n") == layers

"""The file that says what a demonstration folder is, written last of all.

It names the seed, the program and its data, the content hash of the store and the SHA-256 of
every file that must not change.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from services.bootstrap import Product
from services.files import write_whole

MARKER = "demonstration.json"
_KIND = "greenpark demonstration"
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Marker:
    """What a demonstration folder was made from and holds.

    Attributes:
        program: version of the program.
        data: hash by part of the product's data: catalogue, factors, editions, demonstration.
        content_hash: of the store.
        files: SHA-256 by path below the folder.
    """

    seed: int
    program: str
    data: dict[str, str]
    content_hash: str
    files: dict[str, str]
    kind: str = _KIND
    note: str = "演示数据，全部虚构。Demonstration data; nothing in this folder is real."


def origin(product: Product, texts: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Version of the program and hashes of the data that a demonstration follows from.

    Args:
        product: what the program ships.
        texts: the files of `resources/demonstration`.
    """
    data = {
        "catalogue": product.catalogue.hash,
        "factors": product.factors.hash,
        **{f"rubric {name}": item.hash for name, item in sorted(product.editions.items())},
        "demonstration": sha256(json.dumps(texts, sort_keys=True).encode("utf-8")).hexdigest(),
    }
    return version("greenpark"), data


def write_marker(folder: Path, marker: Marker) -> None:
    """Write the marker as a whole."""
    text = json.dumps(asdict(marker), ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(folder / MARKER, (text + "\n").encode("utf-8"))


def read_marker(folder: Path) -> Marker | None:
    """The marker of a folder; None when there is none, or one of another kind."""
    path = folder / MARKER
    if not path.is_file() or path.stat().st_size > _MOST_BYTES:
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        known = (
            found["kind"] == _KIND
            and isinstance(found["files"], dict)
            and isinstance(found["data"], dict)
        )
        return Marker(**found) if known else None
    except (ValueError, TypeError, KeyError):
        return None


def file_hash(path: Path) -> str:
    """SHA-256 of a file; empty when it is not there."""
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""

"""What files are before they are opened: their kinds, folders of them, copies of damaged ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from db.errors import FileExists
from db.sniffing import kind_of_file
from questionnaire.errors import GreenparkError
from services.failures import system_failure

KindName: TypeAlias = Literal["park", "submission", "store"]

SUFFIX = ".parkdb"


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not one of ours, or cannot be read, and why."""

    path: Path
    error: GreenparkError


@dataclass(frozen=True, slots=True)
class SortedFiles:
    """Files by what they are, each in the order in which they were given."""

    parks: tuple[Path, ...] = ()
    submissions: tuple[Path, ...] = ()
    stores: tuple[Path, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def count(self) -> int:
        """How many files there are."""
        return len(self.parks) + len(self.submissions) + len(self.stores) + len(self.refused)


def kind_of(path: Path) -> KindName:
    """What a file is, by its first bytes.

    Raises:
        NotAGreenparkFile: another file, or another format version.
        FileMissing: it is not there.
        StorageFailed: it cannot be read.
    """
    return kind_of_file(path).value


def sort_files(
    paths: Iterable[Path], progress: Callable[[int, int], None] = lambda _done, _total: None
) -> SortedFiles:
    """Sort files by kind; of folders every `*.parkdb` in them, at any depth.

    Args:
        paths: files and folders.
        progress: called with the number of files sorted and their total.
    """
    found = list(_files_of(paths))
    kinds: dict[KindName, list[Path]] = {"park": [], "submission": [], "store": []}
    refused: list[Refused] = []
    for number, path in enumerate(found):
        progress(number, len(found))
        try:
            kinds[kind_of(path)].append(path)
        except GreenparkError as error:
            refused.append(Refused(path, error))
    return SortedFiles(
        tuple(kinds["park"]), tuple(kinds["submission"]), tuple(kinds["store"]), tuple(refused)
    )


def missing_of(locations: Sequence[str]) -> frozenset[str]:
    """Those of some places that are not there now; a database URL counts as there.

    May wait for a slow share: never call it on the thread of a window.
    """
    return frozenset(name for name in locations if "://" not in name and not _is_there(name))


def copy_file(source: Path, target: Path) -> None:
    """Copy a file as it is, damaged or not, to a place that is free.

    Raises:
        FileExists: something is there already.
        EnvironmentFailed: it cannot be read or written; no half copy is left.
    """
    if target.exists():
        raise FileExists(target.name)
    beside = target.with_name(f".{target.name}.copying")
    try:
        shutil.copyfile(source, beside)
        beside.rename(target)
    except OSError as error:
        raise system_failure(error) from error
    finally:
        beside.unlink(missing_ok=True)


def _files_of(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob(f"*{SUFFIX}") if file.is_file())
        else:
            yield path


def _is_there(name: str) -> bool:
    try:
        return Path(name).exists()
    except OSError:
        return False

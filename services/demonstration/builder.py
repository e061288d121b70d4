"""Builds the demonstration through the use cases that the commands call, or keeps what is there.

`new`, `fill`, `evidence`, `roll`, `submit`, `merge`, `store keys --confirm`, `assess`, `rank`,
`report`, `verify`. Source: interface.md, Command line (demo); submissions.md, Keys.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from questionnaire.errors import Defect
from questionnaire.messages import Message, msg
from questionnaire.numbers import to_text
from services.bootstrap import Product, load_product
from services.demonstration.construction import Parts, build_parks, build_province, stories
from services.demonstration.machine import FixedClock, demonstration_environment
from services.demonstration.margins import Margin, base_years, margins_of
from services.demonstration.marker import (
    MARKER,
    Marker,
    file_hash,
    origin,
    read_marker,
    write_marker,
)
from services.demonstration.material import Material, read_material
from services.demonstration.profiles import BASE_YEAR, LAST_YEAR
from services.errors import ServiceError
from services.files import write_whole
from services.maintenance import content_hash
from services.rankings import Ranked, rank_parks
from services.shipped_data import read_resources
from services.store_views import StoreView
from services.subjects import open_store
from services.verification import verify_anything, verify_store

DEFAULT_SEED = 20260101

Progress = Callable[[Message], None]

_STORE = "province.db"
_MEANS = "industry_means.csv"
_PARTS = ("parks", "submissions", "scorecards", "keys")
_BUILDING = ".building"


class DemonstrationError(ServiceError):
    """A folder that cannot take the demonstration; it is left as it was."""

    code = "demonstration-folder"


@dataclass(frozen=True, slots=True)
class DemonstrationSummary:
    """Where a demonstration is and what it shows.

    Attributes:
        kept: True when it was there already and was verified.
        year: year of the ranking.
        ranking: the parks of that year, best first.
        margins: sums and counts of 2020 beside those of the study's sample.
        files: every file for people: parks, submissions, store, means, scorecards, marker.
    """

    folder: Path
    seed: int
    kept: bool
    content_hash: str
    year: int
    ranking: tuple[Ranked, ...]
    margins: tuple[Margin, ...]
    files: tuple[Path, ...]

    @property
    def places(self) -> tuple[tuple[Message, Path], ...]:
        """Where everything is, with a label for each place."""
        return (
            (msg("Park files"), self.folder / "parks"),
            (msg("Submissions"), self.folder / "submissions"),
            (msg("Store of the province"), self.folder / _STORE),
            (msg("Scorecards"), self.folder / "scorecards"),
            (msg("Keys"), self.folder / "keys"),
            (msg("Synthetic industry means"), self.folder / _MEANS),
        )


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built.

    Attributes:
        parks: how many of the invented parks; None for all.
    """

    seed: int
    parks: int | None
    progress: Progress


def build_demonstration(
    folder: Path,
    seed: int = DEFAULT_SEED,
    progress: Progress = lambda _step: None,
    *,
    parks: int | None = None,
) -> DemonstrationSummary:
    """Build the demonstration in a folder, or verify and keep the one that is there.

    The same seed and program give the same PDFs, byte for byte, and the same content hash. What is
    built stands under a temporary name beside the folder until it is complete; the rest of an
    interrupted build is removed by the next one.

    Args:
        folder: made when it is not there; an empty one is used.
        seed: everything that is drawn, keys, row ids and times follow from it.
        progress: called before each step.
        parks: build the first ones of the province only; the margins then do not agree.

    Raises:
        DemonstrationError: the folder holds something else, another demonstration, or one that
            was changed; it is left as it was.
        OSError: the folder cannot be written.
    """
    product = load_product()
    texts = read_resources("demonstration")
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return _keep(product, texts, folder, seed, progress)
    building = folder.with_name(f".{folder.name}{_BUILDING}")
    _remove_rest(building)
    try:
        building.mkdir(parents=True)
        write_whole(building / _BUILDING, b"greenpark demonstration, not complete\n")
        _build(product, texts, building, Order(seed, parks, progress))
        (building / _BUILDING).unlink()
        if folder.exists():
            folder.rmdir()
        building.rename(folder)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return _summary(product, folder, seed, kept=False)


def _build(product: Product, texts: dict[str, str], folder: Path, order: Order) -> None:
    material = read_material(texts, product.catalogue, product.references)
    for name in _PARTS:
        (folder / name).mkdir()
    _write_means(folder / _MEANS, material)
    clock = FixedClock()
    parts = Parts(
        product=product,
        environment=demonstration_environment(folder, order.seed, clock),
        clock=clock,
        material=material,
        means=folder / _MEANS,
        folder=folder,
        store=folder / _STORE,
        progress=order.progress,
    )
    told = list(stories(material, order.seed, order.parks))
    build_parks(parts, told)
    build_province(parts, told)
    order.progress(msg("Verifying everything"))
    _verify_all(folder)
    with open_store(str(folder / _STORE)) as store:
        hashed = content_hash(product, store)
    program, data = origin(product, texts)
    files = {path.relative_to(folder).as_posix(): file_hash(path) for path in _fixed_files(folder)}
    write_marker(folder, Marker(order.seed, program, data, hashed, files))


def _keep(
    product: Product, texts: dict[str, str], folder: Path, seed: int, progress: Progress
) -> DemonstrationSummary:
    """Verify a demonstration that is there.

    Raises:
        DemonstrationError: it is none, another one, or was changed.
    """
    marker = read_marker(folder) if folder.is_dir() else None
    hint = msg("Choose another folder, or an empty one.")
    if marker is None:
        raise DemonstrationError(
            msg(
                "{folder} holds something other than a demonstration; it was left as it is.",
                folder=folder,
            ),
            hint,
        )
    if (marker.seed, marker.program, marker.data) != (seed, *origin(product, texts)):
        raise DemonstrationError(
            msg(
                "{folder} holds the demonstration of seed {seed} made by version {version} of the "
                "program; it was left as it is.",
                folder=folder,
                seed=marker.seed,
                version=marker.program,
            ),
            hint,
        )
    progress(msg("Verifying the demonstration that is there"))
    defects = _changes(product, folder, marker)
    if defects:
        raise DemonstrationError(
            msg("The demonstration in {folder} was changed; it was left as it is.", folder=folder),
            msg("Choose another folder, or remove this one to build the demonstration again."),
            defects,
        )
    return _summary(product, folder, seed, kept=True)


def _changes(product: Product, folder: Path, marker: Marker) -> list[Defect]:
    """What is no longer as it was built."""
    changed = msg("The file is missing or was changed.")
    defects = [
        Defect(name, "", "changed", changed)
        for name, digest in marker.files.items()
        if file_hash(folder / name) != digest
    ]
    if not (folder / _STORE).is_file():
        return [*defects, Defect(_STORE, "", "changed", changed)]
    with open_store(str(folder / _STORE)) as store:
        defects += [Defect(_STORE, "", "store", text) for text in verify_store(store)]
        if content_hash(product, store) != marker.content_hash:
            fault = msg("The store holds other revisions than the demonstration.")
            defects.append(Defect(_STORE, "", "content-hash", fault))
    return defects


def _verify_all(folder: Path) -> None:
    store = str(folder / _STORE)
    defects = [
        Defect(path.name, "", "verify", problem)
        for path in [*_fixed_files(folder), folder / _STORE]
        if path.suffix != ".csv"
        for problem in verify_anything(str(path), None, store).problems
    ]
    if defects:
        raise DemonstrationError(msg("The demonstration does not verify."), None, defects)


def _summary(product: Product, folder: Path, seed: int, *, kept: bool) -> DemonstrationSummary:
    environment = demonstration_environment(folder, seed, FixedClock())
    with open_store(str(folder / _STORE)) as store:
        year, ranking = rank_parks(product, environment, store, LAST_YEAR)
        view = StoreView(store, product.catalogue)
        parks = (view.history(code) for code in view.parks(BASE_YEAR))
        margins = margins_of(base_years(product, parks))
        hashed = content_hash(product, store)
    files = (
        *sorted((folder / "parks").iterdir()),
        folder / _STORE,
        *_fixed_files(folder),
        folder / MARKER,
    )
    return DemonstrationSummary(folder, seed, kept, hashed, year, ranking, margins, files)


def _fixed_files(folder: Path) -> Sequence[Path]:
    """The files that never change: submissions, scorecards, means."""
    submissions = sorted((folder / "submissions").glob("*.parkdb"))
    return [*submissions, *sorted((folder / "scorecards").glob("*.pdf")), folder / _MEANS]


def _write_means(path: Path, material: Material) -> None:
    """The synthetic benchmarks as a file for `--industry-means`."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(("industry", "value", "unit", "year", "source"))
    for code, item in sorted(material.means.items()):
        writer.writerow((code, to_text(item.value), item.unit, item.year, item.source))
    write_whole(path, target.getvalue().encode("utf-8"))


def _remove_rest(building: Path) -> None:
    """Remove what an interrupted build left behind.

    Raises:
        DemonstrationError: the temporary name is taken by something else.
    """
    if not building.exists():
        return
    if not (building / _BUILDING).is_file() and any(building.iterdir()):
        raise DemonstrationError(
            msg("{folder} is in the way and no rest of a demonstration.", folder=building),
            msg("Move it away, or choose another folder."),
        )
    shutil.rmtree(building)

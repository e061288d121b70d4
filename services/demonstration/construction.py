"""The steps of the demonstration, each one a use case that a command calls."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from questionnaire.messages import Message, msg
from services.assessments import assess
from services.bootstrap import Product
from services.cards import write_cards
from services.demonstration.documents import Document, park_documents, worked_example_document
from services.demonstration.evidence_files import evidence_files
from services.demonstration.machine import FixedClock
from services.demonstration.marks import assessment_document, worked_example_assessment
from services.demonstration.material import Material
from services.demonstration.profiles import LAST_YEAR
from services.demonstration.province import make_profiles
from services.environment import Environment
from services.evidence import add_evidence
from services.kept_means import keep_means
from services.merges import merge_files
from services.office import confirm_signer
from services.parks import fill_park, new_park, roll_year
from services.subjects import open_store
from services.submissions import submit

_MANY_FILES = frozenset({"DEMO-01", "DEMO-02", "DEMO-03", "TEST0001"})
"""Parks with a document, a meter record and a photo; the others have the document alone."""


@dataclass(frozen=True)
class Parts:
    """What every step needs.

    Attributes:
        clock: moved on before each step.
        means: file of the industry means that the store keeps.
        folder: where the demonstration is built.
        store: the province's store inside it.
    """

    product: Product
    environment: Environment
    clock: FixedClock
    material: Material
    means: Path
    folder: Path
    store: Path
    progress: Callable[[Message], None]

    def step(self, text: Message) -> None:
        """Begin a step of its own time."""
        self.clock.move_on()
        self.progress(text)


@dataclass(frozen=True, slots=True)
class ParkStory:
    """One park: its answers and its assessments by year."""

    code: str
    name: str
    answers: dict[int, Document]
    assessments: dict[int, Document]


def stories(material: Material, seed: int, parks: int | None = None) -> Iterator[ParkStory]:
    """The invented parks and the worked example, in the order in which they are built.

    Args:
        material: data of the demonstration.
        seed: of the demonstration.
        parks: how many of the invented parks; None for all.
    """
    for profile in make_profiles(material.province, material.nominal, seed)[:parks]:
        yield ParkStory(
            profile.code,
            profile.name,
            park_documents(material, profile, seed),
            {LAST_YEAR: assessment_document(profile)},
        )
    example = material.worked_example
    year = int(example["year"])
    yield ParkStory(
        example["code"],
        example["name"],
        {year: worked_example_document(material)},
        {year: worked_example_assessment(material)},
    )


def build_parks(parts: Parts, told: Iterable[ParkStory]) -> None:
    """New, fill, roll, evidence and submit for every park.

    The years before the newest one are filled in one after the other; the newest one is rolled
    over from the year before, and evidence files are added to it.
    """
    for story in told:
        path = parts.folder / "parks" / f"{story.code}.parkdb"
        years = sorted(story.answers)
        parts.step(msg("{park}: new park file", park=story.code))
        new_park(
            parts.product, parts.environment, path, code=story.code, name=story.name, year=years[0]
        )
        for year in years:
            parts.step(msg("{park}: answers for {year}", park=story.code, year=year))
            if len(years) > 1 and year == years[-1]:
                roll_year(parts.product, parts.environment, path, year)
            fill_park(parts.product, parts.environment, path, story.answers[year], year=year)
        _add_evidence(parts, path, story.code, years[-1])
        _submit(parts, story, path)


def build_province(parts: Parts, told: Iterable[ParkStory]) -> None:
    """Merge, confirm the signers, assess, and write the scorecards."""
    parts.step(msg("Merging the submissions"))
    newest: dict[int, list[str]] = {}
    with open_store(str(parts.store), create=True) as store:
        submissions = sorted((parts.folder / "submissions").glob("*.parkdb"))
        merge_files(parts.product, parts.environment, store, submissions)
        keep_means(parts.environment, store, parts.means, parts.product.catalogue)
        for story in told:
            parts.step(msg("{park}: confirming its key", park=story.code))
            key = parts.environment.keys.park(story.code).fingerprint
            confirm_signer(parts.environment, store, key, park=story.code)
            for year, document in sorted(story.assessments.items()):
                parts.step(msg("{park}: assessment of {year}", park=story.code, year=year))
                assess(parts.product, parts.environment, store, story.code, year, document)
                newest.setdefault(year, []).append(story.code)
    for year in sorted(newest):
        parts.step(msg("Scorecards of {year}", year=year))
        _write_cards(parts, year)


def _write_cards(parts: Parts, year: int) -> None:
    write_cards(
        parts.product,
        parts.environment,
        str(parts.store),
        parts.folder / "scorecards",
        year=year,
    )


def _submit(parts: Parts, story: ParkStory, path: Path) -> None:
    """Submit the answers of all years."""
    parts.step(msg("{park}: submission", park=story.code))
    submit(
        parts.product,
        parts.environment,
        path,
        parts.folder / "submissions" / path.name,
        years=sorted(story.answers),
    )


def _add_evidence(parts: Parts, path: Path, park: str, year: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for item in evidence_files(park, year)[: None if park in _MANY_FILES else 1]:
            document = Path(folder) / item.name
            document.write_bytes(item.content)
            add_evidence(parts.product, parts.environment, path, document, item.details, year=year)

"""The steps of the demonstration, each one a use case that a command calls."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from questionnaire.messages import Message, msg
from scoring.scorecard import Benchmark
from services.assessments import assess
from services.bootstrap import Product
from services.cards import write_cards
from services.demonstration.documents import Document, park_document, worked_example_document
from services.demonstration.evidence_files import evidence_files
from services.demonstration.machine import FixedClock
from services.demonstration.marks import assessment_document, worked_example_assessment
from services.demonstration.material import Material
from services.demonstration.profiles import YEARS
from services.environment import Environment
from services.evidence import add_evidence
from services.merges import merge_files
from services.office import confirm_signer
from services.parks import fill_park, new_park, roll_year
from services.rankings import rank_parks
from services.subjects import open_store
from services.submissions import submit


@dataclass(frozen=True)
class Parts:
    """What every step needs.

    Attributes:
        clock: moved on before each step.
        means: benchmarks of the carbon-efficiency code.
        folder: where the demonstration is built.
        store: the province's store inside it.
    """

    product: Product
    environment: Environment
    clock: FixedClock
    material: Material
    means: Mapping[str, Benchmark]
    folder: Path
    store: Path
    seed: int
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


def stories(material: Material, seed: int) -> tuple[ParkStory, ...]:
    """The invented parks and the worked example, in the order in which they are built."""
    invented = (
        ParkStory(
            profile.code,
            profile.name,
            {year: park_document(material, profile, year, seed) for year in YEARS},
            {year: assessment_document(profile, year) for year in YEARS},
        )
        for profile in material.profiles
    )
    example = material.worked_example
    year = int(example["year"])
    return (
        *invented,
        ParkStory(
            example["code"],
            example["name"],
            {year: worked_example_document(material)},
            {year: worked_example_assessment(material)},
        ),
    )


def build_parks(parts: Parts) -> None:
    """New, fill, evidence, roll and submit for every park."""
    for story in stories(parts.material, parts.seed):
        path = parts.folder / "parks" / f"{story.code}.parkdb"
        first = min(story.answers)
        parts.step(msg("{park}: new park file", park=story.code))
        new_park(
            parts.product, parts.environment, path, code=story.code, name=story.name, year=first
        )
        for year, answers in sorted(story.answers.items()):
            if year != first:
                parts.step(msg("{park}: new year {year}", park=story.code, year=year))
                roll_year(parts.product, parts.environment, path, year)
            parts.step(msg("{park}: answers for {year}", park=story.code, year=year))
            fill_park(parts.product, parts.environment, path, answers, year=year)
            _add_evidence(parts, path, story.code, year)
        _submit(parts, story, path)


def build_province(parts: Parts) -> None:
    """Merge, confirm the signers, assess, rank and write the scorecards."""
    told = stories(parts.material, parts.seed)
    parts.step(msg("Merging the submissions"))
    with open_store(str(parts.store), create=True) as store:
        submissions = sorted((parts.folder / "submissions").glob("*.parkdb"))
        merge_files(parts.product, parts.environment, store, submissions)
        for story in told:
            parts.step(msg("{park}: confirming its key", park=story.code))
            key = parts.environment.keys.park(story.code).fingerprint
            confirm_signer(parts.environment, store, key, park=story.code)
        for story in told:
            for year, document in sorted(story.assessments.items()):
                parts.step(msg("{park}: assessment of {year}", park=story.code, year=year))
                assess(parts.product, parts.environment, store, story.code, year, document)
        parts.step(msg("Ranking"))
        for year in YEARS:
            rank_parks(parts.product, parts.environment, store, year, parts.means)
    for year in YEARS:
        parts.step(msg("Scorecards of {year}", year=year))
        write_cards(
            parts.product,
            parts.environment,
            str(parts.store),
            parts.folder / "scorecards",
            year=year,
            industry_means=parts.means,
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
        for item in evidence_files(park, year):
            document = Path(folder) / item.name
            document.write_bytes(item.content)
            add_evidence(parts.product, parts.environment, path, document, item.details, year=year)

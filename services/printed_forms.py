"""The form on paper: blank or filled, with the statement page that is signed and sealed.

Source: interface.md, 填报 ("Print the blank or filled form as PDF"; Submit).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.park_file import ParkFile
from db.records import StoredRevision
from merging.compose import same_content, submission_payload
from merging.contents import answers_of
from merging.findings import RevisionError
from merging.revision import Revision, read_revision
from questionnaire.answer_scope import AnswerScope
from questionnaire.answers import AnswerSet
from questionnaire.catalogue import Catalogue
from questionnaire.messages import Language, msg
from reports.form_pdf import render_form
from services.bootstrap import Product
from services.cards import shipped_fonts
from services.environment import Environment
from services.errors import ServiceError
from services.evaluation import Evaluation
from services.files import make_folder, write_whole
from services.form_pages import FormSource
from services.form_wording import FormStanding, FormState, word_form
from services.subjects import Subject, find_subject

_NAMES_THE_PARK = ("park_code", "park_name", "assessment_year")
_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class DrawnForm:
    """A form as bytes.

    Attributes:
        name: a file name for it.
        park, year, state, revision: as of `WrittenForm`.
    """

    pdf: bytes
    name: str
    park: str
    year: int | None
    state: FormState
    revision: str


@dataclass(frozen=True, slots=True)
class WrittenForm:
    """A form on disk.

    Attributes:
        park: code; empty on a blank form without a park.
        year: None on a blank form without a park.
        revision: the submission that says the same; empty for a draft or a blank form.
    """

    file: Path
    park: str
    year: int | None
    state: FormState
    revision: str


def write_form(  # noqa: PLR0913 - one argument an option of the command
    product: Product,
    environment: Environment,
    target: Path,
    location: str | None = None,
    *,
    park: str | None = None,
    year: int | None = None,
    blank: bool = False,
    statement_only: bool = False,
    language: Language = "zh",
) -> WrittenForm:
    """Print the form of a park and year, or a blank one.

    Args:
        product: the shipped data.
        environment: the clock.
        target: the PDF to write; an older PDF there is replaced as a whole.
        location: park file, submission or store; None prints a blank form without a park.
        park: code; needed where there are several.
        year: None takes the newest.
        blank: leave out all answers but code, name and year of the park.
        statement_only: print the statement page alone.
        language: of all texts.

    Raises:
        ServiceError: something other than a PDF is at `target`.
        UnknownItem: the park or year is not there.
        OSError: the file cannot be written.
    """
    _refuse_to_replace(target)
    drawn = draw_form(
        product,
        environment,
        location,
        park=park,
        year=year,
        blank=blank,
        statement_only=statement_only,
        language=language,
    )
    make_folder(target.parent)
    write_whole(target, drawn.pdf)
    return WrittenForm(target, drawn.park, drawn.year, drawn.state, drawn.revision)


def draw_form(  # noqa: PLR0913 - as `write_form`
    product: Product,
    environment: Environment,
    location: str | None = None,
    *,
    park: str | None = None,
    year: int | None = None,
    blank: bool = False,
    statement_only: bool = False,
    language: Language = "zh",
) -> DrawnForm:
    """The form as `write_form` writes it.

    Raises:
        UnknownItem: the park or year is not there.
    """
    if location is None:
        source, standing = _without_park(product, environment, language)
    else:
        subject = find_subject(product, location, park, year)
        given = _Given(product, environment, language, subject)
        source, standing = given.blank() if blank else given.filled(location)
    model = word_form(source, standing, statement_only=statement_only)
    named = location is not None
    code = str(source.answers.value("park_code")) if named else ""
    return DrawnForm(
        render_form(model, shipped_fonts()),
        "_".join(filter(None, (code, str(source.answers.year) if named else "", "form"))) + ".pdf",
        code,
        source.answers.year if named else None,
        standing.state,
        standing.revision.id if standing.revision else "",
    )


def _refuse_to_replace(target: Path) -> None:
    """Only a PDF may be replaced: never a park file given in the wrong place."""
    if not target.exists():
        return
    if target.is_file():
        with target.open("rb") as file:
            if file.read(len(_PDF)) == _PDF:
                return
    raise ServiceError(
        msg("{file} is no PDF; it was not replaced.", file=target.name),
        msg("Name the PDF to write first, then the park file."),
    )


def _without_park(
    product: Product, environment: Environment, language: Language
) -> tuple[FormSource, FormStanding]:
    """A blank form of the newest edition."""
    edition = product.editions[max(product.editions)]
    source = FormSource(product, AnswerSet(0), language, edition, None)
    return source, FormStanding(environment.today())


@dataclass(frozen=True)
class _Given:
    """The park and year that a form is printed for."""

    product: Product
    environment: Environment
    language: Language
    subject: Subject

    def blank(self) -> tuple[FormSource, FormStanding]:
        """The form without answers, with the park at its head."""
        answers = self._evaluation().answers
        kept = {code: answers.answers[code] for code in _NAMES_THE_PARK if code in answers.answers}
        source = FormSource(
            self.product,
            AnswerSet(answers.year, kept),
            self.language,
            self._evaluation().edition,
            None,
        )
        return source, FormStanding(
            self.environment.today(), demonstration=self.subject.demonstration
        )

    def filled(self, location: str) -> tuple[FormSource, FormStanding]:
        """The form with its answers, and the submission that they are part of."""
        evaluation, subject = self._evaluation(), self.subject
        scope = AnswerScope(
            self.product.catalogue,
            evaluation.history,
            subject.year,
            evaluation.scoring_inventory.values,
            self.product.references,
            self.environment.today(),
        )
        answers = evaluation.answers
        source = FormSource(self.product, answers, self.language, evaluation.edition, scope)
        revision, signer = subject.submission, ""
        if subject.kind == "park":
            stored = submitted_as_it_stands(self.product, Path(location), answers)
            if stored is not None:
                revision, signer = read_revision(stored.payload), stored.signer
        standing = FormStanding(
            self.environment.today(), revision, signer, evaluation, subject.demonstration
        )
        return source, standing

    def _evaluation(self) -> Evaluation:
        """The park's own answers: in a store an assessment lies over them, which is no part."""
        subject, history = self.subject, self.subject.history
        if subject.submission is not None:
            own = answers_of(subject.submission, self.product.catalogue)
            history = {**history, subject.year: own}
        return Evaluation(self.product, history, subject.year, self.environment.today())


def submitted_as_it_stands(
    product: Product, path: Path, answers: AnswerSet
) -> StoredRevision | None:
    """The newest submission of a year in a park file, if the answers are still those of it."""
    with ParkFile.open(path, product.catalogue, read_only=True) as park:
        revisions = park.revisions()
    newest = _newest(revisions, str(answers.value("park_code")), str(answers.year))
    if newest is None:
        return None
    revision = read_revision(newest.payload)
    payload = _payload_like(revision, answers, product.catalogue)
    return newest if payload and same_content(revision, payload) else None


def _newest(revisions: Sequence[StoredRevision], park: str, year: str) -> StoredRevision | None:
    """The revision that no other one follows; a park file has one line of them."""
    mine = {item.id: item for item in revisions if (item.park, item.year) == (park, year)}
    parents = {parent for item in mine.values() for parent in read_revision(item.payload).parents}
    return mine[max(mine.keys() - parents)] if mine else None


def _payload_like(revision: Revision, answers: AnswerSet, catalogue: Catalogue) -> bytes | None:
    """The answers as a submission under the editions of `revision`; None if they cannot be one."""
    said = revision.content
    try:
        return submission_payload(
            park=revision.park,
            answers=answers,
            catalogue=catalogue,
            catalogue_ref=(said["catalogue"]["id"], said["catalogue"]["hash"]),
            rubric_ref=(said["rubric"]["id"], said["rubric"]["hash"]),
            factors_ref=(said["factors"]["set"], said["factors"]["hash"]),
            parents=(),
            author=revision.author,
            created_at=revision.created_at,
            demonstration=said.get("demonstration") is True,
        )
    except RevisionError:
        return None

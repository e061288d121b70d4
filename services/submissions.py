"""Submit: freeze the answers of some years into signed revisions and write the file to send."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from db.errors import DbError, FileExists
from db.formats import FileKind
from db.park_file import ParkFile
from db.records import StoredRevision, StoredSigner
from db.sniffing import kind_of_file
from merging.compose import same_content, submission_payload
from merging.revision import Revision, read_revision
from questionnaire.answers import AnswerSet, History
from questionnaire.errors import Defect
from questionnaire.messages import Message, msg
from questionnaire.problems import Problem
from services.bootstrap import Product
from services.environment import Environment
from services.errors import OpenProblems, UnknownItem
from services.evaluation import Evaluation
from services.keys import SigningKey
from services.parks import newest_year
from services.signing import ALGORITHM
from services.submission_writing import SubmitProgress, checked_submission, tell_nobody


class EvidenceChoice(StrEnum):
    """Whether contents of evidence travel; `none` keeps a submission within a mail limit."""

    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Submitted:
    """What was written.

    Attributes:
        file: the submission.
        revisions: id of the current revision by year.
        made: ids that are new.
        fingerprint: key that signed.
        problems: confirmed soft problems that travel along.
        notes: remarks, e.g. that marks of assessors were left out.
    """

    file: Path
    revisions: Mapping[int, str]
    made: tuple[str, ...]
    fingerprint: str
    problems: tuple[Problem, ...]
    notes: tuple[Message, ...]


def submit(  # noqa: PLR0913 - one argument an option of the command
    product: Product,
    environment: Environment,
    path: Path,
    target: Path,
    *,
    years: Sequence[int] = (),
    with_evidence: bool = True,
    author: str | None = None,
) -> Submitted:
    """Write the submission of a park file.

    Args:
        product: the shipped data.
        environment: clock, keys and new ids.
        path: the park file.
        target: the file to write; an older submission there is replaced as a whole.
        years: answer sets to send; empty takes the newest.
        with_evidence: whether contents of evidence travel; hashes always do.
        author: who submits; None takes `contact_name`.

    Raises:
        OpenProblems: hard problems, or soft ones without confirmation, are left.
        FileExists: something other than a submission is at `target`.
        UnknownItem: the file has no answers for a year.
    """
    with ParkFile.open(path, product.catalogue) as park:
        return submit_open(
            product,
            environment,
            park,
            target,
            years=years,
            with_evidence=with_evidence,
            author=author,
        )


def submit_open(  # noqa: PLR0913 - as `submit`
    product: Product,
    environment: Environment,
    park: ParkFile,
    target: Path,
    *,
    years: Sequence[int] = (),
    with_evidence: bool = True,
    author: str | None = None,
    progress: SubmitProgress = tell_nobody,
) -> Submitted:
    """Write the submission of a park file that is open for writing; see `submit`.

    What `progress` raises cancels it: the park file has no new revision then and `target` is as it
    was. The last thing done is to keep the revisions in the park file and to give the file its
    name, in this order, so that no submission gets about that its park file does not know.

    Raises:
        OpenProblems, FileExists, UnknownItem: as `submit`.
    """
    _refuse_to_replace(target)
    progress(0, 0, msg("Checking the answers"))
    history = park.history()
    wanted = sorted(set(years)) or [newest_year(history)]
    evaluations = [_evaluation(product, environment, history, year) for year in wanted]
    _refuse_open_problems(park.path, evaluations)
    progress(0, 0, msg("Signing"))
    made, keys = _new_revisions(park, environment, evaluations, author)
    named = {_named(evaluation) for evaluation in evaluations}
    stored = [item for item in park.revisions() if (item.park, item.year) in named] + made
    signers = _signers(park, keys)
    with checked_submission(
        park,
        target,
        stored,
        [item for item in signers if item.fingerprint in {item.signer for item in stored}],
        created_at=environment.timestamp(),
        with_evidence=with_evidence,
        progress=progress,
    ):
        progress(0, 0, msg("Putting the file in its place"))
        park.add_revisions(made, signers)
    return Submitted(
        file=target,
        revisions={year: _latest(stored, year).id for year in wanted},
        made=tuple(item.id for item in made),
        fingerprint=keys[-1].fingerprint,
        problems=tuple(problem for item in evaluations for problem in item.problems),
        notes=_notes(item.answers for item in evaluations),
    )


def revision_of(item: StoredRevision) -> Revision:
    """The revision of a stored row."""
    return read_revision(item.payload)


def _evaluation(
    product: Product, environment: Environment, history: History, year: int
) -> Evaluation:
    if year not in history:
        raise UnknownItem(
            msg("The file has no answers for {year}.", year=year),
            msg("It has: {years}.", years=", ".join(map(str, sorted(history)))),
        )
    return Evaluation(product, history, year, environment.today())


def _refuse_open_problems(path: Path, evaluations: Iterable[Evaluation]) -> None:
    defects = [
        Defect(
            path.name,
            f"{item.year} {problem.id}",
            problem.severity.value,
            msg("{text}", text=problem.message),
        )
        for item in evaluations
        for problem in item.problems
        if problem.open
    ]
    if defects:
        raise OpenProblems(
            msg(
                "{n} {n|problem stands|problems stand} in the way of submitting {file}.",
                n=len(defects),
                file=path.name,
            ),
            msg("Solve the hard ones; solve the soft ones or confirm them with a reason."),
            defects,
        )


def _refuse_to_replace(target: Path) -> None:
    """Only a submission may be replaced by a submission: never a park file or a letter.

    Raises:
        FileExists: something else is in its place.
    """
    if not target.exists():
        return
    try:
        kind = kind_of_file(target)
    except DbError as error:
        raise FileExists(target.name) from error
    if kind is not FileKind.SUBMISSION:
        raise FileExists(target.name)


def _new_revisions(
    park: ParkFile,
    environment: Environment,
    evaluations: Iterable[Evaluation],
    author: str | None,
) -> tuple[list[StoredRevision], list[SigningKey]]:
    """What is new, and the keys of all years; each year is signed by the key of its park code."""
    made: list[StoredRevision] = []
    keys: list[SigningKey] = []
    for evaluation in evaluations:
        keys.append(environment.keys.park(_park_code(evaluation.answers)))
        made += _new_revision(park, environment, evaluation, keys[-1], author)
    return made, keys


def _new_revision(
    park: ParkFile,
    environment: Environment,
    evaluation: Evaluation,
    key: SigningKey,
    author: str | None,
) -> list[StoredRevision]:
    """The revision of one year, or nothing when the newest one says the same.

    Revisions under another park code, which the file may have had before, are no parents.
    """
    product, answers = evaluation.product, evaluation.answers
    named = _named(evaluation)
    earlier = [item for item in park.revisions() if (item.park, item.year) == named]
    payload = submission_payload(
        park=_park_code(answers),
        answers=answers,
        catalogue=product.catalogue,
        catalogue_ref=(product.catalogue.id, product.catalogue.hash),
        rubric_ref=(evaluation.edition.id, evaluation.edition.hash),
        factors_ref=(evaluation.inventory.settings.factor_set, product.factors.hash),
        parents=[_latest(earlier, evaluation.year).id] if earlier else [],
        author=author or _author(answers),
        created_at=environment.timestamp(),
        demonstration=environment.demonstration or "demonstration" in park.meta(),
    )
    if earlier and same_content(revision_of(_latest(earlier, evaluation.year)), payload):
        return []
    return [signed(payload, key)]


def signed(payload: bytes, key: SigningKey) -> StoredRevision:
    """A payload as it is stored and sent, signed by `key`."""
    revision = read_revision(payload)
    return StoredRevision(
        id=revision.id,
        kind=revision.kind.value,
        park=revision.park,
        year=str(revision.year),
        payload=payload,
        signature=key.sign(bytes.fromhex(revision.id)),
        signer=key.fingerprint,
        alg=ALGORITHM,
    )


def _latest(revisions: Iterable[StoredRevision], year: int) -> StoredRevision:
    """The revision of a year that no other one follows; a park file has one line of them."""
    of_year = {item.id: item for item in revisions if item.year == str(year)}
    parents = {parent for item in of_year.values() for parent in revision_of(item).parents}
    return of_year[max(of_year.keys() - parents)]


def _signers(park: ParkFile, keys: Iterable[SigningKey]) -> list[StoredSigner]:
    """The keys that the park file knows, and those that sign now."""
    known = {item.fingerprint: item for item in park.signers()}
    new = {key.fingerprint: StoredSigner(key.fingerprint, key.public_key, "") for key in keys}
    return list({**new, **known}.values())


def _park_code(answers: AnswerSet) -> str:
    return str(answers.value("park_code"))


def _named(evaluation: Evaluation) -> tuple[str, str]:
    """Park code and year, as the columns of a revision have them."""
    return _park_code(evaluation.answers), str(evaluation.year)


def _author(answers: AnswerSet) -> str:
    return str(answers.value("contact_name") or _park_code(answers))


def _notes(answer_sets: Iterable[AnswerSet]) -> tuple[Message, ...]:
    left_out = sorted(
        code
        for answers in answer_sets
        for code, marks in answers.marks.items()
        if any(role != "self" for role in marks)
    )
    if not left_out:
        return ()
    return (
        msg(
            "Marks of assessors do not travel with a submission and were left out: {codes}.",
            codes=", ".join(dict.fromkeys(left_out)),
        ),
    )

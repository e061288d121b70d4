"""Comparing a park file with a colleague's copy of it, and taking over chosen answers.

Two files that were copied from one have the beginning of their edit logs in common. What stood
there at the last common edit is the base: what only the colleague has changed since is proposed,
what both have changed is left to a person. Without a common beginning every difference is.

Source: interface.md, 填报; submissions.md, Lineage and conflicts (three-way comparison).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from db.edits import LoggedEdit
from db.formats import FileKind
from db.park_file import ParkFile
from db.records import StoredEvidence
from db.replay import apply_edits
from db.sniffing import kind_of_file
from db.submission_file import read_submission
from merging.differences import Difference, Side, decide, three_way
from merging.flat_answers import Path as Place
from questionnaire.answers import AnswerSet, History
from questionnaire.messages import msg
from services.bootstrap import Product
from services.environment import Environment
from services.errors import ServiceError, UnknownItem
from services.park_sessions import ParkSession
from services.parks import LOCAL_AUTHOR, EditOutcome, commit, newest_year, settle
from services.session_values import EditResult
from services.subjects import find_subject

_REASON = "take-over"


@dataclass(frozen=True, slots=True)
class ParkCopy:
    """What a file holds of a park.

    Attributes:
        path: the file: a park file or a submission.
        history: its answers by year.
        log: its edit log; empty for a submission.
    """

    path: Path
    history: History
    log: tuple[LoggedEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyComparison:
    """Where the answers of one year differ in two files; side a is ours, b the copy's.

    Attributes:
        ours, theirs: what was compared.
        path: the copy.
        related: whether both files were copied from one, so that the proposals mean something.
        differences: by field, rows as the table has them; `proposal` b: only the copy has changed
            it.
    """

    ours: AnswerSet
    theirs: AnswerSet
    path: Path
    related: bool
    differences: tuple[Difference, ...]

    @property
    def proposed(self) -> frozenset[str]:
        """Places that only the copy has changed since both were one."""
        if not self.related:
            return frozenset()
        return frozenset(item.place for item in self.differences if item.proposal == "b")

    def taken(self, places: Collection[str]) -> AnswerSet:
        """Our answers with those of the copy at some places."""
        sides: dict[Place, Side] = {
            item.path: "b" if item.place in places else "a" for item in self.differences
        }
        return decide(self.ours, self.theirs, self.differences, sides)


def read_copy(product: Product, path: Path) -> ParkCopy:
    """Read the file of a colleague without changing it.

    Raises:
        DbError: it cannot be read.
        UnknownItem: it holds several parks, or nothing.
    """
    if kind_of_file(path) is FileKind.SUBMISSION:
        return ParkCopy(path, find_subject(product, str(path)).history)
    with ParkFile.open(path, product.catalogue, read_only=True) as park:
        return ParkCopy(path, park.history(), park.edit_log())


def compare(
    product: Product, ours: ParkCopy, theirs: ParkCopy, year: int | None = None
) -> CopyComparison:
    """Compare one year of two files; None takes our newest one.

    Raises:
        UnknownItem: a file has no answers for the year.
        ServiceError: they are files of two parks.
    """
    target = newest_year(ours.history) if year is None else year
    mine, other = (_answers(item, target) for item in (ours, theirs))
    codes = [answers.value("park_code") for answers in (mine, other)]
    if codes[0] != codes[1]:
        raise ServiceError(
            msg("{file} is of park {code}.", file=theirs.path.name, code=str(codes[1] or "–")),
            msg("Choose a file of park {code}.", code=str(codes[0] or "–")),
        )
    base = _common(product, ours.log, theirs.log).get(target)
    differences = three_way(base, mine, other)
    differing = [
        item
        for item in differences
        if item.proposal != "equal" and (theirs.log or not _is_assessors(item.path))
    ]
    rows = _row_numbers(mine, other)
    differing.sort(key=lambda item: (item.path[:2], rows.get(item.path[:3], 0), item.path))
    return CopyComparison(mine, other, theirs.path, base is not None, tuple(differing))


def compare_with(session: ParkSession, path: Path) -> CopyComparison:
    """Compare the year that a session shows with a colleague's file.

    Raises:
        GreenparkError: as `read_copy` and `compare`; or the session cannot be saved.
    """
    log = session.work_on_file(lambda park: park.edit_log())
    ours = ParkCopy(session.path, session.history, log)
    return compare(session.product, ours, read_copy(session.product, path), session.year)


def take_into(
    session: ParkSession,
    comparison: CopyComparison,
    places: Collection[str],
    initiator: object = None,
) -> EditResult:
    """Take answers of the copy into a session, as one step; evidence files come along.

    Raises:
        GreenparkError: the evidence cannot be read or stored; nothing was taken.
    """
    after = comparison.taken(places)
    if not session.read_only:
        found = evidence_of(comparison, after)
        session.work_on_file(lambda park: _keep(park, found))
    return session.take_answers(after, _REASON, initiator)


def take_over(  # noqa: PLR0913 - one argument an option of the command
    product: Product,
    environment: Environment,
    path: Path,
    copy: Path,
    places: Collection[str],
    *,
    proposed: bool = False,
    year: int | None = None,
) -> tuple[CopyComparison, EditOutcome]:
    """Take answers of a copy into a park file, all or nothing.

    Args:
        product: the shipped data.
        environment: clock, keys and new ids.
        path: the park file.
        copy: the colleague's file.
        places: as in `Difference.place`.
        proposed: also take what only the copy has changed.
        year: the answer set; None is the newest.

    Raises:
        UnknownItem: there is no difference at one of the places; all are named.
        FillRefused: a type, range or hard check of a field fails that did not fail before.
    """
    theirs = read_copy(product, copy)
    with ParkFile.open(path, product.catalogue) as park:
        ours = ParkCopy(path, park.history(), park.edit_log())
        comparison = compare(product, ours, theirs, year)
        _refuse_unknown(comparison, places)
        wanted = {*places, *(comparison.proposed if proposed else ())}
        after = comparison.taken(wanted)
        new = [name for name in after.confirmed if name not in comparison.ours.confirmed]
        after, problems = settle(product, environment, ours.history, after, new)
        _keep(park, evidence_of(comparison, after))
        commit(park, product, environment, comparison.ours, after, LOCAL_AUTHOR, _REASON)
    return comparison, EditOutcome(after.year, problems)


def evidence_of(comparison: CopyComparison, after: AnswerSet) -> tuple[StoredEvidence, ...]:
    """The evidence files that the taken rows name and ours does not, as far as the copy has them.

    Raises:
        DbError: the copy cannot be read.
    """
    known, wanted = (
        {str(row["sha256"]) for row in answers.rows("evidence").values() if "sha256" in row}
        for answers in (comparison.ours, after)
    )
    missing = wanted - known
    if not missing:
        return ()
    with read_submission(comparison.path) as content:
        return tuple(item for item in content.evidence() if item.sha256 in missing)


def _answers(copy: ParkCopy, year: int) -> AnswerSet:
    if year not in copy.history:
        raise UnknownItem(
            msg("{file} has no answers for {year}.", file=copy.path.name, year=year),
            msg("It has: {years}.", years=", ".join(map(str, sorted(copy.history)))),
        )
    return copy.history[year]


def _common(product: Product, ours: Sequence[LoggedEdit], theirs: Sequence[LoggedEdit]) -> History:
    """The answers by year at the last edit that two logs have in common."""
    pairs = zip(ours, theirs, strict=False)
    same = [mine.edit for mine, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)]
    return apply_edits({}, same, product.catalogue)


def _row_numbers(ours: AnswerSet, theirs: AnswerSet) -> dict[Place, int]:
    """Place of each row in its table: our own before those that the copy alone has."""
    return {
        ("tables", table, row_id): number
        for table in ours.tables.keys() | theirs.tables.keys()
        for number, row_id in enumerate(dict.fromkeys([*ours.rows(table), *theirs.rows(table)]))
    }


def _is_assessors(place: Place) -> bool:
    """Whether a place is a mark of an assessor, which no submission carries."""
    return place[0] == "marks" and place[2] != "self"


def _keep(park: ParkFile, items: Iterable[StoredEvidence]) -> None:
    for item in items:
        if item.content is not None:
            park.add_evidence(item.content, item.media_type)


def _refuse_unknown(comparison: CopyComparison, places: Collection[str]) -> None:
    unknown = sorted(set(places) - {item.place for item in comparison.differences})
    if unknown:
        raise UnknownItem(
            msg("The files do not differ at {places}.", places=", ".join(unknown)),
            msg("`greenpark compare FILE COPY` lists the places."),
        )

"""What a command is about: one park and year, out of a park file, a submission or a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from db.formats import FileKind
from db.park_file import ParkFile
from db.sniffing import kind_of_file
from db.submission_file import read_submission
from merging.contents import answers_of
from merging.revision import Revision, read_revision
from questionnaire.answers import History
from questionnaire.messages import msg
from services.bootstrap import Product
from services.errors import ServiceError, UnknownItem
from services.evaluation import IndustryMeans
from services.kept_means import used_means
from services.revision_index import is_demonstration
from services.store_views import SignerState, StoreView

if TYPE_CHECKING:
    from db.store import Store


@dataclass(frozen=True, slots=True)
class Subject:
    """One park and year with where it comes from.

    Attributes:
        history: answer sets of the park by year, assessments laid over them.
        submission, assessment: the revisions it rests on; None for a draft.
        signer_state: of the submission in a store; None elsewhere.
        demonstration: whether it is demonstration data.
        industry_means: those that the store keeps; None elsewhere.
    """

    kind: Literal["park", "submission", "store"]
    history: History
    year: int
    submission: Revision | None = None
    assessment: Revision | None = None
    signer_state: SignerState | None = None
    demonstration: bool = False
    industry_means: IndustryMeans | None = None

    @property
    def park(self) -> str:
        """Code of the park."""
        return str(self.history[self.year].value("park_code"))


def is_store(location: str) -> bool:
    """Whether a place is a store: a database URL, or a file that says so."""
    return "://" in location or (
        Path(location).is_file() and kind_of_file(Path(location)) is FileKind.STORE
    )


@contextmanager
def open_store(location: str, *, create: bool = False) -> Iterator[Store]:
    """Open a store for the length of a block.

    Raises:
        DbError: there is none, or it cannot be used.
    """
    # A quarter of the start of commands on a park file, which need no store.
    from db.store import Store  # noqa: PLC0415

    store = Store.open(location, create=create)
    try:
        yield store
    finally:
        store.close()


def find_subject(
    product: Product, location: str, park: str | None = None, year: int | None = None
) -> Subject:
    """The park and year that a command names.

    Args:
        product: the shipped data.
        location: path of a park file or submission, path or URL of a store.
        park: code; needed where there are several.
        year: None takes the newest.

    Raises:
        UnknownItem: the park or year is not there.
    """
    if is_store(location):
        with open_store(location) as store:
            found = _in_store(StoreView(store, product.catalogue), park, year)
            return replace(found, industry_means=used_means(store, None))
    path = Path(location)
    if kind_of_file(path) is FileKind.SUBMISSION:
        return _in_submission(product, path, park, year)
    return _in_park_file(product, path, park, year)


def _in_park_file(product: Product, path: Path, park: str | None, year: int | None) -> Subject:
    with ParkFile.open(path, product.catalogue, read_only=True) as file:
        history = file.history()
        demonstration = bool(file.meta().get("demonstration"))
    subject = Subject("park", history, _year(history, year), demonstration=demonstration)
    if park is not None and park != subject.park:
        raise _no_park(park, [subject.park])
    return subject


def _in_submission(product: Product, path: Path, park: str | None, year: int | None) -> Subject:
    with read_submission(path) as content:
        revisions = [read_revision(item.payload) for item in content.revisions()]
    codes = sorted({revision.park for revision in revisions})
    if park is None and len(codes) != 1:
        raise _several_parks(codes)
    wanted = park or codes[0]
    mine = {revision.id: revision for revision in revisions if revision.park == wanted}
    if not mine:
        raise _no_park(wanted, codes)
    parents = {parent for revision in mine.values() for parent in revision.parents}
    newest = {mine[name].year: mine[name] for name in sorted(mine.keys() - parents)}
    history = {key: answers_of(item, product.catalogue) for key, item in newest.items()}
    used = _year(history, year)
    return Subject(
        "submission",
        history,
        used,
        submission=newest[used],
        demonstration=is_demonstration(newest[used]),
    )


def _in_store(view: StoreView, park: str | None, year: int | None) -> Subject:
    codes = sorted({code for code, _ in view.state.shown})
    if park is None and len(codes) != 1:
        raise _several_parks(codes)
    wanted = park or codes[0]
    if wanted not in codes:
        raise _no_park(wanted, codes)
    return subject_in_store(view, wanted, year)


def subject_in_store(view: StoreView, park: str, year: int | None) -> Subject:
    """The current state of a park and year in a store.

    Raises:
        UnknownItem: nothing is there, or a conflict has to be settled first.
    """
    history = view.history(park)
    used = year if year is not None else max(view.years(park), default=0)
    current = view.current(park, used)
    if current is None:
        raise _nothing_current(view, park, used)
    return Subject(
        "store",
        history,
        used,
        submission=current.submission,
        assessment=current.assessment,
        signer_state=current.signer_state,
        demonstration=is_demonstration(current.submission),
    )


def _nothing_current(view: StoreView, park: str, year: int) -> UnknownItem:
    if (park, year) in view.state.shown:
        return UnknownItem(
            msg("{park} has several versions for {year}.", park=park, year=year),
            msg("Settle the conflict first (Store → Conflicts, or `greenpark conflicts STORE`)."),
        )
    return UnknownItem(
        msg("The store has nothing of {park} for {year}.", park=park, year=year),
        msg("It has: {years}.", years=", ".join(map(str, view.years(park))) or "–"),
    )


def _year(history: History, year: int | None) -> int:
    if not history:
        raise UnknownItem(
            msg("The file holds no answers."),
            msg("Delete it and make a new one (File → New park file, or `greenpark new`)."),
        )
    used = max(history) if year is None else year
    if used not in history:
        raise UnknownItem(
            msg("The file has no answers for {year}.", year=used),
            msg("It has: {years}.", years=", ".join(map(str, sorted(history)))),
        )
    return used


def _several_parks(codes: list[str]) -> ServiceError:
    if not codes:
        return UnknownItem(msg("No park is in it."), msg("Merge submissions into it first."))
    return ServiceError(
        msg("There are {n} parks; name one with --park.", n=len(codes)),
        msg("It holds: {codes}.", codes=", ".join(codes[:20])),
    )


def _no_park(park: str, codes: list[str]) -> UnknownItem:
    return UnknownItem(
        msg("There is no park {park}.", park=park),
        msg("It holds: {codes}.", codes=", ".join(codes[:20])),
    )

"""Scorecards as PDF: which are signed, what they are made from, where they are written.

Source: submissions.md, Which cards are signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, TypeAlias

from questionnaire.messages import Language
from reports.card_model import build_card
from reports.file_signature import sign_file
from reports.fonts import Fonts, load_fonts
from reports.scorecard_pdf import render_scorecard
from reports.statement import StatementFacts, statement_facts, write_statement
from scoring.scorecard import Scorecard
from services.bootstrap import Product
from services.card_material import card_input
from services.class_peers import Peers
from services.environment import Environment
from services.evaluation import Evaluation, IndustryMeans
from services.files import make_folder, write_whole
from services.kept_means import used_means
from services.keys import SigningKey
from services.office import office_key
from services.store_views import StoreView
from services.subjects import Subject, find_subject, is_store, open_store, subject_in_store
from services.translation import translator

CardLanguage: TypeAlias = Literal["zh", "en", "both"]
"""Language of a card; `both` = Chinese, then English, in one file."""


@dataclass(frozen=True, slots=True)
class WrittenCard:
    """A card on disk.

    Attributes:
        signed: False for a draft (草稿).
    """

    file: Path
    park: str
    year: int
    signed: bool
    scorecard: Scorecard


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """A card as bytes.

    Attributes:
        name: its file name.
        signed: False for a draft (草稿).
    """

    pdf: bytes
    name: str
    signed: bool
    scorecard: Scorecard


def write_cards(  # noqa: PLR0913 - one argument an option of the command
    product: Product,
    environment: Environment,
    location: str,
    folder: Path,
    *,
    park: str | None = None,
    year: int | None = None,
    industry_means: IndustryMeans | None = None,
    language: CardLanguage = "zh",
) -> tuple[WrittenCard, ...]:
    """Write the scorecard of one park, or of all parks of a store.

    Args:
        product: the shipped data.
        environment: clock, keys and new ids.
        location: park file, submission or store.
        folder: made when it is not there; a card of the same park and year is replaced as a whole.
        park: code; None takes all parks of a store, or the only one of a file.
        year: None takes the newest year.
        industry_means: benchmarks for K when the edition has none; None takes the store's own.
        language: of the cards.

    Raises:
        UnknownItem: the park or year is not there.
        OSError: the folder cannot be written.
    """
    if not is_store(location):
        subject = find_subject(product, location, park, year)
        desk = _Desk(product, environment, folder, industry_means, language, None)
        return (desk.write(subject),)
    with open_store(location) as store:
        key = office_key(environment, store)
        view = StoreView(store, product.catalogue)
        means = used_means(store, industry_means)
        peers = Peers(product, store, view, environment.today(), means)
        desk = _Desk(product, environment, folder, means, language, key, peers)
        return tuple(desk.write(subject) for subject in _subjects(view, park, year))


def draft_card(
    product: Product, environment: Environment, subject: Subject, language: Language
) -> DrawnCard:
    """The draft card of answers that stand in no store, as `write_cards` would write it."""
    return _Desk(product, environment, Path(), None, language, None).draw(subject)


@dataclass(frozen=True)
class _Desk:
    """Where the cards of one command are written."""

    product: Product
    environment: Environment
    folder: Path
    industry_means: IndustryMeans | None
    language: CardLanguage
    key: SigningKey | None
    peers: Peers | None = None

    def write(self, subject: Subject) -> WrittenCard:
        """Write the card of a subject; only one of a confirmed signer is signed."""
        drawn = self.draw(subject)
        file = self.folder / drawn.name
        make_folder(self.folder)
        write_whole(file, drawn.pdf)
        card = drawn.scorecard
        return WrittenCard(file, card.park_code, card.year, drawn.signed, card)

    def draw(self, subject: Subject) -> DrawnCard:
        """Make the card of a subject without writing it."""
        issued = self.environment.today()
        evaluation = Evaluation(
            self.product,
            subject.history,
            subject.year,
            issued,
            industry_means=self.industry_means,
        )
        card = evaluation.scorecard
        key = self.key if subject.signer_state == "confirmed" else None
        statement = (
            write_statement(_facts(card, subject, issued), key.public_key, key.sign)
            if key
            else None
        )
        given = card_input(
            evaluation,
            subject,
            issued,
            statement_text=statement,
            class_mean=self.peers.mean(card) if self.peers else None,
        )
        languages: tuple[Language, ...] = (
            ("zh", "en") if self.language == "both" else (self.language,)
        )
        models = [build_card(given, language, translator(language)) for language in languages]
        pdf = render_scorecard(models[0], shipped_fonts(), *models[1:])
        if key and statement:
            pdf = sign_file(pdf, statement, key.sign)
        return DrawnCard(pdf, card_name(card, draft=key is None), key is not None, card)


def _facts(card: Scorecard, subject: Subject, issued: date) -> StatementFacts:
    submission = subject.submission.id if subject.submission else ""
    assessment = subject.assessment.id if subject.assessment else None
    return statement_facts(card, submission, assessment, issued)


def card_name(card: Scorecard, *, draft: bool) -> str:
    """File name of a card: park code and year; a draft says so."""
    return f"{card.park_code}-{card.year}{'-draft' if draft else ''}.pdf"


@cache
def shipped_fonts() -> Fonts:
    """The bundled fonts and colour profile, read once in a process."""
    folder = files("resources")
    return load_fonts(
        (folder / "fonts" / "NotoSansSC-Regular.ttf").read_bytes(),
        (folder / "fonts" / "NotoSansSC-Bold.ttf").read_bytes(),
        (folder / "colour" / "sRGB.icc").read_bytes(),
    )


def _subjects(view: StoreView, park: str | None, year: int | None) -> Sequence[Subject]:
    if park is not None:
        return [subject_in_store(view, park, year)]
    used = year if year is not None else view.newest_year()
    return [
        subject_in_store(view, code, used)
        for code in view.parks(used)
        if view.current(code, used) is not None
    ]

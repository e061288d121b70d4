"""What the live panel shows, as words; made anew from the session, no widgets.

Source: interface.md, 填报; visual.md, 填报 (live panel).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from questionnaire.catalogue import Catalogue, Field
from questionnaire.errors import GreenparkError
from questionnaire.messages import LocalText, Text, msg
from questionnaire.trace import MARK_WORDS
from scoring.edition import Edition
from scoring.scorecard import CodeStatus, Scorecard
from services.code_numbers import k_number, l_number, n_number
from services.field_explanations import FieldExplanation, explain_field
from services.live_gaps import ClassGap, gaps_of_class
from services.number_words import number
from services.park_sessions import ParkSession
from services.park_summaries import level_label


@dataclass(frozen=True, slots=True)
class AxisView:
    """One axis of the radar; scores 0 to 100, None when nothing of the dimension counts."""

    label: LocalText
    score: float | None
    last_year: float | None
    text: str


@dataclass(frozen=True, slots=True)
class LiveView:
    """The result as it stands while the form is filled in.

    Attributes:
        notice: what stands in place of everything: there is no edition for the year; None else.
        gaps: what the class of the park, and with it a total, waits for.
        total: with one place, a dash without.
        coverage: data coverage in percent.
        grade: letter and word.
        distance: what is missing to the next grade.
        k_grade, code_status: of the tile.
        code_note: method and reason of a provisional code.
        letters: K, L, N with their words.
        axes: the six dimensions.
        year, last_year: of the drawn lines; None without an earlier year.
    """

    notice: Text | None = None
    gaps: tuple[ClassGap, ...] = ()
    total: str = "–"
    coverage: str = "–"
    grade: tuple[str, Text] = ("–", "")
    distance: Text = ""
    k_grade: int | None = None
    code_status: CodeStatus = "none"
    code_note: tuple[Text, ...] = ()
    letters: tuple[tuple[str, str, Text], ...] = ()
    axes: tuple[AxisView, ...] = ()
    year: int = 0
    last_year: int | None = None

    @property
    def is_scored(self) -> bool:
        """Whether the year has scores."""
        return not self.gaps and self.notice is None


@dataclass(frozen=True, slots=True)
class UseView:
    """One indicator that the current field enters."""

    title: tuple[str, LocalText]
    formula: LocalText
    substituted: str
    result: Text
    bounds: Text
    source: Text


@dataclass(frozen=True, slots=True)
class FieldHelp:
    """Help of the current field and its uses."""

    label: LocalText
    code: str
    help: LocalText
    source: LocalText
    uses: tuple[UseView, ...] = field(default=())


def live_view(session: ParkSession, before: Scorecard | None) -> LiveView:
    """The present result of a session.

    Args:
        session: an open park file.
        before: result of the year before; None without one.
    """
    try:
        card, edition = session.scorecard, session.edition
    except GreenparkError as error:
        return LiveView(notice=error.message)
    return LiveView(
        gaps=gaps_of_class(session, card),
        total=number(card.total_printed, 1),
        coverage=number(card.data_coverage, 1),
        grade=_grade(card, edition),
        distance=_distance(card, edition),
        k_grade=card.code.k_grade,
        code_status=card.code.status,
        code_note=_code_note(card),
        letters=_letters(card, edition),
        axes=_axes(card, edition, before),
        year=card.year,
        last_year=before.year if before else None,
    )


def field_help(session: ParkSession, code: str) -> FieldHelp | None:
    """Help of a field, and what it does to the score; None for a code that is no field."""
    asked: Field | None = session.catalogue.fields.get(code)
    if asked is None:
        return None
    try:
        uses = tuple(_use(item, session.catalogue) for item in explain_field(session, code))
    except GreenparkError:
        uses = ()
    return FieldHelp(asked.label, code, asked.help, asked.source, uses)


def _grade(card: Scorecard, edition: Edition) -> tuple[str, Text]:
    if card.grade is None:
        return "–", msg("no rating")
    words = {band.letter: band.label for band in edition.grades}
    return card.grade, words[card.grade]


def _distance(card: Scorecard, edition: Edition) -> Text:
    """The next limit above the printed total; a binding cap is named instead."""
    if card.binding_cap_gate is not None:
        return msg("Gate {gate} keeps the grade down", gate=card.binding_cap_gate)
    if card.total_printed is None:
        return ""
    above = [
        band
        for band in edition.grades
        if band.lower is not None and band.lower > card.total_printed
    ]
    if not above:
        return msg("Highest grade")
    following = min(above, key=lambda band: band.lower or Decimal(0))
    return msg(
        "Grade {letter} ({word}) from {limit} points",
        limit=number(following.lower, 0),
        letter=following.letter,
        word=following.label,
    )


def _code_note(card: Scorecard) -> tuple[Text, ...]:
    if card.code.status == "none":
        return ()
    method = (
        msg("by industry mix") if card.code.method == "industry mix" else msg("simplified method")
    )
    status = msg("final") if card.code.status == "final" else msg("provisional")
    return (status, method)


def _letters(card: Scorecard, edition: Edition) -> tuple[tuple[str, str, Text], ...]:
    code = card.code
    level: Text = level_label(card, edition) or msg("carbon level")
    return (
        ("K", k_number(code, edition), msg("efficiency")),
        ("L", l_number(code, edition), level),
        ("N", n_number(code), msg("neutrality")),
    )


def _axes(card: Scorecard, edition: Edition, before: Scorecard | None) -> tuple[AxisView, ...]:
    earlier = before.dimensions if before else {}
    scores = {code: item.score for code, item in card.dimensions.items()}
    return tuple(
        AxisView(
            label=dimension.label,
            score=_score_of(scores.get(code)),
            last_year=_score_of(earlier[code].score) if code in earlier else None,
            text=number(scores.get(code), 0),
        )
        for code, dimension in edition.dimensions.items()
    )


def _score_of(score: Decimal | None) -> float | None:
    return None if score is None else float(score)


def _use(item: FieldExplanation, catalogue: Catalogue) -> UseView:
    result: Text = (
        item.reason
        if item.reason is not None
        else msg(
            "= {value} → {score} points; weight {weight} %, {points} of the total",
            value=catalogue.amount(item.value, item.unit),
            score=item.score,
            weight=item.weight,
            points=item.points,
        )
    )
    return UseView(
        title=(item.code, item.label),
        formula=item.formula,
        substituted=item.substituted,
        result=result,
        bounds=_bounds(item, catalogue),
        source=_source(item),
    )


def _source(item: FieldExplanation) -> Text:
    """Where the bounds, or the levels, come from; with the weakest mark of the bounds."""
    if item.floor is None:
        return msg("source: {source}", source=item.source)
    return msg(
        "source of the bounds ({mark}): {source}",
        mark=MARK_WORDS[item.mark],
        source=item.source,
    )


def _bounds(item: FieldExplanation, catalogue: Catalogue) -> Text:
    if item.floor is None or item.target is None:
        return ""
    target = catalogue.amount(item.target.value, item.unit)
    if item.passing is None:
        return msg("floor {floor}, target {target}", floor=item.floor.value, target=target)
    return msg(
        "floor {floor}, pass {passing}, target {target}",
        floor=item.floor.value,
        passing=item.passing.value,
        target=target,
    )

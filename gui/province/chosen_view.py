"""What is said of the parks that are chosen in the table.

Source: mockups/province-parks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gui.widgets.code_tile import PROVISIONAL, WORDS
from questionnaire.messages import Text, msg
from reports.printed_numbers import signed_text
from scoring.edition import Edition
from scoring.scorecard import CodeStatus, Scorecard
from services.code_numbers import k_number, l_number, n_number
from services.number_words import NOTHING, number
from services.park_clusters import k_grade_of
from services.park_summaries import grade_label, level_label, weakest_dimensions
from services.rankings import Ranked
from services.total_trends import Trend, change_of

_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class ParkView:
    """One park: its parts are worded side by side, its lines below each other."""

    name: str
    rank: Text
    k_grade: int | None
    code_status: CodeStatus
    total: tuple[Text, ...]
    code: tuple[tuple[Text, ...], ...]
    sentences: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class SeveralView:
    """Several parks, or none."""

    head: Text
    lines: tuple[Text, ...] = ()


def park_view(
    park: Ranked, interval: str, trend: Trend, editions: Mapping[str, Edition]
) -> ParkView:
    """One park in words.

    Args:
        park: with its rank.
        interval: of its rank, in words.
        trend: its totals over the last years; empty until they are known.
        editions: by id.
    """
    card = park.scorecard
    edition = editions[card.edition_id]
    grade: Text = grade_label(card, edition) or ""
    return ParkView(
        card.park_name,
        msg("not rated") if park.rank is None
        else msg("Rank {rank}, range {interval}", rank=park.rank, interval=interval),
        card.code.k_grade,
        card.code.status,
        (number(card.total_printed, 1), card.grade or NOTHING, grade),
        _code(card, edition),
        tuple(_sentences(card, trend)),
    )  # fmt: skip


def several_view(parks: Sequence[Ranked]) -> SeveralView:
    """Several parks in words, the first of them by name."""
    if not parks:
        return SeveralView(msg("No park is chosen"))
    lines: list[Text] = [
        msg("{rank}  {park}  {total}", rank=park.rank or NOTHING, park=park.scorecard.park_name,
            total=number(park.scorecard.total_printed, 1))
        for park in parks[:_MOST_NAMED]
    ]  # fmt: skip
    if len(parks) > _MOST_NAMED:
        lines.append("…")
    return SeveralView(msg("{n} parks are chosen", n=len(parks)), tuple(lines))


def _code(card: Scorecard, edition: Edition) -> tuple[tuple[Text, ...], ...]:
    """Word of the code with K; L with its word, and N."""
    code = card.code
    word: Text = WORDS[k_grade_of(card)]
    if code.status == "provisional":
        word = msg("{word} · {status}", word=word, status=PROVISIONAL)
    level: Text = f"L {l_number(code, edition)}"
    label = level_label(card, edition)
    if label is not None:
        level = msg("L {value} {level}", value=l_number(code, edition), level=label)
    return (word, f"K {k_number(code, edition)}"), (level, f"N {n_number(code)}")


def _sentences(card: Scorecard, trend: Trend) -> Iterator[Text]:
    change = change_of(trend)
    if change is not None:
        yield msg("{change} points against {year}", change=signed_text(change, 1),
                  year=card.year - 1)  # fmt: skip
    weak = weakest_dimensions(card)
    if len(weak) > 1:
        yield msg("Weakest: {one}, {other}", one=weak[0], other=weak[1])
    elif weak:
        yield msg("Weakest: {one}", one=weak[0])

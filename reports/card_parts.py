"""The parts of a card: texts already chosen, numbers already worded, nothing left to compute.

A part knows nothing of fonts, pages or PDF. Shares (of a bar, of a scale) are numbers of 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from reports.figures.drawing import Figure
from scoring.scorecard import CodeStatus

Align: TypeAlias = Literal["left", "right"]
Spacing: TypeAlias = Literal["normal", "compact", "writing"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what belongs to it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts under each other."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Sentences under each other; `listed` puts a mark before each."""

    texts: tuple[str, ...]
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        title: its head.
        width: share of the table; all widths are scaled to the room that it has.
        align: numbers stand at the right.
        strong: printed bold.
    """

    title: str
    width: float
    align: Align = "left"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose heads are repeated on every page; without any title it has no line of heads.

    Attributes:
        sums: how many rows at the end are printed bold.
        spacing: `compact` for long lists, `writing` for rows to write into, with lines between
            the columns.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: int = 0
    spacing: Spacing = "normal"


Block: TypeAlias = Facts | Paragraphs | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a page; its blocks are never empty, a sentence says why there is nothing."""

    title: str
    note: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A titled figure with sentences under it."""

    title: str
    note: str
    figure: Figure
    texts: tuple[str, ...] = ()


Part: TypeAlias = Section | Picture


@dataclass(frozen=True, slots=True)
class DimensionBar:
    """One of the six scores; `share` None = not scored."""

    label: str
    score: str
    share: float | None
    change: str


@dataclass(frozen=True, slots=True)
class CodeFigure:
    """K, L or N with its value and one or two lines of words."""

    symbol: str
    value: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BandStep:
    """One of the five colours of the band."""

    k_grade: int
    word: str
    limit: str


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """The 碳效码.

    Attributes:
        k_grade: 1 to 5, or None when 未评.
        status: what the frame of the tile says.
        colour_word: 深绿 … 红, or 未评.
        efficiency_word: 高 … 低; empty when 未评.
        note: why it is 暂定 or 未评; empty when 正式.
        figures: empty when 未评 (they then stand on the page of the basis).
        band: the five steps.
    """

    title: str
    k_grade: int | None
    status: CodeStatus
    colour_word: str
    efficiency_word: str
    note: str
    figures: tuple[CodeFigure, ...]
    band: tuple[BandStep, ...]


@dataclass(frozen=True, slots=True)
class GradeBlock:
    """Grade, total and interval; `letter` is a dash when there is no grade."""

    title: str
    letter: str
    word: str
    total: str
    unit: str
    interval: str
    legend: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """Everything of page 1.

    Attributes:
        flags: 正式 or 暂定, 自评, 草稿, 演示数据.
        statement_text: statement that the file carries; None on a draft.
        qr_text: text of the QR code; None on a draft and where the statement does not fit.
        verify: the lines under the QR code, or why there is none.
    """

    heading: str
    flags: str
    name: str
    subtitle: str
    grade: GradeBlock
    code: CodeBlock
    summary_title: str
    summary: tuple[str, ...]
    dimensions_title: str
    dimensions_note: str
    dimensions: tuple[DimensionBar, ...]
    dimensions_empty: str
    facts: tuple[Fact, ...]
    statement_text: str | None
    qr_text: str | None
    verify: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale bar of an indicator.

    Attributes:
        share: place of the park between floor (0) and target (1), which is its score.
        floor, passing, target: printed limits; empty for graded items, whose scale is always the
            same.
        ticked: whether there is a passing value, which stands at 60 %.
    """

    share: float
    floor: str = ""
    passing: str = ""
    target: str = ""
    ticked: bool = True


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator; `scale` None = not scored."""

    code: str
    label: str
    note: str
    value: str
    unit: str
    scale: Scale | None
    score: str
    weight: str
    points: str
    to_pass: str


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """The indicators of one dimension."""

    title: str
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """The table of all indicators and what follows from it.

    Attributes:
        columns: heads, see `card_indicators.heads`.
        empty: why there is no indicator; empty when there are some.
    """

    title: str
    legend: tuple[str, ...]
    columns: tuple[str, ...]
    groups: tuple[IndicatorGroup, ...]
    empty: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class DimensionPage:
    """The six dimensions.

    Attributes:
        radar, bars, table: None where nothing is scored; then `empty` says why.
        ranking: the strongest and the weakest, beside each other; empty without indicators.
    """

    title: str
    empty: str
    radar: Figure | None
    bars: Figure | None
    table: Section | None
    ranking: tuple[Section, ...]
    gates: Section


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A large number with its label and unit."""

    label: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class CarbonPage:
    """The inventory, its years, and how the park stands.

    Attributes:
        empty: why there is no inventory; empty when there is one.
        series: None without any complete year.
        events: the policy events that the series marks, each with its number.
        tables: inventory and ledger, beside each other.
        intensity: None where there is no inventory.
    """

    title: str
    empty: str
    key_figures: tuple[KeyFigure, ...]
    series: Picture | None
    events: tuple[str, ...]
    tables: tuple[Section, ...]
    intensity: Part | None
    code: Part


@dataclass(frozen=True, slots=True)
class BasisPage:
    """On what the result rests.

    Attributes:
        sections: in two columns.
        glyphs_title: head of the list of characters that the font lacks, filled in by the renderer.
    """

    title: str
    sections: tuple[Section, ...]
    glyphs_title: str
    glyphs_note: str

"""What a park session tells: the outcome of an edit, what it changed, what is on the disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from questionnaire.messages import Message


@dataclass(frozen=True, slots=True)
class CellRefusal:
    """A cell of a pasted block that could not be read; the others were taken.

    Attributes:
        line, position: place in the block, from 0.
        row_id: row of the table; empty where the block would have made a row.
        column: column of the table; empty beyond its last one.
        typed: what the block held.
        message: why it was refused.
        proposal: what was probably meant; None when unknown.
    """

    line: int
    position: int
    row_id: str
    column: str
    typed: str
    message: Message
    proposal: str | None = None


@dataclass(frozen=True, slots=True)
class EditResult:
    """What became of an edit.

    Attributes:
        changed: whether anything was stored.
        refused: why nothing was stored; None when the value was taken or was there already.
        proposal: what was probably meant, as the field would take it; None when unknown.
        refusals: cells of a pasted block that were left as they were.
        rows: rows that the edit made, in their order.
    """

    changed: bool = False
    refused: Message | None = None
    proposal: str | None = None
    refusals: tuple[CellRefusal, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What is different after an edit, an undo or another year.

    Attributes:
        codes: fields, tables and graded indicators whose answer changed; `T1_level` beside `T1`.
        tables: tables among them.
        problems: whether problems or confirmations may differ.
        score: whether inventory and scorecard may differ.
        initiator: what the caller of the edit named, so that an editor can pass over its own edit.
        rows: of tables of which only some rows changed and none came, went or moved, these rows;
            a table that is in `tables` and not here is to be read again as a whole.
        year: whether another year, or the years of the file, are shown now.
    """

    codes: frozenset[str]
    tables: frozenset[str] = frozenset()
    problems: bool = True
    score: bool = True
    initiator: object = None
    rows: Mapping[str, frozenset[str]] = field(default_factory=dict)
    year: bool = False


@dataclass(frozen=True, slots=True)
class SaveState:
    """How far the file is.

    Attributes:
        pending: edits that are not on the disk yet.
        saved_at: when the last one came there, local time; None when none did.
        failure: why writing stopped; None while it goes on. The edits are kept and tried again.
        saved: edits of this session that are on the disk.
        remedy: what to do about the failure; None when there is none.
    """

    pending: int
    saved_at: datetime | None = None
    failure: Message | None = None
    saved: int = 0
    remedy: Message | None = None

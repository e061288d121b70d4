"""Sinks and storage: what is accepted, what counts (carbon-accounting.md 12)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from accounting.factor_library import FactorLibrary, Sink
from accounting.findings import Finding, soft
from accounting.fuel_factors import Basis, Factor, own_factor
from accounting.rows import ZERO, TableRows, number, times, word
from questionnaire.answers import AnswerSet, Row
from questionnaire.messages import msg
from questionnaire.numbers import to_text

EVIDENCE_ABOVE = Decimal("3.9")
"""tCO2/ha/yr above which a value needs evidence (CA-W20)."""
REASON_ABOVE = Decimal(15)
"""tCO2/ha/yr above which the assessor's reason is needed as well."""
RULE = "CA-W20"


@dataclass(frozen=True, slots=True)
class SinkEntry:
    """One row of `sinks`.

    Attributes:
        sink: None when blank or unknown.
        factor: tCO2 per ha or t; None for a range.
        counts: accepted as the rules ask, or a source (negative factor).
        removal: t; 0 when it does not count; None when unknown.
    """

    row_id: str
    row: Row
    sink: Sink | None
    amount: Decimal | None
    factor: Factor
    counts: bool
    removal: Decimal | None


def measure_sinks(
    table: TableRows, answers: AnswerSet, library: FactorLibrary
) -> tuple[SinkEntry, ...]:
    """All rows of `sinks` of the year.

    The assessor's reason for a value above 15 is the confirmation of problem CA-W20.
    """
    explained = RULE in answers.confirmed
    return tuple(
        _measure(row_id, row, library, explained=explained) for row_id, row in table.rows.items()
    )


def _measure(row_id: str, row: Row, library: FactorLibrary, *, explained: bool) -> SinkEntry:
    sink = library.sinks.get(word(row, "sink"))
    factor = _factor(sink, row)
    value = factor.value
    accepted = row.get("accepted") == "yes" and not _lacks(row, value, explained=explained)
    counts = accepted or (value is not None and value < 0)
    area = number(row, "amount")
    removal = times(area, value) if counts or value is None else ZERO
    if row.get("accepted") == "no" and value is None:
        removal = ZERO
    return SinkEntry(row_id, row, sink, area, factor, counts, removal)


def _factor(sink: Sink | None, row: Row) -> Factor:
    own = number(row, "factor")
    if own is not None:
        return own_factor(own)
    if sink is None:
        return Factor(None, "none", "", "", "")
    source = sink.provenance
    basis: Basis = "none" if sink.value is None else "stored"
    return Factor(sink.value, basis, "sinks", source.source, source.state)


def _lacks(row: Row, value: Decimal | None, *, explained: bool) -> bool:
    """Whether a high value lacks its evidence or the assessor's reason."""
    if value is None or value <= EVIDENCE_ABOVE:
        return False
    return not row.get("evidence_id") or (value > REASON_ABOVE and not explained)


def sink_findings(entries: tuple[SinkEntry, ...]) -> list[Finding]:
    """CA-W20: accepted rows with a high value that lack evidence or reason."""
    return [
        soft(
            RULE,
            "sinks",
            entry.row_id,
            msg(
                "The value {value} tCO2/ha is above 3.9 and needs evidence, above 15 also the "
                "assessor's reason; the row counts once it has what it needs.",
                value=to_text(value),
            ),
        )
        for entry in entries
        if entry.row.get("accepted") == "yes"
        and (value := entry.factor.value) is not None
        and (value > REASON_ABOVE or (value > EVIDENCE_ABOVE and not entry.row.get("evidence_id")))
    ]

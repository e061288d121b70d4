"""What a store keeps of a revision beside its payload: its index and the amounts it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from accounting.compute import compute_inventory
from accounting.factor_library import FactorLibrary
from accounting.settings import settings_of
from db.records import AnswerEntry, IndexRows
from merging.contents import answers_of
from merging.revision import Revision
from questionnaire.canonical_json import spelled
from questionnaire.catalogue import Catalogue
from questionnaire.numbers import to_text
from services.quick_json import spelled_rows

ENERGY = "inventory.total_tce"
EMISSIONS = "inventory.net_co2"


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    """Amounts and index of a revision.

    Attributes:
        amounts: control totals: `revision`, `answer`, each table by rows, `energy_tce` in tce and
            `co2_t` in t by the settings of page 7 (0 where incomplete).
    """

    amounts: Mapping[str, Decimal]
    index: IndexRows


def facts_of(catalogue: Catalogue, factors: FactorLibrary, revision: Revision) -> RevisionFacts:
    """Amounts and index of a revision; assessments and withdrawals count as revision only."""
    content = revision.content
    answers, tables = content.get("answers", {}), content.get("tables", {})
    values = _inventory(catalogue, factors, revision) if "answers" in content else {}
    amounts = {
        "revision": Decimal(1),
        "answer": Decimal(len(answers)),
        **{table: Decimal(len(rows)) for table, rows in tables.items()},
        "energy_tce": values.get(ENERGY) or Decimal(0),
        "co2_t": values.get(EMISSIONS) or Decimal(0),
    }
    index = IndexRows(
        park_name=_name(answers),
        answers=list(_answer_entries(answers)),
        rows=[
            (table, row_id, content)
            for table, rows in tables.items()
            for row_id, content in zip(rows, spelled_rows(rows.values()), strict=True)
        ],
        inventory=[
            (key, None if value is None else to_text(value)) for key, value in values.items()
        ],
    )
    return RevisionFacts(amounts, index)


def is_demonstration(revision: Revision) -> bool:
    """Whether a revision says that it is demonstration data."""
    return revision.content.get("demonstration") is True


def evidence_hashes(revision: Revision) -> frozenset[str]:
    """SHA-256 of the evidence files that the rows of a revision refer to."""
    rows = revision.content.get("tables", {}).get("evidence", {})
    return frozenset(row["sha256"] for row in rows.values() if "sha256" in row)


def _inventory(
    catalogue: Catalogue, factors: FactorLibrary, revision: Revision
) -> Mapping[str, Decimal | None]:
    answers = answers_of(revision, catalogue)
    history = {answers.year: answers}
    settings = settings_of(answers)
    return compute_inventory(catalogue, history, answers.year, settings, factors).values


def _answer_entries(answers: Mapping[str, Mapping[str, str | bool]]) -> Iterator[AnswerEntry]:
    for code, answer in answers.items():
        value = answer.get("value")
        text = spelled(value) if isinstance(value, bool) else value
        yield code, cast("str", answer["state"]), text


def _name(answers: Mapping[str, Mapping[str, str]]) -> str | None:
    return answers.get("park_name", {}).get("value")

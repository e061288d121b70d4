"""What a store keeps of a revision beside its payload: its index and the amounts it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from accounting.compute import compute_inventory
from accounting.settings import settings_of
from db.records import AnswerEntry, IndexRows
from merging.contents import answers_of
from merging.revision import Revision
from questionnaire.canonical_json import spelled, spelled_rows
from questionnaire.numbers import to_text
from services.bootstrap import Product

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


def facts_of(product: Product, revision: Revision) -> RevisionFacts:
    """Amounts and index of a revision; assessments and withdrawals count as revision only."""
    content = revision.content
    answers, tables = content.get("answers", {}), content.get("tables", {})
    values = _inventory(product, revision) if "answers" in content else {}
    amounts = {
        "revision": Decimal(1),
        "answer": Decimal(len(answers)),
        **{table: Decimal(len(rows)) for table, rows in tables.items()},
        "energy_tce": values.get(ENERGY) or Decimal(0),
        "co2_t": values.get(EMISSIONS) or Decimal(0),
    }
    index = IndexRows(
        park_name=_name(answers),
        answers=[_answer(code, answer) for code, answer in answers.items()],
        rows=[
            (table, row_id, content)
            for table, rows in tables.items()
            for row_id, content in zip(rows, spelled_rows(list(rows.values())), strict=True)
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


def _inventory(product: Product, revision: Revision) -> Mapping[str, Decimal | None]:
    answers = answers_of(revision, product.catalogue)
    history = {answers.year: answers}
    settings = settings_of(answers)
    return compute_inventory(
        product.catalogue, history, answers.year, settings, product.factors
    ).values


def _answer(code: str, answer: Mapping[str, str | bool]) -> AnswerEntry:
    value = answer.get("value")
    text = spelled(value) if isinstance(value, bool) else value
    return code, str(answer["state"]), None if text is None else str(text)


def _name(answers: Mapping[str, Mapping[str, str]]) -> str | None:
    return answers.get("park_name", {}).get("value")

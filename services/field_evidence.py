"""The evidence of one field: what there is, giving it to another field, taking it away.

Source: interface.md, 填报 (evidence clip); submissions.md (evidence).
"""

from __future__ import annotations

from dataclasses import dataclass

from questionnaire.answer_scope import indicator_of
from questionnaire.answers import Row
from questionnaire.catalogue import FieldType
from questionnaire.formula_functions import items_of
from questionnaire.messages import Language
from services.number_words import value_text
from services.park_sessions import ParkSession
from services.session_values import EditResult

TABLE = "evidence"
_SEPARATOR = "；"


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One evidence file as it is shown.

    Attributes:
        row_id: of its row.
        id: e.g. `E01`.
        title, issuer, date, kind, page_ref: empty for none; the kind by its label.
        file_name: name of the attached file; empty when only the document is named.
        digest: SHA-256 of the content; empty when none is attached.
        supports: codes of fields and indicators.
    """

    row_id: str
    id: str
    title: str
    issuer: str
    date: str
    kind: str
    page_ref: str
    file_name: str
    digest: str
    supports: tuple[str, ...]


def evidence_of(session: ParkSession, code: str, language: Language) -> tuple[EvidenceView, ...]:
    """The evidence of a field, or of its graded indicator, in row order."""
    own = {code, supported_by(session, code)}
    views = (_view(session, row_id, language) for row_id in session.answers.rows(TABLE))
    return tuple(view for view in views if own.intersection(view.supports))


def evidence_with(session: ParkSession, digest: str, language: Language) -> EvidenceView | None:
    """The first row of a file with this content; None when it is new."""
    for row_id, row in session.answers.rows(TABLE).items():
        if row.get("sha256") == digest:
            return _view(session, row_id, language)
    return None


def supported_by(session: ParkSession, code: str) -> str:
    """What evidence of a field names: the field, or the indicator of a level."""
    is_level = session.catalogue.fields[code].type is FieldType.LEVEL
    return indicator_of(code) if is_level else code


def attach_evidence(session: ParkSession, row_id: str, code: str) -> EditResult:
    """Let an evidence row support a field as well."""
    supports = _supports(session.answers.rows(TABLE)[row_id])
    added = dict.fromkeys((*supports, supported_by(session, code)))
    return session.set_cell(TABLE, row_id, "supports", _SEPARATOR.join(added))


def detach_evidence(session: ParkSession, row_id: str, code: str) -> EditResult:
    """Take an evidence row away from a field; a row that supports nothing else goes.

    The content stays in the file, for undo and other years.
    """
    own = {code, supported_by(session, code)}
    left = [item for item in _supports(session.answers.rows(TABLE)[row_id]) if item not in own]
    if not left:
        return session.remove_evidence_row(row_id)
    return session.set_cell(TABLE, row_id, "supports", _SEPARATOR.join(left))


def _supports(row: Row) -> tuple[str, ...]:
    named = row.get("supports")
    return tuple(items_of(named)) if isinstance(named, str) else ()


def _view(session: ParkSession, row_id: str, language: Language) -> EvidenceView:
    row = session.answers.rows(TABLE)[row_id]
    columns, references = session.catalogue.tables[TABLE].columns, session.product.references
    words = {
        name: value_text(columns[name], row.get(name), references, language)
        for name in ("evidence_id", "title", "issuer", "doc_date", "kind", "page_ref", "file_name")
    }
    return EvidenceView(
        row_id=row_id,
        id=words["evidence_id"],
        title=words["title"],
        issuer=words["issuer"],
        date=words["doc_date"],
        kind=words["kind"],
        page_ref=words["page_ref"],
        file_name=words["file_name"],
        digest=str(row.get("sha256") or ""),
        supports=_supports(row),
    )

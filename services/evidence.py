"""Evidence files of a park file: stored once by hash, named by a row of the evidence table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from db.edits import EditGroup, changes
from db.park_file import ParkFile
from db.records import StoredEvidence
from questionnaire.answers import AnswerSet, Row
from questionnaire.canonical_json import sha256_hex
from questionnaire.errors import Defect
from questionnaire.messages import Message, msg
from questionnaire.value_problem import ValueProblem
from questionnaire.values import read_value
from services.bootstrap import Product
from services.environment import Environment
from services.errors import ServiceError, UnknownItem
from services.input_files import read_input
from services.media_types import media_type
from services.parks import LOCAL_AUTHOR, EditOutcome, FillRefused, newest_year, settle

MOST_FILE_BYTES = 20 * 1024 * 1024
MOST_YEAR_BYTES = 200 * 1024 * 1024
"""Limits of one file and of one park and year (submissions.md, Revision)."""


@dataclass(frozen=True, slots=True)
class EvidenceDetails:
    """What the row of an evidence file says; texts as typed, empty for none.

    Attributes:
        codes: fields and indicators that it supports.
        date: YYYY-MM-DD.
        kind: one of the kinds of the catalogue.
    """

    codes: tuple[str, ...]
    title: str
    issuer: str
    date: str
    kind: str
    doc_no: str = ""
    page_ref: str = ""


def add_evidence(  # noqa: PLR0913 - one argument an option of the command
    product: Product,
    environment: Environment,
    path: Path,
    document: Path,
    details: EvidenceDetails,
    *,
    year: int | None = None,
    author: str = LOCAL_AUTHOR,
) -> EditOutcome:
    """Add an evidence file and its row to a park file.

    Args:
        product: the shipped data.
        environment: clock, keys and new ids.
        path: the park file.
        document: the file; its bytes are stored once, whatever rows name them.
        details: what its row says.
        year: answer set; None is the newest.
        author: whom the edit log names.

    Raises:
        ServiceError: the file is empty or too large.
        FillRefused: a detail cannot be used.
    """
    stored = read_document(document)
    with ParkFile.open(path, product.catalogue) as park:
        history = park.history()
        target = year if year is not None else newest_year(history)
        if target not in history:
            raise UnknownItem(
                msg("The file has no answers for {year}.", year=target),
                msg("It has: {years}.", years=", ".join(map(str, sorted(history)))),
            )
        before = history[target]
        refuse_too_much(park, before, stored)
        row = evidence_row(product, before, details, document.name, stored.sha256)
        rows = {**before.rows("evidence"), environment.new_id(): row}
        after = replace(before, tables={**before.tables, "evidence": rows})
        after, problems = settle(product, environment, history, after, ())
        park.add_evidence(stored.content or b"", stored.media_type)
        edits = changes(before, after, product.catalogue)
        park.apply(EditGroup(author, environment.timestamp(), "evidence", edits))
    notes = (msg("Stored as {id}.", id=row["evidence_id"]),)
    return EditOutcome(target, problems, notes)


def read_document(document: Path) -> StoredEvidence:
    """The content of a file with its hash and media type.

    Raises:
        NoInputFile: it is not there.
        ServiceError: the file is empty or too large.
    """
    remedy = msg("Reduce it, for instance by scanning with fewer dots per inch.")
    content = read_input(document, MOST_FILE_BYTES, remedy)
    if not content:
        raise ServiceError(
            msg("{file} is empty.", file=document.name),
            msg("Name the file that holds the evidence."),
        )
    return StoredEvidence(sha256_hex(content), media_type(content), len(content), content)


def next_evidence_id(rows: Sequence[Row]) -> str:
    """The next free id: E01, E02 ...

    >>> next_evidence_id([{"evidence_id": "E01"}, {"evidence_id": "A07"}])
    'E02'
    """
    used = {str(row.get("evidence_id")) for row in rows}
    return next(name for number in range(1, 10_000) if (name := f"E{number:02}") not in used)


def evidence_row(
    product: Product, answers: AnswerSet, details: EvidenceDetails, file_name: str, digest: str
) -> Row:
    """The row of a new evidence file.

    Raises:
        FillRefused: a detail cannot be used; all are listed.
    """
    typed = {
        "evidence_id": next_evidence_id(list(answers.rows("evidence").values())),
        "title": details.title,
        "doc_no": details.doc_no,
        "issuer": details.issuer,
        "doc_date": details.date,
        "supports": "；".join(details.codes),
        "file_name": file_name,
        "sha256": digest,
        "page_ref": details.page_ref,
        "kind": details.kind,
    }
    columns = product.catalogue.tables["evidence"].columns
    row: dict[str, object] = {}
    defects: list[Defect] = []
    for name, text in typed.items():
        if not text.strip():
            continue
        try:
            row[name] = read_value(columns[name], text, product.references)
        except ValueProblem as problem:
            defects.append(Defect(file_name, name, problem.rule, problem.message))
    if defects:
        raise FillRefused(
            msg("The evidence was not added."), msg("Correct them and repeat."), defects
        )
    return row  # type: ignore[return-value]


def refuse_too_much(park: ParkFile, answers: AnswerSet, added: StoredEvidence) -> None:
    """Refuse a file that brings the evidence of a year above its limit.

    Raises:
        ServiceError: with the limit.
    """
    named = {row.get("sha256") for row in answers.rows("evidence").values()}
    stored = park.evidence_without_contents()
    sizes = {item.sha256: item.size for item in stored if item.sha256 in named}
    sizes[added.sha256] = added.size
    if sum(sizes.values()) > MOST_YEAR_BYTES:
        fault: Message = msg(
            "The evidence of {year} would exceed {n} MiB.",
            year=answers.year,
            n=MOST_YEAR_BYTES >> 20,
        )
        raise ServiceError(fault, msg("Remove or reduce files first."))
